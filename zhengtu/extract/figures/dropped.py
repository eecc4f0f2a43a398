"""Why a number of a report measures nothing: a date, an ordinal, a slogan, part of a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from zhengtu.extract.figures.quantities import Amount
from zhengtu.extract.figures.wording import starts_with_predicate
from zhengtu.extract.figures.words import alternatives, words

COUNTS = frozenset({"number", "person", "household", "visit"})
TIMES = frozenset({"time", "month"})
SIZES = frozenset({"voltage", "length_small", "bandwidth", "information", "age"})
NOT_A_NUMERAL = ""


@dataclass(frozen=True)
class Around:
    """An amount with the words of its sentence before and behind it."""

    amount: Amount
    before: str
    after: str
    quoted: bool
    opens: bool

    @property
    def unit(self) -> str:
        """The unit, empty where there is none."""
        return self.amount.quantity.unit

    @property
    def in_words(self) -> bool:
        """Whether the number is written in Chinese characters."""
        return not self.amount.numeral.arabic

    @cached_property
    def dimension(self) -> str:
        """The dimension of the unit."""
        return self.amount.dimension

    @property
    def behind(self) -> str:
        """The words behind the comparators of the amount."""
        return self.after[self.amount.quantity.span.end - self.amount.body.end :]

    @property
    def ahead(self) -> str:
        """The words before the comparators of the amount."""
        return self.before[: len(self.before) - len(self.amount.before)]


def why_dropped(around: Around) -> tuple[str, str] | None:
    """Return why the amount is no value, and by which rule; ``None`` if it is a value.

    The reason ``NOT_A_NUMERAL`` says that the characters are part of a word and count nothing.
    """
    for rule in RULES:
        reason = rule(around)
        if reason is not None:
            return reason, rule.__name__.strip("_").replace("_", "-")
    return None


def _ordinal(a: Around) -> str | None:
    if a.before.endswith("第") or (a.in_words and re.match("[一二三四五六七八九十]?(?:届|中全会)", a.after)):
        return "ordinal"
    return None


def _part_of_a_word(a: Around) -> str | None:
    if a.unit in ("万", "亿") and not re.match("[一-龥，。；、以左]", a.after):
        return "unclear"
    if a.unit.endswith("位") and a.after.startswith("数"):
        return NOT_A_NUMERAL
    if a.unit in _RARE_UNITS and a.in_words:
        return NOT_A_NUMERAL
    if a.unit in _SHORT_UNITS and a.after and not _MARK.match(a.after):
        return "name"
    if a.in_words and not a.unit and (len(a.amount.number) <= 2 or a.amount.numeral.scale):
        return NOT_A_NUMERAL if not _TIME_UNIT.match(a.after) else None
    return None


def _single_thing(a: Around) -> str | None:
    numeral = a.amount.numeral
    if a.in_words and numeral.value == 1 and not numeral.scale and a.dimension not in ("percent", "times"):
        return NOT_A_NUMERAL if a.unit else None
    return None


def _inside_quotation_marks(a: Around) -> str | None:
    if not a.quoted:
        return None
    return NOT_A_NUMERAL if a.in_words and not a.unit else "name"


def _section_number(a: Around) -> str | None:
    if a.unit:
        return None
    if a.opens and not a.in_words:
        return "section number"
    if re.search("(?:^|[。；\n])[（(【]?$", a.before) and re.match("[.．、)）]", a.after):
        return "section number"
    return "section number" if re.search("[（(【]$", a.before) and re.match("[)）】]", a.after) else None


def _date(a: Around) -> str | None:
    if a.unit:
        return None
    if a.in_words and len(a.amount.number) == 1 and a.after[:1] not in ("月", "日"):
        return None
    if re.match("[—至-][0-9]{1,2}月", a.after) or re.fullmatch("(?:19|20)[0-9]{2}", str(a.amount.numeral.value)):
        return None if _PERIOD_BEFORE.search(a.before) else "date"
    if not _DATE_UNIT.match(a.after):
        return None
    year = a.after.startswith("年")
    if not year:
        return "date"
    return "date" if len(a.amount.number) == 4 and not _PERIOD_BEFORE.search(a.before) else None


def _period(a: Around) -> str | None:
    if not a.unit:
        return "period" if _TIME_UNIT.match(a.after) else None
    if a.dimension not in TIMES:
        return None
    if a.behind and not re.match("[，。；、！？）以左完到实竣建开投提高增减缩通]", a.behind):
        return "period"
    if _SPAN_BEFORE.search(a.before) or a.after.startswith(("以来", "内", "后")):
        return "period"
    return None


def _joined_to_letters(a: Around) -> str | None:
    if _LETTER_BEFORE.search(a.before) and not a.before.endswith(("-", "/")):
        return "name"
    if a.unit or a.in_words:
        return None
    if re.match("政务|热线|便民", a.after):
        return "name"
    return "name" if _LETTER_AFTER.match(a.after) or _NUMBERED_BEFORE.search(a.before) else None


def _number_without_unit(a: Around) -> str | None:
    if a.unit:
        return None
    if _INDEX_BEFORE.search(a.before) and re.match("[，。；、以左]|$", a.after):
        return None
    return "unclear"


def _fraction(a: Around) -> str | None:
    return "unclear" if a.unit == "分之" else None


def _small_number_in_words(a: Around) -> str | None:
    numeral = a.amount.numeral
    if not a.in_words or numeral.scale or a.dimension not in COUNTS or a.amount.after:
        return None
    if numeral.value > 12 or re.search("(?:新增|净增|增至|增加到|达到?)$", a.before):
        return None
    return None if a.unit in _THING_UNITS and numeral.value > 1 else "slogan"


def _round_number_in_words(a: Around) -> str | None:
    numeral = a.amount.numeral
    if not a.in_words or a.dimension not in COUNTS or a.amount.before or a.amount.after or numeral.rough:
        return None
    if numeral.value not in (1, 10, 100, 1000) or (numeral.value < 100 and not numeral.scale):
        return None
    return "slogan" if len(a.amount.number) <= 2 and a.behind and not starts_with_predicate(a.behind) else None


def _size_in_a_name(a: Around) -> str | None:
    if a.dimension not in SIZES or not a.behind or _MARK.match(a.behind):
        return None
    return None if starts_with_predicate(a.behind) and a.dimension == "age" else "name"


def _size_of_a_work(a: Around) -> str | None:
    if a.dimension in ("mass", "metre", "area") and re.match(
        "级?[^，。；、]{0,4}(?:航道|码头|泊位|船|隧道|跨径|口径)", a.behind
    ):
        return "name"
    return None


def _numbered_programme(a: Around) -> str | None:
    if a.dimension not in COUNTS or a.amount.after or a.amount.before or _MARK.match(a.after):
        return None
    numeral = a.amount.numeral
    if numeral.value >= 1000 or a.unit not in _PROGRAMME_UNITS or a.amount.quantity.upper is not None:
        return None
    return "slogan" if _SLOGAN.match(a.after) else None


def _size_class(a: Around) -> str | None:
    """亿元以上项目: only how large the things are that are named behind."""
    if re.match("级(?!以上)|级别", a.after):
        return "threshold"
    if a.dimension in COUNTS or a.dimension in ("percent", "percentage_point", "times", "place", "score"):
        return None
    numeral = a.amount.numeral
    bare = a.in_words and (numeral.value in (100, 1000) or (numeral.value in (1, 10) and bool(numeral.scale)))
    if bare and not a.amount.before and not re.search("[达到过上破了]$", a.ahead):
        return "threshold"
    if not a.behind or not re.match("[一-龥“0-9]", a.behind):
        return None
    if a.behind.startswith("的"):
        counted = re.match(r"的[^，。；：]{0,16}?\d", a.behind) or re.search(r"\d[家个项条]\S{0,10}$", a.ahead)
        return "threshold" if (a.amount.is_bound or bare) and (counted or not _OWN_SIZE.search(a.ahead)) else None
    if a.behind.startswith(("台阶", "大关", "关口", "门槛")):
        return None
    if a.behind[0] in "0123456789":  # 超50亿元15个
        return "threshold" if a.amount.is_bound else None
    if starts_with_predicate(a.behind):
        return None
    if a.amount.after in ("以上", "及以上", "以下", "及以下", "内", "以内", "之内") or bare:
        return "threshold"
    if a.in_words:
        return None if _GOAL.match(a.behind) else "threshold"
    if a.dimension != "yuan" or (_INVESTED.search(a.ahead) and not a.amount.is_bound):
        return None
    return "threshold" if _HEAD.match(a.behind) else None


_RARE_UNITS = frozenset(
    ["分", "度", "方", "里", "米", "片", "G", "T", "兆", "E", "P", "升", "本", "支", "部", "份", "种", "口", "块", "只"]
)
_SHORT_UNITS = frozenset(["分", "度", "方", "G", "T", "兆", "E", "P"])
_THING_UNITS = frozenset(["家", "户", "所", "座", "人", "名", "辆", "艘", "架", "台", "宗"])
_MARK = re.compile("[，。；、！？）以左]")
_DATE_UNIT = re.compile("年代|年度|年|月份|月|日(?!均)|号(?![线楼机文院库])|时(?![速段空期])|点(?=[，。至到—前后0-9])")
_TIME_UNIT = re.compile("年|周年|世纪|季度|周(?!岁)|个?月|天|日|轮|载")
_PERIOD_BEFORE = re.compile("(?:连续|近|过去|为期|历时|用|时隔|提前|未来|每|今后|前|首|再|持续|经过|不到)$")
_SPAN_BEFORE = re.compile("(?:连续|近|过去|为期|历时|每|时隔|未来|(?<!提)前|后|首个|仅用|用时|奋战|再)$")
_LETTER_BEFORE = re.compile(r"[A-Za-z+\-＋×∶_/.·]$")
_LETTER_AFTER = re.compile(
    "[A-Za-z+＋×∶·]|号(?:线|楼|机|文|工程|院|库|地块)?|级|期|版|大(?!于|约)|类|代|强(?!化|度)|星|式|角|网|型|纵|横|核|带|轴|廊|极|翼|圈|线|甲|产|后|方|边|字|心|省|市|区|县|中全会|中|连冠|双|联|化|通|证|窗|码|乡|村|镇|国|热线|平台"
)
_NUMBERED_BEFORE = re.compile("(?:国道|省道|县道|高速|线|号|热线|航班|型号|编号|第)$")
_INDEX_BEFORE = re.compile(
    "(?:指数|PMI|系数|得分|收入比|倍差|之比|指标值)(?:分别|稳定|保持)?(?:达到?|从|由|提高|下降|缩小至|缩小到|为|降至|升至|提高到|提升到|保持在|稳定在|降低到|下降到|上升到|增至|在)?$"
)
_SLOGAN = re.compile(
    "[^，。；、：一二三四五六七八九十0-9]{0,5}?"
    + alternatives(words("slogan_heads"))
    + "(?=[，。；、：！？）”]|$|的|等|和|建设|工作|推进|实施|落实|细化)|[^，。；、]{0,4}(?:类型|方面|维度)"
)
_PROGRAMME_UNITS = frozenset("个 项 条 种 类 字".split())  # noqa: SIM905
_OWN_SIZE = re.compile("(?:总规模|规模|总投资|投资|总额|金额|投资额|年投资)(?:约|近|达)?$")
_INVESTED = re.compile("(?:总投资|计划投资|投资)(?:约|近|达|额)?$")
_GOAL = re.compile("[^，。；、]{2,8}(?:目标|大关)")
_HEAD = re.compile(
    "[^，。；、：！？]{0,12}?(?:项目|企业|产业|集群|园区|县|乡镇|镇|村|城市|平台|品牌|产业链|机组|龙头|街区|单品|大县|强县)"
)

RULES = (
    _ordinal,
    _inside_quotation_marks,
    _joined_to_letters,
    _date,
    _section_number,
    _part_of_a_word,
    _period,
    _number_without_unit,
    _fraction,
    _single_thing,
    _small_number_in_words,
    _round_number_in_words,
    _size_in_a_name,
    _size_of_a_work,
    _numbered_programme,
    _size_class,
)
