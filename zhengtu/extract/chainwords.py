"""The words by which reports speak of industries, and a text cut into them.

``rules/industries.toml`` holds the vocabulary of Chinese industry, ``rules/chains.toml`` the words
around it. A text is cut once, longest word first; what is between two words is one unknown piece.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from enum import IntFlag
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from zhengtu.errors import RuleError


class Kind(IntFlag):
    """What a word may be; a word may be several things (优势 is a class and ends a name)."""

    UNKNOWN = 0
    INDUSTRY = 1
    GOODS = 2
    FIELD = 4
    MODIFIER = 8
    CLASS = 16
    LOOSE = 32
    SUFFIX = 64
    HEAD = 128
    WEAK_HEAD = 256
    NUMBER = 512
    JOINT = 1024
    COMMA = 2048
    ETC = 4096
    ASIDE = 8192
    STATISTICAL = 16384
    KILL = 32768
    OPEN_KILL = 65536
    MEASURE = 131072
    GROWTH = 262144
    FAINT = 524288
    THRIVE = 1048576
    TOPIC = 2097152
    STOP = 4194304
    BREAK = 8388608
    QUOTE = 16777216
    NOUN = 33554432
    PLACE = 67108864


class Token(NamedTuple):
    """A word at ``start`` up to ``end`` of the text that was cut."""

    start: int
    end: int
    kind: Kind


class Lexicon(NamedTuple):
    """All words with their kinds, and for each first character the lengths to try, longest first."""

    kinds: Mapping[str, Kind]
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
    kinds: dict[str, Kind] = {}

    def add(words: str, kind: Kind) -> None:
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
