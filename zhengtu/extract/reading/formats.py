"""Takes the text out of a file: told by its content, not by its name, which kind it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhengtu.errors import ReadError
from zhengtu.extract.reading.encodings import decode

MAX_BYTES = 200_000_000
FEWEST = 0.2  # of letters, digits and characters must be Chinese
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_SPOKEN = re.compile(r"\w")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|div|article)\b", re.I | re.S
)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"RIFF")


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file, and where in it each page starts."""

    text: str
    pages: tuple[int, ...] = ()


def take_text(content: bytes, source: str) -> Source:
    """Return the text in ``content``; ``source`` names it in messages."""
    if len(content) > MAX_BYTES:
        raise ReadError(f"{source}: larger than {MAX_BYTES // 1_000_000} MB, which no report is")
    if not content.strip():
        raise ReadError(f"{source}: empty")
    taken = _take(content, source)
    check_chinese(taken.text, source)
    return taken


def check_chinese(text: str, source: str) -> None:
    """Raise ``ReadError`` where ``text`` is binary, empty or not Chinese."""
    sample = text[:200_000]
    if len(_CONTROL.findall(sample)) > 0.02 * len(sample):
        raise ReadError(f"{source}: not a text: a binary file of no known kind")
    spoken = len(_SPOKEN.findall(sample))
    if not spoken:
        raise ReadError(f"{source}: holds no words")
    if len(_CHINESE.findall(sample)) < FEWEST * spoken:
        raise ReadError(f"{source}: hardly any Chinese in it; zhengtu reads Chinese government reports")


def _take(content: bytes, source: str) -> Source:
    if content.startswith(b"%PDF-") or b"%PDF-" in content[:1024]:
        from zhengtu.extract.reading.formats_pdf import take_pdf

        return take_pdf(content, source)
    if content.startswith(b"PK\x03\x04"):
        from zhengtu.extract.reading.formats_word import take_docx

        return Source(take_docx(content, source))
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise ReadError(f"{source}: an old Word (.doc, .wps) or protected file; save it as .docx or text and read that")
    if content.startswith(b"{\\rtf"):
        raise ReadError(f"{source}: an RTF file; save it as .docx or text and read that")
    if content.startswith(_PICTURES):
        raise ReadError(f"{source}: a picture; run text recognition (OCR) on it and read the result")
    if _HTML.match(content[:4096]):
        from zhengtu.extract.reading.formats_web import take_html

        return Source(take_html(content, source))
    text = decode(content, source)
    return Source(text, _pages_of(text))


def _pages_of(text: str) -> tuple[int, ...]:
    """Return where pages start in a text that has form feeds, as pdftotext writes them."""
    if "\f" not in text.strip("\f"):
        return ()
    starts = [0, *(found.end() for found in re.finditer("\f", text))]
    return tuple(start for start in starts if start < len(text))
