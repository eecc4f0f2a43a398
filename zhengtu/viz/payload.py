"""What a page is given: a view as plain JSON with opaque ids, and the words of its interface.

Keys are short, since a province fills megabytes; ``templates/core.js`` names them again.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from zhengtu import __version__
from zhengtu.ontology import vocab
from zhengtu.viz.model import EDGE_TYPES, NODE_TYPES, Fact, MapNode, MapView, Quote
from zhengtu.viz.words import TEMPLATES, label, own_words, word


def page(view: MapView, *, lang: str = "zh", title: str | None = None, general: str = "map.title") -> dict[str, Any]:
    """Return the data of one page; ``general`` is the word for its title where no report or place gives one."""
    ids = ids_of(view)
    reports = {r.iri: i for i, r in enumerate(view.reports)}
    quotes: dict[Quote, int] = {}

    def numbered(found: Iterable[Quote]) -> list[int]:
        return [quotes.setdefault(quote, len(quotes)) for quote in found]

    order = {fact.id: i for i, fact in enumerate(view.facts)}
    facts = [
        _compact(
            k=fact.kind,
            s=ids.get(fact.subject or ""),
            o=ids.get(fact.target or ""),
            v=fact.value,
            f=_figure(fact),
            m=fact.modality,
            y=fact.year,
            c=round(fact.confidence, 3),
            u=fact.rule,
            r=reports[fact.report],
            q=numbered(fact.quotes),
        )
        for fact in view.facts
    ]
    nodes = [
        _compact(
            i=ids[node.id],
            t=node.type,
            n=node.name,
            a=list(node.aliases),
            p=spelling((node.name, *node.aliases)),
            r=[reports[r] for r in node.reports if r in reports],
            q=numbered(node.quotes),
            c=round(node.confidence, 3),
            g=_stage(view, node),
        )
        for node in view.nodes
    ]
    edges = [
        {"i": f"e{i}", "s": ids[e.source], "o": ids[e.target], "t": e.type, "f": [order[f] for f in e.facts]}
        for i, e in enumerate(view.edges)
    ]
    return {
        "lang": lang,
        "title": title or title_of(view, lang, general),
        "titles": {language: title or title_of(view, language, general) for language in ("zh", "en")},
        "version": __version__,
        "left_out": view.left_out,
        "types": NODE_TYPES,
        "relations": EDGE_TYPES,
        "stages": vocab.STAGES,
        "reports": [_compact(n=r.label, p=r.place, y=r.year) for r in view.reports],
        "nodes": nodes,
        "edges": edges,
        "facts": facts,
        "quotes": [
            _compact(x=q.text, r=reports.get(q.report), s=q.section, p=q.page, a=q.start, b=q.end) for q in quotes
        ],
        "words": words(),
        "surface": tomllib.loads((TEMPLATES / "surface.toml").read_text(encoding="utf-8")),
    }


def ids_of(view: MapView) -> dict[str, str]:
    """Return an opaque id for each node, the same in every map that shows it."""
    return {node.id: f"n{hashlib.sha256(node.id.encode()).hexdigest()[:12]}" for node in view.nodes}


def spelling(names: Iterable[str]) -> list[str]:
    """Return how each name is typed without an input method: initials and whole pinyin.

    >>> spelling(["东岭三期"])
    ['dlsq donglingsanqi']
    """
    from pypinyin import Style, lazy_pinyin

    found = []
    for name in names:
        initials = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()
        whole = "".join(lazy_pinyin(name)).lower()
        if whole != name.lower():
            found.append(f"{initials} {whole}")
    return found


def words() -> dict[str, dict[str, str]]:
    """Return the words of the interface in both languages by key; what the ontology labels, as it does."""
    terms = {
        "type": (*NODE_TYPES, "Term"),
        "relation": EDGE_TYPES,
        "stage": vocab.STAGES,
        "modality": ("actual", "planned", "target"),
        "kind": ("level", "growth", "change", "rank"),
    }
    return {f"{group}.{name}": label(group, name) for group, names in terms.items() for name in names} | own_words()


def _stage(view: MapView, node: MapNode) -> list[Any] | None:
    """Return how far a project is: the stage, whether only planned, and the year."""
    if node.type != "Project" or (fact := view.stage_of(node.id)) is None:
        return None
    return [fact.value, int(fact.is_planned), fact.year]


def _figure(fact: Fact) -> list[Any] | None:
    figure = fact.figure
    if figure is None:
        return None
    upper = _number(figure.upper) if figure.upper is not None else None
    return [figure.indicator, figure.kind, figure.op, _number(figure.value), upper, figure.unit]


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def title_of(view: MapView, lang: str, general: str = "map.title") -> str:
    """Return what a page is of: one report, one place over years, or reports in general."""
    if len(view.reports) == 1:
        return view.reports[0].label
    places = list(dict.fromkeys(r.place for r in view.reports if r.place))
    if len(places) == 1:
        years = sorted({r.year for r in view.reports if r.year})
        return f"{places[0]} {years[0]}–{years[-1]}" if len(years) > 1 else places[0]
    return word(general, lang)


def _compact(**members: object) -> Mapping[str, object]:
    """Return the members that say something."""
    return {k: v for k, v in members.items() if v is not None and v != [] and v != ""}
