"""The command line: each command parses, calls one function and prints.

Data go to stdout, words to stderr. Imports of libraries stand inside the commands, so that
``zhengtu --help`` and the look-ups start at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

import click

from zhengtu import __version__
from zhengtu.errors import UnknownNameError, ZhengtuError

STORE_VARIABLE = "ZHENGTU_STORE"
DEFAULT_STORE = "zhengtu.db"
KINDS = {"company": "Enterprise", "project": "Project", "chain": "IndustryChain", "park": "Park"}


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


@main.command()
@click.argument("report", type=click.Path(path_type=Path, allow_dash=True))
@about_report
@output_option
def outline(report: Path, place: str | None, year: int | None, output: IO[str]) -> None:
    """Show how REPORT is built: place, years, sections with what they speak of. 看报告的结构。"""
    from zhengtu.extract import reader
    from zhengtu.extract.outline import render_outline

    output.write(render_outline(reader.read(report, place=place, year=year)))


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@about_report
@click.option("--jobs", type=click.IntRange(1), help="How many processes; all cores when not given.")
@click.option("--dask", metavar="tcp://HOST:PORT", help="Extract on this Dask cluster instead.")
@store_option
def build(
    paths: tuple[str, ...], place: str | None, year: int | None, jobs: int | None, dask: str | None, store: str
) -> None:
    """Put reports (files, folders or globs) into the store. 把报告建成图谱。

    A report that has not changed is skipped; a changed one replaces its own graph.
    """
    from zhengtu import ingest
    from zhengtu.graph.store import open_store
    from zhengtu.viz.progress import progress_bar

    with open_store(store, write=True) as target, progress_bar("build") as advance:
        result = ingest.build(paths, target, place=place, year=year, jobs=jobs, dask=dask, progress=advance)
    for failure in result.failed:
        click.echo(f"not built: {failure}", err=True)
    click.echo(f"{store}: {result}", err=True)
    if result.failed:
        sys.exit(1)


@main.command()
@click.argument("name", shell_complete=name_of("Enterprise"))
@look_up_options
def company(name: str, evidence: bool, least: float, format: str, lang: str, store: str) -> None:
    """Show the firm NAME, by any of its names: projects with stage, year and sentence. 查企业。"""
    _show_profile("Enterprise", name, evidence, least, format, lang, store)


@main.command()
@click.argument("name", shell_complete=name_of("Project"))
@look_up_options
def project(name: str, evidence: bool, least: float, format: str, lang: str, store: str) -> None:
    """Show the project NAME: stages, firms, capacity, investment, place. 查项目。"""
    _show_profile("Project", name, evidence, least, format, lang, store)


@main.command()
@click.argument("name", shell_complete=name_of("IndustryChain"))
@look_up_options
def chain(name: str, evidence: bool, least: float, format: str, lang: str, store: str) -> None:
    """Show the industry chain NAME: its parts, projects, firms, figures. 查产业链。"""
    _show_profile("IndustryChain", name, evidence, least, format, lang, store)


@main.command()
@click.argument("name", shell_complete=name_of("Park"))
@look_up_options
def park(name: str, evidence: bool, least: float, format: str, lang: str, store: str) -> None:
    """Show the park NAME: the projects and firms in it, its honours and figures. 查园区。"""
    _show_profile("Park", name, evidence, least, format, lang, store)


@main.command()
@click.option("--year", type=int, help="The year that they are for. 目标年份。")
@click.option("--indicator", metavar="WORDS", help="Only indicators with these words. 指标名。")
@click.option("--place", metavar="WORDS", help="Only places with these words. 地区。")
@look_up_options
def targets(
    year: int | None,
    indicator: str | None,
    place: str | None,
    evidence: bool,
    least: float,
    format: str,
    lang: str,
    store: str,
) -> None:
    """List targets and, where the store has them, what came of them. 查目标及完成情况。"""
    from zhengtu.graph import lookup_targets
    from zhengtu.graph.store import open_store
    from zhengtu.viz import answers

    with open_store(store) as source:
        found = lookup_targets.targets(source, year=year, indicator=indicator, place=place, least=least)
        reports = source.reports()
    click.echo(answers.render_targets(found, reports, format=format, lang=lang, evidence=evidence), nl=False)


@main.command()
@click.argument("text")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="At most so many of each.")
@table_options
@store_option
def find(text: str, limit: int, format: str, lang: str, store: str) -> None:
    """Find TEXT in names and in the quoted sentences. 在名称和原句中查找。"""
    from zhengtu.graph import lookup_find
    from zhengtu.graph.store import open_store
    from zhengtu.viz import answers

    with open_store(store) as source:
        found, reports = lookup_find.find(source, text, limit=limit), source.reports()
    if not found.names and not found.quotes:
        raise UnknownNameError(f"{text}: stands in no name and no quoted sentence of {store}")
    click.echo(answers.render_found(found, reports, format=format, lang=lang), nl=False)


@main.command()
@click.argument("start", shell_complete=name_of())
@click.argument("end", shell_complete=name_of())
@look_up_options
def path(start: str, end: str, evidence: bool, least: float, format: str, lang: str, store: str) -> None:
    """Show the shortest way from START to END, each step with its sentence. 查两者的联系。"""
    from zhengtu.graph import lookup_path
    from zhengtu.graph.store import open_store
    from zhengtu.viz import answers

    with open_store(store) as source:
        way, reports = lookup_path.path(source, start, end, least=least), source.reports()
    if not way.steps:
        raise UnknownNameError(f"{start} and {end}: no relation leads from one to the other in {store}")
    click.echo(answers.render_way(way, reports, format=format, lang=lang, evidence=evidence), nl=False)


@main.command()
@table_options
@store_option
def sources(format: str, lang: str, store: str) -> None:
    """List the reports that the store holds. 列出已入库的报告。"""
    from zhengtu.graph.store import open_store
    from zhengtu.viz import answers

    with open_store(store) as source:
        reports = source.reports()
    click.echo(answers.render_sources(reports, format=format, lang=lang), nl=False)


@main.command()
@click.argument("name", shell_complete=name_of())
@click.option("--kind", type=click.Choice(["company", "project", "chain", "park"]), help="What NAME is, if in doubt.")
@least_option
@lang_option
@output_option
@store_option
def dossier(name: str, kind: str | None, least: float, lang: str, output: IO[str], store: str) -> None:
    """Write a Markdown page about NAME with the sentences as footnotes. 写一份带脚注的档案。"""
    from zhengtu.graph import lookup_things
    from zhengtu.graph.store import open_store
    from zhengtu.viz.dossier import render_dossier

    with open_store(store) as source:
        found, reports = lookup_things.profile(source, name, KINDS.get(kind or ""), least=least), source.reports()
    output.write(render_dossier(found, reports, lang=lang))


@main.command()
@click.argument("question", required=False, metavar="[SPARQL|FILE.rq|NAME]")
@click.argument("values", nargs=-1, metavar="[KEY=VALUE]...")
@click.option("--list", "listing", is_flag=True, help="Show the named questions and their parameters. 列出现成的问题。")
@click.option(
    "--format", type=click.Choice(["table", "csv", "json", "tsv", "ttl", "md"]), help="[default: table or ttl]"
)
@click.option("--timeout", type=click.FloatRange(0.1), default=60.0, show_default=True, help="Seconds to wait.")
@click.option("--excel", is_flag=True, help="CSV that Excel reads as UTF-8.")
@lang_option
@store_option
def query(
    question: str | None,
    values: tuple[str, ...],
    listing: bool,
    format: str | None,
    timeout: float,
    excel: bool,
    lang: str,
    store: str,
) -> None:
    """Ask the store: SPARQL, a file of it, - for stdin, or a named question. 用 SPARQL 或现成的问题提问。"""
    from zhengtu.graph import questions
    from zhengtu.graph.store import open_store
    from zhengtu.viz import replies

    if listing or not question:
        click.echo(replies.render_catalogue(format, lang=lang), nl=False)
        return
    asked = questions.find(sys.stdin.read() if question == "-" else question)
    with open_store(store) as source:
        answer = asked.ask(source, questions.given_values(values), timeout=timeout)
    click.echo(replies.render_answer(answer, format=format, lang=lang, excel=excel), nl=False)


@main.command(name="map")
@click.option("-o", "--output", type=click.Path(path_type=Path), default="graph.html", show_default=True)
@click.option("--focus", metavar="NAME", shell_complete=name_of(), help="Only what lies around NAME.")
@click.option("--depth", type=click.IntRange(1, 5), default=1, show_default=True, help="How many steps around it.")
@click.option("--chain", metavar="NAME", shell_complete=name_of("IndustryChain"), help="Only this industry chain.")
@click.option("--top", type=click.IntRange(1), help="Only the N most connected.")
@click.option("--report", help="Only this report.")
@least_option
@lang_option
@store_option
def draw(
    output: Path,
    focus: str | None,
    depth: int,
    chain: str | None,
    top: int | None,
    report: str | None,
    least: float,
    lang: str,
    store: str,
) -> None:
    """Draw the relation map as one HTML file that needs no network. 画关系图。"""
    from zhengtu.graph.store import open_store
    from zhengtu.viz.network import render_map
    from zhengtu.viz.pages import write_page

    with open_store(store) as source:
        chosen = {"focus": focus, "depth": depth, "chain": chain, "top": top, "report": report, "least": least}
        page = render_map(source, lang=lang, **chosen)  # type: ignore[arg-type]
    write_page(page, output)


@main.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), default="timeline.html", show_default=True)
@click.option("--by", type=click.Choice(["chain", "firm", "none"]), default="chain", show_default=True)
@click.option("--chain", metavar="NAME", help="Only this industry chain.")
@click.option("--report", help="Only this report.")
@least_option
@lang_option
@store_option
def timeline(output: Path, by: str, chain: str | None, report: str | None, least: float, lang: str, store: str) -> None:
    """Draw projects by year, and targets with results, as one HTML file. 画项目进展和目标看板。"""
    from zhengtu.graph.store import open_store
    from zhengtu.viz.pages import write_page
    from zhengtu.viz.timeline import render_timeline

    with open_store(store) as source:
        page = render_timeline(source, lang=lang, by=by, chain=chain, report=report, least=least)
    write_page(page, output)


@main.command()
@table_options
@store_option
def stats(format: str, lang: str, store: str) -> None:
    """Count what the store holds. 图谱里有多少什么。"""
    from zhengtu.graph import stats as counting
    from zhengtu.graph.store import open_store
    from zhengtu.viz import answers

    with open_store(store) as source:
        counted = counting.summarise(source)
    click.echo(answers.render_stats(counted, format=format, lang=lang), nl=False)


@main.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--jobs", type=click.IntRange(1), help="How many processes; all cores when not given.")
@table_options
@store_option
def validate(file: Path | None, jobs: int | None, format: str, lang: str, store: str) -> None:
    """Check the store, or a FILE of RDF, against the shapes of the ontology. 按形状校验图谱。"""
    from zhengtu.graph import validate as checking
    from zhengtu.viz import tables
    from zhengtu.viz.progress import progress_bar

    with progress_bar("validate") as advance:
        found = checking.check(file or store, is_file=file is not None, jobs=jobs, progress=advance)
    if found or format != "table":
        click.echo(tables.render_rows([v.row(lang) for v in found], format=format, lang=lang), nl=False)
    click.echo(f"{file or store}: {len(found)} violations", err=True)
    sys.exit(1 if found else 0)


@main.command()
@click.argument("term", required=False)
@table_options
def ontology(term: str | None, format: str, lang: str) -> None:
    """Show the terms of the ontology, or one TERM or indicator with all that is said of it. 查术语。"""
    from zhengtu.ontology import reference
    from zhengtu.viz import tables

    if term is None:
        click.echo(tables.render_rows(reference.overview(lang), format=format, lang=lang), nl=False)
    else:
        click.echo("\n".join(f"{heading}: {told}" for heading, told in reference.describe(term, lang)))


@main.command()
@click.argument("report")
@store_option
def remove(report: str, store: str) -> None:
    """Take REPORT, as `zhengtu sources` names it, out of the store. 从库中移除一份报告。"""
    from zhengtu.graph.store import open_store

    with open_store(store, write=True, make=False) as target:
        removed = target.report(report)
        target.remove(removed.node)
    click.echo(f"{store}: {removed.id} taken out", err=True)


EXPORTS = ["ttl", "trig", "nq", "nq.gz", "jsonld", "graphml", "gexf", "csv"]


@main.command()
@click.option("--format", type=click.Choice(EXPORTS), default="ttl", show_default=True)
@click.option("-o", "--output", default="-", metavar="FILE", help="Write to FILE; csv: to a folder.")
@click.option("--table", metavar="NAME", help="csv: only enterprises, projects, targets or observations.")
@click.option("--excel", is_flag=True, help="CSV that Excel reads as UTF-8.")
@store_option
def export(format: str, output: str, table: str | None, excel: bool, store: str) -> None:
    """Write the graph out; nq is sorted, so that two exports can be compared. 导出图谱。"""
    from zhengtu.graph import export as exporting
    from zhengtu.graph.store import open_store

    with open_store(store) as source:
        exporting.write_to(source, output, format=format, table=table, excel=excel)


@main.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print what makes SHELL complete commands and names: eval "$(zhengtu completion bash)". 命令和名称补全。"""
    from click.shell_completion import get_completion_class

    script = get_completion_class(shell)
    assert script is not None
    click.echo(script(main, {}, "zhengtu", "_ZHENGTU_COMPLETE").source())


