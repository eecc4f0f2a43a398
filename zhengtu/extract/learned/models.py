"""The learnt weights: how they are kept and read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

SCALE = 32  # a weight of 1.0 is kept as 32
NAME_BITS = 16
MODEL = "weights.npz"

Weights = NDArray[np.int8]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Models:
    """All weights; ``labels`` has a row for each hashed feature and a column for each layer and tag.

    ``moves`` has the axes layer, tag, following tag; ``names`` a table for each type of entity.
    """

    labels: Weights
    moves: Floats
    names: dict[str, Weights]


@cache
def read_models() -> Models:
    """Return the weights that the package brings."""
    with files(__package__).joinpath(MODEL).open("rb") as file, np.load(file) as kept:
        names = {key: kept[key] for key in kept.files if key not in ("labels", "moves")}
        return Models(kept["labels"], kept["moves"], names)


def quantise(weights: Floats) -> Weights:
    """Return ``weights`` as signed bytes; what a byte cannot tell from nothing becomes nothing."""
    return np.clip(np.rint(weights * SCALE), -127, 127).astype(np.int8)


def places_of(features: Iterable[str]) -> NDArray[np.int64]:
    """Return the rows of ``features`` in a table of ``2 ** NAME_BITS`` weights, each once."""
    return np.array(sorted({_place(feature) for feature in features}), np.int64)


def weigh(table: Weights, rows: NDArray[np.int64]) -> float:
    """Return the logarithm of the odds, given the features at ``rows``."""
    return float(table[rows].sum(dtype=np.int32)) / SCALE


@lru_cache(maxsize=100_000)
def _place(feature: str) -> int:
    return crc32(feature.encode()) >> (32 - NAME_BITS)
