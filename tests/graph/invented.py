"""A small report of an invented district, as the reader and the extraction would hand it over."""

from decimal import Decimal

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

TEXT = """一、过去一年工作回顾
地区生产总值增长6.2%。云岭铝材（简称云岭）投资12亿元的高强铝板项目在青禾产业园开工建设，获评市级绿色工厂。
二、今年工作安排
地区生产总值增长7%左右。推动云岭高强铝板项目建成投产，做强铝产业。"""
YEAR = 2024


def make_extraction(name: str = "示例区-2024", *, digest: str = "d1", firm: str = "云岭铝材") -> Extraction:
    text = TEXT.replace("云岭铝材", firm)

    def said(words: str, rule: str = "by-hand", confidence: float = 0.9) -> Evidence:
        start = text.index(words)
        return Evidence(Span(start, start + len(words)), words, rule, confidence)

    def span(first: str, last: str) -> Span:
        return Span(text.index(first), text.index(last) + len(last))

    sections = (
        Section(span("一、", "工厂。"), span("一、", "回顾"), 1, "一、", "过去一年工作回顾", None, Modality.REVIEW),
        Section(span("二、", "铝产业。"), span("二、", "安排"), 1, "二、", "今年工作安排", None, Modality.PLAN),
    )
    sentences = (
        Sentence(span("地区生产总值增长6.2%", "6.2%。"), 1, 0, Modality.REVIEW, YEAR - 1),
        Sentence(span(f"{firm}（", "工厂。"), 1, 0, Modality.REVIEW, YEAR - 1),
        Sentence(span("地区生产总值增长7%", "左右。"), 3, 1, Modality.PLAN, YEAR),
        Sentence(span("推动", "铝产业。"), 3, 1, Modality.PLAN, YEAR),
    )
    document = Document(
        name,
        text,
        text,
        range(len(text)),
        title="政府工作报告",
        jurisdiction="示例区",
        report_year=YEAR,
        review_year=YEAR - 1,
        sections=sections,
        sentences=sentences,
        terms=(Term("铝产业", "以铝为原料的产业。", said("铝产业").span),),
        digest=digest,
    )
    started = said("高强铝板项目在青禾产业园开工建设")
    entities = (
        Entity("E1", EntityType.ENTERPRISE, firm, ("云岭",), said(f"{firm}（简称云岭）")),
        Entity("P1", EntityType.PROJECT, "高强铝板项目", ("云岭高强铝板项目",), started),
        Entity("C1", EntityType.INDUSTRY_CHAIN, "铝产业", (), said("做强铝产业")),
        Entity("K1", EntityType.PARK, "青禾产业园", (), started),
    )
    relations = (
        Relation("undertakes", "E1", said(f"{firm}（简称云岭）投资12亿元的高强铝板项目"), tail="P1"),
        Relation("inChain", "P1", said("推动云岭高强铝板项目建成投产，做强铝产业"), tail="C1"),
        Relation("locatedIn", "P1", started, tail="K1"),
        Relation("awarded", "E1", said("获评市级绿色工厂"), value="市级绿色工厂"),
        Relation("partnersWith", "E1", said(f"{firm}（简称云岭）", confidence=0.4), value="示例大学"),
        Relation("locatedIn", "E1", said("在青禾产业园", confidence=0.4), value="青禾"),
        Relation("stage", "P1", started, value="started", modality="actual", year=YEAR - 1),
        Relation("stage", "P1", said("建成投产"), value="operational", modality="planned", year=YEAR),
    )
    growth = ("地区生产总值", "growth")
    measures = (
        Measure(*growth, "=", Decimal("6.2"), "%", YEAR - 1, "actual", said("地区生产总值增长6.2%")),
        Measure(*growth, "~", Decimal(7), "%", YEAR, "target", said("地区生产总值增长7%左右")),
        Measure("投资", "level", "=", Decimal(12), "亿元", None, "actual", said("投资12亿元"), subject="P1"),
    )
    return Extraction(document, entities, relations, measures)
