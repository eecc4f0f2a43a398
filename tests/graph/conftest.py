"""Stores and a report to put into them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from zhengtu.graph import build
from zhengtu.graph.store import Store, open_store
from zhengtu.graph.terms import report_iri
from zhengtu.model import Extraction

from .invented import make_extraction


@pytest.fixture
def extraction() -> Extraction:
    return make_extraction()


@pytest.fixture(params=["disk", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Every store keeps the same contract."""
    target = {"disk": str(tmp_path / "store"), "memory": ":memory:"}[request.param]
    with open_store(target, write=True) as opened:
        yield opened


@pytest.fixture
def put() -> Callable[..., None]:
    def put(store: Store, extraction: Extraction) -> None:
        store.replace_report(report_iri(extraction.document.id), build.quads(extraction))

    return put
