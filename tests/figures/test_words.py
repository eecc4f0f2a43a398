"""The word lists of figures hold what the code asks for, and nothing twice."""

import pytest

from zhengtu.errors import RuleError
from zhengtu.extract.figures import words as measures_words
from zhengtu.extract.figures.words import TABLES, words


@pytest.mark.parametrize("table", sorted(TABLES))
def test_a_list_has_words(table):
    assert words(table)
    assert not any("，" in w or "、" in w for w in words(table))


def test_no_verb_both_rises_and_falls():
    assert not words("rise_verbs") & words("fall_verbs")


def test_a_table_too_many_is_refused(monkeypatch):
    monkeypatch.setattr(measures_words, "TABLES", {"adverbs"})
    measures_words._tables.cache_clear()
    with pytest.raises(RuleError, match="unknown or missing table"):
        measures_words._tables()
    measures_words._tables.cache_clear()
