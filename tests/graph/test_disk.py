"""The store on disk: what happens when it is missing, held, damaged or was killed."""

import io
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode
from pyoxigraph import Store as Oxigraph

from zhengtu.errors import StoreError
from zhengtu.graph import build, export
from zhengtu.graph.disk import DiskStore
from zhengtu.graph.index import Index
from zhengtu.graph.store import Store, open_store
from zhengtu.graph.terms import report_iri
from zhengtu.model import Extraction
from zhengtu.ontology.vocab import ZT

from .invented import make_extraction

Put = Callable[[Store, Extraction], None]


@pytest.fixture
def place(tmp_path: Path, put: Put) -> Path:
    with open_store(tmp_path / "store", write=True) as store:
        put(store, make_extraction("甲-2024"))
    return tmp_path / "store"


def nquads(place: Path) -> bytes:
    output = io.BytesIO()
    with open_store(place) as store:
        export.write(store, output, format="nq")
    return output.getvalue()


def test_a_missing_store_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="zhengtu build"):
        open_store(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="a file, not a store"):
        open_store(tmp_path / "file", write=True)


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("x")
    with pytest.raises(StoreError, match="not a store"):
        open_store(tmp_path, write=True)
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


def test_a_store_that_somebody_writes_to_cannot_be_opened(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhengtu.graph.locking.PATIENCE", 0.0)
    with open_store(place, write=True):
        for write in (True, False):
            with pytest.raises(StoreError, match="holds this store"):
                open_store(place, write=write)


def test_many_may_read_at_once(place: Path) -> None:
    with open_store(place) as one, open_store(place) as other:
        assert one.reports() == other.reports()


@pytest.mark.parametrize("junk", ["MANIFEST-999999\n", "garbage"])
def test_a_damaged_store_is_said_to_be_damaged(place: Path, junk: str) -> None:
    (place / "graph" / "CURRENT").write_text(junk)
    with pytest.raises(StoreError, match="damaged"):
        open_store(place)


def test_the_index_is_made_again_when_it_is_lost(place: Path) -> None:
    with open_store(place) as store:
        assert isinstance(store, DiskStore)
        before = list(store.index.dump())
    (place / "names.sqlite").unlink()
    with open_store(place) as store:
        assert isinstance(store, DiskStore)
        assert list(store.index.dump()) == before


def test_who_waits_for_a_large_index_is_told(
    place: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("zhengtu.graph.disk.WORTH_WORDS", 0)
    (place / "names.sqlite").unlink()
    open_store(place).close()
    assert "the index is made again for 1 reports" in caplog.text


def test_a_damaged_index_is_made_again(place: Path) -> None:
    (place / "names.sqlite").write_bytes(b"no database" * 200)
    with open_store(place) as store:
        assert [n.label for n in store.named("云岭")] == ["云岭"]


def test_an_index_that_is_damaged_within_is_one_line(place: Path) -> None:
    with sqlite3.connect(place / "names.sqlite") as db:
        page = db.execute("PRAGMA page_size").fetchone()[0]
        root = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'names_norm'").fetchone()[0]
    db.close()
    content = bytearray((place / "names.sqlite").read_bytes())
    content[(root - 1) * page : root * page] = b"\xff" * page
    (place / "names.sqlite").write_bytes(content)
    with open_store(place) as store, pytest.raises(StoreError, match="delete this file"):
        store.named("云岭")


def test_a_full_disk_is_one_line_and_the_report_is_out(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("IO error: No space left on device: While appending to file")

    before = nquads(place)
    changed = make_extraction("甲-2024", firm="北塬铝材")
    monkeypatch.setattr(DiskStore, "_swap", fail)
    with open_store(place, write=True) as store, pytest.raises(StoreError, match="disk is full"):
        store.replace_report(report_iri("甲-2024"), build.quads(changed))
    assert nquads(place) == before


def test_a_half_loaded_report_goes_when_the_store_is_opened(place: Path) -> None:
    before = nquads(place)
    report = report_iri("乙-2024")
    index = Index(place / "names.sqlite")
    index.begin([report.value])
    index.close()
    graph = Oxigraph(str(place / "graph"))
    graph.extend(q for q in build.quads(make_extraction("乙-2024")) if q.predicate != ZT.digest)
    graph.flush()
    del graph
    assert nquads(place) == before


def test_a_report_that_was_written_but_not_indexed_is_indexed_when_the_store_is_opened(place: Path) -> None:
    report = report_iri("乙-2024")
    index = Index(place / "names.sqlite")
    index.begin([report.value])
    index.close()
    graph = Oxigraph(str(place / "graph"))
    graph.extend(build.quads(make_extraction("乙-2024", firm="北塬铝材")))
    del graph
    with open_store(place) as store:
        assert [n.label for n in store.named("北塬铝材")] == ["北塬铝材"]


def test_what_is_open_for_reading_is_not_written_to(place: Path) -> None:
    with open_store(place) as store, pytest.raises(StoreError, match="reading only"):
        store.remove(NamedNode("https://w3id.org/zhengtu/id/report/x"))
