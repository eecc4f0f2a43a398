"""From the raw text of a report to its clean text, with the way back for every character.

Knows full width, blanks and footnote marks; knows nothing of what a report says. Every character
of the clean text stands for one character of the raw text.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from zhengtu.extract.reading.layout import BLANK, drop_noise, find_lines, join_lines

VOID = "\x00"  # stands for what is never part of a text: zero width, controls
_FOLDED = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz%.+-/&@#$=*"
# A blank between two Latin letters stays; any other falls. 〔2024〕15号 is no footnote mark, nor is m².
_FALLS = re.compile(
    rf"(?P<latin>(?<=[A-Za-z]){BLANK}+(?=[A-Za-z]))"
    rf"|{BLANK}+[—–-]{BLANK}*\d{{1,3}}{BLANK}*[—–-]{BLANK}+"  # a page number inside a line
    rf"|{BLANK}+"
    r"|\*\*|__(?=[^\W_])|(?<=[^\W_])__|\[\^\d{1,3}\]"  # Markdown
    r"|(?<=[^\n])[\[［〔【]注?释?(?:\d{1,3}|[①-⑳㉑-㉟㊱-㊿])[\]］〕】](?!号)"
    r"|(?<=[^\n])(?:[（(]注释?(?:[①-⑳]|\d{1,3})[）)]|注[①-⑳])"
    r"|(?<=[^\nA-Za-z米])[¹²³⁰⁴-⁹]+"
    r"|(?<=[\w”》）%\"])[①-⑳](?=[\W_]|$)"
)


@dataclass(frozen=True, slots=True)
class CleanText:
    """The clean text, and the place of each of its characters in the raw text."""

    text: str
    origin: Sequence[int]


def clean(raw: str, pages: Sequence[int] = ()) -> CleanText:
    r"""Return the clean text of ``raw``: one line for each paragraph, no noise.

    >>> clean("全年生产 总值 ５２０ 亿元[1]。\n\n城乡面貌一新。").text
    '全年生产总值520亿元。\n城乡面貌一新。'
    """
    plain = raw.translate(_folding())
    lines = drop_noise(plain, list(find_lines(plain)), pages)
    joined: list[str] = []
    places: array[int] = array("I")
    for number, paragraph in enumerate(join_lines(plain, lines)):
        for position, (start, end) in enumerate(paragraph):
            if number or position:
                joined.append(" " if position else "\n")
                places.append(max(0, start - 1))
            joined.append(plain[start:end])
            places.extend(range(start, end))
    return _squeeze("".join(joined), places)


def _squeeze(text: str, places: array[int]) -> CleanText:
    """Take out blanks and footnote marks."""
    kept: list[str] = []
    origin: array[int] = array("I")
    last = 0
    for found in _FALLS.finditer(text):
        start, end = found.span()
        kept.append(text[last:start])
        origin += places[last:start]
        if found.lastgroup == "latin":
            kept.append(" ")
            origin.append(places[start])
        last = end
    kept.append(text[last:])
    origin += places[last:]
    return _drop_empty_lines("".join(kept), origin)


def _drop_empty_lines(text: str, origin: array[int]) -> CleanText:
    if not text.startswith("\n") and not text.endswith("\n") and "\n\n" not in text:
        return CleanText(text, origin)
    kept: list[str] = []
    places: array[int] = array("I")
    for line in re.finditer(r"[^\n]+", text):
        if kept:
            kept.append("\n")
            places.append(origin[line.start() - 1])
        kept.append(line.group())
        places += origin[line.start() : line.end()]
    return CleanText("".join(kept), places)


@cache
def _folding() -> dict[int, str]:
    """Return what each character is read as; every value is one character."""
    table = {ord(c) + 0xFEE0: c for c in _FOLDED}
    for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00)):  # radicals and doublets that PDFs write
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and plain != chr(code):
            table[code] = plain
    void = (*range(0x09), *range(0x0E, 0x1C), 0x7F, *range(0x80, 0x85), *range(0x86, 0xA0), 0xAD, 0x61C, 0x180E)
    void += (
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        0xFEFF,
        *range(0xFFF0, 0xFFFC),
        0xFFFE,
        0xFFFF,
    )
    table.update(dict.fromkeys((*void, *range(0xFE00, 0xFE10)), VOID))
    table.update({0x2015: "—", 0x2500: "—", 0x2501: "—", 0x30FB: "·", 0x2022: "·", 0xFF65: "·"})
    return table
