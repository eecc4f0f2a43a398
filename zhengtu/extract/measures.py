"""Every number of a report as a measure, or as dropped with the reason."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from zhengtu.extract.measures_dropped import COUNTS
from zhengtu.extract.measures_items import CAPACITIES, Item, Skipped, find_items
from zhengtu.extract.measures_reading import Figure, read_figures
from zhengtu.model import Document, Dropped, Entity, EntityType, Evidence, Measure, Mention, Sentence, Span


def find_measures(
    document: Document, entities: Sequence[Entity], mentions: Sequence[Mention]
) -> tuple[tuple[Measure, ...], tuple[Dropped, ...]]:
    """Return the measures of ``document``, and its numerals that make none, with the reason of each."""
    measures: list[Measure] = []
    dropped: list[Dropped] = []
    names = sorted(mentions, key=lambda m: (m.span.start, -m.span.end))
    starts = [m.span.start for m in names]
    last = -1
    for sentence in document.sentences:
        here = names[bisect_left(starts, sentence.span.start) : bisect_left(starts, sentence.span.end)]
        opens = sentence.paragraph != last
        last = sentence.paragraph
        figures, lost = _read_sentence(document, sentence, here, opens=opens)
        measures += (_measure(document, sentence, f) for f in figures)
        dropped += lost
    return tuple(measures), tuple(dropped)


def _read_sentence(
    document: Document, sentence: Sentence, names: Sequence[Mention], *, opens: bool
) -> tuple[list[Figure], list[Dropped]]:
    text, span = document.text, sentence.span
    items, skipped = find_items(text, span.start, span.end, opens, names)
    figures = read_figures(text, span.start, span.end, items, names)
    capacities = list(_capacities(text, skipped))
    figures += capacities
    used = {f.item.start for f in figures}
    dropped = [
        Dropped(s.span, document.quote(s.span), s.reason, s.rule)
        for s in skipped
        if not (s.amount and s.amount.quantity.span.start in used)
    ]
    for item in items:
        if item.start not in used:
            place = Span(item.start, item.end)
            dropped.append(Dropped(place, document.quote(place), "unclear", "no-name-found"))
    return sorted(figures, key=lambda f: f.item.start), dropped


def _capacities(text: str, skipped: Sequence[Skipped]) -> Iterator[Figure]:
    """Yield the capacities that stand inside the names of projects (某公司年产20万吨某材料项目)."""
    for found in skipped:
        amount, name = found.amount, found.name
        if amount is None or name is None or name.type is not EntityType.PROJECT:
            continue
        many = amount.dimension in COUNTS and amount.numeral.scale in ("万", "亿")
        if re.match("级|[^，。；、]{0,4}(?:航道|码头|泊位)", text[amount.body.end : amount.body.end + 8]):
            continue
        if amount.dimension == "person" or not (many or amount.dimension in CAPACITIES):
            continue
        q = amount.quantity
        item = Item(q.span.start, q.span.end, "amount", q.value, q.unit, q.op, q.upper, amount)
        yield Figure(
            "产能", "level", q.op, q.value, q.unit, q.upper, item, name.span, "project-capacity", True, name.entity
        )


def _measure(document: Document, sentence: Sentence, figure: Figure) -> Measure:
    modality, year = _modality_and_year(document.text, sentence, figure)
    return Measure(
        indicator=figure.indicator,
        kind=figure.kind,
        op=figure.op,
        value=figure.value,
        unit=figure.unit,
        year=year,
        modality=modality,
        evidence=Evidence(figure.clause, document.quote(figure.clause), figure.rule),
        upper=figure.upper,
        subject=figure.subject,
    )


_OWN_YEAR = re.compile("(20[0-9]{2})年(?:底|末)?的?(?:约|近|超过?|将近|不足)?$")


def _modality_and_year(text: str, sentence: Sentence, figure: Figure) -> tuple[str, int | None]:
    modality = "target" if sentence.modality.is_future else "actual"
    head = text[max(sentence.span.start, figure.item.start - 12) : figure.item.start]
    if found := _OWN_YEAR.search(head):
        return modality, int(found[1])
    return modality, None if figure.timeless else sentence.year
