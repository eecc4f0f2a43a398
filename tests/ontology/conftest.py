"""Stores with the sample reports as annotated by hand."""

import pytest

from zhengtu.graph import build
from zhengtu.graph.store import open_store
from zhengtu.graph.terms import report_iri

from .gold import gold_extractions


@pytest.fixture(scope="session")
def gold():
    return gold_extractions()


@pytest.fixture(scope="session", params=["disk", "memory"])
def gold_store(request, gold, tmp_path_factory):
    """Oxigraph on disk and rdflib in memory must give the same answers."""
    target = ":memory:" if request.param == "memory" else str(tmp_path_factory.mktemp("gold") / "store")
    with open_store(target, write=True) as store:
        for extraction in gold:
            store.replace_report(report_iri(extraction.document.id), build.quads(extraction))
        yield store
