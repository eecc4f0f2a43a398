"""The terms of the ontology as the Turtle files spell them; Python holds no list of terms.

``ZT.locatedIn`` is an IRI, ``ZT.locatedin`` an ``AttributeError``. The files are read once, when
a term is first asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple

FOLDER = Path(__file__).parent
CORE = FOLDER / "zhengtu.ttl"
INDICATORS = FOLDER / "indicators.ttl"
INDUSTRIES = FOLDER / "industries.ttl"
VOCABULARIES = (CORE, INDICATORS, INDUSTRIES)
"""What a store keeps so that queries can show labels; shapes and alignments are not needed for that."""

_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_VANN = "http://purl.org/vocab/vann/"

if TYPE_CHECKING:
    STAGES: tuple[str, ...]
    LABELS: MappingProxyType[NamedNode, MappingProxyType[str, str]]


class _Terms:
    """The terms in our namespace by attribute."""

    def __getattr__(self, name: str) -> NamedNode:
        try:
            return _terms()[name]
        except KeyError:
            raise AttributeError(f"the ontology has no term zt:{name}; see zhengtu.ttl") from None

    def __dir__(self) -> list[str]:
        return sorted(_terms())

    def __iter__(self) -> Iterator[NamedNode]:
        return iter(_terms().values())

    def __contains__(self, name: object) -> bool:
        return name in _terms()


ZT = _Terms()
"""The terms of the ontology by attribute.

>>> ZT.Enterprise
<NamedNode value=https://w3id.org/zhengtu/ontology#Enterprise>
"""


def __getattr__(name: str) -> object:
    if name == "STAGES":
        return _stages()
    if name == "LABELS":
        return _labels()
    raise AttributeError(f"module {__name__} has no attribute {name}")


def namespaces() -> dict[str, str]:
    """Return our own prefixes, which every query may use without declaring them.

    >>> namespaces()["zt"]
    'https://w3id.org/zhengtu/ontology#'
    """
    return dict(_namespaces())


def triples() -> Iterator[Triple]:
    """Yield the vocabulary as a store keeps it: without class expressions, which need blank nodes."""
    for path in VOCABULARIES:
        for triple in read(path):
            if not isinstance(triple.subject, BlankNode) and not isinstance(triple.object, BlankNode):
                yield triple


@cache
def digest() -> str:
    """Return a hash of the vocabulary, which tells whether a store's copy is old."""
    import hashlib  # here, since only who writes needs it and it takes 3 ms

    found = hashlib.sha256()
    for path in VOCABULARIES:
        found.update(path.read_bytes())
    return found.hexdigest()[:16]


@cache
def read(path: Path) -> tuple[Triple, ...]:
    """Return the triples of one of our Turtle files."""
    parsed = pyoxigraph.parse(path.read_bytes(), format=RdfFormat.TURTLE)
    return tuple(quad.triple for quad in parsed)


@cache
def _namespaces() -> MappingProxyType[str, str]:
    wanted = (f"{_VANN}preferredNamespacePrefix", f"{_VANN}preferredNamespaceUri")
    found = {}
    for path in VOCABULARIES:
        told: dict[str, str] = {}
        for quad in pyoxigraph.parse(path=path, format=RdfFormat.TURTLE):
            if quad.predicate.value in wanted and isinstance(quad.object, Literal):
                told[quad.predicate.value] = quad.object.value
                if len(told) == len(wanted):
                    break  # it stands at the head of the file; the rest takes 8 ms
        found[told[wanted[0]]] = told[wanted[1]]
    return MappingProxyType(found)


@cache
def _terms() -> MappingProxyType[str, NamedNode]:
    uri = f"{_VANN}preferredNamespaceUri"
    base = next(t.object.value for t in read(CORE) if t.predicate.value == uri and isinstance(t.object, Literal))
    subjects = dict.fromkeys(t.subject for t in read(CORE))
    ours = {s.value[len(base) :]: s for s in subjects if isinstance(s, NamedNode) and s.value.startswith(base)}
    return MappingProxyType(ours)


@cache
def _stages() -> tuple[str, ...]:
    order = {t.subject: int(t.object.value) for t in read(CORE) if t.predicate == ZT.order}  # type: ignore[union-attr]
    names = {iri: name for name, iri in _terms().items()}
    return tuple(names[iri] for iri in sorted((i for i in order if i in names), key=order.__getitem__))  # type: ignore[index]


@cache
def _labels() -> MappingProxyType[NamedNode, MappingProxyType[str, str]]:
    found: dict[NamedNode, dict[str, str]] = {}
    wanted = (f"{_RDFS}label", f"{_SKOS}prefLabel")
    for triple in read(CORE):
        if triple.predicate.value in wanted and isinstance(triple.object, Literal):
            assert isinstance(triple.subject, NamedNode)
            found.setdefault(triple.subject, {})[triple.object.language or ""] = triple.object.value
    return MappingProxyType({term: MappingProxyType(labels) for term, labels in found.items()})
