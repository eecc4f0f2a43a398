"""The text of a PDF, page by page."""

from __future__ import annotations

from zhengtu.errors import ReadError
from zhengtu.extract.reading.formats import Source

FEWEST_A_PAGE = 10  # characters; below it the pages are pictures


def take_pdf(content: bytes, source: str) -> Source:
    """Return the text of a PDF, a form feed between pages."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise ReadError(f"{source}: a PDF protected by a password; save it without one") from error
        raise ReadError(f"{source}: a damaged PDF: {error}") from error
    try:
        texts = [_take_page(pdf, number) for number in range(len(pdf))]
    except pypdfium2.PdfiumError as error:
        raise ReadError(f"{source}: a damaged PDF: {error}") from error
    finally:
        pdf.close()
    if sum(len(text.strip()) for text in texts) < FEWEST_A_PAGE * len(texts):
        raise ReadError(
            f"{source}: a scan: {len(texts)} pages of pictures without text; run text recognition (OCR) on it, "
            "for example ocrmypdf -l chi_sim, and read the result"
        )
    pages, start = [], 0
    for text in texts:
        pages.append(start)
        start += len(text) + 1
    return Source("\f".join(texts), tuple(pages))


def _take_page(pdf: object, number: int) -> str:
    page = pdf[number]  # type: ignore[index]
    try:
        text_page = page.get_textpage()
        try:
            text: str = text_page.get_text_range()
        finally:
            text_page.close()
    finally:
        page.close()  # a page kept open keeps its fonts and pictures in memory
    return text.replace("\r\n", "\n").replace("\f", "\n").replace("\ufffe", "")
