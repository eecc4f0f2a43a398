"""Two reports of an invented district, a year apart, put into a store without reading any text."""

from decimal import Decimal

from zhengtu.graph import build
from zhengtu.graph.store import Store
from zhengtu.graph.terms import report_iri
from zhengtu.model import (
    Document,
    Entity,
    EntityType,
    Evidence,
    Extraction,
    Measure,
    Modality,
    Relation,
    Section,
    Sentence,
    Span,
    Term,
)

FIRST = "今年目标：地区生产总值增长6%左右，电子材料产业产值达到60亿元以上，单位能耗下降3%以上。总投资12亿元的青禾电子基板项目签约。"
SECOND = (
    "地区生产总值增长6.3%，电子材料产业产值58亿元，单位能耗下降3.4%。青禾电子科技（简称青禾电子）基板项目在临江园区开工建设，"
    "获评省级绿色工厂。今年电子材料产业产值达到70亿元以上，推动青禾电子基板项目建成投产，做强封装产业等电子材料产业细分链。云麓薄膜满产。"
)


def extraction(name: str, year: int, text: str, entities, relations, measures) -> Extraction:
    span = Span(0, len(text))
    document = Document(
        name,
        text,
        text,
        range(len(text)),
        title="政府工作报告",
        jurisdiction="甲区",
        report_year=year,
        review_year=year - 1,
        sections=(Section(span, span, 1, "一、", "产业", None, Modality.REVIEW),),
        sentences=(Sentence(span, 0, 0, Modality.REVIEW, year - 1),),
        terms=(Term("中试平台", "实验室与生产之间的平台。", span),),
        digest=name,
    )

    def said(words: str) -> Evidence:
        start = text.index(words)
        confidence = 0.5 if "获评" in words else 0.9
        return Evidence(Span(start, start + len(words)), words, "by-hand", confidence)

    return Extraction(
        document,
        tuple(Entity(i, kind, label, aliases, said(words)) for i, kind, label, aliases, words in entities),
        tuple(Relation(kind, head, said(words), **rest) for kind, head, words, rest in relations),
        tuple(Measure(*shape, when, modality, said(words), **rest) for shape, when, modality, words, rest in measures),
    )


def first() -> Extraction:
    return extraction(
        "甲区-2024",
        2024,
        FIRST,
        (
            ("E1", EntityType.ENTERPRISE, "青禾电子", (), "青禾电子"),
            ("P1", EntityType.PROJECT, "青禾电子基板项目", (), "青禾电子基板项目签约"),
        ),
        (
            ("undertakes", "E1", "总投资12亿元的青禾电子基板项目签约", {"tail": "P1"}),
            ("stage", "P1", "青禾电子基板项目签约", {"value": "signed", "modality": "actual", "year": 2023}),
        ),
        (
            (("地区生产总值", "growth", "~", Decimal(6), "%"), 2024, "target", "地区生产总值增长6%左右", {}),
            (("电子材料产业产值", "level", ">=", Decimal(60), "亿元"), 2024, "target", "产值达到60亿元以上", {}),
            (("单位能耗", "growth", ">=", Decimal(-3), "%"), 2024, "target", "单位能耗下降3%以上", {}),
            (("总投资", "level", "=", Decimal(12), "亿元"), None, "actual", "总投资12亿元", {"subject": "P1"}),
        ),
    )


def second() -> Extraction:
    return extraction(
        "甲区-2025",
        2025,
        SECOND,
        (
            ("E1", EntityType.ENTERPRISE, "青禾电子科技", ("青禾电子",), "青禾电子科技"),
            ("P1", EntityType.PROJECT, "青禾电子基板项目", ("基板项目",), "推动青禾电子基板项目建成投产"),
            ("C1", EntityType.INDUSTRY_CHAIN, "电子材料产业", (), "电子材料产业产值58亿元"),
            ("C2", EntityType.INDUSTRY_CHAIN, "封装产业", (), "做强封装产业"),
            ("E2", EntityType.ENTERPRISE, "云麓薄膜", (), "云麓薄膜满产"),
            ("E3", EntityType.ENTERPRISE, "云麓薄膜材料", (), "云麓薄膜满产"),
            ("K1", EntityType.PARK, "临江园区", (), "在临江园区"),
        ),
        (
            ("undertakes", "E1", "推动青禾电子基板项目建成投产", {"tail": "P1"}),
            ("inChain", "P1", "推动青禾电子基板项目建成投产", {"tail": "C1"}),
            ("subChainOf", "C2", "封装产业等电子材料产业细分链", {"tail": "C1"}),
            ("locatedIn", "P1", "基板项目在临江园区开工建设", {"tail": "K1"}),
            ("awarded", "E1", "获评省级绿色工厂", {"value": "省级绿色工厂"}),
            ("locatedIn", "E1", "在临江园区", {"value": "临江"}),
            ("stage", "P1", "基板项目在临江园区开工建设", {"value": "started", "modality": "actual", "year": 2024}),
            ("stage", "P1", "建成投产", {"value": "completed", "modality": "planned", "year": 2025}),
            ("stage", "P1", "建成投产", {"value": "operational", "modality": "planned", "year": 2025}),
        ),
        (
            (("地区生产总值", "growth", "=", Decimal("6.3"), "%"), 2024, "actual", "地区生产总值增长6.3%", {}),
            (("电子材料产业产值", "level", "=", Decimal(58), "亿元"), 2024, "actual", "产值58亿元", {}),
            (("单位能耗", "growth", "=", Decimal("-3.4"), "%"), 2024, "actual", "单位能耗下降3.4%", {}),
            (("产值", "level", ">=", Decimal(70), "亿元"), 2025, "target", "产值达到70亿元以上", {"subject": "C1"}),
        ),
    )


def fill(store: Store) -> None:
    for made in (first(), second()):
        store.replace_report(report_iri(made.document.id), build.quads(made))
