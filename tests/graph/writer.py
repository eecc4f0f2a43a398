"""A build of many small reports that a test kills at some moment: ``python -m tests.graph.writer STORE COUNT BULK``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from graph.invented import make_extraction
from zhengtu.graph import build, disk
from zhengtu.graph.store import open_store, prepare
from zhengtu.graph.terms import report_iri

STEP = 5  # reports that are loaded at once


def names(count: int) -> list[str]:
    return [f"示例区-{number}" for number in range(count)]


def main(place: str, count: int, bulk: bool) -> None:
    disk.WORTH_BULK = 0 if bulk else 10**9
    prepared = []
    for number, name in enumerate(names(count)):
        extraction = make_extraction(name, firm=f"云岭{number}铝材")
        prepared.append(prepare(report_iri(name), build.quads(extraction)))
    with open_store(place, write=True) as store:
        print("open", flush=True)
        for start in range(0, count, STEP):
            store.load(prepared[start : start + STEP])
            print(start, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3] == "bulk")
