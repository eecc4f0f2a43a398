import tomllib

import pytest

from zhengtu.ontology import industries
from zhengtu.ontology.industries import find_industries

CASES = tomllib.loads(industries.WORDS.read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize(("name", "classes"), CASES.items(), ids=CASES)
def test_the_words_keep_their_own_cases(name, classes):
    assert " ".join(industry.id for industry in find_industries(name)) == classes


def test_the_standard_is_there_as_a_whole():
    """GB/T 4754-2017: sections A to T, divisions 01 to 97, each under its section."""
    codes = [i.notation for i in industries.industries().values() if i.notation[0].isalpha()]
    assert [code for code in codes if len(code) == 1] == list("ABCDEFGHIJKLMNOPQRST")
    assert [code[1:] for code in codes if len(code) > 1] == [f"{n:02}" for n in range(1, 98)]
    first = {"A": 1, "B": 6, "C": 13, "D": 44, "E": 47, "F": 51, "G": 53, "H": 61, "I": 63, "J": 66}
    first |= {"K": 70, "L": 71, "M": 73, "N": 76, "O": 80, "P": 83, "Q": 84, "R": 86, "S": 91, "T": 97}
    assert {code[0]: int(code[1:]) for code in reversed(codes) if len(code) > 1} == first


def test_the_strategic_emerging_industries_are_nine():
    codes = [i.notation for i in industries.industries().values() if i.notation[0].isdigit()]
    assert [code for code in codes if "." not in code] == [str(n) for n in range(1, 10)]
    assert len(codes) == 9 + 40
