"""What a report says of itself, and that nothing is guessed where it says nothing."""

from __future__ import annotations

import pytest

from zhengtu.extract.reading.places import find_place, level_of
from zhengtu.extract.reading.reader import read_text

BODY = "全县新增企业20家。"

# text, file name, what must be told: place, code, level, report year
TOLD = [
    ("——2024年1月9日在包头市东河区第五届人民代表大会第三次会议上\n", "x", "包头市东河区", "150202", "district", 2024),
    ("现在，我代表徐州市人民政府，向大会报告工作。\n", "x", "徐州市", "320300", "city", None),
    ("现在，我代表国务院，向大会报告政府工作。\n", "x", "中国", None, "nation", None),
    ("2026年云南省政府工作报告\n", "x", "云南省", "530000", "province", 2026),
    ("云南省2026年政府工作报告\n", "x", "云南省", "530000", "province", 2026),
    ("政府工作报告\n米易县人民政府县长 王一\n", "x", "米易县", "510421", "county", None),
    ("一、2023年工作回顾\n全县向好。\n", "米易", "米易县", "510421", "county", 2024),
    ("二、2024年工作安排\n今年，加快发展。\n", "米易县政府工作报告", "米易县", "510421", "county", 2024),
    ("现在，我代表市人民政府报告工作。\n", "恩施", "恩施市", "422801", "county", None),
    ("现在，我代表州人民政府报告工作。\n", "恩施-2022", "恩施土家族苗族自治州", "422800", "city", 2022),
    ("下面，我代表行署作工作报告，锡盟面貌一新。\n", "锡林郭勒", "锡林郭勒盟", "152500", "city", None),
    ("", "xuzhou-2024", "徐州市", "320300", "city", 2024),
    ("", "2023年黔南州政府工作报告", "黔南布依族苗族自治州", "522700", "city", 2023),
    (
        "在临江经济开发区第一届人民代表大会第二次会议上\n现在，我代表临江经济开发区管委会报告工作。\n",
        "x",
        "临江经济开发区",
        None,
        "zone",
        None,
    ),
    ("——一九五四年九月二十三日在第一届全国人民代表大会第一次会议上\n", "x", "中国", None, "nation", 1954),
    ("", "report", None, None, None, None),
    ("", "朝阳区", None, None, None, None),  # there are several
    ("北京市城区面貌一新。\n", "朝阳区", "朝阳区", "110105", "district", None),
    ("", "scan20240105", None, None, None, None),
]


@pytest.mark.parametrize(("text", "name", "place", "code", "level", "year"), TOLD)
def test_place_and_year_are_told(
    text: str, name: str, place: str | None, code: str | None, level: str | None, year: int | None
) -> None:
    document = read_text(text + BODY, id=name)
    assert (document.jurisdiction, document.place_code, document.level) == (place, code, level)
    assert document.report_year == year
    assert document.review_year == (year - 1 if year else None)


def test_the_user_knows_better() -> None:
    document = read_text("2026年云南省政府工作报告\n" + BODY, id="x", place="米易县", year=2020)
    assert (document.jurisdiction, document.place_code, document.report_year) == ("米易县", "510421", 2020)


HEAD = "政 府 工 作 报 告\n——2024 年 1 月 9 日在临川县第五届人民代表大会\n第三次会议上\n县长　王 一\n各位代表：\n"


def test_the_head_is_read() -> None:
    document = read_text(HEAD + BODY, id="x")
    assert document.title == "政府工作报告"
    assert document.date == "2024-01-09"
    assert document.congress == "临川县第五届人民代表大会第三次会议"
    assert document.reporter == "县长 王一"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("一、2023年工作回顾\n二、2024年工作安排", 2024),
        ("一、2023年主要工作\n二、2024年主要目标和重点工作", 2024),
        ("一、2025年和“十四五”时期工作回顾\n二、“十五五”时期目标", 2026),
        ("奋力完成2023年全县各项工作任务\n全力实现2024年全县高质量发展", 2024),
        ("2023年，全县上下实现生产总值520.3亿元，同比增长8.1%，获评全国先进。", 2024),
        ("2024年，我们将加快推进，力争新增企业20家以上。", 2024),
        ("2023年，全县实现生产总值520.3亿元，同比增长8.1%。\n2022年，全县获评全国先进，增长7.2%。", None),
        ("全县2021年以来累计新增企业20家。", None),
    ],
)
def test_the_year_is_told_by_headings_and_by_how_paragraphs_open(text: str, year: int | None) -> None:
    assert read_text(text, id="x").report_year == year


@pytest.mark.parametrize(
    ("name", "kind", "code"),
    [
        ("吉林", None, "220000"),
        ("吉林", "市", "220200"),
        ("江西吉安县", None, "360821"),
        ("内蒙古自治区包头市东河区", None, "150202"),
        ("鼓楼区", None, None),
        ("北京", None, "110000"),
        ("雄县", None, "130638"),
        ("无此县", None, None),
    ],
)
def test_a_place_is_found_by_any_of_its_names(name: str, kind: str | None, code: str | None) -> None:
    place = find_place(name, kind=kind)
    assert (place.code if place else None) == code


@pytest.mark.parametrize(
    ("name", "level"),
    [("甲省", "province"), ("甲自治州", "city"), ("甲区", "district"), ("甲新区", "zone"), ("甲", None)],
)
def test_a_level_is_told_by_the_name_where_there_is_no_code(name: str, level: str | None) -> None:
    assert level_of(name) == level


@pytest.mark.parametrize("text", ["我们统筹推进管委会改革，按时报告进展。", "我市获省政府通报，作为典型报告。"])
def test_what_stands_before_a_government_in_running_text_is_no_place(text: str) -> None:
    assert read_text(text + "\n", id="x").jurisdiction is None
