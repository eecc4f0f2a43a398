"""What an index keeps of one report, read from its quads: names, quotes, counts, and what is said of each thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from zhengtu.graph.said import THINGS, Measured, Said, gather, measured, said_of_each
from zhengtu.graph.terms import DCTERMS, OA, RDF, SKOS, local_name, report_id
from zhengtu.ontology.vocab import ZT

NAMED = (*THINGS, "Term")
_LABELS = frozenset({SKOS.prefLabel, SKOS.altLabel})


@dataclass(frozen=True, slots=True)
class StoredReport:
    """One report as the store knows it; ``digest`` and ``generator`` tell whether it must be built again."""

    iri: str
    title: str
    place: str | None
    year: int | None
    review_year: int | None
    digest: str
    generator: str

    @property
    def id(self) -> str:
        """The id of the document."""
        return report_id(self.iri)

    @property
    def node(self) -> NamedNode:
        """The report's IRI, which is also the name of its graph."""
        return NamedNode(self.iri)


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one thing in one report; ``preferred`` tells its name from its aliases."""

    iri: str
    type: str
    label: str
    preferred: bool
    report: str


@dataclass(frozen=True, slots=True)
class Words:
    """A quoted piece of a report; ``iri`` is its evidence."""

    iri: str
    text: str
    report: str


@dataclass(frozen=True, slots=True)
class Entries:
    """What the index keeps of one report: nothing, when it was taken out.

    ``counts`` has a row for each class, relation, and stage with its modality.
    """

    report: str
    about: StoredReport | None = None
    names: tuple[Name, ...] = ()
    quotes: tuple[Words, ...] = ()
    counts: tuple[tuple[str, str, int], ...] = ()
    said: tuple[Said, ...] = ()
    measured: tuple[Measured, ...] = ()
    triples: int = 0


def entries(report: NamedNode, quads: Iterable[Quad]) -> Entries:
    """Return what the index keeps of a report's ``quads``; those of reference tell the names of what is shared."""
    found = tuple(quads)
    about = frozenset({ZT.stage, ZT.modality})
    told: dict[NamedNode, dict[NamedNode, str]] = {}
    types: dict[NamedNode, str] = {}
    labels: list[tuple[NamedNode, str, bool]] = []
    quotes: list[Words] = []
    counts: Counter[tuple[str, str]] = Counter()
    triples = 0
    for quad in found:
        subject, predicate, value = quad.subject, quad.predicate, quad.object
        assert isinstance(subject, NamedNode)
        assert isinstance(value, NamedNode | Literal)
        if quad.graph_name != report:
            if predicate == SKOS.prefLabel:
                told.setdefault(subject, {})[predicate] = value.value
            continue
        triples += 1
        if predicate == RDF.type:
            types[subject] = local_name(value.value)
            counts["class", types[subject]] += 1
        elif predicate in _LABELS:
            labels.append((subject, value.value, predicate == SKOS.prefLabel))
        elif predicate == OA.exact:
            quotes.append(Words(subject.value, value.value, report.value))
        elif predicate == ZT.predicate:
            counts["relation", local_name(value.value)] += 1
        elif predicate in about or subject == report:
            told.setdefault(subject, {})[predicate] = value.value
    for facts in told.values():
        if ZT.stage in facts and ZT.modality in facts:
            counts["stage", f"{local_name(facts[ZT.stage])} {local_name(facts[ZT.modality])}"] += 1
    names = (
        Name(iri.value, types[iri], label, preferred, report.value)
        for iri, label, preferred in labels
        if types.get(iri) in NAMED
    )
    nodes = gather(found)
    return Entries(
        report.value,
        about=_about(report, told),
        names=tuple(sorted(names, key=_name_key)),
        quotes=tuple(sorted(quotes, key=lambda q: q.iri)),
        counts=tuple(sorted((of, name, count) for (of, name), count in counts.items())),
        said=said_of_each(nodes),
        measured=measured(nodes),
        triples=triples,
    )


def _about(report: NamedNode, told: dict[NamedNode, dict[NamedNode, str]]) -> StoredReport:
    own = told.get(report, {})
    place = own.get(ZT.jurisdiction)
    year, review_year = own.get(ZT.reportYear), own.get(ZT.reviewYear)
    return StoredReport(
        iri=report.value,
        title=own.get(DCTERMS.title, ""),
        place=told.get(NamedNode(place), {}).get(SKOS.prefLabel) if place else None,
        year=int(year) if year else None,
        review_year=int(review_year) if review_year else None,
        digest=own.get(ZT.digest, ""),
        generator=own.get(ZT.generator, ""),
    )


def _name_key(name: Name) -> tuple[str, bool, str]:
    return name.iri, not name.preferred, name.label
