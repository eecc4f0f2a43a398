"""Where works and firms are: in their names, in the clause around them."""

import pytest

from tests.names.test_names import FUTURE, PAST, relations_of
from zhengtu.extract.names.home import Home
from zhengtu.extract.names.relations import find_relations
from zhengtu.extract.names.sites import find_seat, find_sites
from zhengtu.extract.reading.reader import read_text
from zhengtu.model import EntityType, Mention, Span

HOME = Home("湖州", frozenset({"青屿"}), frozenset({"湖州", "湖州市", "长兴", "长兴县", "安吉", "安吉县", "德清"}))


def relations_between(sentence, part=PAST, **names):
    """Return the facts of ``sentence`` with its names given: type in lower case, then the names."""
    document = read_text(part + sentence + "\n", id="report", place="湖州市")
    mentions = [
        Mention(Span(at, at + len(name)), EntityType(type.title()), "given", 0.9, entity=name)
        for type, listed in names.items()
        for name in listed.split()
        if (at := document.text.find(name)) >= 0
    ]
    return {(r.type, r.head, r.tail or r.value) for r in find_relations(document, (), mentions) if r.type != "stage"}


def sites_of(sentence, part=PAST, **names):
    return {(head, site) for type, head, site in relations_between(sentence, part, **names) if type == "locatedIn"}


@pytest.mark.parametrize(
    ("name", "sites"),
    [
        ("高新区晶岚储能电站", ["高新区"]),
        ("云岫港区铁水联运", ["云岫港区"]),
        ("云岫片区改造", []),  # the area itself is the work
        ("云岫机场第二跑道", ["云岫机场"]),
        ("云岫国际机场三期改扩建", []),
        ("松陵半岛引水工程", ["松陵半岛"]),
        ("长兴松陵禾汀作业区码头", ["长兴"]),  # the county, not the longer name of a quay
        ("晶岚公司安吉片区水产养殖", ["安吉片区"]),
    ],
)
def test_a_zone_in_front_is_a_site_unless_it_is_the_work(name, sites):
    assert find_sites(name, HOME) == sites


@pytest.mark.parametrize(
    ("name", "sites"),
    [
        ("鹭汀湖实验学校", ["鹭汀湖"]),
        ("鹭汀湖隧道", []),
        ("鹭汀冲水库", []),
        ("禾汀河小流域综合治理试点", ["禾汀河"]),
        ("禾汀河大桥", []),
    ],
)
def test_a_natural_place_in_front_is_a_site_unless_the_work_is_named_after_it(name, sites):
    assert find_sites(name, HOME) == sites


@pytest.mark.parametrize(
    ("name", "sites"),
    [
        ("G987长兴段", ["长兴"]),
        ("云松高速德清联络线", ["德清"]),
        ("长兴晶岚铁路专线", ["长兴"]),
        ("安吉县鹭汀路（南段）", ["安吉县"]),
        ("长兴至安吉高速公路", []),
        ("长兴经安吉至德清公路", []),
        ("湖州段公路", []),  # the own place
    ],
)
def test_a_piece_of_a_road_lies_in_a_county_but_its_ends_are_no_site(name, sites):
    assert find_sites(name, HOME) == sites


@pytest.mark.parametrize(
    ("name", "sites"),
    [
        ("苏州晶岚产业园一期", []),  # elsewhere: the place of a firm
        ("晶岚科技创新（苏州）离岸中心", ["苏州"]),
        ("长兴路", []),
        ("青屿水库扩容提升", []),  # named after the town, which need not be its site
        ("晶岚大学长兴校区", ["长兴"]),
        ("晶岚儿童医院云岫院区", ["云岫"]),
        ("晶岚医院新院区", []),
        ("鹭汀镇恢复重建", ["鹭汀镇"]),
        ("晶岚特色小镇旅游区", []),
    ],
)
def test_which_places_in_a_name_are_sites(name, sites):
    assert find_sites(name, HOME) == sites


def test_a_prefecture_may_bear_the_name_of_a_province():
    home = Home("云岫", frozenset(), frozenset({"云岫", "海南"}))
    assert find_sites("海南晶岚储能基地", home) == ["海南"]
    assert find_sites("海南晶岚储能基地", HOME) == []


def test_the_own_county_is_cut_before_one_that_only_the_cut_makes():
    home = Home("云岫", frozenset(), frozenset({"云岫", "晶平"}))
    assert find_sites("晶平南汀产业园", home) == ["晶平"]


