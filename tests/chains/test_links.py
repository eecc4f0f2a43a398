"""What belongs to which industry. All sentences are invented."""

import re
from itertools import pairwise

import pytest

from zhengtu.extract.chains.chains import find_chain_mentions, find_chain_relations
from zhengtu.extract.chains.links import _without_circles
from zhengtu.model import (
    Document,
    Entity,
    EntityType,
    Evidence,
    Mention,
    Modality,
    Relation,
    Sentence,
    Span,
)


def document_of(text: str) -> Document:
    sentences = []
    for number, paragraph in enumerate(re.finditer(r"[^\n]+", text)):
        for match in re.finditer(r"[^。]+。?", paragraph[0]):
            start = paragraph.start() + match.start()
            sentences.append(Sentence(Span(start, start + len(match[0])), number, None, Modality.PLAN, 2025))
    return Document("invented", text, text, range(len(text)), sentences=tuple(sentences))


def links_of(text: str, **members: EntityType) -> set[tuple[str, str, str]]:
    """Return the relations by name; ``members`` are other names and what they are."""
    document = document_of(text)
    mentions = [
        Mention(m.span, m.type, m.rule, m.confidence, document.quote(m.span)) for m in find_chain_mentions(document)
    ]
    for name, kind in members.items():
        named = [Span(match.start(), match.end()) for match in re.finditer(name, text)]
        mentions = [m for m in mentions if m.type is not kind or m.span not in named]
        mentions += [Mention(span, kind, "given", 1.0, name) for span in named]
    entities = [
        Entity(m.entity, m.type, m.entity, (), Evidence(m.span, document.quote(m.span), m.rule))
        for m in mentions
        if m.entity
    ]
    found = find_chain_relations(document, entities, sorted(mentions, key=lambda m: m.span))
    for relation in found:
        assert relation.evidence.quote in text
        assert 0 < relation.evidence.confidence <= 1
    return {(r.type, r.head, str(r.tail)) for r in found}


def test_members_of_a_list_belong_to_the_class_that_sums_them_up() -> None:
    assert links_of("前瞻布局氢能、机器人等未来产业。") == {
        ("subChainOf", "氢能", "未来产业"),
        ("subChainOf", "机器人", "未来产业"),
    }


def test_a_class_in_passing_is_over_the_list_after_it() -> None:
    found = links_of("制定未来产业规划，开辟量子科技、生命科学等新赛道。")
    assert found == {("subChainOf", "量子科技", "未来产业"), ("subChainOf", "生命科学", "未来产业")}


def test_a_broad_industry_is_over_those_after_it_and_a_narrow_one_is_not() -> None:
    assert links_of("发展壮大数字经济。推动软件产业发展。做强大数据产业。") == {
        ("subChainOf", "软件产业", "数字经济"),
        ("subChainOf", "大数据产业", "数字经济"),
    }
    assert not links_of("发展壮大钢铁产业。做强茶产业。推动玻璃产业升级。")


def test_classes_stand_side_by_side() -> None:
    found = links_of("推动钢铁、造纸等传统产业升级，提升氢能、机器人等新兴产业规模。")
    assert {(head, tail) for _, head, tail in found} == {
        ("钢铁", "传统产业"),
        ("造纸", "传统产业"),
        ("氢能", "新兴产业"),
        ("机器人", "新兴产业"),
    }


def test_a_sentence_of_its_own_industry_is_not_under_a_narrow_heading() -> None:
    assert not links_of("提升质量效益。发展壮大钢铁产业。升级发展制糖、造纸等产业。")


def test_a_short_first_sentence_names_the_trade_of_its_paragraph() -> None:
    found = links_of("提升服务业发展能级。大力发展会展、现代物流等生产性服务业。推动养老、家政等生活性服务业提质。")
    assert ("subChainOf", "生产性服务业", "服务业") in found
    assert ("subChainOf", "生活性服务业", "服务业") in found
    assert not find_chain_mentions(document_of("提升服务业发展能级。推进城市更新。"))


def test_works_after_a_summed_up_list_are_in_its_trade() -> None:
    text = "壮大会展、现代物流等生产性服务业，加快甲乙总部建设。"
    assert ("inChain", "甲乙总部", "生产性服务业") in links_of(text, 甲乙总部=EntityType.PROJECT)


def test_brackets_name_a_part() -> None:
    assert ("subChainOf", "香料", "医药健康") in links_of("医药健康（含香料）、造纸等主导产业加快发展。")


def test_a_heading_is_over_its_paragraph() -> None:
    text = "做大做强传统产业。推动钢铁产业转型升级。支持纺织产业发展。\n支持光伏产业发展。"
    assert links_of(text) == {("subChainOf", "钢铁产业", "传统产业"), ("subChainOf", "纺织产业", "传统产业")}


def test_a_figure_at_the_end_sums_up_the_chains_before_it() -> None:
    text = "推动智能终端、新型显示等产业链发展，力争电子信息产业营收达90亿元。"
    assert ("subChainOf", "智能终端", "电子信息产业") in links_of(text)


