"""The grammar of lists: who stands in one, what is said of all its members, and which head they share.

“推动甲、乙等三个项目投产” is a ``Frame``: members 甲 and 乙, the lead 推动, the head 项目 after 等 and the
trail 投产. A clause may hold several frames (甲竣工、乙投产); a name outside any list is a frame of one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from zhengtu.model import Document, Span


@dataclass(frozen=True, slots=True)
class Frame:
    """Names of one clause of which the same is said.

    ``lead`` are the words before the first name, ``trail`` those after the last one (and after
    the shared ``head``), ``more`` what stands between 等 and the head. ``closed`` tells that 等 was there.
    ``actor`` is who does it, where a name and a verb stand before the members (甲公司建设乙、丙).
    """

    sentence: int
    clause: Span
    members: tuple[Span, ...]
    lead: str
    trail: str
    head: str = ""
    more: str = ""
    closed: bool = False
    actor: Span | None = None


@cache
def read_rules(name: str) -> dict[str, dict[str, list[str]]]:
    """Return the tables of ``rules/<name>.toml``."""
    tables: dict[str, dict[str, list[str]]] = tomllib.loads(
        files("zhengtu.extract.rules").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    )
    return tables


def one_of(words: Iterable[str]) -> str:
    """Return a pattern for any of ``words``, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))


def find_frames(document: Document) -> tuple[Frame, ...]:
    """Return the frames of all sentences in order; the last document's are kept at hand."""
    last = _LAST.get("document")
    if last is None or last[0] is not document:
        last = _LAST["document"] = (document, tuple(_find_frames(document)))
    return last[1]


