"""Which industry a firm or a project is in: the nearest topic, or the industry named beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhengtu.extract.chains.topics import TRADE_END, names_class
from zhengtu.extract.chains.words import Kind, cut
from zhengtu.model import Document, EntityType, Mention

MEMBERS = (EntityType.ENTERPRISE, EntityType.PROJECT)
_WORKS = re.compile(
    r"公路|高速|铁路|高铁|城际|隧道|大桥|大道|水库|引水|供水|防洪|堤|医院|学校|中学|小学|幼儿园|安置|棚户|小区|管网|污水|变电站|车站|公园"
)
_CARRIERS = re.compile(r"物流|交通|旅|航运|港|水利|枢纽|口岸|康养|医疗|教育|体育|文化|建筑")
_DIVIDES = re.compile(r"[、和与及，；]")
_MADE = re.compile(r"(?:打造|形成|构建|构筑|延伸|拓展|壮大|带动)[^，。；：、]{0,4}$")


@dataclass(frozen=True, slots=True)
class Places:
    """The industries that a member may be in, by where the text names them."""

    topic: Mention | None  # of the nearest clause
    clause: Sequence[Mention]  # all of the member's own clause
    sentence: Sequence[Mention]
    stated: Sequence[Mention]  # those of the sentence that are not only words in another name
    above: Mention | None  # the topic of the passage or paragraph


def find_industry(document: Document, member: Mention, places: Places) -> tuple[Mention, str, float] | None:
    """Return the nearest topic that puts a firm or project into a chain, with the rule and its sureness."""
    for target, rule, confidence in _ways(document, member, places):
        if target is not None and _holds(document, target) and _fits(document, member, target):
            return target, rule, confidence
    return None


def opens_name(document: Document, member: Mention, members: Sequence[Mention]) -> bool:
    """Whether the name of a firm only opens the name of its project, which then is what is in the chain."""
    if member.type is not EntityType.ENTERPRISE:
        return False
    for other in members:
        if other.type is not EntityType.PROJECT or other.span == member.span:
            continue
        gap = other.span.start - member.span.end
        if other.span.contains(member.span):
            return True
        if gap >= 0 and not _DIVIDES.search(document.text, member.span.end, other.span.start):
            return True
    return False


def _ways(document: Document, member: Mention, places: Places) -> Iterator[tuple[Mention | None, str, float]]:
    yield places.topic, "under-clause", 0.75
    yield _beside(member, places), "beside", 0.5
    yield _ahead(document, member, places.sentence), "ahead", 0.7
    yield _summed(document, places.sentence, member), "after-sum", 0.5
    if places.topic is None or _holds(document, places.topic):  # else a class of the sentence stands between
        yield places.above, "under-topic", 0.65
    yield _named_after(document, member, places.stated), "named-after", 0.5


def _holds(document: Document, chain: Mention) -> bool:
    """Whether firms and works can be in it: a class cannot (新兴产业), a cluster can (先进制造业集群)."""
    return not names_class(document, chain) or "制造" in document.quote(chain.span)


def _fits(document: Document, member: Mention, chain: Mention) -> bool:
    """Whether works that carry people, water or goods are kept out of a chain of makers."""
    return not _WORKS.search(document.quote(member.span)) or bool(_CARRIERS.search(document.quote(chain.span)))


def _summed(document: Document, chains: Sequence[Mention], member: Mention) -> Mention | None:
    """Return the industry that sums up the list of the clause before ("发展A、B等C产业，推动X项目")."""
    before = [c for c in chains if c.span.end <= member.span.start]
    if not before or before[-1].rule != "whole":
        return None
    between = document.text[before[-1].span.end : member.span.start]
    return before[-1] if between.count("，") == 1 and "；" not in between else None


def _ahead(document: Document, member: Mention, chains: Sequence[Mention]) -> Mention | None:
    """Return the one chain of the sentence, if the next clause says what becomes of it.

    "支持A、B等企业发展壮大，布局酱酒产业"; "A项目投产，先进材料产业产值达到500亿元".
    """
    text = document.text
    chains = [c for c in chains if c.span.start >= member.span.end and "；" not in text[member.span.end : c.span.start]]
    if len({chain.entity for chain in chains}) != 1:
        return None
    chain = chains[0]
    between = document.text[member.span.end : max(chain.span.start, member.span.end)]
    if chain.span.start < member.span.end or re.search(r"[；：。]", between):
        return None
    rest = cut(document.text, chain.span.end, min(len(document.text), chain.span.end + 12))
    if not rest:
        return None
    if rest[0].kind & Kind.BREAK and _MADE.search(between):
        reach = 4
    elif rest[0].kind & (Kind.MEASURE | Kind.BREAK | Kind.WEAK_HEAD):
        reach = 3 if rest[0].kind & Kind.MEASURE else 1
    else:
        return None
    return chain if between.count("，") <= reach else None


def _named_after(document: Document, member: Mention, chains: Sequence[Mention]) -> Mention | None:
    """Return the industry of the sentence whose word is in the name ("发展邮轮、游艇产业，启动东岭邮轮港建设")."""
    name = document.quote(member.span)
    for chain in chains:
        stem = TRADE_END.sub("", document.quote(chain.span))
        if len(stem) > 1 and stem in name and not chain.span.overlaps(member.span):
            return chain
    return None


def _beside(member: Mention, places: Places) -> Mention | None:
    """Return the one chain of the member's own clause that stands after it ("A等N个X产业链项目")."""
    after = [c for c in places.clause if c.span.start >= member.span.end]
    return after[0] if len(after) == 1 and after[0] in places.stated else None
