"""Queries in a process of their own: same answers, killed at the deadline, never calling anybody."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal

from zhengtu.errors import QueryError
from zhengtu.graph import query, worker
from zhengtu.graph.store import Store, open_store

from .invented import make_extraction

CROSS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SORTED = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from zhengtu.graph import build
    from zhengtu.graph.terms import report_iri

    place = tmp_path_factory.mktemp("worker") / "store"
    with open_store(place, write=True) as opened:
        opened.replace_report(report_iri("示例区-2024"), build.quads(make_extraction()))
    return place


@pytest.fixture
def store(place: Path) -> Iterator[Store]:
    with open_store(place) as opened:
        yield opened


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?firm ?name WHERE { ?firm a zt:Enterprise ; skos:prefLabel ?name }",
        "SELECT ?value WHERE { ?m zt:value ?value } ORDER BY ?value",
        "SELECT ?x WHERE { ?x a zt:NoSuchThing }",
        "ASK { ?firm zt:undertakes ?project }",
        "CONSTRUCT { ?firm zt:undertakes ?project } WHERE { ?firm zt:undertakes ?project }",
    ],
)
def test_the_worker_answers_as_the_store_does(sparql: str, store: Store) -> None:
    answer = query.run(store, sparql)
    direct = store.answer(sparql)
    if isinstance(direct, bool):
        assert answer.truth is direct
    else:
        assert set(answer.rows or answer.triples or ()) == set(direct)


def test_from_restricts_a_query_to_one_report(store: Store) -> None:
    count = "SELECT (COUNT(*) AS ?n) {} WHERE {{ ?s ?p ?o }}"
    everything, one, none = (
        int(query.run(store, count.format(part)).plain_rows()[0][0])  # type: ignore[call-overload]
        for part in ("", f"FROM <{store.reports()[0].iri}>", "FROM <http://example.org/none>")
    )
    assert everything > one > none == 0


def test_parameters_reach_the_worker(store: Store) -> None:
    sparql = "SELECT ?name ?firm WHERE { ?firm skos:altLabel ?name }"
    assert len(query.run(store, sparql, {"name": Literal("云岭", language="zh")}).rows) == 1
    assert len(query.run(store, sparql, {"name": Literal('"别的', language="zh")}).rows) == 0


@pytest.mark.parametrize("sparql", [CROSS, SORTED])
def test_a_runaway_query_ends_at_the_deadline(sparql: str, store: Store) -> None:
    began = time.monotonic()
    with pytest.raises(QueryError, match=r"longer than 0\.5 s"):
        query.run(store, sparql, timeout=0.5)
    assert time.monotonic() - began < 3


def test_a_runaway_query_ends_in_memory_too() -> None:
    with open_store(":memory:") as memory, pytest.raises(QueryError, match=r"longer than 0\.5 s"):
        query.run(memory, CROSS, timeout=0.5)


def test_a_query_that_wants_too_much_memory_ends(store: Store) -> None:
    with pytest.raises(QueryError, match="memory"):
        query.run(store, SORTED, memory=150_000_000, timeout=120)


def test_an_answer_that_is_too_long_is_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query, "LENGTH", 10_000)
    with pytest.raises(QueryError, match="add LIMIT"):
        query.run(store, "SELECT * WHERE { ?a ?b ?c }")


def test_a_mistake_is_shown_as_by_the_store(store: Store) -> None:
    with pytest.raises(QueryError, match="line 1, column"):
        query.run(store, "SELECT ?x WHERE { ?x a }")


@pytest.fixture
def listener() -> Iterator[tuple[str, list[object]]]:
    """A server on loopback that must not be called; gives its address and who called."""
    calls: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                calls.append(connection)
                connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/", calls
        stop.set()
        thread.join()


@pytest.mark.parametrize("kind", ["disk", "memory"])
@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * WHERE {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
        "SELECT * WHERE {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}",
        "SELECT * WHERE {{ \\u0053ERVICE <{url}> {{ ?s ?p ?o }} }}",
        "SELECT * FROM <{url}> WHERE {{ ?s ?p ?o }}",
        "SELECT * FROM NAMED <{url}> WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "LOAD <{url}>",
    ],
)
def test_no_query_calls_anybody(kind: str, sparql: str, place: Path, listener: tuple[str, list[object]]) -> None:
    url, calls = listener
    with open_store(place if kind == "disk" else ":memory:") as opened, contextlib.suppress(QueryError):
        assert not query.run(opened, sparql.format(url=url), timeout=20).rows
    assert calls == []


def test_no_query_reads_files(tmp_path: Path) -> None:
    (tmp_path / "secret.ttl").write_text("<a:a> <a:b> 'secret' .")
    sparql = f"SELECT * FROM <{(tmp_path / 'secret.ttl').as_uri()}> WHERE {{ ?s ?p ?o }}"
    with open_store(":memory:") as memory:
        assert "secret" not in str(query.run(memory, sparql).rows)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
def test_ctrl_c_ends_a_query_and_its_process(place: Path) -> None:
    code = f"from zhengtu.graph import query, store; s = store.open_store({str(place)!r}); print(1, flush=True); query.run(s, {CROSS!r})"
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(0.5)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=5)
    assert process.returncode != 0
    assert b"KeyboardInterrupt" in told
    with pytest.raises(ProcessLookupError):  # nobody of its group is left
        os.killpg(process.pid, 0)


def test_the_worker_program_imports_nothing_of_ours() -> None:
    source = Path(worker.__file__).read_text(encoding="utf-8")
    assert "import zhengtu" not in source
    assert "from zhengtu" not in source
