"""Which indicator the words of a figure mean, so that figures of several reports meet.

The thesaurus of the ontology knows the common indicators by their names; any other one is
known by its normal form.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from zhengtu.errors import RuleError
from zhengtu.ontology.thesaurus import find_indicator
from zhengtu.ontology.thesaurus import normal_form as folded


@cache
def find_concept(words: str) -> str:
    """Return the id of the thesaurus concept that ``words`` name, else their normal form.

    >>> find_concept("规模以上工业增加值"), find_concept("建成“口哨工坊”")
    ('industry_value_added', '口哨工坊')
    """
    known = find_indicator(words) or find_indicator(normal_form(words))
    return known.id if known else normal_form(words)


@cache
def normal_form(words: str) -> str:
    """Return ``words`` without what differs between reports that mean the same.

    >>> normal_form("保障性租赁住房（含公寓）")
    '保障性租赁住房'
    """
    rules = _rules()
    plain = re.sub(rules["brackets"], "", words) or words
    for verb in sorted(rules["verbs"], key=len, reverse=True):
        if plain.startswith(verb) and len(plain) - len(verb) >= 3:
            plain = plain[len(verb) :]
            break
    return folded(plain) or words


def indicator_cases() -> list[tuple[str, str]]:
    """Return the cases of rules/indicators.toml: words, normal form."""
    return [(words, form) for words, form in _rules()["cases"]]


@cache
def _rules() -> dict[str, Any]:
    path = files("zhengtu.extract") / "rules" / "indicators.toml"
    rules = tomllib.loads(path.read_text(encoding="utf-8"))
    if wrong := rules.keys() ^ {"verbs", "brackets", "cases"}:
        raise RuleError(f"indicators.toml: unknown or missing key {', '.join(sorted(wrong))}")
    return rules
