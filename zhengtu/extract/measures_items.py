"""The numbers of a sentence: which are values, which only qualify a name, and which are none at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from zhengtu.extract.measures_wording import starts_with_predicate
from zhengtu.extract.measures_words import alternatives, words
from zhengtu.extract.quantities import Amount, find_amounts
from zhengtu.model import Mention, Span

COUNTS = frozenset({"number", "person", "household", "visit"})
TIMES = frozenset({"time", "month", "age"})
CAPACITIES = frozenset({"mass", "power", "energy", "area", "volume", "computing"})
SIZES = frozenset({"voltage", "length_small", "bandwidth", "information", "age"})


@dataclass(frozen=True, slots=True)
class Item:
    """A number that can be a value: ``start`` and ``end`` include its comparators.

    ``form`` is amount, rank, double (翻番) or ratio (是上年的1.6倍).
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
class Skipped:
    """A number that is no value, and why."""

    span: Span
    reason: str
    rule: str
    amount: Amount | None = None
    name: Mention | None = None


_SCOPE = (
    "(?:全国|全省|全市|全区|全县|全州|全盟|全旗|自治区|全自治区|世界|全球|亚洲|国内|省内|区内|市内|同类|东部|西部|中部|东北|华东|华南|沿海|长三角|长江经济带|"
    "珠三角|京津冀|大湾区|[^居列排位升均都，、]{0,6}(?:城市|地区|地级市|省份|省区市|省市|各省|县区|县市|区县|市州|市县|设区市|城市群|地市|各市|市|省|区|州)|的|各类)"
)
_RANK_VERB = (
    "(?:位居|位列|稳居|跃居|居于|居|列|排名|排在|排列|排位|排|跃升至|跃升到|跃升|跃至|跃上|上升至|上升到|提升至|提升到|升至|升到|升|晋升至|晋升到|进位至|前移至|前移到|"
    "跻身|保持|保持在|名列|进至|进到|进入|达到|达|位次|名次|综合排名|提高到|攀升至|攀升到|晋位至|摘得|荣获|获|获得|夺得|取得|位|为|处于|占据|成为)"
)
RANK = re.compile(
    r"第(?P<n>[一二三四五六七八九十]{1,3}|\d{1,3})(?P<unit>位|名)?(?![一二三四五六七八九十\d])(?P<more>方阵|梯队|产业|个|家|批|次|届|轮|季度|产|大|强|方|书记|期|条|项|款|章|号|线|时间|人|案|站|"
    r"代|议|类|层|步|阶段|部|军|中学|医院|小学|人民|师|城市|大学|人称|财季|空间|曲线|高峰|场|座|所|资源|视角|增长|动力|粮食|大省|大市|大县|出口|资本|年|天|级|副|座|任|至)?"
    r"|(?P<first>首位(?!度)|榜首|之首|首(?=[，。；、]))"
)
BEFORE_RANK = re.compile(f"(?:{_RANK_VERB}{_SCOPE}*|{_SCOPE}+)(?:前列、)?$")
DOUBLE = re.compile(r"(?:实现|再)?(?:翻(?P<n>[一两二三四五]|\d)?番(?!计划|行动|工程)|倍增(?=[，。；])|成倍增长)")
_RATIO = re.compile("(?:是|为|相当于|达到|达|到|至)(?:[^，。；、]{0,12}的|[^，。；、]{0,6}同期)?(?:约|近|超|超过)?$")
_DATE_AFTER = re.compile(
    r"年代|年度|年|月份|月|日|号(?!线|楼|机|文)|周年|世纪|时(?!速|段|空|期)|点(?=[，。至到—]|\d|前|后)|季度|届|周(?!岁)"
)
_LATIN_BEFORE = re.compile(r"[A-Za-z+\-＋×∶_/.·][\-]?$|[A-Za-z]$")
_LATIN_AFTER = re.compile(
    r"[A-Za-z+＋×∶·]|号(?:线|楼|机|文|工程|院|库)?|级|期|版|大(?!于|约)|类|代|强(?!化|度)|星|式|角|网|型|纵|横|核|带|轴|廊|极|翼|圈|线城市|甲|产(?!业)|新(?!增|建)|后|方(?!米|公)|边|字|线(?!路)|心|省|市|区|县|中全会|大以|中|连冠|双|联|化|高|通|证|窗|码|乡|村|镇|国(?!家)"
)
_PERIOD_BEFORE = re.compile(
    "(?:连续|近|过去|为期|历时|用|时隔|提前|未来|每|今后|前|首|超过|超|再|持续|经过|不到|仅用)$"
)
_THRESHOLD_AFTER = ("以上", "及以上", "以下", "及以下")
_SLOGAN = re.compile("^.{0,8}?" + alternatives(words("slogan_heads")) + r"(?=[，。；、：！？）”]|$|的|等|和|建设|工作)")


