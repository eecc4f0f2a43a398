"""Builds: incremental, whole for each report, and safe to kill and to repeat."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from zhengtu.errors import ReadError
from zhengtu.graph import build as graph
from zhengtu.graph.store import Prepared, Store, StoredReport
from zhengtu.ingest.cluster import run_on_cluster
from zhengtu.ingest.files import TABLES, digest_of, expand
from zhengtu.ingest.workers import Made, Run, Task, run_here, run_in_processes

About = tuple[str | None, int | None]
"""The place and the year of a report."""

BATCH_BYTES = 64_000_000  # of N-Quads: some 40 reports, 400,000 triples
BATCH_SECONDS = 5.0  # work that a kill may cost
MANY = 1_000_000
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
    """What a build did with each file.

    ``skipped`` are the files that the store has as they are, ``doubles`` those that are another
    form (Word beside text) of a report that stands before them.
    """

    built: tuple[Path, ...]
    skipped: tuple[Path, ...]
    failed: tuple[Failure, ...]
    doubles: tuple[Path, ...] = ()

    @property
    def total(self) -> int:
        """How many files there were."""
        return len(self.built) + len(self.skipped) + len(self.failed) + len(self.doubles)

    def __str__(self) -> str:
        doubles = f", {len(self.doubles)} in a second form" if self.doubles else ""
        return f"{len(self.built)} built, {len(self.skipped)} unchanged{doubles}, {len(self.failed)} failed"


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

    A report is known by the name of its file; when that is taken by a report of another place or
    year, the names of its folders go before it.
    """
    files, missing = expand(paths)
    course = _Course(store, len(files), progress, failed=[Failure(path, reason) for path, reason in missing])
    tables = [path for path in files if path.suffix.lower() in TABLES]
    first, second = course.pick([path for path in files if path not in tables], place, year)
    try:
        for tasks in (
            first,
            second,
            course.rows(tables) if tables else [],
            course.again,
        ):  # the last grows while the others are taken
            for made in _runner(tasks, jobs, dask)(tasks):
                course.take(made)
    finally:
        course.flush()  # also when somebody stops us: what is made is kept
    order = {path: index for index, path in enumerate(files)}
    return BuildReport(
        built=tuple(sorted(course.built, key=order.__getitem__)),
        skipped=tuple(course.skipped),
        failed=tuple(sorted(course.failed, key=lambda f: order.get(f.path, -1))),
        doubles=tuple(sorted(course.doubles, key=order.__getitem__)),
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
    doubles: list[Path] = field(default_factory=list)
    again: list[Task] = field(default_factory=list)
    known: dict[str, StoredReport] = field(default_factory=dict)
    told: dict[str, About] = field(default_factory=dict)
    waiting: list[tuple[Path, Prepared]] = field(default_factory=list)
    hints: About = (None, None)
    last: float = field(default_factory=time.monotonic)
    done: int = 0

    def pick(self, files: list[Path], place: str | None, year: int | None) -> tuple[list[Task], list[Task]]:
        """Return a task for each file that the store does not have as it is.

        Files whose name an earlier one has come second, when it is known what that one is.
        """
        self.hints = (place, year)
        self.known = {report.id: report for report in self.store.reports()}
        self.told = {report.id: (report.place, report.year) for report in self.known.values()}
        seen: dict[str, str] = {}
        tasks: tuple[list[Task], list[Task]] = ([], [])
        for path in files:
            try:
                digest = digest_of(path)
            except ReadError as error:
                self._fail(path, str(error))
                continue
            name = next((i for i in ids(path) if seen.get(i, digest) == digest), None)
            if name is None:
                self._fail(path, f"{path}: other files have this name; rename it")
            elif name in seen:
                self.doubles.append(path)
                self._tell(path)
            elif any(self._has(other, digest) for other in ids(path)):
                self.skipped.append(path)
                self._tell(path)
            else:
                tasks[name != path.stem].append(Task(path, digest, name, path.stem, place, year))
            seen[name or ""] = digest
        return tasks

    def rows(self, tables: list[Path]) -> Iterator[Task]:
        """Yield a task for each report in files that hold many."""
        for path in tables:
            from zhengtu.extract.reading import reader

            place, year = self.hints
            self.total -= 1
            try:
                for document in reader.read_many(path, place=place, year=year, on_error=partial(self._fail_row, path)):
                    self.total += 1
                    if self._has(document.id, document.digest):
                        self.skipped.append(path)
                        self._tell(path)
                    else:
                        yield Task(path, document.digest, document.id, document.id, place, year, document)
            except ReadError as error:
                self._fail_row(path, error)

    def take(self, made: Made) -> None:
        """Take over the result of a task; load what waits when it is enough."""
        task = made.task
        if made.prepared is None:
            self._fail(task.path, made.reason)
            return
        about = (made.place, made.year)
        if task.id != task.first and None not in about and self.told.get(task.first) == about:
            self.doubles.append(task.path)
            self._tell(task.path)
            return
        if task.id == task.first and _differ(self.told.get(task.first), about):
            self._rename(task, about)
            return
        self.told[task.id] = about
        self.waiting.append((task.path, made.prepared))
        self._tell(task.path)
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

    def _has(self, name: str, digest: str) -> bool:
        stored = self.known.get(name)
        return stored is not None and (stored.digest, stored.generator) == (digest, graph.GENERATOR)

    def _rename(self, task: Task, about: About) -> None:
        """Have a report made again under a longer name, since another report of the store has the short one."""
        name = next((i for i in ids(task.path)[1:] if not _differ(self.told.get(i), about)), None)
        if name is None or task.path.suffix.lower() in TABLES:
            self._fail(task.path, f"{task.path}: the store has another report called {task.id}; rename one of them")
        else:
            self.again.append(replace(task, id=name))

    def _fail_row(self, path: Path, error: ReadError) -> None:
        self.total += 1
        self._fail(path, str(error))

    def _fail(self, path: Path, reason: str) -> None:
        self.failed.append(Failure(path, reason))
        self._tell(path)

    def _tell(self, path: Path) -> None:
        self.done += 1
        if self.progress:
            self.progress(Progress(self.done, self.total, path))


def ids(path: Path) -> list[str]:
    """Return the names by which a report may be known, the shortest first.

    >>> ids(Path("reports/甲区/2024.txt"))
    ['2024', '甲区-2024', 'reports-甲区-2024']
    """
    parts = [part for part in path.parent.parts if part not in (path.anchor, "..")]
    return ["-".join([*parts[len(parts) - depth :], path.stem]) for depth in range(len(parts) + 1)]


def _runner(tasks: Iterable[Task], jobs: int | None, dask: str | None) -> Run:
    count = len(tasks) if isinstance(tasks, list) else MANY
    if dask and count:
        return partial(run_on_cluster, address=dask)
    processes = min(jobs or os.cpu_count() or 1, count)
    if processes < 2 or (jobs is None and count < WORTH_PROCESSES):
        return run_here
    return partial(run_in_processes, jobs=processes)


def _differ(known: About | None, about: About) -> bool:
    """Whether two reports are surely of other places or years."""
    return known is not None and any(
        a is not None and b is not None and a != b for a, b in zip(known, about, strict=True)
    )
