"""Reads the word lists and patterns of ``rules/*.toml``; each file is read once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from zhengtu.errors import RuleError


@cache
def read_rules(name: str) -> dict[str, Any]:
    """Return the tables of the rule file ``name``."""
    text = resources.files("zhengtu.extract").joinpath("rules", name).read_text(encoding="utf-8")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{name}: {error}") from error


def one_of(patterns: list[str]) -> re.Pattern[str]:
    """Return one pattern that finds any of ``patterns``."""
    return re.compile("|".join(f"(?:{p})" for p in patterns))
