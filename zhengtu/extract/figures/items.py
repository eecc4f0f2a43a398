"""The numbers of a sentence: which are values, and which are none, with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from zhengtu.extract.figures.dropped import COUNTS, Around, why_dropped
from zhengtu.extract.figures.numerals import read_number
from zhengtu.extract.figures.quantities import Amount, find_amounts
from zhengtu.model import EntityType, Mention, Span

CAPACITIES = frozenset({"mass", "power", "energy", "volume", "computing"})


@dataclass(frozen=True, slots=True)
class Item:
    """A number that can be a value: ``start`` and ``end`` include its comparators.

    ``form`` is amount, rank (第3位) or double (翻番).
    """

    start: int
    end: int
    form: str
    value: Decimal
    unit: str
    op: str
    upper: Decimal | None = None
    amount: Amount | None = None

    @property
    def dimension(self) -> str:
        """The dimension of the unit."""
        return self.amount.dimension if self.amount else ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with what it measures, before year and modality are known.

    ``timeless`` marks a value of no year, such as the old one in 从796元提高至842元; ``clause`` is where it was said.
    """

    indicator: str
    kind: str
    op: str
    value: Decimal
    unit: str
    upper: Decimal | None
    item: Item
    clause: Span
    rule: str
    timeless: bool = False
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A number that is no value, and why; ``name`` is the name that it stands in."""

    span: Span
    reason: str
    rule: str
    amount: Amount | None = None
    name: Mention | None = None


def find_items(
    text: str, start: int, end: int, opens: bool, names: Sequence[Mention] = ()
) -> tuple[list[Item], list[Skipped]]:
    """Return the values and the other numbers of the sentence ``text[start:end]``.

    ``opens`` says that a paragraph begins here, where a number may be a section's;
    ``names`` are the names in the sentence, inside which a number is no value of its own.

    >>> values, others = find_items("2031年新建亿元以上项目12个，居全省第3位", 0, 24, False)
    >>> [str(v.value) for v in values], [o.reason for o in others]
    (['12', '3'], ['date', 'threshold'])
    """
    quoted = [m.span() for m in _QUOTED.finditer(text, start, end)]
    items = [*_ranks(text, start, end), *_doubles(text, start, end, quoted)]
    spoken = [(i.start, i.end) for i in items]
    skipped: list[Skipped] = []
    for amount in find_amounts(text, start, end):
        place = amount.body.start
        if any(a <= place < b for a, b in spoken):
            continue
        name = _name_around(text, end, amount, names)
        if name is not None:
            if not amount.numeral.arabic and not amount.quantity.unit and len(amount.number) == 1:
                continue  # 零部件 holds no numeral
            skipped.append(Skipped(amount.body, "name", "inside-name", amount, name))
            continue
        around = Around(
            amount,
            before=text[max(start, place - 16) : place],
            after=text[amount.body.end : min(end, amount.body.end + 32)],
            quoted=any(a <= place < b for a, b in quoted),
            opens=opens and not text[start:place].strip("（( "),
        )
        why = why_dropped(around)
        if why is None:
            q = amount.quantity
            items.append(Item(q.span.start, q.span.end, "amount", q.value, q.unit, q.op, q.upper, amount))
        elif why[0]:
            skipped.append(Skipped(amount.body, *why))
    return sorted(items, key=lambda i: i.start), skipped


def is_ratio(text: str, start: int, place: int) -> bool:
    """Whether the 倍 that starts at ``place`` compares with the old value (是上年的1.6倍)."""
    return bool(_RATIO.search(text[max(start, place - 20) : place]))


def _ranks(text: str, start: int, end: int) -> Iterator[Item]:
    for found in _RANK.finditer(text, start, end):
        if found["more"]:
            continue
        before = re.split("[，。；：、]", text[max(start, found.start() - 20) : found.start()])[-1]
        again = re.search(
            "(?:第[一二三四五六七八九十0-9]+位?|首位)(?:、|和)$", text[max(start, found.start() - 8) : found.start()]
        )
        if not again and not BEFORE_RANK.search(before):
            continue
        after = text[found.end() : found.end() + 1]
        if not found["unit"] and not found["first"] and after not in "，。；、！？）和并且":
            continue
        value = Decimal(1) if found["first"] else read_number(found["n"])
        yield Item(found.start(), found.end(), "rank", value, "位" if found["first"] else found["unit"] or "", "=")


def _doubles(text: str, start: int, end: int, quoted: list[tuple[int, int]]) -> Iterator[Item]:
    for found in _DOUBLE.finditer(text, start, end):
        if not any(a <= found.start() < b for a, b in quoted):
            times = int(read_number(found["n"] or "一"))
            yield Item(found.start(), found.end(), "double", Decimal(100 * (2**times - 1)), "%", "=")


def _name_around(text: str, end: int, amount: Amount, names: Sequence[Mention]) -> Mention | None:
    """Return the name of ``names`` that ``amount`` stands in.

    A count at its start and a value at its end are outside, and so is a bound (10万方以上).
    """
    for name in names:
        if name.span.start > amount.body.start:
            break
        if not name.span.contains(amount.number) or amount.body.end >= name.span.end:
            continue
        if amount.quantity.unit and (
            amount.is_bound or (amount.numeral.arabic and name.type is not EntityType.PROJECT)
        ):
            return None
        if name.span.start == amount.number.start:
            clause = re.split("[，；。]", text[amount.body.end : end], maxsplit=1)[0]
            counts = amount.dimension in COUNTS and not amount.numeral.scale
            if counts or (amount.dimension in CAPACITIES and not _WORKS.search(clause)):
                return None
        return name
    return None


_WORKS = re.compile("项目|工程|基地|生产线|园|扩建|技改")
_QUOTED = re.compile('“[^”。；]{1,24}”|《[^》]*》|‘[^’]{1,16}’|"[^"]{1,16}"|「[^」]*」')
_SCOPE = "(?:全国|全省|全市|全区|全县|全州|全盟|全旗|自治区|全自治区|世界|全球|亚洲|国内|省内|区内|市内|同类|东部|西部|中部|东北|华东|华南|沿海|长三角|长江经济带|珠三角|京津冀|大湾区|中国|全行业|同行业)"
_STRONG = "(?:位居|位列|稳居|跃居|高居|居于|居|列|排名|排在|排列|排位|排到|排|跃升至|跃升到|跃升|跃至|跃上|上升至|上升到|提升至|提升到|升至|升到|晋升至|晋升到|进位至|前移至|前移到|名列|进至|进到|攀升至|攀升到|晋位至|位次|名次|处于|占据|跻身)"
_WEAK = "(?:保持|保持在|进入|达到|达|摘得|荣获|获|获得|夺得|取得|位|为|成为|升)"
BEFORE_RANK = re.compile(
    f"(?:{_STRONG}[^居列排升均都，、。；：]{{0,10}}|{_WEAK}?(?:{_SCOPE}(?:[^居列排升均都，、。；：]{{0,5}}(?:城市|地区|省份|省市|县区|县市|区县|市州|市|省|区|州|企业|高校|园区))?(?:的)?)+)(?:前列、)?$"
)
_RANK = re.compile(
    "第(?P<n>[一二三四五六七八九十]{1,3}|[0-9]{1,3})(?P<unit>位|名)?(?![一二三四五六七八九十0-9])"
    "(?P<more>方阵|梯队|产业|个|家|批|次|届|轮|季度|产|大|强|方|书记|期|条|项|款|章|号|线|时间|人|案|站|代|议|类|层|步|阶段|部|军|中学|医院|小学|人民|师|城市|大学|人称|财季|空间|曲线|高峰|场|座|所|资源|视角|增长|动力|粮食|出口|资本|年|天|级|副|任|至)?"
    "|(?P<first>首位(?!度)|榜首|之首|首(?=[，。；、]))"
)
_DOUBLE = re.compile("(?:实现|再)?(?:翻(?P<n>[一两二三四五]|[0-9])?番(?!计划|行动|工程)|倍增(?=[，。；])|成倍增长)")
_RATIO = re.compile("(?:是|为|相当于|达到|达|到|至)(?:[^，。；、]{0,12}的|[^，。；、]{0,6}同期)?(?:约|近|超|超过)?$")
