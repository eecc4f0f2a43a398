"""Commands that look a name up in a store."""

from __future__ import annotations

from typing import IO

import click

from zhengtu.commands.options import (
    KINDS,
    lang_option,
    least_option,
    look_up_options,
    name_of,
    output_option,
    store_option,
    table_options,
)
from zhengtu.errors import UnknownNameError


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


@click.command()
@click.argument("name", shell_complete=name_of("Enterprise"))
@look_up_options
def company(name: str, evidence: bool, least: float, format: str, lang: str, store: str) -> None:
    """Show the firm NAME, by any of its names: projects with stage, year and sentence. 查企业。"""
    _show_profile("Enterprise", name, evidence, least, format, lang, store)


@click.command()
@click.argument("name", shell_complete=name_of("Project"))
@look_up_options
def project(name: str, evidence: bool, least: float, format: str, lang: str, store: str) -> None:
    """Show the project NAME: stages, firms, capacity, investment, place. 查项目。"""
    _show_profile("Project", name, evidence, least, format, lang, store)


@click.command()
@click.argument("name", shell_complete=name_of("IndustryChain"))
@look_up_options
def chain(name: str, evidence: bool, least: float, format: str, lang: str, store: str) -> None:
    """Show the industry chain NAME: its parts, projects, firms, figures. 查产业链。"""
    _show_profile("IndustryChain", name, evidence, least, format, lang, store)


@click.command()
@click.argument("name", shell_complete=name_of("Park"))
@look_up_options
def park(name: str, evidence: bool, least: float, format: str, lang: str, store: str) -> None:
    """Show the park NAME: the projects and firms in it, its honours and figures. 查园区。"""
    _show_profile("Park", name, evidence, least, format, lang, store)


@click.command()
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


@click.command()
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


@click.command()
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


@click.command()
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
