"""Where a name stands in a document: its sentence, its list, the words around it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from zhengtu.extract.names.lists import Frame, find_frames
from zhengtu.model import Document, Mention, Sentence, Span

_LOOK_BACK = 4  # members that may start before a name inside them


class Scene:
    """A document whose sentences and lists can be asked for by place."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self._sentences = [sentence.span.start for sentence in document.sentences]
        members = [(span, frame, at) for frame in find_frames(document) for at, span in enumerate(frame.members)]
        self._members = sorted(members, key=lambda member: member[0])
        self._starts = [span.start for span, _, _ in self._members]

    def sentence(self, at: int) -> Sentence:
        """Return the sentence at ``at``."""
        return self.document.sentences[max(0, bisect_right(self._sentences, at) - 1)]

    def frame(self, span: Span) -> tuple[Frame | None, int]:
        """Return the list that has ``span`` inside a member, and which member that is."""
        last = bisect_right(self._starts, span.start) - 1
        for at in range(last, max(-1, last - _LOOK_BACK), -1):
            member, frame, number = self._members[at]
            if member.contains(span):
                return frame, number
        return None, 0

    def before(self, span: Span, size: int) -> str:
        """Return up to ``size`` characters in front of ``span``."""
        return self.text[max(0, span.start - size) : span.start]

    def after(self, span: Span, size: int) -> str:
        """Return up to ``size`` characters behind ``span``."""
        return self.text[span.end : span.end + size]


def overlapping(mentions: Sequence[Mention]) -> dict[int, list[Mention]]:
    """Return the mentions that cover each character."""
    table: dict[int, list[Mention]] = {}
    for mention in mentions:
        for at in range(mention.span.start, mention.span.end):
            table.setdefault(at, []).append(mention)
    return table
