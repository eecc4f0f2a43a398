"""Answers to free and to named questions, as people and programs want to read them."""

from __future__ import annotations

from zhengtu.graph import questions, results
from zhengtu.graph.query import Answer
from zhengtu.viz import tables

BYTE_ORDER_MARK = "\ufeff"


def render_answer(answer: Answer, *, format: str | None = None, lang: str = "zh", excel: bool = False) -> str:
    """Return ``answer`` in ``format``; without one as a table, or as Turtle when it is triples."""
    if format is None:
        format = "csv" if excel else "ttl" if answer.triples is not None else "table"
    if format in results.FORMATS:
        return (BYTE_ORDER_MARK if excel and format == "csv" else "") + results.render(answer, format)
    rows = [questions.readable(row, lang) for row in results.readable_rows(answer)]
    columns = [tables.Column(name, name, name) for name in answer.columns] or None
    return tables.render_rows(rows, columns, format=format, lang=lang)


def render_catalogue(format: str | None = None, *, lang: str = "zh") -> str:
    """Return the named questions with their parameters."""
    known = format if format in tables.FORMATS else "table"
    return tables.render_rows(questions.catalogue(lang), format=known, lang=lang)
