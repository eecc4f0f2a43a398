"""Whether a graph has the shape that the ontology asks for: ``shapes.ttl`` run by pySHACL.

pySHACL takes about a second for a report, so each report is a task of its own and tasks run in
several processes. A report's graph is checked with what it refers to in other graphs.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple

from zhengtu.errors import ReadError
from zhengtu.graph.query import plain
from zhengtu.graph.store import Store, open_store
from zhengtu.graph.terms import BASE, ONTOLOGY, RDF, RDFS, REFERENCE, REPORTS, SKOS, report_id
from zhengtu.ontology import vocab

if TYPE_CHECKING:
    import rdflib

SHAPES = vocab.FOLDER / "shapes.ttl"
SUFFIXES = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".rdf": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
}
_SH = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A node that is not as its shape asks; ``report`` is the document, or the name of a shared graph."""

    report: str
    node: str
    path: str
    value: str
    zh: str
    en: str

    def row(self, lang: str) -> dict[str, str]:
        """Return a plain row, the message in ``lang``."""
        return {
            "report": self.report,
            "node": self.node,
            "path": self.path,
            "value": self.value,
            "message": getattr(self, lang),
        }


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a check is: ``done`` of ``total`` graphs."""

    done: int
    total: int
    path: Path


@dataclass(frozen=True, slots=True)
class _Task:
    """A graph to check, with what other graphs say of the things that it refers to, as N-Triples."""

    name: str
    triples: bytes


def check(
    target: str | Path,
    *,
    is_file: bool,
    jobs: int | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> tuple[Violation, ...]:
    """Return what is wrong in a file of RDF or in the store at a path or URL, on all cores unless ``jobs`` tells."""
    jobs = jobs or os.cpu_count() or 1
    if is_file:
        return validate_file(Path(target), jobs=jobs, progress=progress)
    with open_store(target) as store:
        return validate_store(store, jobs=jobs, progress=progress)


def validate_store(
    store: Store, *, jobs: int = 1, progress: Callable[[Progress], None] | None = None
) -> tuple[Violation, ...]:
    """Return what is wrong in the graphs of a store; the vocabulary itself is not looked at."""
    graphs = [graph for graph in store.graphs() if graph != ONTOLOGY]
    shared = list(store.quads(REFERENCE))
    tasks = (_task(graph, list(store.quads(graph)), _by_subject(shared)) for graph in graphs)
    return _run(tasks, len(graphs), jobs, progress)


def validate_file(
    path: Path, *, jobs: int = 1, progress: Callable[[Progress], None] | None = None
) -> tuple[Violation, ...]:
    """Return what is wrong in a file of RDF; in one without named graphs all triples are one graph."""
    graphs: dict[NamedNode | None, list[Quad]] = {}
    for quad in _read(path):
        name = quad.graph_name if isinstance(quad.graph_name, NamedNode) else None
        if name != ONTOLOGY:
            graphs.setdefault(name, []).append(quad)
    shared = _by_subject(graphs.get(REFERENCE, []))
    tasks = (_task(name or NamedNode(path.absolute().as_uri()), found, shared) for name, found in graphs.items())
    return _run(tasks, len(graphs), jobs, progress)


def validate_quads(quads: Iterable[Quad]) -> tuple[Violation, ...]:
    """Return what is wrong in one report's quads, those of the reference graph among them."""
    found = list(quads)
    shared = _by_subject(q for q in found if q.graph_name == REFERENCE)
    name = next((q.graph_name for q in found if q.graph_name != REFERENCE), REFERENCE)
    assert isinstance(name, NamedNode)
    return _check(_task(name, found, shared))


def _read(path: Path) -> Iterator[Quad]:
    if path.suffix not in SUFFIXES:
        raise ReadError(f"{path}: not a format of RDF that can be checked; it is one of {', '.join(SUFFIXES)}")
    try:
        yield from ox.parse(path=str(path), format=SUFFIXES[path.suffix])
    except (OSError, SyntaxError) as error:
        raise ReadError(f"{path}: cannot be read as RDF: {error}") from error


