"""The section tree, sentences with topic and modality, and the glossary."""

from __future__ import annotations

import pytest

from zhengtu.extract.reading.outline import render_outline
from zhengtu.extract.reading.reader import read_text
from zhengtu.model import Document, Modality

REPORT = """政府工作报告
——2024年1月9日在临川县第五届人民代表大会第三次会议上
县长 王一
各位代表：
现在，我代表县人民政府向大会报告工作，请予审议。
一、2023年工作回顾
（一）工业稳步壮大。新增企业20家。产值增长8.1%。
（二）城乡面貌一新
1.道路建设
建成环城路。
2.今年新增公交车30辆，方便群众出行。
同时，我们也清醒地认识到，发展还存在不少困难。一些企业经营不易。对此，我们将采取有力措施加以解决。
二、2024年工作安排
做强产业。力争新增企业30家以上。到2030年，产值突破百亿元。
2023年度未完工程一并收尾。
去年，全县已打下基础。
各位代表，让我们不懈奋斗！
附件
名词解释
1.“双百”行动：百企百校结对。
2.一张网：
全县一张供水网。"""


@pytest.fixture(scope="module")
def report() -> Document:
    return read_text(REPORT.replace("方便群众出行。", "方便群众出行，实施“双百”行动。"), id="x")


def test_sections_are_a_tree(report: Document) -> None:
    tree = [(s.number, s.title, s.level, s.parent) for s in report.sections]
    assert tree == [
        ("一、", "2023年工作回顾", 1, None),
        ("（一）", "工业稳步壮大", 2, 0),
        ("（二）", "城乡面貌一新", 2, 0),
        ("1.", "道路建设", 3, 2),
        ("二、", "2024年工作安排", 1, None),
    ]
    for section in report.sections:
        assert section.parent is None or report.sections[section.parent].span.contains(section.span)
        assert section.span.contains(section.heading)
        assert section.modality in (Modality.REVIEW, Modality.PLAN)


def test_sentences_know_section_modality_year_and_topic(report: Document) -> None:
    told = [
        (report.quote(s.span)[:8], s.section, str(s.modality), s.year, report.quote(s.topic) if s.topic else None)
        for s in report.sentences[5:]
    ]
    assert told == [
        ("（一）工业稳步壮", 1, "review", 2023, None),
        ("新增企业20家。", 1, "review", 2023, "（一）工业稳步壮大。"),
        ("产值增长8.1%", 1, "review", 2023, "（一）工业稳步壮大。"),
        ("建成环城路。", 3, "review", 2023, None),
        ("2.今年新增公交", 3, "review", 2023, None),
        ("同时，我们也清醒", 3, "problem", 2023, None),
        ("一些企业经营不易", 3, "problem", 2023, None),
        ("对此，我们将采取", 3, "plan", 2024, None),
        ("做强产业。", 4, "plan", 2024, None),
        ("力争新增企业30", 4, "plan", 2024, "做强产业。"),
        ("到2030年，产", 4, "five_year_plan", 2030, "做强产业。"),
        ("2023年度未完", 4, "plan", 2024, None),
        ("去年，全县已打下", 4, "review", 2023, None),
        ("各位代表，让我们", 4, "plan", 2024, None),
    ]
    assert report.sentences[4].modality is Modality.STANDING


def test_the_glossary_is_terms_with_uses_and_no_sentences(report: Document) -> None:
    assert [(t.name, t.definition, [report.quote(u) for u in t.uses]) for t in report.terms] == [
        ("“双百”行动", "百企百校结对。", ["“双百”行动"]),
        ("一张网", "全县一张供水网。", []),
    ]
    assert report.quote(report.sentences[-1].span) == "各位代表，让我们不懈奋斗！"


def test_a_glossary_without_heading_follows_the_last_words() -> None:
    document = read_text(
        "全县稳步前进。\n各位代表，让我们不懈奋斗！\n1.“双百”行动：百企百校结对。\n2.“一网”：供水网。", id="x"
    )
    assert [t.name for t in document.terms] == ["“双百”行动", "“一网”"]


def test_plans_in_numbered_lines_are_no_glossary() -> None:
    document = read_text(
        "一、2024年工作安排\n1.产业：做强产业。\n2.民生：办好实事。\n各位代表，让我们不懈奋斗！", id="x"
    )
    assert document.terms == ()
    assert len(document.sentences) == 3


TITLES = [
    ("2023年工作回顾", "review"),
    ("2023年主要工作", "review"),
    ("2024年主要工作", "plan"),
    ("过去五年工作回顾", "five_year_review"),
    ("“十四五”时期发展成就", "five_year_review"),
    ("2023年和“十三五”时期工作回顾", "review"),
    ("“十五五”时期主要目标任务", "five_year_plan"),
    ("今后五年的奋斗目标", "five_year_plan"),
    ("“十五五”时期目标任务和2024年工作安排", "plan"),
    ("全力推动“十五五”开好局、起好步，落实各项重点任务", "plan"),
    ("全面加强政府自身建设", "plan"),
    ("努力打造人民满意政府", "plan"),
    ("存在的主要问题", "problem"),
]


@pytest.mark.parametrize(("title", "modality"), TITLES)
def test_a_heading_tells_what_its_part_speaks_of(title: str, modality: str) -> None:
    document = read_text(f"一、{title}\n全县上下齐心协力。", id="x", year=2024)
    assert document.sections[0].modality == modality


# Excerpts without headings: each paragraph, and what it speaks of.
EXCERPTS = [
    ("新增企业23家，规上工业增加值增长8.3%。城东大桥建成通车。", "review"),
    ("力争新增企业20家以上。加快推进城东大桥建设，确保年内通车。", "plan"),
    ("深入实施人才强县战略，引进各类人才300名以上。支持企业建设研发中心。", "plan"),
    ("成功举办丰收节，获评全国示范县，接待游客520.6万人次，同比增长12.4%。", "review"),
    ("五年来，综合实力显著增强，生产总值年均增长7.2%。", "five_year_review"),
    ("“十五五”时期，生产总值年均增长5%左右。", "five_year_plan"),
]


@pytest.mark.parametrize(("text", "modality"), EXCERPTS)
def test_without_headings_the_words_tell(text: str, modality: str) -> None:
    document = read_text(text, id="x", year=2024)
    assert {str(s.modality) for s in document.sentences} == {modality}


def test_an_excerpt_turns_from_review_to_plan() -> None:
    review, plan = EXCERPTS[0][0], EXCERPTS[1][0]
    document = read_text(f"{review}\n项目建设取得突破。\n{plan}\n{EXCERPTS[2][0]}", id="x")
    assert [s.modality.is_future for s in document.sentences] == [False] * 3 + [True] * 4


def test_the_outline_shows_the_tree_with_counts(report: Document) -> None:
    lines = render_outline(report).split("\n")
    assert "  place      临川县, county" in lines
    assert lines[-6:] == [
        "一、2023年工作回顾  review 5, plan 1, problem 2",
        "  （一）工业稳步壮大  review 3",
        "  （二）城乡面貌一新  review 2, plan 1, problem 2",
        "    1.道路建设  review 2, plan 1, problem 2",
        "二、2024年工作安排  review 1, plan 4, five_year_plan 1",
        "",
    ]
