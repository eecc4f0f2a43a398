"""How two things are tied: the shortest way between them over what reports say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zhengtu.graph.lookup import things
from zhengtu.graph.lookup_things import resolve_typed
from zhengtu.graph.store import Store
from zhengtu.graph.things import Fact, Thing

MOST = 4000
"""So many things are looked at before the search is given up."""


@dataclass(frozen=True, slots=True)
class Step:
    """From one thing to the next, and the fact that says so, told of ``source``."""

    source: str
    target: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Way:
    """The steps from one name to another; none where no way was found."""

    start: str
    end: str
    steps: tuple[Step, ...] = ()


def path(store: Store, start: str, end: str, *, least: float = 0.0) -> Way:
    """Return the shortest way between two names over the relations of one or more reports.

    A thing that several reports name under one label counts as one. Facts of less confidence than
    ``least`` do not count.
    """
    starts = [hit.iri for hit in resolve_typed(store, start)]
    goals = {hit.iri for hit in resolve_typed(store, end)}
    came: dict[str, tuple[str, Fact] | None] = dict.fromkeys(starts)
    labels: dict[str, str] = {}
    level = list(starts)
    while level and len(came) <= MOST:
        reached = next((iri for iri in level if iri in goals), None)
        if reached is not None:
            return Way(start, end, tuple(_steps(reached, came, labels)))
        known = store.kinds(level)  # a place is no thing of whose own something is said
        named, level = [iri for iri in level if iri in known], []
        for own in things(store, named, least=least):  # one step further from all of them, in a few queries
            labels[own.iri] = own.name
            for other, fact in _next(store, own):
                if other not in came:
                    came[other] = (own.iri, fact)
                    labels.setdefault(other, fact.name)
                    level.append(other)
    return Way(start, end)


def _next(store: Store, own: Thing) -> Iterable[tuple[str, Fact]]:
    for fact in own.facts:
        yield fact.iri, fact
        for same in store.named(fact.name):
            yield same.iri, fact


def _steps(end: str, came: dict[str, tuple[str, Fact] | None], labels: dict[str, str]) -> Sequence[Step]:
    steps: list[Step] = []
    while (back := came[end]) is not None:
        before, fact = back
        steps.insert(0, Step(labels[before], labels.get(end, fact.name), fact))
        end = before
    return steps