def test_firms_and_projects_under_a_clause_are_in_its_chain() -> None:
    text = "做强再生铝产业，推动甲乙公司扩产，加快丙丁铝箔项目建设。"
    found = links_of(text, 甲乙公司=EntityType.ENTERPRISE, 丙丁铝箔项目=EntityType.PROJECT)
    assert found == {("inChain", "甲乙公司", "再生铝产业"), ("inChain", "丙丁铝箔项目", "再生铝产业")}


def test_firms_and_projects_under_a_heading_are_in_its_chain() -> None:
    text = "加快发展光伏产业。支持甲乙公司做强。\n开工建设丙丁项目。"
    found = links_of(text, 甲乙公司=EntityType.ENTERPRISE, 丙丁项目=EntityType.PROJECT)
    assert found == {("inChain", "甲乙公司", "光伏产业")}


@pytest.mark.parametrize(
    "text",
    [
        "做强再生铝产业，建成甲乙高速。",  # a road is in no chain of makers
        "战略性新兴产业加快发展，甲乙高速通车。",  # a class is no chain to be in
        "再生铝产业产值增长5%；甲乙高速通车。",  # another matter after the semicolon
    ],
)
def test_what_is_in_no_chain(text: str) -> None:
    assert not links_of(text, 甲乙高速=EntityType.PROJECT)


def test_a_class_alone_is_no_chain() -> None:
    text = "巩固提升优势产业。推进城市更新。"
    assert not find_chain_mentions(document_of(text))


def test_names_do_not_overlap() -> None:
    mentions = find_chain_mentions(document_of("打造新型储能、氟盐新材料产业链，发展整车链，推进乳业产业集群建设。"))
    for one, other in pairwise(mentions):
        assert one.span.end <= other.span.start


def test_the_parts_of_the_industry_that_a_sentence_tells_of() -> None:
    found = links_of(
        "食品产业突出精深加工，发展乳肉加工业和特色饮品产业，推动青禾饼干项目投产。", 青禾饼干项目=EntityType.PROJECT
    )
    assert found == {
        ("subChainOf", "乳肉加工业", "食品产业"),
        ("subChainOf", "特色饮品产业", "食品产业"),
        ("inChain", "青禾饼干项目", "食品产业"),
    }
    assert ("subChainOf", "中药", "新医药产业") in links_of("新医药产业聚焦中药与医疗器械两大产业，支持成果转化。")


def test_industries_side_by_side_are_no_parts() -> None:
    assert not links_of("食品产业增长6%，纺织产业增长5%。")


def test_a_class_that_heads_a_paragraph_holds_the_lists_below_a_class_in_passing() -> None:
    found = links_of("培育新兴产业。促进战略性新兴产业融合集群发展。加快氢能、新材料等产业发展。")
    assert ("subChainOf", "氢能", "新兴产业") in found


CHAIN = EntityType.INDUSTRY_CHAIN


@pytest.mark.parametrize(
    ("text", "names", "whole"),
    [
        ("壮大岩羊茶、云脊菇等山珍产业。", ("岩羊茶", "云脊菇"), "山珍产业"),
        ("做强岩羊茶、云脊菇和雾松子等12个山珍产业。", ("岩羊茶", "云脊菇", "雾松子"), "山珍产业"),
        ("做强岩羊茶、云脊菇2个千亿级产业。", ("岩羊茶", "云脊菇"), "千亿级产业"),
    ],
)
def test_members_that_no_rule_proposed_belong_to_what_sums_them_up(
    text: str, names: tuple[str, ...], whole: str
) -> None:
    found = links_of(text, **dict.fromkeys((*names, whole), CHAIN))
    assert {("subChainOf", name, whole) for name in names} <= found


def test_a_list_before_a_verb_is_not_summed_up_by_the_next_industry() -> None:
    text = "支持岩羊茶、云脊菇等企业发展山珍产业。"
    assert not links_of(text, 岩羊茶=CHAIN, 云脊菇=CHAIN, 山珍产业=CHAIN)


def test_members_that_no_rule_proposed_are_parts_of_the_subject() -> None:
    found = links_of("山珍产业突出岩羊茶、云脊菇，推动深加工。", 岩羊茶=CHAIN, 云脊菇=CHAIN, 山珍产业=CHAIN)
    assert found == {("subChainOf", "岩羊茶", "山珍产业"), ("subChainOf", "云脊菇", "山珍产业")}


def test_the_parts_that_follow_the_subject_after_a_verb_in_its_own_clause() -> None:
    found = links_of(
        "山珍产业重点支持东岭县发展岩羊茶，壮大云脊菇、雾松子，支持晶岚公司扩产。",
        **dict.fromkeys(("山珍产业", "岩羊茶", "云脊菇", "雾松子"), CHAIN),
        晶岚公司=EntityType.ENTERPRISE,
    )
    assert found >= {("subChainOf", name, "山珍产业") for name in ("岩羊茶", "云脊菇", "雾松子")}


def test_a_standing_class_is_under_no_other_class() -> None:
    found = links_of("培育壮大新兴产业。改造钢铁、造纸等传统产业。谋划氢能、机器人等未来产业。")
    assert not {link for link in found if link[2] == "新兴产业"}


