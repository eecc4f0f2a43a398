"""What belongs to which industry: chains to the chain above them, firms and projects to theirs.

A paragraph is read from its top. A sentence that only names an industry ("做强铝产业。") is the topic
of what follows until the next sentence of that kind; inside a sentence a clause that only names one
is the topic of the clauses after it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from zhengtu.extract.chains.lists import Lists, find_sums, find_wholes, read_lists
from zhengtu.extract.chains.members import MEMBERS, Places, find_industry, opens_name
from zhengtu.extract.chains.topics import (
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
    opens,
    outside_names,
    sole_topic,
    starts_parallel,
)
from zhengtu.model import Document, EntityType, Evidence, Mention, Relation, Sentence, Span

LONGEST_EVIDENCE = 500
_PARTS = re.compile(r"[^，。；：]*?等?(?:上下游|细分|配套|下游)产业")
_BROAD = re.compile(
    r"(?:经济|(?:^|现代|性|型)服务业|农业|(?:^装备|^|先进|高端|现代|智能|特色)制造业|数字产业)(?:产业)?(?:产业链|产业集群|集群)?$"
)
_STANDING = re.compile(r"^(?:传统|(?:战略性)?新兴|未来)产业$|^(?:先进制造|现代服务)业$")
_BRANCH = re.compile(r"[性型]服务业$")  # 生产性服务业 and 生活性服务业 are neighbours


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
    owned: set[str | None] = field(default_factory=set)  # the members of lists that are summed up
    stated: Sequence[Mention] = ()  # the industries of the sentence that are not only words in other names

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
    return _without_circles(links.found.values())


def _without_circles(found: Collection[Relation]) -> tuple[Relation, ...]:
    """Return ``found`` without the parts that would make a chain a part of itself, the surest kept."""
    above: dict[str, set[str]] = {}
    left_out: set[int] = set()
    parts = [relation for relation in found if relation.type == "subChainOf" and relation.tail]
    for relation in sorted(parts, key=lambda r: -r.evidence.confidence):
        head, tail = relation.head, relation.tail or ""
        seen, waiting = {tail}, [tail]
        while waiting and head not in seen:
            new = above.get(waiting.pop(), set()) - seen
            seen |= new
            waiting += new
        if head in seen:
            left_out.add(id(relation))
        else:
            above.setdefault(head, set()).add(tail)
    return tuple(relation for relation in found if id(relation) not in left_out)


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
    name, other = (TRADE_END.sub("", document.quote(one.span)).replace("文旅", "文化旅游") for one in (chain, topic))
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
    if not inside:
        return
    scope.owned = _link_lists(links, chains)
    scope.stated = tuple(outside_names(document, inside))
    parallel = bool(chains) and starts_parallel(document, sentence, chains[0])
    if scope.loose and parallel and chains[0].entity != scope.whole_id:
        scope.whole, scope.loose = None, False
    above = scope.passage or scope.whole
    scope.clauses, scope.subject, scope.parallel = [], None, parallel
    for clause, members in clauses_of(document, sentence, inside):
        if document.text[clause.start - 1 : clause.start] == "；":
            scope.clauses = [scope.subject] if scope.subject else []
        if not members:
            continue
        _read_clause(links, sentence, clause, members, scope, chains, above)
        topic = scope.clause
        if above is None and topic is not None and topic is chains[0] and topic in members:
            told = place == 0 or (place == 1 and is_announced(document, sentence, topic))
            if told and only_names(document, clause, topic):
                scope.whole, scope.loose = topic, True
    for part, whole, rule, confidence in find_sums(document, chains, lists, scope.owned):
        links.add("subChainOf", part, whole, rule, confidence)
    if scope.clauses and _BROAD.search(document.quote(scope.clauses[0].span)):
        scope.running = scope.clauses[0]


def _read_clause(
    links: _Links,
    sentence: Sentence,
    clause: Span,
    members: Sequence[Mention],
    scope: _Scope,
    chains: Sequence[Mention],
    above: Mention | None,
) -> None:
    """Link what a clause names to the topics so far, and let its own industry be the topic of the next ones."""
    document, lists = links.document, scope.lists
    here = [m for m in members if m.type is EntityType.INDUSTRY_CHAIN]
    first = here[0] if here else None
    subject = first if not scope.clauses and first and is_subject(document, sentence, clause, first) else None
    if (
        subject is not None
        and len(here) > 1
        and subject not in lists
        and (all(chain in lists for chain in here[1:]) or furthers(document, subject, here[1]))
    ):
        scope.subject = subject
        scope.clauses.append(subject)
    for chain in here:
        if chain.entity not in scope.owned:
            _link_chain(links, chain, scope, above)
    for member in members:
        if member.type in MEMBERS and not opens_name(document, member, members):
            own = subject if subject is not None and subject.span.end < member.span.start else None
            places = Places(own or scope.subject or scope.clause, here, chains, scope.stated, above)
            if (industry := find_industry(document, member, places)) is not None:
                links.add("inChain", member, *industry)
    if first is not None and len(here) == 1 and first not in lists and opens(document, clause, first):
        scope.subject = subject or scope.subject
        scope.clauses.append(first)


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
