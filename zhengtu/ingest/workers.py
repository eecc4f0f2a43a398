"""From one file to what a store takes in, here or in other processes.

A worker gets a ``Task`` and gives a ``Made``; both are plain values, so that any process, also
on another machine, can do it. A worker that dies takes down no more than its own file.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from multiprocessing.connection import wait as wait_for
from pathlib import Path

from zhengtu.errors import ZhengtuError
from zhengtu.graph import build as graph
from zhengtu.graph.store import Prepared, prepare
from zhengtu.graph.terms import report_iri
from zhengtu.model import Document, Extraction

AHEAD = 3  # tasks for each process that are handed out before their turn
ALONE = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")  # else each process would take all cores
PRELOADED = ["zhengtu.extract.pipeline", "zhengtu.extract.reading.reader", "zhengtu.graph.build"]


@dataclass(frozen=True, slots=True)
class Task:
    """A file to be made into a graph; ``id`` is the report's name in the store.

    ``document`` is the report itself where the file holds many; ``first`` is the name by which it
    would be known if it were alone.
    """

    path: Path
    digest: str
    id: str
    first: str
    place: str | None = None
    year: int | None = None
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a task: a graph ready to be loaded, or the ``reason`` why there is none."""

    task: Task
    prepared: Prepared | None = None
    place: str | None = None
    year: int | None = None
    reason: str = ""


Run = Callable[[Iterable[Task]], Iterator[Made]]


def make(task: Task) -> Made:
    """Read a report and prepare its graph; whatever goes wrong becomes a reason."""
    try:
        extraction = extract_file(task)
        document = extraction.document
        prepared = prepare(report_iri(document.id), graph.quads(extraction))
    except Exception as error:  # one report, however odd, keeps none of the others back
        return Made(replace(task, document=None), reason=_reason(error))
    return Made(replace(task, document=None), prepared, document.jurisdiction, document.report_year)


def extract_file(task: Task) -> Extraction:
    """Return what a report says; the libraries for that are loaded here."""
    from zhengtu.extract import pipeline
    from zhengtu.extract.reading import reader

    document = task.document or reader.read(task.path, place=task.place, year=task.year)
    return pipeline.extract(replace(document, id=task.id, digest=task.digest))


def run_here(tasks: Iterable[Task]) -> Iterator[Made]:
    """Do one task after the other in this process."""
    return map(make, tasks)


def run_in_processes(tasks: Iterable[Task], jobs: int) -> Iterator[Made]:
    """Do tasks in ``jobs`` processes; results come as they are ready.

    When a process dies (memory, a fault in a library), what was under way is done again one by
    one, so that the file that kills its worker is known and the others are built.
    """
    left = iter(tasks)
    while True:
        under_way: dict[Future[Made], Task] = {}
        try:
            yield from _run_pool(left, jobs, under_way)
            return
        except BrokenProcessPool:
            for task in sorted(under_way.values(), key=lambda t: t.path):
                yield _run_alone(task)


def _run_pool(left: Iterator[Task], jobs: int, under_way: dict[Future[Made], Task]) -> Iterator[Made]:
    with _pool(jobs) as pool:
        try:
            while True:
                for task in islice(left, jobs * AHEAD - len(under_way)):
                    under_way[pool.submit(MAKE, task)] = task
                if not under_way:
                    return
                for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                    made = future.result()
                    del under_way[future]
                    yield made
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _run_alone(task: Task) -> Made:
    with _pool(1) as pool:
        try:
            return pool.submit(MAKE, task).result()
        except BrokenProcessPool:
            return Made(task, reason=f"{task.path}: the process that read it was killed (too little memory?)")


def _pool(jobs: int) -> ProcessPoolExecutor:
    for variable in ALONE:
        os.environ.setdefault(variable, "1")  # before the processes load numpy
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if context.get_start_method() == "forkserver":
        context.set_forkserver_preload(PRELOADED)
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_end_with_parent)


def _end_with_parent() -> None:
    """Let this process end when the one that started it is killed, for nobody else would tell it."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        with suppress(OSError):
            wait_for([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _reason(error: Exception) -> str:
    if isinstance(error, ZhengtuError):
        return str(error)
    if isinstance(error, OSError):
        return f"cannot be read: {error.strerror or error}"
    return f"a fault in zhengtu ({type(error).__name__}: {error}); please report it with the file"


MAKE = make  # what a process is told to do with a task