@main.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), default="demo", show_default=True, metavar="FOLDER")
@click.pass_context
def demo(ctx: click.Context, output: Path) -> None:
    """Build the graph of the bundled sample reports and show what it holds. 用自带样例走一遍。"""
    from zhengtu import samples

    output.mkdir(parents=True, exist_ok=True)
    store = str(output / "zhengtu.db")
    ctx.invoke(build, paths=tuple(map(str, samples.paths())), place=None, year=None, store=store)
    ctx.invoke(stats, format="table", lang="zh", store=store)
    click.echo(f"\n$ zhengtu company {samples.COMPANY} --store {store}")
    ctx.invoke(company, name=samples.COMPANY, evidence=False, least=0.0, format="table", lang="zh", store=store)
    click.echo(f"\n$ zhengtu map --store {store} -o {output / 'graph.html'}")
    ctx.invoke(
        draw,
        output=output / "graph.html",
        focus=None,
        depth=1,
        chain=None,
        top=None,
        report=None,
        least=0.0,
        lang="zh",
        store=store,
    )


def _show_profile(kind: str, name: str, evidence: bool, least: float, format: str, lang: str, store: str) -> None:
    """Print what the store knows of one thing."""
    from zhengtu.graph import lookup_things
    from zhengtu.graph.store import open_store
    from zhengtu.viz import profiles

    with open_store(store) as source:
        found, reports = lookup_things.profile(source, name, kind, least=least), source.reports()
    if found.others:
        more = f" and {len(found.others) - 8} more" if len(found.others) > 8 else ""
        click.echo(f"{found.name}; others with {name} in their name: {'、'.join(found.others[:8])}{more}", err=True)
    click.echo(profiles.render_profile(found, reports, format=format, lang=lang, evidence=evidence), nl=False)
