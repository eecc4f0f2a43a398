"""From facts to RDF: one named graph per report, no blank nodes, the same triples every time.

People's most frequent questions are plain triples (``?firm zt:undertakes ?project``); beside each
stands a statement that carries modality, year, rule, confidence and evidence. What several
reports share (places, indicators, honours) is labelled in one graph of reference, so that every
triple is in exactly one graph.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad

from zhengtu import __version__
from zhengtu.graph.terms import (
    DCTERMS,
    OA,
    PROV,
    RDF,
    REFERENCE,
    SKOS,
    hashed_iri,
    integer,
    local_iri,
    number,
    report_iri,
    shared_iri,
    tidy,
    year,
    zh,
)
from zhengtu.graph.units import read_unit
from zhengtu.model import Entity, Evidence, Extraction, Measure, Relation, Section, Span, Term
from zhengtu.ontology import thesaurus
from zhengtu.ontology.vocab import ZT

GENERATOR = f"zhengtu {__version__}"
COMPARATORS = {"=": "equal", "~": "about_equal", ">=": "at_least", "<=": "at_most"}
LOCAL_KINDS = {"Enterprise": "enterprise", "Project": "project", "IndustryChain": "chain", "Park": "park"}
VALUE_KINDS = {"locatedIn": "place", "awarded": "honour", "partnersWith": "organisation"}


def quads(extraction: Extraction) -> Iterator[Quad]:
    """Yield the triples of one report, each once, in the report's graph or in that of reference."""
    yield from _Graph(extraction).build()


def series_key(place: str, subject: str | None, indicator: str, kind: str) -> str:
    """Return what a target and its result have in common besides the year.

    >>> series_key("150202", None, "GDP增速", "growth")
    '150202|gdp|growth'
    >>> series_key("150202", "铝产业", "产值", "level") == series_key("150202", None, "铝产业产值", "level")
    True
    """
    known = thesaurus.find_indicator(indicator)
    return "|".join((place, thesaurus.normal_form((subject or "") + (known.zh if known else indicator)), kind))