@pytest.mark.parametrize(
    ("firm", "seat"),
    [
        ("长兴晶岚光伏", "长兴"),
        ("湖州晶岚光伏", None),
        ("苏州晶岚光伏", None),
        ("晶岚光伏", None),
        ("长兴湖饮料", None),
    ],
)
def test_a_firm_is_seated_in_the_county_in_front_of_its_name(firm, seat):
    assert find_seat(firm, HOME) == seat


@pytest.mark.parametrize(
    ("sentence", "sites"),
    [
        ("支持东岭高新区建设晶岚储能电站。", {"东岭高新区"}),
        ("支持长兴、安吉规划建设晶岚储能电站。", {"长兴", "安吉"}),
        ("东岭高新区要抓好队伍，推进晶岚储能电站建设。", {"东岭高新区"}),
        ("东岭高新区的晶岚储能电站开工。", {"东岭高新区"}),
        ("统筹东岭高新区一体化发展，推进晶岚储能电站建设。", {"东岭高新区"}),
        ("推进东岭高新区建设，加快晶岚储能电站建设。", set()),  # two things to do
        ("支持湖州建设晶岚储能电站。", set()),  # the own place
    ],
)
def test_what_a_park_or_county_builds_stands_there(sentence, sites):
    found = sites_of(sentence, FUTURE, project="晶岚储能电站", park="东岭高新区")
    assert found == {("晶岚储能电站", site) for site in sites}


@pytest.mark.parametrize(
    ("sentence", "sites"),
    [
        ("晶岚储能项目分别在长兴、安吉开工。", {"长兴", "安吉"}),
        ("晶岚储能项目落户长兴。", {"长兴"}),
        ("晶岚储能项目在建。", set()),
    ],
)
def test_a_work_settles_in_each_of_the_counties_named(sentence, sites):
    found = sites_of(sentence, project="晶岚储能项目", enterprise="晶岚")
    assert found == {("晶岚储能项目", site) for site in sites}


def test_a_later_phase_stands_on_the_ground_of_its_park():
    found = sites_of("东岭产业园二期开工。", project="东岭产业园二期", park="东岭产业园")
    assert found == {("东岭产业园二期", "东岭产业园")}
    assert sites_of("东岭产业园项目开工。", project="东岭产业园项目", park="东岭产业园") == set()


def test_a_firm_in_the_name_of_a_work_has_no_seat_of_its_own():
    assert sites_of("长兴晶岚光伏营收增长。", enterprise="长兴晶岚光伏") == {("长兴晶岚光伏", "长兴")}
    found = sites_of("长兴晶岚光伏二期开工。", enterprise="长兴晶岚光伏", project="长兴晶岚光伏二期")
    assert found == {("长兴晶岚光伏二期", "长兴")}


def test_quoted_brands_receive_honours():
    found = relations_between("“晶岚”“禾曜”获评中华老字号。", enterprise="晶岚 禾曜")
    assert found == {("awarded", "晶岚", "中华老字号"), ("awarded", "禾曜", "中华老字号")}


@pytest.mark.parametrize(
    ("sentence", "firm", "honour"),
    [
        ("晶岚科技被确定为转型发展标杆企业。", "晶岚科技", "转型发展标杆企业"),
        ("晶岚科技入围综合效益20强。", "晶岚科技", "综合效益20强"),
        ("晶岚科技入选全国创新应用案例。", "晶岚科技", "全国创新应用案例"),
        ("晶岚科技通过国家级绿色工厂认定。", "晶岚科技", "国家级绿色工厂"),
        ("晶岚科技获全国质量奖。", "晶岚科技", "全国质量奖"),
        ("晶岚科技成为我县首个国家级绿色工厂。", "晶岚科技", "国家级绿色工厂"),
        ("新增晶岚科技、禾曜药业等3家国家级专精特新企业。", "禾曜药业", "国家级专精特新企业"),
    ],
)
def test_verbs_and_nouns_of_honours(sentence, firm, honour):
    assert ("awarded", firm, honour, None) in relations_of(sentence)


def test_firms_are_no_honour_of_those_that_are_added():
    assert not [r for r in relations_of("新增晶岚科技、禾曜药业等3家规上企业。") if r[0] == "awarded"]


def test_a_firm_works_with_another_through_a_deal():
    found = relations_of("晶岚集团通过与禾曜集团进行重大资产重组，实现上市。")
    assert ("partnersWith", "晶岚集团", "禾曜集团", None) in found
