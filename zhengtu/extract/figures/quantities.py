"""Numbers with their unit, comparator and upper bound, and the base unit they can be compared in."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from zhengtu.errors import RuleError
from zhengtu.extract.figures.numerals import SCALES, Numeral, find_numerals
from zhengtu.model import Quantity, Span


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit word: one of it is ``factor`` of ``base``; ``iri`` is QUDT's name of ``base``."""

    word: str
    dimension: str
    base: str
    factor: Decimal
    iri: str | None


@dataclass(frozen=True, slots=True)
class Base:
    """A value brought to its base unit, which figures of several reports share."""

    value: Decimal
    unit: str
    iri: str | None


QUDT = "http://qudt.org/vocab/unit/"

AT_LEAST_BEFORE = [
    "不低于",
    "不少于",
    "不小于",
    "不下于",
    "不低于约",
    "超过",
    "超过了",
    "超",
    "突破",
    "突破了",
    "首破",
    "破",
    "逾",
    "至少",
    "高于",
    "大于",
    "多于",
    "跨越",
    "跨过",
    "跃上",
    "迈上",
    "站上",
    "跨上",
    "登上",
    "跃过",
    "迈过",
    "迈入",
    "跨入",
    "跻身",
    "过",
    "上",
    "达到或超过",
    "稳超",
    "远超",
    "首超",
    "均超",
    "跃升到",
    "冲上",
    "冲破",
    "新突破",
]
AT_MOST_BEFORE = [
    "不超过",
    "不高于",
    "不大于",
    "不多于",
    "低于",
    "少于",
    "小于",
    "不足",
    "不到",
    "未超过",
    "控制在",
    "最多",
    "严控在",
    "压降到",
    "压减到",
]
ABOUT_BEFORE = ["约", "大约", "约为", "约占", "近", "将近", "接近", "大概", "逼近"]
AT_LEAST_AFTER = ["及以上", "以上", "多", "余", "有余", "之上", "强"]
AT_MOST_AFTER = ["及以下", "以内", "以下", "之内", "之下", "内"]
ABOUT_AFTER = ["左右", "上下", "前后", "光景"]


def find_quantities(text: str, start: int = 0, end: int | None = None) -> Iterator[Quantity]:
    """Yield the numbers with a unit in ``text`` between ``start`` and ``end``, in order.

    The span runs from the comparator before the number to the one behind the unit.

    >>> [(q.op, str(q.value), q.unit) for q in find_quantities("企业超150家，增长8%左右，消费近二百余万元")]
    [('>=', '150', '家'), ('~', '8', '%'), ('>=', '200', '万元')]
    """
    for found in find_amounts(text, start, end):
        if found.quantity.unit:
            yield found.quantity


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity with the places of its parts: ``number`` without comparators, ``body`` with the unit."""

    quantity: Quantity
    number: Span
    body: Span
    numeral: Numeral
    before: str = ""
    after: str = ""

    @property
    def dimension(self) -> str:
        """The name of the unit's dimension in units.toml, empty without a unit."""
        return dimension(self.quantity.unit)

    @property
    def is_bound(self) -> bool:
        """Whether the amount is only a bound."""
        return self.quantity.op in (">=", "<=")


def find_amounts(text: str, start: int = 0, end: int | None = None) -> Iterator[Amount]:
    """Yield every numeral of ``text`` with its unit, or with an empty unit when none follows."""
    stop = len(text) if end is None else end
    numerals = list(find_numerals(text, start, stop))
    found_all: list[Amount] = []
    skip = -1
    for i, numeral in enumerate(numerals):
        if numeral.span.start < skip:
            continue
        follower = numerals[i + 1] if i + 1 < len(numerals) else None
        found = _read_amount(text, numeral, follower, stop)
        skip = found.body.end
        found_all.append(found)
    for i in range(len(found_all) - 2, -1, -1):
        found_all[i] = _with_unit_of_next(text, found_all[i], found_all[i + 1])
    yield from found_all


def _with_unit_of_next(text: str, amount: Amount, following: Amount) -> Amount:
    """Return ``amount`` with the unit that stands only on the last of a row (0.9和7.2个百分点)."""
    unit, last = amount.quantity.unit, following.quantity.unit
    shortened = unit == "个" and last == "个百分点"
    if not last or (unit and not shortened) or not amount.numeral.arabic or not following.numeral.arabic:
        return amount
    if text[amount.body.end : following.quantity.span.start] not in ("、", "和", "及", "与"):
        return amount
    if not _ROW.search(text[max(0, amount.body.start - 12) : amount.quantity.span.start]):
        return amount
    return replace(amount, quantity=replace(amount.quantity, unit=amount.numeral.scale + last))


