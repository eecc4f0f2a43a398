"""Reads a report: file or text in, ``Document`` out.

Knows the order of the steps; formats, cleaning, metadata, sections and sentences stand in
modules of their own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from zhengtu.errors import ReadError
from zhengtu.extract.cleaning import clean
from zhengtu.extract.metadata import find_metadata
from zhengtu.extract.sections import build_sections, find_headings, find_paragraphs, is_glossary
from zhengtu.extract.sentences import find_sentences
from zhengtu.model import Document

ENCODINGS = ("utf-8-sig", "gb18030")


def read(path: Path | str, *, place: str | None = None, year: int | None = None) -> Document:
    """Return the report in the file ``path``; ``place`` and ``year`` tell what the text does not."""
    file = Path(path)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise ReadError(f"{file}: {error.strerror or error}") from error
    for encoding in ENCODINGS:
        try:
            raw = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise ReadError(f"{file}: not a text in a known encoding")
    return read_text(raw, id=file.stem, source=str(file), place=place, year=year)


def read_text(
    raw: str,
    *,
    id: str,
    source: str | None = None,
    pages: Sequence[int] = (),
    place: str | None = None,
    year: int | None = None,
) -> Document:
    r"""Return the report that ``raw`` holds; ``id`` names it, and may tell its place and year.

    >>> document = read_text("一、2023年工作回顾\n产值增长8%。\n二、2024年工作安排\n力争再增8%。", id="甲市")
    >>> [(document.quote(s.span), str(s.modality), s.year) for s in document.sentences]
    [('产值增长8%。', 'review', 2023), ('力争再增8%。', 'plan', 2024)]
    """
    cleaned = clean(raw, pages)
    text = cleaned.text
    if not text:
        raise ReadError(f"{source or id}: holds no text")
    paragraphs = find_paragraphs(text)
    headings = find_headings(text, paragraphs)
    found = find_metadata(text, id, headings, place=place, year=year)
    years = (found.review_year, found.report_year)
    tail = [p for p in paragraphs[len(paragraphs) // 2 :] if len(p) < 40 and is_glossary(text[p.start : p.end])]
    end = tail[0].start if tail else len(text)
    sections, _ = build_sections(headings, end, years)
    sentences, sections = find_sentences(text, paragraphs, headings, sections, end=end, years=years)
    return Document(
        id=id,
        raw=raw,
        text=text,
        origin=cleaned.origin,
        title=found.title,
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
        source=source,
        digest=hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest(),
    )
