"""Many reports from few: real ones where they are at hand, else the samples, moved through years.

A place gives a report a year, so variants of a report are the same place's reports of earlier years:
years moved, figures changed, a third of the names another. What is said stays as long as it was.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from zhengtu import samples
from zhengtu.extract import pipeline
from zhengtu.extract.reading import reader
from zhengtu.model import Entity, Extraction, Measure, Relation

REPORTS = Path(__file__).resolve().parents[2] / "shared" / "reports"


def read_originals() -> list[Extraction]:
    """Return what the samples say, which the questions are made for, and the reports that lie beside the project."""
    paths = [*samples.paths(), *sorted(REPORTS.rglob("*.txt"))]
    return list(pipeline.extract_many(reader.read(path) for path in paths))


def vary(originals: list[Extraction], count: int) -> Iterator[Extraction]:
    """Yield ``count`` reports: the originals, then each of them a year earlier, and so on."""
    for number in range(count):
        past, place = divmod(number, len(originals))
        yield move(originals[place], past) if past else originals[place]


def move(extraction: Extraction, years: int) -> Extraction:
    """Return a report as it might have been ``years`` before."""
    document = extraction.document
    chance = random.Random(f"{document.id}-{years}")
    names = {e.id: f"{e.name}{years}号" if chance.random() < 1 / 3 else e.name for e in extraction.entities}
    return replace(
        extraction,
        document=replace(
            document,
            id=f"{document.id}-{years}",
            digest=f"{document.digest}-{years}",
            report_year=_earlier(document.report_year, years),
            review_year=_earlier(document.review_year, years),
        ),
        entities=tuple(_entity(e, names[e.id]) for e in extraction.entities),
        relations=tuple(_relation(r, years) for r in extraction.relations),
        measures=tuple(_measure(m, years, chance) for m in extraction.measures),
    )


def _entity(entity: Entity, name: str) -> Entity:
    return replace(entity, name=name)


def _relation(relation: Relation, years: int) -> Relation:
    return replace(relation, year=_earlier(relation.year, years))


def _measure(measure: Measure, years: int, chance: random.Random) -> Measure:
    value = measure.value * Decimal(chance.randint(80, 120)) / 100
    return replace(measure, value=value, year=_earlier(measure.year, years))


def _earlier(year: int | None, years: int) -> int | None:
    return None if year is None else year - years
