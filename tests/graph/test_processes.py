"""Many processes, a process that dies, a cluster: always the store that a plain build gives."""

import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from zhengtu import ingest, samples
from zhengtu.graph import export
from zhengtu.graph.store import open_store
from zhengtu.ingest import workers

COUNT = 6


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two samples three times over, as reports of other years."""
    place = tmp_path_factory.mktemp("reports")
    for number in range(COUNT):
        text = samples.paths()[number % 2].read_text(encoding="utf-8")
        (place / f"报告{number}.txt").write_text(f"{text}\n第{number}份。", encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def plain(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return nquads(folder, tmp_path_factory.mktemp("plain") / "store", jobs=1)


def nquads(folder: Path, place: Path, **options: object) -> bytes:
    output = io.BytesIO()
    with open_store(place, write=True) as store:
        done = ingest.build([folder], store, **options)  # type: ignore[arg-type]
        assert not done.failed
        export.write(store, output, format="nq")
    return output.getvalue()


def test_processes_give_what_one_gives(folder: Path, plain: bytes, tmp_path: Path) -> None:
    assert nquads(folder, tmp_path / "store", jobs=2) == plain


def test_each_process_does_its_sums_on_one_core():
    with workers._pool(1) as pool:
        assert [pool.submit(os.getenv, name).result() for name in workers.ALONE] == ["1"] * len(workers.ALONE)


def die_on_third(task: workers.Task) -> workers.Made:
    if task.path.stem == "报告2":
        os.kill(os.getpid(), signal.SIGKILL)
    return workers.make(task)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
def test_a_file_that_kills_its_process_is_told_and_the_others_are_built(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(Path(__file__).parents[1])  # where the process finds what it is told to do
    monkeypatch.setattr(workers, "MAKE", die_on_third)
    with open_store(tmp_path / "store", write=True) as store:
        done = ingest.build([folder], store, jobs=2)
    assert [f.path.stem for f in done.failed] == ["报告2"]
    assert "was killed" in str(done.failed[0])
    assert len(done.built) == COUNT - 1


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks processes up in /proc")
def test_no_process_outlives_a_killed_build(folder: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from zhengtu import ingest; from zhengtu.graph.store import open_store\n"
        f"if __name__ == '__main__':\n    ingest.build([{str(folder)!r}] , open_store({str(tmp_path / 's')!r}, write=True), jobs=2)"
    )
    script = tmp_path / "build.py"
    script.write_text(code, encoding="utf-8")
    process = subprocess.Popen([sys.executable, str(script)])
    children: set[int] = set()
    deadline = time.monotonic() + 30
    while len(children) < 3 and time.monotonic() < deadline and process.poll() is None:
        children |= descendants(process.pid)
        time.sleep(0.05)
    process.kill()
    process.wait()
    assert children
    while any(map(is_running, children)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [child for child in children if is_running(child)]


def descendants(pid: int) -> set[int]:
    found = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found |= {int(child)} | descendants(int(child))
    return found


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.fixture
def cluster() -> Iterator[tuple[str, list[int]]]:
    """A Dask cluster of two worker processes; gives its address and their ids."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1", silence_logs=50
    ) as running:
        yield running.scheduler_address, [worker.pid for worker in running.workers.values()]


@pytest.mark.filterwarnings("ignore")  # Dask's own, when a worker goes
def test_a_cluster_that_loses_a_worker_gives_what_one_process_gives(
    folder: Path, plain: bytes, tmp_path: Path, cluster: tuple[str, list[int]]
) -> None:
    address, pids = cluster
    killer = threading.Timer(0.5, os.kill, (pids[0], signal.SIGKILL))
    killer.start()
    assert nquads(folder, tmp_path / "store", dask=address) == plain
    killer.join()


def test_a_cluster_that_is_not_there_is_one_line(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    from zhengtu.errors import ZhengtuError

    with open_store(tmp_path / "store", write=True) as store, pytest.raises(ZhengtuError, match="no Dask scheduler"):
        ingest.build([folder], store, dask="tcp://127.0.0.1:9")
