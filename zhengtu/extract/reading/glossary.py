"""The glossary (名词解释) at the end of a report: terms, their definitions, and where they are used."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhengtu.extract.reading.sections import is_glossary
from zhengtu.model import Span, Term

MAX_USES = 50
_NUMBER = r"(?:\d{1,3}[.、．]|[\[［〔【（(]\d{1,3}[\]］〕】）)]|注\d{1,3}[:：]?|[①-⑳]|[一二三四五六七八九十]{1,3}、)?"
_ENTRY = re.compile(rf"{_NUMBER}(?P<name>[^：:。；！？\n]{{1,45}}?)[：:](?P<definition>[^\n]*)")
_NUMBERED_ENTRY = re.compile(rf"(?=[\d\[［〔【（(注①-⑳]){_NUMBER}[^：:。；！？\n]{{1,45}}?[：:]")
_FIRST = re.compile(r"(?:1[.、．]|[\[［〔【（(]1[\]］〕】）)]|注1|①)")
_ATTACHMENT = re.compile(r"附件?\d?[:：]?")
_LAST_WORDS = re.compile(r"各位代表|让我们|奋斗！|贡献！|新篇章！")
_QUOTED = re.compile(r"“([^“”]{2,30})”")


def find_glossary(text: str, paragraphs: Sequence[Span]) -> tuple[int, tuple[Term, ...]]:
    r"""Return where the text before the glossary ends, and the terms; without one, the end of the text.

    >>> text = "实施“双百”行动。\n名词解释\n“双百”行动：即百企百校结对。"
    >>> end, terms = find_glossary(text, [Span(0, 9), Span(10, 14), Span(15, 30)])
    >>> end, terms[0].name, terms[0].definition, [text[u.start:u.end] for u in terms[0].uses]
    (10, '“双百”行动', '即百企百校结对。', ['“双百”行动'])
    """
    first = _find_start(text, paragraphs)
    if first is None:
        return len(text), ()
    opening = first
    if opening and _ATTACHMENT.fullmatch(text, paragraphs[opening - 1].start, paragraphs[opening - 1].end):
        opening -= 1
    end = paragraphs[opening].start
    return end, tuple(_find_terms(text, paragraphs[first:], end))


def _find_start(text: str, paragraphs: Sequence[Span]) -> int | None:
    half = len(paragraphs) // 2
    for index in range(half, len(paragraphs)):
        span = paragraphs[index]
        if index and len(span) < 40 and is_glossary(text[span.start : span.end]):
            following = paragraphs[index + 1 : index + 6]
            if any(_ENTRY.match(text, p.start, p.end) for p in following):
                return index
    return _find_unannounced(text, paragraphs)


def _find_unannounced(text: str, paragraphs: Sequence[Span]) -> int | None:
    """Return the first of the numbered entries that follow the report's last words."""
    last = next(
        (i for i in range(len(paragraphs) - 1, -1, -1) if _LAST_WORDS.search(text, *_ends(paragraphs[i]))), None
    )
    if last is None or last + 1 >= len(paragraphs) or last < len(paragraphs) // 3:
        return None
    tail = paragraphs[last + 1 :]
    entries = sum(bool(_NUMBERED_ENTRY.match(text, p.start, p.end)) for p in tail)
    first = next((i for i, p in enumerate(tail) if _FIRST.match(text, p.start, p.end)), None)
    return last + 1 + first if first is not None and entries >= max(1, 0.6 * len(tail[first:])) else None


def _find_terms(text: str, paragraphs: Sequence[Span], end: int) -> Iterator[Term]:
    open_name, start, last, definition = "", 0, 0, ""
    for span in paragraphs:
        if is_glossary(text[span.start : span.end]):
            continue
        entry = _ENTRY.fullmatch(text, span.start, span.end)
        if entry and entry.group("name").strip():
            if open_name:
                yield _term(text, open_name, definition, Span(start, last), end)
            open_name, start, definition = entry.group("name").strip(), span.start, entry.group("definition").strip()
        elif open_name:
            definition += text[span.start : span.end]
        else:
            continue
        last = span.end
    if open_name:
        yield _term(text, open_name, definition, Span(start, last), end)


def _term(text: str, name: str, definition: str, span: Span, end: int) -> Term:
    for words in dict.fromkeys((name, name.strip("“”"), *_QUOTED.findall(name))):
        uses = [Span(*found.span()) for found in re.finditer(re.escape(words), text[:end])] if len(words) > 1 else []
        if uses:
            return Term(name, definition, span, tuple(uses[:MAX_USES]))
    return Term(name, definition, span)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
