"""All that a report says of each of its things, put together once, so that a look-up need not join.

A fact stands in the graph as a statement, its evidence and the other thing's label: a dozen
look-ups in the store for a row, 80 µs. The index keeps the row (1 µs), as JSON by the thing's IRI.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad

from zhengtu.graph.terms import OA, RDF, SKOS, local_name
from zhengtu.ontology.vocab import ZT

THINGS = ("Enterprise", "Project", "IndustryChain", "Park")
Values = dict[NamedNode, list[str]]
Nodes = dict[str, Values]


@dataclass(frozen=True, slots=True)
class Said:
    """What a report says of the thing ``iri``; ``told`` is JSON, its members as :mod:`zhengtu.graph.lookup` reads them."""

    iri: str
    type: str
    told: str


@dataclass(frozen=True, slots=True)
class Measured:
    """A target or an observation; ``told`` is a JSON list of the values of ``COLUMNS``, the words of one quote last."""

    series: str
    year: int | None
    is_target: bool
    told: str


COLUMNS = (
    *("measure", "modality", "indicator", "kind", "comparator", "value", "upper", "unit", "base", "series", "about"),
    *("year", "confidence", "rule", "quote"),
)


def gather(quads: Iterable[Quad]) -> Nodes:
    """Return the quads of one report by subject and predicate; labels of what reports share must be among them."""
    nodes: Nodes = {}
    for quad in quads:
        assert isinstance(quad.subject, NamedNode)
        assert isinstance(quad.object, NamedNode | Literal)
        nodes.setdefault(quad.subject.value, {}).setdefault(quad.predicate, []).append(quad.object.value)
    return nodes


def measured(nodes: Nodes) -> tuple[Measured, ...]:
    """Return the targets and observations of a report, once for each quote."""
    found: list[Measured] = []
    for iri, values in nodes.items():
        if ZT.seriesKey not in values:
            continue
        kind, comparator, modality = (local_name(values[term][0]) for term in (ZT.kind, ZT.comparator, ZT.modality))
        indicator, *numbers, series = (
            _first(values, term)
            for term in (ZT.indicatorText, ZT.value, ZT.upperValue, ZT.unitText, ZT.baseValue, ZT.seriesKey)
        )
        about = next((_first(nodes.get(thing, {}), SKOS.prefLabel) for thing in values.get(ZT.about, ())), None)
        grounds = _grounds(values)
        year = int(values[ZT.year][0]) if ZT.year in values else None
        is_target = ZT.Target.value in values[RDF.type]
        for quote in _quotes(nodes, values):
            row = [iri, modality, indicator, kind, comparator, *numbers, series, about, *grounds, quote]
            found.append(Measured(values[ZT.seriesKey][0], year, is_target, _as_json(row)))
    return tuple(sorted(found, key=lambda one: one.told))


def said_of_each(nodes: Nodes) -> tuple[Said, ...]:
    """Return what a report says of each firm, project, chain and park in it."""
    types = {iri: kind for iri, values in nodes.items() if (kind := _kind(values))}
    told: dict[str, dict[str, list[object]]] = {
        iri: {"quotes": [], "facts": [], "stages": [], "figures": []} for iri in types
    }
    for iri in types:
        told[iri]["quotes"] += _quotes(nodes, nodes[iri])
    for values in nodes.values():
        if ZT.predicate in values:
            for iri, row in _facts(nodes, values):
                if iri in told:
                    told[iri]["facts"].append(row)
        elif ZT.project in values:
            told[values[ZT.project][0]]["stages"] += _stages(nodes, values)
        elif ZT.about in values and values[ZT.about][0] in told:
            told[values[ZT.about][0]]["figures"] += _figures(nodes, values)
    return tuple(Said(iri, types[iri], _as_json(_named(nodes[iri]) | _in_order(told[iri]))) for iri in sorted(types))


def _in_order(told: dict[str, list[object]]) -> dict[str, object]:
    """Return the rows in an order that does not come from the store's."""
    return {key: sorted(rows, key=str) for key, rows in told.items()}


def _kind(values: Values) -> str | None:
    return next((name for kind in values.get(RDF.type, ()) if (name := local_name(kind)) in THINGS), None)


def _named(values: Values) -> dict[str, object]:
    aliases = sorted(values.get(SKOS.altLabel, ()), key=lambda label: (len(label), label))
    return {"name": values[SKOS.prefLabel][0], "aliases": aliases}


def _facts(nodes: Nodes, values: Values) -> Iterator[tuple[str, object]]:
    """Yield a statement as each of its two ends sees it, once for each quote."""
    (subject,), (other,) = values[ZT.subject], values[ZT.object]
    relation, modality = local_name(values[ZT.predicate][0]), _term(values, ZT.modality)
    for quote in _quotes(nodes, values):
        for iri, end, inverse in ((subject, other, False), (other, subject, True)):
            for name in nodes.get(end, {}).get(SKOS.prefLabel, ())[:1]:
                yield iri, [relation, name, end, inverse, modality, *_grounds(values), quote]


def _stages(nodes: Nodes, values: Values) -> list[object]:
    stage, modality = local_name(values[ZT.stage][0]), _term(values, ZT.modality) or "actual"
    return [[stage, modality, *_grounds(values), quote] for quote in _quotes(nodes, values)]


def _figures(nodes: Nodes, values: Values) -> list[object]:
    names = [local_name(values[term][0]) for term in (ZT.kind, ZT.comparator, ZT.modality)]
    words = [_first(values, term) for term in (ZT.indicatorText, ZT.value, ZT.upperValue, ZT.unitText)]
    return [[*names, *words, *_grounds(values), quote] for quote in _quotes(nodes, values)]


def _grounds(values: Values) -> list[object]:
    year = _first(values, ZT.year)
    return [int(year) if year else None, float(Decimal(values[ZT.confidence][0])), values[ZT.rule][0]]


def _quotes(nodes: Nodes, values: Values) -> list[list[object]]:
    """Return the words of each evidence, where they start and end, their section and page."""
    found: list[list[object]] = []
    for iri in values.get(ZT.evidence, ()):
        evidence = nodes[iri]
        page = _first(evidence, ZT.page)
        places = [int(evidence[OA.start][0]), int(evidence[OA.end][0])]
        section = _first(evidence, ZT.sectionPath)
        found.append([evidence[OA.exact][0], *places, section, int(page) if page else None])
    return found


def _first(values: Values, term: NamedNode) -> str | None:
    return values[term][0] if term in values else None


def _term(values: Values, term: NamedNode) -> str | None:
    iri = _first(values, term)
    return local_name(iri) if iri else None


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
