"""The text of a Word file (.docx): paragraphs, tables, footnotes; what was struck out is left out.

Read with the standard library: a report needs the words in order, including inserted ones and
text boxes, and the numbers that Word counts itself are not in the file.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree

from zhengtu.errors import ReadError

MAX_XML = 100_000_000  # a report has less than a megabyte; larger ones are bombs
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = {f"{_W}del", f"{_W}moveFrom", f"{_MC}Fallback", f"{_W}instrText", f"{_W}pPr", f"{_W}rPr", f"{_W}sectPr"}
_PARAGRAPH, _TABLE, _ROW, _CELL = f"{_W}p", f"{_W}tbl", f"{_W}tr", f"{_W}tc"
CELL_BORDER = " | "


def take_docx(content: bytes, source: str) -> str:
    """Return the text of a Word file, one line for each paragraph and each row of a table."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if "word/document.xml" not in names:
                raise ReadError(f"{source}: {_kind(names)}; save it as .docx or text and read that")
            body = _parse(archive, "word/document.xml", source)
            notes = _parse(archive, "word/footnotes.xml", source) if "word/footnotes.xml" in names else None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise ReadError(f"{source}: a damaged Word file: {error or type(error).__name__}") from error
    lines = list(_lines(body))
    if notes is not None and (told := [line for note in notes for line in _lines(note) if line.strip()]):
        lines += ["注释", *(f"[{number}] {line.strip()}" for number, line in enumerate(told, 1))]
    return "\n".join(lines)


def _parse(archive: zipfile.ZipFile, name: str, source: str) -> ElementTree.Element:
    if archive.getinfo(name).file_size > MAX_XML:
        raise ReadError(
            f"{source}: a Word file that unpacks to more than {MAX_XML // 1_000_000} MB, which no report does"
        )
    content = archive.read(name)
    if b"<!DOCTYPE" in content[:2000] or b"<!ENTITY" in content[:2000]:
        raise ReadError(f"{source}: a Word file with entities of its own, which Word does not write")
    try:
        return ElementTree.fromstring(content)
    except ElementTree.ParseError as error:
        raise ReadError(f"{source}: a damaged Word file: {error}") from error


def _lines(root: ElementTree.Element) -> Iterator[str]:
    """Yield paragraphs and table rows in order, without recursion: files nest as deep as they like."""
    stack = [iter(root)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif element.tag == _PARAGRAPH:
            yield from _words(element).split("\n")
        elif element.tag == _ROW:
            cells = (" ".join(_words(cell).split()) for cell in element if cell.tag == _CELL)
            yield CELL_BORDER.join(cell for cell in cells if cell)
        elif element.tag not in _SKIPPED:
            stack.append(iter(element))


def _words(root: ElementTree.Element) -> str:
    found: list[str] = []
    stack = [root]
    while stack:
        element = stack.pop()
        if element.tag in _SKIPPED:
            continue
        if element.tag == f"{_W}t":
            found.append(element.text or "")
        elif element.tag == f"{_W}tab":
            found.append("\t")
        elif element.tag in (f"{_W}br", f"{_W}cr"):
            found.append("\n")
        elif element.tag == f"{_W}noBreakHyphen":
            found.append("-")
        else:
            if element.tag == _PARAGRAPH and found:
                found.append("\n")
            stack.extend(reversed(element))
    return "".join(found)


def _kind(names: list[str]) -> str:
    if any(name.startswith("xl/") for name in names):
        return "an Excel file, not a report"
    if any(name.startswith("ppt/") for name in names):
        return "a PowerPoint file, not a report"
    if "OFD.xml" in names:
        return "an OFD file"
    if "content.xml" in names:
        return "an OpenDocument file"
    return "a ZIP archive, not a Word file"
