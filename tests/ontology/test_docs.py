"""The pages are what the ontology says, and whoever follows them gets an answer."""

import importlib.util
import re
from pathlib import Path

import pytest

from zhengtu.graph import questions
from zhengtu.ontology import reference

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def generate():
    spec = importlib.util.spec_from_file_location("generate_docs", DOCS / "generate.py")
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(DOCS)  # where `make docs` finds the module of the diagram
        spec.loader.exec_module(module)
    return module


def test_the_pages_are_up_to_date(generate):
    stale = [name for name, text in generate.pages().items() if (DOCS / name).read_text(encoding="utf-8") != text]
    assert not stale, "run `make docs`"


@pytest.mark.parametrize("page", ["ontology.md", "ontology.zh-CN.md"])
def test_a_page_tells_every_term(page):
    text = (DOCS / page).read_text(encoding="utf-8")
    assert not [name for name in reference.terms() if f"zt:{name}" not in text]
    assert not [q.name for q in questions.list_questions() if f"`{q.name}`" not in text]


@pytest.mark.parametrize("page", ["ontology.md", "ontology.zh-CN.md"])
def test_the_examples_of_a_page_answer(page, gold_store):
    first, second = re.findall(r"```sparql\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), re.DOTALL)
    firms = questions.find(first).ask(gold_store).plain_rows()
    assert firms == [("砺峤精陶", "砺峤陶瓷轴承项目")]
    promises = questions.find(second).ask(gold_store).plain_rows()
    assert len(promises) == 45
    assert ("城镇调查失业率", "zt:at_most", "5.5", "%") in {(*map(str, row[:4]),) for row in promises}


def test_a_new_user_writes_the_query_from_the_page_alone(gold_store):
    """Written after reading the generated page only: firms of 农机 chains with a project in operation."""
    asked = """
    SELECT DISTINCT ?firm WHERE {
      ?chain skos:prefLabel ?name . FILTER(CONTAINS(?name, "农机"))
      ?part zt:subChainOf* ?chain .
      ?project zt:inChain ?part .
      ?project zt:actualStage zt:operational .
      ?project ^zt:undertakes ?f .
      ?f skos:prefLabel ?firm .
    }"""
    assert sorted(questions.find(asked).ask(gold_store).plain_rows()) == [("禾骏农机",), ("铎峰",)]
