"""The words of the rule files, and how a text is cut into them."""

from pathlib import Path

import pytest

from zhengtu.errors import RuleError
from zhengtu.extract.chains import words as chainwords
from zhengtu.extract.chains.words import Kind, cut, read_lexicon


def words(text: str) -> list[str]:
    return [text[token.start : token.end] for token in cut(text)]


def test_the_longest_word_wins() -> None:
    assert words("智能网联新能源汽车产业链") == ["智能网联新能源汽车", "产业链"]


def test_pieces_cover_the_text_in_order() -> None:
    text = "甲乙市3个百亿级产业集群（含丙丁）、戊己产值达50亿元。"
    assert "".join(words(text)) == text


def test_numbers_are_one_word() -> None:
    text = "做强3个百亿级产业"
    assert [token.kind for token in cut(text)][1] == Kind.NUMBER
    assert words(text) == ["做强", "3个百亿级", "产业"]


def test_there_are_words_of_each_kind() -> None:
    kinds = read_lexicon().kinds.values()
    for kind in (Kind.INDUSTRY, Kind.GOODS, Kind.FIELD, Kind.HEAD, Kind.KILL, Kind.STATISTICAL, Kind.MEASURE):
        assert any(kind & found for found in kinds), kind


def test_no_word_holds_a_blank_or_punctuation() -> None:
    for word in read_lexicon().kinds:
        assert len(word) == 1 or not set(word) & set(" \n，。；：、"), word


def test_an_unknown_table_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tables = {"chains.toml": {"heads": {"strange": "产业"}}, "industries.toml": {}}
    monkeypatch.setattr(chainwords, "_read", tables.__getitem__)
    with pytest.raises(RuleError, match="strange"):
        read_lexicon.__wrapped__()
