"""The readers of labels: which stretches of characters may be a name of each type, and how surely.

Each type has a layer of tags of its own, so that a firm may stand inside a work. A conditional random
field and convolutional networks read the same channels; they err in different places, so their mean is
better than each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from zhengtu.extract.learned.channels import LAYERS, read_channels
from zhengtu.extract.learned.features import hash_features
from zhengtu.extract.learned.field import read_field
from zhengtu.extract.learned.models import Floats, read_models
from zhengtu.extract.learned.network import find_rows, read_network
from zhengtu.extract.learned.tags import BEGIN, END, INSIDE, SINGLE
from zhengtu.model import Document, EntityType, Mention, Span

# of the random field in the mean (0.25 to 0.4 do alike on texts left out); the networks share the rest
FIELD_SHARE = 0.3
FAINT = 0.02  # a stretch less likely than this is not looked at
LONGEST = 40


@dataclass(frozen=True, slots=True)
class Reading:
    """The probability of each tag in each layer at each character of a document."""

    chances: Floats

    def chance(self, span: Span, layer: EntityType) -> float:
        """Return how likely exactly ``span`` is a name of type ``layer``: its least likely tag."""
        at = self.chances[span.start : span.end, LAYERS.index(layer)]
        if len(span) == 1:
            return float(at[0, SINGLE])
        return float(min(at[0, BEGIN], at[-1, END], at[1:-1, INSIDE].min(initial=1.0)))

    def stretches(self, layer: EntityType) -> Iterator[tuple[Span, float]]:
        """Yield the spans that may be a name of type ``layer``."""
        at = self.chances[:, LAYERS.index(layer)]
        size = len(at)
        for start in np.flatnonzero(at[:, SINGLE] >= FAINT):
            yield Span(int(start), int(start) + 1), float(at[start, SINGLE])
        for start in np.flatnonzero(at[:, BEGIN] >= FAINT):
            least = float(at[start, BEGIN])
            for end in range(int(start) + 1, min(size, int(start) + LONGEST)):
                if at[end, END] >= FAINT:
                    yield Span(int(start), end + 1), min(least, float(at[end, END]))
                least = min(least, float(at[end, INSIDE]))
                if least < FAINT:
                    break


def read_labels(document: Document, proposed: Sequence[Mention]) -> Reading:
    """Return what the models make of ``document``, given what the rules propose."""
    models = read_models()
    channels = read_channels(document, proposed)
    field = read_field(document, hash_features(channels), models.labels, models.moves)
    rows = find_rows(channels)
    return combine(field, [read_network(document, rows, network) for network in models.networks])


def combine(field: Floats, networks: Sequence[Floats]) -> Reading:
    """Return the mean of what the random field and the networks say."""
    share = (1 - FIELD_SHARE) / len(networks)
    return Reading(FIELD_SHARE * field + share * sum(networks, np.zeros_like(field)))
