"""The frozen values that pass between reading, extraction and the graph.

Knows neither spaCy nor RDF. Offsets are half-open and count characters of
``Document.text``; ``Document.raw_span`` leads back into the raw text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

_BLANKS = re.compile(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])")  # a blank between two Latin words stays


class EntityType(StrEnum):
    """What an entity is; each value is a class of the ontology."""

    ENTERPRISE = "Enterprise"
    PROJECT = "Project"
    INDUSTRY_CHAIN = "IndustryChain"
    PARK = "Park"


class Modality(StrEnum):
    """How a sentence stands to its report's two years."""

    REVIEW = "review"
    PLAN = "plan"
    STANDING = "standing"
    PROBLEM = "problem"
    FIVE_YEAR_REVIEW = "five_year_review"
    FIVE_YEAR_PLAN = "five_year_plan"

    @property
    def is_future(self) -> bool:
        """Whether facts of such a sentence are planned (targets) unless its words say otherwise."""
        return self in (Modality.PLAN, Modality.FIVE_YEAR_PLAN)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``start`` up to, not including, ``end`` of ``Document.text``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"empty or backward span {self.start}:{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all that stands under it; ``parent`` is an index into ``Document.sections``."""

    span: Span
    heading: Span
    level: int
    number: str
    title: str
    parent: int | None
    modality: Modality | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, with where it stands and whether it speaks of past or future.

    ``section`` is an index into ``Document.sections``; ``paragraph`` counts from 0;
    ``topic`` is the sentence that opens its paragraph when that announces a subject;
    ``year`` is the year that its facts are said of unless its words name another.
    """

    span: Span
    paragraph: int
    section: int | None
    modality: Modality
    year: int | None
    topic: Span | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the report's glossary (名词解释) with its definition and its uses in the text."""

    name: str
    definition: str
    span: Span
    uses: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A report as it was read.

    ``raw`` is what the file says (for Word and PDF, the text taken out of it);
    ``text`` is the clean text; ``origin[i]`` is the place of ``text[i]`` in ``raw``.
    ``pages`` are the offsets in ``raw`` at which each page starts, empty where there are none.
    ``place_code`` is a GB/T 2260 code; ``None`` anywhere means that nothing tells.
    """

    id: str
    raw: str
    text: str
    origin: Sequence[int]
    title: str | None = None
    jurisdiction: str | None = None
    place_code: str | None = None
    level: str | None = None
    reporter: str | None = None
    date: str | None = None
    congress: str | None = None
    report_year: int | None = None
    review_year: int | None = None
    pages: tuple[int, ...] = ()
    sections: tuple[Section, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    terms: tuple[Term, ...] = ()
    source: str | None = None
    digest: str = ""

    def __post_init__(self) -> None:
        if len(self.origin) != len(self.text):
            raise ValueError(f"{self.id}: {len(self.origin)} origins for {len(self.text)} characters")

    def quote(self, span: Span) -> str:
        """Return the clean words at ``span``."""
        return self.text[span.start : span.end]

    def raw_span(self, span: Span) -> Span:
        """Return the place of ``span`` in ``raw``."""
        return Span(self.origin[span.start], self.origin[span.end - 1] + 1)

    def raw_quote(self, span: Span) -> str:
        """Return the words at ``span`` as the source has them, line breaks and blanks between them left out.

        What the reader took away (a footnote mark, full width) is there: the quote is found
        at ``raw_span`` to the letter, white space apart.
        """
        raw = self.raw_span(span)
        return _BLANKS.sub("", self.raw[raw.start : raw.end])

    def page(self, span: Span) -> int | None:
        """Return the number of the page on which ``span`` starts, counted from 1."""
        return bisect_right(self.pages, self.origin[span.start]) if self.pages else None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that say a fact, the rule that read them, and how sure it is (0 to 1)."""

    span: Span
    quote: str
    rule: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text; ``entity`` is the id of the entity that it was resolved to.

    ``others`` are stretches that may be the name instead: 晶岚 where 晶岚光伏 was taken;
    ``witnesses`` are those that speak for the name, each with how sure it is.
    """

    span: Span
    type: EntityType
    rule: str
    confidence: float = 1.0
    entity: str | None = None
    others: tuple[Span, ...] = ()
    witnesses: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Merge:
    """Why ``alias`` was taken to name the same entity."""

    alias: str
    rule: str


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing of the world as one document names it; ``id`` is unique within the document."""

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...]
    evidence: Evidence
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """A statement about ``head``: to another entity (``tail``) or to a ``value``, never both."""

    type: str
    head: str
    evidence: Evidence
    tail: str | None = None
    value: str | None = None
    modality: str | None = None
    year: int | None = None

    def __post_init__(self) -> None:
        if (self.tail is None) == (self.value is None):
            raise ValueError(f"{self.type} of {self.head}: needs a tail or a value")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit as written; ``upper`` ends a range; ``op`` is one of = ~ >= <=."""

    span: Span
    value: Decimal
    unit: str
    op: str = "="
    upper: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A number for an indicator: ``kind`` is level, growth, change or rank; ``modality`` actual or target.

    ``concept`` is what the indicator is called across reports: an id of the thesaurus or a normal form.
    """

    indicator: str
    kind: str
    op: str
    value: Decimal
    unit: str
    year: int | None
    modality: str
    evidence: Evidence
    upper: Decimal | None = None
    subject: str | None = None
    concept: str | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something that was seen and did not become a fact, with the reason."""

    span: Span
    quote: str
    reason: str
    rule: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one report says, as far as it was understood, and what was not."""

    document: Document
    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    measures: tuple[Measure, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    mentions: tuple[Mention, ...] = field(default=(), repr=False)

    def above(self, confidence: float) -> Extraction:
        """Return the facts that are at least so sure, without those about an entity that is not."""
        if confidence <= 0:
            return self
        entities = tuple(e for e in self.entities if e.evidence.confidence >= confidence)
        known = {e.id for e in entities} | {None}
        return replace(
            self,
            entities=entities,
            relations=tuple(
                r for r in self.relations if r.evidence.confidence >= confidence and r.head in known and r.tail in known
            ),
            measures=tuple(
                m if m.subject in known else replace(m, subject=None)
                for m in self.measures
                if m.evidence.confidence >= confidence
            ),
            mentions=tuple(m for m in self.mentions if m.entity in known),
        )
