import tomllib
from collections import Counter

import pytest

from zhengtu.ontology import thesaurus
from zhengtu.ontology.thesaurus import find_indicator, indicators, normal_form

CASES = tomllib.loads(thesaurus.FORMS.read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize(("words", "concept"), CASES, ids=[words for words, _ in CASES])
def test_the_forms_keep_their_own_cases(words, concept):
    found = find_indicator(words)
    assert (found.id if found else "") == concept


def test_there_are_at_least_150_concepts_with_labels_in_both_languages():
    concepts = indicators()
    assert len(concepts) >= 150
    assert all(c.zh and c.en for c in concepts)


def test_no_two_concepts_share_a_name():
    owners = {}
    for concept in indicators():
        for name in concept.names:
            assert owners.setdefault(normal_form(name), concept.id) == concept.id, name


def test_every_name_finds_its_own_concept():
    assert not [n for c in indicators() for n in c.names if find_indicator(n) != c]


def test_english_labels_tell_concepts_apart():
    assert not [label for label, n in Counter(c.en for c in indicators()).items() if n > 1]


def test_every_concept_leads_to_a_topic():
    by_id = {c.id: c for c in indicators()}
    for concept in by_id.values():
        seen, up = set(), concept.broader
        while up in by_id:
            assert up not in seen, f"{concept.id} is broader than itself"
            seen.add(up)
            up = by_id[up].broader
        assert up is not None
        assert up.startswith("topic_"), concept.id
