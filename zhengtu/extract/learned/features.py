"""Hashed features: combinations of channels at and around a character."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from zhengtu.extract.learned.channels import LAYERS, Numbers

BITS = 18
Places = NDArray[np.int32]


def hash_features(channels: dict[str, Numbers]) -> Places:
    """Return, for each character, the place of each of its features among ``2 ** BITS`` weights."""
    size = len(channels["char"])
    out = np.empty((len(TEMPLATES), size), np.int32)
    padded = {name: np.pad(values.astype(np.uint64), _REACH) for name, values in channels.items()}
    for row, template in enumerate(TEMPLATES):
        mixed = np.full(size, row + 1, np.uint64)
        for name, offset in template:
            start = _REACH + offset
            mixed = (mixed ^ padded[name][start : start + size]) * _PRIME
            mixed ^= mixed >> np.uint64(29)
        out[row] = ((mixed * _PRIME) >> np.uint64(64 - BITS)).astype(np.int32)
    return out


def _templates() -> tuple[tuple[tuple[str, int], ...], ...]:
    out: list[tuple[tuple[str, int], ...]] = [()]
    out += [(("char", at),) for at in range(-3, 4)]
    out += [(("char", at), ("char", at + 1)) for at in range(-3, 3)]
    out += [(("char", at), ("char", at + 1), ("char", at + 2)) for at in range(-3, 2)]
    out += [(("kind", at),) for at in range(-2, 3)]
    out += [(("kind", at), ("kind", at + 1)) for at in range(-2, 2)]
    out += [(("word", at), ("kind", at)) for at in (-1, 0, 1)]
    out += [(("trade", at),) for at in range(-2, 3)]
    out += [(("trade", at), ("trade", at + 1)) for at in (-1, 0)]
    out += [(("member", at),) for at in (-1, 0, 1)]
    for name in ("head", "stage", "lead", "trail", "form"):
        out += [((name, 0), ("member", 0)), ((name, 0), ("part", 0)), ((name, 0), ("kind", 0))]
    out += [(("head", 0), ("stage", 0), ("part", 0)), (("head", 0), ("form", 0), ("member", 0))]
    out += [(("part", at),) for at in (-1, 0, 1)]
    out += [(("part", 0), ("member", 0)), (("brand", 0), ("part", 0)), (("brand", 0), ("head", 0), ("member", 0))]
    for name in ("list", "tail", "size"):
        out += [
            ((name, 0), ("member", 0)),
            ((name, 0), ("head", 0), ("member", 0)),
            ((name, 0), ("stage", 0), ("member", 0)),
        ]
    out += [
        (("tail", 0), ("lead", 0), ("member", 0)),
        (("tail", 0), ("list", 0), ("member", 0)),
        (("size", 0), ("list", 0), ("tail", 0)),
    ]
    out += [(("tail", 0), ("trail", 0), ("member", 0)), (("list", 0), ("part", 0)), (("size", 0), ("part", 0))]
    for layer in LAYERS:
        rule = f"rule{layer}"
        out += [((rule, at),) for at in (-1, 0, 1)]
        out += [
            ((rule, 0), ("member", 0)),
            ((rule, 0), ("char", 0)),
            ((rule, 0), ("kind", 0)),
            ((rule, 0), ("form", 0)),
        ]
        out += [((rule, 0), ("head", 0)), ((rule, 0), ("stage", 0))]
    rules = tuple((f"rule{layer}", 0) for layer in LAYERS)
    out += [rules, (*rules, ("member", 0))]
    return tuple(out)


TEMPLATES = _templates()
_REACH = 4
_PRIME = np.uint64(0x9E3779B97F4A7C15)
