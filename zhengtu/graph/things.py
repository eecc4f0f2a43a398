"""What is said of a thing, as values: its facts, stages and figures, each with the words that say so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Self


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

    @classmethod
    def of(
        cls,
        iri: str,
        type: str,
        name: str,
        aliases: Iterable[str],
        report: str,
        *,
        facts: Iterable[Fact],
        stages: Iterable[Stage],
        figures: Iterable[Figure],
        quotes: Iterable[Quote],
    ) -> Self:
        """Return a thing with what is said of it in order."""
        return cls(
            iri,
            type,
            name,
            tuple(aliases),
            report,
            facts=tuple(sorted(facts, key=lambda f: (f.relation, f.inverse, f.quote.start, f.name))),
            stages=tuple(sorted(stages, key=lambda s: (s.year or 0, s.modality, s.quote.start, s.stage))),
            figures=tuple(sorted(figures, key=lambda f: (f.quote.start, f.indicator, f.kind, f.value))),
            quotes=tuple(sorted(quotes, key=lambda q: q.start)),
        )

    def related(self, relation: str, *, inverse: bool = False) -> tuple[Fact, ...]:
        """Return the facts of one relation."""
        return tuple(f for f in self.facts if f.relation == relation and f.inverse == inverse)
