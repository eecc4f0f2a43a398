"""Learning: the annotations are whole, and what is shown is learnt. All names are invented."""

import json
import re

import numpy as np
import pytest

from training import crf, logistic
from training.lessons import prepare, tag
from training.samples import ANNOTATIONS, SHARED, Sample, fold, read_annotated, read_benchmark, read_invented
from zhengtu.extract.learned.field import read_field
from zhengtu.extract.learned.labels import Reading
from zhengtu.extract.learned.models import NAME_BITS, places_of, quantise, weigh
from zhengtu.extract.learned.network import read_network
from zhengtu.extract.names.mentions import find_mentions
from zhengtu.extract.reading.reader import read_text
from zhengtu.model import EntityType, Span

FIRMS = ["晶岚", "禾曜", "溪丰", "钧朔", "昱洺", "岚瓷", "澜芯", "云臻"]
needs_reports = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared does not lie beside the project")


def lesson(firm):
    document = read_text(f"一、2023年工作回顾\n{firm}科技衬底项目建成投产。\n", id=firm)
    gold = {"entities": [{"id": "E1", "type": "Enterprise", "name": f"{firm}科技"}], "relations": []}
    return prepare(Sample(document, gold, firm), find_mentions(document))


def chances_of_the_firm(one, chances):
    """Return how likely a reader takes the firm's name for one, and its first half."""
    at = one.sample.document.text.index(one.sample.gold["entities"][0]["name"])
    reading = Reading(chances)
    return [reading.chance(Span(at, at + size), EntityType.ENTERPRISE) for size in (4, 2)]


def test_annotations_hold_no_words_of_a_report():
    for line in ANNOTATIONS.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        assert not re.search("[一-龥]", json.dumps([entry["entities"], entry["relations"]], ensure_ascii=False))


@pytest.mark.corpus
@needs_reports
def test_annotated_names_stand_in_their_excerpts_and_relations_have_ends():
    samples = [*read_annotated("train"), *read_annotated("test")]
    assert len(samples) == len(ANNOTATIONS.read_text(encoding="utf-8").splitlines())
    for sample in samples:
        text = re.sub(r"\s", "", sample.document.raw)
        ids = {e["id"] for e in sample.gold["entities"]}
        assert all(name in text for e in sample.gold["entities"] for name in [e["name"], *e["aliases"]])
        assert all(r["head"] in ids and r.get("tail", r["head"]) in ids for r in sample.gold["relations"])


def test_invented_names_stand_in_their_texts_and_relations_have_ends():
    for sample in read_invented():
        text = re.sub(r"\s", "", sample.document.raw)
        ids = {e["id"] for e in sample.gold["entities"]}
        assert all(
            re.sub(r"\s", "", name) in text for e in sample.gold["entities"] for name in [e["name"], *e["aliases"]]
        )
        assert all(r["head"] in ids and r.get("tail", r["head"]) in ids for r in sample.gold["relations"])


@pytest.mark.corpus
@needs_reports
def test_no_place_of_the_test_part_or_of_a_held_out_text_is_learnt_from():
    learnt = {sample.place for sample in read_annotated("train")}
    assert not learnt & {sample.place for sample in read_annotated("test")}
    texts = "".join(re.sub(r"\s", "", sample.document.raw) for sample in read_annotated("train"))
    for sample in read_benchmark()[1]:
        assert not any(sample.document.quote(s.span) in texts for s in sample.document.sentences if len(s.span) > 25)


def test_the_random_field_learns_what_it_is_shown():
    lessons = [lesson(firm) for firm in FIRMS]
    table = crf.learn(lessons)
    for one in lessons:
        chances = read_field(one.sample.document, one.places, quantise(table.labels), table.moves)
        whole, half = chances_of_the_firm(one, chances)
        assert whole > 0.9
        assert half < 0.1


def test_the_network_learns_what_it_is_shown():
    network = pytest.importorskip("training.network", reason="PyTorch is not installed; make model brings it")
    lessons = [lesson(firm) for firm in FIRMS]
    learnt = network.learn(lessons, epochs=150)
    for one in lessons:
        whole, half = chances_of_the_firm(one, read_network(one.sample.document, one.rows, learnt))
        assert whole > 0.9
        assert half < 0.1


@pytest.mark.corpus
@needs_reports
def test_no_two_folds_share_a_place():
    tuned = read_benchmark()[0]
    samples = [*read_annotated("train"), *tuned]
    assert {"anshun", "neimenggu", "xilinguole"} <= {s.place for part in (samples, read_benchmark()[1]) for s in part}
    places = [{samples[at].place for at in members} for members in fold(samples)]
    assert sum(map(len, places)) == len(set().union(*places))
    assert {sample.place for sample in tuned} & {sample.place for sample in samples[: -len(tuned)]}


def test_the_longest_name_is_marked_and_each_of_its_places():
    tags = tag("晶岚科技与晶岚", {"entities": [{"type": "Enterprise", "name": "晶岚科技", "aliases": ["晶岚"]}]})
    assert tags[:, 0].tolist() == [1, 2, 2, 3, 0, 1, 3]


def test_a_judge_learns_which_features_speak_for_a_name():
    rows = [places_of(["good", f"noise{n}"]) for n in range(20)] + [places_of(["bad", f"noise{n}"]) for n in range(20)]
    table = quantise(logistic.learn(rows, [True] * 20 + [False] * 20))
    assert table.shape == (1 << NAME_BITS,)
    assert weigh(table, places_of(["good"])) > 1
    assert weigh(table, places_of(["bad"])) < -1


def test_a_weight_is_kept_within_a_byte():
    assert quantise(np.array([0.0, 1.0, -9.0, 0.01], np.float32)).tolist() == [0, 32, -127, 0]
