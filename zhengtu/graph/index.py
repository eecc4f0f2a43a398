"""The names and quotes of a store in SQLite, over character bigrams, for look-ups in no time.

SPARQL's CONTAINS reads every label (1.3 s on a thousand reports); FTS5 over bigrams answers in
a fraction of a millisecond. The index holds nothing that the graph does not: it is made again
from the graph whenever the two are out of step, which ``pending`` tells.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path
from typing import Any

from zhengtu.errors import StoreError
from zhengtu.graph.entries import Entries, Name, StoredReport, Words
from zhengtu.graph.terms import normal_form

FORMAT = 4  # of the tables below; another number means: make the index anew
SCHEMA = """
CREATE TABLE names (id INTEGER PRIMARY KEY, report TEXT, iri TEXT, type TEXT, label TEXT, norm TEXT, preferred INT);
CREATE INDEX names_norm ON names (norm);
CREATE INDEX names_report ON names (report);
CREATE INDEX names_iri ON names (iri);
CREATE TABLE quotes (id INTEGER PRIMARY KEY, report TEXT, iri TEXT, text TEXT);
CREATE INDEX quotes_report ON quotes (report);
CREATE TABLE reports (
  iri TEXT PRIMARY KEY, title TEXT, place TEXT, year INT, review_year INT, digest TEXT, generator TEXT, triples INT);
