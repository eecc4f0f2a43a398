"""What a figure measures: the shortest words beside it that name it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhengtu.extract.measures_words import alternatives, pattern, words

_YEARS = r"(?:(?:到|至|截至|截止)?(?:20\d\d|“?十[三四五六]五”?)年?(?:底|末|初|以来|期间|上半年|下半年)?)"
_PLACES = "(?:全(?:市|省|区|县|州|盟|旗|国|镇|域)|我(?:市|省|区|县|州|盟|旗)|市级|自治区)"
_TAIL = pattern("level_verbs", "rise_verbs", "fall_verbs", "adverbs", after="$")
_START = re.compile(
    f"^(?:{_YEARS}|{_PLACES}(?=.{{4}})|{alternatives(w for w in words('adverbs') if len(w) > 1 or w in '共均仍还已将再又也')}|[的，、；：了]|今后|未来)"
)
# A verb that starts a compound noun is not stripped: 建成区, 建设用地, 保障性住房, 开发区.
_LIGHT = re.compile(
    "^"
    + alternatives(words("light_verbs"))
    + r"(?!区|用地|性|房|率|量|额|面积|费用|强度|规模|区域|业|者|商|员|局|厅|会|机构|公司|金|成本|密度|能力|水平|指数|程度|比例|比重|数)(?=.{2})"
)
_MIDDLE = re.compile(
    r"(?:实现|完成|建成|培育|引进|争取|发放|吸引|获批|创建|打造|实施|开展|新增|净增|累计|带动|拉动|推动|达到|建设|加快|推进|促进|支持|组织|全年|力争|确保|今年)"
    r"(?!率|额|量|区|用地|度|面积|费|性|资金|成本|规模|期|强度|进度|速度|项目|工程|标准)"
)
_AND_SO_ON = re.compile(r"(?<![高中同平对初相均优一二三四特上下])等(?!级|次|线|量|额|教育|保|同|距|于|候|待|比|离)")
_QUOTES = str.maketrans("", "", "")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")


@dataclass(frozen=True, slots=True)
class Wording:
    """The words before an amount, taken apart: the name, the verb of change, and what else was said.

    ``verb`` is ``rise``, ``fall`` or empty; ``marks`` are the adverbs passed over.
    """

    name: str
    verb: str
    marks: frozenset[str]
    word: str = ""


def read_before(text: str) -> Wording:
    """Take apart the words that stand before an amount.

    >>> read_before("全市规上工业增加值年均增长")
    Wording(name='规上工业增加值', verb='rise', marks=frozenset({'年均'}), word='增长')
    """
    verb, word = "", ""
    marks: set[str] = set()
    rest = text
    while found := _TAIL.search(rest[-8:]):
        last = found[0]
        rest = rest[: len(rest) - len(last)]
        if last in words("rise_verbs") or last in words("fall_verbs"):
            if not verb and not (marks & _TO):
                verb = "rise" if last in words("rise_verbs") else "fall"
                word = last
                continue
            elif len(last) == 1 or last in words("level_verbs"):
                pass
            else:
                rest += last if last in _NOUNS else ""
                if last in _NOUNS:
                    break
        marks.add(last)
    return Wording(clean_name(rest), verb, frozenset(marks), word)


_NOUNS = frozenset(["增速", "增幅", "涨幅", "降幅", "增收", "减幅", "跌幅"])
_TO = frozenset(
    ["到", "至", "为", "达", "达到", "增至", "升至", "降至", "超过", "突破", "约", "近", "控制在", "保持在", "稳定在"]
)


def clean_name(text: str) -> str:
    """Return the naming words of ``text``, which may begin with verbs, years and adverbs.

    >>> clean_name("培育专精特新企业"), clean_name("到2030年，光纤等新材料产值")
    ('专精特新企业', '新材料产值')
    """
    name = text.strip("，、；：。 的了")
    name = _after_so_on(name)
    while True:
        found = _START.match(name) or _LIGHT.match(name)
        if not found or len(name) - found.end() < 1:
            break
        name = name[found.end() :]
    cut = 0
    for found in _MIDDLE.finditer(name, 1):
        if len(name) - found.end() > 2:
            cut = found.start() if found[0] in ("新增",) else found.end()
    if cut and _depth(name, cut) == 0:
        name = clean_name(name[cut:]) if not name[cut:].startswith("新增") else name[cut:]
    if len(name) > 16 and "的" in name:
        name = name[name.rindex("的") + 1 :] or name
    return name.strip("，、；：。 的了")


def _after_so_on(name: str) -> str:
    last = None
    for found in _AND_SO_ON.finditer(name):
        if _depth(name, found.start()) == 0 and len(name) - found.end() >= 2:
            last = found.end()
    return name[last:] if last else name


def _depth(text: str, place: int) -> int:
    head = text[:place]
    return sum(head.count(c) for c in "“（《(‘") - sum(head.count(c) for c in "”）》)’")


_PREDICATE = re.compile(
    alternatives(words("predicates"))
    + r"(?!率|额|量|区|用地|度|费|性|资金|期|项目|工程|企业|业|单位|机构|中心|基地|人员|主体|城市|平台|试点|示范)"
)
_AWARD = re.compile(
    "入选|入围|进入|跻身|成为|获评|获批|获得|获|当选|荣获|晋级|上榜|登上|列入|纳入|通过|达到|升格|接通|享受|摘得|斩获|夺得|开设|实现|跨入|晋升|位居|互通|受益"
)
_HEAD = re.compile("项目|企业|工程|小区|园区|主体|机组|平台|家庭|群众|学生|单位|公路|医院|学校|乡镇|社区|行政村|指标")


def name_after(text: str) -> str:
    """Return the naming words of what is counted by the number before ``text``.

    >>> name_after("重大产业项目开工建设"), name_after("企业入选省级百强榜单")
    ('重大产业项目', '企业入选省级百强榜单')
    """
    name = text.strip("，、；：。 的")
    if _AWARD.search(name, 1):
        found = _AWARD.search(name, 1)
        assert found is not None
        first = _PREDICATE.search(name, 2)
        if first is None or first.start() >= found.start():
            return name
    for found in _PREDICATE.finditer(name, 1):
        if _depth(name, found.start()) == 0 and (found.start() > 1 or len(name[: found.start()]) >= 1):
            before = name[: found.start()]
            if before[-1] in "的了在和与及" or (len(found[0]) == 1 and not _HEAD.search(before)):
                continue
            name = before
            break
    heads = list(_HEAD.finditer(name))
    if heads and re.search("(?:率|额|量|投资|产值|收入|营收)$", name) and heads[-1].end() < len(name):
        name = name[: heads[-1].end()]
    return re.sub("(?:和|与|及|以及|并|等)$", "", name).strip("，、；：。 的")


def starts_with_predicate(text: str) -> bool:
    """Whether ``text`` goes on with a verb and not with a name."""
    return not text or bool(_PREDICATE.match(text)) or text[0] in "，、；：。！？）)”的和与及并以用左"


def share_heads(parts: list[str]) -> list[str]:
    """Give each of ``parts`` the measured head that stands only on the last.

    >>> share_heads(["钢材", "水泥", "平板玻璃产量"])
    ['钢材产量', '水泥产量', '平板玻璃产量']
    """
    last = parts[-1]
    found = _SHARED.search(last)
    head = found[0] if found else ""
    if not head or head == last or any(_SHARED.search(p) for p in parts[:-1]):
        return parts
    return [p + head for p in parts[:-1]] + [last]


_SHARED = re.compile("(?:占.{2,12}比重|占.{2,12}比例|" + alternatives(words("shared_heads")) + ")$")
