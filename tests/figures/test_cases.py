"""The sentences of tests/cases, each a phenomenon of figures in reports."""

import tomllib
from pathlib import Path

import pytest

from zhengtu.extract.figures.grammar import read_figures
from zhengtu.extract.figures.items import find_items

CASES = Path(__file__).resolve().parents[1] / "cases"


def cases(name):
    tables = tomllib.loads((CASES / name).read_text(encoding="utf-8"))
    return [pytest.param(text, said, id=f"{title}-{text}") for title, t in tables.items() for text, *said in t["cases"]]


def spelled(figure):
    upper = "" if figure.upper is None else f"~{figure.upper}"
    return f"{figure.indicator} {figure.kind} {figure.op} {figure.value}{upper} {figure.unit}".strip()


@pytest.mark.parametrize(("text", "said"), cases("measures.toml"))
def test_a_sentence_says_its_figures(text, said):
    values, _ = find_items(text, 0, len(text), True)
    figures = read_figures(text, 0, len(text), values)
    assert [spelled(f) for f in sorted(figures, key=lambda f: f.item.start)] == said


@pytest.mark.parametrize(("text", "said"), cases("dropped.toml"))
def test_a_number_that_measures_nothing_has_its_reason(text, said):
    values, skipped = find_items(text, 0, len(text), True)
    assert not values
    assert [f"{text[s.span.start : s.span.end]} {s.reason}" for s in skipped] == said


def test_there_are_enough_cases():
    assert len(cases("measures.toml")) + len(cases("dropped.toml")) >= 300