def find_items(
    text: str, start: int, end: int, opens: bool, names: Sequence[Mention] = ()
) -> tuple[list[Item], list[Skipped]]:
    """Return the values and the other numbers of the sentence ``text[start:end]``.

    ``opens`` says that a paragraph begins here, where a number may be a section's;
    ``names`` are the names in the sentence, inside which a number is no value of its own.
    """
    items: list[Item] = []
    skipped: list[Skipped] = []
    taken = -1
    quoted = _quoted(text, start, end)
    for found in RANK.finditer(text, start, end):
        item = _rank(text, found, start, end)
        if item:
            items.append(item)
    for found in DOUBLE.finditer(text, start, end):
        if not _inside(found.start(), quoted):
            times = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}.get(found["n"] or "一") or int(found["n"])
            items.append(Item(found.start(), found.end(), "double", Decimal(100 * (2**times - 1)), "%", "="))
    spoken = [(i.start, i.end) for i in items]
    for amount in find_amounts(text, start, end):
        if amount.body.start < taken or any(a <= amount.body.start < b for a, b in spoken):
            continue
        name = _name_around(amount, names)
        if name is not None:
            skipped.append(Skipped(amount.body, "name", "inside-name", amount, name))
            taken = amount.body.end
            continue
        why = _why_no_value(text, amount, start, end, quoted, opens)
        if why is None:
            span = amount.quantity.span
            q = amount.quantity
            items.append(Item(span.start, span.end, "amount", q.value, q.unit, q.op, q.upper, amount))
        elif why[0]:
            skipped.append(Skipped(amount.body, *why))
        taken = amount.body.end
    items.sort(key=lambda i: i.start)
    return items, skipped


def _rank(text: str, found: re.Match[str], start: int, end: int) -> Item | None:
    if found["more"]:
        return None
    before = text[max(start, found.start() - 16) : found.start()]
    before = re.split("[，。；：、]", before)[-1]
    if not BEFORE_RANK.search(before):
        return None
    after = text[found.end() : found.end() + 1]
    if not found["unit"] and not found["first"] and after not in "，。；、！？）和并且":
        return None
    if found["first"]:
        return Item(found.start(), found.end(), "rank", Decimal(1), "位", "=")
    from zhengtu.extract.numerals import read_number

    try:
        value = read_number(found["n"])
    except ValueError:
        return None
    return Item(found.start(), found.end(), "rank", value, found["unit"] or "", "=")


def _why_no_value(
    text: str, amount: Amount, start: int, end: int, quoted: list[tuple[int, int]], opens: bool
) -> tuple[str, str] | None:
    """Return why ``amount`` is no value (reason and rule), ``None`` if it is one, ``("", "")`` if no numeral."""
    number, body = amount.number, amount.body
    unit = amount.quantity.unit
    before, after = text[max(start, number.start - 8) : number.start], text[body.end : min(end, body.end + 12)]
    han = not amount.numeral.arabic
    if before.endswith("第"):
        return "ordinal", "ordinal"
    if unit.endswith("位") and after.startswith("数"):
        return "", ""
    if not unit:
        return _why_bare(text, amount, before, after, opens and not text[start : number.start].strip("（( "))
    if _inside(number.start, quoted):
        return "name", "inside-quotation-marks"
    if _LATIN_BEFORE.search(before) and not before.endswith(("-", "/")):
        return "name", "joined-to-letters"
    if unit in (
        "分",
        "度",
        "方",
        "里",
        "米",
        "片",
        "单",
        "对",
        "门",
        "道",
        "首",
        "站",
        "队",
        "组",
        "任",
        "包",
        "节",
        "把",
        "股",
        "级地",
        "平",
        "G",
        "T",
        "兆",
        "E",
    ) and (
        han
        or (
            after
            and not re.match("[，。；、！？）以左]", after)
            and unit in ("分", "度", "方", "站", "对", "G", "T", "兆", "E", "队", "组")
        )
    ):
        return ("", "") if han else ("name", "part-of-a-word")
    if (
        han
        and amount.numeral.value in (1,)
        and not amount.numeral.scale
        and amount.dimension not in ("percent", "times")
    ):
        return "", ""
    if (
        han
        and not amount.numeral.scale
        and amount.numeral.value <= 12
        and amount.dimension in COUNTS
        and not amount.after
    ):
        return "slogan", "small-number-in-words"
    if (
        han
        and amount.numeral.scale
        and len(amount.numeral.span) <= 2
        and unit[-1] in "家户人众企村"
        and not (amount.before or amount.after)
    ):
        return "slogan", "round-number-in-words"
    if amount.dimension in SIZES and after and not re.match("[，。；、！？）以]", after):
        return "name", "size-in-a-name"
    if amount.dimension in TIMES and _why_time(before, after):
        return "period", "period"
    if amount.dimension in COUNTS and _SLOGAN.match(after) and not re.match("[，。；、]", after):
        return "slogan", "numbered-programme"
    if _is_threshold(text, amount, end):
        return "threshold", "size-class"
    if re.match("级(?!以上)|级别", after) or (han and amount.numeral.scale and re.match("级", after)):
        return "threshold", "size-class"
    return None


