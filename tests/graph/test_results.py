"""Answers in the formats of the W3C, read back by somebody else's parser."""

import json

import pytest
from pyoxigraph import (
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from zhengtu.errors import QueryError
from zhengtu.graph import results
from zhengtu.graph.query import Answer
from zhengtu.graph.terms import year, zh

ROWS = (
    (NamedNode("http://e/甲"), zh('云岭"铝材"\n一厂\t'), year(2024)),
    (NamedNode("http://e/乙"), None, Literal("7.5", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))),
)
TABLE = Answer(("a", "b", "c"), ROWS)
GRAPH = Answer(triples=(Triple(NamedNode("http://e/s"), NamedNode("http://e/p"), zh("铝")),))


@pytest.mark.parametrize(("format", "reader"), [("json", QueryResultsFormat.JSON), ("tsv", QueryResultsFormat.TSV)])
def test_what_is_written_is_read_back_to_the_letter(format: str, reader: QueryResultsFormat) -> None:
    found = parse_query_results(results.render(TABLE, format).encode(), reader)
    assert isinstance(found, QuerySolutions)
    assert tuple(tuple(row) for row in found) == ROWS


def test_csv_has_plain_values() -> None:
    assert results.render(TABLE, "csv").startswith('a,b,c\r\nhttp://e/甲,"云岭""铝材""\n一厂\t",2024\r\n')


def test_triples_are_turtle() -> None:
    assert [q.triple for q in parse(results.render(GRAPH, "ttl"), RdfFormat.TURTLE)] == list(GRAPH.triples or ())
    with pytest.raises(QueryError, match="ttl"):
        results.render(GRAPH, "csv")


def test_a_table_is_no_turtle() -> None:
    with pytest.raises(QueryError, match="csv, tsv or json"):
        results.render(TABLE, "ttl")


def test_a_truth_is_one_word() -> None:
    assert results.render(Answer(truth=False), "csv") == "false\n"
    assert json.loads(results.render(Answer(truth=False), "json"))["boolean"] is False


def test_every_form_has_rows_to_print() -> None:
    assert results.readable_rows(Answer(truth=True)) == [{"answer": "true"}]
    assert results.readable_rows(GRAPH) == [{"subject": "http://e/s", "predicate": "http://e/p", "object": "铝"}]
