"""Industry chains of a report: where they are named, and what belongs to which."""

from __future__ import annotations

from collections.abc import Sequence

from zhengtu.extract.chainlinks import link_chains
from zhengtu.extract.industries import Found, find_industries
from zhengtu.model import Document, Entity, EntityType, Mention, Relation


def find_chain_mentions(document: Document) -> tuple[Mention, ...]:
    """Return the names of industries in ``document``, by their place in the text."""
    mentions: list[Mention] = []
    for sentence in document.sentences:
        found = _settle(list(find_industries(document.text, sentence.span.start, sentence.span.end)))
        mentions += [Mention(f.span, EntityType.INDUSTRY_CHAIN, f.rule, f.confidence) for f in found]
    return tuple(mentions)


def find_chain_relations(
    document: Document, entities: Sequence[Entity], mentions: Sequence[Mention]
) -> tuple[Relation, ...]:
    """Return the relations subChainOf and inChain that ``document`` states."""
    return link_chains(document, mentions)


def _settle(found: list[Found]) -> list[Found]:
    """Keep the longest of names that overlap, in the order of the text."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (-len(f.span), -f.confidence)):
        if not any(one.span.overlaps(other.span) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda f: f.span)
