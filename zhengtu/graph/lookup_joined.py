"""What a store without an index of its own says of things: the facts joined by queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import NamedNode

from zhengtu.graph.store import Store
from zhengtu.graph.terms import local_name, python_value, report_id
from zhengtu.graph.things import Fact, Figure, Quote, Stage, Thing

Values = dict[str, Any]
AT_ONCE = 250  # things in one query

FACTS = """
SELECT ?thing ?relation ?other ?name ?modality ?year ?confidence ?rule ?exact ?start ?end ?section ?page WHERE {
  ?statement zt:subject ?thing ; zt:object ?other ; zt:predicate ?relation ;
    zt:confidence ?confidence ; zt:rule ?rule ; zt:evidence ?evidence .
  ?other skos:prefLabel ?name .
  ?evidence oa:exact ?exact ; oa:start ?start ; oa:end ?end .
  OPTIONAL { ?statement zt:modality ?modality } OPTIONAL { ?statement zt:year ?year }
  OPTIONAL { ?evidence zt:sectionPath ?section } OPTIONAL { ?evidence zt:page ?page }
}
"""
INVERSE_FACTS = FACTS.replace("zt:subject ?thing ; zt:object ?other", "zt:object ?thing ; zt:subject ?other")
STAGES = """
SELECT ?thing ?stage ?modality ?year ?confidence ?rule ?exact ?start ?end ?section ?page WHERE {
  ?milestone zt:project ?thing ; zt:stage ?stage ; zt:confidence ?confidence ; zt:rule ?rule ; zt:evidence ?evidence .
  ?evidence oa:exact ?exact ; oa:start ?start ; oa:end ?end .
  OPTIONAL { ?milestone zt:modality ?modality } OPTIONAL { ?milestone zt:year ?year }
  OPTIONAL { ?evidence zt:sectionPath ?section } OPTIONAL { ?evidence zt:page ?page }
}
"""
FIGURES = """
SELECT ?thing ?indicator ?kind ?comparator ?value ?upper ?unit ?year ?modality
       ?confidence ?rule ?exact ?start ?end ?section ?page WHERE {
  ?measure zt:about ?thing ; zt:indicatorText ?indicator ; zt:kind ?kind ; zt:comparator ?comparator ;
    zt:value ?value ; zt:modality ?modality ; zt:confidence ?confidence ; zt:rule ?rule ; zt:evidence ?evidence .
  ?evidence oa:exact ?exact ; oa:start ?start ; oa:end ?end .
  OPTIONAL { ?measure zt:upperValue ?upper } OPTIONAL { ?measure zt:unitText ?unit }
  OPTIONAL { ?measure zt:year ?year }
  OPTIONAL { ?evidence zt:sectionPath ?section } OPTIONAL { ?evidence zt:page ?page }
}
"""
QUOTES = """
SELECT ?thing ?exact ?start ?end ?section ?page WHERE {
  ?thing zt:evidence ?evidence . ?evidence oa:exact ?exact ; oa:start ?start ; oa:end ?end .
  OPTIONAL { ?evidence zt:sectionPath ?section } OPTIONAL { ?evidence zt:page ?page }
}
"""


def joined(store: Store, iris: list[str]) -> Iterator[Thing]:
    """Yield what is said of each of ``iris``; a few queries for many of them."""
    for start in range(0, len(iris), AT_ONCE):
        part = iris[start : start + AT_ONCE]
        facts, stages = _facts(store, part), _stages(store, part)
        figures, quotes = _figures(store, part), _quotes(store, part)
        for iri in part:
            names = store.names_of(iri)
            preferred = next((n for n in names if n.preferred), names[0])
            yield Thing.of(
                iri,
                preferred.type,
                preferred.label,
                (n.label for n in names if not n.preferred),
                report_id(iri),
                facts=facts.get(iri, ()),
                stages=stages.get(iri, ()),
                figures=figures.get(iri, ()),
                quotes=quotes.get(iri, ()),
            )


def _facts(store: Store, iris: list[str]) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for inverse, sparql in ((False, FACTS), (True, INVERSE_FACTS)):
        for row in _rows(store, sparql, iris):
            fact = Fact(
                relation=local_name(row["relation"]),
                name=row["name"],
                iri=row["other"],
                quote=_quote(row),
                inverse=inverse,
                modality=_optional_name(row["modality"]),
                year=row["year"],
                confidence=float(row["confidence"]),
                rule=row["rule"],
            )
            found.setdefault(row["thing"], []).append(fact)
    return found


def _stages(store: Store, iris: list[str]) -> dict[str, list[Stage]]:
    found: dict[str, list[Stage]] = {}
    for row in _rows(store, STAGES, iris):
        stage = Stage(
            stage=local_name(row["stage"]),
            modality=_optional_name(row["modality"]) or "actual",
            year=row["year"],
            quote=_quote(row),
            confidence=float(row["confidence"]),
            rule=row["rule"],
        )
        found.setdefault(row["thing"], []).append(stage)
    return found


def _figures(store: Store, iris: list[str]) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for row in _rows(store, FIGURES, iris):
        figure = Figure(
            indicator=row["indicator"],
            kind=local_name(row["kind"]),
            comparator=local_name(row["comparator"]),
            value=row["value"],
            upper=row["upper"],
            unit=row["unit"] or "",
            year=row["year"],
            modality=local_name(row["modality"]),
            quote=_quote(row),
            confidence=float(row["confidence"]),
            rule=row["rule"],
        )
        found.setdefault(row["thing"], []).append(figure)
    return found


def _quotes(store: Store, iris: list[str]) -> dict[str, list[Quote]]:
    found: dict[str, list[Quote]] = {}
    for row in _rows(store, QUOTES, iris):
        found.setdefault(row["thing"], []).append(_quote(row))
    return found


def _rows(store: Store, sparql: str, iris: list[str]) -> Iterable[Values]:
    asked = " ".join(str(NamedNode(iri)) for iri in iris)
    table = store.select(sparql.replace("WHERE {", f"WHERE {{ VALUES ?thing {{ {asked} }}", 1))
    for row in table:
        values = {name: python_value(term) for name, term in zip(table.columns, row, strict=True)}
        yield values | {"report": report_id(values["thing"])}  # type: ignore[arg-type]


def _quote(row: Values) -> Quote:
    return Quote(row["exact"], row["report"], row["start"], row["end"], row["section"], row["page"])


def _optional_name(iri: str | None) -> str | None:
    return local_name(iri) if iri else None
