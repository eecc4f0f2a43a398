"""Answers in the formats that the W3C has for them: CSV, TSV, JSON, Turtle; and as rows to print."""

from __future__ import annotations

import csv
import io
import json

import pyoxigraph as ox
from pyoxigraph import Literal, RdfFormat

from zhengtu.errors import QueryError
from zhengtu.graph.query import Answer
from zhengtu.graph.terms import XSD, Term, prefixes

FORMATS = ("csv", "tsv", "json", "ttl")


def render(answer: Answer, format: str) -> str:
    r"""Return ``answer`` in one of ``FORMATS``; triples are Turtle in each of them but JSON-LD has a place of its own.

    >>> render(Answer(("name",), ((Literal("云,岭"),),)), "csv")
    'name\r\n"云,岭"\r\n'
    >>> render(Answer(truth=True), "json")
    '{"head": {}, "boolean": true}\n'
    """
    if answer.triples is not None:
        if format != "ttl":
            raise QueryError(f"CONSTRUCT and DESCRIBE give triples, not a table: --format ttl, not {format}")
        found = sorted(answer.triples, key=str)
        return (ox.serialize(found, format=RdfFormat.TURTLE, prefixes=prefixes()) or b"").decode()
    if format == "ttl":
        raise QueryError("Turtle is for CONSTRUCT and DESCRIBE; SELECT and ASK give csv, tsv or json")
    if format == "json":
        return _as_json(answer)
    if answer.truth is not None:
        return f"{_truth(answer.truth)}\n"
    return _as_csv(answer) if format == "csv" else _as_tsv(answer)


def readable_rows(answer: Answer) -> list[dict[str, object]]:
    """Return ``answer`` of whatever form as rows for a table."""
    if answer.truth is not None:
        return [{"answer": _truth(answer.truth)}]
    if answer.triples is not None:
        columns = ("subject", "predicate", "object")
        rows = Answer(columns, tuple((t.subject, t.predicate, t.object) for t in answer.triples))  # type: ignore[misc]
        return readable_rows(rows)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.plain_rows()]


def _truth(truth: bool) -> str:
    return "true" if truth else "false"


def _as_csv(answer: Answer) -> str:
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow(answer.columns)
    writer.writerows([("" if term is None else term.value) for term in row] for row in answer.rows)
    return output.getvalue()


def _as_tsv(answer: Answer) -> str:
    lines = ["\t".join(f"?{name}" for name in answer.columns)]
    lines += ["\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) for row in answer.rows]
    return "\n".join(lines) + "\n"


def _as_json(answer: Answer) -> str:
    if answer.truth is not None:
        return json.dumps({"head": {}, "boolean": answer.truth}) + "\n"
    bindings = [
        {name: _json_term(term) for name, term in zip(answer.columns, row, strict=True) if term is not None}
        for row in answer.rows
    ]
    told = {"head": {"vars": list(answer.columns)}, "results": {"bindings": bindings}}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _json_term(term: Term) -> dict[str, str]:
    if not isinstance(term, Literal):
        return {"type": "uri", "value": term.value}
    told = {"type": "literal", "value": term.value}
    if term.language:
        told["xml:lang"] = term.language
    elif term.datatype != XSD.string:
        told["datatype"] = term.datatype.value
    return told
