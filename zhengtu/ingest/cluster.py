"""Extraction on an existing Dask cluster: ``zhengtu build --dask tcp://scheduler:8786 …``."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from zhengtu.errors import ZhengtuError
from zhengtu.ingest.workers import Made, Task, make

AHEAD = 200  # tasks that are with the cluster at one time: enough for fifty processes, little memory
RETRIES = 3


def run_on_cluster(tasks: Iterable[Task], address: str) -> Iterator[Made]:
    """Do tasks on the cluster whose scheduler is at ``address``; a worker that dies loses nothing.

    The content of each file goes along, since the cluster's machines may not see our files.
    """
    try:
        import distributed
    except ImportError as error:
        raise ZhengtuError("--dask needs the package distributed: pip install 'zhengtu[cluster]'") from error

    cluster: Any = distributed  # it has no types
    try:
        client = cluster.Client(address, timeout="10s")
    except (OSError, ValueError) as error:
        raise ZhengtuError(f"{address}: no Dask scheduler answers there; start one with `dask scheduler`") from error
    with client:
        left = iter(tasks)

        def hand_out(count: int) -> list[object]:
            return [
                client.submit(make_from_content, task, _content(task), pure=False, retries=RETRIES)
                for task in islice(left, count)
            ]

        running = cluster.as_completed(hand_out(AHEAD))
        for future in running:
            yield future.result()
            future.release()
            for more in hand_out(1):
                running.add(more)


def make_from_content(task: Task, content: bytes) -> Made:
    """Do a task on a machine that has only the content of its file."""
    if task.document:
        return make(task)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / task.path.name
        copy.write_bytes(content)
        made = make(replace(task, path=copy))
    return replace(made, task=task, reason=made.reason.replace(str(copy), str(task.path)))


def _content(task: Task) -> bytes:
    return b"" if task.document else task.path.read_bytes()
