"""Commands about reports: read them, put them into a store, take them out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

import click

from zhengtu.commands.graphs import draw, stats
from zhengtu.commands.lookups import company
from zhengtu.commands.options import about_report, output_option, store_option, table_options


@click.command()
@click.argument("report", type=click.Path(path_type=Path, allow_dash=True))
@about_report
@click.option("--explain", is_flag=True, help="Show each fact and each unused figure with its rule and sentence.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Leave out facts below this.")
@output_option
def extract(
    report: Path, place: str | None, year: int | None, explain: bool, min_confidence: float, output: IO[str]
) -> None:
    """Write the facts of REPORT (a file, or - for stdin) as JSON. 抽取一份报告的事实。"""
    from zhengtu.extract import facts, pipeline
    from zhengtu.extract.reading import reader

    extraction = pipeline.extract(reader.read(report, place=place, year=year)).above(min_confidence)
    if explain:
        from zhengtu.extract import explain as explaining

        output.writelines(f"{line}\n" for line in explaining.lines(extraction))
    else:
        output.write(facts.as_json(extraction))


@click.command()
@click.argument("report", type=click.Path(path_type=Path, allow_dash=True))
@about_report
@output_option
def outline(report: Path, place: str | None, year: int | None, output: IO[str]) -> None:
    """Show how REPORT is built: place, years, sections with what they speak of. 看报告的结构。"""
    from zhengtu.extract.reading import reader
    from zhengtu.extract.reading.outline import render_outline

    output.write(render_outline(reader.read(report, place=place, year=year)))


@click.command()
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


@click.command()
@table_options
@store_option
def sources(format: str, lang: str, store: str) -> None:
    """List the reports that the store holds. 列出已入库的报告。"""
    from zhengtu.graph.store import open_store
    from zhengtu.viz import answers

    with open_store(store) as source:
        reports = source.reports()
    click.echo(answers.render_sources(reports, format=format, lang=lang), nl=False)


@click.command()
@click.argument("report")
@store_option
def remove(report: str, store: str) -> None:
    """Take REPORT, as `zhengtu sources` names it, out of the store. 从库中移除一份报告。"""
    from zhengtu.graph.store import open_store

    with open_store(store, write=True, make=False) as target:
        removed = target.report(report)
        target.remove(removed.node)
    click.echo(f"{store}: {removed.id} taken out", err=True)


@click.command()
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
