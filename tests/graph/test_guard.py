"""Free SPARQL: questions only, and mistakes shown where they are."""

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


def test_a_mistake_is_shown_under_a_caret_also_after_wide_characters(store: Store) -> None:
    with pytest.raises(QueryError) as told:
        query.run(store, "SELECT ?x\nWHERE { ?x skos:prefLabel '铝业'@zh ; foo:bar ?y }")
    first, shown, caret = str(told.value).split("\n")
    assert first.startswith("line 2, column 4")
    assert "foo:bar" in shown
    assert caret.strip() == "^"
