"""A store on a server: what is not as it should be is told in one line."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pyoxigraph import NamedNode, Quad

from zhengtu.errors import StoreError
from zhengtu.graph.store import open_store
from zhengtu.graph.terms import ONTOLOGY, RDF, report_iri
from zhengtu.ontology import vocab
from zhengtu.ontology.vocab import ZT

rdflib = pytest.importorskip("rdflib")
pytest.importorskip("rdflib_endpoint")


@contextmanager
def serving(dataset: object, *, enable_update: bool = True) -> Iterator[str]:
    import uvicorn
    from rdflib_endpoint import SparqlEndpoint

    app = SparqlEndpoint(graph=dataset, enable_update=enable_update)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        running = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        running.should_exit = True
        thread.join(10)


def test_the_vocabulary_is_put_there_by_the_first_who_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    few = list(vocab.triples())[:20]
    monkeypatch.setattr(vocab, "triples", lambda: iter(few))
    with serving(rdflib.Dataset(default_union=True)) as url:
        with open_store(url) as store:
            assert store.graphs() == ()
        with open_store(url, write=True) as store:
            assert set(store.quads(ONTOLOGY)) == {Quad(t.subject, t.predicate, t.object, ONTOLOGY) for t in few}


def test_a_server_that_hides_its_graphs_is_told_of() -> None:
    dataset = rdflib.Dataset(default_union=False)
    report = rdflib.URIRef(report_iri("甲-2024").value)
    dataset.graph(report).add((report, rdflib.RDF.type, rdflib.URIRef(ZT.Report.value)))
    with serving(dataset) as url, pytest.raises(StoreError, match="union"):
        open_store(url)


def test_a_server_that_takes_no_updates_is_told_of() -> None:
    with serving(rdflib.Dataset(default_union=True), enable_update=False) as url, open_store(url) as store:
        report = report_iri("甲-2024")
        with pytest.raises(StoreError, match="403"):
            store.replace_report(report, [Quad(report, RDF.type, ZT.Report, report)])


def test_a_server_that_is_not_there_is_told_of() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(StoreError, match="is it running"):
        open_store(f"http://127.0.0.1:{port}/")


def test_graphs_of_others_on_the_server_are_left_alone() -> None:
    dataset = rdflib.Dataset(default_union=True)
    theirs = rdflib.URIRef("http://example.org/theirs")
    dataset.graph(theirs).add((theirs, theirs, theirs))
    with serving(dataset) as url, open_store(url) as store:
        assert NamedNode("http://example.org/theirs") not in store.graphs()
        assert not store.remove(report_iri("甲-2024"))
    assert len(dataset.graph(theirs)) == 1
