"""Names of firms, works and parks, who they are and how they hang together; all names are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengtu.extract.names.anatomy import read_name
from zhengtu.extract.names.clauses import split_clauses, split_members
from zhengtu.extract.names.entities import find_entities
from zhengtu.extract.names.home import Home, home_of
from zhengtu.extract.names.identity import group_names
from zhengtu.extract.names.lists import find_frames
from zhengtu.extract.names.mentions import find_mentions
from zhengtu.extract.names.relations import find_relations
from zhengtu.extract.names.sites import find_sites
from zhengtu.extract.names.stages import read_stages
from zhengtu.extract.reading.reader import read_text
from zhengtu.model import EntityType

PAST, FUTURE = "一、2023年工作回顾\n", "一、2024年工作安排\n"


def read(sentence, part=PAST):
    return read_text(part + sentence + "\n", id="report", place="安吉县")


def find_named(document):
    """Return the entities of what the rules propose, with their mentions."""
    return find_entities(document, find_mentions(document))


def entities_of(sentence, part=PAST):
    document = read(sentence, part)
    entities, _ = find_named(document)
    return {type: [e.name for e in entities if e.type is type] for type in EntityType}


def relations_of(sentence, part=PAST):
    document = read(sentence, part)
    entities, mentions = find_named(document)
    names = {e.id: e.name for e in entities}
    return {
        (r.type, names[r.head], names.get(r.tail, r.value), r.modality)
        for r in find_relations(document, entities, mentions)
    }


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("晶岚高端衬底", "晶岚"),
        ("长兴晶岚高端衬底", "晶岚"),  # a county in front is a site
        ("禾曜能源动力电池", "禾曜能源"),
        ("溪丰新能源汽车零部件", "溪丰"),  # 新能源 belongs to the product
        ("溪丰新能源一期", "溪丰新能源"),
        ("晶岚长兴储能电站", "晶岚"),  # a place after a name tells it from a site
        ("东岭有色公司高纯锑", "东岭有色公司"),
    ],
)
def test_the_firm_stands_in_front_of_the_product(text, firm):
    name = read_name(text, Home(""))
    assert name.firm is not None
    assert text[name.firm[0] : name.firm[1]] == firm


@pytest.mark.parametrize("text", ["安长高速公路", "岚溪水库", "市第二人民医院", "污水处理厂", "长兴至安吉铁路"])
def test_public_works_have_no_firm(text):
    assert read_name(text, Home("")).sure < 0.5


def test_a_list_before_projects_names_works_and_their_firms():
    found = entities_of("晶岚高端衬底、禾曜能源二期、溪丰精密等12个项目竣工投产。")
    assert found[EntityType.PROJECT] == ["晶岚高端衬底", "禾曜能源二期", "溪丰精密"]
    assert found[EntityType.ENTERPRISE] == ["晶岚", "禾曜能源", "溪丰精密"]


def test_a_list_before_firms_names_firms_only():
    found = entities_of("支持晶岚科技、禾曜酒业等企业发展壮大。", FUTURE)
    assert found[EntityType.ENTERPRISE] == ["晶岚科技", "禾曜酒业"]
    assert found[EntityType.PROJECT] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "加快推进重大项目建设。",
        "交通、水利、能源等项目有序推进。",
        "新开工亿元以上项目86个。",
        "实施老旧小区改造等工程。",
        "深入实施质量强县工程。",
        "启动三年攻坚行动。",
        "推动各类园区提质增效。",
    ],
)
def test_what_has_no_name_is_no_entity(sentence):
    assert not any(entities_of(sentence, FUTURE).values())


@pytest.mark.parametrize(
    ("lead", "trail", "planned", "stages"),
    [
        ("", "建成投产", False, ("completed", "operational")),
        ("", "全面建成", False, ("completed",)),
        ("推动", "前期工作", True, ("negotiating",)),
        ("启动", "建设", True, ("started",)),
        ("", "开工建设", False, ("started",)),
        ("加快推进", "", True, ("under_construction",)),
        ("推动", "落地", True, ("negotiating",)),
        ("", "签约落地", False, ("signed",)),
        ("确保", "达产", True, ("full_capacity",)),
        ("", "未能开工", False, ()),
    ],
)
def test_verbs_tell_the_stage(lead, trail, planned, stages):
    assert read_stages(lead, trail, planned=planned) == stages


def test_stages_of_several_lists_in_one_sentence_go_to_their_members():
    found = relations_of("晶岚高端衬底等项目竣工投产，禾曜能源二期等项目开工建设。")
    assert ("stage", "晶岚高端衬底", "operational", "actual") in found
    assert ("stage", "禾曜能源二期", "started", "actual") in found
    assert ("stage", "禾曜能源二期", "operational", "actual") not in found


def test_what_is_to_come_is_planned():
    found = relations_of("推动晶岚高端衬底、禾曜能源二期等项目投产。", FUTURE)
    assert ("stage", "晶岚高端衬底", "operational", "planned") in found
    assert ("undertakes", "禾曜能源", "禾曜能源二期", None) in found


def test_an_honour_goes_to_all_winners_and_each_honour_counts():
    found = relations_of("晶岚科技、禾曜酒业获评国家级绿色工厂、省级技术中心。")
    assert {(head, value) for kind, head, value, _ in found if kind == "awarded"} == {
        (firm, honour) for firm in ("晶岚科技", "禾曜酒业") for honour in ("国家级绿色工厂", "省级技术中心")
    }


def test_two_honours_in_one_clause_go_to_their_own_winners():
    found = relations_of("晶岚科技获省长质量奖、禾曜酒业获评国家级绿色工厂。")
    assert ("awarded", "禾曜酒业", "国家级绿色工厂", None) in found
    assert ("awarded", "晶岚科技", "国家级绿色工厂", None) not in found


def test_a_firm_settles_in_a_park():
    assert ("locatedIn", "晶岚科技", "东岭高新区", None) in relations_of("晶岚科技落户东岭高新区。")


def test_a_firm_works_with_an_organisation():
    found = relations_of("晶岚科技与东岭大学共建联合实验室。")
    assert ("partnersWith", "晶岚科技", "东岭大学", None) in found


def test_a_firm_builds_the_works_of_the_next_clause_too():
    found = relations_of("推动晶岚矿业公司完成东岭矿技改，做好30万吨高纯锌项目前期工作。", FUTURE)
    assert ("undertakes", "晶岚矿业公司", "30万吨高纯锌项目", None) in found


def test_the_site_stands_in_the_name_but_the_ends_of_a_line_do_not():
    home = Home("湖州")
    assert find_sites("长兴晶岚高端衬底", home) == ["长兴"]
    assert find_sites("长兴至安吉铁路", home) == []
    assert find_sites("湖州晶岚高端衬底", home) == []  # the own place


def test_a_bases_name_and_a_zone_are_parks():
    assert entities_of("东岭高新区产值增长。")[EntityType.PARK] == ["东岭高新区"]
    assert entities_of("打造高纯铝生产基地。", FUTURE)[EntityType.PARK] == ["高纯铝生产基地"]


@pytest.mark.parametrize(
    ("names", "groups"),
    [
        (["晶岚", "晶岚科技有限公司"], [["晶岚科技有限公司", "晶岚"]]),
        (["晶岚科技", "晶岚科技有限公司"], [["晶岚科技有限公司", "晶岚科技"]]),
        (["安吉晶岚科技", "晶岚"], [["安吉晶岚科技", "晶岚"]]),
        (["晶岚科技", "晶海科技"], [["晶岚科技"], ["晶海科技"]]),  # alike, but brands differ
        (["岚物流", "晶岚"], [["岚物流"], ["晶岚"]]),
        (["晶岚科技", "晶岚酒业", "晶岚"], [["晶岚科技"], ["晶岚酒业"], ["晶岚"]]),  # nothing tells which
    ],
)
def test_short_forms_join_their_firm_and_nothing_else_does(names, groups):
    assert [g.names for g in group_names(names, EntityType.ENTERPRISE)] == groups


def test_each_merge_says_why():
    (group,) = group_names(["晶岚科技有限公司", "晶岚"], EntityType.ENTERPRISE)
    assert [(m.alias, m.rule) for m in group.merges] == [("晶岚", "brand-of-firm")]


def test_a_bare_firm_in_a_list_is_its_one_work():
    document = read("晶岚等项目开工建设。晶岚高端衬底项目竣工投产。")
    entities, _ = find_named(document)
    (work,) = [e for e in entities if e.type is EntityType.PROJECT]
    assert (work.name, work.aliases) == ("晶岚高端衬底项目", ("晶岚",))


def test_phases_stay_apart():
    assert len(group_names(["晶岚一期", "晶岚二期"], EntityType.PROJECT)) == 2


def test_every_mention_is_resolved_and_lies_where_its_name_is():
    document = read("晶岚科技投资的晶岚高端衬底项目落户东岭高新区，禾曜能源二期等项目投产。")
    entities, mentions = find_named(document)
    names = {e.id: {e.name, *e.aliases} for e in entities}
    assert mentions
    assert all(document.quote(m.span) in names[m.entity] for m in mentions)
    assert all(0 < e.evidence.confidence < 1 for e in entities)


def test_lists_split_between_names_only():
    text = "岚溪水库、8、9号机组和西溪大桥工程"
    assert [text[a:b] for a, b in split_members(text, 0, len(text))] == ["岚溪水库", "8、9号机组", "西溪大桥工程"]
    text = "高纯铝和稀贵金属综合回收"
    assert [text[a:b] for a, b in split_members(text, 0, len(text))] == [text]


def test_brackets_hold_a_clause_together():
    text = "岚溪水库（一期，二期）开工，西溪大桥通车"
    assert [text[a:b] for a, b in split_clauses(text, 0, len(text))] == ["岚溪水库（一期，二期）开工", "西溪大桥通车"]


def test_a_frame_knows_its_lead_head_and_trail():
    (frame,) = find_frames(read("推动晶岚、禾曜等三个重点项目投产。", FUTURE))[-1:]
    assert (frame.lead, frame.head, frame.trail, len(frame.members)) == ("推动", "项目", "投产", 2)


def test_home_is_told_by_the_place_and_else_by_its_towns():
    assert home_of(read("产值增长。")).name == "安吉"
    guessed = read_text("梅溪、鄣吴、孝丰、天子湖、昌硕等镇加快发展，安吉、长兴、德清三县联动。", id="x")
    assert home_of(guessed).name == "湖州"


@given(
    st.text(
        alphabet="晶岚禾曜东岭水库高速项目等、，。；（）“”建成投产推动和及与公司集团获评为2一期产业园落户", max_size=60
    )
)
def test_no_text_breaks_it(sentence):
    document = read_text(PAST + "东岭。" + sentence, id="x")
    entities, mentions = find_named(document)
    ids = {e.id for e in entities}
    assert all(m.entity in ids for m in mentions)
    for relation in find_relations(document, entities, mentions):
        assert relation.head in ids
        assert relation.tail is None or relation.tail in ids


def test_place_and_trade_are_called_by_their_first_characters():
    (group,) = group_names(["长兴铝业", "长铝"], EntityType.ENTERPRISE)
    assert [(m.alias, m.rule) for m in group.merges] == [("长铝", "place-and-trade")]
    assert len(group_names(["长兴铝业", "长铜"], EntityType.ENTERPRISE)) == 2


def test_where_brand_and_trade_name_a_work_the_brand_is_a_name_of_the_firm_too():
    entities, _ = find_named(read("晶岚光伏、禾曜能源二期等项目投产。"))
    (firm,) = [e for e in entities if e.name == "晶岚光伏" and e.type is EntityType.ENTERPRISE]
    assert firm.aliases == ("晶岚",)
