"""Learn the convolutional reader of labels, with PyTorch (``make model`` installs it; the package itself needs none).

Beside the tags of names it learns what a tagger of general Chinese says of the words, and forgets that part. Of what
tells a word from others (characters, pairs, words) some is hidden at random, and so are the rules' proposals of some
sentences, so that neither is all that counts.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from training.lessons import Lesson, batches
from training.words import CLASSES, UNKNOWN
from zhengtu.extract.learned.channels import LAYERS
from zhengtu.extract.learned.models import Network
from zhengtu.extract.learned.network import FIRST_ROWS, REACHES, ROWS, TABLES
from zhengtu.extract.learned.tags import TAGS
from zhengtu.model import Span

WIDTH = 64
EPOCHS = 7
BATCH = 4_000  # characters
RATE = 6e-3
DECAY = 0.1
DROPPED = 0.45  # share of the units that are silent at a step
HIDDEN = 0.2  # share of the characters that are not shown
BLIND = 0.25  # share of the sentences without the rules' proposals
WORDS = 0.3  # how much the words count beside the names
_WORDS = [TABLES.index(name) for name in ("char", "pair", "word")]
_RULES = [at for at, name in enumerate(TABLES) if name.startswith("rule")]
_LARGEST = 127


def learn(lessons: Sequence[Lesson], *, seed: int = 0, epochs: int = EPOCHS) -> Network:
    """Return the network that fits ``lessons``; the same lessons, seed and machine give the same network."""
    torch.manual_seed(seed)
    order = random.Random(seed)
    weights = _Weights.draw()
    packed = [_pack(batch) for batch in batches(lessons, BATCH)]
    optimiser = torch.optim.AdamW(weights, lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=epochs * len(packed))
    for _ in range(epochs):
        order.shuffle(packed)
        for batch in packed:
            state = _read(weights, _hide(batch.rows), batch.inside)
            loss = _miss(_apply(weights.output, state).view(-1, len(TAGS)), batch.tags.reshape(-1))
            loss = loss + WORDS * _miss(_apply(weights.words, state), batch.words)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(weights, 1.0)
            optimiser.step()
            schedule.step()
    return weights.pack(np.unique(np.concatenate([lesson.rows.ravel() for lesson in lessons])))


class _Weights(NamedTuple):
    vectors: Tensor
    norms: Tensor
    kernels: Tensor
    output: Tensor
    words: Tensor

    @classmethod
    def draw(cls) -> _Weights:
        norms = torch.stack([torch.ones(1 + len(REACHES), WIDTH), torch.zeros(1 + len(REACHES), WIDTH)], 1)
        kernels = _draw(len(REACHES), 3 * WIDTH + 1, WIDTH)
        ends = (_draw(2 * WIDTH + 1, count) for count in (len(LAYERS) * len(TAGS), CLASSES))
        drawn = cls(torch.randn(ROWS, WIDTH) * 0.05, norms, kernels, *ends)
        return cls(*(table.requires_grad_() for table in drawn))

    def pack(self, seen: NDArray[np.int32]) -> Network:
        """Return the network as it is kept; vectors of rows that are not ``seen`` say nothing.

        What follows the vectors normalises their sum, so their scale is free.
        """
        drawn, norms, kernels, output, _ = (table.detach().numpy() for table in self)
        vectors = np.zeros_like(drawn)
        vectors[seen] = drawn[seen]
        scale = _LARGEST / np.quantile(np.abs(drawn[seen]), 0.9999)
        return Network(
            np.clip(np.rint(vectors * scale), -_LARGEST, _LARGEST).astype(np.int8),
            *(table.astype(np.float32) for table in (norms, kernels, output)),
        )


def _draw(*shape: int) -> Tensor:
    """Return weights as small as there are many inputs."""
    bound = shape[-2] ** -0.5
    return torch.empty(*shape).uniform_(-bound, bound)


def _read(weights: _Weights, rows: Tensor, inside: Tensor) -> Tensor:
    """Return what is known of each character inside, with the axes character, unit."""
    many, longest, count = rows.shape
    mask = inside[..., None].float()
    known = nn.functional.embedding_bag(rows.view(-1, count), weights.vectors, mode="sum").view(many, longest, WIDTH)
    first = _drop(torch.relu(_normalise(known, weights.norms[0]))) * mask
    state = first
    for kernel, norm, reach in zip(weights.kernels, weights.norms[1:], REACHES, strict=True):
        padded = nn.functional.pad(state, (0, 0, reach, reach))
        around = torch.cat([padded[:, :longest], state, padded[:, 2 * reach :]], -1)
        state = (state + _drop(torch.relu(_normalise(_apply(kernel, around), norm)))) * mask
    return torch.cat([first, state], -1)[inside]


def _apply(table: Tensor, values: Tensor) -> Tensor:
    return values @ table[:-1] + table[-1]


def _miss(scores: Tensor, right: Tensor) -> Tensor:
    """Return the mean loss where the right class is known, 0 where it is nowhere known."""
    known = right != UNKNOWN
    return nn.functional.cross_entropy(scores[known], right[known]) if known.any() else scores.new_zeros(())


def _normalise(values: Tensor, norm: Tensor) -> Tensor:
    return nn.functional.layer_norm(values, (WIDTH,), norm[0], norm[1])


def _drop(values: Tensor) -> Tensor:
    return nn.functional.dropout(values, DROPPED)


def _hide(rows: Tensor) -> Tensor:
    """Return ``rows`` with some of the words and proposals replaced by nothing."""
    rows = rows.clone()
    for at in _WORDS:
        rows[..., at][torch.rand(rows.shape[:2]) < HIDDEN] = FIRST_ROWS[at]
    blind = torch.rand(rows.shape[0]) < BLIND
    for at in _RULES:
        rows[blind, :, at] = FIRST_ROWS[at]
    return rows


class _Batch(NamedTuple):
    rows: Tensor
    inside: Tensor
    tags: Tensor
    words: Tensor


def _pack(batch: Sequence[tuple[Lesson, Span]]) -> _Batch:
    sizes = np.array([len(span) for _, span in batch])
    inside: NDArray[np.bool_] = np.arange(sizes.max()) < sizes[:, None]
    rows = np.broadcast_to(np.array(FIRST_ROWS, np.int64), (*inside.shape, len(TABLES))).copy()
    rows[inside] = np.concatenate([lesson.rows[:, span.start : span.end].T for lesson, span in batch])
    tags = np.concatenate([lesson.tags[span.start : span.end] for lesson, span in batch]).astype(np.int64)
    words = np.concatenate([lesson.words[span.start : span.end] for lesson, span in batch]).astype(np.int64)
    return _Batch(*(torch.from_numpy(table) for table in (rows, inside, tags, words)))
