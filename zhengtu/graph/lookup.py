"""What a store knows of one thing, with the words that say so; quick from a cold start."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from pyoxigraph import NamedNode

from zhengtu.graph.names import resolve
from zhengtu.graph.store import Store
from zhengtu.graph.terms import python_value, report_id

Values = dict[str, Any]


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


@dataclass(frozen=True, slots=True)
class Company:
    """A firm as one report knows it, with its projects as things of their own."""

    firm: Thing
    projects: tuple[Thing, ...]

    @property
    def name(self) -> str:
        """The fullest name in the report."""
        return self.firm.name


@dataclass(frozen=True, slots=True)
class CompanyProfile:
    """All that the store knows of firms called ``asked``, one ``Company`` for each report."""

    asked: str
    companies: tuple[Company, ...]

    COLUMNS: ClassVar = ("report", "company", "project", "stage", "modality", "year", "sentence")

    def rows(self) -> list[tuple[object, ...]]:
        """Return one plain row for each stage of each project, under ``COLUMNS``."""
        found: list[tuple[object, ...]] = []
        for company in self.companies:
            for project in company.projects:
                said: list[tuple[object, ...]] = [(s.stage, s.modality, s.year, s.quote.text) for s in project.stages]
                quotes = [f.quote.text for f in company.firm.related("undertakes") if f.iri == project.iri]
                for line in said or [(None, None, None, quotes[0] if quotes else None)]:
                    found.append((company.firm.report, company.name, project.name, *line))
        return found


def company(store: Store, name: str) -> CompanyProfile:
    """Return the firms called ``name`` (also by alias) with their projects, stages and sentences."""
    firms = [thing(store, hit.iri) for hit in resolve(store, name, "Enterprise")]
    return CompanyProfile(name, tuple(Company(firm, _projects(store, firm)) for firm in firms))


def thing(store: Store, iri: str) -> Thing:
    """Return what is said of the entity ``iri``, most certain first within each relation."""
    names = store.names_of(iri)
    preferred = next((n for n in names if n.preferred), names[0])
    node = NamedNode(iri)
    return Thing(
        iri=iri,
        type=preferred.type,
        name=preferred.label,
        aliases=tuple(n.label for n in names if not n.preferred),
        report=report_id(iri),
        facts=_facts(store, node),
        stages=_stages(store, node),
        figures=_figures(store, node),
        quotes=_quotes(store, node),
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


def _projects(store: Store, firm: Thing) -> tuple[Thing, ...]:
    return tuple(thing(store, iri) for iri in dict.fromkeys(f.iri for f in firm.related("undertakes")))


def _facts(store: Store, node: NamedNode) -> tuple[Fact, ...]:
    found = (
        Fact(
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
        for inverse, sparql in ((False, FACTS), (True, INVERSE_FACTS))
        for row in _rows(store, sparql, node)
    )
    return tuple(sorted(found, key=lambda f: (f.relation, f.inverse, f.quote.start, f.name)))


def _stages(store: Store, node: NamedNode) -> tuple[Stage, ...]:
    found = (
        Stage(
            stage=local_name(row["stage"]),
            modality=_optional_name(row["modality"]) or "actual",
            year=row["year"],
            quote=_quote(row),
            confidence=float(row["confidence"]),
            rule=row["rule"],
        )
        for row in _rows(store, STAGES, node)
    )
    return tuple(sorted(found, key=lambda s: (s.year or 0, s.modality, s.quote.start, s.stage)))


def _figures(store: Store, node: NamedNode) -> tuple[Figure, ...]:
    found = (
        Figure(
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
        for row in _rows(store, FIGURES, node)
    )
    return tuple(sorted(found, key=lambda f: (f.quote.start, f.indicator, f.kind, f.value)))


def _quotes(store: Store, node: NamedNode) -> tuple[Quote, ...]:
    return tuple(sorted((_quote(row) for row in _rows(store, QUOTES, node)), key=lambda q: q.start))


def _rows(store: Store, sparql: str, node: NamedNode) -> Iterable[Values]:
    table = store.select(sparql, thing=node)
    for row in table:
        values = {name: python_value(term) for name, term in zip(table.columns, row, strict=True)}
        yield values | {"report": report_id(node)}


def _quote(row: Values) -> Quote:
    return Quote(row["exact"], row["report"], row["start"], row["end"], row["section"], row["page"])


def local_name(iri: str) -> str:
    """Return the last step of a term's IRI: ``started`` of ``…/ontology#started``."""
    return iri.rpartition("#")[2].rpartition("/")[2]


def _optional_name(iri: str | None) -> str | None:
    return local_name(iri) if iri else None
