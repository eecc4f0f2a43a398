"""Traditional characters read as simplified, one for one, so that the same rules match both."""

from __future__ import annotations

import re
from functools import cache
from typing import Protocol

# Frequent ones that simplified text does not have.
_TRADITIONAL = re.compile(
    "[國會業產發與對開關經濟這們來個為時過實現進動區縣議務員擴資設廠電車農財稅補優勢環節園擔後從將應當總結報績項億萬達佔較歷於長強]"
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_SHARE = 0.03  # of all Chinese characters: traditional text has 12 % and more of these
_SAMPLE = 5000


class Converter(Protocol):
    """What we use of OpenCC."""

    def convert(self, text: str) -> str:
        """Return ``text`` with other characters."""
        ...


def is_traditional(text: str) -> bool:
    """Whether ``text`` is written in traditional characters.

    >>> is_traditional("實現地區生產總值增長"), is_traditional("实现地区生产总值增长")
    (True, False)
    """
    sample = text[:_SAMPLE]
    return len(_TRADITIONAL.findall(sample)) > _SHARE * max(1, len(_CHINESE.findall(sample)))


def simplify(text: str) -> str:
    """Return ``text`` in simplified characters; never longer or shorter.

    >>> simplify("實現生產總值5億元。")
    '实现生产总值5亿元。'
    """
    converter = _converter()
    whole = converter.convert(text)
    if len(whole) == len(text):
        return whole
    lines = []
    for line in text.split("\n"):
        plain = converter.convert(line)
        lines.append(plain if len(plain) == len(line) else "".join(map(_simplify_one, line)))
    return "\n".join(lines)


@cache
def _simplify_one(character: str) -> str:
    plain = _converter().convert(character)
    return plain if len(plain) == 1 else character


@cache
def _converter() -> Converter:
    from opencc import OpenCC

    converter: Converter = OpenCC("t2s")
    return converter
