"""What belongs to which industry: chains to the chain above them, firms and projects to theirs.

A paragraph is read from its top. A sentence that only names an industry ("做强铝产业。") is the topic
of what follows until the next sentence of that kind; inside a sentence a clause that only names one
is the topic of the clauses after it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from zhengtu.extract.chains.lists import Lists, find_wholes, read_lists
from zhengtu.extract.chains.topics import (
    HEAD_END,
    TRADE_END,
    clauses_of,
    furthers,
    is_announced,
    is_heading,
    is_measured,
    is_subject,
    names_class,
    names_only_class,
    only_names,
    outside_names,
    opens,
    sole_topic,
    starts_parallel,
)
from zhengtu.extract.chains.words import Kind, cut
from zhengtu.model import Document, EntityType, Evidence, Mention, Relation, Sentence, Span

MEMBERS = (EntityType.ENTERPRISE, EntityType.PROJECT)
LONGEST_EVIDENCE = 500
_WORKS = re.compile(
    r"公路|高速|铁路|高铁|城际|隧道|大桥|大道|水库|引水|供水|防洪|堤|医院|学校|中学|小学|幼儿园|安置|棚户|小区|管网|污水|变电站|车站|公园"
)
_CARRIERS = re.compile(r"物流|交通|旅|航运|港|水利|枢纽|口岸|康养|医疗|教育|体育|文化|建筑")
_DIVIDES = re.compile(r"[、和与及，；]")
_PARTS = re.compile(r"[^，。；：]*?等?(?:上下游|细分|配套|下游)产业")
_BROAD = re.compile(r"(?:经济|(?:^|现代|性|型)服务业|农业|(?:^装备|^|先进|高端|现代|智能|特色)制造业|数字产业)(?:产业)?(?:产业链|产业集群|集群)?$")
_STANDING = re.compile(r"^(?:传统|(?:战略性)?新兴|未来)产业$|^(?:先进制造|现代服务)业$")
_MADE = re.compile(r"(?:打造|形成|构建|构筑|延伸|拓展|壮大|带动)[^，。；：、]{0,4}$")
_BRANCH = re.compile(r"[性型]服务业$")  # 生产性服务业 and 生活性服务业 are neighbours
_MAKES = re.compile(r"[^，。；：、]*，(?:着力|加快|全力|聚力|努力)?(?:打造|形成|构建|构筑)[^，。；：、]{0,4}")
_GLUED = re.compile(r"[、和与及]")
_WISH = ("力争", "确保", "实现", "推动", "促进", "争取", "带动", "努力", "使", "到", "预计")


@dataclass(slots=True)
class _Scope:
    """The topics that hold at a place: of the paragraph, of the passage, of the sentence."""

    whole: Mention | None = None
    loose: bool = False  # whether the paragraph's topic is only a clause, which a parallel sentence ends
    passage: Mention | None = None
    clauses: list[Mention] = field(default_factory=list)  # of the sentence so far, the nearest last
    subject: Mention | None = None  # the industry that the whole sentence tells of
    parallel: bool = False  # whether the sentence opens with an industry of its own
    running: Mention | None = None  # the broad topic of the sentence before
    lists: Lists = field(default_factory=lambda: Lists(frozenset(), frozenset()))

    @property
    def clause(self) -> Mention | None:
        """The nearest topic of the sentence."""
        return self.clauses[-1] if self.clauses else None

    @property
    def whole_id(self) -> str | None:
        """The entity that is the paragraph's topic."""
        return self.whole.entity if self.whole else None


@dataclass(slots=True)
class _Links:
    document: Document
    found: dict[tuple[str, str, str], Relation] = field(default_factory=dict)

    def add(self, kind: str, head: Mention, tail: Mention, rule: str, confidence: float) -> None:
        if head.entity is None or tail.entity is None or head.entity == tail.entity:
            return
        key = (kind, head.entity, tail.entity)
        confidence = min(confidence, head.confidence, tail.confidence)
        if kind == "subChainOf" and (kind, tail.entity, head.entity) in self.found:
            return
        if key in self.found and self.found[key].evidence.confidence >= confidence:
            return
        span = self._evidence(head.span, tail.span)
        quote = self.document.quote(span)
        self.found[key] = Relation(kind, head.entity, Evidence(span, quote, rule, confidence), tail=tail.entity)

    def _evidence(self, one: Span, other: Span) -> Span:
        """Return the clauses from the one to the other, or those of ``one`` alone if that is too much."""
        start, end = min(one.start, other.start), max(one.end, other.end)
        if end - start > LONGEST_EVIDENCE:
            start, end = one.start, one.end
        text = self.document.text
        while start and text[start - 1] not in "，。；：！？\n":
            start -= 1
        while end < len(text) and text[end] not in "，。；：！？\n":
            end += 1
        return Span(start, end)


