"""The real reports beside the project: each is read right, and every sentence is found where it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from zhengtu.extract.reading.cleaning import clean
from zhengtu.extract.reading.reader import read
from zhengtu.model import Document, Modality

pytestmark = pytest.mark.corpus

# Checked by hand: file, place, report year, and where the report turns from review to plan, in per cent of its text.
TABLE = """
cities-2024/三亚 三亚市 2024 36
cities-2024/临沂 临沂市 2024 34
cities-2024/亳州 亳州市 2024 42
cities-2024/内江 内江市 2024 45
cities-2024/北海 北海市 2024 46
cities-2024/南充 南充市 2024 33
cities-2024/厦门 厦门市 2024 45
cities-2024/吉安 吉安市 2024 33
cities-2024/嘉兴 嘉兴市 2024 40
cities-2024/威海 威海市 2024 34
cities-2024/安顺 安顺市 2024 39
cities-2024/宣城 宣城市 2024 39
cities-2024/崇左 崇左市 2024 31
cities-2024/广元 广元市 2024 35
cities-2024/徐州 徐州市 2024 34
cities-2024/恩施 恩施市 2024 36
cities-2024/承德 承德市 2024 35
cities-2024/无锡 无锡市 2024 32
cities-2024/来宾 来宾市 2024 31
cities-2024/枣庄 枣庄市 2024 32
cities-2024/梧州 梧州市 2024 34
cities-2024/永州 永州市 2024 31
cities-2024/河池 河池市 2024 42
cities-2024/泸州 泸州市 2024 41
cities-2024/淄博 淄博市 2024 28
cities-2024/淮安 淮安市 2024 36
cities-2024/湖州 湖州市 2024 38
cities-2024/潍坊 潍坊市 2024 36
cities-2024/潜江 潜江市 2024 30
cities-2024/玉林 玉林市 2024 32
cities-2024/益阳 益阳市 2024 29
cities-2024/绍兴 绍兴市 2024 33
cities-2024/芜湖 芜湖市 2024 34
cities-2024/荆门 荆门市 2024 39
cities-2024/衢州 衢州市 2024 34
cities-2024/贵阳 中国 2024 24
cities-2024/赣州 赣州市 2024 36
cities-2024/遂宁 遂宁市 2024 36
cities-2024/铜仁 铜仁市 2024 24
cities-2024/锡林郭勒 锡林郭勒盟 2024 34
cities-2024/长治 长治市 2024 24
cities-2024/阳泉 阳泉市 2024 29
cities-2024/雅安 雅安市 2024 40
cities-2024/黄冈 黄冈市 2024 30
cities-2024/黔南 黔南布依族苗族自治州 2024 41
donghe-2025 包头市东河区 2025 35
national/2013 中国 2013 48
national/2014 中国 2014 25
national/2015 中国 2015 24
national/2016 中国 2016 24
national/2017 中国 2017 25
national/2018 中国 2018 39
national/2019 中国 2019 23
national/2021 中国 2021 23
national/2022 中国 2022 24
national/2023 中国 2023 79
national/2024 中国 2024 24
national/2025 中国 2025 25
provinces-2026/上海市 上海市 2026 37
provinces-2026/云南省 云南省 2026 42
provinces-2026/内蒙古自治区 内蒙古自治区 2026 24
provinces-2026/北京市 北京市 2026 39
provinces-2026/吉林省 吉林省 2026 37
provinces-2026/天津市 天津市 2026 39
provinces-2026/宁夏回族自治区 宁夏回族自治区 2026 43
provinces-2026/安徽省 安徽省 2026 37
provinces-2026/山西省 山西省 2026 29
provinces-2026/广西壮族自治区 广西壮族自治区 2026 40
provinces-2026/新疆维吾尔自治区 新疆维吾尔自治区 2026 45
provinces-2026/江西省 江西省 2026 29
provinces-2026/河北省 河北省 2026 33
provinces-2026/河南省 河南省 2026 29
provinces-2026/海南省 海南省 2026 37
provinces-2026/湖南省 湖南省 2026 39
provinces-2026/福建省 福建省 2026 37
provinces-2026/西藏自治区 西藏自治区 2026 40
provinces-2026/贵州省 贵州省 2026 34
provinces-2026/辽宁省 辽宁省 2026 37
provinces-2026/陕西省 陕西省 2026 38
provinces-2026/青海省 青海省 2026 41
provinces-2026/黑龙江省 黑龙江省 2026 32
"""

ROWS = [line.split() for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize(("name", "place", "year", "turn"), ROWS, ids=[row[0] for row in ROWS])
def test_a_report_is_read_right(shared: Path, name: str, place: str, year: str, turn: str) -> None:
    document = read(shared / "reports" / f"{name}.txt")
    assert (document.jurisdiction, document.report_year) == (place, int(year))
    assert (document.place_code is None) == (document.level == "nation")
    assert abs(100 * _turn(document) / len(document.text) - int(turn)) <= 1
    assert not set(_kinds(document)) - set(Modality)


def test_the_table_holds_every_report(shared: Path, reports: list[Path]) -> None:
    names = {str(path.relative_to(shared / "reports").with_suffix("")) for path in reports}
    assert names == {row[0] for row in ROWS}


def test_every_sentence_is_found_verbatim_at_its_offsets(reports: list[Path]) -> None:
    folding = clean.__globals__["_folding"]()
    for path in reports:
        document = read(path)
        places = document.origin
        for sentence in document.sentences:
            raw = document.raw_span(sentence.span)
            assert _bare(document.raw[raw.start : raw.end]) == _bare(document.raw_quote(sentence.span)), path
        for i, character in enumerate(document.text):
            assert document.raw[places[i]].translate(folding) == character or character in "\n ", (path, i)


@pytest.mark.parametrize("name", ["三亚", "临沂", "亳州", "内江", "北海", "南充", "厦门", "吉安"])
def test_word_and_pdf_say_the_same_as_the_text(shared: Path, name: str) -> None:
    text = read(shared / "reports/cities-2024" / f"{name}.txt")
    word = read(shared / "reports/docx" / f"{name}.docx")
    assert word.text == text.text
    assert (word.sentences, word.sections, word.terms) == (text.sentences, text.sections, text.terms)
    pdf = read(shared / "reports/pdf" / f"{name}.pdf")
    assert (pdf.jurisdiction, pdf.report_year) == (text.jurisdiction, text.report_year)
    assert [s.title for s in pdf.sections] == [s.title for s in text.sections]
    # These files lack the punctuation that should hang over the end of a line; nothing else is lost.
    assert _letters(pdf.text) == _letters(text.text)
    assert len(text.text) - len(pdf.text) <= 0.002 * len(text.text)
    assert all(pdf.page(s.span) for s in pdf.sentences)


def test_excerpts_tell_their_place_and_year_by_their_names(shared: Path) -> None:
    for path in sorted((shared / "benchmark/dev").glob("*.txt")):
        document = read(path)
        assert document.report_year == int(path.stem[-4:])
        assert document.jurisdiction


def _turn(document: Document) -> int:
    """Return where cutting the report best parts its sentences in past and future."""
    sentences = [s for s in document.sentences if s.modality is not Modality.STANDING]
    best, turn, past, future = -1, 0, 0, sum(s.modality.is_future for s in sentences)
    for sentence in sentences:
        if past + future > best:
            best, turn = past + future, sentence.span.start
        past += not sentence.modality.is_future
        future -= sentence.modality.is_future
    return turn


def _kinds(document: Document) -> list[Modality]:
    return [s.modality for s in document.sentences]


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


@pytest.mark.parametrize("name", ["三亚", "内江"])
def test_word_and_pdf_yield_the_same_facts(shared: Path, name: str) -> None:
    text = _facts(shared / "reports/cities-2024" / f"{name}.txt")
    assert _facts(shared / "reports/docx" / f"{name}.docx") == text
    pdf = _facts(shared / "reports/pdf" / f"{name}.pdf")
    assert len(pdf & text) >= 0.95 * len(pdf | text)  # the rest lost the comma between two items of a list


def _facts(path: Path) -> set[tuple[object, ...]]:
    from zhengtu.extract import facts, pipeline

    told = facts.as_dict(pipeline.extract(read(path)))
    names = {entity["id"]: entity["name"] for entity in told["entities"]}
    return {
        *((e["type"], e["name"]) for e in told["entities"]),
        *(
            (r["type"], names[r["head"]], names.get(r.get("tail")), r.get("value"), r.get("modality"))
            for r in told["relations"]
        ),
        *(
            (m["indicator"], m["kind"], m["op"], m["value"], m["unit"], m["year"], m["modality"])
            for m in told["measures"]
        ),
    }
