"""The entities of a document: firms, works, parks and chains, each with all its names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from zhengtu.extract.home import home_of
from zhengtu.extract.identity import Group, group_names
from zhengtu.extract.mentions import find_mentions
from zhengtu.model import Document, Entity, EntityType, Evidence, Mention, Span

_LETTERS = {
    EntityType.ENTERPRISE: "E",
    EntityType.PROJECT: "P",
    EntityType.INDUSTRY_CHAIN: "C",
    EntityType.PARK: "K",
}


def find_entities(document: Document, chains: Sequence[Mention]) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    """Return the entities that ``document`` names, and every mention of them with its entity's id."""
    mentions = [*find_mentions(document), *chains]
    home = home_of(document).name
    entities: list[Entity] = []
    resolved: list[Mention] = []
    for type, letter in _LETTERS.items():
        own = sorted((m for m in mentions if m.type is type), key=lambda m: m.span)
        names = [document.quote(m.span) for m in own]
        ids: dict[str, str] = {}
        for number, group in enumerate(group_names(names, type, home), start=1):
            id = f"{letter}{number}"
            ids.update(dict.fromkeys(group.names, id))
            entities.append(_build_entity(document, id, type, group, own, names))
        resolved.extend(replace(m, entity=ids[name]) for m, name in zip(own, names, strict=True))
    return tuple(entities), tuple(sorted(resolved, key=lambda m: (m.span, m.type)))


def _build_entity(
    document: Document, id: str, type: EntityType, group: Group, mentions: Sequence[Mention], names: Sequence[str]
) -> Entity:
    own = [m for m, name in zip(mentions, names, strict=True) if name in group.names]
    best = max(own, key=lambda m: (document.quote(m.span) == group.names[0], m.confidence, -m.span.start))
    span = _sentence_of(document, best.span)
    doubt = 1.0
    for rule in {m.rule: m for m in own}.values():  # each witness takes its share of the doubt away
        doubt *= 1 - rule.confidence
    evidence = Evidence(span, document.quote(span), best.rule, round(min(0.99, 1 - doubt), 3))
    return Entity(id, type, group.names[0], tuple(group.names[1:]), evidence, tuple(group.merges))


def _sentence_of(document: Document, span: Span) -> Span:
    from bisect import bisect_right

    starts = [s.span.start for s in document.sentences]
    index = bisect_right(starts, span.start) - 1
    return document.sentences[index].span if index >= 0 else span
