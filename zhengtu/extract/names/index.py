"""Where the mentions of a document stand, for the rules that tie them together."""

from __future__ import annotations

from collections.abc import Sequence

from zhengtu.extract.names.lists import Frame
from zhengtu.model import Document, EntityType, Evidence, Mention, Span


class Index:
    """Mentions by where they start."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self.mentions = [m for m in mentions if m.entity]
        self.starts: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            self.starts.setdefault(mention.span.start, []).append(mention)
        works = [m.span for m in self.mentions if m.type is EntityType.PROJECT]
        self._in_works = {at for span in works for at in range(span.start, span.end)}

    def inside(self, span: Span, *types: EntityType) -> list[Mention]:
        """Return the mentions of ``types`` that lie within ``span``."""
        return [
            m
            for at in range(span.start, span.end)
            for m in self.starts.get(at, ())
            if m.type in types and m.span.end <= span.end
        ]

    def firms(self, span: Span) -> list[Mention]:
        """Return the firms within ``span`` that are no part of a work's name."""
        return [m for m in self.inside(span, EntityType.ENTERPRISE) if m.span.start not in self._in_works]

    def works(self, frame: Frame) -> list[Mention]:
        """Return the works that are members of ``frame``."""
        return [
            m
            for span in frame.members
            for m in self.starts.get(span.start, ())
            if m.type is EntityType.PROJECT and m.span.end <= span.end
        ]


def id_of(mention: Mention) -> str:
    """Return the id of the entity that ``mention`` names."""
    assert mention.entity
    return mention.entity


def build_evidence(document: Document, span: Span, rule: str, sure: float) -> Evidence:
    """Return ``span`` with its words as what ``rule`` saw."""
    return Evidence(span, document.quote(span), rule, round(min(0.99, sure), 3))
