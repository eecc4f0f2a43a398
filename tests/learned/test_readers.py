"""The networks: what they see and what they do not; all names are invented."""

from dataclasses import replace

import numpy as np
import pytest

from zhengtu.extract.learned.channels import LAYERS, read_channels
from zhengtu.extract.learned.features import hash_features
from zhengtu.extract.learned.field import read_field
from zhengtu.extract.learned.labels import combine
from zhengtu.extract.learned.models import pack, read_models, unpack
from zhengtu.extract.learned.network import FIRST_ROWS, ROWS, find_rows, normalise, read_network
from zhengtu.extract.reading.reader import read_text

ONE = "推动晶岚科技高端衬底、禾曜能源储能电池等项目开工建设。"
OTHER = "溪丰食品获评国家级绿色工厂。"


def read(*sentences):
    return read_text("一、2024年工作安排\n" + "".join(f"{sentence}\n" for sentence in sentences), id="report")


def rows_of(document):
    return find_rows(read_channels(document, ()))


def test_every_row_is_one_of_its_table():
    rows = rows_of(read(ONE, OTHER))
    for table, (first, end) in zip(rows, zip(FIRST_ROWS, [*FIRST_ROWS[1:], ROWS], strict=True), strict=True):
        assert (table >= first).all()
        assert (table < end).all()


def test_what_is_not_there_has_the_first_row_of_its_table():
    rows = find_rows({name: np.zeros(3, np.uint32) for name in read_channels(read(ONE), ())})
    assert rows[0].tolist() == [FIRST_ROWS[0]] * 3


def test_a_network_reads_a_sentence_whatever_stands_before_it():
    network = read_models().networks[0]
    alone, after = read(ONE), read(OTHER, ONE)
    start, other = alone.text.index(ONE), after.text.index(ONE)
    seen = read_network(alone, rows_of(alone), network)[start : start + len(ONE)]
    # what the channels tell of the document as a whole, such as its place, is the same in both
    again = read_network(after, rows_of(after), network)[other : other + len(ONE)]
    assert seen == pytest.approx(again, abs=1e-5)


def test_a_long_document_is_read_in_parts(monkeypatch):
    document = read(ONE, OTHER, ONE)
    network = read_models().networks[0]
    whole = read_network(document, rows_of(document), network)
    monkeypatch.setattr("zhengtu.extract.learned.network._BATCH", 1)
    assert read_network(document, rows_of(document), network) == pytest.approx(whole, abs=1e-5)


def test_readers_find_nothing_in_a_document_without_sentences():
    document = replace(read(ONE), sentences=())
    models = read_models()
    assert not read_network(document, rows_of(document), models.networks[0]).any()
    assert not read_field(document, hash_features(read_channels(document, ())), models.labels, models.moves).any()


def test_chances_of_a_network_sum_to_one_in_sentences_and_to_nothing_between():
    document = read(ONE, OTHER)
    chances = read_network(document, rows_of(document), read_models().networks[0])
    inside = np.zeros(len(document.text), bool)
    for sentence in document.sentences:
        inside[sentence.span.start : sentence.span.end] = True
    assert chances[inside].sum(-1) == pytest.approx(1, abs=1e-5)
    assert not chances[~inside].any()


def test_the_mean_of_readers_that_agree_is_what_they_say():
    same = np.random.default_rng(0).random((4, len(LAYERS), 5)).astype(np.float32)
    assert combine(same, [same, same]).chances == pytest.approx(same, abs=1e-6)


def test_normalised_rows_have_mean_nothing_and_variance_one():
    rows = normalise(
        np.random.default_rng(0).normal(3, 9, (5, 64)).astype(np.float32), np.stack([np.ones(64), np.zeros(64)])
    )
    assert rows.mean(1) == pytest.approx(0, abs=1e-4)
    assert rows.var(1) == pytest.approx(1, abs=1e-3)


def test_models_are_the_same_when_packed_and_unpacked():
    models = read_models()
    again = unpack(pack(models))
    assert len(again.networks) == len(models.networks) > 0
    for ours, theirs in zip(pack(models).items(), pack(again).items(), strict=True):
        assert ours[0] == theirs[0]
        assert (ours[1] == theirs[1]).all()
