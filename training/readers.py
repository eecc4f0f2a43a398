"""Learn the readers of labels, each fold read by those that have not seen it, on all cores."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

import torch

from training import crf, network
from training.lessons import Lesson
from zhengtu.extract.learned.field import read_field
from zhengtu.extract.learned.labels import Reading, combine
from zhengtu.extract.learned.models import Floats, Network, Weights, quantise
from zhengtu.extract.learned.network import read_network

NETWORKS = 3  # learnt from different beginnings; their mean is read
_lessons: list[Lesson] = []  # what the workers share without a copy


@dataclass(frozen=True, slots=True)
class Readers:
    """A random field and the networks."""

    labels: Weights
    moves: Floats
    networks: tuple[Network, ...]

    def read(self, lesson: Lesson) -> Reading:
        """Return what they make of a text."""
        document = lesson.sample.document
        field = read_field(document, lesson.places, self.labels, self.moves)
        return combine(field, [read_network(document, lesson.rows, its) for its in self.networks])


def learn(lessons: Sequence[Lesson], without: Sequence[set[int]]) -> list[Readers]:
    """Return readers for each member of ``without``: the numbers of the lessons that they must not see."""
    _lessons[:] = lessons
    jobs = [(at, seed) for at in range(len(without)) for seed in (None, *range(NETWORKS))]
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("fork")) as pool:
        made = dict(zip(jobs, pool.map(_learn_one, [(without[at], seed) for at, seed in jobs]), strict=True))
    out = []
    for at in range(len(without)):
        field = made[at, None]
        networks = tuple(its for seed in range(NETWORKS) if isinstance(its := made[at, seed], Network))
        assert isinstance(field, crf.Field)
        out.append(Readers(quantise(field.labels), field.moves, networks))
    return out


def _learn_one(job: tuple[set[int], int | None]) -> crf.Field | Network:
    left_out, seed = job
    torch.set_num_threads(1)  # the workers share the cores, and sums do not depend on their number
    shown = [lesson for at, lesson in enumerate(_lessons) if at not in left_out]
    return crf.learn(shown) if seed is None else network.learn(shown, seed=seed)
