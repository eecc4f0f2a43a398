"""Which words of a sentence name an industry of the place.

A sentence is cut into words (:mod:`~zhengtu.extract.chains.words`). A run of words that can belong to a name, up to a verb
or a stop on either side, is a list of one or more items; what makes its items industries is a head
("A、B等产业"), a verb of growth before it, or what is said of it ("A产值增长5%").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zhengtu.extract.chains.items import (
    CONTENT,
    LONGEST_UNKNOWN,
    Found,
    Item,
    read_aside,
    read_items,
    split,
    split_joint,
    union,
)
from zhengtu.extract.chains.phrases import (
    ABOUT,
    AIMS,
    AS_WHAT,
    BECOMING,
    BRANCHES,
    BUILDING,
    ENDING,
    EVENT,
    FIELDS,
    IN_NAME,
    LONGEST_NAME,
    NEVER,
    PASSING,
    PLUS,
    SIZES,
    TRACKS,
    TRADE,
    TURNS,
    ZONES,
)
from zhengtu.extract.chains.runs import Run
from zhengtu.extract.chains.words import Kind, Token, cut
from zhengtu.model import Span


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
            yield from read_aside(text, found)


def _belongs(tokens: Sequence[Token], at: int, begin: int) -> bool:
    kind = tokens[at].kind
    if kind == Kind.UNKNOWN or (kind & Kind.STOP and _is_within_member(tokens, at, begin)):
        return True
    if not kind & IN_NAME:
        return False
    if kind & ENDING and not kind & (Kind.INDUSTRY | Kind.GOODS | Kind.COMMA):
        if kind & Kind.SUFFIX and not kind & (Kind.MODIFIER | Kind.LOOSE | Kind.CLASS):
            headed = at + 1 < len(tokens) and tokens[at + 1].kind & Kind.HEAD  # 呼叫服务产业
            return at > begin and bool(headed or tokens[at - 1].kind & (CONTENT | Kind.MODIFIER))
        return bool(kind & (Kind.MODIFIER | Kind.LOOSE | Kind.CLASS | Kind.HEAD | Kind.WEAK_HEAD))
    return True


def _is_within_member(tokens: Sequence[Token], at: int, begin: int) -> bool:
    """Whether a stop word is in a later member of a list that is summed up ("A、B、小品种C等产业")."""
    token, rest = tokens[at], tokens[at + 1 :]
    return (
        not token.kind & ~(Kind.STOP | Kind.NOUN)
        and token.end - token.start > 1
        and any(one.kind & Kind.COMMA for one in tokens[begin:at])
        and any(one.kind & (Kind.COMMA | Kind.ETC) for one in rest[1:3])
        and not rest[0].kind & (Kind.COMMA | Kind.ETC | Kind.STOP | Kind.GROWTH)
        and any(one.kind & Kind.ETC for one in rest)
    )


class _Run(Run):
    """The reading of a run: which of its items are industries, by what rule."""

    def read(self) -> Iterator[Found]:
        """Yield the industries of the run."""
        tokens, tail = list(self.tokens), list[Token]()
        etc = max((i for i, token in enumerate(tokens) if token.kind & Kind.ETC), default=-1)
        if etc >= 0:
            tokens, tail = tokens[:etc], tokens[etc + 1 :]
        head, following = self._find_head(tail if etc >= 0 else tokens)
        if head is None and self.after & Kind.KILL:
            if not self._is_open():
                yield from self._read_class_in_passing()
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
        if self.leading in PASSING:
            return
        if self._speaks_of_things(head) and not all(item.is_industry for item in items):
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
            elif item.unknown <= LONGEST_UNKNOWN and len(item.span) > 1 and (content or self._quoted(item)):
                yield Found(item.span, rule, 0.6, whole)
        if whole is not None:
            yield Found(whole, "whole", 0.85)

    def _read_loosely_summed(self, items: list[Item], tail: list[Token], head: Token | None) -> Iterator[Found]:
        own = [item for item in items if item.headed]
        if own:
            yield from (Found(item.span, "named-industry", 0.8) for item in own)
        elif head is not None:
            word = self.text[head.start : head.end].strip("“”")
            if self._is_list_of_tracks(word, items):
                yield from (Found(item.span, "list-of-tracks", 0.8) for item in items)
            elif self._is_list_of_branches(word, items):
                yield from (Found(item.span, "list-of-branches", 0.6) for item in items)
        elif self.before & Kind.GROWTH and self._follows("项目") and tail and len(items) > 2:
            if all(item.is_industry for item in items):  # 推进机器人、商业航天等重点项目
                yield from (Found(item.span, "list-of-works", 0.6) for item in items)
        elif not tail:
            yield from self._read_bare(items)
        else:
            yield from self._read_trade_summed(items, tail)

    def _read_trade_summed(self, items: list[Item], tail: list[Token]) -> Iterator[Found]:
        """Yield the members of a trade that has no head: "A、B等平台经济", "A、B等装备制造业"."""
        if self.after & (Kind.NOUN | Kind.STOP) and not self.after & Kind.GROWTH and not self._follows(*TURNS):
            return
        last = tail[-1]
        if last.kind & Kind.STATISTICAL and len(tail) == 1 and self.text[last.end - 1] == "业":  # 装备制造业
            wholes = [Item((last,), last.kind, last.start, last.end, 0)]
        else:
            wholes = read_items(self.text, tail, last=False)
        named = len(wholes) == 1 and self.text[wholes[0].end - 1] in "业济" and bool(wholes[0].kinds & TRADE)
        if len(wholes) == 1 and not named and self.before & Kind.GROWTH and self._follows("发展"):
            if wholes[0].is_industry:  # 聚焦A、B等工业软件发展
                yield Found(wholes[0].span, "furthered", 0.6)
            return
        if named and sum(item.has_content for item in items) * 2 > len(items):
            yield Found(wholes[0].span, "whole", 0.7)
            yield from (Found(item.span, "list-of-class", 0.7, wholes[0].span) for item in items)

    def _is_list_of_branches(self, word: str, items: list[Item]) -> bool:
        """Whether something is built in the branches listed ("在A、B等行业开展技术改造")."""
        told = self.leading == "在" or (self.before & Kind.GROWTH and word.endswith("行业"))
        if self.before & (Kind.GROWTH | Kind.TOPIC) and self._follows("布局", "前瞻布局"):
            told = True
        return (
            bool(told)
            and word.endswith(BRANCHES)
            and all(item.is_industry for item in items)
            and self._tells_of(BUILDING)
        )

    def _is_list_of_tracks(self, word: str, items: list[Item]) -> bool:
        """Whether a list of tracks or fields to grow in names industries ("培育A、B等新业态")."""
        known = sum(item.is_known for item in items)
        slogan = any(
            item.kinds & Kind.QUOTE or self.text.startswith(PLUS, item.end) for item in items
        )  # “保税+”等新业态
        if self.after & Kind.NOUN or slogan:  # 等优势领域产品出口
            return False
        if not self.before & Kind.GROWTH or any(item.unknown > LONGEST_UNKNOWN for item in items):
            return False
        if word.endswith(TRACKS):
            return all(item.has_content for item in items) or 2 * known > len(items)
        return word.endswith(FIELDS) and all(item.is_industry for item in items)

    # -- A、B、C产业; A产值; 做强A -------------------------------------------------------------------

    def _read_plain(self, groups: list[list[Token]], head: Token | None) -> Iterator[Found]:
        if head is None or not head.kind & Kind.HEAD:
            items = [
                i
                for group in groups
                for i in read_items(self.text, group, last=group is groups[-1] and len(groups) > 1)
            ]
            named = [i for i in items if i.headed and not self.after & Kind.NOUN and not self._is_beside_cause(i)]
            yield from (Found(item.span, "named-industry", 0.8) for item in named)
            if not named:
                yield from self._read_bare(items)
            return
        last = [token for token in groups[-1] if token.end <= head.start]
        if last and last[-1].kind & Kind.JOINT:  # 特色优势和产业, “直播+产业集群”
            return
        others = [item for group in groups[:-1] for item in read_items(self.text, group, last=False)]
        count = next((i for i, token in enumerate(last) if self._counts(token)), None)
        if count is not None and (union(last[:count]) & CONTENT or (others and count)):
            members = others + split_joint(self.text, read_items(self.text, last[:count], last=bool(others)))
            if len(members) > 1:
                yield from self._read_counted(members, last[count:], head)
                return
        named = read_items(self.text, last, last=bool(others))
        if not named:
            yield from self._class_names(last, head)
        for item in named:
            shared = bool(others) and self.text.startswith("全", head.start)  # A、B和C全产业链: the head is of all
            end = head.end if item is named[-1] and not shared else item.end
            sure = 0.0 if self._is_of_class(item, head) else self._sure_of(item)
            if sure and end - item.start <= LONGEST_NAME and not EVENT.match(self.text, end):
                quoted = "”" in self.text[item.start : end] and self.text[item.start - 1 : item.start] == "“"
                if quoted or "”" not in self.text[item.start : end]:
                    yield Found(Span(item.start - quoted, end), "named-industry", sure)
        for item in others:
            if item.headed:
                if not self._is_beside_cause(item):
                    yield Found(item.span, "named-industry", 0.8)
            elif (
                named
                and (item.is_known or not self._lists_projects())
                and (item.is_known or (item.has_content and item.tokens[-1].kind))
            ):
                yield Found(item.span, "list-before-head", 0.75 if item.is_industry else 0.6)

    def _read_counted(self, items: list[Item], count: list[Token], head: Token) -> Iterator[Found]:
        whole = self._whole(count, head)
        known = sum(item.has_content for item in items)
        for item in items:
            if item.has_content:
                yield Found(item.span, "counted-list", 0.88, whole)
            elif 2 * known > len(items) and item.unknown <= LONGEST_UNKNOWN:
                yield Found(item.span, "counted-list", 0.6, whole)
        if whole is not None:
            yield Found(whole, "whole", 0.8)

    def _sure_of(self, item: Item) -> float:
        """Return how sure a name before a head is; 0 if it is none."""
        if self._is_beside_cause(item):
            return 0.0
        if not item.unknown and not item.kinds & (TRADE | Kind.PLACE):  # 精深加工集群
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

    def _read_class_in_passing(self) -> Iterator[Found]:
        """Yield the class that a longer word qualifies ("制定未来产业规划"): a topic if a list follows."""
        if self.text.startswith("产业", self.rest[0].start) and union(self.tokens) & Kind.CLASS:
            start = self.rest[0].start
            for found in self._class_names(list(self.tokens), Token(start, start + 2, Kind.HEAD)):
                yield Found(found.span, "class-passing", 0.6)

    def _class_names(self, own: list[Token], head: Token) -> Iterator[Found]:
        """Yield a class of industries by itself: "五大百亿产业", "“3+N”产业", "新兴产业" as a topic."""
        for part in split(own, Kind.JOINT):
            inner = next((token for token in part if token.kind & Kind.HEAD), head)
            part = [token for token in part if token.end <= inner.start]
            if part and (inner is not head or part[-1].end == head.start) and (found := self._class_name(part, inner)):
                yield found

    def _class_name(self, own: list[Token], head: Token) -> Found | None:
        kinds = union(own)
        if kinds & Kind.COMMA or any(token.kind == Kind.UNKNOWN for token in own):
            return None
        if any("重点" in self.text[token.start : token.end] for token in own):
            return None
        about = self.leading in ABOUT
        number = next((token for token in own if token.kind & Kind.NUMBER), None)
        if number is not None:
            word = self.text[number.start : number.end]
            before = self.text[max(0, number.start - 6) : number.start]
            if any(word in before for word in NEVER):  # 入选全省首批十大新兴产业
                return None
            if "+" in word or "“" in word or (self._is_great(number) and kinds & Kind.CLASS):
                if self.after & Kind.MEASURE or (about and not self.after & (Kind.THRIVE | Kind.BREAK)):
                    return None
                rule = "class-passing" if about and self.after & Kind.BREAK else "numbered-class"
                return Found(Span(number.start, head.end), rule, 0.6)
        if kinds & Kind.PLACE:
            return Found(Span(own[0].start, head.end), "named-industry", 0.6)
        if not kinds & Kind.CLASS and (number is None or not self._is_great(number)):
            return None
        if about or self.leading in NEVER or self._is_act() or self.after & Kind.MEASURE:
            return None
        told = self.before & (Kind.TOPIC | Kind.GROWTH) and self.after & (Kind.BREAK | Kind.THRIVE)
        return Found(Span(own[0].start, head.end), "class-topic" if told else "class-passing", 0.6)

    def _read_bare(self, items: list[Item]) -> Iterator[Found]:
        """Read names without a head: by the verb before, the measure or the predicate after."""
        if (
            not items
            or not all(item.has_content for item in items)
            or (self.tokens[-1].kind & Kind.CLASS and not self._is_merging())
        ):
            return
        if self.text.endswith(ZONES, 0, self.tokens[-1].end) or self.text.startswith(
            PLUS, items[-1].end
        ):  # 化工园区, “冰雪+”
            return
        if any(self._is_consumption(token) for token in self.tokens) and all(item.is_trade for item in items):
            return
        before, after = self.before, self.after
        all_industries = all(item.is_industry or item.is_trade for item in items)
        if after & Kind.MEASURE and before & (Kind.BREAK | Kind.STOP | Kind.MEASURE | Kind.GROWTH):
            if self._is_measured():
                for item in split_joint(self.text, items):
                    if item.is_industry and not self.text.endswith(SIZES, 0, item.start):
                        yield Found(item.span, "measured", 0.9)
        elif after & Kind.NOUN and not after & Kind.THRIVE:
            return
        elif after & Kind.THRIVE and before & (Kind.BREAK | Kind.FAINT | Kind.GROWTH):
            alone = self._is_merging() and not union(self.tokens) & (Kind.JOINT | Kind.COMMA)
            if alone or self._is_act() or self._is_passing():
                return
            if self._is_merging():
                items = [part for item in items for part in split_joint(self.text, [item], some=True)]
            for item in items:
                known = len(items) == 1 and item.is_known and before & Kind.BREAK and not item.kinds & Kind.FIELD
                if item.is_industry or item.is_trade or known:
                    yield Found(item.span, "thrives", 0.7 if item.is_industry else 0.5)
        elif not all_industries:
            return
        elif (
            before & Kind.GROWTH
            and after & (Kind.BREAK | Kind.MEASURE)
            and (not before & Kind.FAINT or (self.leading not in ABOUT and all(item.is_trade for item in items)))
        ):
            yield from (Found(item.span, "grown", 0.6) for item in items)
        elif before & Kind.BREAK and self._grows():
            yield from (Found(item.span, "grows", 0.6) for item in items)
        elif before & Kind.FAINT and self._is_furthered() and not self._is_act():
            yield from (Found(item.span, "furthered", 0.6) for item in items)
        elif self.leading in ("将", "把") and self._follows("培育", "打造", "发展", "做大", "做强", "建设", "作为"):
            yield from (Found(item.span, "made-into", 0.65) for item in items)
        elif before & (Kind.BREAK | Kind.FAINT) and self._follows("向", "往"):
            yield from (Found(item.span, "turns", 0.6) for item in items)
        elif self.leading == "以" and self._follows(*AS_WHAT):
            yield from (Found(item.span, "as-main", 0.6) for item in items)
        elif before & Kind.BREAK and self._follows(*BECOMING) and self._tells_of(("产业", "支柱", "集群")):
            yield from (Found(item.span, "became", 0.7) for item in items)
        elif self.leading in AIMS and len(items) > 1 and after & Kind.BREAK:
            yield from (Found(item.span, "aimed-at", 0.55) for item in items)
