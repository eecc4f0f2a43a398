"""Which words of a sentence name an industry of the place.

A sentence is cut into words (``chainwords``). A run of words that can belong to a name, up to a verb
or a stop on either side, is a list of one or more items; what makes its items industries is a head
("A、B等产业"), a verb of growth before it, or what is said of it ("A产值增长5%").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhengtu.extract.chainitems import CONTENT, LONGEST_UNKNOWN, Item, read_items, split, split_joint, union
from zhengtu.extract.chainwords import Kind, Token, cut
from zhengtu.model import Span

IN_NAME = (
    Kind.INDUSTRY
    | Kind.GOODS
    | Kind.FIELD
    | Kind.MODIFIER
    | Kind.CLASS
    | Kind.LOOSE
    | Kind.SUFFIX
    | Kind.HEAD
    | Kind.WEAK_HEAD
    | Kind.NUMBER
    | Kind.JOINT
    | Kind.COMMA
    | Kind.ETC
    | Kind.ASIDE
    | Kind.STATISTICAL
    | Kind.QUOTE
)
ENDING = Kind.STOP | Kind.GROWTH | Kind.NOUN | Kind.MEASURE
HEADS = ("产业链", "产业集群", "产业", "集群")
TRACKS = ("赛道", "新经济增长点", "土特产", "支柱", "增长极", "引擎")
THINGS = ("项目", "企业")
ACTS = ("行动", "工程", "计划", "方案", "规划", "试点", "专项")
AS_WHAT = ("为主", "为龙头", "为支柱", "为核心", "为引领", "为重点", "为特色", "为首位", "为代表")
AIMS = ("聚焦", "瞄准", "围绕", "紧盯", "紧扣", "锚定", "重点培育", "培育", "加快培育", "积极培育", "大力培育")
LONGEST_NAME = 16
_PROJECTS = re.compile(r"[^，。；：]*、[^，。；：]*?等[^，。；：、]{0,12}(?:项目|工程)")
_ASIDE = re.compile(r"（含(?:有)?([^（）]{2,20}?)(?:产业)?）")
_EVENT = re.compile(
    r"(?:高质量|融合|创新|集群)?(?:发展|合作|交流|交易)?(?:大会|论坛|峰会|博览会|展览会|基金|委员会|促进会|研讨会|推介会|联合会|协会|学会|商会|联盟|研究院|研究中心)"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A name of an industry, the rule that read it, and the whole of the list that it stands in."""

    span: Span
    rule: str
    confidence: float
    whole: Span | None = None


def find_industries(text: str, start: int, end: int) -> Iterator[Found]:
    """Yield the industries that the sentence at ``text[start:end]`` names, in no fixed order."""
    segment: list[Token] = []
    for token in cut(text, start, end):
        if token.kind & Kind.BREAK:
            yield from _read_segment(text, segment)
            segment = []
        else:
            segment.append(token)
    yield from _read_segment(text, segment)


def _read_segment(text: str, tokens: Sequence[Token]) -> Iterator[Found]:
    at, size = 0, len(tokens)
    while at < size:
        if not _belongs(tokens, at, at):
            at += 1
            continue
        begin = at
        while at < size and _belongs(tokens, at, begin):
            at += 1
        for found in _Run(text, tokens, begin, at).read():
            yield found
            yield from _read_aside(text, found)


def _belongs(tokens: Sequence[Token], at: int, begin: int) -> bool:
    kind = tokens[at].kind
    if kind == Kind.UNKNOWN:
        return True
    if not kind & IN_NAME:
        return False
    if kind & ENDING and not kind & (Kind.INDUSTRY | Kind.GOODS | Kind.COMMA):
        if kind & Kind.SUFFIX and not kind & (Kind.MODIFIER | Kind.LOOSE | Kind.CLASS):
            return at > begin and bool(tokens[at - 1].kind & (CONTENT | Kind.MODIFIER))
        return bool(kind & (Kind.MODIFIER | Kind.LOOSE | Kind.CLASS | Kind.HEAD | Kind.WEAK_HEAD))
    return True


def _read_aside(text: str, found: Found) -> Iterator[Found]:
    """Yield what a name's brackets say that it holds: "医药（含香料）"."""
    match = _ASIDE.match(text, found.span.end)
    if match is None:
        return
    for part in re.finditer(r"[^、和与]+", match[1]):
        start, end = match.start(1) + part.start(), match.start(1) + part.end()
        if all(token.kind & CONTENT for token in cut(text, start, end)):
            yield Found(Span(start, end), "aside", 0.7)


