from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengtu.extract.figures.numerals import CHINESE, find_numerals, plain, read_number, spell_number

SPELLED = {
    "3": "3",
    "3,200": "3200",
    "12.5": "12.5",
    "1.2亿": "120000000",
    "2万": "20000",
    "1.5万亿": "1500000000000",
    "1亿2000万": "120000000",
    "3百万": "3000000",
    "5千万": "50000000",
    "十": "10",
    "十五": "15",
    "二十": "20",
    "三百零六": "306",
    "一千二百": "1200",
    "一万二千": "12000",
    "二十五万": "250000",
    "两千": "2000",
    "三点五": "3.5",
    "二〇二五": "2025",
    "千亿": "100000000000",
    "百万": "1000000",
    "一亿二千万": "120000000",
    "一万亿": "1000000000000",
    "零": "0",
    "〇": "0",
}


@pytest.mark.parametrize(("text", "value"), SPELLED.items())
def test_a_numeral_is_read(text, value):
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "三四", "十百", "百十千", "abc", "一二三四五六个", "点五", "亿万亿"])
def test_what_spells_no_number_is_refused(text):
    with pytest.raises(ValueError, match="not a number"):
        read_number(text)


@pytest.mark.parametrize(
    ("text", "value", "scale", "unit"),
    [
        ("百分之三点五", "3.5", "", "%"),
        ("千分之六", "6", "", "‰"),
        ("百分之3.5", "3.5", "", "%"),
        ("11.98万", "11.98", "万", ""),
        ("二百余万", "200", "万", ""),
        ("30多万", "30", "万", ""),
        ("1亿2000万元", "1.2", "亿", ""),
        ("千亿", "1000", "亿", ""),
        ("三千二百万", "3200", "万", ""),
    ],
)
def test_the_scale_stays_apart(text, value, scale, unit):
    found = next(find_numerals(text))
    assert (plain(found.value), found.scale, found.unit) == (Decimal(value), scale, unit)


@pytest.mark.parametrize("text", ["二百余万", "30多万", "一百多亿"])
def test_a_numeral_with_more_inside_is_rough(text):
    assert next(find_numerals(text)).rough


def test_thousand_is_part_of_a_unit_where_it_is():
    assert next((str(n.value), n.scale) for n in find_numerals("5千瓦")) == ("5", "")


@given(st.integers(min_value=0, max_value=10**15))
def test_a_spelled_number_reads_back(number):
    assert read_number(spell_number(number)) == number


@given(st.integers(min_value=0, max_value=10**12))
def test_an_arabic_number_reads_back_with_and_without_commas(number):
    assert read_number(str(number)) == read_number(f"{number:,}") == number


@given(st.decimals(min_value=0, max_value=10**6, places=2), st.sampled_from(["", "万", "亿", "万亿"]))
def test_a_decimal_is_kept_exactly(number, scale):
    assert read_number(f"{number}{scale}") == number * {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}[scale]


@given(st.text(alphabet=CHINESE + "点余多分之%0123456789.,第个", max_size=30))
def test_no_text_crashes_the_search(text):
    ends = [n.span.end for n in find_numerals(text)]
    assert ends == sorted(ends)


def test_a_negative_number_cannot_be_spelled():
    with pytest.raises(ValueError, match="negative"):
        spell_number(-1)
