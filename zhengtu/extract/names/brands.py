"""The brand in front of a name: how far it goes, and whether a trade belongs to it.

A brand is as a rule two to five characters that are no ordinary words; what follows is the
firm's trade (晶岚光伏), or the product of a work (晶岚高端衬底).
"""

from __future__ import annotations

import re

from zhengtu.extract.names.clauses import one_of, read_rules
from zhengtu.extract.names.words import GENERAL, PLACE, REPORT, Token

HIDDEN = "\x00"  # stands for what brackets hold


def find_brand(text: str, tokens: list[Token]) -> tuple[int, int, float] | None:
    """Return (end of the firm, end of the brand, weight) for a brand at the start of ``tokens``."""
    if not tokens:
        return None
    start = tokens[0].start
    end, odd, last = start, 0, 0
    for i, token in enumerate(tokens):
        word = text[token.start : token.end]
        if token.kind in (REPORT, PLACE, "0") or HIDDEN in word or (word[0] in _NO_BRAND and (i or word[0] != "和")):
            break
        if token.kind == GENERAL and odd >= 2 and _odd_to_end(text, tokens[i:], start):
            end, last, odd = len(text), len(tokens), len(text) - start
            break
        if token.kind == GENERAL and (odd >= 2 or TRADE_AT.match(text, token.start) or token.end - token.start >= 3):
            break
        if odd >= 2 and (_PHASE_AT.match(text, token.start) or INFRA_AT.match(text[token.start :])):
            break
        end = token.end
        odd += token.end - token.start
        last = i + 1
    sure = 0.85
    if odd == 2 and last < len(tokens) and (longer := _read_second(text, tokens, last)):
        return longer, longer, 0.8
    following = tokens[last] if last < len(tokens) else None
    if odd == 0:
        first = tokens[0]
        word = text[first.start : first.end]
        if first.kind == GENERAL and first.end - first.start == 3 and word[-1] not in _CLASSES:
            end, sure = first.end, 0.5
        elif (
            first.kind == REPORT
            and len(word) == 2
            and following
            and (mixed := _MIXED.match(text, first.end))
            and _all_x(tokens, first.end, mixed.end())
        ):
            end, sure, last = mixed.end(), 0.5, last
        elif first.kind == REPORT and first.pos in ("m", "d", "o", "i", "t") and len(word) == 2:
            trade = TRADE_AT.match(text, first.end)
            if not trade or trade.end() < len(text):
                return None
            end, sure = first.end, 0.45
        else:
            return None
    elif odd == 1:
        if following is None or following.end - following.start != 2 or following.kind in (PLACE, "0"):
            return None
        third = tokens[last + 1] if last + 1 < len(tokens) else None
        if third and third.kind == "x" and len(text) - third.end <= 1 and _all_x(tokens, third.start, len(text)):
            return len(text), len(text), 0.7  # 晶东方精源
        if (
            third
            and third.kind == "x"
            and text[third.start] not in LOOSE
            and (third.end == len(text) or _AFTER.match(text[third.end :]))
        ):
            return third.end, third.end, 0.6
        trade = TRADE_AT.match(text, following.start)
        if trade and text[start] in "中华国" and trade.group(1) in HARD:
            return trade.end(1), end, 0.65
        if text[start:end] in LOOSE or (following.kind == REPORT and trade):
            return None
        if following.end < len(text) and not _AFTER.match(text[following.end :]):
            return None
        end, sure = following.end, 0.5
    elif all(t.kind == GENERAL for t in tokens[:last]):
        sure = 0.55 if any(t.pos in ("a", "d", "v") for t in tokens[:last]) else 0.6
    elif odd > 5:
        end = start + (4 if odd >= 7 or following is None else 3)
        return end, end, 0.5
    if is_no_brand(text[start:end]):
        return None
    if end - start >= 3 and text[end - 1] in "大新老小超高双" and following and following.kind == REPORT:
        end -= 1
    if tokens[0].kind == "x" and text[start] in _WEAK_START and end - start <= 2:
        sure -= 0.3
    trade = TRADE_AT.match(text, end)
    if trade:
        after = text[trade.end() :]
        if not after or after[0] in "0123456789" + HIDDEN or _AFTER.match(after) or trade.group(1) in HARD:
            if trade.group(2) in _WARES and after in ("", "项目", "工程"):
                return end, end, sure  # 晶岚陶瓷轴承: what is made
            stop = trade.end() if not after or trade.group(1) not in HARD or trade.group(2) in HARD else trade.end(1)
            return stop, end, min(0.95, sure + 0.1)
    return end, end, sure


