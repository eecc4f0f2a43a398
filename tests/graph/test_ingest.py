"""Files, folders and globs into a store; what cannot be read keeps nothing back."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from zhengtu import ingest
from zhengtu.errors import ReadError
from zhengtu.graph.store import Prepared, Store, open_store
from zhengtu.ingest import building, workers
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
        if task.document:
            return make_extraction(task.id, digest=task.digest)
        if not task.path.read_bytes():
            raise ReadError(f"{task.path}: empty; give a file with a report in it")
        found = make_extraction(task.id, digest=task.digest)
        place = task.path.read_text(encoding="utf-8").partition("place=")[2]
        return replace(found, document=replace(found.document, jurisdiction=place)) if place else found

    monkeypatch.setattr(workers, "extract_file", extract_file)
    return calls


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "reports"
    place.mkdir()
    for name, words in {
        "甲-2024.txt": "甲",
        "乙-2024.txt": "乙",
        "空-2024.txt": "",
        "photo.jpg": "x",
        "README.md": "x",
    }.items():
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


def test_what_was_made_before_ctrl_c_is_kept_and_the_next_build_does_the_rest(
    folder: Path, store: Store, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = workers.extract_file

    def stopped_at_second(task: workers.Task) -> Extraction:
        if read:
            raise KeyboardInterrupt
        return whole(task)

    monkeypatch.setattr(workers, "extract_file", stopped_at_second)
    with pytest.raises(KeyboardInterrupt):
        ingest.build([folder], store, jobs=1)
    assert [report.id for report in store.reports()] == ["乙-2024"]
    monkeypatch.setattr(workers, "extract_file", whole)
    done = ingest.build([folder], store, jobs=1)
    assert ([p.name for p in done.built], [p.name for p in done.skipped]) == (["甲-2024.txt"], ["乙-2024.txt"])


def test_what_waits_to_be_loaded_does_not_grow_with_the_number_of_reports(
    folder: Path, store: Store, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[int] = []
    load = store.load

    def counted(prepared: Sequence[Prepared]) -> None:
        loaded.append(len(prepared))
        load(prepared)

    monkeypatch.setattr(store, "load", counted)
    monkeypatch.setattr(building, "BATCH_BYTES", 1)
    for number in range(5):
        (folder / f"丁{number}-2024.txt").write_text("丁", encoding="utf-8")
    ingest.build([folder], store, jobs=1)
    assert loaded == [1] * 7


def test_files_and_globs_mean_each_file_once(folder: Path, store: Store, read: list[str]) -> None:
    done = ingest.build([folder / "甲-2024.txt", str(folder / "*-2024.txt")], store, jobs=1)
    assert [p.name for p in done.built] == ["甲-2024.txt", "乙-2024.txt"]


def test_a_missing_path_is_told_and_the_others_built(folder: Path, store: Store, read: list[str]) -> None:
    done = ingest.build([folder / "none.txt", folder / "甲-2024.txt"], store, jobs=1)
    assert len(done.built) == 1
    assert "no such file" in str(done.failed[0])


def test_the_same_report_in_two_forms_is_built_once(folder: Path, store: Store, read: list[str]) -> None:
    (folder / "甲-2024.docx").write_text("甲 in another form", encoding="utf-8")
    done = ingest.build([folder], store, jobs=1)
    assert ([p.name for p in done.doubles], len(store.reports())) == (["甲-2024.txt"], 2)


def test_two_reports_whose_files_have_one_name_are_both_built(folder: Path, store: Store, read: list[str]) -> None:
    (folder / "丙").mkdir()
    (folder / "丙" / "甲-2024.txt").write_text("place=别的区", encoding="utf-8")
    done = ingest.build([folder], store, jobs=1)
    assert len(done.built) == 3
    assert {r.id: r.place for r in store.reports()} == {
        "甲-2024": "别的区",
        "reports-甲-2024": "示例区",
        "乙-2024": "示例区",
    }
    assert len(ingest.build([folder], store, jobs=1).skipped) == 3


def test_a_report_does_not_replace_one_of_another_place(folder: Path, store: Store, read: list[str]) -> None:
    ingest.build([folder / "甲-2024.txt"], store, jobs=1)
    (folder / "丙").mkdir()
    (folder / "丙" / "甲-2024.txt").write_text("place=别的区", encoding="utf-8")
    ingest.build([folder / "丙"], store, jobs=1)
    assert {r.id: r.place for r in store.reports()} == {"甲-2024": "示例区", "丙-甲-2024": "别的区"}
    assert len(ingest.build([folder / "丙"], store, jobs=1).skipped) == 1


def test_a_table_of_reports_is_built_row_by_row(folder: Path, store: Store, read: list[str]) -> None:
    words = "一、2023年工作回顾。产值增长8%。二、2024年工作安排。力争再增8%。"
    rows = ["place,year,text", f"甲市,2024,{words}", f"乙市,2024,{words}", "丙市,2024,", f"甲市,2025,{words}"]
    (folder / "many.csv").write_text("\n".join(rows), encoding="utf-8")
    done = ingest.build([folder / "many.csv"], store, jobs=1)
    assert {r.id for r in store.reports()} == {"甲市-2024", "乙市-2024", "甲市-2025"}
    assert len(done.failed) == 1
    assert len(ingest.build([folder / "many.csv"], store, jobs=1).skipped) == 3


def test_progress_is_told_of_each_file(folder: Path, store: Store, read: list[str]) -> None:
    seen: list[tuple[int, int]] = []
    ingest.build([folder], store, jobs=1, progress=lambda p: seen.append((p.done, p.total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]
