"""How firms, works and parks hang together, and at which stage works stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from zhengtu.extract.lists import Frame, find_frames
from zhengtu.extract.names import home_of, read_name
from zhengtu.extract.stages import read_modality, read_stages
from zhengtu.model import Document, Entity, EntityType, Evidence, Mention, Relation, Span


def find_relations(document: Document, entities: Sequence[Entity], mentions: Sequence[Mention]) -> tuple[Relation, ...]:
    """Return undertakes, locatedIn, awarded, partnersWith and stage, each fact once."""
    frames = find_frames(document)
    by_start: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_start[mention.span.start].append(mention)
    found: dict[tuple[str, str, str | None, str | None, str | None], Relation] = {}
    for relation in (*_find_stages(document, frames, by_start), *_find_parts(document, mentions)):
        key = (relation.type, relation.head, relation.tail, relation.value, relation.modality)
        if key not in found or relation.evidence.confidence > found[key].evidence.confidence:
            found[key] = relation
    return tuple(found.values())


def _find_stages(document: Document, frames: Sequence[Frame], by_start: dict[int, list[Mention]]) -> Iterator[Relation]:
    for frame in frames:
        works = [
            m
            for span in frame.members
            for m in by_start.get(span.start, ())
            if m.type is EntityType.PROJECT and m.entity and span.contains(m.span)
        ]
        if not works:
            continue
        sentence = document.sentences[frame.sentence]
        modality = read_modality(frame, sentence.modality)
        for stage in read_stages(frame.lead, frame.trail, planned=modality == "planned"):
            for work in works:
                assert work.entity
                yield Relation(
                    "stage",
                    work.entity,
                    _evidence(document, frame.clause, "stage-verb", 0.85 * work.confidence),
                    value=stage,
                    modality=modality,
                    year=sentence.year,
                )


def _find_parts(document: Document, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """Yield what the name of a work itself tells: its firm, its park, its place."""
    home = home_of(document)
    starts: dict[int, list[Mention]] = defaultdict(list)
    for m in mentions:
        starts[m.span.start].append(m)
    for work in mentions:
        if work.type is not EntityType.PROJECT or not work.entity:
            continue
        text = document.quote(work.span)
        for at in range(work.span.start, work.span.end):
            for part in starts.get(at, ()):
                if not part.entity or not work.span.contains(part.span):
                    continue
                if part.type is EntityType.ENTERPRISE:
                    yield Relation(
                        "undertakes",
                        part.entity,
                        _evidence(document, work.span, "firm-in-name", part.confidence * work.confidence),
                        tail=work.entity,
                    )
                elif part.type is EntityType.PARK and part.span != work.span:
                    yield Relation(
                        "locatedIn",
                        work.entity,
                        _evidence(document, work.span, "park-in-name", 0.8),
                        tail=part.entity,
                    )
        name = read_name(text, home)
        if name.site:
            yield Relation(
                "locatedIn",
                work.entity,
                _evidence(document, work.span, "site-in-name", 0.8),
                value=text[: name.site],
            )


def _evidence(document: Document, span: Span, rule: str, sure: float) -> Evidence:
    return Evidence(span, document.quote(span), rule, round(min(0.99, sure), 3))
