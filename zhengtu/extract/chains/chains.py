"""Industry chains of a report: where they are named, and what belongs to which."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from zhengtu.extract.chains.clusters import find_clusters
from zhengtu.extract.chains.industries import find_industries
from zhengtu.extract.chains.items import Found
from zhengtu.extract.chains.links import link_chains
from zhengtu.extract.chains.words import Kind, cut
from zhengtu.model import Document, Entity, EntityType, Mention, Relation, Span

CONDITIONAL = ("class-topic", "class-passing", "headline")
LONGEST_HEADLINE = 24
_STOPS = re.compile(r"[，、；：0-9%]")
_IN_TRADE = Kind.INDUSTRY | Kind.GOODS | Kind.FIELD | Kind.STATISTICAL | Kind.MODIFIER | Kind.CLASS


def find_chain_mentions(document: Document) -> tuple[Mention, ...]:
    """Return the names of industries in ``document``, by their place in the text."""
    found: list[tuple[int, int, Found]] = []
    above = -1
    for number, (span, paragraph) in enumerate(_passages(document)):
        text = document.text
        names = _settle([*find_industries(text, span.start, span.end), *find_clusters(text, span.start, span.end)])
        if not names and len(span) <= LONGEST_HEADLINE and paragraph != above:
            names = _find_headline(document.text, span)
        above = paragraph
        found += [(paragraph, number, name) for name in names]
    return tuple(
        Mention(name.span, EntityType.INDUSTRY_CHAIN, name.rule, name.confidence)
        for at, (_, _, name) in enumerate(found)
        if name.rule not in CONDITIONAL or _has_members(document, found, at)
    )


def find_chain_relations(
    document: Document, entities: Sequence[Entity], mentions: Sequence[Mention]
) -> tuple[Relation, ...]:
    """Return the relations subChainOf and inChain that ``document`` states."""
    return link_chains(document, mentions)


def _passages(document: Document) -> list[tuple[Span, int]]:
    """Return the sentences, and the headings that are none, each with its paragraph; headings have -1."""
    sentences = [(sentence.span, sentence.paragraph) for sentence in document.sentences]
    starts = [span.start for span, _ in sentences]
    headings = []
    for section in document.sections:
        at = bisect_right(starts, section.heading.start)
        near = sentences[max(0, at - 1) : at + 1]
        if not any(span.overlaps(section.heading) for span, _ in near):
            headings.append((section.heading, -1))
    return sorted(sentences + headings, key=lambda passage: passage[0])


def _settle(found: list[Found]) -> list[Found]:
    """Keep the longest of names that overlap, in the order of the text."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (-len(f.span), -f.confidence)):
        if not any(one.span.overlaps(other.span) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda f: f.span)


def _has_members(document: Document, found: list[tuple[int, int, Found]], at: int) -> bool:
    """Whether the class at ``at`` is the topic of at least two industries.

    The topic of a paragraph when it is a sentence of its own ("壮大新兴产业。"), else of its sentence.
    """
    paragraph, sentence, topic = found[at]
    alone = topic.rule == "headline" or (topic.rule == "class-topic" and _ends(document, topic))
    count = 0
    for other_paragraph, other_sentence, other in found[at + 1 : at + 16]:
        if other_paragraph != paragraph or (not alone and other_sentence != sentence):
            break
        if other.rule in CONDITIONAL:
            another = other.rule != "class-passing" and document.quote(other.span) != document.quote(topic.span)
            if other_sentence != sentence and (not alone or (another and _ends(document, other))):
                break
            continue
        if not alone and "；" in document.text[topic.span.end : other.span.start]:
            break
        count += other.rule != "whole"
    return count >= 2


def _ends(document: Document, name: Found) -> bool:
    """Whether the sentence that ends soon after the name says no more than that it is to grow."""
    end = document.text.find("。", name.span.end, name.span.end + 7)
    return end >= 0 and not _STOPS.search(document.text, name.span.end, end)


def _find_headline(text: str, span: Span) -> list[Found]:
    """Return the trade that a short first sentence is about ("提升服务业发展能级。")."""
    if _STOPS.search(text, span.start, span.end):
        return []
    tokens = cut(text, span.start, span.end)
    for at, token in enumerate(tokens):
        word = text[token.start : token.end]
        if (
            token.kind & (Kind.INDUSTRY | Kind.FIELD | Kind.STATISTICAL)
            and not token.kind & Kind.LOOSE
            and word.endswith(("业", "经济", "产业"))
            and not word.endswith("事业")
        ):
            first = at
            while first and tokens[first - 1].kind & _IN_TRADE and not tokens[first - 1].kind & Kind.GROWTH:
                first -= 1
            return [Found(Span(tokens[first].start, token.end), "headline", 0.5)]
    return []
