"""Sentences of a clean text, each with its section, topic, modality and year."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from zhengtu.extract.reading.modality import (
    Years,
    five_years_ahead,
    is_five_years_back,
    is_said,
    smooth,
    weigh,
)
from zhengtu.extract.reading.sections import Heading, spans_five_years
from zhengtu.model import Modality, Section, Sentence, Span

MAX_TOPIC = 45
_SENTENCE = re.compile(r"[^\s。！？!?][^。！？!?]*(?:[。！？!?]+[”’」』》）)\]]*|$)|[。！？!?]+")
_TOPIC = re.compile(r"[^\d，]{2,24}(?:，[^\d，]{2,20}){0,2}。?")
_LISTED = re.compile(r"[一二三四五六七八九]是|——|[（(]\d|\d[.、．]")
_FIRST_CLAUSE = re.compile(r"[^，。；：]*[，。；：]?")


@dataclass(slots=True)
class _Paragraph:
    number: int
    section: int | None
    told: Modality | None
    five_years: bool
    sentences: list[Span]
    plans: list[bool] = field(default_factory=list)


def find_sentences(
    text: str,
    paragraphs: Sequence[Span],
    headings: Sequence[Heading],
    sections: Sequence[Section],
    *,
    years: Years,
) -> tuple[tuple[Sentence, ...], tuple[Section, ...]]:
    """Return the sentences of ``paragraphs``, and the sections with what their sentences speak of.

    Headings that have a line of their own are no sentences. Where the headings tell whether a part
    reviews or plans they decide; elsewhere the words do, weighed over the paragraph and its neighbours.
    """
    found = list(_find_paragraphs(text, paragraphs, headings, sections))
    places = [(p, s) for p in found for s in p.sentences]
    plans = smooth(
        [0.0 if p.told else weigh(text[s.start : s.end], years) for p, s in places],
        [None if p.told is None else p.told.is_future for p, _ in places],
        [s is p.sentences[0] for p, s in places],
    )
    for (paragraph, _), plan in zip(places, plans, strict=True):
        paragraph.plans.append(plan)
    sentences = tuple(_judge(text, found, years))
    return sentences, _fill_sections(sections, sentences)


def year_of(modality: Modality, years: Years) -> int | None:
    """Return the year that a sentence of such a modality speaks of."""
    if modality is Modality.STANDING:
        return None
    return years[1] if modality.is_future else years[0]


def _find_paragraphs(
    text: str, paragraphs: Sequence[Span], headings: Sequence[Heading], sections: Sequence[Section]
) -> Iterator[_Paragraph]:
    whole = {h.paragraph for h in headings if h.whole and text[h.span.end : h.span.end + 1] not in set("。！？")}
    starts = [s.span.start for s in sections]
    for number, span in enumerate(paragraphs):
        if number in whole:
            continue
        section = _innermost(sections, bisect_right(starts, span.start) - 1, span)
        told = sections[section].modality if section is not None else None
        five_years = told is None and any(spans_five_years(title) for title in _titles(sections, section))
        yield _Paragraph(number, section, told, five_years, list(split_sentences(text, span)))


def split_sentences(text: str, span: Span) -> Iterator[Span]:
    """Yield the sentences of a paragraph.

    >>> [s.end for s in split_sentences("建成投产。“加快建设！”力争达产", Span(0, 16))]
    [5, 12, 16]
    """
    for found in _SENTENCE.finditer(text, span.start, span.end):
        yield Span(found.start(), found.start() + len(found.group().rstrip()))


def _judge(text: str, paragraphs: Sequence[_Paragraph], years: Years) -> Iterator[Sentence]:
    troubled: int | None = None  # the section in which problems are being listed
    for paragraph in paragraphs:
        kinds = [paragraph.told or _kind(plans, paragraph.five_years) for plans in paragraph.plans]
        looks_back = False
        topic: Span | None = None
        if troubled is not None and (
            paragraph.section != troubled or not _LISTED.match(text, paragraph.sentences[0].start)
        ):
            troubled = None
        in_trouble, ahead = troubled is not None, None
        for place, base in zip(paragraph.sentences, kinds, strict=True):
            words = text[place.start : place.end]
            modality, year = base, year_of(base, years)
            if is_said("standing", words):
                modality, year = Modality.STANDING, None
            elif not base.is_future:
                owned_up = is_said("problem", words)
                in_trouble = in_trouble or owned_up
                if in_trouble:
                    remedied = is_said("remedy", _first_clause(words) if owned_up else words)
                    modality = Modality.PLAN if remedied else Modality.PROBLEM
                    in_trouble = not remedied
                elif is_said("ahead", words):
                    modality = Modality.PLAN
                elif base is Modality.REVIEW and (looks_back or is_five_years_back(words)):
                    modality = Modality.FIVE_YEAR_REVIEW
                    if place is paragraph.sentences[0] and is_five_years_back(_first_clause(words)):
                        looks_back = True
                elif base is Modality.FIVE_YEAR_REVIEW and is_said("back", words):
                    modality = Modality.REVIEW
                year = year_of(modality, years)
            elif is_said("back", words):
                modality, year = Modality.REVIEW, years[0]
            elif last := five_years_ahead(words, years[1]):
                modality, year = Modality.FIVE_YEAR_PLAN, last
                if place is paragraph.sentences[0] and five_years_ahead(_first_clause(words), years[1]):
                    ahead = last
            elif ahead or base is Modality.FIVE_YEAR_PLAN:
                modality, year = Modality.FIVE_YEAR_PLAN, ahead or _plan_end(years)
            yield Sentence(place, paragraph.number, paragraph.section, modality, year, topic)
            told = modality not in (Modality.PROBLEM, Modality.STANDING)
            if told and len(place) <= MAX_TOPIC and _TOPIC.fullmatch(text, place.start, place.end):
                topic = place
        if in_trouble:
            troubled = paragraph.section


def _kind(plans: bool, five_years: bool) -> Modality:
    if five_years:
        return Modality.FIVE_YEAR_PLAN if plans else Modality.FIVE_YEAR_REVIEW
    return Modality.PLAN if plans else Modality.REVIEW


def _first_clause(words: str) -> str:
    found = _FIRST_CLAUSE.match(words)
    return found.group() if found else words


def _plan_end(years: Years) -> int | None:
    """Return the end of the five-year plan that holds the report year, or of the next one in its first year."""
    return None if years[1] is None else years[1] + (-years[1]) % 5


def _fill_sections(sections: Sequence[Section], sentences: Sequence[Sentence]) -> tuple[Section, ...]:
    counts: dict[int, Counter[Modality]] = {}
    for sentence in sentences:
        index = sentence.section
        while index is not None:
            counts.setdefault(index, Counter())[sentence.modality] += len(sentence.span)
            index = sections[index].parent
    return tuple(
        replace(s, modality=counts[i].most_common(1)[0][0]) if s.modality is None and i in counts else s
        for i, s in enumerate(sections)
    )


def _titles(sections: Sequence[Section], index: int | None) -> Iterator[str]:
    while index is not None:
        yield sections[index].title
        index = sections[index].parent


def _innermost(sections: Sequence[Section], index: int, span: Span) -> int | None:
    while index >= 0 and not sections[index].span.contains(span):
        parent = sections[index].parent
        index = -1 if parent is None else parent
    return index if index >= 0 else None
