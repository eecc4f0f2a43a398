"""Learn the weights of ``zhengtu.extract.learned``: ``make model``.

From the ``train`` part of ``annotations.jsonl``, the invented texts and the tuning texts of the benchmark. The judge of
names learns from what the reader of labels makes of texts that it has not seen: the samples fall into
``FOLDS`` by place, and each is read with labels learnt on the others. The same samples give the same
weights; the scores that are printed are of texts left out. The invented texts teach the reader of labels
alone: they are denser in names than real ones, and a judge that knows them believes too much.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training import crf, logistic
from training.samples import SHARED, Sample, load_scorer, read_annotated, read_benchmark, read_invented
from zhengtu.extract import facts
from zhengtu.extract.chains.chains import find_chain_mentions, find_chain_relations
from zhengtu.extract.learned import models, names
from zhengtu.extract.learned.channels import LAYERS
from zhengtu.extract.learned.labels import BEGIN, END, SINGLE, Reading, read_tags
from zhengtu.extract.learned.models import Weights, places_of, quantise
from zhengtu.extract.names.entities import find_entities
from zhengtu.extract.names.mentions import find_mentions
from zhengtu.extract.names.relations import find_relations
from zhengtu.model import Extraction

FOLDS = 4
HEADS = ("Enterprise", "Project", "IndustryChain", "Park", "Relation")

Readings = Mapping[str, Reading]
Judges = dict[str, Weights]


def main() -> int:
    """Learn, print the scores on texts left out, and write the weights."""
    options = argparse.ArgumentParser(prog="python -m training.learn", description=__doc__)
    options.add_argument("--dry", action="store_true", help="print the scores, write nothing")
    dry = options.parse_args().dry
    if not SHARED.is_dir():
        print("learn: ../shared does not lie beside the project", file=sys.stderr)
        return 1
    lessons = [_prepare(sample) for sample in read_annotated("train")]
    invented = [_prepare(sample) for sample in read_invented()]
    tuned, held_out = ([_prepare(sample) for sample in part] for part in read_benchmark())
    test = [_prepare(sample) for sample in read_annotated("test")]
    folds = _fold([*lessons, *invented, *tuned])
    readings: dict[str, Reading] = {}
    for fold in folds:
        table = crf.learn(_others(folds, fold))
        readings.update((lesson.sample.document.id, _read(lesson, table)) for lesson in fold)
    real = {id(lesson) for lesson in (*lessons, *tuned)}
    left_out = []
    for fold in folds:
        judges = _learn_judges([lesson for lesson in _others(folds, fold) if id(lesson) in real], readings)
        left_out += [(lesson, _extract(lesson, readings[lesson.sample.document.id], judges)) for lesson in fold]
    own = {id(lesson) for lesson in lessons}
    _print_scores("left out", [pair for pair in left_out if id(pair[0]) in own])
    table = crf.learn([*lessons, *invented, *tuned])
    judges = _learn_judges([*lessons, *tuned], readings)
    for name, part in (("tuning", tuned), ("held out", held_out), ("test", test)):
        _print_scores(name, [(lesson, _extract(lesson, _read(lesson, table), judges)) for lesson in part])
    if not dry:
        target = Path(models.__file__).with_name(models.MODEL)
        tables: dict[str, Any] = {"labels": quantise(table.labels), "moves": table.moves, **judges}
        np.savez_compressed(target, **tables)
        print(f"{target.name}: {target.stat().st_size} bytes")
    return 0


def _fold(lessons: Sequence[crf.Lesson]) -> list[list[crf.Lesson]]:
    """Return ``lessons`` in ``FOLDS`` parts that share no place."""
    places = sorted({lesson.sample.place for lesson in lessons})
    fold_of = {place: at % FOLDS for at, place in enumerate(places)}
    return [[lesson for lesson in lessons if fold_of[lesson.sample.place] == fold] for fold in range(FOLDS)]


def _others(folds: Sequence[list[crf.Lesson]], fold: list[crf.Lesson]) -> list[crf.Lesson]:
    return [lesson for other in folds if other is not fold for lesson in other]


def _prepare(sample: Sample) -> crf.Lesson:
    document = sample.document
    return crf.prepare(sample, (*find_mentions(document), *find_chain_mentions(document)))


def _read(lesson: crf.Lesson, table: crf.Weights) -> Reading:
    return read_tags(lesson.sample.document, lesson.places, quantise(table.labels), table.moves)


def _learn_judges(lessons: Sequence[crf.Lesson], readings: Readings) -> Judges:
    """Return the judges of names, a table for each type."""
    rows: dict[str, list[NDArray[np.int64]]] = {layer: [] for layer in LAYERS}
    labels: dict[str, list[bool]] = {layer: [] for layer in LAYERS}
    for lesson in lessons:
        document = lesson.sample.document
        right = [set(_spans(lesson.tags[:, at])) for at in range(len(LAYERS))]
        for candidate, features in names.judge_features(document, lesson.proposed, readings[document.id]):
            span = (candidate.span.start, candidate.span.end)
            rows[candidate.type].append(places_of(features))
            labels[candidate.type].append(span in right[LAYERS.index(candidate.type)])
    return {str(layer): quantise(logistic.learn(rows[layer], labels[layer])) for layer in LAYERS}


def _extract(lesson: crf.Lesson, reading: Reading, judges: Judges) -> Extraction:
    document = lesson.sample.document
    entities, mentions = find_entities(document, names.settle(document, lesson.proposed, reading, judges))
    relations = find_relations(document, entities, mentions) + find_chain_relations(document, entities, mentions)
    return Extraction(document, entities, relations, mentions=mentions)


def _print_scores(name: str, extractions: Sequence[tuple[crf.Lesson, Extraction]]) -> None:
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
