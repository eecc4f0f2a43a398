import pytest

from zhengtu.extract.figures.indicators import find_concept, indicator_cases, normal_form


@pytest.mark.parametrize(("words", "form"), indicator_cases())
def test_a_form_keeps_its_own_cases(words, form):
    assert normal_form(words) == form


@pytest.mark.parametrize("words", ["地区生产总值", "GDP", "全市地区生产总值", "完成地区生产总值"])
def test_names_of_one_indicator_meet(words):
    assert find_concept(words) == "gdp"


def test_what_the_thesaurus_lacks_is_known_by_its_form():
    assert find_concept("新增口哨工坊") == "新增口哨工坊" != find_concept("口哨工坊")


def test_the_normal_form_is_stable():
    for words, _ in indicator_cases():
        assert normal_form(normal_form(words)) == normal_form(words)