def link_chains(document: Document, mentions: Sequence[Mention]) -> tuple[Relation, ...]:
    """Return subChainOf and inChain, as the sentences and their topics state them."""
    links = _Links(document)
    ordered = sorted((m for m in mentions if m.entity is not None), key=lambda m: (m.span.start, -m.span.end))
    starts = [m.span.start for m in ordered]
    topics = _section_topics(document, ordered)
    scope, paragraph, place = _Scope(), -1, 0
    for sentence in document.sentences:
        if sentence.paragraph != paragraph:
            topic = topics.get(sentence.section) if sentence.section is not None else None
            scope, paragraph, place = _Scope(topic), sentence.paragraph, 0
        inside = ordered[bisect_left(starts, sentence.span.start) : bisect_left(starts, sentence.span.end)]
        _read_sentence(links, sentence, inside, scope, place)
        place += 1
    return tuple(links.found.values())


def _goes_under(document: Document, chain: Mention, topic: Mention, lists: Lists) -> bool:
    """Whether a chain is a part of its topic, not a neighbour.

    Any chain is of a class; any industry of a broad one (数字经济, 现代服务业); of a narrow one only
    one whose name shares a word with it, or that a list puts there ("上下游产业链", "A、B等新业态").
    """
    name, other = document.quote(chain.span), document.quote(topic.span)
    if chain.entity == topic.entity or name in other or (_BRANCH.search(name) and _BRANCH.search(other)):
        return False
    if names_class(document, topic):
        return not _STANDING.search(document.quote(chain.span))
    if names_only_class(document, chain):
        return False
    if _BROAD.search(document.quote(topic.span)):
        return True
    tracks = chain.span in lists.tracks and topic not in lists
    return tracks or _is_narrower(document, chain, topic)


def _is_narrower(document: Document, chain: Mention, topic: Mention) -> bool:
    """Whether the name says more than the topic's and shares a word with it, or is called a part."""
    if _PARTS.match(document.text, chain.span.end) is not None:
        return True
    name, other = (
        TRADE_END.sub("", document.quote(one.span)).replace("文旅", "文化旅游") for one in (chain, topic)
    )
    if len(name) < len(other) or name == other or _BROAD.search(document.quote(chain.span)):
        return False
    return bool({name[i : i + 2] for i in range(len(name) - 1)} & {other[i : i + 2] for i in range(len(other) - 1)})


def _section_topics(document: Document, ordered: Sequence[Mention]) -> dict[int, Mention]:
    """Return the sections whose heading names just one industry."""
    chains = [m for m in ordered if m.type is EntityType.INDUSTRY_CHAIN]
    starts = [m.span.start for m in chains]
    topics: dict[int, Mention] = {}
    for number, section in enumerate(document.sections):
        first = bisect_left(starts, section.heading.start)
        inside = chains[first : bisect_left(starts, section.heading.end)]
        if len(inside) == 1 and section.level > 1:
            topics[number] = inside[0]
    return topics


