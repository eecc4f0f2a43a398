"""A store in memory, by rdflib: for notebooks, tests and whoever wants its ecosystem."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import rdflib
from pyoxigraph import Literal, NamedNode, Quad, Triple
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins import sparql as engine

from zhengtu.graph import guard
from zhengtu.graph.entries import Entries, entries
from zhengtu.graph.index import Index
from zhengtu.graph.store import MEMORY, IndexedStore, Prepared, Table
from zhengtu.graph.terms import ONTOLOGY, REFERENCE, SHARED_GRAPHS, Term, is_shared, prefixes
from zhengtu.ontology import vocab

engine.SPARQL_LOAD_GRAPHS = False  # FROM <file:///…> would read whatever lies there


class MemoryStore(IndexedStore):
    """An rdflib ``Dataset`` whose default graph is the union of all; gone when the process ends."""

    def __init__(self) -> None:
        self.target = MEMORY
        self.dataset = rdflib.Dataset(default_union=True)
        self.index = Index(MEMORY)
        self.index.make()
        self._add(Quad(t.subject, t.predicate, t.object, ONTOLOGY) for t in vocab.triples())

    def close(self) -> None:
        """Let go of the memory."""
        self.index.close()
        self.dataset = rdflib.Dataset(default_union=True)

    def answer(self, sparql: str, **bindings: Term) -> Table | bool | tuple[Triple, ...]:
        """Return a table, a truth or triples; ``bindings`` are values of variables that a SELECT projects."""
        guard.check(sparql)
        guard.parse(sparql)
        found = self.dataset.query(
            sparql, initNs=prefixes(), initBindings={name: to_rdflib(term) for name, term in bindings.items()}
        )
        if found.type == "ASK":
            return bool(found.askAnswer)
        rows: Iterable[Any] = found
        if found.type == "SELECT":
            names = tuple(str(variable) for variable in found.vars or ())
            return Table(names, tuple(tuple(None if t is None else from_rdflib(t) for t in row) for row in rows))
        return tuple(_triple(row) for row in rows)

    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """Yield what is in one graph, or in all."""
        for name in (graph,) if graph else self.graphs():
            for triple in self.dataset.graph(to_rdflib(name)):
                found = _triple(triple)
                yield Quad(found.subject, found.predicate, found.object, name)

    def graphs(self) -> tuple[NamedNode, ...]:
        """Return the names of all graphs, in order."""
        named = (graph.identifier for graph in self.dataset.graphs() if len(graph))
        return tuple(NamedNode(name) for name in sorted(named) if name != DATASET_DEFAULT_GRAPH_ID)

    def __len__(self) -> int:
        return sum(len(self.dataset.graph(to_rdflib(name))) for name in self.graphs())

    def replace_report(self, report: NamedNode, quads: Iterable[Quad]) -> None:
        """Put ``quads`` in the place of what the store had of ``report``: wholly or not at all."""
        found = tuple(quads)  # all of them first: a fault in making them leaves the store as it was
        self._forget(report)
        self._add(found)
        self.index.finish([entries(report, found)])

    def load(self, reports: Sequence[Prepared]) -> None:
        """Take in reports that the store may or may not have yet."""
        for prepared in reports:
            self._forget(NamedNode(prepared.report))
            self._add(prepared.quads())
        self.index.finish([prepared.entries for prepared in reports])

    def remove(self, report: NamedNode) -> bool:
        """Take a report out, with what only it spoke of; false when the store had none such."""
        if report in SHARED_GRAPHS or report not in self.graphs():
            return False
        self._forget(report)
        self.index.finish([Entries(report.value)])
        return True

    def _add(self, quads: Iterable[Quad]) -> None:
        for quad in quads:
            graph = self.dataset.graph(to_rdflib(quad.graph_name))
            graph.add((to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)))

    def _forget(self, report: NamedNode) -> None:
        spoken = {q.object for q in self.quads(report) if isinstance(q.object, NamedNode) and is_shared(q.object)}
        self.dataset.remove_graph(to_rdflib(report))
        reference = self.dataset.graph(to_rdflib(REFERENCE))
        for thing in map(to_rdflib, spoken):
            if next(self.dataset.triples((None, None, thing)), None) is None:
                reference.remove((thing, None, None))


def _triple(triple: Iterable[object]) -> Triple:
    subject, predicate, target = triple
    return Triple(NamedNode(str(subject)), NamedNode(str(predicate)), from_rdflib(target))


def to_rdflib(term: object) -> rdflib.term.Identifier:
    """Return a term of pyoxigraph as rdflib's."""
    if isinstance(term, Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    raise TypeError(f"no term for rdflib: {term!r}")


def from_rdflib(term: object) -> Term:
    """Return a term of rdflib as pyoxigraph's."""
    if isinstance(term, rdflib.Literal):
        if term.language:
            return Literal(str(term), language=term.language)
        return Literal(str(term), datatype=NamedNode(str(term.datatype))) if term.datatype else Literal(str(term))
    return NamedNode(str(term))
