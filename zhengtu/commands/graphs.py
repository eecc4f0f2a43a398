"""Commands about the graph as a whole: queries, pictures, exports, checks."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from zhengtu.commands.options import lang_option, least_option, name_of, store_option, table_options

EXPORTS = ["ttl", "trig", "nq", "nq.gz", "jsonld", "graphml", "gexf", "csv"]


@click.command()
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


@click.command(name="map")
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


@click.command()
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


@click.command()
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


@click.command()
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


@click.command()
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


@click.command()
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


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print what makes SHELL complete commands and names: eval "$(zhengtu completion bash)". 命令和名称补全。"""
    from click.shell_completion import get_completion_class

    script = get_completion_class(shell)
    assert script is not None
    click.echo(script(click.get_current_context().find_root().command, {}, "zhengtu", "_ZHENGTU_COMPLETE").source())
