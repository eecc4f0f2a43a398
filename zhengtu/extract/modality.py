"""Whether a sentence speaks of the past year, of the coming one, or of neither."""

from __future__ import annotations

import re
from functools import cache

from zhengtu.extract.wording import one_of, read_rules
from zhengtu.model import Modality


def weigh(text: str, start: int = 0, end: int | None = None) -> float:
    """Return the evidence for plan (above 0) against review (below 0) in ``text[start:end]``."""
    words = _words()
    stop = len(text) if end is None else end
    plan = sum(1 for _ in words["plan"].finditer(text, start, stop))
    review = sum(1 for _ in words["review"].finditer(text, start, stop))
    return plan - 1.5 * review


def is_problem(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether the words own up to a shortcoming."""
    return bool(_words()["problem"].search(text, start, len(text) if end is None else end))


def judge(evidence: float) -> Modality:
    """Return review or plan as the evidence tells; on none, review."""
    return Modality.PLAN if evidence > 0 else Modality.REVIEW


@cache
def _words() -> dict[str, re.Pattern[str]]:
    return {name: one_of(table["patterns"]) for name, table in read_rules("modality.toml").items()}
