"""Many reports in one CSV, TSV or JSONL file: one report a row."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhengtu.errors import ReadError
from zhengtu.extract.reading.encodings import decode

SUFFIXES = {".csv", ".tsv", ".jsonl", ".ndjson", ".json"}
FIELDS = {
    "text": (
        "text",
        "content",
        "body",
        "正文",
        "全文",
        "内容",
        "文本",
        "报告",
        "报告内容",
        "报告全文",
        "政府工作报告",
        "原文",
    ),
    "place": (
        "place",
        "city",
        "province",
        "county",
        "region",
        "area",
        "jurisdiction",
        "地区",
        "地方",
        "城市",
        "省份",
        "省市",
        "区县",
        "行政区",
        "地名",
        "名称",
    ),
    "year": ("year", "report_year", "年份", "年度", "年"),
    "title": ("title", "标题", "题目", "文件名"),
    "address": ("address", "url", "link", "source", "网址", "链接", "来源", "地址"),
    "id": ("id", "doc", "编号", "序号"),
}
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Row:
    """One report of a table; ``number`` counts from 1."""

    number: int
    text: str
    place: str | None = None
    year: int | None = None
    title: str | None = None
    address: str | None = None
    id: str | None = None


def is_table(name: str) -> bool:
    """Whether a file of this name holds many reports."""
    return Path(name).suffix.lower() in SUFFIXES


def read_rows(content: bytes, name: str) -> Iterator[Row]:
    """Yield the reports of a table; raise ``ReadError`` where it has none, or a row is broken."""
    if not content.strip():
        raise ReadError(f"{name}: empty")
    text = decode(content, name)
    suffix = Path(name).suffix.lower()
    records = _read_csv(text, name, suffix) if suffix in (".csv", ".tsv") else _read_json(text, name)
    for number, record in records:
        yield _row(record, number)


def _read_csv(text: str, name: str, suffix: str) -> Iterator[tuple[int, dict[str, Any]]]:
    limit = csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    try:
        first = text.split("\n", 1)[0]
        delimiter = "\t" if suffix == ".tsv" or first.count("\t") > first.count(",") else ","
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
        columns = _columns([column for column in reader.fieldnames or () if column])
        if "text" not in columns:
            raise ReadError(f"{name}: no column holds the text; call it one of {', '.join(FIELDS['text'])}")
        for number, record in enumerate(reader, 1):
            yield number, {field: record.get(column) for field, column in columns.items()}
    except csv.Error as error:
        raise ReadError(f"{name}: not a readable table: {error}") from error
    finally:
        csv.field_size_limit(limit)


def _read_json(text: str, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        whole = json.loads(text) if text.lstrip().startswith("[") else None
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{name}: not readable as JSON: {error}") from error
    if whole is not None:
        yield from ((n, _named(record, n, name)) for n, record in enumerate(whole, 1))
        return
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                record = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise ReadError(f"{name}: line {number} is not readable as JSON: {error}") from error
            yield number, _named(record, number, name)


def _named(record: object, number: int, name: str) -> dict[str, Any]:
    if not isinstance(record, dict):
        raise ReadError(f"{name}: line {number} is not an object with a text")
    return {field: record[key] for field, key in _columns([str(key) for key in record]).items()}


def _columns(names: list[str]) -> dict[str, str]:
    plain = {name.strip().lstrip("\ufeff").lower(): name for name in reversed(names)}
    found = {}
    for field, known in FIELDS.items():
        column = next((plain[word] for word in known if word in plain), None)
        if column is not None:
            found[field] = column
    return found


def _row(record: dict[str, Any], number: int) -> Row:
    text = record.get("text")
    if not isinstance(text, str):
        text = ""  # a fault of this row alone: its reader tells, and goes on with the next
    told = {
        field: str(value).strip() or None for field, value in record.items() if field != "text" and value is not None
    }
    year = _YEAR.search(told.get("year") or "")
    return Row(
        number,
        text,
        place=told.get("place"),
        year=int(year.group()) if year else None,
        title=told.get("title"),
        address=told.get("address"),
        id=told.get("id"),
    )
