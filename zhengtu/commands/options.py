"""The options that commands share, and how names are completed in the shell."""

from __future__ import annotations

import os
from collections.abc import Callable

import click

from zhengtu.errors import ZhengtuError

STORE_VARIABLE = "ZHENGTU_STORE"


DEFAULT_STORE = "zhengtu.db"


KINDS = {"company": "Enterprise", "project": "Project", "chain": "IndustryChain", "park": "Park"}


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


def lang_option(command: Callable[..., None]) -> Callable[..., None]:
    """Add ``--lang``."""
    return click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True)(command)


def table_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add ``--format`` and ``--lang`` for commands that print a table."""
    choice = click.Choice(["table", "json", "csv", "md"])
    return click.option("--format", type=choice, default="table", show_default=True)(lang_option(command))


def name_of(kind: str | None = None) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """Return what completes a name in the shell with those of the store."""

    def complete(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
        from zhengtu.graph.spelling import completions
        from zhengtu.graph.store import open_store

        try:
            with open_store(ctx.params.get("store") or os.environ.get(STORE_VARIABLE) or DEFAULT_STORE) as source:
                return completions(source, incomplete, kind)
        except ZhengtuError:
            return []

    return complete


def least_option(command: Callable[..., None]) -> Callable[..., None]:
    """Add ``--min-confidence``."""
    told = "Leave out facts below this. 最低置信度。"
    return click.option(
        "--min-confidence", "least", type=click.FloatRange(0, 1), default=0.0, show_default=True, help=told
    )(command)


def look_up_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add what the look-ups share: ``--evidence``, ``--min-confidence``, ``--format``, ``--lang`` and ``--store``."""
    told = "Show the sentence of every line, where it stands, and which rule read it how surely. 附原句、规则和置信度。"
    evidence = click.option("--evidence", is_flag=True, help=told)
    return evidence(least_option(table_options(store_option(command))))
