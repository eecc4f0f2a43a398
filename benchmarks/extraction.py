"""How fast reports are read and extracted, part by part.

    python benchmarks/extraction.py [FOLDER]

Prints a Markdown table: characters a second of each part on one core, medians of five passes over
the text reports in FOLDER (those beside the project where they are, else the samples).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from zhengtu import samples
from zhengtu.extract import pipeline
from zhengtu.extract.chains.chains import find_chain_mentions, find_chain_relations
from zhengtu.extract.figures.measures import find_measures
from zhengtu.extract.figures.quantities import find_quantities
from zhengtu.extract.learned.names import settle_names
from zhengtu.extract.names.entities import find_entities
from zhengtu.extract.names.mentions import find_mentions
from zhengtu.extract.names.relations import find_relations
from zhengtu.extract.reading import reader

PASSES = 5
SOME = 20  # reports; more tell nothing new
CORPUS = Path(__file__).resolve().parents[2] / "shared" / "reports" / "cities-2024"


def main() -> None:
    """Measure and print."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    paths = sorted(folder.rglob("*.txt"))[:SOME] if folder.is_dir() else list(samples.paths())
    documents = [reader.read(path) for path in paths]
    found = [pipeline.extract(document) for document in documents]
    proposals = [(*find_mentions(document), *find_chain_mentions(document)) for document in documents]
    size = sum(len(document.text) for document in documents)
    parts: dict[str, Callable[[], object]] = {
        "reading": lambda: [reader.read(path) for path in paths],
        "industry chains, by rules": lambda: [find_chain_mentions(d) for d in documents],
        "other names, by rules": lambda: [find_mentions(d) for d in documents],
        "names settled, by what was learnt": lambda: [
            settle_names(d, names) for d, names in zip(documents, proposals, strict=True)
        ],
        "who they are": lambda: [find_entities(x.document, x.mentions) for x in found],
        "relations": lambda: [
            (find_relations(*(of := (x.document, x.entities, x.mentions))), find_chain_relations(*of)) for x in found
        ],
        "quantities": lambda: [list(find_quantities(d.text)) for d in documents],
        "measures, with their quantities": lambda: [find_measures(x.document, x.entities, x.mentions) for x in found],
        "all but reading, as a spaCy pipeline": lambda: list(pipeline.extract_many(documents)),
        "a report from file to facts": lambda: [pipeline.extract(reader.read(path)) for path in paths],
    }
    print(f"{len(paths)} reports, {size:,} characters; medians of {PASSES} passes on one core\n")
    print("| part | characters a second |\n|---|--:|")
    for name, part in parts.items():
        print(f"| {name} | {size / _median_time(part):,.0f} |")


def _median_time(part: Callable[[], object]) -> float:
    times: Sequence[float] = [_time(part) for _ in range(PASSES)]
    return median(times)


def _time(part: Callable[[], object]) -> float:
    began = time.perf_counter()
    part()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
