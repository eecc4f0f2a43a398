"""The IRIs of what reports speak of, and the terms of other vocabularies that the graph uses.

The terms of our own ontology are ``zhengtu.ontology.vocab.ZT``; this module knows how an IRI is
made from a name, so that the same report gives the same triples on every machine.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from urllib.parse import quote, unquote

from pyoxigraph import Literal, NamedNode

from zhengtu.ontology import vocab

Term = NamedNode | Literal

BASE = "https://w3id.org/zhengtu/id/"
REPORTS = f"{BASE}report/"
_BLANK = re.compile(r"\s+")


class Namespace:
    """Terms of one vocabulary by attribute or, where Python forbids the word, by item.

    >>> Namespace("http://example.org/").label
    <NamedNode value=http://example.org/label>
    """

    def __init__(self, base: str) -> None:
        self.base = base

    def __getattr__(self, name: str) -> NamedNode:
        if name.startswith("__"):
            raise AttributeError(name)
        term = self[name]
        setattr(self, name, term)  # found at once the next time
        return term

    def __getitem__(self, name: str) -> NamedNode:
        return NamedNode(self.base + name)


RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
PROV = Namespace("http://www.w3.org/ns/prov#")
OA = Namespace("http://www.w3.org/ns/oa#")

REFERENCE = NamedNode(f"{BASE}reference")
"""The graph of what several reports share: places, indicators and honours with their labels."""

ONTOLOGY = NamedNode("https://w3id.org/zhengtu/ontology")
"""The graph that holds the vocabulary itself, so that a query can show its labels."""

DERIVED = NamedNode(f"{BASE}derived")
"""The graph of what is concluded and nobody said."""

SHARED_GRAPHS = frozenset({REFERENCE, ONTOLOGY, DERIVED})


def normal_form(name: str) -> str:
    """Return ``name`` as names are compared: widths folded, lower case, no blanks.

    >>> normal_form("５Ｎ 超高纯铝")
    '5n超高纯铝'
    """
    return tidy(name).casefold()


def tidy(name: str) -> str:
    """Return ``name`` with widths folded and without blanks.

    >>> tidy("ＧＤＰ 增速")
    'GDP增速'
    """
    return _BLANK.sub("", unicodedata.normalize("NFKC", name))


def slug(name: str) -> str:
    """Return ``name`` fit to be one step of an IRI.

    >>> slug("A/B 厂")
    'A%2FB%E5%8E%82'
    """
    return quote(tidy(name), safe="")


def report_iri(document_id: str) -> NamedNode:
    """Return the IRI of a report, which is also the name of its graph."""
    return NamedNode(REPORTS + quote(unicodedata.normalize("NFC", document_id), safe=""))


def report_id(iri: NamedNode | str) -> str:
    """Return the id that ``report_iri`` made ``iri`` (or an IRI below it) from.

    >>> report_id(report_iri("示例区-2024"))
    '示例区-2024'
    """
    value = iri if isinstance(iri, str) else iri.value
    return _unquoted(value.removeprefix(REPORTS).partition("/")[0])


def local_name(iri: str) -> str:
    """Return the last step of a term's IRI.

    >>> local_name("https://w3id.org/zhengtu/ontology#started")
    'started'
    """
    return iri.rpartition("#")[2].rpartition("/")[2]


def local_iri(report: NamedNode, kind: str, name: str) -> NamedNode:
    """Return the IRI of something that is known within one report."""
    return NamedNode(f"{report.value}/{kind}/{slug(name)}")


def shared_iri(kind: str, name: str) -> NamedNode:
    """Return the IRI of something that several reports may speak of."""
    return NamedNode(f"{BASE}{kind}/{slug(name)}")


def is_shared(iri: NamedNode) -> bool:
    """Whether ``iri`` names something that several reports may speak of.

    >>> is_shared(shared_iri("place", "150202")), is_shared(report_iri("示例区-2024"))
    (True, False)
    """
    return iri.value.startswith(BASE) and not iri.value.startswith(REPORTS)


def hashed_iri(report: NamedNode, kind: str, *parts: object) -> NamedNode:
    """Return the IRI of a fact, made from what it says and not from where it stands."""
    import hashlib  # here, since only builds need it and it takes 3 ms

    told = "\x1f".join("" if part is None else str(part) for part in parts)
    return NamedNode(f"{report.value}/{kind}/{hashlib.sha256(told.encode()).hexdigest()[:20]}")


def zh(text: str) -> Literal:
    """Return Chinese words as a literal."""
    return Literal(text, language="zh")


def year(value: int) -> Literal:
    """Return a year as ``xsd:gYear``."""
    return Literal(f"{value:04}", datatype=XSD.gYear)


def number(value: Decimal | int | float) -> Literal:
    """Return a number as ``xsd:decimal`` in its one canonical spelling.

    >>> number(Decimal("7.50")).value, number(Decimal("1E+3")).value
    ('7.5', '1000')
    """
    plain = f"{Decimal(str(value)):f}"
    return Literal(plain.rstrip("0").rstrip(".") if "." in plain else plain, datatype=XSD.decimal)


def integer(value: int) -> Literal:
    """Return a count or an offset as ``xsd:integer``."""
    return Literal(str(value), datatype=XSD.integer)


def python_value(term: object) -> object:
    """Return an RDF term as the Python value that it stands for; an IRI as its text.

    >>> python_value(year(2025)), python_value(number(Decimal("7.5"))), python_value(zh("铝"))
    (2025, Decimal('7.5'), '铝')
    """
    if not isinstance(term, Literal):
        return getattr(term, "value", term)
    reader = _READERS.get(term.datatype.value)
    try:
        return reader(term.value) if reader else term.value
    except (ValueError, ArithmeticError):
        return term.value


_unquoted = cache(unquote)  # a look-up asks thousands of times for the ids of some reports


_READERS: dict[str, Callable[[str], object]] = {
    XSD.gYear.value: int,
    XSD.integer.value: int,
    XSD.decimal.value: Decimal,
    XSD.double.value: float,
    XSD.boolean.value: "true".__eq__,
    XSD.date.value: date.fromisoformat,
}


@cache
def prefixes() -> dict[str, str]:
    """Return the prefixes that every query may use without declaring them."""
    ours = {"rdf": RDF, "rdfs": RDFS, "xsd": XSD, "skos": SKOS, "dcterms": DCTERMS, "prov": PROV, "oa": OA}
    return {name: space.base for name, space in ours.items()} | dict(vocab.namespaces())
