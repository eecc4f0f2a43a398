"""Ordinary words, to tell a name from them.

A brand is, more often than not, a string that is not made of ordinary words. ``rules/words.txt``
holds words of two to four characters in three tiers: ``1`` words that many government reports
use, ``2`` further words of general Chinese, ``3`` the places of GB/T 2260 with their short forms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

REPORT, GENERAL, PLACE = "1", "2", "3"
_RUN = re.compile(r"[A-Za-z0-9.\-—+×%]+")
_LONGEST = 9
_COST = {REPORT: 2.0, GENERAL: 2.7, PLACE: 2.1}
_SINGLE = 2.0  # a character that belongs to no word


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a name: ``kind`` is 1, 2 or 3 for a word, ``x`` for a lone character, ``0`` for digits or Latin."""

    start: int
    end: int
    kind: str
    pos: str = ""


@cache
def read_words() -> dict[str, str]:
    """Return each word with its tier and part of speech, such as ``1n``."""
    table: dict[str, str] = {}
    text = files("zhengtu.extract.rules").joinpath("words.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            key, *words = line.split()
            table.update(dict.fromkeys(words, key))
    return table


def is_word(text: str) -> bool:
    """Whether many reports use ``text`` as an ordinary word."""
    return read_words().get(text, "")[:1] == REPORT


def is_place(text: str) -> bool:
    """Whether ``text`` names a division of GB/T 2260."""
    return read_words().get(text, "")[:1] == PLACE


def split_words(text: str, places: frozenset[str] = frozenset()) -> tuple[Token, ...]:
    """Return the cheapest cut of ``text`` into words and lone characters; ``places`` are further places.

    >>> [(t.start, t.end, t.kind) for t in split_words("晶岚光伏")]
    [(0, 1, 'x'), (1, 2, 'x'), (2, 4, '1')]
    """
    table = read_words()
    size = len(text)
    best: list[float] = [0.0] + [1e9] * size
    back: list[Token | None] = [None] * (size + 1)
    for start in range(size):
        base = best[start]
        if base >= 1e9:
            continue
        run = _RUN.match(text, start)
        if run:
            end = run.end()
            if base + 1.0 < best[end]:
                best[end], back[end] = base + 1.0, Token(start, end, "0")
            continue
        if base + _SINGLE < best[start + 1]:
            best[start + 1], back[start + 1] = base + _SINGLE, Token(start, start + 1, "x")
        for end in range(start + 2, min(size, start + _LONGEST) + 1):
            piece = text[start:end]
            key = "3p" if piece in places else table.get(piece)
            if key:
                cost = base + _COST[key[0]]
                if cost < best[end]:
                    best[end], back[end] = cost, Token(start, end, key[0], key[1:])
    out: list[Token] = []
    at = size
    while at:
        token = back[at]
        assert token is not None
        out.append(token)
        at = token.start
    return tuple(reversed(out))