def _read_second(text: str, tokens: list[Token], at: int) -> int:
    """Return where a brand of two characters ends with a second word (晶岚先行, 晶岚银河), or 0."""
    token = tokens[at]
    word = text[token.start : token.end]
    if word in _SECOND and not (token.end < len(text) and TRADE_AT.match(text, token.start)):
        return token.end
    bare = (
        token.end == len(text) and token.kind == GENERAL and token.end - token.start == 2 and word[-1] not in "园楼馆厂"
    )
    return token.end if bare and not TRADE_AT.match(text, token.start) else 0


def is_no_brand(brand: str) -> bool:
    """Whether ``brand`` is a pair of provinces (a road's ends), a stuff, a line, a fair or an institute.

    >>> is_no_brand("川藏"), is_no_brand("晶岚")
    (True, False)
    """
    if len(brand) == 2 and brand[0] == "中" and brand[1] in _COUNTRIES:
        return True  # 中德产业园
    return all(ch in _PROVINCES for ch in brand) or (len(brand) > 2 and bool(_NO_BRAND_END.search(brand)))


def _all_x(tokens: list[Token], start: int, end: int) -> bool:
    return all(t.kind == "x" for t in tokens if t.start >= start and t.end <= end)


def _odd_to_end(text: str, tokens: list[Token], start: int) -> bool:
    return len(text) - start <= 6 and all(t.kind in ("x", GENERAL) for t in tokens) and tokens[-1].kind == "x"


_RULES = read_rules("entities")
_PHASE_AT = re.compile("[一二三四五六七八九]期")
LOOSE = set("市县区省镇乡村州园新老大小高中东西南北上下前后全各多首年级性化")
_WEAK_START = set("市县区省镇乡村州园老小高上下前后全各多首年级性化")
_NO_BRAND = set(
    "第号ⅠⅡⅢШ“”‘’—－-+·~和及与、的至起以被把让使从由于并而且则还都就只已未没须其此这那哪您我你他她它但却才是了个"
)
_METALS = "铝铜锌镍锰锑锡钨钛镁锂锗钒硅钢铁煤盐糖酒乳药纸木竹茶粮油米面肉蛋禽畜种鞋塑胶漆管缆瓷钼锆铬金银铅镓铟"
_TRADE = one_of(_RULES["firm"]["trade"])
TRADE_AT = re.compile(f"({_TRADE}|[{_METALS}]业)({_TRADE})?")
_WARES = {
    "轴承",
    "电池",
    "轮胎",
    "电缆",
    "电机",
    "芯片",
    "汽车",
    "客车",
    "机床",
    "玻璃",
    "水泥",
    "饲料",
    "饮料",
    "啤酒",
    "线缆",
    "管道",
    "模具",
    "轻机",
    "储能",
    "光伏",
}
_SECOND = set(_RULES["firm"]["second"])
_PROVINCES = set("京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔滇藏陕甘青宁疆港澳台蜀云贵")
_COUNTRIES = set("德日韩荷柬俄越欧非法意")
_CLASSES = set("线站会周所院节路桥河江湖山区园网赛奖")
_NO_BRAND_END = re.compile(f"[线站会周所院节赛奖]$|^[{_METALS}]{{2,}}|[{_METALS}][浆箔粉膜杆粒丝板]$|[东西南北]线")
_MIXED = re.compile("[一-龥]{2}(?=$|合作|[一二三四五]期|项目|总部|基地)")
HARD = {f"{metal}业" for metal in _METALS} | {
    w for w in _RULES["firm"]["trade"] if w.endswith("业") or w in _RULES["firm"]["hard"]
}
_AFTER = re.compile("[一二三四五六七八九]期|项目|扩建|技改|总部|基地|产业园|工业园|工厂|年产|生产")
INFRA_HEADS = one_of(_RULES["project"]["infra"])
INFRA_AT = re.compile(f"(?:{INFRA_HEADS})")
