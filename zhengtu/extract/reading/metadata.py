"""What a report says of itself: title, place, years, who reported, when, and to which congress.

What the text says comes before what the file is called, what the user says before both; where
nothing tells, the answer is ``None``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from zhengtu.extract.reading.modality import weigh
from zhengtu.extract.reading.places import NATION, find_place, level_of
from zhengtu.extract.reading.sections import Heading, title_modality
from zhengtu.model import Modality

HEAD = 900  # characters in which title, date and reporter stand
_TITLE = re.compile(
    r"(?:(?:19|20)\d\d年)?[^，。：]{0,25}政府工作报告|关于[^，。：]{2,40}的报告|[^，。：]{0,20}工作报告"
)
_DIGITS = str.maketrans("〇零一二三四五六七八九○Ｏ", "00123456789" + "00")
_DATE = re.compile(
    r"((?:19|20)\d\d|[一二][九〇零○][〇零○一二三四五六七八九]{2})年([\d一二三四五六七八九十]{1,3})月([\d一二三四五六七八九十]{1,3})日[，,]?"
    r"在?([^，。：]{2,40}?(?:人民代表大会(?:常务委员会)?(?:第[一二三四五六七八九十\d]{1,3}次会议)?|会议|大会))上?"
)
_CONGRESS_PLACE = re.compile(r"(?:中国共产党)?([一-龥]{1,24}?)第[一二三四五六七八九十\d]+届(?:全国)?人民代表大会")
_REPORTER = re.compile(
    r"(?:(?:^|\n|会议上)(?:作报告人|报告人)?[:：]?)([^，。：！\n]{0,22}?(?:省长|市长|区长|县长|州长|盟长|旗长|主席|总理|主任|专员|代理[省市区县州]长))"
    r"[:：]?([一-龥]{2,4}|[一-龥]{1,10}(?:·[一-龥]{1,10}){1,3})(?=\n|$)"
)
_SELF = re.compile(
    r"(?:我|现|谨|受)(?:代表|受)?(?:代表)?(?:第[一二三四五六七八九十]+届)?([一-龥]{0,24}?)(人民政府|国务院|行政公署|行署|管委会|管理委员会|政府)[^。]{0,30}?(?:报告|作|汇报)"
)
_IN_TITLE = re.compile(r"(?:(?:19|20)\d\d年)?(?:关于)?([一-龥]{2,24}?)(?:(?:19|20)\d\d年)?(?:人民)?政府工作报告")
_OFFICE_PLACE = re.compile(
    r"([一-龥]{2,24}?)(?:人民政府|行政公署|行署|管委会)?(?:代理)?(?:省长|市长|区长|县长|州长|盟长|旗长|主席|主任|专员)"
)
_YEAR_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d{2}(?!\d)|\d{3,})")
_FULL_YEAR = re.compile(r"((?:19|20)\d\d)年")
_OPENS_WITH_YEAR = re.compile(r"(?:^|\n)(?:刚刚过去的)?((?:19|20)\d\d)年(?!\d)[^\n]{4,600}")
_PLANNED = re.compile(r"((?:19|20)\d\d)年(?:[^，。\n]{0,10})(?:总体要求|预期目标|主要目标|目标任务|重点工作|工作安排)")
_KIND = {
    "省": "省",
    "市": "市",
    "区": "区",
    "县": "县",
    "州": "州",
    "旗": "旗",
    "盟": "盟",
    "自治区": "自治区",
    "自治县": "自治县",
    "自治州": "自治州",
    "自治旗": "自治旗",
}
_MAY_BE_A_PLACE = re.compile("(?:(?!我|们|代表|获|坚持)[一-龥])+(?:[省市县区州旗盟镇乡]|新区|开发区|地区)")
_SPEAKS_OF = re.compile(r"(?:全|我)([省市区县州旗盟])(?![一-龥]{0,1}代表)")
_NAME_TOKEN = re.compile(r"[一-龥]+|[A-Za-z]+")
_REPORT_WORDS = re.compile(r"(?:政府)?工作报告|政府|人民|报告|全文|年|正文|版")


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


def find_metadata(
    text: str, name: str, headings: Sequence[Heading] = (), *, place: str | None = None, year: int | None = None
) -> Metadata:
    r"""Return what the user, else ``text``, else the file's ``name`` tells.

    >>> told = find_metadata("政府工作报告\n——2024年1月9日在甲州市第五届人民代表大会第三次会议上\n市长王一", "x")
    >>> told.jurisdiction, told.date, told.congress, told.report_year, told.reporter
    ('甲州市', '2024-01-09', '甲州市第五届人民代表大会第三次会议', 2024, '市长 王一')
    """
    head = text[:HEAD]
    lines = head.split("\n")
    title = next((line for line in lines[:12] if len(line) < 60 and _TITLE.fullmatch(line)), None)
    dated = _DATE.search("".join(lines[:12]))
    reporter = _REPORTER.search(head)
    report_year = year or _find_year(text, name, title, dated, headings)
    jurisdiction, code = _find_place(text, name, title, dated, reporter, place)
    return Metadata(
        title=title,
        jurisdiction=jurisdiction,
        place_code=code,
        level="nation" if jurisdiction == NATION else level_of(jurisdiction, code) if jurisdiction else None,
        reporter=" ".join(reporter.groups()) if reporter else None,
        date=_iso(dated) if dated else None,
        congress=dated.group(4) if dated else None,
        report_year=report_year,
        review_year=report_year - 1 if report_year else None,
    )


def _find_year(
    text: str, name: str, title: str | None, dated: re.Match[str] | None, headings: Sequence[Heading]
) -> int | None:
    if dated:
        return int(dated.group(1).translate(_DIGITS))
    if title and (found := _FULL_YEAR.search(title)):
        return int(found.group(1))
    if told := _year_of_headings(headings):
        return told
    if found := _YEAR_IN_NAME.search(name):
        return int(found.group(1))
    votes: Counter[int] = Counter()
    for found in _OPENS_WITH_YEAR.finditer(text):
        weight = weigh(found.group())
        if abs(weight) > 1:
            votes[int(found.group(1)) + (weight < 0)] += 1
    votes.update(int(year) for year in set(_PLANNED.findall(text)))
    ranked = votes.most_common(2)
    return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else None


def _year_of_headings(headings: Sequence[Heading]) -> int | None:
    """Return the report year that 2023年工作回顾 and 2024年工作安排, or one of them, tell."""
    named: dict[int, set[Modality | None]] = {}
    for heading in headings:
        for year in {int(y) for y in _FULL_YEAR.findall(heading.title)} if heading.level <= 2 else ():
            named.setdefault(year, set()).add(title_modality(heading.title))
    for year in sorted(named):
        if year - 1 in named and Modality.REVIEW not in named[year]:
            return year
    reviewed = [y for y, kinds in named.items() if kinds & {Modality.REVIEW, Modality.FIVE_YEAR_REVIEW}]
    if reviewed:
        return max(reviewed) + 1
    planned = [y for y, kinds in named.items() if Modality.PLAN in kinds]
    return min(planned) if planned else None


def _find_place(
    text: str,
    name: str,
    title: str | None,
    dated: re.Match[str] | None,
    reporter: re.Match[str] | None,
    given: str | None,
) -> tuple[str | None, str | None]:
    head = text[: 2 * HEAD]
    of_self = _SELF.search(head)
    told: list[str] = []
    kind: str | None = None
    if given:
        told.append(given)
    if dated:
        congress = dated.group(4)
        if found := _CONGRESS_PLACE.match(congress):
            told.append(found.group(1))
        elif "全国人民代表大会" in congress:
            told.append(NATION)
    if of_self:
        body = of_self.group(1)
        if of_self.group(2) == "国务院":
            told.append(NATION)
        elif body in _KIND:
            kind = body
        elif body:
            told.append(body)
        elif of_self.group(2) in ("行署", "行政公署"):
            kind = "盟" if "盟" in text else "地区"
    if title and (found := _IN_TITLE.match(title)):
        told.append(found.group(1))
    if reporter and (found := _OFFICE_PLACE.match(reporter.group(1))):
        told.append(found.group(1))
    if kind is None and (spoken := Counter(_SPEAKS_OF.findall(text)).most_common(1)):
        kind = spoken[0][0]
    for words in told:
        if words in _KIND or len(words) < 2:
            kind = words if words in _KIND else kind
            continue
        place = find_place(words, text=text)
        if words == given and place is None:
            place = find_place(words, kind=kind, text=text)
        if place is None:
            if words != given and not _MAY_BE_A_PLACE.fullmatch(words):
                continue  # 我们统筹推进…管委会…
            return words, None
        if words == NATION or place.name.endswith(words) or words.endswith(place.name):
            return (place.name if words == NATION else max(words, place.name, key=len)), place.code
        return place.name, place.code
    return _place_in_name(name, kind, text)


def _place_in_name(name: str, kind: str | None, text: str) -> tuple[str | None, str | None]:
    """Return the place that a file is called after, such as 某县2024年政府工作报告 or xuzhou-2024."""
    tokens = [_REPORT_WORDS.sub("", token) for token in _NAME_TOKEN.findall(name)]
    for token in tokens:
        if len(token) < 2:
            continue
        place = find_place(token.lower(), kind=kind, text=text)
        if place:
            own = token if token.endswith(place.name) else place.name
            return own, place.code
    return None, None


def _iso(dated: re.Match[str]) -> str:
    year, month, day = (
        group.translate(_DIGITS) if i == 0 else _number(group) for i, group in enumerate(dated.groups()[:3])
    )
    return f"{year}-{int(month):02}-{int(day):02}"


def _number(digits: str) -> str:
    """Return 23 for 二十三 and for 23."""
    if digits.isdecimal() and digits.isascii():
        return digits
    tens, ten, ones = digits.rpartition("十")
    low = ones.translate(_DIGITS) or "0"
    return str((int(tens.translate(_DIGITS)) if tens else 1) * 10 + int(low)) if ten else low
