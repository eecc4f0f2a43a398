"""Which industries of a sentence stand in one list, and what sums a list up.

What counts is how the names are joined ("A、B和C", "A、B等D产业"), not which rule proposed them: a name that the
statistical reader labelled is a member like any other.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from zhengtu.extract.chains.topics import HEAD_END, is_measured, names_class
from zhengtu.extract.chains.words import Kind, cut
from zhengtu.model import Document, Mention, Span

LISTS = ("list-of-industries", "list-of-class", "list-before-head", "counted-list", "list-of-tracks")
_GLUE = re.compile(r"[、和与及“”]*(?:（[^（）]*）)?[、和与及“”]*")
_MISSING = re.compile(r"(?:、[^，。；：、等和与及]{2,10})+[、和与及]")
_LAST = re.compile(r"(?:[、和与及][^，。；：、等和与及]{2,10})+(?=等)")
_SUMMARY = re.compile(r"(?:（[^（）]*）)?等?[^，。；：、]{0,8}")
_COUNT = re.compile(r"[”）]?(?:[0-9]+|[一二两三四五六七八九十]+)(?:大|个|条|类)?")
_ETC = re.compile(r"[”）]?(?:（[^（）]*）)?等([^，。；：、]{0,8})")
_TRACKS = re.compile(
    r"[”）]?等[^，。；：、]{0,4}(?:业态|模式|赛道|增长点|增长极|土特产|支柱|引擎|方向|领域)|等(?:核心|细分)产业"
)
_MAKES = re.compile(r"[^，。；：、]*，(?:着力|加快|全力|聚力|努力)?(?:打造|形成|构建|构筑)[^，。；：、]{0,4}")
_WISH = ("力争", "确保", "实现", "推动", "促进", "争取", "带动", "努力", "使", "到", "预计")
_NAMES_KIND = Kind.NUMBER | Kind.MODIFIER | Kind.CLASS | Kind.LOOSE | Kind.FIELD | Kind.STATISTICAL | Kind.QUOTE

Sum = tuple[Mention, Mention, str, float]  # a part, its whole, the rule that says so, and how sure it is


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of a sentence: where their members stand, and which of them are called tracks or forms of business."""

    members: frozenset[Span]
    tracks: frozenset[Span]

    def __contains__(self, chain: Mention) -> bool:
        return chain.span in self.members


def read_lists(document: Document, chains: Sequence[Mention]) -> Lists:
    """Return which of the chains of a sentence, in the order of the text, are members of lists."""
    text, members, tracks = document.text, set[Span](), set[Span]()
    for group in _groups(text, chains):
        end = group[-1].span.end
        if len(group) > 1 or _ETC.match(text, end):
            members.update(one.span for one in group)
        if _TRACKS.match(text, end):
            tracks.update(one.span for one in group)
    members.update(one.span for one in chains if one.rule in LISTS)
    tracks.update(one.span for one in chains if one.rule == "list-of-tracks")
    return Lists(frozenset(members), frozenset(tracks))


def find_wholes(document: Document, chains: Sequence[Mention]) -> Iterator[tuple[Mention, list[Mention]]]:
    """Yield what sums up a list ("A、B等新兴产业"), with the members that it sums up."""
    text = document.text
    for at, whole in enumerate(chains):
        end, members = whole.span.start, list[Mention]()
        for member in (chains[i] for i in range(at - 1, -1, -1) if chains[i].rule != "aside"):
            gap = text[member.span.end : end]
            if member.rule == "whole" or not (_joins(gap) if members else _sums_up(document, gap, whole)):
                break
            members.append(member)
            end = member.span.start
        if members:
            yield whole, members


def find_sums(
    document: Document, chains: Sequence[Mention], lists: Lists, owned: Container[str | None]
) -> Iterator[Sum]:
    """Yield the parts of what a later clause of the sentence sums up, but for those that are ``owned`` already."""
    yield from _find_totals(document, [c for c in chains if c.entity not in owned or c is chains[-1]], lists)
    for one, other in pairwise(_groups(document.text, chains)):
        if other[0] not in lists and _is_made_of(document.text, one[-1].span.end, other[0].span):
            yield from ((part, other[0], "made-of", 0.85) for part in one if part in lists and part.entity not in owned)


def _find_totals(document: Document, chains: Sequence[Mention], lists: Lists) -> Iterator[Sum]:
    """Yield the parts of the industry whose figure stands at the end ("力争X产业营收达N")."""
    if len(chains) < 2:
        return
    last = chains[-1]
    before = re.split("[，；。]", document.text[max(0, last.span.start - 6) : last.span.start])[-1]  # 产值达到N，
    if not (any(word in before for word in _WISH) and is_measured(document, last)):
        return
    name = document.quote(last.span)
    for chain in chains[:-1]:
        if chain not in lists and HEAD_END.sub("", document.quote(chain.span)) in name:
            yield last, chain, "narrower-name", 0.6  # 做强航空产业，力争航空装备制造产业产值增长N%
        else:
            yield chain, last, "summed-up", 0.85


def _is_made_of(text: str, end: int, whole: Span) -> bool:
    """Whether the next clause makes one industry of a list that ends at ``end`` ("引进A、B，打造X产业")."""
    return _MAKES.fullmatch(text, end, whole.start) is not None and text[whole.end : whole.end + 1] in (
        "，",
        "；",
        "。",
        "\n",
    )


def _sums_up(document: Document, gap: str, whole: Mention) -> bool:
    """Whether the words between the last member and the name say that it holds the list."""
    last = _LAST.match(gap)
    if last is not None and not any(token.kind & Kind.GROWTH for token in cut(last[0])):
        gap = gap[last.end() :]
    if whole.rule == "whole":
        return _SUMMARY.fullmatch(gap) is not None
    etc = _ETC.fullmatch(gap)
    if etc is not None:
        return all(token.kind & _NAMES_KIND and not token.kind & Kind.GROWTH for token in cut(etc[1]))
    named = document.quote(whole.span)
    counted = _COUNT.fullmatch(gap) or (not gap.strip("”") and _COUNT.match(named))
    return bool(counted) and names_class(document, whole)


def _joins(gap: str) -> bool:
    """Whether what stands between two names makes them neighbours in a list: a sign, or items that nobody named."""
    if _GLUE.fullmatch(gap):
        return True
    return bool(_MISSING.fullmatch(gap)) and not any(token.kind & Kind.GROWTH for token in cut(gap))


def _groups(text: str, chains: Sequence[Mention]) -> Iterator[list[Mention]]:
    group: list[Mention] = []
    for chain in chains:
        gap = text[group[-1].span.end : chain.span.start] if group else ""
        if group and not (gap.strip("“”") and _joins(gap)):
            yield group
            group = []
        group.append(chain)
    if group:
        yield group
