"""The paragraphs and the section tree of a clean text: numbered, unnumbered and run-in headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from zhengtu.extract.wording import one_of, read_rules
from zhengtu.model import Modality, Section, Span

MAX_TITLE = 60
_STOPS = "。！？；：，:!?;,"
_FIRST_STOP = re.compile(r"[。！？：]")
_QUANTITY = re.compile(r"\d[\d.]*(?:%|亿|万|个|家|公里|吨|户|项|元)")
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


def build_sections(
    headings: Sequence[Heading], end: int, years: tuple[int | None, int | None]
) -> tuple[tuple[Section, ...], list[int]]:
    """Return the section tree up to ``end``, and for each section the paragraph that it starts at.

    ``years`` are the review year and the report year: a title such as 2024年工作 is read by them.
    """
    headings = [h for h in headings if h.span.start < end]
    sections: list[Section] = []
    open_: list[int] = []
    ends: dict[int, int] = {}
    for index, heading in enumerate(headings):
        while open_ and headings[open_[-1]].level >= heading.level:
            ends[open_.pop()] = heading.span.start
        parent = open_[-1] if open_ else None
        told = title_modality(heading.title, years)
        modality = told if parent is None or sections[parent].modality is None else sections[parent].modality
        if parent is not None and told in (Modality.FIVE_YEAR_PLAN, Modality.FIVE_YEAR_REVIEW):
            modality = told
        span = Span(heading.span.start, end)
        sections.append(Section(span, heading.span, heading.level, heading.number, heading.title, parent, modality))
        open_.append(index)
    tree = tuple(
        Section(Span(s.span.start, ends.get(i, end)), s.heading, s.level, s.number, s.title, s.parent, s.modality)
        for i, s in enumerate(sections)
    )
    return tree, [h.paragraph for h in headings]


def title_modality(title: str, years: tuple[int | None, int | None] = (None, None)) -> Modality | None:
    """Return what a section of this title speaks of, ``None`` where the title does not tell.

    >>> title_modality("2023年工作回顾"), title_modality("概况")
    (<Modality.REVIEW: 'review'>, None)
    """
    words = _title_words()
    review, plan = words["review"].search(title), words["plan"].search(title)
    if words["five_years_ahead"].search(title) and not review:
        return Modality.FIVE_YEAR_PLAN
    if words["five_years_back"].search(title) and not (plan and not review):
        years_named = {int(y) for y in _FULL_YEAR.findall(title)}
        return Modality.REVIEW if years_named else Modality.FIVE_YEAR_REVIEW
    named = {int(y) for y in _FULL_YEAR.findall(title)}
    if years[1] in named and years[0] not in named:
        return Modality.PLAN if not review else Modality.REVIEW
    if years[0] in named and years[1] not in named:
        return Modality.REVIEW
    if review:
        return Modality.REVIEW
    return Modality.PLAN if plan else None


def is_glossary(title: str) -> bool:
    """Whether a whole line opens the glossary."""
    return bool(_title_words()["glossary"].fullmatch(title))


def _numbered(text: str, index: int, span: Span) -> Heading | None:
    for level, pattern in _numbers():
        number = pattern.match(text, span.start, span.end)
        if number is None:
            continue
        stop = _FIRST_STOP.search(text, number.end(), span.end)
        end = stop.start() if stop else span.end
        whole = stop is None or stop.end() == span.end
        if not 0 < end - number.end() <= MAX_TITLE or (level >= 3 and _QUANTITY.search(text, number.end(), end)):
            return None
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
    if dated and (words["review"].search(title) or words["plan"].search(title)) and "代表大会" not in title:
        return Heading(index, span, 0, "", title, True)
    return None


@cache
def _numbers() -> tuple[tuple[int, re.Pattern[str]], ...]:
    return tuple((int(level), re.compile(p)) for level, p in read_rules("headings.toml")["numbers"].items())


@cache
def _title_words() -> dict[str, re.Pattern[str]]:
    rules = read_rules("headings.toml")
    return {name: one_of(table["patterns"]) for name, table in rules.items() if name != "numbers"}
