from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from zhengtu.extract.figures.measures import find_measures
from zhengtu.model import Document, Entity, EntityType, Evidence, Mention, Modality, Section, Sentence, Span, Term


def document(*sentences, modality=Modality.REVIEW, sections=(), terms=()):
    """Return a report of 2031 whose sentences have a paragraph each."""
    text, spans = "", []
    for i, said in enumerate(sentences):
        spans.append(
            Sentence(Span(len(text), len(text) + len(said)), i, None, modality, 2031 if modality.is_future else 2030)
        )
        text += said + "\n"
    return Document(
        "invented",
        text,
        text,
        range(len(text)),
        report_year=2031,
        review_year=2030,
        sentences=tuple(spans),
        sections=sections,
        terms=terms,
    )


def measures(*sentences, **options):
    return find_measures(document(*sentences, **options), (), ())[0]


def mention(text, name, type_, entity):
    start = text.index(name)
    return Mention(Span(start, start + len(name)), type_, "test", entity=entity)


def entity(name, type_, id_):
    return Entity(id_, type_, name, (), Evidence(Span(0, len(name)), name, "test"))


def test_a_figure_has_the_year_and_modality_of_its_sentence():
    (found,) = measures("新建学校3所。")
    assert (found.modality, found.year, found.value) == ("actual", 2030, Decimal(3))
    (found,) = measures("新建学校3所。", modality=Modality.PLAN)
    assert (found.modality, found.year) == ("target", 2031)


def test_hope_in_a_review_is_a_target():
    (found,) = measures("科技馆加快建设，力争年接待游客20万人次。")
    assert (found.modality, found.year) == ("target", 2031)


def test_what_will_be_when_a_work_is_done_is_a_target_of_no_year():
    (found,) = measures("水库大坝封顶，建成后防洪能力提升至50年一遇。")
    assert (found.modality, found.year) == ("target", None)


def test_a_rank_in_a_plan_is_actual_unless_hoped_for():
    assert measures("营商环境居全省第3位。", modality=Modality.PLAN)[0].modality == "actual"
    assert measures("营商环境力争升至全省第3位。", modality=Modality.PLAN)[0].modality == "target"


def test_a_year_in_the_words_wins():
    (found,) = measures("到2035年，数字经济规模达到800亿元。", modality=Modality.PLAN)
    assert (found.year, found.modality) == (2035, "target")


def test_the_old_value_is_actual_and_has_only_a_year_that_is_named():
    old, new = measures("低保标准从每月620元提高到680元。", modality=Modality.PLAN)
    assert (old.modality, old.year, new.modality, new.year) == ("actual", None, "target", 2031)
    old, _ = measures("高新技术企业从2026年的85家增加到260家。")
    assert old.year == 2026


def test_a_share_of_each_year_to_come_has_no_year():
    (found,) = measures("每年新增造林面积3万亩以上。", modality=Modality.PLAN)
    assert found.year is None


def test_evidence_holds_name_and_value():
    said = "民间投资增长8%，居全市第4位。"
    for found in measures(said):
        assert found.evidence.quote in said
        assert "民间投资" in found.evidence.quote


def test_a_rule_stands_at_each_figure():
    rules = {m.evidence.rule for m in measures("用电量26亿千瓦时，增长7%，居全省第2位。新建35个食堂。")}
    assert {"level-after-name", "growth-of-topic", "rank", "count-before-name"} == rules


def test_a_capacity_in_the_name_of_a_project_is_of_the_project():
    said = "推进恒润年产20万吨包装纸项目建设。"
    project = entity("恒润年产20万吨包装纸项目", EntityType.PROJECT, "P1")
    (found,) = find_measures(document(said), (project,), (mention(said, project.name, project.type, "P1"),))[0]
    assert (found.indicator, found.unit, found.subject, found.year) == ("产能", "万吨", "P1", None)


def test_the_money_before_a_project_is_its_investment():
    said = "总投资30亿元的绿源生物医药产业园开工建设。"
    name = "绿源生物医药产业园"
    found = find_measures(document(said), (), (mention(said, name, EntityType.PROJECT, "P1"),))[0]
    assert [(m.indicator, m.subject, m.year) for m in found] == [("总投资", "P1", None)]


