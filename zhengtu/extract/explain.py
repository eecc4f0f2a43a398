"""Which rule made each fact, and why a figure made none: the report of ``zhengtu extract --explain``."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from operator import attrgetter

from zhengtu.model import Document, EntityType, Extraction, Measure, Mention, Relation, Span

MARKS = "【{}】"
_NONE = Mention(Span(0, 1), EntityType.PROJECT, "", -1.0)


def lines(extraction: Extraction) -> Iterator[str]:
    """Yield a line for each fact and each dropped figure, in the order of the text, then a summary.

    A line has what it is, the rule, the confidence, the sentence with the words marked, and for a
    name all who speak for it, each with how sure it is.
    """
    told = sorted(_facts(extraction) + _dropped(extraction))
    yield from (line for _, line in told)
    reasons = Counter(d.reason for d in extraction.dropped)
    yield f"# {len(extraction.entities)} entities, {len(extraction.relations)} relations, {len(extraction.measures)} measures"
    yield f"# {len(extraction.dropped)} dropped: " + ", ".join(f"{why} {n}" for why, n in reasons.most_common())


def mark(document: Document, span: Span) -> str:
    """Return the sentence around ``span`` with the words of ``span`` between 【 and 】."""
    i = bisect_right(document.sentences, span.start, key=lambda s: s.span.start) - 1
    around = document.sentences[i].span if i >= 0 else span
    start, end = min(around.start, span.start), max(around.end, span.end)
    text = document.text
    marked = text[start : span.start] + MARKS.format(text[span.start : span.end]) + text[span.end : end]
    return marked.replace("\n", " ")


def _facts(extraction: Extraction) -> list[tuple[int, str]]:
    names = {e.id: e.name for e in extraction.entities}
    facts = [(_relation(r, names), r.evidence) for r in extraction.relations]
    facts += [(_measure(m, names), m.evidence) for m in extraction.measures]
    told = [
        (
            evidence.span.start,
            f"{what}\t{evidence.rule} {evidence.confidence:.2f}\t{mark(extraction.document, evidence.span)}",
        )
        for what, evidence in facts
    ]
    return [*_entities(extraction), *told]


def _entities(extraction: Extraction) -> list[tuple[int, str]]:
    """Return a line for each entity where it is named most surely: its witnesses, and why it has its other names."""
    best: dict[str, Mention] = {}
    for mention in extraction.mentions:
        if mention.entity and mention.confidence > best.get(mention.entity, _NONE).confidence:
            best[mention.entity] = mention
    told = []
    for entity in extraction.entities:
        mention = best[entity.id]
        witnesses = ", ".join(f"{who} {sure:.2f}" for who, sure in mention.witnesses)
        merges = ", ".join(f"{merge.alias} ({merge.rule})" for merge in entity.merges)
        what = f"{entity.type} {entity.name}" + (f" = {merges}" if merges else "")
        rule = f"{entity.evidence.rule} {entity.evidence.confidence:.2f}" + (f" [{witnesses}]" if witnesses else "")
        told.append((mention.span.start, f"{what}\t{rule}\t{mark(extraction.document, mention.span)}"))
    return told


def _dropped(extraction: Extraction) -> list[tuple[int, str]]:
    by_place = sorted(extraction.dropped, key=attrgetter("span"))
    return [
        (d.span.start, f"dropped {d.quote}\t{d.reason} ({d.rule})\t{mark(extraction.document, d.span)}")
        for d in by_place
    ]


def _relation(relation: Relation, names: dict[str, str]) -> str:
    end = names[relation.tail] if relation.tail else relation.value
    when = " ".join(str(x) for x in (relation.modality, relation.year) if x)
    return f"{names[relation.head]} {relation.type} {end}" + (f" ({when})" if when else "")


def _measure(measure: Measure, names: dict[str, str]) -> str:
    upper = f"–{measure.upper}" if measure.upper is not None else ""
    about = f"{names[measure.subject]}: " if measure.subject else ""
    figure = f"{measure.kind} {measure.op} {measure.value}{upper}{measure.unit}"
    return f"{about}{measure.indicator} {figure} ({measure.modality} {measure.year or '?'})"