def _read_sentence(links: _Links, sentence: Sentence, inside: Sequence[Mention], scope: _Scope, place: int) -> None:
    document = links.document
    chains = [m for m in inside if m.type is EntityType.INDUSTRY_CHAIN]
    scope.lists = lists = read_lists(document, chains)
    if is_heading(document, sentence) and not any(m.type in MEMBERS for m in inside):
        topic = sole_topic(document, sentence, chains)
        if topic is None and len(chains) > 1:
            _link_lists(links, chains)
        if topic is not None and scope.whole is not None and _goes_under(document, topic, scope.whole, lists):
            links.add("subChainOf", topic, scope.whole, "topic-under-topic", 0.6)
        elif place == 0:
            scope.whole = topic
        scope.passage = topic
        return
    owned = _link_lists(links, chains)
    stated = list(outside_names(document, inside))
    if scope.loose and chains and chains[0].entity != scope.whole_id and starts_parallel(document, sentence, chains[0]):
        scope.whole, scope.loose = None, False
    above = scope.passage or scope.whole
    scope.clauses, scope.subject = [], None
    scope.parallel = bool(chains) and starts_parallel(document, sentence, chains[0])
    for clause, members in clauses_of(document, sentence, inside):
        if document.text[clause.start - 1 : clause.start] == "；":
            scope.clauses = [scope.subject] if scope.subject else []
        here = [m for m in members if m.type is EntityType.INDUSTRY_CHAIN]
        parts = len(here) > 1 and here[0] not in lists and (all(chain in lists for chain in here[1:]) or furthers(document, here[0], here[1]))
        if parts and not scope.clauses and is_subject(document, sentence, clause, here[0]):
            scope.subject = here[0]
            scope.clauses.append(here[0])
        for chain in here:
            if chain.entity not in owned:
                _link_chain(links, chain, scope, above)
        own = here[:1] if here and not scope.clauses and is_subject(document, sentence, clause, here[0]) else []
        for member in members:
            if member.type in MEMBERS and not _is_part(document, member, members):
                topic = next((one for one in own if one.span.end < member.span.start), scope.subject or scope.clause)
                _link_member(links, member, here, chains, topic, above, stated)
        if (
            len(here) == 1
            and here[0] not in lists
            and opens(document, clause, here[0])
        ):
            topic = here[0]
            if not scope.clauses and is_subject(document, sentence, clause, topic):
                scope.subject = topic
            scope.clauses.append(topic)
            told = place == 0 or (place == 1 and is_announced(document, sentence, topic))
            if above is None and told and topic is chains[0] and only_names(document, clause, topic):
                scope.whole, scope.loose = topic, True
    _link_sum(links, chains, owned, lists)
    _link_made(links, chains, owned, lists)
    if scope.clauses and _BROAD.search(document.quote(scope.clauses[0].span)):
        scope.running = scope.clauses[0]


def _link_chain(links: _Links, chain: Mention, scope: _Scope, above: Mention | None) -> None:
    """Link a chain to the nearest topic that it is a part of."""
    document = links.document
    for topic in reversed(scope.clauses):
        if names_only_class(document, chain) and names_class(document, topic):  # 优势产业, 新兴产业 stand side by side
            continue
        if is_measured(document, chain) and is_measured(document, topic):  # A产值达N，B产值达M
            continue
        told = document.text[chain.span.start - 1] not in "，；：" or chain in scope.lists
        if told and topic is scope.subject and topic.entity != chain.entity and not names_only_class(document, chain):
            links.add("subChainOf", chain, topic, "under-subject", 0.6)
            return
        if _goes_under(document, chain, topic, scope.lists):
            rule = "under-class-in-sentence" if names_class(document, topic) else "under-industry-in-sentence"
            links.add("subChainOf", chain, topic, rule, 0.8 if names_class(document, topic) else 0.6)
            return
    listed = chain in scope.lists and not scope.loose and (above is scope.whole or not scope.parallel)
    if above is not None and (listed or _goes_under(document, chain, above, scope.lists)):
        links.add("subChainOf", chain, above, "under-topic", 0.75 if names_class(document, above) else 0.5)
    elif scope.whole is not None and _goes_under(document, chain, scope.whole, scope.lists):
        links.add("subChainOf", chain, scope.whole, "under-topic", 0.5)
    elif scope.running is not None and _is_narrower(document, chain, scope.running):
        links.add("subChainOf", chain, scope.running, "under-sentence-before", 0.5)


def _link_member(
    links: _Links,
    member: Mention,
    here: Sequence[Mention],
    chains: Sequence[Mention],
    clause: Mention | None,
    above: Mention | None,
    stated: Sequence[Mention],
) -> None:
    """Link a firm or project to the nearest topic that puts it into a chain."""
    document = links.document
    ways = (
        (clause, "under-clause", 0.75),
        (_beside(document, member, here), "beside", 0.5),
        (_ahead(document, member, chains), "ahead", 0.7),
        (_summed(document, chains, member), "after-sum", 0.5),
        (above if clause is None or _holds(document, clause) else None, "under-topic", 0.65),
        (_named_after(document, member, stated), "named-after", 0.5),
    )
    for target, rule, confidence in ways:
        if target is not None and _holds(document, target) and _fits(document, member, target):
            links.add("inChain", member, target, rule, confidence)
            return


