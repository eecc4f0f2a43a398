"""The lines of a raw text: which of them are noise, and which make one paragraph.

Knows hard-wrapped lines, lost line breaks, page numbers, running heads and what web pages put
around a report.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from zhengtu.extract.wording import read_rules

BLANK = r"[ \t\x00\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]"
LONG_LINE = 3000  # a line that long holds a report whose line breaks were lost
_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_EDGES = " \t\x00\xa0\u3000\u2002\u2003\u2009\x1c\x1d\x1e\x1f"
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十百]{1,4}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]{1,2}(?:部分|章|，)"
    r"|\d{1,2}[.、．](?!\d)|[（(]\d{1,2}[）)]|——|――|--|●|■|◆|★|○|[①-⑳]|各位代表|[\[［〔]\d{1,3}[\]］〕])"
)
_MARKDOWN = re.compile(r"(?:#{1,6}|>+)\s+(?=\S)")
_MARK = re.compile(r"[\[［〔]\d{1,3}[\]］〕]")
_OPEN_END = "（《“‘〈「『，、；-"
_CLOSED_START = re.compile(r"[，、；：。！？）》”’〉」』％%)]")
_STOP = "。！？!?：:；;”）"
_SENTENCE_STOP = "。！？!?：:"


@dataclass(slots=True)
class Line:
    """A line of the raw text without the blanks around it."""

    start: int
    end: int
    width: int  # in half characters
    indent: int
    blank_before: bool


def find_lines(plain: str) -> Iterator[Line]:
    """Yield the lines that hold something."""
    last = 0
    for found in _LINE.finditer(plain):
        line = found.group()
        inner = line.strip(_EDGES)
        if not inner.strip():
            continue
        start = found.start() + line.index(inner)
        if mark := _MARKDOWN.match(inner):
            inner = inner[mark.end() :]
            start += mark.end()
        wide = len(inner.encode("utf-8", "surrogatepass")) - len(inner)  # two more bytes for each Chinese character
        breaks = plain.count("\n", last, found.start()) + plain.count("\f", last, found.start())
        yield Line(start, start + len(inner), len(inner) + wide // 2, start - found.start(), breaks > 1)
        last = found.end()


def drop_noise(plain: str, lines: list[Line], pages: Sequence[int]) -> list[Line]:
    """Leave out page numbers, running heads, and what a web page puts around the text."""
    noise = _noise()
    running = _running_heads(plain, lines, pages)
    texts = [plain[line.start : line.end] for line in lines]
    squeezed = [re.sub(r"\s+", "", t) if line.width < 160 else t for t, line in zip(texts, lines, strict=True)]
    body = next((i for i, t in enumerate(squeezed) if noise.body.match(t)), None)
    end = len(lines)
    for i in range(len(lines) - 1, (body or 0), -1):
        if lines[i].width > 200:
            break
        if noise.tail.match(squeezed[i]):
            end = i
    # Web remains are cut off only where they stand: above the words to the assembly and below the last paragraph.
    kept = []
    for i in range(end):
        if i in running or (noise.anywhere.fullmatch(squeezed[i]) and not _is_subscript(plain, lines, i)):
            continue
        if body is not None and i < body and noise.head.fullmatch(squeezed[i]):
            continue
        if body is None and len(lines) > 1 and noise.head.fullmatch(squeezed[i]) and not _is_inner(lines, i):
            continue
        kept.append(lines[i])
    return kept or lines[:1]


def _is_subscript(plain: str, lines: list[Line], i: int) -> bool:
    """Whether a bare number is part of a word that a web page broke, as in PM 2.5."""
    before = plain[lines[i - 1].end - 1] if i else ""
    after = plain[lines[i + 1].start] if i + 1 < len(lines) else ""
    return plain[lines[i].start].isdigit() and (
        (before.isascii() and before.isalpha()) or (after != "" and after in "，、；。）.%")
    )


def _is_inner(lines: list[Line], i: int) -> bool:
    """Whether running text stands both before and after line ``i``."""
    return any(line.width > 100 for line in lines[:i]) and any(line.width > 100 for line in lines[i + 1 :])


def _running_heads(plain: str, lines: list[Line], pages: Sequence[int]) -> set[int]:
    """Return the lines at page tops and bottoms that come back on most pages."""
    if len(pages) < 3:
        return set()
    starts = [line.start for line in lines]
    borders = [bisect_left(starts, page) for page in (*pages, len(plain) + 1)]
    places: dict[str, list[int]] = {}
    for first, last in pairwise(borders):
        for i in {*range(first, min(first + 2, last)), *range(max(first, last - 2), last)}:
            text = re.sub(r"[\d\s]+", "#", plain[lines[i].start : lines[i].end])
            if lines[i].width < 80 and plain[lines[i].end - 1] not in _STOP:
                places.setdefault(text, []).append(i)
    often = max(3, len(pages) // 2)
    return {i for found in places.values() if len(found) >= often for i in found}


def join_lines(plain: str, lines: list[Line]) -> Iterator[list[tuple[int, int]]]:
    """Yield paragraphs as lists of stretches; a hard-wrapped paragraph has several."""
    width = _wrap_width(plain, lines)
    blank_breaks = _blank_lines_part(plain, lines, width)
    paragraph: list[tuple[int, int]] = []
    previous: Line | None = None
    for line in lines:
        if previous is not None and _parts(plain, previous, line, width, blank_breaks):
            yield from _split_lost(plain, paragraph)
            paragraph = []
        paragraph.append((line.start, line.end))
        previous = line
    if paragraph:
        yield from _split_lost(plain, paragraph)


def _wrap_width(plain: str, lines: list[Line]) -> int:
    """Return the width at which lines were broken by hand or by a PDF, 0 where they were not."""
    if len(lines) < 3:
        return 0
    widths = Counter(line.width for line in lines if line.width > 20)
    if not widths:
        return 0
    ranked = sorted(widths.elements())
    width = ranked[int(len(ranked) * 0.9)]
    if width > 160:
        return 0
    full = [line for line in lines if line.width >= width * 0.85]
    unfinished = sum(plain[line.end - 1] not in _STOP for line in full)
    return width if unfinished >= max(2, 0.5 * len(full)) and len(full) >= 0.3 * len(lines) else 0


def _blank_lines_part(plain: str, lines: list[Line], width: int) -> bool:
    """Whether blank lines stand between paragraphs, and between paragraphs only."""
    if not width:
        return sum(line.blank_before for line in lines[1:]) > 0.6 * len(lines)
    inner = [b for a, b in pairwise(lines) if a.width >= width * 0.85 and plain[a.end - 1] not in _STOP]
    return sum(line.blank_before for line in inner) < 0.2 * len(inner)


def _parts(plain: str, a: Line, b: Line, width: int, blank_breaks: bool) -> bool:
    """Whether line ``b`` starts a new paragraph after line ``a``."""
    last, head = plain[a.end - 1], plain[b.start : b.start + 12]
    if _CLOSED_START.match(head) and last not in "。！？" and not _NUMBERED.match(head):
        return False
    if last in _OPEN_END and not _NUMBERED.match(plain, b.start):
        return False
    if last.isascii() and last.isalpha() and head[0].isdigit():  # PM and its 2.5
        return False
    if _MARK.match(head) and last not in _SENTENCE_STOP and a.width >= (width or 80) * 0.85:
        return False  # a footnote mark that was carried over to the next line
    if not width:  # web pages break inside a sentence around links and subscripts
        if last in _SENTENCE_STOP or _NUMBERED.match(head):
            return True
        return b.blank_before if blank_breaks else a.width < 80
    if blank_breaks and b.blank_before and last in _STOP:
        return True
    if b.indent >= 2 and a.indent == 0 and last in _STOP:
        return True
    if _NUMBERED.match(head) and (last in _STOP or a.width < width * 0.85):
        return True
    if last in _SENTENCE_STOP and b.width < width * 0.6 and plain[b.end - 1] not in _STOP:
        return True  # a short line without a stop is no end of a paragraph but a heading
    return a.width < width * 0.85


def _split_lost(plain: str, paragraph: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Find the paragraphs of a report whose line breaks were all lost."""
    if len(paragraph) > 1 or paragraph[0][1] - paragraph[0][0] < LONG_LINE:
        yield paragraph
        return
    start, end = paragraph[0]
    for found in _LOST.finditer(plain, start + 1, end):
        if found.start() > start:
            yield [(start, found.start())]
            start = found.start()
        if found.lastgroup == "heading":
            yield [(found.start("heading"), found.end("heading"))]
            start = found.end("heading")
    if start < end:
        yield [(start, end)]


