"""Free SPARQL over a store: questions only, with limits on time, memory and length."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import pyoxigraph as ox
from pyoxigraph import QueryResultsFormat, RdfFormat, Triple

from zhengtu.errors import QueryError
from zhengtu.graph import guard, worker
from zhengtu.graph.disk import DiskStore
from zhengtu.graph.store import Row, Store, Table
from zhengtu.graph.terms import Term, prefixes, python_value

TIMEOUT = 60.0  # seconds
MEMORY = 2_000_000_000  # bytes that a query may take up
LENGTH = 256_000_000  # bytes of its answer


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gave: a table (SELECT), a truth (ASK) or triples (CONSTRUCT, DESCRIBE)."""

    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    truth: bool | None = None
    triples: tuple[Triple, ...] | None = None

    def plain_rows(self) -> list[tuple[object, ...]]:
        """Return the rows as Python values: numbers as ``Decimal`` or ``int``, IRIs with their prefix."""
        return [tuple(None if term is None else plain(term) for term in row) for row in self.rows]


def run(
    store: Store,
    sparql: str,
    parameters: Mapping[str, Term] | None = None,
    *,
    timeout: float = TIMEOUT,
    memory: int = MEMORY,
) -> Answer:
    """Return the answer to a query of any of the four forms; updates, LOAD and SERVICE are refused.

    On a store on disk that is open for reading the query runs in a process of its own and is killed
    after ``timeout`` seconds or when it wants more than ``memory`` bytes.
    """
    guard.check(sparql)
    if isinstance(store, DiskStore) and not store.write:
        found = _ask_worker(store, sparql, parameters or {}, timeout, memory)
    else:
        with _alarm(timeout):
            found = store.answer(sparql, **(parameters or {}))
    if isinstance(found, bool):
        return Answer(truth=found)
    if isinstance(found, Table):
        return Answer(found.columns, found.rows)
    return Answer(triples=found)


def plain(term: object) -> object:
    """Return a term as people want to read it; an IRI of a known vocabulary with its prefix."""
    value = python_value(term)
    if isinstance(value, str) and value.startswith("http"):
        for prefix, base in prefixes().items():
            if value.startswith(base) and value[len(base) :].isidentifier():
                return f"{prefix}:{value[len(base) :]}"
    return value


def _ask_worker(
    store: DiskStore, sparql: str, parameters: Mapping[str, Term], timeout: float, memory: int
) -> Table | bool | tuple[Triple, ...]:
    request = {
        "path": str(store.graph_path),
        "sparql": sparql,
        "prefixes": prefixes(),
        "bindings": {name: str(term) for name, term in parameters.items()},
        "union": not guard.names_graphs(sparql),
        "memory": memory,
        "limit": LENGTH,
    }
    command = [sys.executable, "-I", str(Path(worker.__file__))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            out, _ = process.communicate(json.dumps(request).encode(), timeout=timeout)
        except subprocess.TimeoutExpired:
            raise _too_long(timeout) from None
        finally:
            process.kill()
    return _read(sparql, out, memory)


def _read(sparql: str, out: bytes, memory: int) -> Table | bool | tuple[Triple, ...]:
    head, _, rest = out.partition(b"\n")
    body, _, tail = rest.rstrip(b"\n").rpartition(b"\n")
    told = json.loads(head) if head else {}
    end = json.loads(tail) if tail.startswith(b'{"kind"') else told
    if end.get("error") == "too large":
        raise QueryError(f"the answer is longer than {LENGTH // 1_000_000} MB; ask for less, or add LIMIT")
    if end.get("error") == "syntax":
        raise guard.explain(sparql, end["told"])
    if end.get("error"):
        raise QueryError(f"the query failed: {end['told'].splitlines()[0] if end['told'] else 'out of memory'}")
    if told.get("kind") == "truth":
        return bool(told["truth"])
    if end.get("kind") != "end":
        raise QueryError(f"the query wants more than {memory // 1_000_000} MB of memory; narrow it")
    if told["kind"] == "triples":
        return tuple(quad.triple for quad in ox.parse(body, RdfFormat.N_TRIPLES))
    found = ox.parse_query_results(body, QueryResultsFormat.JSON)
    assert isinstance(found, ox.QuerySolutions)
    return Table(tuple(v.value for v in found.variables), tuple(tuple(row) for row in found))


@contextmanager
def _alarm(timeout: float) -> Iterator[None]:
    """End Python code after ``timeout`` where that is possible: on Unix, in the main thread."""
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise _too_long(timeout)

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, timeout)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _too_long(timeout: float) -> QueryError:
    return QueryError(f"the query took longer than {timeout:g} s and was stopped; narrow it, or allow more (--timeout)")
