"""The words by which reports speak of industries, and a text cut into them.

``rules/industries.toml`` holds the vocabulary of Chinese industry, ``rules/chains.toml`` the words
around it. A text is cut once, longest word first; what is between two words is one unknown piece.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from zhengtu.errors import RuleError


class Kind:
    """What a word may be, as bits: a word may be several things (优势 is a class and ends a name).

    Plain numbers: an ``enum.IntFlag`` made the whole module three times slower.
    """

    UNKNOWN: Final = 0
    INDUSTRY: Final = 1 << 0
    GOODS: Final = 1 << 1
    FIELD: Final = 1 << 2
    MODIFIER: Final = 1 << 3
    CLASS: Final = 1 << 4
    LOOSE: Final = 1 << 5
    SUFFIX: Final = 1 << 6
    HEAD: Final = 1 << 7
    WEAK_HEAD: Final = 1 << 8
    NUMBER: Final = 1 << 9
    JOINT: Final = 1 << 10
    COMMA: Final = 1 << 11
    ETC: Final = 1 << 12
    ASIDE: Final = 1 << 13
    STATISTICAL: Final = 1 << 14
    KILL: Final = 1 << 15
    OPEN_KILL: Final = 1 << 16
    MEASURE: Final = 1 << 17
    GROWTH: Final = 1 << 18
    FAINT: Final = 1 << 19
    THRIVE: Final = 1 << 20
    TOPIC: Final = 1 << 21
    STOP: Final = 1 << 22
    BREAK: Final = 1 << 23
    QUOTE: Final = 1 << 24
    NOUN: Final = 1 << 25
    PLACE: Final = 1 << 26


class Token(NamedTuple):
    """A word at ``start`` up to ``end`` of the text that was cut."""

    start: int
    end: int
    kind: int


class Lexicon(NamedTuple):
    """All words with their kinds, and for each first character the lengths to try, longest first."""

    kinds: Mapping[str, int]
    lengths: Mapping[str, tuple[int, ...]]


TABLES = {
    ("heads", "strong"): Kind.HEAD,
    ("heads", "weak"): Kind.WEAK_HEAD,
    ("classes", "whole"): Kind.CLASS,
    ("classes", "loose"): Kind.LOOSE,
    ("statistical", "words"): Kind.STATISTICAL,
    ("modifiers", "words"): Kind.MODIFIER,
    ("suffixes", "words"): Kind.SUFFIX,
    ("places", "words"): Kind.PLACE | Kind.MODIFIER,
    ("kills", "words"): Kind.KILL,
    ("kills", "open"): Kind.OPEN_KILL | Kind.KILL,
    ("measures", "words"): Kind.MEASURE,
    ("growth", "strong"): Kind.GROWTH,
    ("growth", "faint"): Kind.FAINT,
    ("thrive", "words"): Kind.THRIVE,
    ("topics", "words"): Kind.TOPIC,
    ("stops", "words"): Kind.STOP,
    ("nouns", "words"): Kind.NOUN,
}
INDUSTRIES = {"industry": Kind.INDUSTRY, "goods": Kind.GOODS, "field": Kind.FIELD}
SIGNS = {
    "、": Kind.COMMA,
    "等": Kind.ETC,
    **dict.fromkeys("和与及暨+＋·-—~/", Kind.JOINT),
    **dict.fromkeys("“”‘’\"'「」《》", Kind.QUOTE),
    **dict.fromkeys("，。；：！？,;:!?\n ", Kind.BREAK),
}
_SIZE = r"(?:[一二三四五六七八九十百千万两]+|[0-9]+)?亿(?:元)?级?"
_COUNT = r"(?:[0-9]+(?:[.—-][0-9]+)?|[一二三四五六七八九十两百千万]+|若干)(?:多|余)?(?:大|个|条|类|种|项|只|张)?"
_NUMBER = re.compile(rf"“[0-9一二三四五六七八九十NnXx+＋]+”|[0-9]+[+＋][0-9NnXx+＋]+|{_SIZE}|{_COUNT}(?:{_SIZE})?")
_ASIDE = re.compile(r"[（(][^（）()。\n]{0,60}[）)]")


@cache
def read_lexicon() -> Lexicon:
    """Return the words of both rule files; raise ``RuleError`` for a table or key that is unknown."""
    kinds: dict[str, int] = {}

    def add(words: str, kind: int) -> None:
        for word in words.split():
            kinds[word] = kinds.get(word, Kind.UNKNOWN) | kind

    for table, entries in _read("chains.toml").items():
        for key, words in entries.items():
            if (table, key) not in TABLES:
                raise RuleError(f"chains.toml: unknown key {key!r} in [{table}]")
            add(words, TABLES[table, key])
    for table, entries in _read("industries.toml").items():
        if table not in INDUSTRIES:
            raise RuleError(f"industries.toml: unknown table [{table}]; there are {', '.join(INDUSTRIES)}")
        for words in entries.values():
            add(words, INDUSTRIES[table])
    for sign, kind in SIGNS.items():
        kinds[sign] = kinds.get(sign, Kind.UNKNOWN) | kind
    lengths: dict[str, set[int]] = {}
    for word in kinds:
        lengths.setdefault(word[0], set()).add(len(word))
    return Lexicon(kinds, {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()})


def cut(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the words of ``text[start:end]`` in order.

    >>> [text for token in cut("做强铝产业") for text in ["做强铝产业"[token.start : token.end]]]
    ['做强', '铝', '产业']
    """
    return list(_tokens(text, start, len(text) if end is None else end))


def _tokens(text: str, start: int, end: int) -> Iterator[Token]:
    kinds, lengths = read_lexicon()
    none: tuple[int, ...] = ()
    unknown = at = start
    while at < end:
        first = text[at]
        size, kind = 0, Kind.UNKNOWN
        for length in lengths.get(first, none):
            found = kinds.get(text[at : at + length])
            if found is not None and at + length <= end:
                size, kind = length, found
                break
        if first in _NUMERIC:
            match = _NUMBER.match(text, at, end)
            if match and match.end() - at > size:
                size, kind = match.end() - at, Kind.NUMBER
        elif first in "（(" and (match := _ASIDE.match(text, at, end)):
            size, kind = match.end() - at, Kind.ASIDE
        if not size:
            at += 1
            continue
        if unknown < at:
            yield Token(unknown, at, Kind.UNKNOWN)
        yield Token(at, at + size, kind)
        at += size
        unknown = at
    if unknown < end:
        yield Token(unknown, end, Kind.UNKNOWN)


def _read(name: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((files("zhengtu.extract") / "rules" / name).read_text(encoding="utf-8"))


_NUMERIC = frozenset("0123456789一二三四五六七八九十两百千万“若亿")