_ROW = re.compile("分别|各|达|为|至|、|于")


def base_value(value: Decimal, unit: str) -> Base | None:
    """Return ``value`` of ``unit`` in the base unit of its dimension, ``None`` for an unknown unit.

    >>> base = base_value(Decimal("840"), "亿斤")
    >>> str(base.value), base.unit, base.iri
    ('42000000', '吨', 'http://qudt.org/vocab/unit/TONNE')
    """
    word, _, per = unit.partition("/")
    scale, word = _split_scale(word)
    word = re.sub(r"（.*", "", word) or "个" if word not in units() else word
    if word not in units():
        return None
    known = units()[word]
    result = value * SCALES[scale] * known.factor
    result = result.quantize(Decimal("1e-9")) if result.adjusted() > -6 else result
    result = result.to_integral_value() if result == result.to_integral_value() else result.normalize()
    if per:
        return Base(result, f"{known.base}/{per}", None)
    return Base(result, known.base, QUDT + known.iri if known.iri else None)


def dimension(unit: str) -> str:
    """Return the dimension of ``unit`` as units.toml names it.

    >>> dimension("万亿元"), dimension("微克/立方米"), dimension("")
    ('yuan', 'mass', '')
    """
    word = _split_scale(unit.partition("/")[0])[1]
    known = units().get(word) or units().get(re.sub(r"（.*", "", word) or ("个" if unit else ""))
    return known.dimension if known else ""


@cache
def units() -> dict[str, Unit]:
    """Return the units of rules/units.toml by their words."""
    known: dict[str, Unit] = {}
    for name, table in _tables().items():
        if unknown := table.keys() - {"base", "iri", "words", "cases"}:
            raise RuleError(f"units.toml [{name}]: unknown key {', '.join(sorted(unknown))}")
        for word, factor in table["words"].items():
            if word in known:
                raise RuleError(f"units.toml [{name}]: {word} stands in [{known[word].dimension}] too")
            known[word] = Unit(word, name, table["base"], Decimal(factor), table.get("iri"))
    return known


def unit_cases() -> list[tuple[str, str, str, str]]:
    """Return the cases of rules/units.toml: table, value, unit, value in base units."""
    return [(name, *case) for name, table in _tables().items() for case in table["cases"]]


@cache
def _file() -> dict[str, dict[str, Any]]:
    path = files("zhengtu.extract") / "rules" / "units.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _tables() -> dict[str, dict[str, Any]]:
    return {name: table for name, table in _file().items() if name != "not_before"}


def _split_scale(unit: str) -> tuple[str, str]:
    for scale in ("万亿", "亿", "万"):
        if unit.startswith(scale):
            return scale, unit[len(scale) :]
    return "", unit


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


@cache
def _unit_pattern() -> re.Pattern[str]:
    latin = [w for w in units() if w.isascii() and w[0].isalpha()]
    other = [w for w in units() if w not in latin]
    guards = _file()["not_before"]
    plain = [w for w in other if w not in guards]
    behind = {w: g if g.startswith("(?") else f"(?![{g}])" for w, g in guards.items()}
    guarded = [re.escape(w) + behind[w] for w in sorted(guards, key=len, reverse=True) if w in other]
    one = rf"(?:(?:{_any(latin)})(?![A-Za-z0-9])|{_any(plain)}|{'|'.join(guarded)})"
    per = rf"(?:/(?:百|千|万|十万|百万)?(?:{one}|年|月|日|天|时|户均|方))?"
    pair = rf"(?:[（(](?:{one})[）)])?"
    return re.compile(rf"{one}{per}{pair}")


