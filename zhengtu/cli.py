"""The command line: each command parses, calls one function and prints.

Data go to stdout, words to stderr. Imports of libraries stand inside the commands, so that
``zhengtu --help`` and the look-ups start at once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

import click

from zhengtu import __version__
from zhengtu.errors import ZhengtuError

STORE_VARIABLE = "ZHENGTU_STORE"
DEFAULT_STORE = "zhengtu.db"


class Cli(click.Group):
    """A group whose commands end in one line when zhengtu raises an error of its own."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; turn our errors into a message and exit code 1."""
        try:
            return super().invoke(ctx)
        except ZhengtuError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:  # `zhengtu … | head` is no fault
            sys.stderr.close()
            sys.exit(0)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which they stand in this file."""
        return list(self.commands)


def store_option(command: Callable[..., None]) -> Callable[..., None]:
    """Add ``--store``, which every command that reads or writes a store takes."""
    return click.option(
        "--store",
        envvar=STORE_VARIABLE,
        default=DEFAULT_STORE,
        show_default=True,
        show_envvar=True,
        metavar="PATH|URL",
        help="The store to read or write.",
    )(command)


def output_option(command: Callable[..., None]) -> Callable[..., None]:
    """Add ``-o FILE``; without it data go to stdout."""
    return click.option(
        "-o", "--output", type=click.File("w", encoding="utf-8", lazy=True), default="-", help="Write to FILE."
    )(command)


report_options = (
    click.option("--place", help="The place that the report is of, when the text does not tell."),
    click.option("--year", type=int, help="The report's year, when the text does not tell."),
)


def about_report(command: Callable[..., None]) -> Callable[..., None]:
    """Add ``--place`` and ``--year``."""
    for option in reversed(report_options):
        command = option(command)
    return command


@click.group(cls=Cli, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """政图: from government work reports to a knowledge graph.

    从政府工作报告到知识图谱：企业、项目、产业链、目标，句句有出处。
    """


@main.command()
@click.argument("report", type=click.Path(path_type=Path, allow_dash=True))
@about_report
@click.option("--explain", is_flag=True, help="Show each fact and each unused figure with its rule and sentence.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Leave out facts below this.")
@output_option
def extract(
    report: Path, place: str | None, year: int | None, explain: bool, min_confidence: float, output: IO[str]
) -> None:
    """Write the facts of REPORT (a file, or - for stdin) as JSON. 抽取一份报告的事实。"""
    from zhengtu.extract import facts, pipeline, reader

    extraction = pipeline.extract(reader.read(report, place=place, year=year)).above(min_confidence)
    if explain:
        from zhengtu.extract import explain as explaining

        output.writelines(f"{line}\n" for line in explaining.lines(extraction))
    else:
        output.write(facts.as_json(extraction))
