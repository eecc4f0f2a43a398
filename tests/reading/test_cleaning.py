"""What is taken out of a raw text, what stays, and that each character leads back to its place."""

from __future__ import annotations

import pytest

from zhengtu.extract.reading.cleaning import clean
from zhengtu.extract.reading.reader import read_text

CASES = [
    ("全年 生产 总值", "全年生产总值"),
    ("增长 8.5 %，", "增长8.5%，"),
    ("投资 1 200 万元", "投资1200万元"),
    ("增长 8. 5%", "增长8.5%"),
    ("建成 100 GW 组件", "建成100GW组件"),
    ("Smart City 项目", "Smart City项目"),
    ("Smart   City", "Smart City"),
    ("达到５２０亿元，增长１２．５％", "达到520亿元，增长12.5%"),
    ("ＡＢ公司", "AB公司"),
    ("开\u200b放\ufeff", "开放"),
    ("政\u3000策\xa0好", "政策好"),
    ("三大工程[1]全面开工", "三大工程全面开工"),
    ("三大工程〔12〕全面开工。［3］", "三大工程全面开工。"),
    ("三大工程注①全面开工", "三大工程全面开工"),
    ("三大工程（注3）全面开工", "三大工程全面开工"),
    ("“三大工程”①，开工", "“三大工程”，开工"),
    ("三大工程²，开工", "三大工程，开工"),
    ("面积300m²，容积5km³", "面积300m²，容积5km³"),
    ("关注10个重点，备注3项", "关注10个重点，备注3项"),
    ("国发〔2024〕15号文", "国发〔2024〕15号文"),
    ("包括①优化结构", "包括①优化结构"),
    ("总值（预计）增长", "总值（预计）增长"),
    ("⼯业⽣产", "工业生产"),
    ("新城—老城", "新城—老城"),
    ("全市 — 3 — 上下", "全市上下"),
    ("3—5 个", "3—5个"),
    ("## 一、**2023年**工作回顾", "一、2023年工作回顾"),
    ("> 全县新增企业[^2]20家", "全县新增企业20家"),
]


@pytest.mark.parametrize(("raw", "text"), CASES)
def test_a_line_is_cleaned(raw: str, text: str) -> None:
    assert clean(raw).text == text


WRAPPED = "全县上下齐心协力推动各项事业稳步向前迈进取得新的成绩"

PARAGRAPHS = {
    "one line for each": ("第一件事办成。\n第二件事办成。", "第一件事办成。\n第二件事办成。"),
    "blank lines between": ("第一件事办成。\n\n\n第二件事办成。", "第一件事办成。\n第二件事办成。"),
    "hard-wrapped": (
        f"{WRAPPED}\n{WRAPPED}\n再上台阶。\n{WRAPPED}\n圆满收官。",
        f"{WRAPPED}{WRAPPED}再上台阶。\n{WRAPPED}圆满收官。",
    ),
    "hard-wrapped with blank lines": (
        f"{WRAPPED}\n\n{WRAPPED}\n\n再上台阶。\n\n{WRAPPED}\n\n圆满收官。",
        f"{WRAPPED}{WRAPPED}再上台阶。\n{WRAPPED}圆满收官。",
    ),
    "hard-wrapped with page numbers": (
        f"{WRAPPED}\n{WRAPPED}\n— 1 —\n{WRAPPED}\n再上台阶。",
        f"{WRAPPED}{WRAPPED}{WRAPPED}再上台阶。",
    ),
    "heading after a full line": (
        f"{WRAPPED}\n{WRAPPED}\n{WRAPPED[:-1]}。\n名词解释\n{WRAPPED}\n圆满收官。",
        f"{WRAPPED}{WRAPPED}{WRAPPED[:-1]}。\n名词解释\n{WRAPPED}圆满收官。",
    ),
    "indented": (f"　　{WRAPPED}\n{WRAPPED}。\n　　{WRAPPED}\n收官。", f"{WRAPPED}{WRAPPED}。\n{WRAPPED}收官。"),
    "broken around a subscript": (
        "细颗粒物（PM\n2.5\n）平均浓度下降，空气质量明显改善，群众更加满意。",
        "细颗粒物（PM2.5）平均浓度下降，空气质量明显改善，群众更加满意。",
    ),
    "english words over a line": (f"{WRAPPED}\n{WRAPPED}Smart\nCity建成。", f"{WRAPPED}{WRAPPED}Smart City建成。"),
}


@pytest.mark.parametrize("name", PARAGRAPHS)
def test_lines_are_joined_to_paragraphs(name: str) -> None:
    raw, text = PARAGRAPHS[name]
    assert clean(raw).text == text


WEB = """下载
打印
全屏
【字号：
加大
】
2024年临川县政府工作报告
——2024年1月9日在临川县第五届人民代表大会第三次会议上
来源：临川日报
时间：2024-01-12
县长 王一
各位代表：
现在，我代表县人民政府向大会报告工作。
全县面貌一新。
（来源：临川日报）
责任编辑：李二
相关报道：
扫一扫在手机打开当前页"""


def test_what_a_web_page_puts_around_the_text_is_no_part_of_it() -> None:
    assert clean(WEB).text.split("\n") == [
        "2024年临川县政府工作报告",
        "——2024年1月9日在临川县第五届人民代表大会第三次会议上",
        "县长王一",
        "各位代表：",
        "现在，我代表县人民政府向大会报告工作。",
        "全县面貌一新。",
    ]


def test_a_report_that_lost_its_line_breaks_has_paragraphs_again() -> None:
    filler = "全县上下齐心协力，各项事业稳步向前。" * 90
    raw = (
        f"各位代表：现在，我代表县人民政府向大会报告工作。一、2023年工作回顾 {filler}"
        f"（一）产业升级。{filler}二、2024年工作安排 今年，{filler}各位代表！让我们努力奋斗！"
    )
    document = read_text(raw, id="x")
    assert [s.title for s in document.sections] == ["2023年工作回顾", "产业升级", "2024年工作安排"]
    assert document.text.split("\n")[-1] == "各位代表！让我们努力奋斗！"


@pytest.mark.parametrize("raw", [WEB, *(raw for raw, _ in CASES), *(raw for raw, _ in PARAGRAPHS.values())])
def test_each_character_leads_back_to_its_place(raw: str) -> None:
    cleaned = clean(raw)
    places = list(cleaned.origin)
    assert places == sorted(places)
    plain = clean.__globals__["_folding"]()
    for character, place in zip(cleaned.text, places, strict=True):
        assert raw[place].translate(plain) == character or character in "\n "
