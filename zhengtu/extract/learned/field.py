"""The first reader of labels: a linear-chain conditional random field (Lafferty, McCallum, Pereira 2001).

Over characters, one chain for each type of name. It sees hashed features; its tags keep the order that
``_FOLLOWS`` allows.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from zhengtu.extract.learned.channels import LAYERS
from zhengtu.extract.learned.features import Places
from zhengtu.extract.learned.models import SCALE, Floats, Weights
from zhengtu.extract.learned.tags import BEGIN, END, INSIDE, OUTSIDE, SINGLE, TAGS
from zhengtu.model import Document, Span

_FOLLOWS = np.array(
    [[tag in ((INSIDE, END) if last in (BEGIN, INSIDE) else (OUTSIDE, BEGIN, SINGLE)) for tag in TAGS] for last in TAGS]
)
_FIRST = np.array([tag in (OUTSIDE, BEGIN, SINGLE) for tag in TAGS])
_LAST = np.array([tag in (OUTSIDE, END, SINGLE) for tag in TAGS])
_BATCH = 20_000  # characters, padding included


def read_field(document: Document, places: Places, weights: Weights, moves: Floats) -> Floats:
    """Return the probability of each tag, with the axes character, layer, tag; nothing outside sentences.

    ``places`` has a row for each kind of feature, ``weights`` one for each hashed feature; ``moves`` has
    the axes layer, tag, following tag.
    """
    chances = np.zeros((len(document.text), len(LAYERS), len(TAGS)), np.float32)
    spans = sorted((s.span for s in document.sentences), key=len)
    if not spans:
        return chances
    batch: list[Span] = []
    for span, following in zip(spans, [*spans[1:], None], strict=True):
        batch.append(span)
        if following is None or (len(batch) + 1) * len(following) > _BATCH:
            _read_batch(batch, places, weights, moves, chances)
            batch = []
    return chances


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
