"""The questions: what each says of itself, and what is told of wrong names and values."""

import re

import pytest

from zhengtu.errors import QueryError, RuleError
from zhengtu.graph import questions
from zhengtu.graph.guard import parse
from zhengtu.graph.questions import list_questions, load

NAMES = [q.name for q in list_questions()]


@pytest.mark.parametrize("name", NAMES)
def test_a_question_is_described_in_both_languages_and_parses(name):
    question = load(name)
    assert parse(question.sparql) == "table"
    for words in (question.title, question.about, *(p.about for p in question.parameters)):
        assert re.search("[一-龥]", words.zh)
        assert re.search("[a-z]", words.en)
        assert not re.search("[一-龥]", words.en)


@pytest.mark.parametrize("name", NAMES)
def test_a_question_shows_its_parameters_among_its_columns(name):
    question = load(name)
    projected = question.sparql.partition("WHERE")[0]
    assert not [p.name for p in question.parameters if f"?{p.name}" not in projected and p.type != "number"]


@pytest.mark.parametrize("name", NAMES)
def test_no_optional_part_holds_more_than_one_pattern(name):
    """With two or more Oxigraph reads the whole store for them; see docs/ontology.md for the other habits."""
    for part in re.findall(r"OPTIONAL \{([^{}]*)\}", load(name).sparql):
        assert ";" not in part, part
        assert part.count(" . ?") == 0, part
        assert "/" not in part, part


def test_the_value_of_a_parameter_stays_a_value(gold_store):
    odd = 'x" } DROP ALL # VALUES ?stage { 1 }'
    assert load("chain-projects").ask(gold_store, {"chain": odd, "stage": "zt:started"}).rows == ()


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("firm-project", {}, "near it: firm-projects"),
        ("../questions", {}, "no question of that name"),
        ("terms", {"word": "x"}, "no parameter word; it has term"),
        ("ranks", {"year": "2024"}, "no parameter year; it has place"),
        ("milestones", {"year": "next"}, "a year such as 2025 is wanted"),
        ("milestones", {"stage": "zt:done"}, "a term of the ontology"),
    ],
)
def test_a_wrong_name_or_value_is_told(name, given, told, gold_store):
    with pytest.raises(QueryError, match=re.escape(told)):
        load(name).ask(gold_store, given)


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("# title: 甲 / a\n", "lacks about"),
        ("# title: 甲\n# about: 乙 / b\n", "zh / en"),
        ("# title: 甲 / a\n# about: 乙 / b\n# nonsense\n", "not a line of a head"),
        ("# title: 甲 / a\n# about: 乙 / b\n# param: x year 2025 丙 / c\n", "no line `VALUES"),
        ("# title: 甲 / a\n# about: 乙 / b\n# param: x date 2025 丙 / c\n", "a parameter is"),
    ],
)
def test_a_damaged_head_is_told(head, told, tmp_path):
    path = tmp_path / "mine.rq"
    path.write_text(head + "SELECT ?x { ?x ?y ?z }", encoding="utf-8")
    with pytest.raises(RuleError, match=re.escape(told)):
        questions.find(str(path))
