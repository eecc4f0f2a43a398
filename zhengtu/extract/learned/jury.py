"""The jury of names: weighs each candidate once more, knowing what the judge says of all the others.

A stretch is less likely a name where another that overlaps it is likelier, more likely where the same words are
a name elsewhere or the other members of its list are of its type (stacking: Wolpert 1992; Kou and Cohen
2007 for texts).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from zhengtu.extract.learned.candidates import Candidate, log_odds
from zhengtu.extract.learned.channels import LAYERS
from zhengtu.extract.learned.labels import Reading
from zhengtu.extract.learned.models import Floats, Jury
from zhengtu.extract.learned.scene import Scene
from zhengtu.extract.learned.tags import BEGIN, END, OUTSIDE, SINGLE
from zhengtu.model import EntityType, Span

SIZE = 33  # how many numbers are known of a candidate
NOBODY = -9.0  # in place of the odds of a rival that is not there
_BLANK = -6.0  # the odds of a member of a list of which there is no candidate


def deliberate(juries: Mapping[str, Jury], candidates: Sequence[Candidate], known: Floats) -> list[float]:
    """Return the logarithm of the odds of each candidate, given what is known of it (axes candidate, number)."""
    odds = np.zeros(len(candidates), np.float32)
    for type in LAYERS:
        own = [at for at, one in enumerate(candidates) if one.type is type]
        if own:
            hidden = np.maximum(known[own] @ juries[type].hidden[:-1] + juries[type].hidden[-1], 0)
            odds[own] = hidden @ juries[type].output[:-1] + juries[type].output[-1]
    return [float(value) for value in odds]


def know(scene: Scene, reading: Reading, candidates: Sequence[Candidate], judged: Sequence[float]) -> Floats:
    """Return what is known of each candidate, given the judge's odds, with the axes candidate, number."""
    bench = _Bench.seat(scene, candidates, judged)
    rows = [
        [
            *bench.own(at),
            *bench.rivals(at),
            *bench.others(at),
            *bench.elsewhere(at),
            *bench.siblings(at),
            *_read_edges(reading, one),
        ]
        for at, one in enumerate(candidates)
    ]
    return np.array(rows, np.float32).reshape(-1, SIZE)


@dataclass
class _Bench:
    """All candidates of a document, findable by place and by words."""

    scene: Scene
    candidates: Sequence[Candidate]
    judged: Sequence[float]
    odds: list[float]
    at_place: dict[tuple[EntityType, int], list[int]] = field(default_factory=dict)
    of_words: dict[tuple[EntityType, str], list[int]] = field(default_factory=dict)
    of_span: dict[Span, list[int]] = field(default_factory=dict)

    @classmethod
    def seat(cls, scene: Scene, candidates: Sequence[Candidate], judged: Sequence[float]) -> _Bench:
        bench = cls(
            scene,
            candidates,
            judged,
            [(2 * odds + log_odds(one.chance)) / 3 for odds, one in zip(judged, candidates, strict=True)],
        )
        for at, one in enumerate(candidates):
            bench.of_words.setdefault((one.type, scene.document.quote(one.span)), []).append(at)
            bench.of_span.setdefault(one.span, []).append(at)
            for place in range(one.span.start, one.span.end):
                bench.at_place.setdefault((one.type, place), []).append(at)
        return bench

    def own(self, at: int) -> list[float]:
        return [self.odds[at], self.judged[at], log_odds(self.candidates[at].chance)]

    def rivals(self, at: int) -> list[float]:
        """Return of those of its type that overlap it: the best by odds and by labels, their number, the best inside, around."""
        one = self.candidates[at]
        over = {n for place in range(one.span.start, one.span.end) for n in self.at_place[one.type, place]} - {at}
        return [
            self._best(over),
            max((log_odds(self.candidates[n].chance) for n in over), default=NOBODY),
            len(over),
            self._best(n for n in over if one.span.contains(self.candidates[n].span)),
            self._best(n for n in over if self.candidates[n].span.contains(one.span)),
        ]

    def others(self, at: int) -> list[float]:
        """Return of the other types: the best on the same span, the best at its ends."""
        one = self.candidates[at]
        same = {self.candidates[n].type: self.odds[n] for n in self.of_span[one.span] if n != at}
        ends = {one.span.start, one.span.end - 1}
        return [same.get(type, NOBODY) for type in LAYERS] + [
            NOBODY if type is one.type else self._best(self._around(type, ends)) for type in LAYERS
        ]

    def elsewhere(self, at: int) -> list[float]:
        """Return what the same words are in other places."""
        one = self.candidates[at]
        odds = [self.odds[n] for n in self.of_words[one.type, self.scene.document.quote(one.span)] if n != at]
        return [max(odds, default=NOBODY), len(odds), sum(odds) / len(odds) if odds else NOBODY]

    def siblings(self, at: int) -> list[float]:
        """Return the size of the list, what its other members are, and where the stretch stands in its member."""
        one = self.candidates[at]
        frame, number = self.scene.frame(one.span)
        if frame is None:
            return [0, *[NOBODY] * 4, -1, -1, -1]
        own, other = [], []
        for which, member in enumerate(frame.members):
            if which == number:
                continue
            ends = {member.start, member.end - 1}
            own.append(self._best(self._around(one.type, ends), _BLANK))
            other.append(max(self._best(self._around(t, ends), _BLANK) for t in LAYERS if t is not one.type))
        member = frame.members[number]
        return [
            len(frame.members),
            sum(own) / len(own) if own else NOBODY,
            max(own, default=NOBODY),
            min(own, default=NOBODY),
            sum(other) / len(other) if other else NOBODY,
            member == one.span,
            one.span.start - member.start,
            member.end - one.span.end,
        ]

    def _around(self, type: EntityType, places: Iterable[int]) -> list[int]:
        return [n for place in places for n in self.at_place.get((type, place), ())]

    def _best(self, which: Iterable[int], nobody: float = NOBODY) -> float:
        return max((self.odds[n] for n in which), default=nobody)


def _read_edges(reading: Reading, one: Candidate) -> list[float]:
    """Return what the labels say of its ends and inside, its length, and how sure the rule is."""
    at = reading.chances[one.span.start : one.span.end, LAYERS.index(one.type)]
    return [
        float(at[0, BEGIN] + at[0, SINGLE]),
        float(at[-1, END] + at[-1, SINGLE]),
        float(1 - at[:, OUTSIDE].min()),
        float(1 - at[:, OUTSIDE].max()),
        len(one.span),
        one.proposal.confidence if one.proposal else -1,
    ]
