"""Whenever a build is killed, each report is wholly in or wholly out, and the next run completes it."""

import io
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from zhengtu.graph import build, export
from zhengtu.graph.disk import DiskStore
from zhengtu.graph.entries import entries
from zhengtu.graph.store import open_store
from zhengtu.graph.terms import REFERENCE, report_iri

from .invented import make_extraction
from .writer import names

REPORTS = 40
KILLS = 10  # for each way of loading
SCRIPT = Path(__file__).with_name("writer.py")


def start(place: Path, way: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), str(place), str(REPORTS), way], stdout=subprocess.PIPE, text=True
    )


def nquads(place: Path) -> bytes:
    output = io.BytesIO()
    with open_store(place) as store:
        export.write(store, output, format="nq")
    return output.getvalue()


def check_whole(place: Path) -> int:
    """Return how many reports there are; fail when one of them is there in part."""
    with open_store(place) as store:
        assert isinstance(store, DiskStore)
        assert not store.index.pending()
        present = {report.iri for report in store.reports()}
        wanted_reference = set()
        indexed = []
        for number, name in enumerate(names(REPORTS)):
            iri = report_iri(name)
            firm = f"云岭{number}铝材"
            wanted, found = set(build.quads(make_extraction(name, firm=firm))), set(store.quads(iri))
            assert found in (set(), {q for q in wanted if q.graph_name == iri})
            told = (store.names_with(firm), [words for words in store.quotes_with(firm) if words.report == iri.value])
            assert {bool(found)} == {iri.value in present, *map(bool, told)}
            if found:
                wanted_reference |= {q for q in wanted if q.graph_name == REFERENCE}
                indexed.append(entries(iri, found))
        assert set(store.quads(REFERENCE)) == wanted_reference
        names_wanted = sorted((n.report, n.iri, n.label) for found in indexed for n in found.names)
        assert sorted((row[1], row[2], row[4]) for row in store.index.dump() if row[0] == "name") == names_wanted
    return len(present)


@pytest.mark.parametrize("way", ["bulk", "apart"])
def test_a_killed_build_leaves_whole_reports_and_is_completed_by_the_next(way: str, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    began = time.monotonic()
    build_process = start(whole, way)
    assert build_process.stdout is not None
    told = [time.monotonic() for _ in build_process.stdout]  # one line when the store is open, one for each step
    build_process.communicate()
    step = (told[-1] - told[0]) / (len(told) - 1)
    chance = random.Random(way)
    counts = set()
    for attempt in range(KILLS):
        place = tmp_path / f"killed-{attempt % 2}"  # every store is killed, and killed again
        build_process = start(place, way)
        assert build_process.stdout is not None
        for _ in range(attempt % len(told)):  # the first is killed wherever it is, also while the store is being made
            build_process.stdout.readline()
        time.sleep(chance.random() * (step if attempt % len(told) else told[0] - began))
        build_process.kill()
        build_process.communicate()
        if (place / "graph" / "CURRENT").exists():
            counts.add(check_whole(place))
    for attempt in range(2):
        start(tmp_path / f"killed-{attempt}", way).communicate()
        assert nquads(tmp_path / f"killed-{attempt}") == nquads(whole)
    assert len(counts) > 1, "the kills all came at the same moment: nothing was tested"
