from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengtu.errors import RuleError
from zhengtu.extract.figures import quantities
from zhengtu.extract.figures.quantities import base_value, dimension, find_amounts, find_quantities, unit_cases, units

FOUND = [
    ("企业150家", "150 家 ="),
    ("企业超150家", "150 家 >="),
    ("企业150家以上", "150 家 >="),
    ("企业150余家", "150 家 >="),
    ("企业150多家", "150 家 >="),
    ("不少于150家", "150 家 >="),
    ("至少150家", "150 家 >="),
    ("逾150家", "150 家 >="),
    ("约150家", "150 家 ~"),
    ("近150家", "150 家 ~"),
    ("150家左右", "150 家 ~"),
    ("150家以内", "150 家 <="),
    ("不超过150家", "150 家 <="),
    ("控制在150家以内", "150 家 <="),
    ("控制在150家左右", "150 家 ~"),
    ("不足150家", "150 家 <="),
    ("5%—5.5%", "5~5.5 % ="),
    ("5%-5.5%左右", "5~5.5 % ~"),
    ("3至5个", "3~5 个 ="),
    ("50—100亿元", "50~100 亿元 ="),
    ("20亿元到30亿元", "20~30 亿元 ="),
    ("突破百亿。", "100 亿元 >="),
    ("跃上千亿元台阶", "1000 亿元 >="),
    ("3.8万套（间）", "3.8 万套（间） ="),
    ("796元/月", "796 元/月 ="),
    ("15微克/立方米", "15 微克/立方米 ="),
    ("百分之三点五左右", "3.5 % ~"),
    ("八成以上", "8 成 >="),
    ("千万千瓦", "1000 万千瓦 ="),
    ("3700多万学生", "3700 万 >="),
    ("0.9个和7.2个百分点", "0.9 个 =|7.2 个百分点 ="),
    ("分别高于全国0.9和7.2个百分点", "0.9 个百分点 =|7.2 个百分点 ="),
    ("5家家庭", "5 家 ="),
    ("5万家庭", "5 万 ="),
    ("30万人才", "30 万 ="),
    ("10GW组件", "10 GW ="),
    ("附近3个村", "3 个 ="),
    ("通过5家", "5 家 ="),
    ("20亿元内部", "20 亿元 ="),
]


def spelled(q):
    upper = "" if q.upper is None else f"~{q.upper}"
    return f"{q.value}{upper} {q.unit} {q.op}"


@pytest.mark.parametrize(("text", "said"), FOUND)
def test_a_quantity_is_read_with_unit_and_comparator(text, said):
    assert "|".join(spelled(q) for q in find_quantities(text)) == said


def test_the_span_holds_the_comparators():
    text = "财政收入不低于12亿元，力争13亿元以上"
    assert [text[q.span.start : q.span.end] for q in find_quantities(text)] == ["不低于12亿元", "13亿元以上"]


def test_only_the_part_that_is_asked_for_is_read():
    assert [str(q.value) for q in find_quantities("3家、4家、5家", 3, 5)] == ["4"]


@pytest.mark.parametrize(("table", "value", "unit", "base"), unit_cases())
def test_a_unit_keeps_its_own_cases(table, value, unit, base):
    assert dimension(unit) == table
    assert abs(base_value(Decimal(value), unit).value / Decimal(base) - 1) < Decimal("1e-9")


def test_values_of_one_dimension_share_a_base():
    assert base_value(Decimal(1), "亿元").unit == base_value(Decimal(1), "万元").unit == "元"
    assert base_value(Decimal(2), "万吨").iri == "http://qudt.org/vocab/unit/TONNE"


def test_a_rate_keeps_what_it_is_of():
    assert base_value(Decimal("18.6"), "万元/亩").unit == "元/亩"


def test_an_unknown_unit_has_no_base():
    assert base_value(Decimal(1), "鲸") is None
    assert dimension("鲸") == ""


def test_every_unit_word_is_found_behind_a_number():
    for word in units():
        assert [q.unit for q in find_quantities(f"7{word}，")] == [word], word


def test_a_word_in_two_dimensions_is_refused(monkeypatch):
    tables = {"a": {"base": "元", "words": {"元": "1"}}, "b": {"base": "角", "words": {"元": "1"}}}
    monkeypatch.setattr(quantities, "_tables", lambda: tables)
    quantities.units.cache_clear()
    with pytest.raises(RuleError, match="元 stands in"):
        units()
    quantities.units.cache_clear()


def test_an_unknown_key_is_refused(monkeypatch):
    monkeypatch.setattr(quantities, "_tables", lambda: {"a": {"base": "元", "word": {}}})
    quantities.units.cache_clear()
    with pytest.raises(RuleError, match="unknown key word"):
        units()
    quantities.units.cache_clear()


@given(st.text(alphabet="0123456789.,一二三十百千万亿个家元%多余近约超以上左右内—至到/（）、和第年月", max_size=40))
def test_no_text_crashes_the_search(text):
    for amount in find_amounts(text):
        q = amount.quantity
        assert q.span.contains(amount.number)
        assert q.upper is None or q.upper > q.value
