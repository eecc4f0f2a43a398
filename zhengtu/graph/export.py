"""The graph out of a store, in the formats of others; always in the same order."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from typing import IO

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad, RdfFormat

from zhengtu.errors import ZhengtuError
from zhengtu.graph.store import Store
from zhengtu.graph.terms import ONTOLOGY, prefixes

FORMATS = ("ttl", "trig", "nq")
AT_ONCE = 500_000  # lines that are sorted in memory; more go through temporary files


def write(store: Store, output: IO[bytes], *, format: str = "ttl", ontology: bool = False) -> None:
    """Write all reports of ``store`` to ``output``; ``ontology`` adds the vocabulary itself."""
    graphs = [graph for graph in store.graphs() if ontology or graph != ONTOLOGY]
    if format == "nq":
        output.writelines(_sorted_lines(f"{quad} .\n".encode() for graph in graphs for quad in store.quads(graph)))
    elif format == "trig":
        _serialize(_in_order(store, graphs), output, RdfFormat.TRIG)
    elif format == "ttl":
        _serialize((quad.triple for quad in _in_order(store, graphs)), output, RdfFormat.TURTLE)
    else:
        raise ZhengtuError(f"{format}: not a format for export; choose one of {', '.join(FORMATS)}")


def _in_order(store: Store, graphs: Iterable[NamedNode]) -> Iterator[Quad]:
    for graph in graphs:
        yield from sorted(store.quads(graph), key=str)


def _serialize(found: Iterable[Quad] | Iterable[ox.Triple], output: IO[bytes], format: RdfFormat) -> None:
    ox.serialize(found, output, format=format, prefixes=prefixes())


def _sorted_lines(lines: Iterator[bytes]) -> Iterator[bytes]:
    """Return ``lines`` in order without holding more than ``AT_ONCE`` of them."""
    with ExitStack() as files:
        runs: list[Iterable[bytes]] = []
        while chunk := sorted(islice(lines, AT_ONCE)):
            if len(chunk) < AT_ONCE and not runs:
                yield from chunk
                return
            run = files.enter_context(tempfile.TemporaryFile())
            run.writelines(chunk)
            run.seek(0)
            runs.append(run)
        yield from heapq.merge(*runs)
