"""Each term is spelt once, in the Turtle: code and queries use no other, and no term is there for nothing."""

import ast
import re
from pathlib import Path

import pytest

import zhengtu
from zhengtu.errors import UnknownNameError
from zhengtu.graph import build
from zhengtu.graph.questions import list_questions
from zhengtu.ontology import reference, vocab
from zhengtu.ontology.vocab import ZT

CODE = Path(zhengtu.__file__).parent
NAMED = re.compile(r"\bzt:(\w+)")
MODULES = sorted(path for path in CODE.rglob("*.py") if path.parent.name != "ontology")


def spoken_in(path):
    """Terms as attributes of ZT and, in the queries that a module holds, with the prefix."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            owner = node.value
            if (isinstance(owner, ast.Name) and owner.id == "ZT") or (
                isinstance(owner, ast.Attribute) and owner.attr == "ZT"
            ):
                yield node.attr
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from NAMED.findall(node.value)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(CODE)))
def test_a_module_uses_only_terms_of_the_ontology(path):
    unknown = {name for name in spoken_in(path) if name not in ZT}
    # `zt:name` stands for any of them where the form is explained, `zt:KIND` for what is put in its place
    assert not {name for name in unknown if name != "name" and not name.isupper()}


@pytest.mark.parametrize("question", list_questions(), ids=lambda question: question.name)
def test_a_question_uses_only_terms_of_the_ontology(question):
    assert not {name for name in NAMED.findall(question.sparql) if name not in ZT}


@pytest.mark.parametrize("name", ["alignment.ttl", "shapes.ttl", "indicators.ttl", "industries.ttl"])
def test_the_other_files_use_only_terms_of_the_ontology(name):
    spoken = {
        term.value.removeprefix(vocab.namespaces()["zt"])
        for triple in vocab.read(vocab.FOLDER / name)
        for term in (triple.subject, triple.predicate, triple.object)
        if getattr(term, "value", "").startswith(vocab.namespaces()["zt"])
    }
    assert not {term for term in spoken if term and term not in ZT}


@pytest.fixture(scope="module")
def used(gold):
    """What code and queries speak of, and what the graphs of the samples hold."""
    spoken = {name for path in MODULES for name in spoken_in(path)}
    spoken |= {name for question in list_questions() for name in NAMED.findall(question.sparql)}
    base = vocab.namespaces()["zt"]
    for extraction in gold:
        for quad in build.quads(extraction):
            for term in (quad.predicate, quad.object):
                if str(getattr(term, "value", "")).startswith(base):
                    spoken.add(term.value[len(base) :])
    return spoken


def test_no_term_is_there_for_nothing(used):
    """Besides: what has no data yet and says so, names of the other direction, and what is above or the range of a term in use."""
    known = [reference.terms()[name] for name in used if name in ZT]
    above = {name.removeprefix("zt:") for term in known for name in term.parents + term.range}
    idle = {
        name
        for name, term in reference.terms().items()
        if not term.testing and not term.inverse_of and name not in used | above
    }
    assert not idle


def test_a_term_without_data_says_so_and_no_other_does(used):
    """Where the extraction comes to fill a term, its vs:term_status goes."""
    testing = {name for name, term in reference.terms().items() if term.testing}
    assert testing
    assert not testing & used


def test_a_property_of_the_other_direction_is_nowhere_written(used):
    assert not {name for name, term in reference.terms().items() if term.inverse_of} & used


def test_a_term_that_the_ontology_lacks_is_an_error():
    with pytest.raises(AttributeError, match="no term zt:undertake;"):
        _ = ZT.undertake


@pytest.mark.parametrize(
    ("asked", "name"),
    [("zt:Project", "Project"), ("项目", "Project"), ("in chain", "inChain"), ("operational", "operational")],
)
def test_a_term_is_found_by_name_or_label(asked, name):
    assert reference.find_term(asked).name == name


def test_a_term_that_is_not_there_is_told_with_those_near_it():
    with pytest.raises(UnknownNameError, match="near it: undertakes"):
        reference.find_term("undertake")


def test_a_description_tells_domain_range_and_example():
    told = dict(reference.describe("undertakes", "en"))
    assert (told["of"], told["to"], told["example"]) == ("zt:Enterprise", "zt:Project", "?firm zt:undertakes ?project")
    assert "又称" in dict(reference.describe("GDP", "zh"))
