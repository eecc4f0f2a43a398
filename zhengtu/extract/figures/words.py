"""The words by which figures are read, as patterns; the words themselves are rules/measures.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from zhengtu.errors import RuleError

TABLES = {
    "adverbs",
    "level_verbs",
    "rise_verbs",
    "fall_verbs",
    "light_verbs",
    "new_verbs",
    "predicates",
    "no_predicates",
    "slogan_heads",
    "generic_heads",
    "shared_heads",
    "future",
    "past",
}


@cache
def words(table: str) -> frozenset[str]:
    """Return the words of ``table`` of rules/measures.toml."""
    return frozenset(_tables()[table]["words"].split())


def pattern(*tables: str, before: str = "", after: str = "") -> re.Pattern[str]:
    """Return a pattern for any word of ``tables``, the longest first.

    >>> pattern("fall_verbs", after="$").search("出口下降")[0]
    '下降'
    """
    return re.compile(before + alternatives(w for t in tables for w in words(t)) + after)


def alternatives(of: Iterable[str]) -> str:
    """Return a group that matches any word of ``of``, the longest first."""
    return "(?:" + "|".join(re.escape(w) for w in sorted(set(of), key=lambda w: (-len(w), w))) + ")"


@cache
def _tables() -> dict[str, dict[str, str]]:
    path = files("zhengtu.extract") / "rules" / "measures.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    if wrong := tables.keys() ^ TABLES:
        raise RuleError(f"measures.toml: unknown or missing table {', '.join(sorted(wrong))}")
    return tables