_INFIX = re.compile(r"余|多(?!元|式|层|功能|边|样|彩|项式)|来(?=个|家|项|人|万|亿)")
_SUFFIX = re.compile("|".join(sorted((*AT_LEAST_AFTER, *AT_MOST_AFTER, *ABOUT_AFTER), key=len, reverse=True)))
_RANGE = re.compile(r"\s*(?:——|—|–|-|－|~|～|至|到)\s*")
_PREFIX = re.compile(
    "(?:" + "|".join(sorted({*AT_LEAST_BEFORE, *AT_MOST_BEFORE, *ABOUT_BEFORE}, key=len, reverse=True)) + ")$"
)
# 突破百亿 speaks of money though it does not say so.
_BARE_MONEY = re.compile(r"(?=[，。；、！）]|大关|台阶|关口|门槛|$)")
_REACHING = re.compile("突破|超|达|过|破|上|近|约|逼近|增至|升至|迈入|跨入|冲刺|冲击|至|到")
# A character before these makes another word of them: 通过, 以上, 附近, 节约.
_NOT_A_COMPARATOR = {
    "过": "通经不超度渡胜好错见有来去",
    "上": "以网线会路车海水之岸街床身市早晚向迎史",
    "近": "附最临邻靠亲走贴相",
    "约": "节条制集签公契预履解违合大特",
    "超": "高反",
    "破": "打攻侦突",
    "不足": "",
    "逾": "",
}
_WORD_AFTER_SUFFIX = {  # 多元, 内部, 强国
    "强": "",
    "多": "元样边层功种式彩",
    "内": "部外容蒙地陆涵需贸",
    "余": "",
    "以上": "",
}


def _read_amount(text: str, numeral: Numeral, follower: Numeral | None, stop: int) -> Amount:
    unit, rough, end = _read_unit(text, numeral, stop)
    upper: Numeral | None = None
    between = _RANGE.match(text, end if unit else numeral.span.end, stop)
    if between and follower and follower.span.start == between.end():
        again, _, again_end = _read_unit(text, follower, stop)
        same = again == unit or (not numeral.scale if not unit else unit in SCALES and again.startswith(unit))
        same = same and bool(again)
        if same and follower.value > numeral.value:
            upper, unit, end = follower, again, again_end
    return _with_comparators(text, numeral, upper, unit, rough or numeral.rough, end, stop)


def _read_unit(text: str, numeral: Numeral, stop: int) -> tuple[str, bool, int]:
    """Return the unit behind ``numeral`` with its scale, whether 余 or 多 stands there, and its end."""
    place = numeral.span.end
    if numeral.unit:
        return numeral.unit, False, place
    infix = _INFIX.match(text, place, stop)
    found = _unit_pattern().match(text, infix.end() if infix else place, stop)
    if found:
        return numeral.scale + found[0], bool(infix), found.end()
    end = infix.end() if infix else place
    if (
        numeral.scale.endswith("亿")
        and _BARE_MONEY.match(text, end, stop)
        and _REACHING.search(text[max(0, place - 9) : numeral.span.start])
    ):
        return numeral.scale + "元", bool(infix), end
    if numeral.arabic and numeral.scale:  # 3700多万学生
        return numeral.scale, bool(infix), end
    return "", bool(infix), end


def _with_comparators(
    text: str, numeral: Numeral, upper: Numeral | None, unit: str, rough: bool, body_end: int, stop: int
) -> Amount:
    start, end = numeral.span.start, body_end
    before = after = ""
    op = ">=" if rough else "="
    found = _SUFFIX.match(text, body_end, stop) if unit else None
    if found and not _starts_with_any(text, found.end(), _WORD_AFTER_SUFFIX.get(found[0], "")):
        after, end = found[0], found.end()
        op = _op(after, AT_LEAST_AFTER, AT_MOST_AFTER)
    head = text[max(0, start - 6) : start]
    found = _PREFIX.search(head)
    if found and not _starts_with_any(head, found.start() - 1, _NOT_A_COMPARATOR.get(found[0], "")):
        before = found[0]
        start -= len(before)
        if op == "=" or (op == "~" and before in AT_LEAST_BEFORE):
            op = _op(before, AT_LEAST_BEFORE, AT_MOST_BEFORE) if op == "=" else op
    quantity = Quantity(Span(start, end), numeral.value, unit, op, upper.value if upper else None)
    number = Span(numeral.span.start, (upper or numeral).span.end)
    return Amount(quantity, number, Span(numeral.span.start, body_end), numeral, before, after)


def _starts_with_any(text: str, place: int, letters: str) -> bool:
    return 0 <= place < len(text) and text[place] in letters


def _op(word: str, least: list[str], most: list[str]) -> str:
    return ">=" if word in least else "<=" if word in most else "~"
