"""The second reader of labels: a small convolutional network over the channels of each character.

Every channel has a table of vectors; their sum is what is known of a character. Three convolutions, each
looking twice as far as the one before, add what stands around it (Yu and Koltun 2016; Strubell et al. 2017 for
names). The vectors are kept as signed bytes: they are normalised (Ba et al. 2016), so their scale is free.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from zhengtu.extract.learned.channels import CHANNELS, LAYERS, Numbers
from zhengtu.extract.learned.models import Floats, Network
from zhengtu.extract.learned.tags import TAGS
from zhengtu.model import Document, Span

Rows = NDArray[np.int32]
REACHES = (1, 2, 4)  # how far each convolution looks to either side
_SIZES = {"char": 1 << 12, "pair": 1 << 14, "word": 1 << 13}
_SIZE = 1 << 10
TABLES = ("char", "pair", *CHANNELS[1:])
_SIZE_OF = [_SIZES.get(name, _SIZE) for name in TABLES]
FIRST_ROWS = tuple(int(at) for at in np.cumsum([0, *_SIZE_OF[:-1]]))  # the row for "nothing" of each table
ROWS = sum(_SIZE_OF)
_MIX = np.uint64(2654435761)
_TINY = 1e-5
_BATCH = 10_000  # characters


def find_rows(channels: Mapping[str, Numbers]) -> Rows:
    """Return the row of each table for each character, with the axes table, character.

    A pair is a character with the one that follows in the document.
    """
    chars = channels["char"].astype(np.uint64)
    pairs = chars * np.uint64(31337) + np.append(chars[1:], np.uint64(0)).astype(np.uint64)
    out = np.empty((len(TABLES), len(chars)), np.int32)
    for at, (name, first, size) in enumerate(zip(TABLES, FIRST_ROWS, _SIZE_OF, strict=True)):
        values = pairs if name == "pair" else channels[name].astype(np.uint64)
        mixed = (values * _MIX % np.uint64(1 << 32)) >> np.uint64(15)
        out[at] = first + np.where(values == 0, 0, 1 + mixed % np.uint64(size - 1)).astype(np.int32)
    return out


def read_network(document: Document, rows: Rows, network: Network) -> Floats:
    """Return the probability of each tag, with the axes character, layer, tag; nothing outside sentences."""
    chances = np.zeros((len(document.text), len(LAYERS), len(TAGS)), np.float32)
    batch: list[Span] = []
    size = 0
    for sentence in document.sentences:
        batch.append(sentence.span)
        size += len(sentence.span)
        if size >= _BATCH:
            _read_batch(batch, rows, network, chances)
            batch, size = [], 0
    if batch:
        _read_batch(batch, rows, network, chances)
    return chances


def _read_batch(spans: Sequence[Span], rows: Rows, network: Network, chances: Floats) -> None:
    line = _lay_out([len(span) for span in spans])
    columns = np.concatenate([rows[:, span.start : span.end] for span in spans], axis=1)
    total = np.zeros((columns.shape[1], network.vectors.shape[1]), np.int16)
    for row in columns:
        total += network.vectors[row]
    first = np.maximum(normalise(total.astype(np.float32), network.norms[0]), 0)
    state = np.zeros((line[-1] + 1 + max(REACHES), first.shape[1]), np.float32)
    state[line] = first
    for kernel, norm, reach in zip(network.kernels, network.norms[1:], REACHES, strict=True):
        around = np.concatenate([state[line - reach], state[line], state[line + reach]], axis=1)
        state[line] += np.maximum(normalise(around @ kernel[:-1] + kernel[-1], norm), 0)
    scores = np.concatenate([first, state[line]], axis=1) @ network.output[:-1] + network.output[-1]
    scores = scores.reshape(-1, len(LAYERS), len(TAGS))
    scores = np.exp(scores - scores.max(-1, keepdims=True))
    inside = np.concatenate([np.arange(span.start, span.end) for span in spans])
    chances[inside] = scores / scores.sum(-1, keepdims=True)


def normalise(values: Floats, norm: Floats) -> Floats:
    """Return ``values`` with mean 0 and variance 1 in each row, times ``norm[0]`` plus ``norm[1]``."""
    values = values - values.mean(-1, keepdims=True)
    normal: Floats = values / np.sqrt(np.square(values).mean(-1, keepdims=True) + _TINY) * norm[0] + norm[1]
    return normal


def _lay_out(sizes: Sequence[int]) -> NDArray[np.int64]:
    """Return the places of all characters in one line, in which no sentence is in reach of another."""
    gap = max(REACHES)
    starts = np.cumsum([gap, *(size + gap for size in sizes[:-1])])
    return np.concatenate([np.arange(start, start + size) for start, size in zip(starts, sizes, strict=True)])
