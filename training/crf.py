"""Learn the first reader of labels: a linear-chain conditional random field, by AdaGrad (Duchi et al. 2011)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from training.lessons import Lesson, Tags, batches
from zhengtu.extract.learned.channels import LAYERS
from zhengtu.extract.learned.features import BITS
from zhengtu.extract.learned.field import step_chances, tag_chances
from zhengtu.extract.learned.models import Floats
from zhengtu.extract.learned.tags import TAGS
from zhengtu.model import Span

EPOCHS = 8
MEAN_OF = 4  # the weights are the mean of those after each of the last epochs
RATE = 0.1
DECAY = 1e-5
BLIND = 0.25  # how often a batch is shown without the rules' proposals, so that they are not all that counts
BATCH = 3_000  # characters
COLUMNS = len(LAYERS) * len(TAGS)


class Field(NamedTuple):
    """What is learnt: a row for each hashed feature, and the moves from tag to tag."""

    labels: Floats
    moves: Floats


def learn(lessons: Sequence[Lesson], *, seed: int = 0) -> Field:
    """Return the weights that fit ``lessons``; the same lessons and seed give the same weights."""
    random = np.random.default_rng(seed)
    weights = Field(
        np.zeros((1 << BITS, COLUMNS), np.float32), np.zeros((len(LAYERS), len(TAGS), len(TAGS)), np.float32)
    )
    squares = Field(*(np.full_like(table, 1e-2) for table in weights))
    total = Field(*(np.zeros_like(table) for table in weights))
    packed = [_pack(batch) for batch in batches(lessons, BATCH)]
    for epoch in range(EPOCHS):
        for at in random.permutation(len(packed)):
            batch = packed[at]
            _step(weights, squares, batch, batch.blind if random.random() < BLIND else batch.seen)
        if epoch >= EPOCHS - MEAN_OF:
            for table, sum_ in zip(weights, total, strict=True):
                sum_ += table / MEAN_OF
    return total


class _View(NamedTuple):
    """The features of a batch: rows of the table that occur, and which of them each character has."""

    rows: NDArray[np.int32]
    columns: NDArray[np.int64]


class _Batch(NamedTuple):
    inside: NDArray[np.bool_]
    tags: Tags
    seen: _View
    blind: _View


def _pack(batch: Sequence[tuple[Lesson, Span]]) -> _Batch:
    longest = max(len(span) for _, span in batch)
    inside = np.arange(longest) < np.array([len(span) for _, span in batch])[:, None]
    tags = np.zeros((*inside.shape, len(LAYERS)), np.int8)
    tags[inside] = np.concatenate([lesson.tags[span.start : span.end] for lesson, span in batch])
    views = []
    for kind in ("places", "blind"):
        columns = [getattr(lesson, kind)[:, span.start : span.end] for lesson, span in batch]
        places = np.concatenate(columns, axis=1).T
        rows, back = np.unique(places, return_inverse=True)
        views.append(_View(rows, back.reshape(places.shape)))
    return _Batch(inside, tags, *views)


def _step(weights: Field, squares: Field, batch: _Batch, view: _View) -> None:
    table = weights.labels[view.rows]
    scores = np.zeros((*batch.inside.shape, len(LAYERS), len(TAGS)), np.float32)
    local = np.zeros((len(view.columns), COLUMNS), np.float32)
    for column in view.columns.T:
        local += table[column]
    scores[batch.inside] = local.reshape(-1, len(LAYERS), len(TAGS))
    right = np.eye(len(TAGS), dtype=np.float32)[batch.tags]
    error = (tag_chances(scores, weights.moves, batch.inside) - right)[batch.inside].reshape(-1, COLUMNS)
    width = view.columns.shape[1]
    where = view.columns.ravel()
    slope = DECAY * len(error) * table
    for column in range(COLUMNS):
        slope[:, column] += np.bincount(where, np.repeat(error[:, column], width), minlength=len(table))
    squares.labels[view.rows] += slope * slope
    weights.labels[view.rows] -= RATE * slope / np.sqrt(squares.labels[view.rows])
    moves = step_chances(scores, weights.moves, batch.inside) - _count_moves(batch) + 1e-3 * weights.moves
    squares.moves[:] += moves * moves
    weights.moves[:] -= RATE * moves / np.sqrt(squares.moves)


def _count_moves(batch: _Batch) -> Floats:
    counts = np.zeros((len(LAYERS), len(TAGS), len(TAGS)), np.float32)
    both = batch.inside[:, 1:]
    for layer in range(len(LAYERS)):
        np.add.at(counts[layer], (batch.tags[:, :-1, layer][both], batch.tags[:, 1:, layer][both]), 1)
    return counts
