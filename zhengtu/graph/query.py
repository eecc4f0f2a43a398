"""Free SPARQL over a store: questions only, with limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Triple

from zhengtu.graph import guard
from zhengtu.graph.store import Row, Store, Table
from zhengtu.graph.terms import Term, prefixes, python_value


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gave: a table (SELECT), a truth (ASK) or triples (CONSTRUCT, DESCRIBE)."""

    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    truth: bool | None = None
    triples: tuple[Triple, ...] | None = None

    def plain_rows(self) -> list[tuple[object, ...]]:
        """Return the rows as Python values: numbers as ``Decimal`` or ``int``, IRIs with their prefix."""
        return [tuple(None if term is None else plain(term) for term in row) for row in self.rows]


def run(store: Store, sparql: str, parameters: Mapping[str, Term] | None = None) -> Answer:
    """Return the answer to a query of any of the four forms; updates, LOAD and SERVICE are refused."""
    guard.check(sparql)
    found = store.answer(sparql, **(parameters or {}))
    if isinstance(found, bool):
        return Answer(truth=found)
    if isinstance(found, Table):
        return Answer(found.columns, found.rows)
    return Answer(triples=found)


def plain(term: object) -> object:
    """Return a term as people want to read it; an IRI of a known vocabulary with its prefix."""
    value = python_value(term)
    if isinstance(value, str) and value.startswith("http"):
        for prefix, base in prefixes().items():
            if value.startswith(base) and value[len(base) :].isidentifier():
                return f"{prefix}:{value[len(base) :]}"
    return value
