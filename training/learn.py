"""Learn the weights of ``zhengtu.extract.learned``: ``make model``.

From the ``train`` part of ``annotations.jsonl``, the invented texts and the tuning texts of the benchmark. The samples
fall into folds by place. The judge of names learns from what the readers of labels make of texts that they have not
seen. The same samples give the same weights on the same machine; the scores that are printed are of texts left
out. The invented texts teach the readers of labels alone: they are denser in names than real ones, and a judge that
knows them believes too much.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training import logistic, readers
from training.lessons import Lesson, prepare
from training.samples import SHARED, Sample, fold, load_scorer, read_annotated, read_benchmark, read_invented
from training.words import tag_words
from zhengtu.extract import facts
from zhengtu.extract.chains.chains import find_chain_mentions, find_chain_relations
from zhengtu.extract.learned import models
from zhengtu.extract.learned.candidates import Candidate, find_candidates
from zhengtu.extract.learned.channels import LAYERS
from zhengtu.extract.learned.judge import judge_features
from zhengtu.extract.learned.labels import Reading
from zhengtu.extract.learned.models import Models, Weights, places_of, quantise
from zhengtu.extract.learned.names import settle, weigh_candidates
from zhengtu.extract.learned.scene import Scene
from zhengtu.extract.learned.tags import BEGIN, END, SINGLE
from zhengtu.extract.names.entities import find_entities
from zhengtu.extract.names.mentions import find_mentions
from zhengtu.extract.names.relations import find_relations
from zhengtu.model import Extraction, Mention

HEADS = ("Enterprise", "Project", "IndustryChain", "Park", "Relation")

Judges = dict[str, Weights]


@dataclass(frozen=True, slots=True)
class Case:
    """A lesson as the judge sees it: its candidates, their features, and which of them are right."""

    lesson: Lesson
    candidates: Sequence[Candidate]
    features: Sequence[NDArray[np.int64]]
    right: Sequence[bool]

    @classmethod
    def of(cls, lesson: Lesson, reading: Reading) -> Case:
        """Return what a judge sees of ``lesson``, given what the labels say."""
        candidates = list(find_candidates(lesson.proposed, reading))
        features = judge_features(Scene(lesson.sample.document), lesson.proposed, reading, candidates)
        spans = {layer: set(_spans(lesson.tags[:, at])) for at, layer in enumerate(LAYERS)}
        right = [(one.span.start, one.span.end) in spans[one.type] for one in candidates]
        return cls(lesson, candidates, [places_of(its) for its in features], right)


def main() -> int:
    """Learn, print the scores on texts left out, and write the weights."""
    options = argparse.ArgumentParser(prog="python -m training.learn", description=__doc__)
    options.add_argument("--dry", action="store_true", help="print the scores, write nothing")
    dry = options.parse_args().dry
    if not SHARED.is_dir():
        print("learn: ../shared does not lie beside the project", file=sys.stderr)
        return 1
    tuned, held_out = read_benchmark()
    real = [prepare_known(sample) for sample in (*read_annotated("train"), *tuned)]
    shown = [*real, *map(prepare_known, read_invented())]
    folds = fold([lesson.sample for lesson in shown])
    *by_fold, final = readers.learn(shown, [*folds, set()])
    readings = {at: by_fold[_fold_of(folds, at)].read(lesson) for at, lesson in enumerate(real)}
    cases = {at: Case.of(real[at], reading) for at, reading in readings.items()}
    left_out = []
    for members in folds:
        judges = _learn_judges([case for at, case in cases.items() if at not in members])
        own = [at for at in sorted(members) if at < len(real) - len(tuned)]
        left_out += [(real[at], _extract(real[at], readings[at], judges)) for at in own]
    _print_scores("left out", left_out)
    judges = _learn_judges(list(cases.values()))
    for name, part in (("tuning", tuned), ("held out", held_out), ("test", read_annotated("test"))):
        read = [prepare(sample, _propose(sample)) for sample in part]
        _print_scores(name, [(one, _extract(one, final.read(one), judges)) for one in read])
    if not dry:
        target = Path(models.__file__).with_name(models.MODEL)
        whole = Models(final.labels, final.moves, final.networks, judges)
        np.savez_compressed(target, **models.pack(whole))
        print(f"{target.name}: {target.stat().st_size} bytes")
    return 0


def prepare_known(sample: Sample) -> Lesson:
    """Return ``sample`` ready to learn from, with what the tagger says of its words."""
    return prepare(sample, _propose(sample), tag_words(sample.document.text))


def _propose(sample: Sample) -> list[Mention]:
    return [*find_mentions(sample.document), *find_chain_mentions(sample.document)]


def _extract(lesson: Lesson, reading: Reading, judges: Judges) -> Extraction:
    """Return the facts of a text, measures left aside."""
    document = lesson.sample.document
    settled = settle(document, weigh_candidates(document, lesson.proposed, reading, judges))
    entities, mentions = find_entities(document, settled)
    relations = find_relations(document, entities, mentions) + find_chain_relations(document, entities, mentions)
    return Extraction(document, entities, relations, mentions=mentions)


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
