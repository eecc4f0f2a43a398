"""Which industry a sentence or a clause is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhengtu.extract.chains.items import is_class
from zhengtu.extract.chains.words import Kind, cut
from zhengtu.model import Document, EntityType, Mention, Sentence, Span

LONGEST_TOPIC = 30
LONGEST_TITLE = 20
_CLAUSE = re.compile(r"[^，。；：！？\n]+")
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+[要是、]+|[(（][一二三四五六七八九十0-9]+[)）]|[0-9]+[.、]|——)")
TRADE_END = re.compile(r"(?:经济|服务|制造|业|全|产业链|产业|集群|链)+$")
HEAD_END = re.compile(r"(?:全产业链|产业链|产业集群|产业|集群)$")
_PLAIN = (
    Kind.TOPIC
    | Kind.GROWTH
    | Kind.STOP
    | Kind.NUMBER
    | Kind.QUOTE
    | Kind.THRIVE
    | Kind.JOINT
    | Kind.LOOSE
    | Kind.MODIFIER
)


def is_heading(document: Document, sentence: Sentence) -> bool:
    """Whether the sentence is one short clause without figures."""
    words = document.quote(sentence.span)
    return len(words) <= LONGEST_TOPIC and not re.search(
        r"[，；：、]|[0-9]+(?:\.[0-9]+)?[%亿万个家]", _NUMBERING.sub("", words)
    )


def sole_topic(document: Document, sentence: Sentence, chains: Sequence[Mention]) -> Mention | None:
    """Return the one industry of a heading, or the first of its classes."""
    if len(chains) == 1 or (chains and all(names_class(document, chain) for chain in chains)):
        return chains[0]
    return None


def clauses_of(
    document: Document, sentence: Sentence, inside: Sequence[Mention]
) -> Iterator[tuple[Span, list[Mention]]]:
    """Yield the clauses of ``sentence``, each with the mentions in it."""
    for match in _CLAUSE.finditer(document.text, sentence.span.start, sentence.span.end):
        clause = Span(match.start(), match.end())
        yield clause, [m for m in inside if clause.start <= m.span.start < clause.end]


def opens(document: Document, clause: Span, chain: Mention) -> bool:
    """Whether the clause says something of the chain itself: only verbs stand before it."""
    before = cut(document.text, clause.start, chain.span.start) if clause.start < chain.span.start else []
    return all(token.kind & _PLAIN for token in before)


def is_subject(document: Document, sentence: Sentence, clause: Span, chain: Mention) -> bool:
    """Whether the sentence tells what the industry is to do ("X产业突出深加工，发展A、B产业")."""
    opening = _NUMBERING.sub("", document.text[sentence.span.start : chain.span.start])
    after = document.text[chain.span.end : clause.end]
    return not opening and HEAD_END.search(document.quote(chain.span)) is not None and bool(after)


def outside_names(document: Document, inside: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the industries that are not only words in the name of another thing.

    That is of a firm, a project or a park ("云丝产业园"), or a title ("发布“东岭云丝价格指数”").
    """
    end = 0
    for mention in inside:
        span = mention.span
        if mention.type is not EntityType.INDUSTRY_CHAIN:
            end = max(end, span.end)
        elif span.end > end and not _is_in_title(document.text, span):
            yield mention


def _is_in_title(text: str, span: Span) -> bool:
    opening = text.rfind("“", max(0, span.start - LONGEST_TITLE), span.start)
    return opening >= 0 and "”" not in text[opening : span.start] and not text.startswith("”", span.end)


def is_measured(document: Document, chain: Mention) -> bool:
    """Whether a figure of the industry follows its name ("X产业产值达N亿元")."""
    end = chain.span.end
    after = cut(document.text, end, min(len(document.text), end + 12))
    return bool(after) and bool(after[0].kind & Kind.MEASURE)


def furthers(document: Document, chain: Mention, other: Mention) -> bool:
    """Whether a verb between the two says that the one is to grow by the other ("X产业重点发展A")."""
    between = cut(document.text, chain.span.end, other.span.start) if chain.span.end < other.span.start else []
    return bool(between) and bool(between[-1].kind & Kind.GROWTH) and not between[0].kind & Kind.JOINT


def starts_parallel(document: Document, sentence: Sentence, chain: Mention) -> bool:
    """Whether the sentence opens with a verb of growth and the chain, as the topic's own clause does."""
    opening = document.text[sentence.span.start : chain.span.start]
    return "，" not in opening and opens(document, sentence.span, chain)


def only_names(document: Document, clause: Span, chain: Mention) -> bool:
    """Whether the clause ends with the name, after a verb."""
    return chain.span.end == clause.end and clause.start < chain.span.start


def is_announced(document: Document, sentence: Sentence, chain: Mention) -> bool:
    """Whether the words of the topic stand in the sentence before, which heads the paragraph."""
    start = document.text.rfind("\n", 0, sentence.span.start) + 1
    name = TRADE_END.sub("", document.quote(chain.span))
    return any(document.text.find(name[i : i + 2], start, sentence.span.start) >= 0 for i in range(len(name) - 1))


def names_class(document: Document, chain: Mention) -> bool:
    """Whether the mention is a class of industries, such as 新兴产业."""
    return is_class(document.text, chain.span)


def names_only_class(document: Document, chain: Mention) -> bool:
    """Whether every word of the class is known, so that it is none of a trade without a name in the lexicon."""
    known = all(token.kind for token in cut(document.text, chain.span.start, chain.span.end))
    return known and names_class(document, chain)
