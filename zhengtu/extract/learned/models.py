"""The learnt weights: how they are kept and read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

SCALE = 32  # a weight of 1.0 is kept as 32
NAME_BITS = 16
MODEL = "weights.npz"

Weights = NDArray[np.int8]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Network:
    """A convolutional reader: ``vectors`` has a row for each value of a channel.

    ``norms`` has the axes normalisation, gain or bias, unit; ``kernels`` convolution, input (left, own, right, the bias
    last), unit; ``output`` input (the bias last), layer and tag.
    """

    vectors: Weights
    norms: Floats
    kernels: Floats
    output: Floats


@dataclass(frozen=True, slots=True)
class Models:
    """All weights; ``labels`` has a row for each hashed feature and a column for each layer and tag.

    ``moves`` has the axes layer, tag, following tag; ``judges`` has a table for each type of entity.
    """

    labels: Weights
    moves: Floats
    networks: tuple[Network, ...]
    judges: dict[str, Weights]


@cache
def read_models() -> Models:
    """Return the weights that the package brings."""
    with files(__package__).joinpath(MODEL).open("rb") as file, np.load(file) as kept:
        return unpack({key: kept[key] for key in kept.files})


def pack(models: Models) -> dict[str, Any]:
    """Return the tables of ``models``, each with a name of its own."""
    tables: dict[str, Any] = {"labels": models.labels, "moves": models.moves}
    for at, network in enumerate(models.networks):
        tables.update({f"network{at}.{field.name}": getattr(network, field.name) for field in fields(Network)})
    for type, judge in models.judges.items():
        tables[f"judge.{type}"] = judge
    return tables


def unpack(tables: Mapping[str, NDArray[Any]]) -> Models:
    """Return the models that ``pack`` gave ``tables`` of."""
    types = [key.removeprefix("judge.") for key in tables if key.startswith("judge.")]
    count = sum(key.endswith(".vectors") for key in tables)
    return Models(
        tables["labels"],
        tables["moves"],
        tuple(Network(*(tables[f"network{at}.{field.name}"] for field in fields(Network))) for at in range(count)),
        {type: tables[f"judge.{type}"] for type in types},
    )


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
