"""Learn a logistic regression over hashed features, by AdaGrad (Duchi et al. 2011)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from zhengtu.extract.learned.models import NAME_BITS, Floats

EPOCHS = 6
RATE = 0.1
DECAY = 1e-4

Rows = NDArray[np.int64]


def learn(rows: Sequence[Rows], labels: Sequence[bool], *, seed: int = 0) -> Floats:
    """Return a weight for each hashed feature; ``rows`` are the features of each case, ``labels`` whether it is true."""
    random = np.random.default_rng(seed)
    weights = np.zeros(1 << NAME_BITS, np.float32)
    squares = np.full_like(weights, 1e-2)
    for _ in range(EPOCHS):
        for at in random.permutation(len(rows)):
            features = rows[at]
            some = weights[features]
            chance = 1 / (1 + np.exp(-np.clip(some.sum(), -30, 30)))
            slope = (chance - labels[at]) + DECAY * some
            squares[features] += slope * slope
            weights[features] -= RATE * slope / np.sqrt(squares[features])
    return weights
