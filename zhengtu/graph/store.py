"""Where graphs are kept: one contract, several stores.

``open_store`` gives Oxigraph on disk for a path, rdflib in memory for ``:memory:`` and a remote
SPARQL 1.1 endpoint for a URL. Whoever asks and writes sees no difference.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Self

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple

from zhengtu.errors import QueryError, UnknownNameError
from zhengtu.graph.entries import Entries, Name, StoredReport, Words, entries
from zhengtu.graph.index import Index
from zhengtu.graph.terms import Term
from zhengtu.ontology.vocab import ZT

__all__ = ["MEMORY", "IndexedStore", "Prepared", "Row", "Store", "StoredReport", "Table", "open_store", "prepare"]

MEMORY = ":memory:"
Row = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a SELECT: names of the columns and one tuple of terms for each row."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A report's graph on its way from one process to another.

    ``seal`` is the quad with the digest: it is loaded last, so that a graph without it is known
    to be half loaded.
    """

    report: str
    nquads: bytes
    seal: bytes
    triples: int
    digest: str
    entries: Entries

    def quads(self) -> tuple[Quad, ...]:
        """Return all quads, the seal included."""
        return tuple(ox.parse(self.nquads + self.seal, RdfFormat.N_QUADS))


def prepare(report: NamedNode, quads: Iterable[Quad]) -> Prepared:
    """Return a report's quads as bytes, with what the index shall keep of them."""
    found = tuple(quads)
    (seal,) = (q for q in found if q.predicate == ZT.digest)
    assert isinstance(seal.object, Literal)
    return Prepared(
        report=report.value,
        nquads=_nquads(q for q in found if q != seal),
        seal=_nquads([seal]),
        triples=len(found),
        digest=seal.object.value,
        entries=entries(report, found),
    )


