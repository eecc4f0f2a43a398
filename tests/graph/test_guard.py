"""Free SPARQL: questions only, and mistakes shown where they are."""

import re
from collections.abc import Iterator

import pytest

from zhengtu.errors import QueryError
from zhengtu.graph import guard, query
from zhengtu.graph.store import Store, open_store


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(":memory:") as opened:
        yield opened


FORBIDDEN = [
    "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "select * { service silent <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "SELECT * { SERV\\u0049CE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o FILTER(?s<?o) SERVICE<http://127.0.0.1:1/>{ ?s ?p ?x } }",
    "SELECT * { ?s ?p '#' . SERVICE ?o { ?s ?p ?x } }",
    "SELECT * { ?s <http://e/#> ?o . SERVICE ?o { ?s ?p ?x } }",
    "SELECT * { ?s ex:\\# ?o . SERVICE ?o { ?s ?p ?x } }",
    "LOAD <http://127.0.0.1:1/>",
    "INSERT DATA { <a:a> <a:b> <a:c> }",
    "PREFIX ex: <http://e/> DELETE WHERE { ?s ?p ?o }",
    "# words\nBASE <http://e/> PREFIX ex: <http://e/>\nclear all",
    "DROP ALL",
]
HARMLESS = [
    "SELECT ?service { ?service ?load 'SERVICE' } # SERVICE",
    'SELECT * { ?s rdfs:label """LOAD "this" SERVICE""" }',
    "SELECT * { ?s <http://e/SERVICE> ?drop }",
    "PREFIX load: <http://e/> SELECT * { ?s load:service ?o . ?s load: ?p }",
    "SELECT * { ?s ?p ?o FILTER(?o < 3 && ?s > 2) }",
]


@pytest.mark.parametrize("sparql", FORBIDDEN)
def test_what_fetches_or_changes_is_refused(sparql: str, store: Store) -> None:
    with pytest.raises(QueryError, match=r"may not do|changes the store"):
        query.run(store, sparql)


@pytest.mark.parametrize("sparql", HARMLESS)
def test_the_words_alone_are_no_fault(sparql: str) -> None:
    guard.check(sparql)


@pytest.mark.parametrize(
    ("sparql", "wrong", "told"),
    [
        ("SELECT ?x WHERE { ?x a }", "}", "not understood"),
        ("SELECT ?x\nWHERE { ?x skos:prefLabel '铝业'@zh ; foo:bar ?y }", "foo:bar", "the prefix foo: is not declared"),
        ("SELECT ?x { ?x a zt:Enterprise OPTIONL { ?x ?y ?z } }", "OPTIONL", "not understood"),
        ("SELECT ?x { ?x ?y ?z . # x\n ?x ?y ; }", "; }", "not understood"),
        ("SELCT ?x { ?x ?y ?z }", "SELCT", "begins with SELECT, ASK, CONSTRUCT or DESCRIBE"),
        ("SELECT ?x { ?x ?y ?z ", "", "a } is missing here"),
        ('SELECT ?x WHERE {\n ?x ?p "abc }', '"abc', "has no end"),
        ("SELECT (COUNT(?x) AS ?n) ?y { ?x ?y ?z }", "SELECT", "not grouped or not bound"),
    ],
)
def test_a_mistake_is_shown_by_line_column_and_caret(sparql: str, wrong: str, told: str, store: Store) -> None:
    with pytest.raises(QueryError, match=re.escape(told)) as raised:
        query.run(store, sparql)
    first, shown, caret = str(raised.value).split("\n")
    at = sparql.index(wrong) if wrong else len(sparql.rstrip())
    before = sparql[:at].rpartition("\n")[2]
    assert first.startswith(f"line {sparql.count(chr(10), 0, at) + 1}, column {len(before) + 1}:")
    assert shown.strip() in sparql.split("\n")[sparql.count("\n", 0, at)]
    assert len(caret) - 1 == 2 + sum(2 if c in "铝业" else 1 for c in before)