def _why_bare(text: str, amount: Amount, before: str, after: str, opening: bool) -> tuple[str, str] | None:
    number = amount.number
    han = not amount.numeral.arabic
    if opening:
        return "section number", "section-number"
    if _DATE_AFTER.match(after) and (not han or len(number) > 1 or after[0] in "年月日"):
        return ("period", "period") if _PERIOD_BEFORE.search(before) or not after.startswith("年") else ("date", "date")
    if han:
        return ("unclear", "number-without-unit") if len(number) > 2 and amount.numeral.scale == "" else ("", "")
    if _LATIN_BEFORE.search(before) or _LATIN_AFTER.match(after):
        return "name", "joined-to-letters"
    if re.search(
        r"(?:指数|PMI|系数|得分|恩格尔系数|比|指标值)(?:达到?|为|降至|升至|提高到|提升到|达|保持在|稳定在|降低到|下降到|上升到)?$",
        text[max(0, number.start - 10) : number.start],
    ) and re.match("[，。；、以左]", after):
        return None
    return "unclear", "number-without-unit"


def _why_time(before: str, after: str) -> bool:
    if after and not re.match("[，。；、！？）以左完到实竣建]", after):
        return True
    return bool(
        re.search("(?:连续|近|过去|为期|历时|每|时隔|未来|前|后|首个|仅用|用时|奋战|再)$", before)
    ) or after.startswith(("以来", "内", "后"))


def _is_threshold(text: str, amount: Amount, end: int) -> bool:
    """Whether ``amount`` only says how large the things are that are named behind it (亿元以上项目)."""
    place = amount.quantity.span.end
    if amount.dimension in COUNTS and amount.dimension != "person" and amount.after not in _THRESHOLD_AFTER:
        return False
    if amount.dimension in ("percent", "percentage_point", "times", "place"):
        return False
    rest = text[place:end]
    if not rest or not re.match("[一-龥“]", rest):
        return False
    if amount.dimension in COUNTS:
        return False
    bare = amount.numeral.value == 1 and amount.numeral.arabic is False
    if rest.startswith("的"):
        counted = re.match(r"的[^，。；：]{0,16}?\d", rest) or re.search(
            r"\d[家个项条]\S{0,8}$", text[max(0, amount.quantity.span.start - 16) : amount.quantity.span.start]
        )
        return (amount.op_is_open or bare) and (
            bool(counted)
            or not _OWN_SIZE.search(text[max(0, amount.quantity.span.start - 8) : amount.quantity.span.start])
        )
    if rest.startswith(("级", "台阶", "大关", "关口")):
        return rest.startswith("级")
    if starts_with_predicate(rest):
        return False
    if amount.after in _THRESHOLD_AFTER or bare:
        return True
    before = text[max(0, amount.quantity.span.start - 8) : amount.quantity.span.start]
    if amount.numeral.arabic is False:
        return not _GOAL.match(rest)
    if amount.dimension != "yuan" or _INVESTED.search(before):
        return False
    head = re.match(
        "[^，。；、：！？]{0,12}?(?:项目|企业|产业|集群|园区|县|乡镇|镇|村|城市|平台|品牌|产业链|机组|龙头|街区|单品|大县|强县)",
        rest,
    )
    return bool(head)


_OWN_SIZE = re.compile("(?:总规模|规模|总投资|投资|总额|金额|投资额|年投资)(?:约|近|达)?$")
_GOAL = re.compile("[^，。；、]{2,8}(?:目标|大关)")
_INVESTED = re.compile("(?:总投资|计划投资|投资)(?:约|近|达|额)?$")


def _quoted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the places in quotation marks or title marks that are short enough to be a name."""
    return [
        m.span()
        for m in re.compile('“[^”。；]{1,24}”|《[^》]*》|‘[^’]{1,16}’|"[^"]{1,16}"|「[^」]*」').finditer(
            text, start, end
        )
    ]


def _inside(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(a <= place < b for a, b in spans)


def _name_around(amount: Amount, names: Sequence[Mention]) -> Mention | None:
    """Return the name of ``names`` that ``amount`` stands in; a count at its start is outside."""
    for name in names:
        if name.span.start > amount.body.start:
            break
        if name.span.contains(amount.number):
            counts = amount.dimension in COUNTS and not amount.numeral.scale
            return None if counts and name.span.start == amount.number.start else name
    return None


def is_ratio(text: str, start: int, place: int) -> bool:
    """Whether the 倍 that starts at ``place`` compares with the old value (是上年的1.6倍)."""
    return bool(_RATIO.search(text[max(start, place - 20) : place]))
