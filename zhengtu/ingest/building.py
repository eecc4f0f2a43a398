"""Builds: incremental, whole for each report, and safe to kill and to repeat."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from zhengtu.errors import ReadError
from zhengtu.graph import build as graph
from zhengtu.graph.store import Prepared, Store, StoredReport
from zhengtu.ingest.cluster import run_on_cluster
from zhengtu.ingest.files import digest_of, expand
from zhengtu.ingest.workers import Made, Run, Task, run_here, run_in_processes

BATCH_BYTES = 64_000_000  # of N-Quads: some 40 reports, 400,000 triples
BATCH_SECONDS = 5.0  # work that a kill may cost
WORTH_PROCESSES = 4  # files from which on starting processes pays


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that did not become a graph, and why."""

    path: Path
    reason: str

    def __str__(self) -> str:
        return self.reason if str(self.path) in self.reason else f"{self.path}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is: ``done`` of ``total`` files, ``path`` the last of them."""

    done: int
    total: int
    path: Path


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did with each file."""

    built: tuple[Path, ...]
    skipped: tuple[Path, ...]
    failed: tuple[Failure, ...]

    @property
    def total(self) -> int:
        """How many files there were."""
        return len(self.built) + len(self.skipped) + len(self.failed)


def build(
    paths: Iterable[Path | str],
    store: Store,
    *,
    place: str | None = None,
    year: int | None = None,
    jobs: int | None = None,
    dask: str | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> BuildReport:
    """Put the reports at ``paths`` (files, folders, globs) into ``store``.

    A report that the store has from the same file and the same version is skipped; a file that
    cannot be read is told at the end and keeps none of the others back. ``jobs`` is the number
    of processes (all cores when not given), ``dask`` the address of a cluster to use instead.
    """
    files, missing = expand(paths)
    course = _Course(store, len(files), progress, failed=[Failure(path, reason) for path, reason in missing])
    tasks = list(course.pick(files, place, year))
    run = _runner(len(tasks), jobs, dask)
    try:
        for made in run(tasks):
            course.take(made)
    finally:
        course.flush()  # also when somebody stops us: what is made is kept
    order = {path: index for index, path in enumerate(files)}
    return BuildReport(
        built=tuple(sorted(course.built, key=order.__getitem__)),
        skipped=tuple(course.skipped),
        failed=tuple(sorted(course.failed, key=lambda f: order.get(f.path, -1))),
    )


@dataclass
class _Course:
    """A build under way: what is done, what failed and what waits to be loaded."""

    store: Store
    total: int
    progress: Callable[[Progress], None] | None
    failed: list[Failure]
    built: list[Path] = field(default_factory=list)
    skipped: list[Path] = field(default_factory=list)
    known: dict[str, StoredReport] = field(default_factory=dict)
    waiting: list[tuple[Path, Prepared]] = field(default_factory=list)
    last: float = field(default_factory=time.monotonic)
    done: int = 0

    def pick(self, files: list[Path], place: str | None, year: int | None) -> Iterator[Task]:
        """Yield a task for each file that the store does not have as it is."""
        self.known = {report.id: report for report in self.store.reports()}
        seen: dict[str, tuple[Path, str]] = {}
        for path in files:
            try:
                digest = digest_of(path)
            except ReadError as error:
                self._fail(path, str(error))
                continue
            first, known = seen.setdefault(path.stem, (path, digest))
            if known != digest:
                self._fail(path, f"{path}: has the name of {first}, and a report is known by it; rename one of them")
                continue
            stored = self.known.get(path.stem)
            if first != path or (stored and (stored.digest, stored.generator) == (digest, graph.GENERATOR)):
                self.skipped.append(path)
                self._tell(path)
            else:
                yield Task(path, digest, place, year)

    def take(self, made: Made) -> None:
        """Take over the result of a task; load what waits when it is enough."""
        if made.prepared is None:
            self._fail(made.path, made.reason)
            return
        stored = self.known.get(made.path.stem)
        if stored and stored.digest != made.prepared.digest and _is_another(stored, made):
            self._fail(
                made.path,
                f"{made.path}: the store has {made.path.stem} of {stored.place} {stored.year} already; "
                f"rename the file, or take that out first (`zhengtu remove {made.path.stem}`)",
            )
            return
        self.waiting.append((made.path, made.prepared))
        self._tell(made.path)
        size = sum(len(prepared.nquads) for _, prepared in self.waiting)
        if size > BATCH_BYTES or time.monotonic() - self.last > BATCH_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Load what waits."""
        waiting, self.waiting = self.waiting, []
        if waiting:
            self.store.load([prepared for _, prepared in waiting])
            self.built += [path for path, _ in waiting]
        self.last = time.monotonic()

    def _fail(self, path: Path, reason: str) -> None:
        self.failed.append(Failure(path, reason))
        self._tell(path)

    def _tell(self, path: Path) -> None:
        self.done += 1
        if self.progress:
            self.progress(Progress(self.done, self.total, path))


def _runner(count: int, jobs: int | None, dask: str | None) -> Run:
    if dask:
        return partial(run_on_cluster, address=dask)
    processes = min(jobs or os.cpu_count() or 1, count)
    if processes < 2 or (jobs is None and count < WORTH_PROCESSES):
        return run_here
    return partial(run_in_processes, jobs=processes)


def _is_another(stored: StoredReport, made: Made) -> bool:
    """Whether a file of the same name is of another place or year, and so no new version."""
    return bool(
        (stored.place and made.place and stored.place != made.place)
        or (stored.year and made.year and stored.year != made.year)
    )