class _Graph:
    """The graph of one report while it grows; a dict of quads keeps order and drops repeats."""

    def __init__(self, extraction: Extraction) -> None:
        self.extraction = extraction
        self.document = extraction.document
        self.iri = report_iri(self.document.id)
        self.found: dict[Quad, None] = {}
        self.entities = {e.id: self._entity_iri(e) for e in extraction.entities}
        self.names = {e.id: e.name for e in extraction.entities}
        self.surest: dict[NamedNode, Evidence] = {}
        self._starts = [s.span.start for s in self.document.sentences]

    def build(self) -> Iterator[Quad]:
        self._report()
        for entity in self.extraction.entities:
            self._entity(entity)
        for relation in self.extraction.relations:
            self._relation(relation)
        for measure in self.extraction.measures:
            self._measure(measure)
        for term in self.document.terms:
            self._term(term)
        for statement, evidence in self.surest.items():
            self._add(statement, ZT.rule, Literal(evidence.rule))
            self._add(statement, ZT.confidence, _confidence(evidence))
        yield from self.found

    # the report

    def _report(self) -> None:
        document = self.document
        self._add(self.iri, RDF.type, ZT.Report)
        self._add(self.iri, DCTERMS.identifier, Literal(document.id))
        self._add(self.iri, DCTERMS.title, zh(document.title or document.id))
        self._add(self.iri, ZT.digest, Literal(document.digest))
        self._add(self.iri, ZT.generator, Literal(GENERATOR))
        run = NamedNode(f"{self.iri.value}/run")
        self._add(self.iri, PROV.wasGeneratedBy, run)
        self._add(run, RDF.type, PROV.Activity)
        self._add(run, ZT.generator, Literal(GENERATOR))
        if document.report_year is not None:
            self._add(self.iri, ZT.reportYear, year(document.report_year))
        if document.review_year is not None:
            self._add(self.iri, ZT.reviewYear, year(document.review_year))
        if document.jurisdiction:
            place = self._place(document.jurisdiction, document.place_code)
            self._add(self.iri, ZT.jurisdiction, place)
            body = shared_iri("government", self._place_key)
            self._add(self.iri, ZT.reportedBy, body)
            self._label(body, ZT.GovernmentBody, f"{document.jurisdiction}人民政府")

    @property
    def _place_key(self) -> str:
        return self.document.place_code or self.document.jurisdiction or self.document.id

    def _place(self, name: str, code: str | None = None) -> NamedNode:
        place = shared_iri("place", code or name)
        self._label(place, ZT.Place, name)
        if code:
            self._add(place, ZT.placeCode, Literal(code), REFERENCE)
        return place

    # entities and what is said of them

    def _entity_iri(self, entity: Entity) -> NamedNode:
        return local_iri(self.iri, LOCAL_KINDS[entity.type], entity.name)

    def _entity(self, entity: Entity) -> None:
        iri = self.entities[entity.id]
        self._add(iri, RDF.type, getattr(ZT, entity.type))
        self._add(iri, SKOS.prefLabel, zh(entity.name))
        for alias in entity.aliases:
            if alias != entity.name:
                self._add(iri, SKOS.altLabel, zh(alias))
        self._add(iri, ZT.mentionedIn, self.iri)
        self._add(iri, ZT.evidence, self._evidence(entity.evidence))

    def _relation(self, relation: Relation) -> None:
        if relation.type == "stage":
            self._milestone(relation)
            return
        subject, predicate, target = self.entities[relation.head], getattr(ZT, relation.type), self._object(relation)
        self._add(subject, predicate, target)
        statement = hashed_iri(
            self.iri, "statement", relation.type, subject.value, target.value, relation.modality, relation.year
        )
        self._add(statement, RDF.type, ZT.Statement)
        self._add(statement, ZT.subject, subject)
        self._add(statement, ZT.predicate, predicate)
        self._add(statement, ZT.object, target)
        self._qualify(statement, relation.modality, relation.year, relation.evidence)

    def _object(self, relation: Relation) -> NamedNode:
        if relation.tail is not None:
            return self.entities[relation.tail]
        name = relation.value or ""
        kind = VALUE_KINDS[relation.type]
        if kind == "place":
            return self._place(name)
        if kind == "honour":
            honour = shared_iri(kind, name)
            self._label(honour, ZT.Honour, name)
            return honour
        organisation = local_iri(self.iri, kind, name)
        self._add(organisation, RDF.type, ZT.Organisation)
        self._add(organisation, SKOS.prefLabel, zh(name))
        return organisation

    def _milestone(self, relation: Relation) -> None:
        project, stage = self.entities[relation.head], getattr(ZT, relation.value or "")
        actual = relation.modality != "planned"
        self._add(project, ZT.actualStage if actual else ZT.plannedStage, stage)
        milestone = hashed_iri(self.iri, "milestone", project.value, relation.value, relation.modality, relation.year)
        self._add(milestone, RDF.type, ZT.Milestone)
        self._add(milestone, ZT.project, project)
        self._add(milestone, ZT.stage, stage)
        self._qualify(milestone, relation.modality, relation.year, relation.evidence)

    # figures

    def _measure(self, measure: Measure) -> None:
        about = self.entities[measure.subject] if measure.subject else None
        indicator = self._indicator(measure.indicator)
        node = hashed_iri(
            self.iri,
            "measure",
            about.value if about else None,
            *(measure.indicator, measure.kind, measure.op, number(measure.value).value),
            number(measure.upper).value if measure.upper is not None else None,
            *(measure.unit, measure.year, measure.modality),
        )
        self._add(node, RDF.type, ZT.Target if measure.modality == "target" else ZT.Observation)
        self._add(node, ZT.indicator, indicator)
        self._add(node, ZT.indicatorText, zh(measure.indicator))
        self._add(node, ZT.kind, getattr(ZT, measure.kind))
        self._add(node, ZT.comparator, getattr(ZT, COMPARATORS[measure.op]))
        self._value(node, measure)
        if self.document.jurisdiction:
            self._add(node, ZT.place, shared_iri("place", self._place_key))
        if about:
            self._add(node, ZT.about, about)
        subject = self.names[measure.subject] if measure.subject else None
        self._add(node, ZT.seriesKey, Literal(series_key(self._place_key, subject, measure.indicator, measure.kind)))
        self._qualify(node, measure.modality, measure.year, measure.evidence)

    def _value(self, node: NamedNode, measure: Measure) -> None:
        self._add(node, ZT.value, number(measure.value))
        if measure.upper is not None:
            self._add(node, ZT.upperValue, number(measure.upper))
        if not measure.unit:
            return
        unit = read_unit(measure.unit)
        self._add(node, ZT.unitText, zh(measure.unit))
        self._add(node, ZT.baseValue, number(Decimal(measure.value) * unit.factor))
        if unit.qudt:
            self._add(node, ZT.unit, NamedNode(unit.qudt))

    def _indicator(self, words: str) -> NamedNode:
        known = thesaurus.find_indicator(words)
        if known is not None:
            return NamedNode(known.iri)
        minted = shared_iri("indicator", words)
        self._label(minted, ZT.Indicator, words)
        return minted

    # what all facts have

    def _qualify(self, node: NamedNode, modality: str | None, said_of: int | None, evidence: Evidence) -> None:
        if modality is not None:
            self._add(node, ZT.modality, getattr(ZT, modality))
        if said_of is not None:
            self._add(node, ZT.year, year(said_of))
        self._add(node, ZT.evidence, self._evidence(evidence))
        surest = self.surest.get(node)
        if surest is None or evidence.confidence > surest.confidence:
            self.surest[node] = evidence

    def _evidence(self, evidence: Evidence) -> NamedNode:
        raw = self.document.raw_span(evidence.span)
        node = NamedNode(f"{self.iri.value}/evidence/{raw.start}-{raw.end}")
        for kind in (ZT.Evidence, OA.TextQuoteSelector, OA.TextPositionSelector):
            self._add(node, RDF.type, kind)
        self._add(node, OA.exact, zh(self.document.raw_quote(evidence.span)))
        self._add(node, OA.start, integer(raw.start))
        self._add(node, OA.end, integer(raw.end))
        self._add(node, PROV.wasDerivedFrom, self.iri)
        page = self.document.page(evidence.span)
        if page is not None:
            self._add(node, ZT.page, integer(page))
        path = self._section_path(evidence.span)
        if path:
            self._add(node, ZT.sectionPath, zh(path))
        return node

    def _section_path(self, span: Span) -> str:
        place = bisect_right(self._starts, span.start) - 1
        if place < 0:
            return ""
        index, titles = self.document.sentences[place].section, list[str]()
        while index is not None:
            section: Section = self.document.sections[index]
            titles.append(section.title or section.number)
            index = section.parent
        return " › ".join(reversed(titles))

    def _term(self, term: Term) -> None:
        name = term.name.strip('“”"《》') or term.name  # as people ask for it
        node = local_iri(self.iri, "term", name)
        self._add(node, RDF.type, ZT.Term)
        self._add(node, SKOS.prefLabel, zh(name))
        if name != term.name:
            self._add(node, SKOS.altLabel, zh(term.name))
        self._add(node, SKOS.definition, zh(term.definition))
        self._add(node, ZT.mentionedIn, self.iri)

    def _label(self, node: NamedNode, kind: NamedNode, name: str) -> None:
        """Name something that several reports share."""
        self._add(node, RDF.type, kind, REFERENCE)
        self._add(node, SKOS.prefLabel, zh(tidy(name)), REFERENCE)

    def _add(
        self, subject: NamedNode, predicate: NamedNode, target: NamedNode | Literal, graph: NamedNode | None = None
    ) -> None:
        self.found[Quad(subject, predicate, target, graph or self.iri)] = None


def _confidence(evidence: Evidence) -> Literal:
    return number(Decimal(f"{evidence.confidence:.3f}"))
