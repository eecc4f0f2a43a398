"""Names of parks and zones: a head such as 产业园 or 高新区 with what names it in front.

The name is read from its head to the left, as far as nouns, places and unknown words go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengtu.extract.names.clauses import one_of, read_rules, strip_lead
from zhengtu.extract.names.home import Home
from zhengtu.extract.names.lists import Frame
from zhengtu.extract.names.words import GENERAL, PLACE, REPORT, Token, split_words
from zhengtu.model import Document, EntityType, Mention, Span


def find_parks(document: Document, home: Home) -> Iterator[Mention]:
    """Yield the parks and zones that the text names."""
    text = document.text
    for sentence in document.sentences:
        for match in _ZONE.finditer(text, sentence.span.start, sentence.span.end):
            if _RUNS_ON.match(text, match.end()):
                continue
            if (
                _COUNTED.match(text, match.end())
                or _SLOGAN.match(text, match.end())
                or _is_title(text, sentence.span.start, match.start())
            ):
                continue
            left = max(sentence.span.start, match.start() - _LONGEST)
            for mark in _MARK.finditer(text, left, match.start()):
                left = mark.end()
            start = _find_start(text, left, match.start(), home)
            part = text[start : match.end()]
            first = strip_lead(text, start, match.start())
            start = first if start + 2 <= first < match.start() else start
            part = text[start : match.end()]
            if start < match.start() and _is_named(part, match.group(), home):
                yield Mention(Span(start, match.end()), EntityType.PARK, "park-head", 0.75)
        for pattern, rule, sure in _SHAPES:
            for match in pattern.finditer(text, sentence.span.start, sentence.span.end):
                if not _RUNS_ON.match(text, match.end()) and not _is_title(text, sentence.span.start, match.start()):
                    start = strip_lead(text, match.start(), match.end())
                    if rule == "park-bracket" and not _is_wide(text[start : text.index("（", start)]):
                        continue  # 晶岚（东岭）科技园 is the firm's own
                    yield Mention(Span(start, match.end()), EntityType.PARK, rule, sure)


def find_bases(document: Document, frame: Frame) -> Iterator[Mention]:
    """Yield what a place wants to be for a trade (打造某某产业基地)."""
    if not _WISHED.search(frame.lead) or "一批" in frame.lead:
        return
    for span in frame.members:
        core = document.text[span.start : span.end]
        if _BASE.search(core) and 6 <= len(core) <= 22 and not _NOT_A_BASE.search(core):
            yield Mention(span, EntityType.PARK, "wished-base", 0.6)


def is_campus(name: str) -> bool:
    """Whether ``name`` is of grounds that can be built as one work.

    >>> is_campus("东岭产业园二期"), is_campus("东岭高新区")
    (True, False)
    """
    return bool(_CAMPUS.search(name))


def _is_title(text: str, left: int, at: int) -> bool:
    """Whether what stands at ``at`` is a title won or sought: the clause before it says so."""
    clause = max(text.rfind(mark, left, at) for mark in "，；：。") + 1
    return bool(_TITLE.search(text, max(left, clause), at))


def _find_start(text: str, left: int, head: int, home: Home) -> int:
    tokens = split_words(text[left:head], home.places) if left < head else ()
    start = head
    for token in reversed(tokens):
        word = text[left + token.start : left + token.end]
        if not _may_name(token, word):
            break
        if token.kind == PLACE and word.endswith(("省", "市")) and start < head:
            break  # 某省某市某某经开区 is called by its last place
        start = left + token.start
    return start


def _may_name(token: Token, word: str) -> bool:
    if token.kind == "0":
        return not word[0].isdigit() or len(word) > 3
    if word == "新" and token.kind == "x":
        return True
    if token.kind == REPORT:
        return (token.pos in ("n", "a") or word in _NOUNS) and word not in _NEVER
    if token.kind == GENERAL:
        return token.pos in ("n", "a")
    return word not in _FUNCTION


def _is_named(part: str, head: str, home: Home) -> bool:
    if _NOT_A_PARK.search(part) or len(part) - len(head) < 2:
        return False
    front = part[: -len(head)]
    tokens = split_words(front, home.places)
    place = any(t.kind in (PLACE, "0") or front.startswith("中国", t.start) for t in tokens)
    odd = _longest_odd(front, tokens)
    if head in _POLICY:
        return place or odd >= (2 if head in _SITES else 3)
    trade = _TRADE.search(front) is not None and not any(front[t.start : t.end] in _VAGUE for t in tokens)
    return place or odd >= 2 or trade or _is_specific(front, head, tokens)


def _is_specific(front: str, head: str, tokens: tuple[Token, ...]) -> bool:
    """Whether ordinary words in front of a ground's head say so much that it is one ground (某某加工产业园)."""
    words = [front[t.start : t.end] for t in tokens]
    plain = sum(len(word) for word in words if word not in _CLASS_WORDS)
    return head in _GROUNDS and len(words) >= 2 and plain >= 4 and words[0] not in _CLASS_WORDS


