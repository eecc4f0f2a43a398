"""The paragraphs and the section tree of a clean text: numbered, unnumbered and run-in headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from zhengtu.extract.reading.modality import Years
from zhengtu.extract.wording import one_of, read_rules
from zhengtu.model import Modality, Section, Span

MAX_TITLE = 60
_STOPS = "。！？；：，:!?;,"
_FIRST_STOP = re.compile(r"[。！？：]")
_DIGIT = re.compile(r"\d")
_FULL_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading found in paragraph ``paragraph``; ``whole`` when nothing else stands in that paragraph."""

    paragraph: int
    span: Span
    level: int
    number: str
    title: str
    whole: bool


def find_paragraphs(text: str) -> list[Span]:
    """Return the lines of a clean text."""
    return [Span(*found.span()) for found in re.finditer(r"[^\n]+", text)]


def find_headings(text: str, paragraphs: Sequence[Span]) -> list[Heading]:
    """Return the headings in order, unnumbered ones with the level of their fellows."""
    found = []
    for index, span in enumerate(paragraphs):
        heading = _numbered(text, index, span) or _unnumbered(text, index, span)
        if heading:
            found.append(heading)
    return found


def build_sections(headings: Sequence[Heading], end: int, years: Years) -> tuple[Section, ...]:
    """Return the section tree of a text that ends at ``end``; titles such as 2024年工作 are read by ``years``."""
    sections: list[Section] = []
    open_: list[int] = []
    ends = [end] * len(headings)
    for index, heading in enumerate(headings):
        while open_ and headings[open_[-1]].level >= heading.level:
            ends[open_.pop()] = heading.span.start
        parent = open_[-1] if open_ else None
        told = title_modality(heading.title, years, heading.level)
        above = None if parent is None else sections[parent].modality
        modality = told if above is None or told is Modality.PROBLEM else above
        span = Span(heading.span.start, end)
        sections.append(Section(span, heading.span, heading.level, heading.number, heading.title, parent, modality))
        open_.append(index)
    return tuple(replace(s, span=Span(s.span.start, stop)) for s, stop in zip(sections, ends, strict=True))


def title_modality(title: str, years: Years = (None, None), level: int = 1) -> Modality | None:
    """Return what a section of this title speaks of, ``None`` where the title does not tell.

    >>> title_modality("2023年工作回顾"), title_modality("概况")
    (<Modality.REVIEW: 'review'>, None)
    """
    words = _title_words()
    if words["problem"].search(title):
        return Modality.PROBLEM
    if level > 1 and not words["dated"].search(title):
        return None
    review, plan = bool(words["review"].search(title)), bool(words["plan"].search(title))
    back, ahead = bool(words["five_years_back"].search(title)), bool(words["five_years_ahead"].search(title))
    named = {int(year) for year in _FULL_YEAR.findall(title)}
    told = {year for year in years if year is not None} & named
    if len(told) == 1 and not back and not ahead:  # 2023年主要工作 reviews in the report of 2024
        return Modality.REVIEW if years[0] in told or review else Modality.PLAN
    if (review or back) and (plan or ahead):
        return None  # “十四五”成就和“十五五”目标: the words of each paragraph tell
    if review or back:
        return Modality.FIVE_YEAR_REVIEW if back and not named else Modality.REVIEW
    if plan or ahead:
        return Modality.FIVE_YEAR_PLAN if ahead and not named else Modality.PLAN
    return None


def spans_five_years(title: str) -> bool:
    """Whether a section of this title speaks of five years and not of a single one.

    >>> spans_five_years("“十四五”发展成就和“十五五”主要目标"), spans_five_years("“十五五”目标和2026年工作")
    (True, False)
    """
    words = _title_words()
    told = any(words[kind].search(title) for kind in ("five_years", "five_years_back", "five_years_ahead"))
    return told and not _FULL_YEAR.search(title)


def is_glossary(title: str) -> bool:
    """Whether a whole line opens the glossary.

    >>> is_glossary("《政府工作报告》名词解释"), is_glossary("法律解释工作")
    (True, False)
    """
    return bool(_title_words()["glossary"].fullmatch(title))


def _numbered(text: str, index: int, span: Span) -> Heading | None:
    for level, pattern in _numbers():
        number = pattern.match(text, span.start, span.end)
        if number is None:
            continue
        stop = _FIRST_STOP.search(text, number.end(), span.end)
        end = stop.start() if stop else span.end
        whole = stop is None or stop.end() == span.end
        if not 0 < end - number.end() <= MAX_TITLE:
            return None
        if level >= 3 and (_DIGIT.search(text, number.end(), end) or (whole and stop is not None)):
            return None  # an item of a list
        if not whole and stop is not None and stop.group() == "：":
            return None
        title = text[number.end() : end].strip()
        if not title:
            return None
        return Heading(index, Span(span.start, end), level, number.group().strip(), title, whole)
    return None


def _unnumbered(text: str, index: int, span: Span) -> Heading | None:
    """Return a line such as 2024年工作回顾 as a heading: short, without a stop, and it says what part follows."""
    if len(span) > 40:
        return None
    title = text[span.start : span.end]
    if title[-1] in _STOPS or title.startswith(("——", "各位")) or is_glossary(title):
        return None
    words = _title_words()
    dated = _FULL_YEAR.search(title) or "五”" in title or title.startswith(("过去", "今年", "今后", "工作"))
    told = words["review"].search(title) or words["plan"].search(title) or words["year_of"].search(title)
    if dated and told and "代表大会" not in title:
        return Heading(index, span, 0, "", title, True)
    return None


@cache
def _numbers() -> tuple[tuple[int, re.Pattern[str]], ...]:
    return tuple((int(level), re.compile(p)) for level, p in read_rules("headings.toml")["numbers"].items())


@cache
def _title_words() -> dict[str, re.Pattern[str]]:
    rules = read_rules("headings.toml")
    return {name: one_of(table["patterns"]) for name, table in rules.items() if name != "numbers"}
