"""What a report says of itself: title, place, years, who reported, when, and to which congress."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TITLE = re.compile(r"(?:(?:19|20)\d\d年)?.{0,25}政府工作报告|.{0,20}工作报告")
_DATE = re.compile(r"[—–―\-（(]*((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日(?:，)?在(.{4,60}?(?:会议|大会))上?")
_REPORTER = re.compile(
    r"(?P<office>.{0,22}?(?:省长|市长|区长|县长|州长|盟长|旗长|主席|总理|主任|专员))(?P<name>[一-龥·]{2,20})"
)
_PLACE_OF_CONGRESS = re.compile(r"([一-龥]{2,20}?)第[一二三四五六七八九十]+届人民代表大会")
_YEAR = re.compile(r"(?:19|20)\d\d")
_REVIEWED = re.compile(r"((?:19|20)\d\d)年(?:政府)?(?:主要)?工作(?:回顾|总结|情况)")
_PLANNED = re.compile(r"((?:19|20)\d\d)年.{0,16}(?:安排|工作重点|重点工作|主要工作|目标|任务|建议)")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What was found; ``None`` where nothing tells."""

    title: str | None = None
    jurisdiction: str | None = None
    place_code: str | None = None
    level: str | None = None
    reporter: str | None = None
    date: str | None = None
    congress: str | None = None
    report_year: int | None = None
    review_year: int | None = None


def find_metadata(text: str, name: str, *, place: str | None = None, year: int | None = None) -> Metadata:
    """Return what ``text``, else the file's ``name``, tells; ``place`` and ``year`` come from the user."""
    head = text[:600].split("\n")[:14]
    title = next((line for line in head if len(line) < 45 and _TITLE.fullmatch(line)), None)
    date = _DATE.search("\n".join(head))
    congress = date.group(4) if date else None
    of_congress = _PLACE_OF_CONGRESS.match(congress or "")
    jurisdiction = place or (of_congress.group(1) if of_congress else None)
    reviewed, planned = _REVIEWED.search(text), _PLANNED.search(text)
    in_name = _YEAR.search(name)
    report_year = year or (int(date.group(1)) if date else None)
    if report_year is None and title and (dated := _YEAR.search(title)):
        report_year = int(dated.group())
    if report_year is None and reviewed:
        report_year = int(reviewed.group(1)) + 1
    if report_year is None and in_name:
        report_year = int(in_name.group())
    if report_year is None and planned:
        report_year = int(planned.group(1))
    return Metadata(
        title=title,
        jurisdiction=jurisdiction,
        date="{}-{:0>2}-{:0>2}".format(*date.groups()[:3]) if date else None,
        congress=congress,
        report_year=report_year,
        review_year=report_year - 1 if report_year else None,
    )