def _is_wide(front: str) -> bool:
    return front == "中国" or all(t.kind == PLACE for t in split_words(front))


def _longest_odd(front: str, tokens: tuple[Token, ...]) -> int:
    best = run = 0
    for token in tokens:
        run = run + token.end - token.start if token.kind in ("x", GENERAL) else 0
        best = max(best, run)
    return best


_RULES = read_rules("entities")
_LONGEST = 22
_ZONE = re.compile(f"(?:{one_of(_RULES['park']['heads'])})")
_RUNS_ON = re.compile("域|间|划|块链|位|别|化|内涝|分|级|管委会|党工委|公司|集团|分局|[一-龥]?标准化厂房")
_MARK = re.compile(
    r"[，。、；：！？\n（）()“”《》\s]|让|共建|设立|落户|入驻|位于|坐落|扎根|落地|布局|的|和|与|及|在|等|至|以|向|为|将|由|从|把|对|到|是|有|各|全国|全省|全市|全区|全县"
)
_TRADE_ZONE = re.compile("自(?:由)?贸(?:易)?(?:试验)?区[一-龥]{2,4}片区")
_BONDED = re.compile(
    "(?:综合保税区|综保区|保税物流中心(?:[（(][A-Z]型[）)])?|跨境电(?:商|子商务)综合?试(?:验)?区|自贸(?:试验)?区联动(?:创新|发展)区)"
)
_BRACKETED = re.compile(f"[一-龥]{{2,6}}（[一-龥]{{2,6}}）(?:[一-龥]{{2,12}}?)(?:{one_of(_RULES['park']['heads'])})")
_QUOTED = re.compile("“[^“”，。]{2,10}(?:产业园|科技园|科创园|工业园|第[一二三四五六七八九十]园)”")
_SHAPES = (
    (_TRADE_ZONE, "trade-zone", 0.8),
    (_BONDED, "bonded-zone", 0.6),
    (_BRACKETED, "park-bracket", 0.7),
    (_QUOTED, "park-quoted", 0.6),
)
_COUNTED = re.compile(r"[\d.]+[个家]|[一二三四五六七八九十两]个")
_SLOGAN = re.compile("、[^”，。]{2,8}”定位|、[^“”，。]{2,8}”")
_TITLE = re.compile("入选|获评|获批为|成为|争创|荣获|列入|跻身|定位")
_NOUNS = set(_RULES["park"]["nouns"])
_NEVER = set(_RULES["park"]["adjectives"])
_VAGUE = set(_RULES["park"]["vague"])
_GROUNDS = {"产业园", "专业园", "科技园", "物流园", "专区", "总部经济区", "创新公园"}
_CLASS_WORDS = _VAGUE | {
    "特色",
    "现代",
    "专业",
    "国家",
    "省级",
    "市级",
    "国家级",
    "一批",
    "乡村",
    "高端",
    "绿色",
    "数字",
    "飞地",
    "返乡",
    "中小企业",
}
_POLICY = set(_RULES["park"]["policy"])
_SITES = {"开发区", "新区", "集中区", "集聚区"}
_FUNCTION = set("等的和与及在了新各个该其并已均也我本省市县区州全首创建入获")
_TRADE = re.compile(f"(?:{one_of(w for w in _RULES['firm']['trade'] if w not in _RULES['park']['vague'])})")
_NOT_A_PARK = re.compile(one_of(_RULES["park"]["never"]))
_CAMPUS = re.compile(f"(?:{one_of(_RULES['park']['campus'])})(?:[一二三四五六]期|（[^）]*）)*$")
_WISHED = re.compile("打造|建设|培育|构建")
_BASE = re.compile(f"(?:{one_of(_RULES['park']['bases'])})$")
_NOT_A_BASE = re.compile(
    "国家|民兵|军事|消费|良种|面向|省级|中试|先导区|的|数据|平台|人才|试点|实验|重要|教育|实践|创业|就业|培训|一批|世界|国际|“|[两三四五六七八九十0-9]大|若干|爱国|红色|研学|文化|旅游|实训|创新|科普|战略"
)