def test_the_output_of_a_firm_is_about_the_firm():
    said = "青禾乳业产值突破12亿元，增长9%。"
    found = find_measures(document(said), (), (mention(said, "青禾乳业", EntityType.ENTERPRISE, "E1"),))[0]
    assert [(m.indicator, m.kind, m.subject) for m in found] == [("产值", "level", "E1"), ("产值", "growth", "E1")]


def test_a_bare_output_is_of_the_chain_that_the_paragraph_speaks_of():
    text = "做强陶瓷产业。力争产值达到45亿元。"
    sentences = tuple(Sentence(Span(*s), 0, None, Modality.PLAN, 2031) for s in ((0, 7), (7, len(text))))
    doc = Document("invented", text, text, range(len(text)), report_year=2031, sentences=sentences)
    found = find_measures(doc, (), (mention(text, "陶瓷产业", EntityType.INDUSTRY_CHAIN, "C1"),))[0]
    assert [(m.indicator, m.subject) for m in found] == [("产值", "C1")]


def test_an_output_of_one_of_two_chains_is_of_neither():
    said = "做强陶瓷产业、茶产业，力争产值达到45亿元。"
    chains = [
        mention(said, name, EntityType.INDUSTRY_CHAIN, id_) for name, id_ in (("陶瓷产业", "C1"), ("茶产业", "C2"))
    ]
    assert [m.subject for m in find_measures(document(said), (), chains)[0]] == [None]


def test_a_number_in_a_name_is_dropped_as_name():
    said = "三合电气运行平稳，2号泵站启用。"
    dropped = find_measures(document(said), (), (mention(said, "2号泵站", EntityType.PROJECT, "P1"),))[1]
    assert ("2", "name") in {(d.quote, d.reason) for d in dropped}


def test_numbers_outside_of_sentences_are_accounted_for():
    text = "12个方面\n新建学校3所。\n“3+1”体系：指"
    doc = Document(
        "invented",
        text,
        text,
        range(len(text)),
        sentences=(Sentence(Span(6, 13), 1, 0, Modality.REVIEW, 2030),),
        sections=(Section(Span(0, 13), Span(0, 5), 1, "", "12个方面", None, None),),
        terms=(Term("“3+1”体系", "指", Span(14, len(text))),),
    )
    assert [(d.quote, d.reason) for d in find_measures(doc, (), ())[1]] == [
        ("12个", "heading"),
        ("3", "glossary"),
        ("1", "glossary"),
    ]


def test_a_figure_that_is_told_twice_is_kept_once():
    found, dropped = find_measures(document("城镇新增就业3万人。", "城镇新增就业3万人。"), (), ())
    assert len(found) == 1
    assert [d.reason for d in dropped] == ["repeated"]


def test_two_counts_of_a_common_word_are_two_things():
    assert len(measures("建成12个项目。", "引进12个项目。")) == 2


PIECES = st.lists(
    st.sampled_from(
        [
            "新增",
            "规上",
            "企业",
            "产值",
            "增长",
            "下降",
            "达到",
            "居",
            "全省",
            "第3位",
            "第一",
            "分别",
            "均",
            "和",
            "、",
            "，",
            "；",
            "。",
            "（",
            "）",
            "“",
            "”",
            "12",
            "3.5",
            "2024年",
            "1,200",
            "%",
            "个",
            "家",
            "亿元",
            "万吨",
            "以上",
            "左右",
            "近",
            "从",
            "到",
            "百分之五",
            "三千二百",
            "亿元以上",
            "项目",
            "年产",
            "总投资",
            "的",
            "其中",
            "等",
            "5G",
            "1+5",
            "—",
            "个百分点",
            "倍",
            "翻番",
            "是上年的",
            "高于",
            "\n",
            "2",
            "0",
        ]
    ),
    max_size=24,
)


@given(PIECES | st.text(max_size=40).map(list), st.sampled_from(list(Modality)))
def test_no_text_crashes_the_reading_and_no_arabic_number_vanishes(pieces, modality):
    said = "".join(pieces) or "无"
    doc = document(said, modality=modality)
    found, dropped = find_measures(doc, (), ())
    told = [m.evidence.span for m in found] + [d.span for d in dropped]
    for place, letter in enumerate(doc.text):
        if letter in "0123456789":
            assert any(span.start <= place < span.end for span in told), (said, place)
    for m in found:
        assert m.indicator
        assert m.kind in ("level", "growth", "change", "rank")
        assert m.op in ("=", "~", ">=", "<=")
        assert isinstance(m.value, Decimal)
        assert m.evidence.quote == doc.quote(m.evidence.span)
