"""What a numeral spells: Arabic, Chinese and mixed, with its scale kept apart.

Reports write 11.98万, 三千二百, 1.2亿, 百分之三点五, 2万余 and 千亿. A numeral keeps the
scale (万, 亿, 万亿) apart from the number before it, because a figure is compared and
quoted in the unit that the report wrote: 11.98 万人次, not 119,800 人次.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from zhengtu.model import Span

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
SCALES = {"": Decimal(1), "万": Decimal(10**4), "亿": Decimal(10**8), "万亿": Decimal(10**12)}
CHINESE = "零〇一二两三四五六七八九十百千万亿"

_NO_THOUSAND = CHINESE.replace("千", "")
_ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_SCALE = r"万亿|亿|万(?!分|能|象|众|物|里长)"
# A thousand before these is part of the unit: 5千瓦, 3千伏.
_MIXED = rf"(?P<arabic>{_ARABIC})(?:(?P<infix>余|多)(?=[万亿]))?(?P<tens>[百千](?=万|亿|[个家人余多项套亩户名公辆头]))?(?P<scale>{_SCALE})?"
_TAIL = r"(?:零?(?P<rest>\d{1,4})(?P<restscale>万)(?=[元人亩吨户美平立千辆，。、]|$))?"
_PERCENT = r"(?P<share>百分之|千分之|万分之)(?P<of>[零〇一二两三四五六七八九十百]+(?:点[零〇一二三四五六七八九]+)?|\d+(?:\.\d+)?)"
_FRACTION = r"(?P<below>[二三四五六七八九十]|\d{1,3})分之(?P<above>[一二两三四五六七八九十]|\d{1,3})"
_HAN = rf"(?P<han>(?:[{_NO_THOUSAND}]|千(?![瓦克伏卡]))+(?:点[零〇一二三四五六七八九]+)?)(?:(?P<haninfix>余|多)(?P<hanscale>万亿|[万亿]))?"
NUMERAL = re.compile(f"{_PERCENT}|{_FRACTION}|{_MIXED}{_TAIL}|{_HAN}")


@dataclass(frozen=True)
class Numeral:
    """A number as written: ``value`` times ``scale``; ``rough`` when 余 or 多 stands inside it.

    ``unit`` is what the numeral itself says of its unit: 百分之五 is five ``%``.
    """

    span: Span
    value: Decimal
    scale: str = ""
    rough: bool = False
    unit: str = ""
    arabic: bool = True

    @cached_property
    def amount(self) -> Decimal:
        """The number with its scale multiplied in."""
        return self.value * SCALES[self.scale]


def read_number(text: str) -> Decimal:
    """Return the number that ``text`` spells, all of it; raise ``ValueError`` if it spells none.

    >>> read_number("一亿二千万"), read_number("十二"), read_number("1.2亿")
    (Decimal('120000000'), Decimal('12'), Decimal('120000000'))
    >>> read_number("3,200"), read_number("三点五"), read_number("二〇二五")
    (Decimal('3200'), Decimal('3.5'), Decimal('2025'))
    """
    found = NUMERAL.fullmatch(text)
    numeral = _read(found) if found else None
    if numeral is None:
        raise ValueError(f"not a number: {text!r}")
    return plain(numeral.amount)


def plain(number: Decimal) -> Decimal:
    """Return ``number`` without a fraction of zeros or an exponent.

    >>> plain(Decimal("1.20E+3")), plain(Decimal("1.50"))
    (Decimal('1200'), Decimal('1.5'))
    """
    whole = number.to_integral_value()
    return whole.quantize(Decimal(1)) if number == whole else number.normalize()


def spell_number(number: int) -> str:
    """Return ``number`` in Chinese characters; ``read_number`` reads it back.

    >>> spell_number(120000000), spell_number(10005), spell_number(12)
    ('一亿二千万', '一万零五', '十二')
    """
    if number < 0:
        raise ValueError(f"cannot spell a negative number: {number}")
    for scale, size in (("亿", 10**8), ("万", 10**4)):
        head, tail = divmod(number, size)
        if head:
            gap = "零" if tail and tail * 10 < size else ""
            return spell_number(head) + scale + gap + (_spell_part(tail) if tail else "")
    return _spell_small(number)


def find_numerals(text: str, start: int = 0, end: int | None = None) -> Iterator[Numeral]:
    """Yield the numerals of ``text`` between ``start`` and ``end``, in order.

    A character such as 一 in 一体 spells a number too; whether it counts something is
    for the unit behind it to say, not for this function.

    >>> [(str(n.value), n.scale) for n in find_numerals("产值1.2万亿元，企业三千二百家")]
    [('1.2', '万亿'), ('3200', '')]
    """
    for found in NUMERAL.finditer(text, start, len(text) if end is None else end):
        if (numeral := _read(found)) is not None:
            yield numeral


def read_match(found: re.Match[str]) -> Numeral | None:
    """Return the numeral of a match of ``NUMERAL``."""
    return _read(found)


def _read(found: re.Match[str]) -> Numeral | None:
    span = Span(*found.span())
    if found["share"]:
        value = _read_chinese(found["of"])
        unit = {"百": "%", "千": "‰", "万": "‱"}[found["share"][0]]
        return None if value is None else Numeral(span, value, unit=unit)
    if found["below"]:
        below, above = _read_chinese(found["below"]), _read_chinese(found["above"])
        if not below or above is None:
            return None
        return Numeral(span, above / below, unit="分之")
    if found["arabic"]:
        value = Decimal(found["arabic"].replace(",", "")) * TENS.get(found["tens"] or "", 1)
        scale = found["scale"] or ""
        if found["rest"]:
            value += Decimal(found["rest"]) * SCALES[found["restscale"]] / SCALES[scale]
        return Numeral(span, value, scale, rough=bool(found["infix"]))
    return _read_han(found, span)


def _read_han(found: re.Match[str], span: Span) -> Numeral | None:
    word = found["han"]
    rough = bool(found["haninfix"])
    if rough:
        value = _read_chinese(word)
        return None if value is None else Numeral(span, value, found["hanscale"], rough=True, arabic=False)
    for scale in ("万亿", "亿", "万"):
        head, mark, tail = word.partition(scale)
        if not mark:
            continue
        value = _read_chinese(head) if head else Decimal(1)
        rest = _read_chinese(tail) if tail else Decimal(0)
        if value is None or rest is None or value >= 10**8 or rest >= SCALES[scale]:
            return None
        return Numeral(span, value + rest / SCALES[scale], scale, arabic=False)
    value = _read_chinese(word)
    return None if value is None else Numeral(span, value, arabic=False)


def _read_chinese(word: str) -> Decimal | None:
    """Return what ``word`` (Chinese or Arabic digits) spells, ``None`` if it is no well-formed number."""
    if not word:
        return None
    if word.isascii():
        return Decimal(word)
    whole, point, fraction = word.partition("点")
    if point:
        head = _read_chinese(whole)
        return None if head is None else head + Decimal("0." + "".join(str(DIGITS[c]) for c in fraction))
    for scale in ("亿", "万"):
        front, mark, back = whole.rpartition(scale)
        if mark:
            high = _read_chinese(front) if front else Decimal(1)
            low = _read_chinese(back) if back else Decimal(0)
            if high is None or low is None or low >= SCALES[scale]:
                return None
            return high * SCALES[scale] + low
    if all(c in DIGITS for c in whole):
        if len(whole) > 1 and not (len(whole) >= 3 or "〇" in whole or "零" in whole):
            return None  # 三四 is no number
        return Decimal("".join(str(DIGITS[c]) for c in whole))
    total, digit, lowest = 0, None, 10**4
    for c in whole:
        if c in TENS:
            if TENS[c] >= lowest:
                return None
            lowest = TENS[c]
            total += (1 if digit is None else digit) * lowest
            digit = None
        elif digit:
            return None
        else:
            digit = DIGITS[c]
    return Decimal(total + (digit or 0))


def _spell_part(number: int) -> str:
    """Spell what follows a scale: 一千零五 after 亿 keeps its 一十."""
    return spell_number(number) if number >= 20 or number < 10 else "一" + spell_number(number)


def _spell_small(number: int) -> str:
    digits = "零一二三四五六七八九"
    if number < 10:
        return digits[number]
    if number < 20:
        return "十" + (digits[number - 10] if number > 10 else "")
    out, gap = "", False
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, size)
        if digit:
            out += ("零" if gap else "") + digits[digit] + unit
            gap = False
        elif out:
            gap = True
    return out