class Store(ABC):
    """Named graphs, one for each report; every query sees all of them as one."""

    target: str
    """What ``open_store`` was given."""

    @abstractmethod
    def answer(self, sparql: str, **bindings: Term) -> Table | bool | tuple[Triple, ...]:
        """Return a table, a truth or triples; ``bindings`` are values of variables that a SELECT projects."""

    def select(self, sparql: str, **bindings: Term) -> Table:
        """Return the rows of a SELECT."""
        found = self.answer(sparql, **bindings)
        if not isinstance(found, Table):
            raise QueryError("a SELECT is needed here, not an ASK, CONSTRUCT or DESCRIBE")
        return found

    def construct(self, sparql: str, **bindings: Term) -> tuple[Triple, ...]:
        """Return the triples of a CONSTRUCT or DESCRIBE."""
        found = self.answer(sparql, **bindings)
        if not isinstance(found, tuple):
            raise QueryError("a CONSTRUCT or DESCRIBE is needed here")
        return found

    @abstractmethod
    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """Yield what is in one graph, or in all."""

    @abstractmethod
    def graphs(self) -> tuple[NamedNode, ...]:
        """Return the names of all graphs, in order."""

    @abstractmethod
    def replace_report(self, report: NamedNode, quads: Iterable[Quad]) -> None:
        """Put ``quads`` in the place of what the store had of ``report``: wholly or not at all."""

    @abstractmethod
    def load(self, reports: Sequence[Prepared]) -> None:
        """Take in reports that the store may or may not have yet; quick for many."""

    @abstractmethod
    def remove(self, report: NamedNode) -> bool:
        """Take a report out, with what only it spoke of; false when the store had none such."""

    @abstractmethod
    def __len__(self) -> int:
        """Return the number of triples."""

    @abstractmethod
    def close(self) -> None:
        """Let go of files and locks."""

    @abstractmethod
    def named(self, name: str, kind: str | None = None) -> list[Name]:
        """Return all that is called ``name``, to the letter but for width, case and blanks."""

    @abstractmethod
    def names_of(self, iri: str) -> list[Name]:
        """Return the names of one thing, the preferred one first."""

    @abstractmethod
    def kinds(self, iris: Iterable[str]) -> dict[str, str]:
        """Return the types of those of ``iris`` that are firms, projects, chains or parks."""

    @abstractmethod
    def names_with(self, fragment: str, kind: str | None = None, *, limit: int = 200) -> list[Name]:
        """Return names with ``fragment`` in them, the shortest first."""

    @abstractmethod
    def names_like(self, name: str, kind: str | None = None, *, limit: int = 300) -> list[Name]:
        """Return names that share a piece with ``name``."""

    @abstractmethod
    def quotes_with(self, fragment: str, *, limit: int = 100) -> list[Words]:
        """Return quotes with ``fragment`` in them."""

    def reports(self) -> tuple[StoredReport, ...]:
        """Return what the store holds, by place and year."""
        return _in_order(_stored_report(row) for row in self.select(REPORTS_QUERY))

    def report(self, name: str) -> StoredReport:
        """Return the report whose id or IRI is ``name``; raise ``UnknownNameError`` with those near it."""
        reports = self.reports()
        for found in reports:
            if name in (found.id, found.iri):
                return found
        near = get_close_matches(name, [r.id for r in reports], n=5, cutoff=0.4)
        told = f"near it: {'、'.join(near)}" if near else "`zhengtu sources` lists them"
        raise UnknownNameError(f"{name}: no report of that name in {self.target}; {told}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class IndexedStore(Store):
    """A store that has an ``Index`` of its names and quotes beside it."""

    index: Index

    def reports(self) -> tuple[StoredReport, ...]:
        """Return what the store holds, by place and year."""
        return _in_order(self.index.reports())

    def named(self, name: str, kind: str | None = None) -> list[Name]:
        """Return all that is called ``name``, to the letter but for width, case and blanks."""
        return self.index.named(name, kind)

    def names_of(self, iri: str) -> list[Name]:
        """Return the names of one thing, the preferred one first."""
        return self.index.of(iri)

    def kinds(self, iris: Iterable[str]) -> dict[str, str]:
        """Return the types of those of ``iris`` that are firms, projects, chains or parks."""
        return self.index.kinds(iris)

    def names_with(self, fragment: str, kind: str | None = None, *, limit: int = 200) -> list[Name]:
        """Return names with ``fragment`` in them, the shortest first."""
        return self.index.containing(fragment, kind, limit=limit)

    def names_like(self, name: str, kind: str | None = None, *, limit: int = 300) -> list[Name]:
        """Return names that share a piece with ``name``."""
        return self.index.resembling(name, kind, limit=limit)

    def quotes_with(self, fragment: str, *, limit: int = 100) -> list[Words]:
        """Return quotes with ``fragment`` in them."""
        return self.index.quoting(fragment, limit=limit)


REPORTS_QUERY = """
SELECT ?report ?title ?place ?year ?review ?digest ?generator WHERE {
  ?report a zt:Report ; dcterms:title ?title ; zt:digest ?digest ; zt:generator ?generator .
  OPTIONAL { ?report zt:jurisdiction/skos:prefLabel ?place }
  OPTIONAL { ?report zt:reportYear ?year }
  OPTIONAL { ?report zt:reviewYear ?review }
}
"""


def open_store(target: str | Path, *, write: bool = False, make: bool = True) -> Store:
    """Open the store at a path or URL, or one in memory (``:memory:``).

    With ``write`` a missing one is made, unless ``make`` is false.
    """
    place = str(target)
    if place.startswith(("http://", "https://")):
        from zhengtu.graph.remote import RemoteStore

        return RemoteStore(place, write=write)
    if place == MEMORY:
        from zhengtu.graph.memory import MemoryStore

        return MemoryStore()
    from zhengtu.graph.disk import DiskStore

    return DiskStore(Path(target), write=write, make=make)


def _in_order(reports: Iterable[StoredReport]) -> tuple[StoredReport, ...]:
    return tuple(sorted(reports, key=lambda r: (r.place or "", r.year or 0, r.iri)))


def _nquads(quads: Iterable[Quad]) -> bytes:
    return ox.serialize(quads, format=RdfFormat.N_QUADS) or b""


def _stored_report(row: Row) -> StoredReport:
    report, title, place, year, review, digest, generator = (None if term is None else term.value for term in row)
    assert report is not None
    return StoredReport(
        iri=report,
        title=title or "",
        place=place,
        year=int(year) if year else None,
        review_year=int(review) if review else None,
        digest=digest or "",
        generator=generator or "",
    )
