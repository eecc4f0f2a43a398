"""The default store: Oxigraph in a directory, with the index of names and a lock beside it.

A write of one report is one transaction of Oxigraph. Which reports are being written stands in
the index beforehand (``pending``), so that the next one to open a store whose writer was killed
knows what to look at: a graph without its digest is half loaded and goes; the index of the
others is made again from the graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple

from zhengtu.errors import QueryError, StoreError
from zhengtu.graph.entries import Entries, entries
from zhengtu.graph.guard import explain, names_graphs
from zhengtu.graph.index import Index
from zhengtu.graph.locking import Lock
from zhengtu.graph.store import IndexedStore, Prepared, Table
from zhengtu.graph.terms import ONTOLOGY, REFERENCE, SHARED_GRAPHS, SKOS, Term, is_shared, prefixes
from zhengtu.ontology import vocab
from zhengtu.ontology.vocab import ZT

T = TypeVar("T")
WORTH_BULK = 50_000  # triples; below, a transaction each is quicker than writing files anew
WORTH_WORDS = 50  # reports; fewer are mended in seconds
GRAPH, NAMES, LOCK = "graph", "names.sqlite", "lock"


class DiskStore(IndexedStore):
    """Oxigraph in ``path/graph``; open by one writer or by many readers."""

    def __init__(self, path: Path, *, write: bool = False, make: bool = True) -> None:
        self.target, self.path, self.write = str(path), path, write
        self._closed = False
        self._check_place(make=write and make)
        if write:
            _make_directory(path)
        self._lock = Lock(path / LOCK, exclusive=write)
        try:
            self._recover()
            self._check_files()
            self.index = Index(path / NAMES)
            if write:
                self._ox.flush()  # opens it, so that a fault shows now
        except BaseException:
            self._lock.release()
            raise

    @property
    def graph_path(self) -> Path:
        """Where Oxigraph's own files are."""
        return self.path / GRAPH

    def close(self) -> None:
        """Let go of files and locks."""
        if self._closed:
            return
        self._closed = True
        if self.write:
            self._ox.flush()  # so that the next to open need not replay the log: 20 ms, not 500
        self.__dict__.pop("_ox", None)  # Oxigraph has no close; its lock goes with the last reference
        self.index.close()
        self._lock.release()

    @cached_property
    def _ox(self) -> ox.Store:
        """Oxigraph, opened when it is first asked: most look-ups need the index alone, and opening takes 15 ms."""
        if self._closed:
            raise StoreError(f"{self.path}: closed")
        return self._open(self.write)

    # asking

    def answer(self, sparql: str, **bindings: Term) -> Table | bool | tuple[Triple, ...]:
        """Return a table, a truth or triples; ``bindings`` are values of variables that a SELECT projects."""
        found = self._query(sparql, bindings)
        if isinstance(found, ox.QuerySolutions):
            columns = tuple(variable.value for variable in found.variables)
            return Table(columns, tuple(tuple(solution) for solution in self._reading(found)))
        return bool(found) if isinstance(found, ox.QueryBoolean) else tuple(self._reading(found))

    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """Yield what is in one graph, or in all."""
        yield from self._reading(self._ox.quads_for_pattern(None, None, None, graph))

    def graphs(self) -> tuple[NamedNode, ...]:
        """Return the names of all graphs, in order."""
        return tuple(sorted((g for g in self._ox.named_graphs() if isinstance(g, NamedNode)), key=lambda g: g.value))

    def __len__(self) -> int:
        return len(self._ox)

    # writing

    def replace_report(self, report: NamedNode, quads: Iterable[Quad]) -> None:
        """Put ``quads`` in the place of what the store had of ``report``: wholly or not at all."""
        found = tuple(quads)
        self._need_write()
        self.index.begin([report.value])
        with self._writing():
            if self._ox.contains_named_graph(report):
                self._swap(report, found)
            else:
                self._ox.extend(found)
        self.index.finish([entries(report, found)])

    def load(self, reports: Sequence[Prepared]) -> None:
        """Take in reports that the store may or may not have yet; quick for many."""
        self._need_write()
        self.index.begin(prepared.report for prepared in reports)
        known = {p.report for p in reports if self._ox.contains_named_graph(NamedNode(p.report))}
        fresh = [prepared for prepared in reports if prepared.report not in known]
        with self._writing():
            if sum(prepared.triples for prepared in fresh) >= WORTH_BULK:
                nquads = b"".join(p.nquads for p in fresh)
                self._ox.bulk_load(nquads, RdfFormat.N_QUADS, lenient=True)  # of our own making
                self._ox.extend(ox.parse(b"".join(p.seal for p in fresh), RdfFormat.N_QUADS))
            else:
                for prepared in fresh:
                    self._ox.extend(prepared.quads())
            for prepared in reports:
                if prepared.report in known:
                    self._swap(NamedNode(prepared.report), prepared.quads())
        self.index.finish([prepared.entries for prepared in reports])

    def remove(self, report: NamedNode) -> bool:
        """Take a report out, with what only it spoke of; false when the store had none such."""
        self._need_write()
        if report in SHARED_GRAPHS or not self._ox.contains_named_graph(report):
            return False
        self.index.begin([report.value])
        with self._writing():
            self._swap(report, ())
        self.index.finish([Entries(report.value)])
        return True

    def _swap(self, report: NamedNode, found: tuple[Quad, ...]) -> None:
        """Replace a graph in one transaction, and take out of reference what nobody speaks of any more."""
        gone = [
            quad
            for subject in self._only_here(report)
            for quad in self._ox.quads_for_pattern(subject, None, None, REFERENCE)
        ]
        drop = f"DROP SILENT GRAPH {report}" if not found else f"CLEAR SILENT GRAPH {report}"
        parts = [
            drop,
            f"DELETE DATA {{ {graph_block(gone)} }}" if gone else "",
            f"INSERT DATA {{ {graph_block(found)} }}",
        ]
        self._ox.update(" ;\n".join(part for part in parts if part))

    def _only_here(self, report: NamedNode) -> list[NamedNode]:
        """Return the shared things that this report speaks of and no other."""
        spoken = {
            quad.object
            for quad in self._ox.quads_for_pattern(None, None, None, report)
            if isinstance(quad.object, NamedNode) and is_shared(quad.object)
        }
        alone = (
            thing
            for thing in spoken
            if all(quad.graph_name in (report, REFERENCE) for quad in self._ox.quads_for_pattern(None, None, thing))
        )
        return sorted(alone, key=str)

    # opening

    def _check_place(self, *, make: bool) -> None:
        if self.path.is_file():
            raise StoreError(f"{self.path}: a file, not a store; name a directory")
        if not self.path.exists():
            if not make:
                raise StoreError(f"{self.path}: no store here; `zhengtu build REPORT… --store {self.path}` makes one")
        elif not (self.path / GRAPH).is_dir() and any(p.name not in (LOCK, NAMES) for p in self.path.iterdir()):
            raise StoreError(f"{self.path}: a directory with other things in it, not a store; name another one")
        elif not make and not (self.path / GRAPH / "CURRENT").exists():
            raise StoreError(f"{self.path}: nothing was built in this store yet, or it is damaged; run `zhengtu build`")

    def _check_files(self) -> None:
        """See that what Oxigraph reads first is there, before anybody relies on the index alone."""
        try:
            manifest = (self.path / GRAPH / "CURRENT").read_text(encoding="utf-8").strip()
        except (OSError, ValueError) as error:
            raise _damaged(self.path, error) from error
        if not (self.path / GRAPH / manifest).is_file():
            raise _damaged(self.path, OSError(f"there is no {manifest}"))

    def _open(self, write: bool) -> ox.Store:
        place = self.path / GRAPH
        try:
            return ox.Store(place) if write else ox.Store.read_only(str(place))
        except (OSError, RuntimeError) as error:  # RocksDB tells of corruption by the latter
            if "lock" in str(error).lower():
                raise StoreError(f"{self.path}: another process holds this store; end it or wait for it") from error
            raise _damaged(self.path, error) from error

    def _recover(self) -> None:
        """Bring a store in order whose last writer was killed, or whose index is gone."""
        index = Index(self.path / NAMES)
        try:
            if index.is_made and not index.pending() and not self._has_log() and not self._is_outdated(index):
                return
        finally:
            index.close()
        self._lock.upgrade()
        try:
            self._mend()
        finally:
            self._lock.downgrade(exclusive=self.write)

    def _has_log(self) -> bool:
        """Whether a writer ended without ``flush``; nothing is lost, but opening takes long."""
        return any(log.stat().st_size > 0 for log in (self.path / GRAPH).glob("*.log"))

    def _is_outdated(self, index: Index) -> bool:
        return self.write and index.vocabulary != vocab.digest()

    def _mend(self) -> None:
        store = self._open(True)
        index = Index(self.path / NAMES)
        try:
            if not index.is_made:
                index.close()
                (self.path / NAMES).unlink(missing_ok=True)
                index = Index(self.path / NAMES)
                index.make()
                index.begin(g.value for g in store.named_graphs() if g not in SHARED_GRAPHS)
            if pending := index.pending():
                if len(pending) > WORTH_WORDS:
                    _say_that_it_takes_long(self.path, len(pending))
                for report in pending:  # one by one, so that a store of any size is mended in the same memory
                    index.finish([_mended(store, NamedNode(report))])
                _forget_unspoken(store)
            if index.vocabulary != vocab.digest():
                _load_ontology(store)
                index.vocabulary = vocab.digest()
            store.flush()
        except OSError as error:
            raise _damaged(self.path, error) from error
        finally:
            index.close()
            del store

    # help

    def _query(
        self, sparql: str, bindings: Mapping[str, Term]
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        try:
            return self._ox.query(
                sparql,
                prefixes=prefixes(),
                use_default_graph_as_union=not names_graphs(sparql),
                substitutions={ox.Variable(name): value for name, value in bindings.items()},
            )
        except SyntaxError as error:
            raise explain(sparql, str(error)) from error
        except OSError as error:
            raise _damaged(self.path, error) from error

    def _reading(self, found: Iterable[T]) -> Iterator[T]:
        try:
            yield from found
        except OSError as error:
            raise _damaged(self.path, error) from error
        except RuntimeError as error:
            raise QueryError(f"the query failed: {error}") from error

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise _damaged(self.path, error) from error

    def _need_write(self) -> None:
        if not self.write:
            raise StoreError(f"{self.path}: opened for reading only")


def _say_that_it_takes_long(path: Path, reports: int) -> None:
    import logging  # here, for the look-ups, which seldom have to say so

    logging.getLogger(__name__).warning(
        "%s: the index is made again for %d reports; it may take minutes", path, reports
    )


def _mended(store: ox.Store, report: NamedNode) -> Entries:
    """Return what the index shall hold of a report that was being written; take it out when half loaded."""
    if next(store.quads_for_pattern(report, ZT.digest, None, report), None) is None:
        store.remove_graph(report)
        return Entries(report.value)
    found = tuple(store.quads_for_pattern(None, None, None, report))
    return entries(report, (*found, *_shared_labels(store, found)))


def _shared_labels(store: ox.Store, quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield the names of the places and honours that ``quads`` speak of, which stand in the graph of reference."""
    spoken = {quad.object for quad in quads if isinstance(quad.object, NamedNode) and is_shared(quad.object)}
    for thing in spoken:
        yield from store.quads_for_pattern(thing, SKOS.prefLabel, None, REFERENCE)


def _forget_unspoken(store: ox.Store) -> None:
    """Take out of reference what no report speaks of."""
    named = {quad.subject for quad in store.quads_for_pattern(None, None, None, REFERENCE)}
    for thing in sorted(named, key=str):
        if all(quad.graph_name == REFERENCE for quad in store.quads_for_pattern(None, None, thing)):
            for quad in list(store.quads_for_pattern(thing, None, None, REFERENCE)):
                store.remove(quad)


def _load_ontology(store: ox.Store) -> None:
    """Put the vocabulary into its graph, in one transaction."""
    block = graph_block(Quad(t.subject, t.predicate, t.object, ONTOLOGY) for t in vocab.triples())
    store.update(f"CLEAR SILENT GRAPH {ONTOLOGY} ;\nINSERT DATA {{ {block} }}")


def graph_block(quads: Iterable[Quad]) -> str:
    """Return quads as the body of INSERT DATA."""
    graphs: dict[str, list[str]] = {}
    for quad in quads:
        graphs.setdefault(str(quad.graph_name), []).append(f"{quad.subject} {quad.predicate} {quad.object} .")
    return "\n".join(f"GRAPH {graph} {{ {' '.join(lines)} }}" for graph, lines in graphs.items())


def _make_directory(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path}: cannot be made: {error.strerror}") from error


def _damaged(path: Path, error: Exception) -> StoreError:
    if "No space left" in str(error):
        return StoreError(f"{path}: the disk is full; make room and run the same again, nothing was lost")
    return StoreError(
        f"{path}: the store is damaged ({str(error).splitlines()[0]}); move it away and build the reports again"
    )
