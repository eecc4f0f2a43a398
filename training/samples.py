"""Annotated texts: excerpts of real reports with the facts in them.

``annotations.jsonl`` holds no words of a report, only where they stand: one excerpt a line, with
the report's path below ``../shared/reports``, the first 16 digits of its SHA-256, where the excerpt
starts and ends, its ``part`` (``train`` or ``test``), and its facts. An entity is ``[id, place of its
name, places of its aliases…]``, a relation ``[type, head, tail or place of the value]`` or ``["stage",
head, stage, modality, year]``; a place is ``[start, length]`` in characters of the report. The first
letter of an id tells the type. What a fact is, the guidelines of the benchmark say; each
excerpt was read once, those of the ``test`` part twice, independently.

``invented/`` has further excerpts, written for this project, of counties that do not exist; their facts
stand beside them in the same form, with words in the place of places.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from pypinyin import lazy_pinyin

from zhengtu.extract.reading.reader import read, read_text
from zhengtu.model import Document

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
ANNOTATIONS = Path(__file__).with_name("annotations.jsonl")
INVENTED = Path(__file__).with_name("invented")
TYPES = {"E": "Enterprise", "P": "Project", "C": "IndustryChain", "K": "Park"}
FOLDS = 4
HEADING = 60  # lines of fewer characters are headings, which the excerpts leave out

Gold = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sample:
    """A text and its facts in the shape of the gold files; ``place`` tells texts of one place."""

    document: Document
    gold: Gold
    place: str


def read_annotated(part: str) -> list[Sample]:
    """Return the excerpts of ``part``; raise ``ValueError`` where a report is not the one that was annotated."""
    return [sample for sample, its in _read_all() if its == part]


def read_benchmark() -> tuple[list[Sample], list[Sample]]:
    """Return the dev texts that rules were tuned on, and those held out (every third by name)."""
    golds = sorted((SHARED / "benchmark" / "dev").glob("*.gold.json"))
    samples = [_read_gold(path) for path in golds]
    return [s for i, s in enumerate(samples) if i % 3 != 2], samples[2::3]


def read_invented() -> list[Sample]:
    """Return the excerpts that were written for this project."""
    return [
        _build_sample(json.loads(path.with_suffix(".json").read_text(encoding="utf-8")), read(path), path.stem, str)
        for path in sorted(INVENTED.glob("*.txt"))
    ]


def fold(samples: Sequence[Sample]) -> list[set[int]]:
    """Return the numbers of ``samples`` in ``FOLDS`` parts that share no place."""
    places = sorted({sample.place for sample in samples})
    fold_of = {place: at % FOLDS for at, place in enumerate(places)}
    return [{at for at, one in enumerate(samples) if fold_of[one.place] == number} for number in range(FOLDS)]


@cache
def load_scorer() -> ModuleType:
    """Import the benchmark's ``score.py`` from where it lies."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "benchmark" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _read_gold(path: Path) -> Sample:
    name = path.name.removesuffix(".gold.json")
    gold = json.loads(path.read_text(encoding="utf-8"))
    return Sample(read(path.with_name(f"{name}.txt")), gold, name.split("-")[0])


def _read_all() -> Iterator[tuple[Sample, str]]:
    texts: dict[str, str] = {}
    for number, line in enumerate(ANNOTATIONS.read_text(encoding="utf-8").splitlines(), 1):
        entry = json.loads(line)
        report = entry["report"]
        if report not in texts:
            content = (SHARED / "reports" / report).read_bytes()
            if hashlib.sha256(content).hexdigest()[:16] != entry["digest"]:
                raise ValueError(f"{report}: not the report that was annotated")
            texts[report] = content.decode("utf-8")
        yield _read_entry(entry, texts[report], f"{Path(report).stem}-{number}", _place_of(report)), entry["part"]


def _place_of(report: str) -> str:
    """Return the place of ``report`` as the benchmark spells it: 安徽省 is anhui; the country is one place in all years."""
    path = Path(report)
    if path.parent.name == "national":
        return "national"
    return "".join(lazy_pinyin(re.sub("(省|市|(壮族|回族|维吾尔)?自治区)$", "", path.stem)))


def _read_entry(entry: dict[str, Any], text: str, id: str, place: str) -> Sample:
    def words(at: list[int]) -> str:
        return re.sub(r"\s", "", text[at[0] : at[0] + at[1]])

    lines = (line.strip() for line in text[entry["start"] : entry["end"]].split("\n"))
    document = read_text("\n".join(line for line in lines if len(line) >= HEADING) + "\n", id=id)
    return _build_sample(entry, document, place, words)


def _build_sample(entry: dict[str, Any], document: Document, place: str, words: Callable[[Any], str]) -> Sample:
    """Return a sample; ``words`` turns what stands for a name or value into its words."""
    entities = [
        {"id": key, "type": TYPES[key[0]], "name": words(name), "aliases": [words(alias) for alias in aliases]}
        for key, name, *aliases in entry["entities"]
    ]
    relations = [_read_relation(fact, words) for fact in entry["relations"]]
    return Sample(document, {"doc": document.id, "entities": entities, "relations": relations, "measures": []}, place)


def _read_relation(fact: list[Any], words: Callable[[Any], str]) -> Gold:
    if fact[0] == "stage":
        return dict(zip(("type", "head", "value", "modality", "year"), fact, strict=True))
    type, head, tail = fact
    if isinstance(tail, str):
        return {"type": type, "head": head, "tail": tail}
    return {"type": type, "head": head, "value": tail["value"] if isinstance(tail, dict) else words(tail)}