def _run(
    tasks: Iterable[_Task], total: int, jobs: int, progress: Callable[[Progress], None] | None
) -> tuple[Violation, ...]:
    found: dict[Violation, None] = {}
    for done, violations in enumerate(_results(tasks, min(jobs, total)), 1):
        found.update(dict.fromkeys(violations))
        if progress:
            progress(Progress(done, total, Path()))
    return tuple(sorted(found))


def _results(tasks: Iterable[_Task], jobs: int) -> Iterator[tuple[Violation, ...]]:
    if jobs <= 1:
        yield from map(_check, tasks)
        return
    with get_context("spawn").Pool(jobs) as pool:
        yield from pool.imap(_check, tasks)


def _task(graph: NamedNode, quads: Sequence[Quad], shared: Mapping[object, Sequence[Triple]]) -> _Task:
    """Put a graph together with what the shapes need to know of the things that it refers to."""
    triples = dict.fromkeys(quad.triple for quad in quads)
    known = {triple.subject for triple in triples}
    said = dict(triples)
    said.update(dict.fromkeys(_background()))
    for referred in dict.fromkeys(t.object for t in triples if isinstance(t.object, NamedNode)):
        if referred not in known:
            said.update(dict.fromkeys(shared.get(referred, ())))
            said.update(dict.fromkeys(_concepts().get(referred, ())))
    return _Task(graph.value, ox.serialize(said, format=RdfFormat.N_TRIPLES) or b"")


def _by_subject(quads: Iterable[Quad | Triple]) -> dict[object, list[Triple]]:
    found: dict[object, list[Triple]] = {}
    for quad in quads:
        found.setdefault(quad.subject, []).append(quad.triple if isinstance(quad, Quad) else quad)
    return found


@cache
def _background() -> tuple[Triple, ...]:
    """Return the class hierarchy and the code lists."""
    wanted = {RDFS.subClassOf, RDF.type, SKOS.prefLabel, SKOS.notation, SKOS.inScheme, vocab.ZT.order}
    return tuple(
        triple
        for triple in vocab.read(vocab.CORE)
        if triple.predicate in wanted and isinstance(triple.subject, NamedNode)
    )


@cache
def _concepts() -> dict[object, list[Triple]]:
    """Return type and labels of each indicator and industry."""
    wanted = {RDF.type, SKOS.prefLabel, SKOS.notation}
    triples = (t for path in (vocab.INDICATORS, vocab.INDUSTRIES) for t in vocab.read(path) if t.predicate in wanted)
    return _by_subject(triples)


def _check(task: _Task) -> tuple[Violation, ...]:
    import pyshacl
    import rdflib

    graph = rdflib.Graph()
    graph.parse(data=task.triples, format="nt")
    conforms, results, _ = pyshacl.validate(graph, shacl_graph=_shapes(), inplace=True, inference="none")
    return () if conforms else tuple(_violations(task.name, results))


@cache
def _shapes() -> rdflib.Graph:
    import rdflib

    return rdflib.Graph().parse(SHAPES, format="turtle")


def _violations(name: str, results: rdflib.Graph) -> Iterator[Violation]:
    import rdflib

    sh = rdflib.Namespace(_SH)
    report = report_id(name) if "/id/report/" in name else name.rpartition("/")[2]
    for result in results.subjects(rdflib.RDF.type, sh.ValidationResult):
        node, path, value = (_short(results.value(result, p)) for p in (sh.focusNode, sh.resultPath, sh.value))
        source = results.value(result, sh.sourceConstraint) or results.value(result, sh.sourceShape)
        messages = _shapes().objects(source, sh.message)
        told = {m.language: str(m) for m in messages if isinstance(m, rdflib.Literal)}
        if not told:  # a constraint that has no words of its own
            told = dict.fromkeys(("zh", "en"), str(results.value(result, sh.resultMessage)))
        zh, en = (told[lang].replace("{?value}", value).replace("{?path}", path) for lang in ("zh", "en"))
        yield Violation(report, node, path, value, zh, en)


def _short(term: object) -> str:
    """Return a term as people read it: with its prefix, or from its kind on, without the escapes."""
    import rdflib

    if not isinstance(term, rdflib.URIRef):
        return "" if term is None else str(term)
    name = str(plain(NamedNode(str(term))))
    return unquote(name.removeprefix(REPORTS).partition("/")[2] or name.removeprefix(BASE))
