"""Stores and a report to put into them."""

import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from zhengtu.graph import build
from zhengtu.graph.store import Store, open_store
from zhengtu.graph.terms import ONTOLOGY, report_iri
from zhengtu.model import Extraction

from .invented import make_extraction


@pytest.fixture
def extraction() -> Extraction:
    return make_extraction()


@pytest.fixture
def server() -> Iterator[str]:
    """Somebody else's SPARQL server without a report in it, on a free port of this machine; gives its URL."""
    pytest.importorskip("rdflib_endpoint")
    import uvicorn
    from rdflib import OWL, RDF, Dataset, URIRef
    from rdflib_endpoint import SparqlEndpoint

    dataset = Dataset(default_union=True)
    vocabulary = URIRef(ONTOLOGY.value)  # looks as if it were there: rdflib takes ten seconds to read it from an update
    dataset.graph(vocabulary).add((vocabulary, RDF.type, OWL.Ontology))
    app = SparqlEndpoint(graph=dataset, enable_update=True)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        running = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        running.should_exit = True
        thread.join(10)


@pytest.fixture(params=["disk", "memory", "remote"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Every store keeps the same contract."""
    targets = {"disk": str(tmp_path / "store"), "memory": ":memory:"}
    target = targets.get(request.param) or request.getfixturevalue("server")
    with open_store(target, write=True) as opened:
        yield opened


@pytest.fixture
def put() -> Callable[..., None]:
    def put(store: Store, extraction: Extraction) -> None:
        store.replace_report(report_iri(extraction.document.id), build.quads(extraction))

    return put