CREATE TABLE counts (report TEXT, class TEXT, name TEXT, count INT);
CREATE INDEX counts_report ON counts (report);
CREATE TABLE said (iri TEXT PRIMARY KEY, report TEXT, type TEXT, told TEXT);
CREATE INDEX said_report ON said (report);
CREATE TABLE measured (report TEXT, series TEXT, year INT, is_target INT, told TEXT);
CREATE INDEX measured_report ON measured (report, is_target, year);
CREATE INDEX measured_series ON measured (series);
CREATE TABLE pending (report TEXT PRIMARY KEY);
CREATE TABLE facts (key TEXT PRIMARY KEY, value TEXT);
CREATE VIRTUAL TABLE names_grams USING fts5(grams, content='');
CREATE VIRTUAL TABLE quotes_grams USING fts5(grams, content='');
"""
SHORT = 3  # bigrams
_NO_WORD = re.compile(r"[\W_]+")


def grams(text: str) -> list[str]:
    """Return the bigrams of ``text`` and its last character.

    >>> grams("包铝 5N")
    ['包铝', '铝5', '5n', 'n']
    """
    plain = _NO_WORD.sub("", normal_form(text))
    return [plain[i : i + 2] for i in range(len(plain))]


def match(text: str) -> str:
    """Return the FTS5 expression for ``text`` as a piece of a name or quote; empty when it has no word."""
    found = grams(text)
    return f'"{" ".join(found[:-1])}"' if len(found) > 1 else "".join(f'"{gram}"*' for gram in found)


class Index:
    """The SQLite file beside a store, or ``:memory:``."""

    def __init__(self, path: Path | str) -> None:
        self.path = path
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        with suppress(sqlite3.DatabaseError):  # `is_made` tells when the file is none of ours
            self._db.execute("PRAGMA synchronous = NORMAL")

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @property
    def is_made(self) -> bool:
        """Whether the tables are there and of the present format."""
        try:
            return bool(self._db.execute("PRAGMA user_version").fetchone()[0] == FORMAT)
        except sqlite3.DatabaseError:
            return False

    def make(self) -> None:
        """Make the tables, empty."""
        self._db.executescript(f"BEGIN; {SCHEMA} PRAGMA user_version = {FORMAT}; COMMIT")

    @property
    def vocabulary(self) -> str:
        """The digest of the ontology that the graph holds; empty before one was loaded."""
        rows = self._ask("SELECT value FROM facts WHERE key = 'vocabulary'")
        return str(rows[0][0]) if rows else ""

    @vocabulary.setter
    def vocabulary(self, digest: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO facts VALUES ('vocabulary', ?)", (digest,))

    def pending(self) -> tuple[str, ...]:
        """Return the reports that were being written when the last writer was stopped."""
        return tuple(row[0] for row in self._ask("SELECT report FROM pending ORDER BY report"))

    def begin(self, reports: Iterable[str]) -> None:
        """Note that ``reports`` are about to change in the graph."""
        with self._transaction():
            self._db.executemany("INSERT OR IGNORE INTO pending VALUES (?)", ((report,) for report in reports))

    def finish(self, changed: Sequence[Entries]) -> None:
        """Take over what the graph now holds of reports that ``begin`` was told of."""
        with self._transaction():
            for found in changed:
                self._forget(found.report)
                if found.about is not None:
                    self._keep(found, found.about)
            self._db.executemany("DELETE FROM pending WHERE report = ?", ((found.report,) for found in changed))

    def named(self, name: str, kind: str | None = None) -> list[Name]:
        """Return all that is called ``name``, to the letter but for width, case and blanks."""
        return self._names("norm = ?", normal_form(name), kind=kind, limit=-1)

    def of(self, iri: str) -> list[Name]:
        """Return the names of one thing, the preferred one first."""
        return self._names("iri = ?", iri, limit=-1)

    def containing(self, fragment: str, kind: str | None = None, *, limit: int = 200) -> list[Name]:
        """Return names with ``fragment`` in them, the shortest first."""
        wanted = match(fragment)
        if not wanted:
            return []
        return self._names(
            "id IN (SELECT rowid FROM names_grams WHERE names_grams MATCH ?)", wanted, kind=kind, limit=limit
        )

    def resembling(self, name: str, kind: str | None = None, *, limit: int = 300) -> list[Name]:
        """Return names that share a piece with ``name``, those that share most first."""
        pieces = [f'"{gram}"' for gram in grams(name)[:-1]]
        if len(pieces) < SHORT:  # one wrong character leaves no bigram of a short name
            pieces += [f'"{gram[0]}"*' for gram in grams(name)]
        if not pieces:
            return []
        wanted = " OR ".join(dict.fromkeys(pieces))
        rows = self._ask(
            "SELECT iri, type, label, preferred, report FROM names_grams JOIN names ON id = names_grams.rowid "
            "WHERE names_grams MATCH ? AND (?2 IS NULL OR type = ?2) ORDER BY rank LIMIT ?3",
            (wanted, kind, limit),
        )
        return [_name(row) for row in rows]

    def starting(self, prefix: str, kind: str | None = None, *, limit: int = 50) -> list[str]:
        """Return names for completion."""
        start = normal_form(prefix)
        rows = self._ask(
            "SELECT DISTINCT label FROM names WHERE norm >= ?1 AND norm < ?1 || char(1114111) "
            "AND (?2 IS NULL OR type = ?2) ORDER BY length(label), label LIMIT ?3",
            (start, kind, limit),
        )
        return [row[0] for row in rows]

    def quoting(self, fragment: str, *, limit: int = 100) -> list[Words]:
        """Return quotes with ``fragment`` in them."""
        wanted = match(fragment)
        if not wanted:
            return []
        rows = self._ask(
            "SELECT iri, text, report FROM quotes WHERE id IN "
            "(SELECT rowid FROM quotes_grams WHERE quotes_grams MATCH ? LIMIT ?) ORDER BY report, id",
            (wanted, limit),
        )
        return [Words(*row) for row in rows]

    def said(self, iris: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Return the type of things and, as JSON, all that is said of them (:mod:`zhengtu.graph.said`)."""
        rows = self._ask(
            "SELECT iri, type, told FROM said WHERE iri IN (SELECT value FROM json_each(?))", (json.dumps([*iris]),)
        )
        return {iri: (kind, told) for iri, kind, told in rows}

    def kinds(self, iris: Iterable[str]) -> dict[str, str]:
        """Return the types of those of ``iris`` that are firms, projects, chains or parks."""
        rows = self._ask(
            "SELECT iri, type FROM said WHERE iri IN (SELECT value FROM json_each(?))", (json.dumps([*iris]),)
        )
        return dict(rows)

    def targets(self, reports: Iterable[str], year: int | None = None) -> list[str]:
        """Return the targets of ``reports``, all or those for ``year``, as JSON (:mod:`zhengtu.graph.said`)."""
        rows = self._ask(
            "SELECT told FROM measured WHERE report IN (SELECT value FROM json_each(?1)) AND is_target "
            "AND (?2 IS NULL OR year = ?2)",
            (json.dumps([*reports]), year),
        )
        return [told for (told,) in rows]

    def observations(self, series: Iterable[str], year: int | None = None) -> list[str]:
        """Return the observations of these series, all or those of ``year``, as JSON."""
        rows = self._ask(
            "SELECT told FROM measured WHERE series IN (SELECT value FROM json_each(?1)) AND NOT is_target "
            "AND (?2 IS NULL OR year = ?2)",
            (json.dumps([*series]), year),
        )
        return [told for (told,) in rows]

    def dump(self) -> Iterator[tuple[str, ...]]:
        """Yield all entries in order, to compare two indexes."""
        yield from self._ask("SELECT 'name', report, iri, type, label FROM names ORDER BY 2, 3, 5")
        yield from self._ask("SELECT 'quote', report, iri, text FROM quotes ORDER BY 2, 3, 4")
        yield from self._ask("SELECT 'said', report, iri, type, told FROM said ORDER BY 3")
        yield from self._ask("SELECT 'measured', * FROM measured ORDER BY 2, 6")
        yield from self._ask("SELECT 'report', * FROM reports ORDER BY 2")
        yield from self._ask("SELECT 'count', * FROM counts ORDER BY 2, 3, 4")

    def reports(self) -> list[StoredReport]:
        """Return the reports."""
        rows = self._ask("SELECT iri, title, place, year, review_year, digest, generator FROM reports")
        return [StoredReport(*row) for row in rows]

    def triples(self) -> int:
        """Return how many triples the graphs of all reports have."""
        return int(self._ask("SELECT COALESCE(SUM(triples), 0) FROM reports")[0][0])

    def counts(self, kind: str) -> list[tuple[str, int]]:
        """Return how many there are of each ``class``, ``relation`` or ``stage``, by name."""
        rows = self._ask("SELECT name, SUM(count) FROM counts WHERE class = ? GROUP BY name ORDER BY name", (kind,))
        return [(name, count) for name, count in rows]

    def _names(self, where: str, value: str, *, kind: str | None = None, limit: int) -> list[Name]:
        rows = self._ask(
            f"SELECT iri, type, label, preferred, report FROM names WHERE {where} AND (?2 IS NULL OR type = ?2) "
            "ORDER BY length(label), label, preferred DESC, report, iri LIMIT ?3",
            (value, kind, limit),
        )
        return [_name(row) for row in rows]

    def _keep(self, found: Entries, about: StoredReport) -> None:
        self._db.execute("INSERT INTO reports VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*astuple(about), found.triples))
        self._db.executemany("INSERT INTO counts VALUES (?, ?, ?, ?)", ((about.iri, *row) for row in found.counts))
        self._db.executemany(
            "INSERT INTO said VALUES (?, ?, ?, ?)", ((s.iri, about.iri, s.type, s.told) for s in found.said)
        )
        self._db.executemany(
            "INSERT INTO measured VALUES (?, ?, ?, ?, ?)",
            ((about.iri, m.series, m.year, m.is_target, m.told) for m in found.measured),
        )
        first = self._next("names")
        names = [(first + i, normal_form(name.label), name) for i, name in enumerate(found.names)]
        self._db.executemany(
            "INSERT INTO names (id, report, iri, type, label, norm, preferred) VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((row, n.report, n.iri, n.type, n.label, norm, n.preferred) for row, norm, n in names),
        )
        self._db.executemany(
            "INSERT INTO names_grams (rowid, grams) VALUES (?, ?)",
            ((row, " ".join(grams(norm))) for row, norm, _ in names),
        )
        first = self._next("quotes")
        self._db.executemany(
            "INSERT INTO quotes (id, report, iri, text) VALUES (?, ?, ?, ?)",
            ((first + i, words.report, words.iri, words.text) for i, words in enumerate(found.quotes)),
        )
        self._db.executemany(
            "INSERT INTO quotes_grams (rowid, grams) VALUES (?, ?)",
            ((first + i, " ".join(grams(words.text))) for i, words in enumerate(found.quotes)),
        )

    def _next(self, table: str) -> int:
        return int(self._ask(f"SELECT COALESCE(MAX(id), 0) + 1 FROM {table}")[0][0])

    def _forget(self, report: str) -> None:
        for table, column in (("names", "label"), ("quotes", "text")):
            rows = self._ask(f"SELECT id, {column} FROM {table} WHERE report = ?", (report,))
            self._db.executemany(  # a table without content must be told what it forgets
                f"INSERT INTO {table}_grams ({table}_grams, rowid, grams) VALUES ('delete', ?, ?)",
                ((row, " ".join(grams(text))) for row, text in rows),
            )
            self._db.execute(f"DELETE FROM {table} WHERE report = ?", (report,))
        for table in ("counts", "said", "measured"):
            self._db.execute(f"DELETE FROM {table} WHERE report = ?", (report,))
        self._db.execute("DELETE FROM reports WHERE iri = ?", (report,))

    def _ask(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        try:
            return self._db.execute(sql, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise _broken(self.path, error) from error

    def _transaction(self) -> _Transaction:
        return _Transaction(self._db, self.path)


class _Transaction:
    """BEGIN and COMMIT, or ROLLBACK when the block fails; another writer's lock becomes our error."""

    def __init__(self, db: sqlite3.Connection, path: Path | str) -> None:
        self._db, self._path = db, path

    def __enter__(self) -> None:
        try:
            self._db.execute("BEGIN IMMEDIATE")
        except sqlite3.DatabaseError as error:
            raise _broken(self._path, error) from error

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        try:
            self._db.execute("ROLLBACK" if kind else "COMMIT")
        except sqlite3.DatabaseError as failed:
            error = error or failed
        if isinstance(error, sqlite3.DatabaseError):
            raise _broken(self._path, error) from error


def _broken(path: Path | str, error: sqlite3.DatabaseError) -> StoreError:
    if isinstance(error, sqlite3.OperationalError):
        return StoreError(f"{path}: cannot be read or written ({error}); make room, or see who uses it")
    return StoreError(f"{path}: damaged ({error}); delete this file, and it is made again from the graph")


def _name(row: tuple[str, str, str, int, str]) -> Name:
    iri, kind, label, preferred, report = row
    return Name(iri, kind, label, bool(preferred), report)
