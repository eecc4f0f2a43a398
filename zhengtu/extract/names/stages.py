"""How far a work has come, from the verbs around its name.

The lists are read a second time here, with the names of works masked: what stands between 、 and
a name, or between a name and 、, then is a verb or a modifier and never a part of the name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from zhengtu.extract.names.clauses import MASK, one_of, read_rules
from zhengtu.extract.names.index import Index, build_evidence, id_of
from zhengtu.extract.names.lists import Frame, find_frames_among
from zhengtu.model import Document, EntityType, Mention, Modality, Relation, Span

ACTUAL, PLANNED = "actual", "planned"


@dataclass(slots=True)
class _Said:
    """What is said of a work: the words before it and after it, its own or those of its list."""

    work: Mention | None  # none where a member of the list is no work
    frame: Frame
    lead: str
    trail: str


def find_stages(document: Document, frames: Sequence[Frame], index: Index) -> Iterator[Relation]:
    """Yield the stages of works, each with whether it has happened."""
    works = _pick_works(index)
    masked = _mask(document.text, works)
    for number, own in _by_sentence(document, works).items():
        sentence = document.sentences[number]
        for said in _read_sentence(document, masked, number, own):
            work, frame = said.work, said.frame
            if work is None:
                continue
            modality = read_modality(said.lead, said.trail, sentence.modality)
            if _UNDER_WAY.search(frame.more) and frame.closed:  # 推动甲等5个在建项目投产
                evidence = build_evidence(document, frame.clause, "under-way", 0.8 * work.confidence)
                yield Relation(
                    "stage", id_of(work), evidence, value="under_construction", modality=ACTUAL, year=sentence.year
                )
            stages = read_stages(said.lead, said.trail, planned=modality == PLANNED)
            if stages == ("completed",) and _MAIN_NAME.search(document.quote(work.span) + said.trail[:4]):
                stages = ("under_construction",)  # 完成甲主体工程
            for stage in stages:
                evidence = build_evidence(document, frame.clause, "stage-verb", min(0.95, work.confidence))
                yield Relation("stage", id_of(work), evidence, value=stage, modality=modality, year=sentence.year)


def read_stages(lead: str, trail: str, *, planned: bool) -> tuple[str, ...]:
    """Return the stages that ``lead`` (before the name) and ``trail`` (after it) tell, in order.

    >>> read_stages("", "建成投产", planned=False), read_stages("推动", "前期工作", planned=True)
    (('completed', 'operational'), ('negotiating',))
    """
    if negated := _NEGATED.search(trail):
        trail = trail[: negated.start()]  # 主体完工、未能如期投产
        if not trail:
            return ()
    after, before = _read(trail), _read(lead)
    strong = [s for s in after if s not in ("weak", "landed")]
    first = [s for s in before if s not in ("weak", "landed")]
    won = "negotiating" if planned else "signed"
    if strong and strong != ["under_construction"]:
        found = [won, *strong] if "landed" in after and not planned else strong
    elif "landed" in after:
        building = ["under_construction"] if "建设" in trail else []
        found = building if building and planned else [won, *building]
    elif first:
        found = first[-1:] if len(set(first)) > 1 and first[-1] != "operational" else first
    elif "landed" in before:
        found = [won]
    else:
        found = ["under_construction"] if after or before else []
    if "negotiating" in found and len(set(found)) > 1:
        early = trail.endswith(("前期工作", "前期"))
        found = ["negotiating"] if early else [s for s in found if s != "negotiating"]
    return tuple(dict.fromkeys(found))


def read_modality(lead: str, trail: str, modality: Modality) -> str:
    """Return whether what ``lead`` and ``trail`` say in a sentence of ``modality`` has happened."""
    if modality.is_future:
        return PLANNED if not _DONE.search(trail[:2]) else ACTUAL
    if modality is Modality.STANDING and _WISH.search(lead):
        return PLANNED
    return PLANNED if _SOON.search(trail) or _WISH_STRONG.search(lead) else ACTUAL


def _pick_works(index: Index) -> list[Mention]:
    """Return the works in order, of those that overlap the longest."""
    end = 0
    picked: list[Mention] = []
    works = [m for m in index.mentions if m.type is EntityType.PROJECT]
    for work in sorted(works, key=lambda m: (m.span.start, -m.span.end)):
        if work.span.start >= end:
            picked.append(work)
            end = work.span.end
    return picked


def _mask(text: str, works: Sequence[Mention]) -> str:
    pieces: list[str] = []
    at = 0
    for work in works:
        pieces += text[at : work.span.start], MASK * (work.span.end - work.span.start)
        at = work.span.end
    return "".join((*pieces, text[at:]))


def _by_sentence(document: Document, works: Sequence[Mention]) -> Mapping[int, list[Mention]]:
    starts = [s.span.start for s in document.sentences]
    found: dict[int, list[Mention]] = defaultdict(list)
    for work in works:
        at = bisect_right(starts, work.span.start) - 1
        if at >= 0 and work.span.end <= document.sentences[at].span.end:
            found[at].append(work)
    return found


def _read_sentence(document: Document, masked: str, number: int, works: Sequence[Mention]) -> list[_Said]:
    frames = find_frames_among(document, masked, number)
    said: list[_Said] = []
    for frame, following in zip(frames, (*frames[1:], None), strict=True):
        trail = frame.trail
        if following and not trail and (frame.clause, frame.lead) == (following.clause, following.lead):
            trail = following.trail  # 加快甲等项目和乙等项目建设
        said += _read_frame(masked, frame, trail, works)
    _borrow(said, document.text)
    seen = {id(s.work) for s in said}
    said += [_read_alone(masked, document, number, work) for work in works if id(work) not in seen]
    return said


def _read_alone(masked: str, document: Document, number: int, work: Mention) -> _Said:
    """Return the words of its clause around a work that is no member of a list (支持甲区、乙区建设丙)."""
    sentence, own = document.sentences[number].span, work.span
    start = max(masked.rfind(mark, sentence.start, own.start) for mark in (*"，；：、。", MASK)) + 1
    ends = (masked.find(mark, own.end, sentence.end) for mark in (*"，；：、。", MASK))
    end = min((at for at in ends if at >= 0), default=sentence.end)
    start = max(start, sentence.start)
    frame = Frame(number, Span(start, end), (own,), masked[start : own.start], masked[own.end : end])
    return _Said(work, frame, frame.lead, frame.trail)


def _read_frame(masked: str, frame: Frame, trail: str, works: Sequence[Mention]) -> list[_Said]:
    """Return what ``frame`` says of each of its members: its words, or those within a member (甲、扩建乙、丙开街)."""
    found: list[_Said] = []
    lead = frame.lead
    for member in frame.members:
        own = [w for w in works if member.start <= w.span.start < member.end]
        if not own:
            words = masked[member.start : member.end] if member == frame.members[-1] and not trail else ""
            strong = set(_read(words)) - {"weak", "landed"}  # 甲、幼儿园建成开学
            found.append(_Said(None, frame, lead, words if strong else ""))
            continue
        before = masked[member.start : own[0].span.start]
        if member == frame.members[0]:
            lead += before
        elif _read(before):
            lead = before
        after = masked[own[-1].span.end : member.end]
        found += [_Said(work, frame, lead, after) for work in own]
    if found:
        found[-1].trail += trail
    for said in reversed(found):
        if _read(said.trail):
            trail = said.trail
        elif trail:
            said.trail = trail
    return found


def _read(words: str) -> list[str]:
    words = _ENLISTED.sub("纳入", words)  # 纳入开放平台规划: the rest says nothing of the work
    words = _MAIN_PART.sub("主体完工", _APPROVED.sub("前期", words))
    out: list[str] = []
    for match in _ANY.finditer(words):
        word = match.group()
        if word == "完成" and _PART.match(words, match.end()):  # 完成桩基, 完成征迁: a step of the building
            word = "在建"
        out.append(_CODE[word])
    return out


def _borrow(said: Sequence[_Said], text: str) -> None:
    """Give bare members the words of the list that goes on: 加快甲等3条铁路，乙等公路，以及丙等工程建设."""
    for at in range(len(said) - 2, -1, -1):
        this, following = said[at], said[at + 1]
        bare = not _read(this.lead + this.trail) and not _read(following.frame.lead)
        joined = this.frame.clause == following.frame.clause or text.startswith("以及", following.frame.clause.start)
        if bare and joined and this.frame.sentence == following.frame.sentence:
            this.trail = following.trail
    for last, this in pairwise(said):
        bare = (
            not _WISH.search(this.lead) and not _read(this.lead + this.trail) and (this.frame.closed or not this.trail)
        )
        same = last.frame.clause == this.frame.clause
        open = set(_read(last.trail)) <= ({"weak"} if same else set())  # 加快甲建设、乙, but not 加快甲建设，乙
        if bare and not _SAYS.search(this.trail) and open and _goes_on(last, this, text):
            this.lead = last.lead


def _goes_on(last: _Said, this: _Said, text: str) -> bool:
    """Whether both stand in one clause, or in two with no more than ， between them."""
    if last.frame.clause == this.frame.clause:
        return True
    comma = text[last.frame.clause.end : this.frame.clause.start] == "，"
    return comma and (last.frame.closed or not last.trail) and not _SAYS.search(last.trail)


_RULES = read_rules("stages")
_CODE = (
    {word: code for table in ("stages", "around") for code, words in _RULES[table].items() for word in words}
    | dict.fromkeys(_RULES["loose"]["weak"], "weak")
    | dict.fromkeys(_RULES["loose"]["landed"], "landed")
)
_ANY = re.compile(one_of(_CODE))
_PART = re.compile(
    "(?!竣工|验收|建设|开工|投产|前期|项目|签约|(?:[一-龥]{0,6}(?:改造|提升|建设|整治|修复|扩建|迁建|搬迁|整合)$))(?:主体|[一-龥]{2})"
)
_NEGATED = re.compile(one_of(_RULES["words"]["negated"]))
_MAIN_PART = re.compile(
    "主体(?:工程|结构|部分)?(?:已|将|均|全面|基本|全部|顺利|提前|如期|实现)*(?:完工|竣工|建成|完成|贯通|封顶)"
)
_APPROVED = re.compile("获批(?:立项|实施|命名)?(?=$|、)|(?:批复|审查|审批)$")
_MAIN_NAME = re.compile("主体(?:工程|结构)")
_ENLISTED = re.compile("纳入[^、，]*")
_SAYS = re.compile("转入|实现|完成|取得|获|成为|入选|达到|进入|被|超|增长")
_UNDER_WAY = re.compile("在建")
_DONE = re.compile("已")
_SOON = re.compile("即将|拟|将(?!军)")
_WISH = re.compile("力争|确保|争取|推动|推进|加快")
_WISH_STRONG = re.compile("力争|确保|争取|计划")
