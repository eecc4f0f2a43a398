"""The command line: a group with the commands of :mod:`zhengtu.commands`.

Data go to stdout, words to stderr. Imports of libraries stand inside the commands, so that
``zhengtu --help`` and the look-ups start at once.
"""

from __future__ import annotations

import sys

import click

from zhengtu import __version__
from zhengtu.commands.graphs import completion, draw, export, ontology, query, stats, timeline, validate
from zhengtu.commands.lookups import chain, company, dossier, find, park, path, project, targets
from zhengtu.commands.reports import build, demo, extract, outline, remove, sources
from zhengtu.errors import ZhengtuError


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
        """Return the commands in the order in which they were added."""
        return list(self.commands)


@click.group(cls=Cli, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """政图: from government work reports to a knowledge graph.

    从政府工作报告到知识图谱：企业、项目、产业链、目标，句句有出处。
    """


for _command in (
    extract,
    outline,
    build,
    company,
    project,
    chain,
    park,
    targets,
    find,
    path,
    sources,
    dossier,
    query,
    draw,
    timeline,
    stats,
    validate,
    ontology,
    remove,
    export,
    completion,
    demo,
):
    main.add_command(_command)
