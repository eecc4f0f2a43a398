"""How long things take on 1, 10, 100 and 1,000 reports, on rdflib in memory and on our store.

Each store is measured in a process of its own, so that memory can be told apart. Writes
``docs/benchmarks.json``, and ``docs/benchmarks.md`` and its picture from that.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import platform
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import page

from zhengtu.errors import AmbiguousNameError, QueryError
from zhengtu.graph import build, questions
from zhengtu.graph.names import resolve
from zhengtu.graph.store import Prepared, Store, open_store, prepare
from zhengtu.graph.terms import report_iri

ROOT = Path(__file__).resolve().parents[1]
SIZES = (1, 10, 100, 1000)
RDFLIB_SIZES = (1, 10, 100)  # a thousand took 211 s and 8.2 GB
PATIENCE = {"disk": 60.0, "memory": 10.0}  # seconds for one question
BATCH = 64_000_000
LOOK_UPS = {
    "company": ["company", "{Enterprise}"],
    "project": ["project", "{Project}"],
    "chain": ["chain", "{IndustryChain}"],
    "park": ["park", "{Park}"],
    "targets": ["targets", "--year", "{year}", "--place", "{place}"],
    "find": ["find", "产业园"],
    "path": ["path", "{Enterprise}", "{Park}"],
    "sources": ["sources"],
    "stats": ["stats"],
    "query": ["query", "stages-count"],
}
COMMONEST = {
    "firm-projects": {"firm": "{Enterprise}"},
    "firm-facts": {"firm": "{Enterprise}"},
    "project-history": {"project": "{Project}"},
    "chain-projects": {"chain": "{IndustryChain}"},
    "chain-firms-operating": {"chain": "{IndustryChain}"},
    "park-members": {"park": "{Park}"},
    "targets": {"year": "{year}", "place": "{place}"},
    "targets-results": {"year": "{review_year}", "place": "{place}"},
    "indicator-years": {"indicator": "地区生产总值", "place": "{place}"},
    "project-investment": {"reportYear": "{year}"},
}
"""What researchers ask most, of the names of which most is said: a question with most to do."""
BUSIEST = """SELECT ?name (COUNT(?statement) AS ?n) WHERE {
  ?statement zt:predicate ?p ; zt:subject|zt:object ?thing . ?thing a ?type ; skos:prefLabel ?name
} GROUP BY ?name ORDER BY DESC(?n) ?name LIMIT 20"""


def main() -> None:
    """Measure all, or in a child process one store of one size."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--one", nargs=3, metavar=("KIND", "SIZE", "FOLDER"))
    parser.add_argument("--page", action="store_true", help="only write the page anew")
    options = parser.parse_args()
    if options.one:
        kind, size, folder = options.one
        print(json.dumps(measure(kind, int(size), Path(folder))))
        return
    if not options.page:
        (ROOT / "docs" / "benchmarks.json").write_text(
            json.dumps(measure_all(options.sizes), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    page.write(ROOT / "docs")


def measure_all(sizes: list[int]) -> dict[str, object]:
    """Return all figures."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        prepare_corpus(Path(folder), max(sizes))
        for size in sizes:
            for kind in ("disk", "memory") if size in RDFLIB_SIZES else ("disk",):
                print(f"{size} reports, {kind} …", file=sys.stderr)
                command = [sys.executable, __file__, "--one", kind, str(size), folder]
                done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
                found.append(json.loads(done.stdout))
    return {"machine": machine(), "runs": found}


def machine() -> dict[str, object]:
    """Return what the figures depend on."""
    return {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.system()}


def prepare_corpus(folder: Path, count: int) -> None:
    """Write the graphs of ``count`` reports to files, for all stores to load the same."""
    import corpus  # here, so that the processes that measure memory need not carry it

    for number, extraction in enumerate(corpus.vary(corpus.read_originals(), count)):
        prepared = prepare(report_iri(extraction.document.id), build.quads(extraction))
        (folder / f"{number:05}.prepared").write_bytes(pickle.dumps(prepared))


def measure(kind: str, size: int, folder: Path) -> dict[str, object]:
    """Return the figures of one store of one size."""
    with tempfile.TemporaryDirectory() as place:
        target = ":memory:" if kind == "memory" else str(Path(place) / "store")
        with open_store(target, write=True) as store:
            seconds, triples = load(store, folder, size)
            loaded = peak_memory()
            asked = {q.name: ask(store, q, PATIENCE[kind]) for q in questions.list_questions()}
            names = busiest(store)
            commonest = {
                name: ask(store, questions.load(name), PATIENCE[kind], {k: v.format(**names) for k, v in given.items()})
                for name, given in COMMONEST.items()
            }
            search = median(lambda: store.names_with("陶瓷"), 5), median(lambda: store.quotes_with("产业园"), 5)
        disk = sum(path.stat().st_size for path in Path(place).rglob("*") if path.is_file())
        cold = (
            {name: cold_start([word.format(**names) for word in words], target) for name, words in LOOK_UPS.items()}
            if kind == "disk"
            else {}
        )
    return {
        "kind": kind,
        "reports": size,
        "triples": triples,
        "load": seconds,
        "memory": loaded,
        "disk": disk,
        "questions": asked,
        "commonest": commonest,
        "names": search[0],
        "quotes": search[1],
        "cold": cold,
    }


def load(store: Store, folder: Path, size: int) -> tuple[float, int]:
    """Return how long loading took, and how many triples were loaded."""
    seconds, triples = 0.0, 0
    batch: list[Prepared] = []
    paths = sorted(folder.glob("*.prepared"))[:size]
    for number, path in enumerate(paths, 1):
        batch.append(pickle.loads(path.read_bytes()))  # our own, of a minute ago
        if number == size or sum(len(p.nquads) for p in batch) > BATCH:
            began = time.perf_counter()
            store.load(batch)
            seconds += time.perf_counter() - began
            triples += sum(p.triples for p in batch)
            batch = []
    return seconds, triples


def ask(
    store: Store, question: questions.Question, patience: float, given: dict[str, str] | None = None
) -> float | None:
    """Return the median of the times of a question; None when it took longer than anybody waits."""
    try:
        return median(lambda: question.ask(store, given, timeout=patience), 5)
    except QueryError:
        return None


def busiest(store: Store) -> dict[str, str]:
    """Return for each type the name of which most is said: the look-up with most to do."""
    last = store.reports()[-1]
    found = {"place": last.place or "", "year": str(last.year), "review_year": str(last.review_year)}
    for kind in ("Enterprise", "Project", "IndustryChain", "Park"):
        rows = store.select(BUSIEST.replace("?type", f"zt:{kind}")).rows
        names = [row[0].value for row in rows if row[0]]
        found[kind] = next((name for name in names if is_clear(store, name, kind)), names[0])
    return found


def is_clear(store: Store, name: str, kind: str) -> bool:
    """Whether a name means one thing in each report."""
    try:
        return bool(resolve(store, name, kind))
    except AmbiguousNameError:
        return False


def median(act: Callable[[], object], times: int) -> float:
    """Return the median of some runs; of one only when that takes long."""
    taken: list[float] = []
    while len(taken) < times and sum(taken) < 5:
        began = time.perf_counter()
        act()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def cold_start(words: list[str], target: str) -> float:
    """Return how long a command takes from a cold process."""
    command = [str(Path(sys.executable).with_name("zhengtu")), *words, "--store", target]
    installed = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}  # as a user has it: modules are compiled once
    silent = subprocess.DEVNULL
    return median(lambda: subprocess.run(command, stdout=silent, stderr=silent, env=installed), 5)


def peak_memory() -> int:
    """Return the most memory that this process had, in bytes."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage tells on Linux has the parent's memory in it
        return 1024 * int(re.search(r"VmHWM:\s*(\d+)", status.read_text())[1])  # type: ignore[index]
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    main()
