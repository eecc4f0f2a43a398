"""Sentences of a clean text, each with its section, topic, modality and year."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from zhengtu.extract.modality import is_problem, judge, weigh
from zhengtu.extract.sections import Heading
from zhengtu.model import Modality, Section, Sentence, Span

_SENTENCE = re.compile(r"[^\s。！？!?][^。！？!?]*(?:[。！？!?]+[”’」』》）)\]]*|$)|[。！？!?]+")
_PLAIN_TOPIC = re.compile(r"[^\d，]{2,24}(?:，[^\d，]{2,20}){0,2}。?")
MAX_TOPIC = 45

Years = tuple[int | None, int | None]


def find_sentences(
    text: str,
    paragraphs: Sequence[Span],
    headings: Sequence[Heading],
    sections: Sequence[Section],
    *,
    start: int,
    end: int,
    years: Years,
) -> Iterator[Sentence]:
    """Yield the sentences of ``text[start:end]`` in order; whole-line headings are none."""
    whole = {h.paragraph for h in headings if h.whole and text[h.span.end : h.span.end + 1] not in "。！？"}
    starts = [s.span.start for s in sections]
    for index, span in enumerate(paragraphs):
        if span.start < start or span.end > end or index in whole:
            continue
        section = _innermost(sections, bisect_right(starts, span.start) - 1, span)
        base = sections[section].modality if section is not None else None
        if base is None:
            base = judge(weigh(text, span.start, span.end))
        topic: Span | None = None
        for found in _SENTENCE.finditer(text, span.start, span.end):
            place = Span(found.start(), found.end() - (len(found.group()) - len(found.group().rstrip())))
            modality = (
                Modality.PROBLEM if base is Modality.REVIEW and is_problem(text, place.start, place.end) else base
            )
            yield Sentence(place, index, section, modality, year_of(modality, years), topic)
            if len(place) <= MAX_TOPIC and _PLAIN_TOPIC.fullmatch(text, place.start, place.end):
                topic = place


def year_of(modality: Modality, years: Years) -> int | None:
    """Return the year that a sentence of such a modality speaks of."""
    return years[1] if modality.is_future else years[0]


def _innermost(sections: Sequence[Section], index: int, span: Span) -> int | None:
    while index >= 0 and not sections[index].span.contains(span):
        index = -1 if sections[index].parent is None else sections[index].parent or 0
    return index if index >= 0 else None
