"""What a figure measures: the shortest words beside it that name it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhengtu.extract.figures.words import alternatives, pattern, words


@dataclass(frozen=True, slots=True)
class Wording:
    """The words before an amount, taken apart: the name, the verb of change, and what else was said.

    ``verb`` is ``rise``, ``fall`` or empty, ``word`` that verb; ``marks`` are the words passed over;
    ``raw`` is the name with the verbs that lead to it.
    """

    name: str
    verb: str
    marks: frozenset[str]
    word: str = ""
    raw: str = ""


def read_before(text: str) -> Wording:
    """Take apart the words that stand before an amount.

    >>> read_before("全市规上工业增加值年均增长").name, read_before("出口额下降").verb
    ('规上工业增加值', 'fall')
    >>> read_before("居民医保补助标准从上年的").marks
    frozenset({'从'})
    """
    verb, word = "", ""
    marks: set[str] = set()
    rest = text
    if found := _FROM.search(rest):
        marks.add("从")
        rest = rest[: found.start()]
    while found := _TAIL.search(rest[-14:]):
        last = found[0]
        if last in _NOUNS:
            break
        rest = rest[: len(rest) - len(last)]
        if last in _CHANGES and not verb and not marks & _TO:
            verb = "rise" if last in words("rise_verbs") else "fall"
            word = last
        else:
            marks.add(last)
    if found := _COMPARED.search(rest):
        rest, marks = rest[: found.start()], {*marks, "比"}
        verb = verb or ("fall" if found["less"] or found["lesser"] else "rise")
    if found := _OF_PLAN.search(rest):
        rest, marks = rest[: found.start()], {*marks, "计划"}
    if rest.endswith("等"):
        if rest == text:  # what follows may be the name: 甲、乙等38个项目
            marks.add("等")
        rest = rest[:-1]
    return Wording(clean_name(rest), verb, frozenset(marks), word, rest)


def clean_name(text: str) -> str:
    """Return the naming words of ``text``, which may begin with verbs, years and adverbs.

    >>> clean_name("培育专精特新企业"), clean_name("到2030年，光纤等新材料产值")
    ('专精特新企业', '新材料产值')
    """
    name = _after_so_on(text.strip(_MARKS))
    while found := _START.match(name) or _LIGHT.match(name):
        name = name[found.end() :]
    cut = 0
    for found in _MIDDLE.finditer(name, 1):
        if len(name) - found.end() > 2 and _depth(name, found.start()) == 0:
            cut = found.start() if found[0] == "新增" else found.end()
    if cut:
        name = clean_name(name[cut:])
    if len(name) > 16 and "的" in name[:-4]:
        name = name[name.rindex("的", 0, -4) + 1 :]
    return name.strip(_MARKS)


def name_after(text: str) -> str:
    """Return the naming words of what is counted by the number before ``text``.

    >>> name_after("重大产业项目开工建设"), name_after("企业入选省级百强榜单")
    ('重大产业项目', '企业入选省级百强榜单')
    """
    name = text.strip(_MARKS)
    honour = _HONOUR.search(name)
    for found in _PREDICATE.finditer(name, 1):
        if honour and found.start() >= honour.start():
            break
        before = name[: found.start()]
        if _depth(name, found.start()) or before[-1] in "的了在和与及":
            continue
        if len(found[0]) == 1 and not _HEAD.search(before):
            continue
        name = before
        break
    heads = list(_HEAD.finditer(name))
    if heads and _MEASURED.search(name) and heads[-1].end() < len(name):
        name = name[: heads[-1].end()]
    return re.sub("(?:和|与|及|以及|并|等)$", "", name).strip(_MARKS)


def starts_with_predicate(text: str) -> bool:
    """Whether ``text`` is empty or goes on with a verb or a mark, and not with a name."""
    if not text or _GOES_ON.match(text):
        return True
    return bool(_PREDICATE.match(text))


def begins_with_honour(text: str) -> bool:
    """Whether ``text`` says at once what the things counted were chosen for (入选国家级试点)."""
    return bool(_HONOUR.match(text))


def share_heads(parts: list[str]) -> list[str]:
    """Give each of ``parts`` the measured head that stands only on the last.

    >>> share_heads(["钢材", "水泥", "平板玻璃产量"])
    ['钢材产量', '水泥产量', '平板玻璃产量']
    """
    last = parts[-1]
    if (own := _GRADE.match(last)) and all(_GRADE.fullmatch(p) for p in parts[:-1]):
        return [p + last[own.end() :] for p in parts[:-1]] + [last]
    if last[:1] in _DIGITS and all(p in _DIGITS for p in parts[:-1]):  # 一、二、三产业
        return [p + last[1:] for p in parts[:-1]] + [last]
    found = _SHARED.search(last)
    head = found[0] if found else ""
    if not head or any(_SHARED.search(p) or _MEASURED.search(p) for p in parts[:-1]):
        return parts
    if head == last:
        return parts
    return [_join(p, head) for p in parts[:-1]] + [last]


def subject_of(clause: str) -> str:
    """Return what ``clause`` speaks of when it begins with a name, else nothing.

    >>> subject_of("地区生产总值再上新台阶"), subject_of("加快建设")
    ('地区生产总值', '')
    """
    if _VERB_START.match(clause):
        return ""
    ends = [found.start() for found in (_PREDICATE.search(clause, 2), _SAID_OF.search(clause, 2)) if found]
    name = clean_name(clause[: min(ends)]) if ends else ""
    return name if 2 <= len(name) <= 14 else ""


def members(parts: list[str], count: int) -> list[str]:
    """Return the names of a list of ``count`` that ends in 等 with the head of all.

    >>> members(["食品", "石化", "医药等产业增加值分别增长"], 3)
    ['食品产业增加值', '石化产业增加值', '医药产业增加值']
    """
    last, so_on, head = parts[-1].rpartition("等")
    name = read_before(head).name
    if len(parts) < count or not so_on or not name:
        return []
    return [clean_name(p) + name for p in [*parts[:-1], last][-count:]]


def _join(part: str, head: str) -> str:
    """Join two words that may share letters (城镇居民, 居民收入)."""
    for length in range(min(len(part), len(head)), 0, -1):
        if part.endswith(head[:length]):
            return part + head[length:]
    return part + head


def is_governed(part: str, name: str) -> bool:
    """Whether ``part`` begins with a verb, so that no list goes on from it to the left."""
    if _MEASURED.search(name) and part.lstrip().startswith(name) and len(name) <= 10:
        return False
    return bool(_VERB_START.match(part.lstrip())) or is_governed_lightly(part)


def is_governed_lightly(part: str) -> bool:
    """Whether ``part`` begins with a verb such as 培育 that leads to a list of names."""
    name = clean_name(part)
    return bool(name) and not part.lstrip().startswith(name[:2])


def is_measured(part: str) -> bool:
    """Whether ``part`` ends with a noun that is measured (率, 产值, 面积)."""
    return bool(_MEASURED.search(part))


def split_list(head: str) -> list[str]:
    """Split ``head`` at 、 outside quotation marks and brackets."""
    parts, depth, begin = [], 0, 0
    for i, c in enumerate(head):
        if c in "“（《(‘":
            depth += 1
        elif c in "”）》)’":
            depth = max(0, depth - 1)
        elif c == "、" and depth == 0:
            parts.append(head[begin:i])
            begin = i + 1
    parts.append(head[begin:])
    return parts


def find_breaks(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """Return the commas and the like of a sentence that stand outside quotation marks and brackets."""
    found, depth = [], 0
    for i in range(start, end):
        c = text[i]
        if c in "“（《(‘":
            depth += 1
        elif c in "”）》)’":
            depth = max(0, depth - 1)
        elif c in "，；：。！？、\n,;" and depth == 0:
            found.append((i, c))
    return found


def _after_so_on(name: str) -> str:
    last = 0
    for found in _AND_SO_ON.finditer(name):
        if _depth(name, found.start()) == 0 and len(name) - found.end() >= 2:
            last = found.end()
    return name[last:]


def _depth(text: str, place: int) -> int:
    head = text[:place]
    return sum(head.count(c) for c in "“（《(‘") - sum(head.count(c) for c in "”）》)’")


_MARKS = "，、；：。;: 的了"
_FROM = re.compile(
    "(?:从|(?<!自)由(?!于))(?:20[0-9]{2}年(?:底|末|初)?的?|(?:上|去|前)年(?:底|末|同期)?的?|上半年的?|每[^，。；、]{1,6}|平均|最低|最高|原来的?|最初的?|当初的?|期初的?|月销售额|年初的?|不足|不到|约|近|超过?)*$"
)
_COMPARED = re.compile(
    "(?:分别|均|都|增速|增幅|涨幅|实际|大幅|明显|连续[^，。；、]{1,4}年)*(?:高于|快于|优于|好于|高出|超出|超过|领先|多于|长于|超(?=全|省|同)|(?P<less>低于|慢于|少于|落后于?|短于))[^，。；、]{1,16}$|(?:比|较)(?:[^，。；、]{1,12}(?:高|多|快|长|(?P<lesser>低|少|慢|短))|20[0-9]{2}年(?:同期)?)$"
)
_OF_PLAN = re.compile(
    "(?:分别|均)?(?:是|为|达到?|相当于|完成|占|恢复到)?(?:全年|年度|年初|预期|年|省定|市定|省下达|原定|既定|序时|进度|目标|任务)*(?:计划|预算|目标任务|任务|目标|序时进度)(?:数|任务|目标)?的?$"
)
_NOUNS = frozenset(["增速", "增幅", "涨幅", "降幅", "增收", "减幅", "跌幅"])
_CHANGES = words("rise_verbs") | words("fall_verbs")
_TO = frozenset("到 至 为 达 达到 增至 升至 降至 超过 突破 约 近 控制在 保持在 稳定在 增长到 提高到".split())  # noqa: SIM905
_YEARS = "(?:(?:到|至|截至|截止)?20[0-9]{2}年?(?:底|末|初|以来|期间|上半年|下半年)?)"
_PERIODS = "(?:(?:连续|近|过去)[一二两三四五六七八九十0-9]+(?:年|个月)|(?:每人)?每[年月日]|每人|“?十[三四五六]五”?(?:时期|期间|以来|末)?)"
_PLACES = "(?:全(?:市|省|区|县|州|盟|旗|国|镇|域)|我(?:市|省|区|县|州|盟|旗)|市级(?=.{6})|自治区(?![级直党])(?=.{6}))"
_OLD = "(?:是|为|相当于|达到?|(?:扩大|增加|增长|提高|恢复)到)?(?:(?:上一?|去|前)年度?|20[0-9]{2}年|[一二三四五六七八九十0-9]+年前|同期)(?:同期|底|末)?的"
_SINCE = "(?:比|较)(?:年初|上年末|上年底|去年底|去年末|上月|同期|上年同期|去年同期|上年|去年|上一年度?|前一年|疫情前|期初|“[^”]{2,6}”(?:期末|时期|末|初)?)"
_OF_LAST_YEAR = "是(?:上年|去年|20[0-9]{2}年)?(?:同期)?的?"
_REALLY = "(?:实际(?!使用|利用|到位|到账|控制|吸收|管理|种植|开工))"
_ADVERBS = alternatives(w for w in words("adverbs") if len(w) > 1 or w in "共均仍还已将再又也")
_TO_YEAR = "(?:20[0-9]{2}年(?:底|末|初)?的?|(?:上|去)年(?:同期|底|末)?的?|期末的?|目前的?|现在的?)"
_TAIL = re.compile(
    f"(?:{pattern('level_verbs', 'rise_verbs', 'fall_verbs', 'adverbs').pattern}|{_PERIODS}|{_OLD}|{_SINCE}|(?<=[到至]){_TO_YEAR}|(?<=[到至为达])每[一-龥]{{1,4}}|实际)$"
)
_START = re.compile(
    f"^(?:{_OF_LAST_YEAR}|{_YEARS}|{_PERIODS}|{_PLACES}(?=.{{2}})|{_REALLY}|较(?!大|高|多)|比(?!例|重|亚|率|值)|{_ADVERBS}|[一二三四五六七八九十]{{1,3}}是|[的，、；：了要也再与及只仅]|和(?![美谐平])|可(?![再持视调控支])|今后|未来)"
)
# A verb that starts a compound noun is not stripped: 建成区, 建设用地, 保障性住房, 创建率.
_LIGHT = re.compile(
    "^"
    + alternatives(words("light_verbs"))
    + "(?!区|用地|性|房|率|量|额|面积|费用|强度|规模|区域|业|者|商|员|局|厅|会|机构|公司|金|成本|密度|能力|水平|指数|程度|比例|比重|数)(?=.{2})"
)
_MIDDLE = re.compile(
    "(?<!新)(?:实现|完成|建成|培育|引进|争取|发放|提供|投放|吸引|获批|创建|打造|实施|开展|新增|净增|累计|带动|拉动|推动|达到|建设|加快|推进|促进|支持|组织|全年|力争|确保|今年)"
    "(?!率|额|量|数|区|用地|度|面积|费|性|资金|成本|规模|期|强度|进度|速度|项目|工程|标准)"
)
_AND_SO_ON = re.compile(
    "(?<![高中同平对初相均优一二三四特上下])等(?!级|地(?!区)|次|线|量|额|教育|保|同|距|于|候|待|比|离)"
)
_PREDICATE = re.compile(
    "(?!"
    + "|".join(words("no_predicates"))
    + ")"
    + alternatives(words("predicates"))
    + "(?!率|额|量|区|用地|度|费|性|资金|期|项目|工程|企业|业|单位|机构|中心|基地|人员|主体|城市|平台|试点|示范)"
)
_HONOUR = re.compile(
    "入选|入围|进入|跻身|成为|获评|获批|获得|获|当选|荣获|晋级|上榜|登上|列入|纳入|通过|达到|升格|接通|享受|摘得|斩获|夺得|开设|实现|跨入|晋升|位居|互通|受益"
)
_HEAD = re.compile("项目|企业|工程|小区|园区|主体|机组|平台|家庭|群众|学生|单位|公路|医院|学校|乡镇|社区|行政村|指标")
_GOES_ON = re.compile("[，、；：。！？）)”的和与及并以用左]")
_SHARED = re.compile("(?:占.{2,12}比重|占.{2,12}比例|" + alternatives(words("shared_heads")) + "+)$")
_DIGITS = frozenset("一二三四五六七八九十")
_GRADE = re.compile(
    "(?:国家|自治区|省|市|县|区|乡|镇|村|州)(?:级(?:以上)?)?(?=.)|[一-龥]类|(?:国家|省|市|县)级?$|[甲乙丙]类$"
)
_VERB_START = re.compile(
    "深化|深入|推进|加快|加强|强化|优化|完善|提升|推动|建设|开展|支持|鼓励|落实|坚持|聚焦|围绕|发展|做大|做强|做优|持续|积极|全力|大力|全面|着力|有序|稳步|扎实|严格|统筹|健全|构建|打好|抓好|用好|引导|"
    "促进|保障|实现|突出|巩固|拓展|瞄准|紧盯|依托|发挥|利用(?!外资|率)|通过|以|为|对(?!外)|向|把|将|使|让|被|不断|进一步|高标准|高质量(?!发展)|扩大|举办|成立|设立|获批|获评|入选|荣获|出台|制定|编制|启动|完成|建成(?!区)|"
    "投入|投产|竣工|开工"
)
_SAID_OF = re.compile(
    "再|创|不断|持续|稳步|显著|明显|大幅|快速|平稳|增量|提质|加速|总体|逐步|整体|跃上|迈上|继续|首次|实现|达到|健康|迅速|规模|数量"
)
_MEASURED = re.compile(
    "(?:率|数|外资|人次|比例|能耗|密度|浓度|人数|余额|量|额|度|比重|占比|指数|水平|能力|资金|投资|产值|收入|营收|总值|面积)$"
)
