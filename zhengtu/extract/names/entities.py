"""The entities of a document: firms, works, parks and chains, each with all its names."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from zhengtu.extract.names.anatomy import read_name
from zhengtu.extract.names.home import home_of
from zhengtu.extract.names.identity import Group, group_names, is_trade, merge_bare_works
from zhengtu.extract.names.words import is_word
from zhengtu.model import Document, Entity, EntityType, Evidence, Mention, Merge, Span

_CLEAR = 0.97  # a firm's name that is so sure has no other reading
_LETTERS = {
    EntityType.ENTERPRISE: "E",
    EntityType.PROJECT: "P",
    EntityType.INDUSTRY_CHAIN: "C",
    EntityType.PARK: "K",
}


def find_entities(document: Document, mentions: Sequence[Mention]) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    """Return the entities that ``mentions`` name, and the mentions with their entity's id."""
    home = home_of(document).name
    starts = [s.span.start for s in document.sentences]
    entities: list[Entity] = []
    resolved: list[Mention] = []
    firms: dict[Span, str] = {}  # where a firm is named, and which
    works = {m.span for m in mentions if m.type is EntityType.PROJECT}
    for type, letter in _LETTERS.items():
        by_name: dict[str, list[Mention]] = defaultdict(list)
        for mention in sorted((m for m in mentions if m.type is type), key=lambda m: m.span):
            by_name[document.quote(mention.span)].append(mention)
        groups = group_names(by_name, type, home)
        if type is EntityType.PROJECT:
            groups = merge_bare_works(groups, _firms_of_works(by_name, firms))
        taken = {name for group in groups for name in group.names}
        for number, group in enumerate(groups, start=1):
            id = f"{letter}{number}"
            own = [m for name in group.names for m in by_name[name]]
            if type is EntityType.ENTERPRISE:
                _add_brand(document, group, own, works)
                _add_other_readings(document, group, own, taken)
            entities.append(_build_entity(document, id, type, group, own, starts))
            resolved.extend(replace(m, entity=id) for m in own)
            if type is EntityType.ENTERPRISE:
                firms.update((m.span, id) for m in own)
    return tuple(entities), tuple(sorted(resolved, key=lambda m: (m.span, m.type)))


def _firms_of_works(works: Mapping[str, Sequence[Mention]], firms: Mapping[Span, str]) -> dict[str, tuple[str, bool]]:
    """Return for each work's name the firm in it, and whether the name is nothing but the firm's."""
    starts: dict[int, list[Span]] = defaultdict(list)
    for span in firms:
        starts[span.start].append(span)
    found: dict[str, tuple[str, bool]] = {}
    for name, mentions in works.items():
        for work in mentions:
            inside = [s for at in range(work.span.start, work.span.end) for s in starts[at] if s.end <= work.span.end]
            if inside:
                found[name] = firms[inside[0]], inside[0] == work.span
    return found


def _add_brand(document: Document, group: Group, own: Sequence[Mention], works: AbstractSet[Span]) -> None:
    """Add the brand as a name where a work is called by brand and trade alone: in 晶岚光伏 either may be the firm."""
    if len(group.names) > 1 or not any(m.rule == "firm-of-work" and m.span in works for m in own):
        return
    name = read_name(group.names[0], home_of(document))
    if name.firm and 2 <= name.brand_end - name.firm[0] < len(name.text) - name.firm[0]:
        brand = name.text[name.firm[0] : name.brand_end]
        group.names.append(brand)
        group.merges.append(Merge(brand, "brand-of-work"))


def _add_other_readings(document: Document, group: Group, own: Sequence[Mention], taken: AbstractSet[str]) -> None:
    """Add the name with or without its trade, where either may be the firm and nothing else is called so."""
    for mention in own:
        name = document.quote(mention.span)
        for other in (document.quote(span) for span in mention.others):
            short, full = sorted((name, other), key=len)
            rest = full[len(short) :]
            told = mention.confidence < _CLEAR and (is_trade(rest) or is_word(rest))
            if told and len(short) > 1 and other not in taken | {*group.names}:
                group.names.append(other)
                group.merges.append(Merge(other, "other-reading"))


def _build_entity(
    document: Document, id: str, type: EntityType, group: Group, own: Sequence[Mention], starts: Sequence[int]
) -> Entity:
    best = max(own, key=lambda m: (document.quote(m.span) == group.names[0], m.confidence, -m.span.start))
    at = bisect_right(starts, best.span.start) - 1
    span = document.sentences[at].span if at >= 0 else best.span
    doubt = 1.0
    for mention in {m.rule: m for m in own}.values():  # each witness takes its share of the doubt away
        doubt *= 1 - mention.confidence
    evidence = Evidence(span, document.quote(span), best.rule, round(min(0.99, 1 - doubt), 3))
    return Entity(id, type, group.names[0], tuple(group.names[1:]), evidence, tuple(group.merges))
