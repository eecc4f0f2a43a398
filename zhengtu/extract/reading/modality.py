"""Whether words speak of the past year, of the coming one, or of neither.

Knows phrases and weights (``rules/modality.toml``) and that a report first reviews and then
plans; knows nothing of headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from zhengtu.extract.wording import one_of, read_rules

Years = tuple[int | None, int | None]  # review year, report year

# A report turns from review to plan once, seldom back, and hardly ever inside a paragraph (dev: 0.985 -> 0.998).
TO_PLAN, TO_REVIEW, INSIDE = 2.0, 4.0, 10.0
TOLD = 1000.0
FRAME = 40  # characters in which a sentence says which time it speaks of
_CLAUSE = re.compile(r"[^，；。：！？\n]+")
_NUMBER = re.compile(r"\d[\d.,]*")
_YEAR = re.compile(r"((?:19|20)\d\d)年")
_PLAN_NUMBER = re.compile(r"“(十?[一二三四五六七八九])五”")
_EDGES = "“”（）‘’《》 、——"


def weigh(text: str, years: Years = (None, None)) -> float:
    """Return the evidence in a sentence for plan (above 0) against review (below 0).

    >>> weigh("力争新增企业20家以上。") > 1, weigh("新增企业23家，增长8.1%，获评全国先进。") < -1
    (True, True)
    """
    weights = _weights()
    found = set[str]()
    for clause in _clauses(text, years):
        found.add("^" + clause[:2])
        if len(clause) > 2:
            found.add(clause[-2:] + "$")
        found.update(map("".join, pairwise(clause)))
        found.update("#" + shape for shape in "DRNLTPF" if shape in clause)
    return sum(weights[pair] for pair in found & weights.keys())


def smooth(evidence: Sequence[float], told: Sequence[bool | None], opens: Sequence[bool]) -> list[bool]:
    """Return for each sentence whether it plans, given what its words weigh and what headings tell.

    ``opens`` tells which sentences open a paragraph; elsewhere a turn needs more evidence.

    >>> smooth([-3, 0.5, -2, 4, -1, 5], [None] * 6, [True] * 6)
    [False, False, False, True, True, True]
    """
    review = plan = 0.0  # the weight of the best way to end in each
    back: list[tuple[bool, bool]] = []  # for each sentence: from which state each came
    for weight, known, first in zip(evidence, told, opens, strict=True):
        half = weight / 2 if known is None else (TOLD if known else -TOLD)
        to_plan, to_review = (TO_PLAN, TO_REVIEW) if first else (INSIDE, INSIDE)
        if not back:
            to_plan = to_review = 0.0
        came = plan - to_review > review, plan >= review - to_plan
        review, plan = max(review, plan - to_review) - half, max(plan, review - to_plan) + half
        back.append(came)
    state, states = plan > review, []
    for came in reversed(back):
        states.append(state)
        state = came[state]
    return states[::-1]


def is_said(kind: str, text: str) -> bool:
    """Whether ``text`` has a phrase of ``kind``: problem, remedy, standing, back, ahead.

    >>> is_said("problem", "同时，发展还存在不少困难。")
    True
    """
    return bool(phrases()[kind].search(text))


def five_years_ahead(text: str, report_year: int | None) -> int | None:
    """Return the last year of the plan that ``text`` speaks of, where that is past the report's own year.

    >>> five_years_ahead("到2030年，产值翻番。", 2026), five_years_ahead("“十四五”时期，产值翻番。", 2026)
    (2030, None)
    """
    found = phrases()["five_years_ahead"].search(text, 0, FRAME)  # further in, it frames a clause and no sentence
    if found is None or any(word in text for word in ("今年", "开局", "开好局", "起好步")):
        return None
    named = next((int(group) for group in found.groups() if group), None)
    if named is None and (plan := _PLAN_NUMBER.search(text, found.start())):
        named = last_year_of_plan(plan.group(1))
    if named is None:
        named = report_year + 4 if report_year else None
    return named if named is not None and (report_year is None or named > report_year) else None


def is_five_years_back(text: str) -> bool:
    """Whether ``text`` looks back on five years.

    >>> is_five_years_back("五年来，综合实力显著增强。")
    True
    """
    return bool(phrases()["five_years_back"].search(text))


def last_year_of_plan(number: str) -> int:
    """Return the year in which the five-year plan of that number ends.

    >>> last_year_of_plan("十四"), last_year_of_plan("一")
    (2025, 1957)
    """
    digits = "零一二三四五六七八九"
    count = 10 * number.startswith("十") + (digits.find(number[-1]) if number[-1] in digits else 0)
    return {1: 1957, 2: 1962}.get(count, 1955 + 5 * count)


@cache
def phrases() -> dict[str, re.Pattern[str]]:
    """Return the pattern of each kind of phrase."""
    rules = read_rules("modality.toml")
    return {name: one_of(table["patterns"]) for name, table in rules.items() if "patterns" in table}


def _clauses(text: str, years: Years) -> Iterator[str]:
    def stand_for_year(found: re.Match[str]) -> str:
        year = int(found.group(1))
        if years[1] is None:
            return "年"
        return "T" if year == years[1] else "F" if year > years[1] else "L" if year == years[1] - 1 else "P"

    text = _NUMBER.sub(_shape, _YEAR.sub(stand_for_year, text))
    for found in _CLAUSE.finditer(text):
        clause = found.group().strip(_EDGES)
        if len(clause) > 1:
            yield clause


def _shape(number: re.Match[str]) -> str:
    digits = number.group()
    if "." in digits:
        return "D"
    if len(digits) == 1:
        return "d"
    return "R" if len(digits.rstrip("0")) <= 1 else "N"


@cache
def _weights() -> dict[str, float]:
    table: dict[str, str] = read_rules("modality.toml")["weights"]
    return {pair: float(weight) for weight, pairs in table.items() for pair in pairs.split()}
