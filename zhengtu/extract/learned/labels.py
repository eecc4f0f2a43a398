"""The reader of labels: which stretches of characters may be a name of each type, and how surely.

A linear-chain conditional random field (Lafferty, McCallum, Pereira 2001) over characters, one
chain for each type, so that a firm may stand inside a work. Tags are those of Ramshaw and
Marcus (1995) with own ones for ends and single characters: outside, begin, inside, end, single.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zhengtu.extract.learned.channels import LAYERS, read_channels
from zhengtu.extract.learned.features import Places, hash_features
from zhengtu.extract.learned.models import SCALE, Floats, Weights, read_models
from zhengtu.model import Document, EntityType, Mention, Span

OUTSIDE, BEGIN, INSIDE, END, SINGLE = TAGS = range(5)
FAINT = 0.05  # a stretch less likely than this is not looked at
LONGEST = 40
_FOLLOWS = np.array(
    [[tag in ((INSIDE, END) if last in (BEGIN, INSIDE) else (OUTSIDE, BEGIN, SINGLE)) for tag in TAGS] for last in TAGS]
)
_FIRST = np.array([tag in (OUTSIDE, BEGIN, SINGLE) for tag in TAGS])
_LAST = np.array([tag in (OUTSIDE, END, SINGLE) for tag in TAGS])
_BATCH = 20_000  # characters, padding included


@dataclass(frozen=True, slots=True)
class Reading:
    """The probability of each tag in each layer at each character of a document."""

    chances: Floats

    def chance(self, span: Span, layer: EntityType) -> float:
        """Return how likely exactly ``span`` is a name of type ``layer``: its least likely tag."""
        at = self.chances[span.start : span.end, LAYERS.index(layer)]
        if len(span) == 1:
            return float(at[0, SINGLE])
        return float(min(at[0, BEGIN], at[-1, END], at[1:-1, INSIDE].min(initial=1.0)))

    def stretches(self, layer: EntityType) -> Iterator[tuple[Span, float]]:
        """Yield the spans that may be a name of type ``layer``."""
        at = self.chances[:, LAYERS.index(layer)]
        size = len(at)
        for start in np.flatnonzero(at[:, SINGLE] >= FAINT):
            yield Span(int(start), int(start) + 1), float(at[start, SINGLE])
        for start in np.flatnonzero(at[:, BEGIN] >= FAINT):
            least = float(at[start, BEGIN])
            for end in range(int(start) + 1, min(size, int(start) + LONGEST)):
                if at[end, END] >= FAINT:
                    yield Span(int(start), end + 1), min(least, float(at[end, END]))
                least = min(least, float(at[end, INSIDE]))
                if least < FAINT:
                    break


def read_labels(document: Document, proposed: Sequence[Mention]) -> Reading:
    """Return what the model makes of ``document``, given what the rules propose."""
    models = read_models()
    return read_tags(document, hash_features(read_channels(document, proposed)), models.labels, models.moves)


def read_tags(document: Document, places: Places, weights: Weights, moves: Floats) -> Reading:
    """Return the probabilities of tags from ``places`` (a row for each kind of feature) with the weights given."""
    chances = np.zeros((len(document.text), len(LAYERS), len(TAGS)), np.float32)
    spans = sorted((s.span for s in document.sentences), key=len)
    batch: list[Span] = []
    for span, following in zip(spans, [*spans[1:], None], strict=True):
        batch.append(span)
        if following is None or (len(batch) + 1) * len(following) > _BATCH:
            _read_batch(batch, places, weights, moves, chances)
            batch = []
    return Reading(chances)


def _read_batch(batch: list[Span], places: Places, weights: Weights, moves: Floats, chances: Floats) -> None:
    longest = max(map(len, batch))
    inside = np.arange(longest) < np.array([len(span) for span in batch])[:, None]
    columns = np.concatenate([places[:, span.start : span.end] for span in batch], axis=1)
    total = np.zeros((columns.shape[1], weights.shape[1]), np.int32)
    for row in columns:
        total += weights[row]
    scores = np.zeros((*inside.shape, len(LAYERS), len(TAGS)), np.float32)
    scores[inside] = (total / SCALE).reshape(-1, len(LAYERS), len(TAGS))
    found = tag_chances(scores, moves, inside)
    for span, row in zip(batch, found, strict=True):
        chances[span.start : span.end] = row[: len(span)]


def tag_chances(scores: Floats, moves: Floats, inside: NDArray[np.bool_]) -> Floats:
    """Return the marginal probability of each tag (forward-backward).

    ``scores`` has the axes sentence, character, layer, tag; ``moves`` layer, tag, following tag;
    ``inside`` tells which characters are no padding.
    """
    _, forward, backward, _ = _sweep(scores, moves, inside)
    return _normal(forward * backward)


def step_chances(scores: Floats, moves: Floats, inside: NDArray[np.bool_]) -> Floats:
    """Return how often each move from tag to tag is expected, with the axes of ``moves``."""
    step, forward, backward, local = _sweep(scores, moves, inside)
    total = np.zeros_like(moves)
    for at in range(1, scores.shape[1]):
        both = inside[:, at]
        ahead = forward[both, at - 1][:, :, :, None] * step * (local[both, at] * backward[both, at])[:, :, None, :]
        total += (ahead / np.maximum(ahead.sum((-1, -2), keepdims=True), 1e-30)).sum(0)
    return total


def _sweep(scores: Floats, moves: Floats, inside: NDArray[np.bool_]) -> tuple[Floats, Floats, Floats, Floats]:
    """Return the weights of moves, the forward and backward chances up to a factor, and those of characters alone."""
    step: Floats = (np.exp(moves) * _FOLLOWS).astype(np.float32)
    local = np.exp(scores - scores.max(-1, keepdims=True))
    forward, backward = np.empty_like(local), np.empty_like(local)
    size = scores.shape[1]
    forward[:, 0] = _normal(local[:, 0] * _FIRST)
    for at in range(1, size):
        ahead = np.einsum("slt,ltu->slu", forward[:, at - 1], step) * local[:, at]
        forward[:, at] = np.where(inside[:, at, None, None], _normal(ahead), forward[:, at - 1])
    backward[:, -1] = _LAST
    for at in range(size - 2, -1, -1):
        behind = np.einsum("ltu,slu->slt", step, local[:, at + 1] * backward[:, at + 1])
        backward[:, at] = np.where(inside[:, at + 1, None, None], _normal(behind), _LAST)
    return step, forward, backward, local


def _normal(values: Floats) -> Floats:
    normal: Floats = values / np.maximum(values.sum(-1, keepdims=True), 1e-30)
    return normal
