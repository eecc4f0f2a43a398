"""The process in which a stranger's query runs: read-only, with a cap on memory, without a network.

pyoxigraph cannot stop a query and does not let Ctrl-C through while it works, so the query gets a
process of its own that its parent kills at the deadline. This file is run as a program and
imports nothing of zhengtu: a request comes as JSON on stdin, the answer goes to stdout as one
line of JSON and the result after it.
"""

from __future__ import annotations

import contextlib
import io
import json
import signal
import sys
from typing import IO, Any, cast

import pyoxigraph as ox

PARENT_DEATH_SIGNAL = 1  # of Linux' prctl
NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000  # of Linux' unshare


class TooLargeError(Exception):
    """The result is longer than its reader wants it."""


class Capped(io.RawIOBase):
    """A stream that refuses more than ``limit`` bytes."""

    def __init__(self, stream: IO[bytes], limit: int) -> None:
        super().__init__()
        self.stream, self.left = stream, limit

    def write(self, data: Any) -> int:  # noqa: ANN401 - as its parent has it
        """Pass ``data`` on."""
        self.left -= len(data)
        if self.left < 0:
            raise TooLargeError
        return self.stream.write(data)


def main() -> None:
    """Answer the request on stdin."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    request = json.load(sys.stdin.buffer)
    _confine(request["memory"])
    out = sys.stdout.buffer
    try:
        store = ox.Store.read_only(request["path"])
        found = store.query(
            request["sparql"],
            prefixes=request["prefixes"],
            use_default_graph_as_union=request["union"],
            substitutions={ox.Variable(name): _term(text) for name, text in request["bindings"].items()},
        )
        _write(found, out, request["limit"])
    except TooLargeError:
        out.write(b"\n")
        _tell(out, kind="error", error="too large")  # after a part of the result; its reader looks at the end
    except SyntaxError as error:
        _tell(out, kind="error", error="syntax", told=str(error))
    except (OSError, RuntimeError, ValueError, MemoryError) as error:
        _tell(out, kind="error", error="failed", told=str(error))
    out.flush()


def _write(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, out: IO[bytes], limit: int) -> None:
    if isinstance(found, ox.QueryBoolean):
        _tell(out, kind="truth", truth=bool(found))
    elif isinstance(found, ox.QuerySolutions):
        _tell(out, kind="table")
        found.serialize(cast(IO[bytes], Capped(out, limit)), format=ox.QueryResultsFormat.JSON)
    else:
        _tell(out, kind="triples")
        ox.serialize(found, cast(IO[bytes], Capped(out, limit)), format=ox.RdfFormat.N_TRIPLES)
    if not isinstance(found, ox.QueryBoolean):
        out.write(b"\n")
        _tell(out, kind="end")


def _tell(out: IO[bytes], **told: object) -> None:
    out.write(json.dumps(told).encode() + b"\n")


def _term(text: str) -> ox.NamedNode | ox.Literal:
    term = next(iter(ox.parse(f"<a:a> <a:b> {text} .", ox.RdfFormat.N_TRIPLES))).object
    assert isinstance(term, ox.NamedNode | ox.Literal)
    return term


def _confine(memory: int) -> None:
    """Take away what a query does not need; what a system does not offer is left out."""
    if sys.platform == "win32":
        return
    import ctypes
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    if sys.platform == "linux":
        libc = ctypes.CDLL(None)
        libc.prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)
        libc.unshare(NEW_USER | NEW_NETWORK)  # where it is allowed, SERVICE leads nowhere


if __name__ == "__main__":
    main()
