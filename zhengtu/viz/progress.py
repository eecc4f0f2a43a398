"""A progress bar on a terminal, for work that may take more than a second."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol


class Progress(Protocol):
    """How far some work is: ``done`` of ``total`` files, ``path`` the last of them."""

    @property
    def done(self) -> int:
        """How many are done."""

    @property
    def total(self) -> int:
        """How many there are."""

    @property
    def path(self) -> Path:
        """The last one done."""


@contextmanager
def progress_bar(title: str) -> Iterator[Callable[[Progress], None] | None]:
    """Yield a function that shows how far a build is, or ``None`` where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    told = (TextColumn("{task.fields[rate]}"), TextColumn("{task.fields[path]}"))
    with Bar(*columns, *told, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None, path="", rate="")

        def advance(at: Progress) -> None:
            speed = bar.tasks[0].speed
            rate = f"{speed:.1f}/s" if speed else ""
            bar.update(task, completed=at.done, total=at.total, path=at.path.name, rate=rate)

        yield advance
