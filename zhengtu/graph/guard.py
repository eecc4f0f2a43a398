"""What a stranger's query may not do, and how its mistakes are shown.

Every SPARQL engine at hand follows SERVICE to any address, loopback too, and has no switch
against it. So the words of a query are looked at before an engine sees them.
"""

from __future__ import annotations

import re
import unicodedata

import pyoxigraph as ox

from zhengtu.errors import QueryError
from zhengtu.graph.terms import prefixes

FETCHING = {
    "SERVICE": "asks another server",
    "LOAD": "fetches a document",
}
UPDATES = frozenset(["INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD"])
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_TOKEN = re.compile(
    r'''(?P<text>"""(?:\\.|[^\\])*?"""|\'\'\'(?:\\.|[^\\])*?\'\'\'|"(?:\\.|[^"\\\n\r])*"|'(?:\\.|[^'\\\n\r])*')'''
    r"""|(?P<iri><[^<>"{}|^`\\\s]*>)"""
    r"""|(?P<comment>\#[^\n\r]*)"""
    r"""|(?P<variable>[?$]\w+)"""
    r"""|(?P<prefixed>[\w.\-]*:(?:[\w.:%\-]|\\[_~.\-!$&'()*+,;=/?\#@%])*)"""
    r"""|(?P<tag>@[A-Za-z\-]+)"""
    r"""|(?P<word>[^\W\d]\w*)"""
)
_PIECE = re.compile(rf"{_TOKEN.pattern}|(?P<number>\d[\d.]*)|(?P<mark>\S)")
_PLACE = re.compile(r"error at (\d+):(\d+): ")
FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


def check(sparql: str) -> None:
    """Raise ``QueryError`` when ``sparql`` is no mere question.

    >>> check('SELECT * { ?service ?load "SERVICE" } # LOAD')
    >>> check("SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    zhengtu.errors.QueryError: line 1, column 12: SERVICE asks another server, which a query here may not do
      SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }
                 ^
    """
    unescaped = _ESCAPE.sub(lambda m: chr(min(int(m[1] or m[2], 16), 0x10FFFF)), sparql)
    for text in dict.fromkeys((sparql, unescaped)):  # the engine may read either
        first = True
        for token in _TOKEN.finditer(text):
            if token.lastgroup != "word":
                first = first and token.lastgroup in ("comment", "prefixed", "iri")
                continue
            word = token[0].upper()
            if word in FETCHING:
                raise _error(text, token.start(), f"{word} {FETCHING[word]}, which a query here may not do")
            if first and word in UPDATES:
                raise _error(text, token.start(), f"{word} changes the store; only questions are answered here")
            first = first and word in ("PREFIX", "BASE")


def names_graphs(sparql: str) -> bool:
    """Whether ``sparql`` says itself which graphs it asks (FROM); otherwise it asks the union of all.

    >>> names_graphs("ASK FROM <http://e/g> { ?s ?p ?o }"), names_graphs("ASK { ?from ?p 'FROM' }")
    (True, False)
    """
    return any(token.lastgroup == "word" and token[0].upper() == "FROM" for token in _TOKEN.finditer(sparql))


def parse(sparql: str) -> str:
    """Return what ``sparql`` gives: ``table``, ``truth`` or ``triples``; raise ``QueryError`` when it is no SPARQL.

    >>> parse("ASK { ?firm zt:undertakes ?project }")
    'truth'
    """
    try:
        found = ox.Store().query(sparql, prefixes=prefixes())
    except SyntaxError as error:
        raise explain(sparql, str(error)) from error
    return (
        "truth"
        if isinstance(found, ox.QueryBoolean)
        else "table"
        if isinstance(found, ox.QuerySolutions)
        else "triples"
    )


def explain(sparql: str, told: str) -> QueryError:
    """Return the engine's complaint about ``sparql`` with line, column and a caret.

    The engine tells where it stopped reading; what it could not use is the piece before.

    >>> print(explain("SELECT ?x WHERE { ?x a }", "error at 1:25: expected one of [_]"))
    line 1, column 24: the query is not understood from here on
      SELECT ?x WHERE { ?x a }
                             ^
    """
    place = _PLACE.match(told)
    if not place:
        return QueryError(f"the query is not understood: {told.splitlines()[0] if told else 'no reason given'}")
    lines = sparql.split("\n")
    line = min(int(place[1]), len(lines))
    stopped = sum(len(text) + 1 for text in lines[: line - 1]) + int(place[2]) - 1
    pieces = [piece for piece in _PIECE.finditer(sparql) if piece.lastgroup != "comment"]
    words = [piece for piece in pieces if piece.lastgroup == "word"]
    if words and words[0][0].upper() not in (*FORMS, "PREFIX", "BASE"):
        return _error(sparql, words[0].start(), f"a query begins with {', '.join(FORMS[:-1])} or {FORMS[-1]}")
    if "variable that is unbound" in told:
        return _error(
            sparql, words[0].start() if words else 0, "SELECT has a variable that is not grouped or not bound"
        )
    if stopped >= len(sparql.rstrip()):
        if quote := next((p for p in pieces if p[0] in ("'", '"')), None):
            return _error(sparql, quote.start(), "the text that begins here has no end")
        if sum((p[0] == "{") - (p[0] == "}") for p in pieces) > 0:
            return _error(sparql, len(sparql.rstrip()), "a } is missing here")
    read = [piece for piece in pieces if piece.end() <= stopped]
    last = read[-1] if read else None
    why = "the query is not understood from here on"
    if last is not None and last.lastgroup == "prefixed":
        prefix = last[0].partition(":")[0]
        if prefix not in prefixes() and not re.search(rf"(?i:prefix)\s+{re.escape(prefix)}:", sparql):
            why = f"the prefix {prefix}: is not declared"
    return _error(sparql, last.start() if last else 0, why)


def _error(sparql: str, offset: int, why: str) -> QueryError:
    start = sparql.rfind("\n", 0, offset) + 1
    line = sparql.count("\n", 0, offset) + 1
    shown = sparql[start:].split("\n", 1)[0].rstrip("\r")
    margin = "".join("  " if unicodedata.east_asian_width(c) in "WF" else " " for c in sparql[start:offset])
    return QueryError(f"line {line}, column {offset - start + 1}: {why}\n  {shown}\n  {margin}^")
