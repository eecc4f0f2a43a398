"""What texts of other places taught: cuts of names, firms in running text, grounds and partners; all names are invented."""

import pytest

from tests.names.test_names import FUTURE, PAST, entities_of, relations_of
from zhengtu.extract.names.anatomy import read_name
from zhengtu.extract.names.brands import is_no_brand
from zhengtu.extract.names.home import Home
from zhengtu.extract.names.identity import group_names
from zhengtu.extract.names.sites import find_sites
from zhengtu.extract.names.stages import read_stages
from zhengtu.model import EntityType

FIRM, WORK, PARK = EntityType.ENTERPRISE, EntityType.PROJECT, EntityType.PARK


@pytest.mark.parametrize(
    ("sentence", "work"),
    [
        ("晶岚高端衬底项目年底前竣工。", "晶岚高端衬底项目"),
        ("晶岚高端衬底项目一季度开工。", "晶岚高端衬底项目"),
        ("晶岚高端衬底项目在东岭开发区开工。", "晶岚高端衬底项目"),
        ("晶岚风电项目具备送电条件。", "晶岚风电项目"),
        ("大家共同推动的晶岚水电工程开工建设。", "晶岚水电工程"),
    ],
)
def test_a_works_name_ends_before_time_place_and_what_it_has(sentence, work):
    assert entities_of(sentence)[WORK] == [work]


def test_a_work_in_a_park_is_located_there():
    assert ("locatedIn", "晶岚高端衬底项目", "东岭高新区", None) in relations_of("晶岚高端衬底项目落户东岭高新区。")
    assert ("locatedIn", "晶岚高端衬底项目", "东岭高新区", None) in relations_of("晶岚高端衬底项目在东岭高新区开工。")


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("晶岚先行磷酸铁锂扩产", "晶岚先行"),
        ("晶岚银河高端电机", "晶岚银河"),
        ("晶岚超高纯硅", "晶岚"),
        ("晶岚陶瓷轴承", "晶岚"),
    ],
)
def test_how_far_a_brand_goes(text, firm):
    name = read_name(text, Home(""))
    assert name.firm is not None
    assert text[name.firm[0] : name.firm[1]] == firm


@pytest.mark.parametrize("brand", ["川藏", "中德", "铝银浆", "晶岚线", "云贵"])
def test_pairs_of_places_stuffs_and_lines_are_no_brands(brand):
    assert is_no_brand(brand)


def test_a_firm_from_another_city_bears_its_place():
    text = "苏州晶岚传感器"
    name = read_name(text, Home("云岫"))
    assert name.firm is not None
    assert text[: name.firm[1]] == "苏州晶岚"
    assert find_sites(text, Home("云岫")) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "支持新材料、生物医药、物联网等领域的企业发展。",
        "加快赣郴、川黔等高速公路建设。",
        "茶叶产量、仓储业营业收入分别增长5%。",
        "电子陶瓷、结构陶瓷两条产业链集聚企业86家。",
    ],
)
def test_fields_roads_and_statistics_are_no_firms(sentence):
    assert entities_of(sentence)[FIRM] == []


def test_banks_and_wished_for_listings_name_firms():
    assert entities_of("东岭农商银行发放贷款21亿元。")[FIRM] == ["东岭农商银行"]
    assert entities_of("支持晶岚科技申报上市。", FUTURE)[FIRM] == ["晶岚科技"]


def test_a_known_brand_acts_under_a_longer_name():
    found = entities_of("晶岚拖拉机项目竣工投产。晶岚农机获评国家级绿色工厂。", PAST)
    assert found[FIRM] == ["晶岚农机"]


@pytest.mark.parametrize(
    ("sentence", "partner"),
    [
        ("支持晶岚科技与省硅酸盐研究所共建中试平台。", "省硅酸盐研究所"),
        ("晶岚科技携手省农业机械研究院攻克技术。", "省农业机械研究院"),
    ],
)
def test_partners(sentence, partner):
    full = "晶岚科技获评国家级绿色工厂。" + sentence
    assert ("partnersWith", "晶岚科技", partner, None) in relations_of(full)


@pytest.mark.parametrize(
    ("sentence", "parks"),
    [
        ("综合保税区发展绩效居第四位。", ["综合保税区"]),
        ("入选国家骨干冷链物流基地。", []),
        ("新增现代林业园区2个。", []),
        ("加快“晶谷第九园”二期建设。", ["“晶谷第九园”"]),
    ],
)
def test_zones_titles_and_counts(sentence, parks):
    assert entities_of(sentence)[PARK] == parks


def test_a_stage_before_a_negation_holds():
    assert read_stages("", "厂房主体完工未能如期投产", planned=False) == ("under_construction",)
    assert read_stages("", "未能投产", planned=False) == ()


def test_works_under_way_are_under_construction():
    found = relations_of("推动晶岚衬底、禾曜电池等5个在建项目投产。", FUTURE)
    assert ("stage", "晶岚衬底", "under_construction", "actual") in found


def test_a_brand_and_a_word_are_one_firm():
    groups = group_names(["晶岚", "晶岚精陶"], FIRM)
    assert [g.names for g in groups] == [["晶岚精陶", "晶岚"]]
