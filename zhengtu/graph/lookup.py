"""What a store knows of one thing, with the words that say so; quick from a cold start."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pyoxigraph import NamedNode

from zhengtu.graph.index import Name
from zhengtu.graph.store import Store
from zhengtu.graph.terms import local_name, python_value, report_id

Values = dict[str, Any]
AT_ONCE = 250  # things in one query


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a report that say a fact, and where they stand in its raw text."""

    text: str
    report: str
    start: int
    end: int
    section: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """What is said of a thing: ``relation`` to another thing that is called ``name``.

    ``relation`` is a property of the ontology (``undertakes``, ``awarded``); from the other
    side, as a project's firm, it is the same word with ``inverse`` set.
    """

    relation: str
    name: str
    iri: str
    quote: Quote
    inverse: bool = False
    modality: str | None = None
    year: int | None = None
    confidence: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A project at a stage (``started``), ``actual`` or ``planned``, in a year."""

    stage: str
    modality: str
    year: int | None
    quote: Quote
    confidence: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that is said of something; ``modality`` is ``actual`` or ``target``."""

    indicator: str
    kind: str
    comparator: str
    value: Decimal
    upper: Decimal | None
    unit: str
    year: int | None
    modality: str
    quote: Quote
    confidence: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity as one report knows it."""

    iri: str
    type: str
    name: str
    aliases: tuple[str, ...]
    report: str
    facts: tuple[Fact, ...] = ()
    stages: tuple[Stage, ...] = ()
    figures: tuple[Figure, ...] = ()
    quotes: tuple[Quote, ...] = ()

    def related(self, relation: str, *, inverse: bool = False) -> tuple[Fact, ...]:
        """Return the facts of one relation."""
        return tuple(f for f in self.facts if f.relation == relation and f.inverse == inverse)


def thing(store: Store, iri: str) -> Thing:
    """Return what is said of the entity ``iri``."""
    return things(store, [iri])[0]


def things(store: Store, iris: Iterable[str], *, least: float = 0.0) -> tuple[Thing, ...]:
    """Return what is said of entities, in their order; a few queries for all of them.

    Facts, stages and figures of less confidence than ``least`` are left out.
    """
    wanted = list(dict.fromkeys(iris))
    found: dict[str, Thing] = {}
    for start in range(0, len(wanted), AT_ONCE):
        part = wanted[start : start + AT_ONCE]
        facts, stages = _facts(store, part), _stages(store, part)
        figures, quotes = _figures(store, part), _quotes(store, part)
        for kind in (facts, stages, figures):
            _drop_unsure(kind, least)
        for iri in part:
            said = (facts.get(iri, []), stages.get(iri, []), figures.get(iri, []), quotes.get(iri, []))
            found[iri] = _thing(store.names_of(iri), iri, *said)
    return tuple(found[iri] for iri in wanted)


def _drop_unsure(said: Mapping[str, list[Any]], least: float) -> None:
    for told in said.values():
        told[:] = [one for one in told if one.confidence >= least]


def _thing(
    names: list[Name], iri: str, facts: list[Fact], stages: list[Stage], figures: list[Figure], quotes: list[Quote]
) -> Thing:
    preferred = next((n for n in names if n.preferred), names[0])
    return Thing(
        iri=iri,
        type=preferred.type,
        name=preferred.label,
        aliases=tuple(n.label for n in names if not n.preferred),
        report=report_id(iri),
        facts=tuple(sorted(facts, key=lambda f: (f.relation, f.inverse, f.quote.start, f.name))),
        stages=tuple(sorted(stages, key=lambda s: (s.year or 0, s.modality, s.quote.start, s.stage))),
        figures=tuple(sorted(figures, key=lambda f: (f.quote.start, f.indicator, f.kind, f.value))),
        quotes=tuple(sorted(quotes, key=lambda q: q.start)),
    )


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
