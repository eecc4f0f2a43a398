"""Learn the weights of ``zhengtu.extract.learned``: ``make model``.

From the ``train`` part of ``annotations.jsonl``, the invented texts and the tuning texts of the benchmark. The samples
fall into ``FOLDS`` by place. The judge of names learns from what the readers of labels make of texts that they have not
seen, the jury from what judges say of texts that they have not seen. The same samples give the same weights; the
scores that are printed are of texts left out. The invented texts teach the readers of labels alone: they are
denser in names than real ones, and a judge that knows them believes too much.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training import juries, logistic, readers
from training.lessons import Lesson, prepare
from training.samples import SHARED, Sample, load_scorer, read_annotated, read_benchmark, read_invented
from training.words import tag_words
from zhengtu.extract import facts
from zhengtu.extract.chains.chains import find_chain_mentions, find_chain_relations
from zhengtu.extract.learned import models
from zhengtu.extract.learned.candidates import Candidate, find_candidates
from zhengtu.extract.learned.channels import LAYERS
from zhengtu.extract.learned.judge import judge_features
from zhengtu.extract.learned.jury import deliberate, know
from zhengtu.extract.learned.labels import Reading
from zhengtu.extract.learned.models import Floats, Jury, Models, Weights, places_of, quantise, weigh
from zhengtu.extract.learned.names import settle
from zhengtu.extract.learned.scene import Scene
from zhengtu.extract.learned.tags import BEGIN, END, SINGLE
from zhengtu.extract.names.entities import find_entities
from zhengtu.extract.names.mentions import find_mentions
from zhengtu.extract.names.relations import find_relations
from zhengtu.model import Extraction

FOLDS = 4
HEADS = ("Enterprise", "Project", "IndustryChain", "Park", "Relation")

Judges = dict[str, Weights]
Juries = dict[str, Jury]


@dataclass(frozen=True, slots=True)
class Case:
    """A lesson as the judge sees it: its candidates, their features, and which of them are right."""

    lesson: Lesson
    reading: Reading
    scene: Scene
    candidates: Sequence[Candidate]
    features: Sequence[NDArray[np.int64]]
    right: Sequence[bool]

    @classmethod
    def of(cls, lesson: Lesson, reading: Reading) -> Case:
        """Return what a judge sees of ``lesson``, given what the labels say."""
        scene = Scene(lesson.sample.document)
        candidates = list(find_candidates(lesson.proposed, reading))
        features = judge_features(scene, lesson.proposed, reading, candidates)
        spans = {layer: set(_spans(lesson.tags[:, at])) for at, layer in enumerate(LAYERS)}
        right = [(one.span.start, one.span.end) in spans[one.type] for one in candidates]
        return cls(lesson, reading, scene, candidates, [places_of(its) for its in features], right)

    def know(self, judges: Judges) -> Floats:
        """Return what a jury knows of the candidates."""
        judged = [weigh(judges[one.type], its) for one, its in zip(self.candidates, self.features, strict=True)]
        return know(self.scene, self.reading, self.candidates, judged)

    def extract(self, judges: Judges, juries: Juries) -> Extraction:
        """Return the facts of the text, measures left aside."""
        document = self.lesson.sample.document
        odds = deliberate(juries, self.candidates, self.know(judges))
        settled = settle(document, list(zip(odds, self.candidates, strict=True)))
        entities, mentions = find_entities(document, settled)
        relations = find_relations(document, entities, mentions) + find_chain_relations(document, entities, mentions)
        return Extraction(document, entities, relations, mentions=mentions)


def main() -> int:
    """Learn, print the scores on texts left out, and write the weights."""
    options = argparse.ArgumentParser(prog="python -m training.learn", description=__doc__)
    options.add_argument("--dry", action="store_true", help="print the scores, write nothing")
    dry = options.parse_args().dry
    if not SHARED.is_dir():
        print("learn: ../shared does not lie beside the project", file=sys.stderr)
        return 1
    lessons = _prepare(read_annotated("train"))
    tuned, held_out = map(_prepare, read_benchmark())
    shown = [*lessons, *tuned, *_prepare(read_invented())]
    real = range(len(lessons) + len(tuned))
    folds = _fold(shown)
    *by_fold, final = readers.learn(shown, [*folds, set()])
    cases = {at: Case.of(shown[at], by_fold[_fold_of(folds, at)].read(shown[at])) for at in real}

    @cache
    def judges_without(left_out: frozenset[int]) -> Judges:
        return _learn_judges([case for at, case in cases.items() if _fold_of(folds, at) not in left_out])

    def juries_without(left_out: frozenset[int]) -> Juries:
        heard = [(case, _fold_of(folds, at)) for at, case in cases.items() if _fold_of(folds, at) not in left_out]
        return _learn_juries([(case, case.know(judges_without(left_out | {fold}))) for case, fold in heard])

    left_out = []
    for fold, members in enumerate(folds):
        judges, its_juries = judges_without(frozenset([fold])), juries_without(frozenset([fold]))
        own = sorted(at for at in members if at < len(lessons))
        left_out += [(shown[at], cases[at].extract(judges, its_juries)) for at in own]
    _print_scores("left out", left_out)
    judges, its_juries = judges_without(frozenset()), juries_without(frozenset())
    for name, part in (("tuning", tuned), ("held out", held_out), ("test", _prepare(read_annotated("test")))):
        _print_scores(name, [(one, Case.of(one, final.read(one)).extract(judges, its_juries)) for one in part])
    if not dry:
        target = Path(models.__file__).with_name(models.MODEL)
        whole = Models(final.labels, final.moves, final.networks, judges, its_juries)
        np.savez_compressed(target, **models.pack(whole))
        print(f"{target.name}: {target.stat().st_size} bytes")
    return 0


def _prepare(samples: Iterable[Sample]) -> list[Lesson]:
    documents = ((sample, sample.document) for sample in samples)
    return [
        prepare(sample, (*find_mentions(doc), *find_chain_mentions(doc)), tag_words(doc.text))
        for sample, doc in documents
    ]


def _fold(lessons: Sequence[Lesson]) -> list[set[int]]:
    """Return the numbers of ``lessons`` in ``FOLDS`` parts that share no place."""
    places = sorted({lesson.sample.place for lesson in lessons})
    fold_of = {place: at % FOLDS for at, place in enumerate(places)}
    return [{at for at, one in enumerate(lessons) if fold_of[one.sample.place] == fold} for fold in range(FOLDS)]


def _fold_of(folds: Sequence[set[int]], at: int) -> int:
    return next(fold for fold, members in enumerate(folds) if at in members)


def _learn_judges(cases: Sequence[Case]) -> Judges:
    """Return the judges of names, a table for each type."""
    out: Judges = {}
    for layer in LAYERS:
        heard = [(case, at) for case in cases for at, one in enumerate(case.candidates) if one.type is layer]
        rows = [case.features[at] for case, at in heard]
        out[str(layer)] = quantise(logistic.learn(rows, [case.right[at] for case, at in heard]))
    return out


def _learn_juries(cases: Sequence[tuple[Case, Floats]]) -> Juries:
    """Return the juries of names, given what is known of the candidates of each case."""
    out: Juries = {}
    for layer in LAYERS:
        heard = [(case, known, at) for case, known in cases for at, c in enumerate(case.candidates) if c.type is layer]
        out[str(layer)] = juries.learn(
            np.array([known[at] for _, known, at in heard]), [case.right[at] for case, _, at in heard]
        )
    return out


def _print_scores(name: str, extractions: Sequence[tuple[Lesson, Extraction]]) -> None:
    scorer = load_scorer()
    total: Counter[tuple[str, int]] = Counter()
    for lesson, extraction in extractions:
        rows, _, _ = scorer.score_document(lesson.sample.gold | {"measures": []}, facts.as_dict(extraction))
        for kind, counts in rows.items():
            for at, count in enumerate(counts):
                total[kind, at] += count
                total["Relation", at] += count * kind.startswith("rel:")
    shares = {kind: scorer.prf(*(total[kind, at] for at in range(3))) for kind in HEADS}
    print(f"{name}: {len(extractions)} texts, precision, recall, F1")
    for kind, three in shares.items():
        print(f"  {kind:16}" + " ".join(f"{share:.3f}" for share in three))
    print(f"  mean F1         {sum(three[2] for three in shares.values()) / len(HEADS):.4f}", flush=True)


def _spans(tags: NDArray[np.int8]) -> Iterable[tuple[int, int]]:
    starts = np.flatnonzero((tags == BEGIN) | (tags == SINGLE))
    ends = np.flatnonzero((tags == END) | (tags == SINGLE)) + 1
    return zip(starts.tolist(), ends.tolist(), strict=True)


if __name__ == "__main__":
    raise SystemExit(main())