def split_clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the clauses of ``text[start:end]``: pieces between ，；： outside brackets.

    >>> [("甲建成，乙（一期，二期）投产。"[a:b]) for a, b in split_clauses("甲建成，乙（一期，二期）投产。", 0, 15)]
    ['甲建成', '乙（一期，二期）投产']
    """
    yield from _split(text, start, end, _CLAUSE_MARKS)


def _split(text: str, start: int, end: int, marks: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    depth, at = 0, start
    for match in marks.finditer(text, start, end):
        mark = match.group()
        if mark in _OPENING:
            depth += 1
        elif mark in _CLOSING:
            depth = max(0, depth - 1)
        elif not depth:
            if at < match.start():
                yield at, match.start()
            at = match.end()
    if at < end:
        yield at, end


def _find_frames(document: Document) -> Iterator[Frame]:
    text = document.text
    for index, sentence in enumerate(document.sentences):
        for start, end in split_clauses(text, sentence.span.start, sentence.span.end):
            yield from _read_clause(text, index, start, end)


def _read_clause(text: str, sentence: int, start: int, end: int) -> Iterator[Frame]:
    clause = Span(start, end)
    lead = ""
    members: list[Span] = []
    actor: Span | None = None
    said = _find_predicate(text, start, end)
    if said is not None:
        names = [
            Span(a, b)
            for a, b in ((_strip_lead(text, a, b), b) for a, b in _split_members(text, start, said[0]))
            if a < b
        ]
        if names:
            yield _close_subject(text, sentence, clause, names, text[said[0] : end])
        if not said[2]:
            return
        start, actor = said[0], names[-1] if names else None

    def close(trail: str, head: str = "", more: str = "", closed: bool = False) -> Frame:
        frame = Frame(sentence, clause, tuple(members), lead, trail, head, more, closed, actor)
        members.clear()
        return frame

    pending: Frame | None = None  # waits for verbs that follow alone (当年签约、当年投产)
    for a, b in _split_members(text, start, end):
        first = not members
        cut = _strip_lead(text, a, b)
        if cut > a and (first or _names_verb(text[a:cut])):
            if members:
                if pending:
                    yield pending
                pending = close("")
            lead = text[a:cut] if first and not pending else text[a:cut] or lead
            a = cut
        if a >= b:
            if pending and not members:
                pending = _with_trail(pending, lead)
                lead = ""
            continue
        shut = _CLOSE.search(text, a, b)
        if shut:
            stop, after = shut.start(), shut.end()
            head, more, rest = _read_head(text, after, b)
            stop = _trim(text, a, stop)
            if stop > a:
                members.append(Span(a, stop))
            if members:
                if pending:
                    yield pending
                pending = close(rest, head, more, True)
                lead = pending.lead if not rest else ""
            continue
        stop = _strip_trail(text, a, b)
        if stop <= a:  # only verbs
            if members:
                if pending:
                    yield pending
                pending = close(text[a:b])
                lead = ""
            elif pending:
                pending = _with_trail(pending, text[a:b])
            continue
        members.append(Span(a, stop))
        if stop < b:
            if pending:
                yield pending
            pending = close(text[stop:b])
            lead = ""
    if members:
        if pending:
            yield pending
        pending = close("")
    if pending:
        yield pending


def _find_predicate(text: str, start: int, end: int) -> tuple[int, int, bool] | None:
    """Return where the verb of “name verb …” stands, and whether its objects may be names of works."""
    for match in _PREDICATE.finditer(text, start + 2, end):
        at = match.start()
        before = text[start:at]
        if any(before.count(a) != before.count(b) for a, b in zip(_OPENING, _CLOSING, strict=True)):
            continue
        if at - start > 60:
            return None
        if match.lastgroup == "does":
            if not _ENDS_FIRM.search(text, start, at):
                continue
            return at, match.end(), True
        return at, match.end(), False
    return None


def _close_subject(text: str, sentence: int, clause: Span, names: list[Span], trail: str) -> Frame:
    last = names[-1]
    shut = _CLOSE.search(text, last.start, last.end)
    head = more = ""
    if shut and shut.start() > last.start:
        head, more, _ = _read_head(text, shut.end(), last.end)
        names[-1] = Span(last.start, shut.start())
    return Frame(sentence, clause, tuple(names), "", trail, head, more, bool(shut))


def _with_trail(frame: Frame, more: str) -> Frame:
    return Frame(
        frame.sentence,
        frame.clause,
        frame.members,
        frame.lead,
        frame.trail + more,
        frame.head,
        frame.more,
        frame.closed,
        frame.actor,
    )


def _split_members(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for a, b in _split(text, start, end, _MEMBER_MARKS):
        at = a
        if b - a > 4:
            for match in _AND.finditer(text, a + 2, b - 2):
                if _joins_names(text, at, match.start(), match.end(), b):
                    yield at, match.start()
                    at = match.end()
        yield at, b


def _joins_names(text: str, a: int, left: int, right: int, b: int) -> bool:
    """Whether the 和 at ``left:right`` stands between two names, not inside one."""
    depth = 0
    for ch in text[a:left]:
        depth += ch in _OPENING
        depth -= ch in _CLOSING
    if depth > 0:
        return False
    return bool(_ENDS_NAME.search(text, a, left))


def _strip_lead(text: str, a: int, b: int) -> int:
    while a < b:
        match = _LEAD.match(text, a, b)
        if not match or match.end() == a:
            break
        a = match.end()
    return a


def _names_verb(lead: str) -> bool:
    return bool(_STAGE.search(lead)) or bool(_STRONG_LEAD.search(lead))


def _strip_trail(text: str, a: int, b: int) -> int:
    stop = b
    while stop > a:
        match = _TRAIL_BACK.match(text[a:stop][::-1])
        if not match or not match.end():
            break
        stop -= match.end()
    return stop if _STAGE.search(text, stop, b) or stop == b else b


def _trim(text: str, a: int, b: int) -> int:
    while b > a and text[b - 1] in "、，和及与":
        b -= 1
    return b


def _read_head(text: str, at: int, end: int) -> tuple[str, str, str]:
    """Return the head after 等, what stands before it, and the rest of the clause."""
    stop = end
    verb = _STAGE.search(text, at, end)
    if verb:
        stop = verb.start()
    window = text[at : min(stop, at + 26)]
    found = max(_HEAD.finditer(window), key=lambda m: m.end(), default=None)
    if not found:
        return "", "", text[at:end]
    return found.group(), window[: found.start()], text[at + found.end() : end]


_LAST: dict[str, tuple[Document, tuple[Frame, ...]]] = {}
_OPENING, _CLOSING = "（(《“‘【「", "）)》”’】」"
_CLAUSE_MARKS = re.compile(r"[，；：。！？\n,;（(《“‘【「）)》”’】」]|——")
_MEMBER_MARKS = re.compile(r"[、（(《“‘【「）)》”’】」]")
_RULES = read_rules("stages")
_HEADS = read_rules("entities")
_STAGE_WORDS = [word for words in _RULES["stages"].values() for word in words]
_MONEY = (
    r"(?:总)?投资(?:约|近|超|达)?[\d.]+(?:多|余)?[万亿]+元(?:以上)?的?|[\d.]+(?:多|余)?[万亿]+元(?:以上)?的?|\d{4}年"
)
_LEAD = re.compile(f"{one_of([*_RULES['words']['lead'], *_STAGE_WORDS])}|{_MONEY}|\\d+月底?前?")
_STRONG_LEAD = re.compile("支持|与|同|对|打造|培育|发展|引进|依托|发挥")
_STAGE = re.compile(one_of(_STAGE_WORDS))
_TRAIL_BACK = re.compile(
    one_of(
        word[::-1] for word in [*_STAGE_WORDS, *_RULES["words"]["trail"]] if len(word) > 1 or word in "已将均或并的了"
    )
)
_WORDS = read_rules("relations")
_PREDICATE = re.compile(
    f"(?P<award>{one_of(_WORDS['awarded']['verbs'])})|(?P<says>{one_of(_WORDS['subject']['says'])})"
    f"|(?P<does>{one_of(_WORDS['subject']['does'])})"
)
_ENDS_FIRM = re.compile(
    f"(?:{one_of([*_HEADS['firm']['legal'], *_HEADS['firm']['trade'], *_HEADS['firm']['plant']])}|国企|央企)$"
)
_CLOSE = re.compile(r"等(?!待|级|效|额|同|候|离子)")
_AND = re.compile(r"以及|和(?!谐|平|美|睦)|及(?!时|格)|与|暨")
_ENDS_NAME = re.compile(
    f"(?:{one_of([*_HEADS['project']['works'], *_HEADS['project']['sites'], *_HEADS['park']['heads'], *_HEADS['firm']['legal']])}|[”）])$"
)
_HEAD = re.compile(one_of([*_HEADS["lists"]["projects"], *_HEADS["lists"]["firms"], *_HEADS["lists"]["other"]]))
