"""Which industries of a sentence stand in one list, and what sums a list up.

What counts is how the names are joined ("A、B和C", "A、B等D产业"), not which rule proposed them: a name that the
statistical reader labelled is a member like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhengtu.extract.chains.topics import names_class
from zhengtu.extract.chains.words import Kind, cut
from zhengtu.model import Document, Mention, Span

LISTS = ("list-of-industries", "list-of-class", "list-before-head", "counted-list", "list-of-tracks")
_GLUE = re.compile(r"[、和与及“”]*(?:（[^（）]*）)?[、和与及“”]*")
_SUMMARY = re.compile(r"(?:（[^（）]*）)?等?[^，。；：、]{0,8}")
_COUNT = re.compile(r"[”）]?(?:[0-9]+|[一二两三四五六七八九十]+)(?:大|个|条|类)?")
_ETC = re.compile(r"[”）]?(?:（[^（）]*）)?等([^，。；：、]{0,8})")
_TRACKS = re.compile(
    r"[”）]?等[^，。；：、]{0,4}(?:业态|模式|赛道|增长点|增长极|土特产|支柱|引擎|方向|领域)|等(?:核心|细分)产业"
)
_NAMES_KIND = Kind.NUMBER | Kind.MODIFIER | Kind.CLASS | Kind.LOOSE | Kind.FIELD | Kind.STATISTICAL | Kind.QUOTE


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
        for member in reversed([chain for chain in chains[:at] if chain.rule != "aside"]):
            gap = text[member.span.end : end]
            if member.rule == "whole" or not (_GLUE.fullmatch(gap) if members else _sums_up(document, gap, whole)):
                break
            members.append(member)
            end = member.span.start
        if members:
            yield whole, members


def _sums_up(document: Document, gap: str, whole: Mention) -> bool:
    """Whether the words between the last member and the name say that it holds the list."""
    if whole.rule == "whole":
        return _SUMMARY.fullmatch(gap) is not None
    etc = _ETC.fullmatch(gap)
    if etc is not None:
        return all(token.kind & _NAMES_KIND and not token.kind & Kind.GROWTH for token in cut(etc[1]))
    named = document.quote(whole.span)
    counted = _COUNT.fullmatch(gap) or (not gap.strip("”") and _COUNT.match(named))
    return bool(counted) and names_class(document, whole)


def _groups(text: str, chains: Sequence[Mention]) -> Iterator[list[Mention]]:
    group: list[Mention] = []
    for chain in chains:
        gap = text[group[-1].span.end : chain.span.start] if group else ""
        if group and not (gap.strip("“”") and _GLUE.fullmatch(gap)):
            yield group
            group = []
        group.append(chain)
    if group:
        yield group
