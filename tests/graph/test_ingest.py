"""Files, folders and globs into a store; what cannot be read keeps nothing back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from zhengtu import ingest
from zhengtu.errors import ReadError
from zhengtu.graph.store import Store, open_store
from zhengtu.ingest import workers
from zhengtu.model import Extraction

from .invented import make_extraction


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store", write=True) as opened:
        yield opened


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Take the place of reading and extraction; returns the files that were read."""
    calls: list[str] = []

    def extract_file(task: workers.Task) -> Extraction:
        calls.append(task.path.name)
        if not task.path.read_bytes():
            raise ReadError(f"{task.path}: empty; give a file with a report in it")
        return make_extraction(task.path.stem, digest=task.digest)

    monkeypatch.setattr(workers, "extract_file", extract_file)
    return calls


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "reports"
    place.mkdir()
    for name, words in {"甲-2024.txt": "甲", "乙-2024.txt": "乙", "空-2024.txt": "", "photo.jpg": "x"}.items():
        (place / name).write_text(words, encoding="utf-8")
    return place


def test_a_folder_is_built_and_a_bad_file_told(folder: Path, store: Store, read: list[str]) -> None:
    done = ingest.build([folder], store, jobs=1)
    assert [p.name for p in done.built] == ["乙-2024.txt", "甲-2024.txt"]
    assert [str(f) for f in done.failed] == [f"{folder / '空-2024.txt'}: empty; give a file with a report in it"]
    assert {r.id for r in store.reports()} == {"甲-2024", "乙-2024"}


def test_what_has_not_changed_is_skipped_and_what_failed_is_tried_again(
    folder: Path, store: Store, read: list[str]
) -> None:
    ingest.build([folder], store, jobs=1)
    (folder / "甲-2024.txt").write_text("甲甲", encoding="utf-8")
    (folder / "空-2024.txt").write_text("空", encoding="utf-8")
    read.clear()
    done = ingest.build([folder], store, jobs=1)
    assert read == ["甲-2024.txt", "空-2024.txt"]
    assert [p.name for p in done.skipped] == ["乙-2024.txt"]


def test_files_and_globs_mean_each_file_once(folder: Path, store: Store, read: list[str]) -> None:
    done = ingest.build([folder / "甲-2024.txt", str(folder / "*-2024.txt")], store, jobs=1)
    assert [p.name for p in done.built] == ["甲-2024.txt", "乙-2024.txt"]


def test_a_missing_path_is_told_and_the_others_built(folder: Path, store: Store, read: list[str]) -> None:
    done = ingest.build([folder / "none.txt", folder / "甲-2024.txt"], store, jobs=1)
    assert len(done.built) == 1
    assert "no such file" in str(done.failed[0])


def test_two_files_of_one_name_are_not_taken_for_one(folder: Path, store: Store, read: list[str]) -> None:
    (folder / "other").mkdir()
    (folder / "other" / "甲-2024.txt").write_text("别的", encoding="utf-8")
    done = ingest.build([folder], store, jobs=1)
    assert any("rename one" in str(f) for f in done.failed)


def test_progress_is_told_of_each_file(folder: Path, store: Store, read: list[str]) -> None:
    seen: list[tuple[int, int]] = []
    ingest.build([folder], store, jobs=1, progress=lambda p: seen.append((p.done, p.total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]
