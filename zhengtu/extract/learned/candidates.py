"""Candidates for names: every stretch that rules or labels take for one."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhengtu.extract.learned.channels import LAYERS
from zhengtu.extract.learned.labels import Reading
from zhengtu.model import EntityType, Mention, Span


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that may be a name: what the labels give it, and the rule's mention if one proposes it."""

    span: Span
    type: EntityType
    chance: float
    proposal: Mention | None

    @property
    def witnesses(self) -> tuple[tuple[str, float], ...]:
        """Who speaks for it, each with how sure it is."""
        ruled = ((self.proposal.rule, self.proposal.confidence),) if self.proposal else ()
        return (*ruled, ("labels", round(self.chance, 3)))


def find_candidates(proposed: Sequence[Mention], reading: Reading) -> Iterator[Candidate]:
    """Yield what rules or labels take for a name, each span and type once."""
    proposals = {(m.span, m.type): m for m in proposed if m.type in LAYERS}
    for layer in LAYERS:
        for span, chance in reading.stretches(layer):
            yield Candidate(span, layer, chance, proposals.pop((span, layer), None))
    for (span, layer), mention in proposals.items():
        yield Candidate(span, layer, reading.chance(span, layer), mention)


def log_odds(chance: float) -> float:
    """Return the logarithm of the odds of ``chance``."""
    chance = min(max(chance, 1e-4), 1 - 1e-4)
    return math.log(chance / (1 - chance))
