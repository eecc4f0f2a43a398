"""The reader of labels and the judge of names; all names are invented."""

from itertools import pairwise

import pytest

from zhengtu.extract import explain, pipeline
from zhengtu.extract.chains.chains import find_chain_mentions
from zhengtu.extract.learned.candidates import find_candidates
from zhengtu.extract.learned.labels import LONGEST, read_labels
from zhengtu.extract.learned.names import LABELLED, settle_names
from zhengtu.extract.names.mentions import find_mentions
from zhengtu.extract.reading.reader import read_text
from zhengtu.model import EntityType, Mention, Span

FIRM, WORK, CHAIN, PARK = EntityType

SENTENCE = "推动晶岚科技高端衬底、禾曜能源储能电池等项目开工建设。"


def read(sentence):
    return read_text(f"一、2024年工作安排\n{sentence}\n", id="report", place="安吉县")


def propose(document):
    return (*find_mentions(document), *find_chain_mentions(document))


@pytest.fixture(scope="module")
def document():
    return read(SENTENCE)


def test_chances_of_tags_sum_to_one_in_every_sentence(document):
    reading = read_labels(document, propose(document))
    span = document.sentences[0].span
    assert reading.chances[span.start : span.end].sum(-1) == pytest.approx(1, abs=1e-4)


def test_a_document_without_sentences_has_no_names():
    document = read_text("各位代表\n", id="nothing")
    assert settle_names(document, ()) == ()


def test_a_stretch_is_as_likely_as_its_least_likely_tag(document):
    reading = read_labels(document, propose(document))
    for span, chance in reading.stretches(WORK):
        assert len(span) <= LONGEST
        assert reading.chance(span, WORK) == pytest.approx(chance)


def test_names_that_no_rule_proposes_are_read(document):
    found = settle_names(document, ())
    assert ("晶岚科技高端衬底", WORK) in {(document.quote(m.span), m.type) for m in found}
    assert {m.rule for m in found} == {LABELLED}


def test_a_name_keeps_the_rule_that_proposes_it_and_tells_its_witnesses(document):
    found = {(document.quote(m.span), m.type): m for m in settle_names(document, propose(document))}
    work = found["晶岚科技高端衬底", WORK]
    assert work.rule == "work-list"
    assert [who for who, _ in work.witnesses] == ["work-list", "labels"]


def test_names_of_one_type_do_not_overlap(document):
    found = settle_names(document, propose(document))
    for type in EntityType:
        spans = sorted(m.span for m in found if m.type is type)
        assert not any(a.overlaps(b) for a, b in pairwise(spans))


def test_a_proposal_that_nothing_else_speaks_for_is_dropped(document):
    wrong = Mention(Span(document.text.index("推动"), document.text.index("推动") + 2), PARK, "park-head", 0.75)
    assert wrong.span not in {m.span for m in settle_names(document, (*propose(document), wrong)) if m.type is PARK}


def test_each_stretch_and_type_is_a_candidate_once(document):
    proposed = propose(document)
    seen = [(c.span, c.type) for c in find_candidates(proposed, read_labels(document, proposed))]
    assert len(seen) == len(set(seen))


def test_another_reading_of_a_firms_name_is_one_of_its_names():
    extraction = pipeline.extract(read(SENTENCE))
    merges = {m.alias: m.rule for e in extraction.entities if e.type is FIRM for m in e.merges}
    for mention in extraction.mentions:
        for other in mention.others:
            assert mention.type is FIRM
            assert extraction.document.quote(other) in merges


def test_a_name_that_is_sure_once_is_known_where_it_is_less_sure():
    text = "晶岚科技获评国家级绿色工厂。晶岚科技高端衬底项目建成投产。谋划晶岚科技二期。"
    document = read(text)
    spots = [m.span.start for m in settle_names(document, propose(document)) if document.quote(m.span) == "晶岚科技"]
    assert len(set(spots)) == 3


def test_explaining_marks_the_name_and_tells_who_speaks_for_it():
    told = list(explain.lines(pipeline.extract(read(SENTENCE))))
    line = next(line for line in told if line.startswith("Project 晶岚科技高端衬底"))
    assert "【晶岚科技高端衬底】" in line
    assert "[work-list 0.95, labels " in line


def test_the_same_text_gives_the_same_facts():
    assert pipeline.extract(read(SENTENCE)) == pipeline.extract(read(SENTENCE))