def _summed(document: Document, chains: Sequence[Mention], member: Mention) -> Mention | None:
    """Return the industry that sums up the list of the clause before ("发展A、B等C产业，推动X项目")."""
    before = [c for c in chains if c.span.end <= member.span.start]
    if not before or before[-1].rule != "whole":
        return None
    between = document.text[before[-1].span.end : member.span.start]
    return before[-1] if between.count("，") == 1 and "；" not in between else None


def _is_part(document: Document, member: Mention, members: Sequence[Mention]) -> bool:
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


def _holds(document: Document, chain: Mention) -> bool:
    """Whether firms and works can be in it: a class cannot (新兴产业), a cluster can (先进制造业集群)."""
    return not names_class(document, chain) or "制造" in document.quote(chain.span)


def _fits(document: Document, member: Mention, chain: Mention) -> bool:
    """Whether works that carry people, water or goods are kept out of a chain of makers."""
    return not _WORKS.search(document.quote(member.span)) or bool(_CARRIERS.search(document.quote(chain.span)))


def _link_lists(links: _Links, chains: Sequence[Mention]) -> set[str | None]:
    """Link the members of "A、B等新兴产业" to the whole; return the members' ids."""
    owned = set[str | None]()
    for whole, members in find_wholes(links.document, chains):
        for member in members:
            links.add("subChainOf", member, whole, "list-of-class", 0.88)
            owned.add(member.entity)
    for part, host in zip(chains[1:], chains, strict=False):
        if part.rule == "aside":
            links.add("subChainOf", part, host, "aside", 0.8)
            owned.add(part.entity)
    return owned


def _link_sum(links: _Links, chains: Sequence[Mention], owned: set[str | None], lists: Lists) -> None:
    """Link the chains of a sentence to the one whose figure sums it up at its end ("力争X产业营收达N")."""
    document = links.document
    if len(chains) < 2:
        return
    last = chains[-1]
    before = document.text[max(0, last.span.start - 6) : last.span.start]
    after = cut(document.text, last.span.end, min(len(document.text), last.span.end + 12))
    if not (any(word in before for word in _WISH) and after and after[0].kind & Kind.MEASURE):
        return
    name = document.quote(last.span)
    for chain in chains[:-1]:
        if chain.entity in owned:
            continue
        if (
            chain not in lists and HEAD_END.sub("", document.quote(chain.span)) in name
        ):  # 做强航空产业，力争航空装备制造产业产值增长N%
            links.add("subChainOf", last, chain, "narrower-name", 0.6)
        else:
            links.add("subChainOf", chain, last, "summed-up", 0.85)


def _link_made(links: _Links, chains: Sequence[Mention], owned: set[str | None], lists: Lists) -> None:
    """Link the lists of a clause to the industry that the next one makes of them ("引进A、B，打造X产业")."""
    text = links.document.text
    for at, whole in enumerate(chains):
        if not at or whole in lists or whole.entity in owned:
            continue
        if not re.match(r"[，；。\n]", text[whole.span.end : whole.span.end + 1]):
            continue
        start, members = whole.span.start, list[Mention]()
        for chain in reversed(chains[:at]):
            gap = text[chain.span.end : start]
            if members and not _GLUED.fullmatch(gap):
                break
            if not members and not _MAKES.fullmatch(gap):
                break
            members.append(chain)
            start = chain.span.start
        for member in members:
            if member in lists and member.entity not in owned:
                links.add("subChainOf", member, whole, "made-of", 0.85)


def _ahead(document: Document, member: Mention, chains: Sequence[Mention]) -> Mention | None:
    """Return the one chain of the sentence, if the next clause says what becomes of it.

    "支持A、B等企业发展壮大，布局酱酒产业"; "A项目投产，先进材料产业产值达到500亿元".
    """
    text = document.text
    chains = [
        c
        for c in chains
        if c.span.start >= member.span.end and "；" not in text[member.span.end : c.span.start]
    ]
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


def _beside(document: Document, member: Mention, here: Sequence[Mention]) -> Mention | None:
    """Return the one chain of the member's own clause that stands after it ("A等N个X产业链项目")."""
    after = [c for c in here if c.span.start >= member.span.end]
    return after[0] if len(after) == 1 else None
