"""Every number of a report as a measure, or as dropped with the reason."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhengtu.extract.measures_items import find_items
from zhengtu.extract.measures_reading import Figure, read_figures
from zhengtu.model import Document, Dropped, Entity, Evidence, Measure, Mention, Sentence, Span

CAPACITY = frozenset({"mass", "power", "energy", "area", "volume", "number", "metre", "computing"})
_CAPACITY_UNIT = re.compile(
    "吨|W|瓦|平方米|方米|万[台套辆羽头只件片支米锭枚个组盒瓶箱吨方亩]|亿[只片支件颗枚米袋瓶粒]|GWh|兆瓦"
)


def find_measures(
    document: Document, entities: Sequence[Entity], mentions: Sequence[Mention]
) -> tuple[tuple[Measure, ...], tuple[Dropped, ...]]:
    """Return the measures of ``document``, and its numerals that make none, with the reason of each."""
    measures: list[Measure] = []
    dropped: list[Dropped] = []
    last = -1
    for sentence in document.sentences:
        found, lost = _read_sentence(document, sentence, mentions, opens=sentence.paragraph != last)
        last = sentence.paragraph
        measures += found
        dropped += lost
    return tuple(measures), tuple(dropped)


def _read_sentence(
    document: Document, sentence: Sentence, mentions: Sequence[Mention], *, opens: bool
) -> tuple[list[Measure], list[Dropped]]:
    text, span = document.text, sentence.span
    items, skipped = find_items(text, span.start, span.end, opens)
    dropped = [Dropped(s.span, document.quote(s.span), s.reason, s.rule) for s in skipped]
    figures = read_figures(text, span.start, span.end, items)
    used = {f.item.start for f in figures}
    for item in items:
        if item.start not in used:
            place = Span(item.start, item.end)
            dropped.append(Dropped(place, document.quote(place), "unclear", "no-name-found"))
    return [_measure(document, sentence, f) for f in figures], dropped


def _measure(document: Document, sentence: Sentence, figure: Figure) -> Measure:
    modality, year = _modality_and_year(document.text, sentence, figure)
    evidence = Evidence(figure.clause, document.quote(figure.clause), figure.rule)
    return Measure(
        indicator=figure.indicator,
        kind=figure.kind,
        op=figure.op,
        value=figure.value,
        unit=figure.unit,
        year=year,
        modality=modality,
        evidence=evidence,
        upper=figure.upper,
    )


def _modality_and_year(text: str, sentence: Sentence, figure: Figure) -> tuple[str, int | None]:
    modality = "target" if sentence.modality.is_future else "actual"
    return modality, None if figure.baseline else sentence.year