class _Run:
    """The words ``tokens[begin:end]`` of a segment: perhaps a list of industries."""

    def __init__(self, text: str, tokens: Sequence[Token], begin: int, end: int) -> None:
        self.text = text
        self.tokens = tokens[begin:end]
        self.rest = tokens[end:]
        self.before = tokens[begin - 1].kind if begin else Kind.BREAK
        self.after = self.rest[0].kind if self.rest else Kind.BREAK
        self.leading = text[tokens[begin - 1].start : tokens[begin - 1].end] if begin else ""

    def read(self) -> Iterator[Found]:
        """Yield the industries of the run."""
        tokens, tail = list(self.tokens), list[Token]()
        etc = max((i for i, token in enumerate(tokens) if token.kind & Kind.ETC), default=-1)
        if etc >= 0:
            tokens, tail = tokens[:etc], tokens[etc + 1 :]
        head, following = self._find_head(tail if etc >= 0 else tokens)
        if head is None and self.after & Kind.KILL:
            if not self._is_open():
                return
            head = self._open_head(self.rest[0])
        elif following and following[0].kind & Kind.SUFFIX and not following[0].kind & Kind.MODIFIER:
            return
        groups = split(tokens, Kind.COMMA)
        if etc >= 0:
            yield from self._read_summed(groups, tail, head)
        else:
            yield from self._read_plain(groups, head)

    # -- A、B等N大产业 ------------------------------------------------------------------------------

    def _read_summed(self, groups: list[list[Token]], tail: list[Token], head: Token | None) -> Iterator[Found]:
        items = [
            item
            for group in groups
            for item in read_items(self.text, group, last=group is groups[-1] and len(groups) > 1)
        ]
        if not items:
            return
        if head is None or not head.kind & Kind.HEAD:
            yield from self._read_loosely_summed(items, tail, head)
            return
        own = [token for token in tail if token.end <= head.start]
        whole = self._whole(own, head)
        if self._speaks_of_things(head) and (whole is None or not all(item.is_industry for item in items)):
            for item in read_items(self.text, own, last=False)[-1:]:  # A、B等N个食品产业项目
                if item.is_industry:
                    yield Found(Span(item.start, head.end), "named-industry", 0.7)
            return
        if any(token.kind == Kind.UNKNOWN for token in own) and not all(item.is_known for item in items):
            return
        rule = "list-of-class" if whole else "list-of-industries"
        content = any(item.has_content for item in items)
        for item in items:
            if item.has_content:
                yield Found(item.span, rule, 0.8 if item.unknown else 0.93, whole)
            elif 2 <= item.unknown <= LONGEST_UNKNOWN and (content or self._quoted(item)):
                yield Found(item.span, rule, 0.6, whole)
        if whole is not None:
            yield Found(whole, "whole", 0.85)

    def _read_loosely_summed(self, items: list[Item], tail: list[Token], head: Token | None) -> Iterator[Found]:
        own = [item for item in items if item.headed]
        if own:
            yield from (Found(item.span, "named-industry", 0.8) for item in own)
        elif head is not None:
            word = self.text[head.start : head.end].strip("“”")
            if word.endswith(TRACKS) and self.before & Kind.GROWTH and all(item.has_content for item in items):
                yield from (Found(item.span, "list-of-tracks", 0.8) for item in items)
        elif not tail:
            yield from self._read_bare(items)
        elif self.before & (Kind.GROWTH | Kind.BREAK):  # 网络货运等平台经济
            if tail[-1].kind & Kind.STATISTICAL and self.text[tail[-1].end - 1] == "业":  # 机器人等装备制造业
                yield from (Found(item.span, "list-of-industries", 0.7) for item in items if item.is_industry)
                return
            wholes = read_items(self.text, tail, last=False)
            named = len(wholes) == 1 and wholes[0].is_industry and self.text[wholes[0].end - 1] in "业济"
            if named and all(item.has_content for item in items):
                yield Found(wholes[0].span, "whole", 0.7)
                yield from (Found(item.span, "list-of-class", 0.7, wholes[0].span) for item in items)

    def _whole(self, own: list[Token], head: Token) -> Span | None:
        """Return the name of what "等" sums up, if it is the name of a class or an industry."""
        if not union(own) & (Kind.CLASS | Kind.INDUSTRY):
            return None
        for token in own:
            if token.kind & (Kind.CLASS | Kind.INDUSTRY) or self._is_great(token):
                return Span(token.start, head.end)
        return None

    # -- A、B、C产业; A产值; 做强A -------------------------------------------------------------------

    def _read_plain(self, groups: list[list[Token]], head: Token | None) -> Iterator[Found]:
        if head is None or not head.kind & Kind.HEAD:
            items = [
                i
                for group in groups
                for i in read_items(self.text, group, last=group is groups[-1] and len(groups) > 1)
            ]
            named = [item for item in items if item.headed]
            yield from (Found(item.span, "named-industry", 0.8) for item in named)
            if not named:
                yield from self._read_bare(items)
            return
        last = [token for token in groups[-1] if token.end <= head.start]
        others = [item for group in groups[:-1] for item in read_items(self.text, group, last=False)]
        count = next((i for i, token in enumerate(last) if self._counts(token)), None)
        if others and count is not None and union(last[:count]) & CONTENT:
            yield from self._read_counted(others + read_items(self.text, last[:count], last=False), last[count:], head)
            return
        named = read_items(self.text, last, last=bool(others))
        if not named and (found := self._class_name(last, head)):
            yield found
        for item in named:
            end = head.end if item is named[-1] else item.end
            sure = 0.0 if "重" in self.text[item.end : head.start] else self._sure_of(item)  # 重大, 重点产业
            if sure and end - item.start <= LONGEST_NAME and not _EVENT.match(self.text, end):
                quoted = "”" in self.text[item.start : end] and self.text[item.start - 1 : item.start] == "“"
                yield Found(Span(item.start - quoted, end), "named-industry", sure)
        for item in others:
            if item.headed:
                yield Found(item.span, "named-industry", 0.8)
            elif named and (item.is_known or (item.has_content and item.tokens[-1].kind)):
                yield Found(item.span, "list-before-head", 0.75 if item.is_industry else 0.6)

    def _read_counted(self, items: list[Item], count: list[Token], head: Token) -> Iterator[Found]:
        whole = self._whole(count, head)
        for item in items:
            if item.has_content:
                yield Found(item.span, "counted-list", 0.88, whole)
        if whole is not None:
            yield Found(whole, "whole", 0.8)

    def _sure_of(self, item: Item) -> float:
        """Return how sure a name before a head is; 0 if it is none."""
        if "事业" in self.text[max(0, item.start - 5) : item.start]:  # 发展文化事业和文化产业
            return 0.0
        if not item.unknown:
            return 0.82 if item.kinds & (Kind.INDUSTRY | Kind.GOODS) or not item.kinds & Kind.JOINT else 0.0
        if self._lists_projects():
            return 0.0
        if item.kinds & (Kind.INDUSTRY | Kind.GOODS):
            return 0.65
        if item.kinds & (Kind.JOINT | Kind.QUOTE | Kind.STATISTICAL) or not 2 <= item.unknown <= LONGEST_UNKNOWN:
            return 0.0
        told = self.before & (Kind.GROWTH | Kind.TOPIC) or (
            self.before & Kind.BREAK and self.after & (Kind.MEASURE | Kind.THRIVE | Kind.GROWTH | Kind.STOP)
        )
        return 0.5 if told or item.has_content else 0.0

    def _lists_projects(self) -> bool:
        """Whether the run stands in a list of projects ("推进甲铝产业升级、乙厂扩建等重大项目")."""
        if not self.rest:
            return False
        start = self.rest[0].start
        return _PROJECTS.match(self.text, start, min(len(self.text), start + 120)) is not None

    def _class_name(self, own: list[Token], head: Token) -> Found | None:
        """Return a class of industries by itself: "五大百亿产业", "“3+N”产业", "新兴产业" as a topic."""
        kinds = union(own)
        if not own or kinds & Kind.COMMA or any(token.kind == Kind.UNKNOWN for token in own):
            return None
        if any("重点" in self.text[token.start : token.end] for token in own):
            return None
        number = next((token for token in own if token.kind & Kind.NUMBER), None)
        if number is not None:
            word = self.text[number.start : number.end]
            if "+" in word or "“" in word or (self._is_great(number) and kinds & Kind.CLASS):
                return Found(Span(number.start, head.end), "numbered-class", 0.6)
        if kinds & Kind.PLACE:
            return Found(Span(own[0].start, head.end), "named-industry", 0.6)
        named = kinds & Kind.CLASS or (number is not None and self._is_great(number))
        if named and self.before & (Kind.TOPIC | Kind.GROWTH) and self.after & (Kind.BREAK | Kind.THRIVE):
            if self._is_act():
                return None
            return Found(Span(own[0].start, head.end), "class-topic", 0.6)
        return None

    def _read_bare(self, items: list[Item]) -> Iterator[Found]:
        """Read names without a head: by the verb before, the measure or the predicate after."""
        if not items or not all(item.has_content for item in items):
            return
        before, after = self.before, self.after
        all_industries = all(item.is_industry for item in items)
        if after & Kind.MEASURE and before & (Kind.BREAK | Kind.STOP | Kind.MEASURE | Kind.GROWTH):
            if any(token.kind & Kind.NUMBER for token in self.rest[:8]):
                for item in split_joint(self.text, items):
                    if item.is_industry:
                        yield Found(item.span, "measured", 0.9)
        elif after & Kind.NOUN and not after & Kind.THRIVE:
            return
        elif after & Kind.THRIVE and before & (Kind.BREAK | Kind.FAINT | Kind.GROWTH):
            if self._is_act():
                return
            for item in items:
                known = len(items) == 1 and item.is_known and before & Kind.BREAK and not item.kinds & Kind.FIELD
                if item.is_industry or known:
                    yield Found(item.span, "thrives", 0.7 if item.is_industry else 0.5)
        elif not all_industries:
            return
        elif before & Kind.GROWTH and not before & Kind.FAINT and after & (Kind.BREAK | Kind.MEASURE):
            yield from (Found(item.span, "grown", 0.6) for item in items)
        elif before & Kind.BREAK and self._grows():
            yield from (Found(item.span, "grows", 0.6) for item in items)
        elif before & Kind.FAINT and self._follows("发展", "做大", "做强", "做优", "壮大") and not self._is_act():
            yield from (Found(item.span, "furthered", 0.6) for item in items)
        elif self.leading in ("将", "把") and self._follows("培育", "打造", "发展", "做大", "做强", "建设", "作为"):
            yield from (Found(item.span, "made-into", 0.65) for item in items)
        elif before & (Kind.BREAK | Kind.FAINT) and self._follows("向", "往"):
            yield from (Found(item.span, "turns", 0.6) for item in items)
        elif self.leading == "以" and self._follows(*AS_WHAT):
            yield from (Found(item.span, "as-main", 0.6) for item in items)
        elif self.leading in AIMS and len(items) > 1 and after & Kind.BREAK:
            yield from (Found(item.span, "aimed-at", 0.55) for item in items)

    def _grows(self) -> bool:
        """Whether the next words say that it grew by so much ("增长12%")."""
        return self._follows("增长", "分别增长", "同比增长", "下降", "分别下降") and bool(
            union(self.rest[:4]) & Kind.NUMBER
        )

    def _follows(self, *words: str) -> bool:
        return bool(self.rest) and self.text.startswith(words, self.rest[0].start)

    # -- parts ------------------------------------------------------------------------------------

    def _find_head(self, tokens: list[Token]) -> tuple[Token | None, list[Token]]:
        for at in range(len(tokens) - 1, -1, -1):
            token = tokens[at]
            if token.kind & Kind.COMMA:
                break
            if not token.kind & (Kind.HEAD | Kind.WEAK_HEAD):
                continue
            if token.end - token.start == 1 and not (  # 链 is one only after an industry, at the end
                at and tokens[at - 1].kind & (Kind.INDUSTRY | Kind.GOODS) and at == len(tokens) - 1
            ):
                continue
            if token.kind & Kind.WEAK_HEAD and at and tokens[at - 1].kind & Kind.HEAD:  # 未来产业新赛道
                continue
            return token, tokens[at + 1 :]
        return None, []

    def _is_open(self) -> bool:
        """Whether a name still is meant before the longer word that holds its head."""
        if not self.after & Kind.OPEN_KILL:
            return False
        if self.text.startswith("产业体系", self.rest[0].start):
            return bool(union(self.tokens) & Kind.CLASS)
        return True

    def _open_head(self, token: Token) -> Token:
        word = self.text[token.start : token.end]
        head = next((head for head in HEADS if word.startswith(head)), "")
        return Token(token.start, token.start + len(head), Kind.HEAD) if head else token

    def _is_great(self, token: Token) -> bool:
        """Whether the token is a count that belongs to a name, as in 十大产业."""
        return bool(token.kind & Kind.NUMBER) and "大" in self.text[token.start : token.end]

    def _counts(self, token: Token) -> bool:
        return bool(token.kind & Kind.NUMBER) and self.text[token.end - 1] in "大个条类种级"

    def _speaks_of_things(self, head: Token) -> bool:
        """Whether the head only says of what kind something else is ("等产业项目", "等产业企业")."""
        return self.text.startswith(THINGS, head.end)

    def _is_act(self) -> bool:
        """Whether the predicate is part of the name of an action ("产业焕新行动")."""
        return len(self.rest) > 1 and self.text.startswith(ACTS, self.rest[1].start)

    def _quoted(self, item: Item) -> bool:
        return self.text[item.start - 1 : item.start] == "“" and self.text[item.end : item.end + 1] == "”"
