"""The grammar of lists: who stands in one, what is said of all its members, and which head they share.

“推动甲、乙等三个项目投产” is a ``Frame``: members 甲 and 乙, the lead 推动, the head 项目 after 等 and the
trail 投产. A clause may hold several frames (甲竣工、乙投产); a name outside any list is a frame of one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from zhengtu.extract.names.clauses import (
    find_close,
    find_next_award,
    find_predicate,
    is_sum,
    read_head,
    says_stage,
    split_clauses,
    split_members,
    strip_lead,
    strip_trail,
)
from zhengtu.model import Document, Span


@dataclass(frozen=True, slots=True)
class Frame:
    """Names of one clause of which the same is said.

    ``lead`` are the words before the first name, ``trail`` those after the last one (and after
    the shared ``head``), ``more`` what stands between 等 and the head. ``closed`` tells that 等 was there.
    ``actor`` is who does it, where a name and a verb stand before the members (甲公司建设乙、丙);
    ``predicate`` is the class of that verb.
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
    predicate: str = ""


def find_frames(document: Document) -> tuple[Frame, ...]:
    """Return the frames of all sentences in order; the last document's are kept at hand."""
    last = _LAST.get("document")
    if last is None or last[0] is not document:
        last = _LAST["document"] = (document, tuple(_find_frames(document)))
    return last[1]


def find_frames_among(document: Document, masked: str, sentence: int) -> list[Frame]:
    """Return the frames of ``sentence`` in ``masked``, the text in which known names are masks that nothing cuts."""
    return list(_read_sentence(masked, sentence, document.sentences[sentence].span))


def _find_frames(document: Document) -> Iterator[Frame]:
    for index, sentence in enumerate(document.sentences):
        yield from _read_sentence(document.text, index, sentence.span)


def _read_sentence(text: str, sentence: int, span: Span) -> Iterator[Frame]:
    for start, end in split_clauses(text, span.start, span.end):
        yield from _read_clause(text, sentence, Span(start, end), start)


def _read_clause(text: str, sentence: int, clause: Span, start: int) -> Iterator[Frame]:
    said = find_predicate(text, start, clause.end)
    actor: Span | None = None
    if said is not None:
        at, kind = said
        subject = _read_subject(text, sentence, clause, start, at, kind)
        if kind in ("award", "says"):
            stop = find_next_award(text, at, clause.end) if kind == "award" else clause.end
            if subject:
                yield replace(subject, trail=text[at:stop].rstrip("、"))
            if stop < clause.end:
                yield from _read_clause(text, sentence, clause, stop)
            return
        if subject and len(subject.members[-1]) <= 20:
            yield replace(subject, trail=text[at : clause.end])
            actor, start = subject.members[-1], at
    yield from _Reader(text, sentence, clause, actor).read(start)


def _read_subject(text: str, sentence: int, clause: Span, start: int, end: int, kind: str) -> Frame | None:
    names: list[Span] = []
    lead = ""
    for a, b in split_members(text, start, end):
        cut = strip_lead(text, a, b)
        if not names:
            lead = text[a:cut]
        if cut < b:
            names.append(Span(cut, b))
    if not names:
        return None
    last = names[-1]
    shut = find_close(text, last.start, last.end)
    head = more = ""
    if shut is not None and shut[0] > last.start:
        head, more, _ = read_head(text, shut[1], last.end)
        names[-1] = Span(last.start, shut[0])
    return Frame(sentence, clause, tuple(names), lead, "", head, more, bool(head or more), predicate=kind)


@dataclass(slots=True)
class _Reader:
    """Reads the members of a clause from left to right; verbs close a frame."""

    text: str
    sentence: int
    clause: Span
    actor: Span | None
    lead: str = ""
    members: list[Span] = field(default_factory=list)
    pending: Frame | None = None  # waits for verbs that follow alone (当年签约、当年投产)

    def read(self, start: int) -> Iterator[Frame]:
        for a, b in split_members(self.text, start, self.clause.end):
            yield from self._read_member(a, b)
        if self.members:
            yield from self._close("")
        if self.pending:
            yield self.pending

    def _read_member(self, a: int, b: int) -> Iterator[Frame]:
        text = self.text
        cut = strip_lead(text, a, b)
        if cut > a and (not self.members or says_stage(text[a:cut])):
            if self.members:
                yield from self._close("")
            if self.lead == "" or self.pending is None or cut < b:
                self.lead = text[a:cut]
            if cut >= b:  # only verbs
                if self.pending:
                    self.pending = replace(self.pending, trail=self.pending.trail + text[a:b])
                    self.lead = ""
                return
            a = cut
        elif cut < b and is_sum(text[a:cut]):  # 总投资三亿元的乙
            a = cut
        shut = find_close(text, a, b)
        if shut is not None:
            stop = shut[0]
            while stop > a and text[stop - 1] in "、，和及与":
                stop -= 1
            if stop > a:
                self.members.append(Span(a, stop))
            if self.members:
                head, more, rest = read_head(text, shut[1], b)
                lead = self.lead
                yield from self._close(rest, head, more, closed=True)
                self.lead = lead if not rest else ""
            return
        stop = strip_trail(text, a, b)
        if stop <= a:
            if self.members:
                yield from self._close(text[a:b])
            elif self.pending:
                self.pending = replace(self.pending, trail=self.pending.trail + text[a:b])
            return
        self.members.append(Span(a, stop))
        if stop < b:
            yield from self._close(text[stop:b])

    def _close(self, trail: str, head: str = "", more: str = "", *, closed: bool = False) -> Iterator[Frame]:
        if self.pending:
            yield self.pending
        self.pending = Frame(
            self.sentence, self.clause, tuple(self.members), self.lead, trail, head, more, closed, self.actor
        )
        self.members.clear()
        self.lead = ""


_LAST: dict[str, tuple[Document, tuple[Frame, ...]]] = {}
