"""Each pattern of the rule files finds its own cases and leaves its counter-cases alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from zhengtu.extract.wording import one_of, read_rules


def tables() -> Iterator[tuple[str, str]]:
    for file in ("noise.toml", "headings.toml", "modality.toml"):
        for name, table in read_rules(file).items():
            if "patterns" in table:
                yield file, name


@pytest.mark.parametrize(("file", "name"), list(tables()))
def test_patterns_keep_their_own_cases(file: str, name: str) -> None:
    table = read_rules(file)[name]
    assert table.keys() == {"patterns", "cases", "not"}
    assert table["cases"]
    assert table["not"]
    pattern = one_of(table["patterns"])
    if file == "noise.toml":
        whole = name in ("anywhere", "head")
        find = pattern.fullmatch if whole else pattern.match
        words = (
            [re.sub(r"\s+", "", case) for case in table["cases"]],
            [re.sub(r"\s+", "", case) for case in table["not"]],
        )
    else:
        find = pattern.fullmatch if name == "glossary" else pattern.search
        words = table["cases"], table["not"]
    assert [case for case in words[0] if not find(case)] == []
    assert [case for case in words[1] if find(case)] == []


def test_weights_are_numbers_for_words_that_stand_once() -> None:
    weights = read_rules("modality.toml")["weights"]
    words = [word for line in weights.values() for word in line.split()]
    assert len(words) == len(set(words))
    assert all(-5 < float(weight) < 5 for weight in weights)
