"""How a report is built, as text: what it says of itself, then its sections with sentence counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from zhengtu.model import Document, Modality

UNKNOWN = "unknown"
_TITLE_LENGTH = 44


def render_outline(document: Document) -> str:
    r"""Return the outline of ``document``, a line for each section.

    >>> from zhengtu.extract.reading.reader import read_text
    >>> text = "一、2023年工作回顾\n产值增长8%。\n二、2024年工作安排\n力争再增8%。建成新区。"
    >>> print(render_outline(read_text(text, id="甲市")).splitlines()[-1])
    二、2024年工作安排  plan 2
    """
    return "\n".join([*_describe(document), "", *_tree(document)]) + "\n"


def _describe(document: Document) -> Iterator[str]:
    place = document.jurisdiction or UNKNOWN
    if document.place_code:
        place += f" ({document.place_code})"
    told = {
        "title": document.title,
        "place": f"{place}, {document.level}" if document.level else place,
        "years": f"report {document.report_year or UNKNOWN}, review {document.review_year or UNKNOWN}",
        "reported": " · ".join(part for part in (document.date, document.congress, document.reporter) if part),
        "pages": str(len(document.pages)) if document.pages else None,
        "terms": f"{len(document.terms)} in the glossary" if document.terms else None,
        "sentences": f"{len(document.sentences)}: {_count(Counter(s.modality for s in document.sentences))}",
    }
    width = max(map(len, told))
    yield document.id
    for name, value in told.items():
        if value:
            yield f"  {name:{width}}  {value}"


def _tree(document: Document) -> Iterator[str]:
    counts: list[Counter[Modality]] = [Counter() for _ in document.sections]
    outside: Counter[Modality] = Counter()
    for sentence in document.sentences:
        index = sentence.section
        if index is None:
            outside[sentence.modality] += 1
        while index is not None:
            counts[index][sentence.modality] += 1
            index = document.sections[index].parent
    if outside:
        yield f"(under no heading)  {_count(outside)}"
    depths: list[int] = []
    for section, count in zip(document.sections, counts, strict=True):
        depths.append(0 if section.parent is None else depths[section.parent] + 1)
        title = section.number + section.title
        if len(title) > _TITLE_LENGTH:
            title = title[: _TITLE_LENGTH - 1] + "…"
        yield f"{'  ' * depths[-1]}{title}  {_count(count)}"


def _count(counts: Counter[Modality]) -> str:
    return ", ".join(f"{modality} {counts[modality]}" for modality in Modality if counts[modality]) or "no sentences"
