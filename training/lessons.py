"""Samples ready to learn from: their features and the right tag of each character."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.samples import Gold, Sample
from training.words import UNKNOWN
from zhengtu.extract.learned.channels import LAYERS, read_channels
from zhengtu.extract.learned.features import Places, hash_features
from zhengtu.extract.learned.network import Rows, find_rows
from zhengtu.extract.learned.tags import BEGIN, END, INSIDE, SINGLE
from zhengtu.model import Mention, Span

Tags = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A sample with its features and its right tags.

    ``places`` and ``blind`` are the hashed features with and without the rules' proposals (axes feature, character),
    ``rows`` those of the networks (table, character), ``tags`` the right ones (character, layer), ``words`` the classes that
    a tagger gives the characters.
    """

    sample: Sample
    proposed: Sequence[Mention]
    places: Places
    blind: Places
    rows: Rows
    tags: Tags
    words: Tags


def prepare(sample: Sample, proposed: Sequence[Mention], words: Tags | None = None) -> Lesson:
    """Return ``sample`` ready to learn from; ``words`` are the classes that a tagger gives its characters, if one is asked."""
    document = sample.document
    channels = read_channels(document, proposed)
    return Lesson(
        sample,
        proposed,
        hash_features(channels),
        hash_features(read_channels(document, ())),
        find_rows(channels),
        tag(document.text, sample.gold),
        np.full(len(document.text), UNKNOWN, np.int8) if words is None else words,
    )


def batches(lessons: Sequence[Lesson], size: int) -> Iterator[list[tuple[Lesson, Span]]]:
    """Yield the sentences of ``lessons``, those of a length together, about ``size`` characters at a time."""
    spans = [(lesson, sentence.span) for lesson in lessons for sentence in lesson.sample.document.sentences]
    spans.sort(key=lambda pair: len(pair[1]))
    batch: list[tuple[Lesson, Span]] = []
    for pair in spans:
        batch.append(pair)
        if len(batch) * len(pair[1]) >= size:
            yield batch
            batch = []
    if batch:
        yield batch


def tag(text: str, gold: Gold) -> Tags:
    """Return the right tag of each character and layer: wherever a name or alias of the gold facts stands.

    The longest first. A chain is not marked inside another name where it also stands alone.
    """
    tags = np.zeros((len(text), len(LAYERS)), np.int8)
    for layer, type in enumerate(LAYERS):
        names = {re.sub(r"\s", "", name) for e in gold["entities"] if e["type"] == type for name in _names(e)}
        for name in sorted(names, key=lambda name: (-len(name), name)):
            spots = [match.start() for match in re.finditer(re.escape(name), text)]
            free = [at for at in spots if not tags[at : at + len(name), layer].any()]
            if type == "IndustryChain":
                free = [at for at in free if not _inside(tags, at, at + len(name))] or free
            for at in free:
                _mark(tags, layer, at, at + len(name))
    return tags


def _names(entity: Gold) -> list[str]:
    return [entity["name"], *entity.get("aliases", [])]


def _inside(tags: Tags, start: int, end: int) -> bool:
    return bool((tags[start:end] > 0).all(axis=0).any())


def _mark(tags: Tags, layer: int, start: int, end: int) -> None:
    tags[start:end, layer] = INSIDE
    tags[start, layer], tags[end - 1, layer] = BEGIN, END
    if end - start == 1:
        tags[start, layer] = SINGLE
