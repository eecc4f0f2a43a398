"""Plain rows as something to read or to pass on: a table on a terminal, JSON, CSV or Markdown.

Knows rows and columns, nothing of where they come from. A Chinese character is two columns wide.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import click

FORMATS = ("table", "json", "csv", "md")
LANGUAGES = ("zh", "en")

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``key`` into the rows, its heading in both languages, ``number`` aligns right."""

    key: str
    zh: str
    en: str
    number: bool = False

    def title(self, lang: str) -> str:
        """Return the heading in ``lang``."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; ``key`` names the table in JSON, where a page holds several."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    key: str = "rows"
    zh: str = ""
    en: str = ""

    def title(self, lang: str) -> str:
        """Return the caption in ``lang``, empty where there is none."""
        return self.zh if lang == "zh" else self.en


def render_rows(
    rows: Sequence[Row],
    columns: Sequence[Column] | None = None,
    *,
    format: str = "table",
    lang: str = "zh",
    width: int | None = None,
    color: bool | None = None,
) -> str:
    r"""Return ``rows`` as text; without ``columns`` the keys of the first row head them.

    >>> print(render_rows([{"name": "甲", "n": 2}], format="csv"), end="")
    name,n
    甲,2
    >>> print(render_rows([{"name": "甲|乙", "n": 2}], format="md"), end="")
    | name | n |
    | --- | --: |
    | 甲\|乙 | 2 |
    """
    columns = tuple(columns) if columns is not None else _columns_of(rows)
    if format == "json":
        return as_json([{c.key: row.get(c.key) for c in columns} for row in rows])
    if format == "csv":
        return _as_csv(rows, columns)
    if format == "md":
        return _as_markdown(rows, columns, lang)
    return _as_table((Table(columns, tuple(rows)),), lang, width, color, heading=None)


def render_page(
    tables: Sequence[Table],
    *,
    heading: str | None = None,
    head: Mapping[str, object] | None = None,
    format: str = "table",
    lang: str = "zh",
    width: int | None = None,
    color: bool | None = None,
) -> str:
    """Return several tables under one heading; ``head`` are the members that JSON has beside them.

    CSV has one line a row over all tables, with the table's key in the column ``table``.
    """
    if format == "json":
        body = {t.key: [{c.key: row.get(c.key) for c in t.columns} for row in t.rows] for t in tables}
        return as_json({**(head or {}), **body})
    if format == "csv":
        keys = dict.fromkeys(c.key for t in tables for c in t.columns)
        columns = (Column("table", "表", "table"), *(Column(k, k, k) for k in keys))
        return _as_csv([{"table": t.key, **row} for t in tables for row in t.rows], columns)
    if format == "md":
        parts = [f"# {_cell_md(heading)}\n"] if heading else []
        for table in tables:
            caption = table.title(lang)
            parts.append(
                (f"## {_cell_md(caption)}\n\n" if caption else "") + _as_markdown(table.rows, table.columns, lang)
            )
        return "\n".join(parts)
    return _as_table(tables, lang, width, color, heading=heading)


def as_json(value: object) -> str:
    """Return ``value`` as indented JSON with its Chinese legible; a whole Decimal is written without a point."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=_plain) + "\n"


def text_of(value: object, *, yes: str = "✓", joint: str = "、") -> str:
    """Return ``value`` as a cell shows it.

    >>> text_of(Decimal("7.50")), text_of(("甲", "乙")), text_of(None), text_of(True)
    ('7.5', '甲、乙', '', '✓')
    """
    if value is None or value is False:
        return ""
    if value is True:
        return yes
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, (list, tuple, set, frozenset)):
        return joint.join(text_of(v) for v in value)
    return str(value)


def _columns_of(rows: Sequence[Row]) -> tuple[Column, ...]:
    keys = dict.fromkeys(key for row in rows for key in row)

    def is_number(key: str) -> bool:
        values = [v for row in rows if (v := row.get(key)) is not None]
        return bool(values) and all(isinstance(v, (int, float, Decimal)) and not isinstance(v, bool) for v in values)

    return tuple(Column(key, key, key, is_number(key)) for key in keys)


def _as_csv(rows: Sequence[Row], columns: Sequence[Column]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([c.key for c in columns])
    writer.writerows([text_of(row.get(c.key), yes="true", joint="|") for c in columns] for row in rows)
    return out.getvalue()


def _as_markdown(rows: Sequence[Row], columns: Sequence[Column], lang: str) -> str:
    lines = [[_cell_md(c.title(lang)) for c in columns], ["--:" if c.number else "---" for c in columns]]
    lines += [[_cell_md(text_of(row.get(c.key))) for c in columns] for row in rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell_md(text: str) -> str:
    for mark in "\\|*_`[]":
        text = text.replace(mark, f"\\{mark}")
    return " ".join(text.replace("&", "&amp;").replace("<", "&lt;").split())


def _as_table(tables: Sequence[Table], lang: str, width: int | None, color: bool | None, *, heading: str | None) -> str:
    from zhengtu.viz.grid import render_grid

    on_terminal = sys.stdout.isatty()
    color = on_terminal if color is None else color
    if width is None and on_terminal:  # a pipe gets every word: only a terminal has a width to fold at
        width = shutil.get_terminal_size().columns
    lines = [_styled(heading, color)] if heading else []
    for table in tables:
        if caption := table.title(lang):
            lines += ["", _styled(caption, color, fg="cyan")]
        heads = [column.title(lang) for column in table.columns]
        rows = [[text_of(row.get(c.key)) for c in table.columns] for row in table.rows]
        found = render_grid(heads, rows, right=[c.number for c in table.columns], width=width)
        rule = next(place for place, line in enumerate(found) if line.startswith("─"))
        lines += [*(_styled(line, color) for line in found[:rule]), *found[rule:]]
    return "".join(f"{line}\n" for line in lines)


def _styled(text: str, color: bool, fg: str | None = None) -> str:
    return click.style(text, bold=True, fg=fg) if color else text


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