def test_a_name_without_a_known_word_is_no_class() -> None:
    found = links_of("纺织产业以东岭县为重点，壮大云丝链。", 云丝链=CHAIN)
    assert found == {("subChainOf", "云丝链", "纺织产业")}


def test_clauses_after_a_semicolon_are_still_of_the_subject() -> None:
    found = links_of("山珍产业突出深加工，建设基地；壮大云脊菇，推进研发。", 山珍产业=CHAIN, 云脊菇=CHAIN)
    assert found == {("subChainOf", "云脊菇", "山珍产业")}


def test_what_the_next_clause_makes_of_a_list() -> None:
    names = dict.fromkeys(("云丝", "晶绒", "岩羊绒产业链"), CHAIN)
    found = links_of("推广云丝、晶绒，打造岩羊绒产业链。", **names)
    assert found == {("subChainOf", "云丝", "岩羊绒产业链"), ("subChainOf", "晶绒", "岩羊绒产业链")}
    assert not links_of("推广云丝、晶绒，支持岩羊绒产业链。", **names)


@pytest.mark.parametrize(
    "text",
    [
        "发展生产性服务业，推动生活性服务业提质。",  # branches of one trade
        "做强农机装备制造业，做大农产品加工业。",  # a narrow trade holds no other
        "渔业经济总产值达到4亿元，鲜食玉米全产业链产值达到1亿元。",  # two figures
        "提升现代服务业，推进服务业改革。",  # a part says more than the whole
    ],
)
def test_neighbours_are_no_parts(text: str) -> None:
    assert not links_of(text)


def test_a_short_form_shares_the_words_of_the_long_one() -> None:
    assert ("subChainOf", "乡村旅游", "文旅产业") in links_of("大力发展文旅产业。大力发展乡村旅游。", 乡村旅游=CHAIN)


FIRM, PROJECT = EntityType.ENTERPRISE, EntityType.PROJECT


@pytest.mark.parametrize(
    ("text", "name", "chain"),
    [
        ("节能环保产业重点推进禾曜示范园开园。", "禾曜示范园", "节能环保产业"),
        ("加快禾曜高纯镍项目建设，引进配套企业，延伸链条，打造锂电新材料产业。", "禾曜高纯镍项目", "锂电新材料产业"),
        (
            "培育新兴产业，加快禾曜粘结剂项目建设，拓展锂电全产业链；做强汽车产业。",
            "禾曜粘结剂项目",
            "锂电全产业链",
        ),
        ("大力发展邮轮、游艇产业，谋划启动东岭邮轮港建设。", "东岭邮轮港", "邮轮"),
    ],
)
def test_the_industry_of_a_project(text: str, name: str, chain: str) -> None:
    assert {link for link in links_of(text, **{name: PROJECT}) if link[0] == "inChain"} == {("inChain", name, chain)}


@pytest.mark.parametrize(
    "text",
    [
        "推进东岭禾曜化工研究院、晶岚等平台建设。",  # a word of another name
        "晶岚中心启用，发布“东岭化工价格指数”。",  # a word of a title
        "发展先进制造业。改造传统产业，支持晶岚扩产。",  # a class stands between
    ],
)
def test_the_industry_that_a_project_is_not_in(text: str) -> None:
    found = links_of(text, 晶岚=PROJECT, 东岭禾曜化工研究院=FIRM, 化工=CHAIN)
    assert not [link for link in found if link[:2] == ("inChain", "晶岚")]


def test_a_list_goes_on_after_a_member_that_nobody_named() -> None:
    names = dict.fromkeys(("岩羊茶", "云脊菇", "山珍产业"), CHAIN)
    found = links_of("做强岩羊茶、霜晶子、云脊菇等山珍产业。", **names)
    assert found >= {("subChainOf", "岩羊茶", "山珍产业"), ("subChainOf", "云脊菇", "山珍产业")}
    assert ("subChainOf", "岩羊茶", "山珍产业") not in links_of("做强岩羊茶、培育霜晶子、云脊菇等山珍产业。", **names)


def test_what_sums_a_list_up_may_follow_a_member_that_nobody_named() -> None:
    names = dict.fromkeys(("岩羊茶", "山珍产业"), CHAIN)
    assert ("subChainOf", "岩羊茶", "山珍产业") in links_of("做强岩羊茶、霜晶子等山珍产业。", **names)
    assert not links_of("做强岩羊茶、培育霜晶子等山珍产业。", **names)


def test_no_chain_is_a_part_of_itself_and_the_surest_parts_stay():
    def part(head, tail, sure):
        return Relation("subChainOf", head, Evidence(Span(0, 1), "链", "rule", sure), tail=tail)

    found = [part("C1", "C2", 0.6), part("C2", "C3", 0.4), part("C3", "C1", 0.9), part("C1", "C4", 0.3)]
    assert [(r.head, r.tail) for r in _without_circles(found)] == [("C1", "C2"), ("C3", "C1"), ("C1", "C4")]
