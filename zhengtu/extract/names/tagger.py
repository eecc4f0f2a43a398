"""A statistical witness for firms: whether a short name looks like a brand.

晶岚 looks like one and 陈家沟 like a place, though no list has either. The model is a logistic
regression over hashed runs of characters, learnt by ``train`` (``make model``) and kept as one
byte a weight; no name can be read in it.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from zlib import crc32

MODEL = "brands.bin"
BITS = 17
SCALE = 16  # a weight of 1.0 is kept as 16
LONGEST = 4


def features(name: str) -> tuple[int, ...]:
    """Return the hashed features of ``name``: its runs of one to three characters, single ones with their place.

    >>> len(features("晶岚"))
    10
    """
    size = len(name)
    edged = f"^{name}$"
    keys = [f"0{size}"]
    for at, char in enumerate(name):
        keys += [f"1{at}{char}", f"2{at}{size}{char}"]
    keys += [f"3{edged[at : at + 2]}" for at in range(size + 1)]
    keys += [f"4{edged[at : at + 3]}" for at in range(size)]
    return tuple(crc32(key.encode()) >> (32 - BITS) for key in keys)


def is_readable(name: str) -> bool:
    """Whether the model can tell about ``name``: two to four Chinese characters."""
    return 2 <= len(name) <= LONGEST and all("一" <= char <= "龥" for char in name)


@cache
def read_model() -> memoryview:
    """Return the weights, one signed byte for each hashed feature."""
    return memoryview(files("zhengtu.extract.names").joinpath(MODEL).read_bytes()).cast("b")


@lru_cache(maxsize=20_000)
def weigh_brand(name: str) -> float | None:
    """Return how much ``name`` looks like a brand, as the logarithm of the odds; ``None`` where nothing tells.

    >>> weigh_brand("晶岚") > 1 > weigh_brand("陈家沟")
    True
    >>> weigh_brand("3D") is None
    True
    """
    if not is_readable(name):
        return None
    weights = read_model()
    return sum(weights[at] for at in features(name)) / SCALE
