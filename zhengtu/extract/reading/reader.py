"""Reads reports: a file, a table of many or a text in, ``Document`` out.

Knows the order of the steps; formats, cleaning, metadata, sections and sentences stand in
modules of their own.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from zhengtu.errors import ReadError
from zhengtu.extract.reading.cleaning import clean
from zhengtu.extract.reading.formats import check_chinese, take_text
from zhengtu.extract.reading.formats_table import Row, is_table, read_rows
from zhengtu.extract.reading.glossary import find_glossary
from zhengtu.extract.reading.metadata import find_metadata
from zhengtu.extract.reading.sections import build_sections, find_headings, find_paragraphs
from zhengtu.extract.reading.sentences import find_sentences
from zhengtu.extract.reading.traditional import is_traditional, simplify
from zhengtu.model import Document

STDIN = "-"
_LONE = re.compile("[\ud800-\udfff]")  # halves of pairs: nothing can write them


def read(path: Path | str, *, place: str | None = None, year: int | None = None) -> Document:
    """Return the report in the file ``path``, or from stdin for ``-``.

    ``place`` and ``year`` tell what the text does not. Raises ``ReadError`` where the file is missing,
    empty, damaged, binary, a scan, not Chinese, or a table of several reports.
    """
    name, content = _load(path)
    if is_table(name):
        rows = list(read_rows(content, name))
        if len(rows) != 1:
            raise ReadError(f"{name}: a table of {len(rows)} reports; build a store from it, or give one report")
        return _read_row(rows[0], name, place, year)
    taken = take_text(content, name)
    document_id = "stdin" if str(path) == STDIN else Path(name).stem
    return read_text(
        taken.text, id=document_id, source=name, pages=taken.pages, place=place, year=year, digest=_digest(content)
    )


def read_many(
    path: Path | str,
    *,
    place: str | None = None,
    year: int | None = None,
    on_error: Callable[[ReadError], None] | None = None,
) -> Iterator[Document]:
    """Yield the reports in a file: one, or all rows of a CSV, TSV or JSONL file.

    A bad row raises ``ReadError``, or goes to ``on_error`` and the next one follows.
    """
    if not is_table(str(path)):
        yield read(path, place=place, year=year)
        return
    name, content = _load(path)
    seen: set[str] = set()
    for row in read_rows(content, name):
        try:
            document = _read_row(row, name, place, year, seen)
        except ReadError as error:
            if on_error is None:
                raise
            on_error(error)
        else:
            seen.add(document.id)
            yield document


def read_text(
    raw: str,
    *,
    id: str,
    source: str | None = None,
    pages: Sequence[int] = (),
    place: str | None = None,
    year: int | None = None,
    title: str | None = None,
    digest: str | None = None,
) -> Document:
    r"""Return the report that ``raw`` holds; ``id`` and ``title`` may tell its place and year.

    >>> document = read_text("一、2023年工作回顾\n产值增长8%。\n二、2024年工作安排\n力争再增8%。", id="甲市")
    >>> [(document.quote(s.span), str(s.modality), s.year) for s in document.sentences]
    [('产值增长8%。', 'review', 2023), ('力争再增8%。', 'plan', 2024)]
    """
    raw = _LONE.sub("\ufffd", raw)
    cleaned = clean(raw, pages)
    text = cleaned.text
    if not text:
        raise ReadError(f"{source or id}: holds no text")
    if is_traditional(text):
        text = simplify(text)
    paragraphs = find_paragraphs(text)
    end, terms = find_glossary(text, paragraphs)
    body = [p for p in paragraphs if p.end <= end]
    headings = find_headings(text, body)
    found = find_metadata(text[:end], f"{title or ''} {id}", headings, place=place, year=year)
    years = (found.review_year, found.report_year)
    sections = build_sections(headings, end, years)
    sentences, sections = find_sentences(text, body, headings, sections, years=years)
    return Document(
        id=id,
        raw=raw,
        text=text,
        origin=cleaned.origin,
        title=title or found.title,
        jurisdiction=found.jurisdiction,
        place_code=found.place_code,
        level=found.level,
        reporter=found.reporter,
        date=found.date,
        congress=found.congress,
        report_year=found.report_year,
        review_year=found.review_year,
        pages=tuple(pages),
        sections=sections,
        sentences=sentences,
        terms=terms,
        source=source,
        digest=digest or _digest(raw.encode("utf-8")),
    )


def _load(path: Path | str) -> tuple[str, bytes]:
    if str(path) == STDIN:
        return "standard input", sys.stdin.buffer.read()
    file = Path(path)
    try:
        if file.is_dir():
            raise ReadError(f"{file}: a folder, not a report")
        return str(file), file.read_bytes()
    except FileNotFoundError as error:
        raise ReadError(f"{file}: no such file") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise ReadError(f"{file}: cannot be read: {getattr(error, 'strerror', None) or error}") from error


def _read_row(
    row: Row, name: str, place: str | None, year: int | None, seen: set[str] | frozenset[str] = frozenset()
) -> Document:
    if not row.text.strip():
        raise ReadError(f"{name}: row {row.number} holds no text")
    check_chinese(row.text, f"{name}: row {row.number}")
    own_place, own_year = place or row.place, year or row.year
    by_name = f"{own_place}-{own_year}" if own_place and own_year else f"{Path(name).stem}-{row.number}"
    document_id = row.id if row.id and row.id not in seen else by_name
    if document_id in seen:
        document_id = f"{document_id}-{row.number}"
    source = row.address or f"{name}:{row.number}"
    return read_text(row.text, id=document_id, source=source, place=own_place, year=own_year, title=row.title)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