# In a line that holds everything, a heading stands behind the stop of the sentence before it.
_LOST = re.compile(
    rf"(?<=[。！？：!?])(?:{BLANK}*[—–-]{BLANK}*\d{{1,3}}{BLANK}*[—–-])?{BLANK}*(?:"
    r"(?P<heading>(?:[一二三四五六七八九十]、)?(?:19|20)\d\d年[^，。；：\s]{0,18}(?:回顾|总结|安排|任务|建议|部署|要求|工作)"
    r"(?=\s|(?:19|20)\d\d[\s年]|过去|一年来|今年|刚刚|各位)"
    r"|[一二三四五六七八九十]{1,2}、[^，。；：\s]{4,26}(?=\s))"
    r"|(?=[一二三四五六七八九十]{1,2}、[^、]{4})|(?=（[一二三四五六七八九十]{1,2}）)|(?=各位代表[，：！])|(?=——[^\d\s—])"
    rf"|(?<=。)(?={BLANK}{{2}}))"
)


@dataclass(frozen=True, slots=True)
class _Noise:
    anywhere: re.Pattern[str]
    head: re.Pattern[str]
    tail: re.Pattern[str]
    body: re.Pattern[str]


@cache
def _noise() -> _Noise:
    rules = read_rules("noise.toml")
    return _Noise(*(re.compile("|".join(rules[name]["patterns"])) for name in ("anywhere", "head", "tail", "body")))
