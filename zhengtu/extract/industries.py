"""Which words of a sentence name an industry of the place.

A sentence is cut into words (``chainwords``). A run of words that can belong to a name, up to a verb
or a stop on either side, is a list of one or more items; what makes its items industries is a head
("A、B等产业"), a verb of growth before it, or what is said of it ("A产值增长5%").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
CONTENT = Kind.INDUSTRY | Kind.GOODS | Kind.FIELD | Kind.SUFFIX
LONGEST_NAME = 16
LONGEST_UNKNOWN = 6


@dataclass(frozen=True, slots=True)
class Found:
    """A name of an industry, the rule that read it, and the whole of the list that it stands in."""

    span: Span
    rule: str
    confidence: float
    whole: Span | None = None


@dataclass(frozen=True, slots=True)
class _Item:
    """A member of a run of names, and what its words are."""

    tokens: tuple[Token, ...]
    kinds: Kind
    start: int
    end: int
    unknown: int

    @property
    def is_industry(self) -> bool:
        return bool(self.kinds & Kind.INDUSTRY) and not self.unknown

    @property
    def is_known(self) -> bool:
        return bool(self.kinds & (Kind.INDUSTRY | Kind.GOODS)) and not self.unknown

    @property
    def has_content(self) -> bool:
        return bool(self.kinds & CONTENT)

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


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
        yield from _Run(text, tokens, begin, at).read()


def _belongs(tokens: Sequence[Token], at: int, begin: int) -> bool:
    kind = tokens[at].kind
    if kind == Kind.UNKNOWN:
        return True
    if not kind & IN_NAME:
        return False
    if kind & (Kind.STOP | Kind.GROWTH | Kind.NOUN | Kind.MEASURE) and not kind & (
        Kind.INDUSTRY | Kind.GOODS | Kind.COMMA
    ):
        if kind & Kind.SUFFIX and not kind & (Kind.MODIFIER | Kind.LOOSE | Kind.CLASS):
            return at > begin and bool(tokens[at - 1].kind & (CONTENT | Kind.MODIFIER))
        return bool(kind & (Kind.MODIFIER | Kind.LOOSE | Kind.CLASS | Kind.HEAD | Kind.WEAK_HEAD))
    return True


class _Run:
    """The words ``tokens[begin:end]`` of a segment: perhaps a list of industries."""

    def __init__(self, text: str, tokens: Sequence[Token], begin: int, end: int) -> None:
        self.text = text
        self.tokens = tokens
        self.begin, self.end = begin, end
        self.before = tokens[begin - 1].kind if begin else Kind.BREAK
        self.after = tokens[end].kind if end < len(tokens) else Kind.BREAK
        self.rest = tokens[end:]

    def read(self) -> Iterator[Found]:
        tokens = list(self.tokens[self.begin : self.end])
        tail: list[Token] = []
        etc = max((i for i, token in enumerate(tokens) if token.kind & Kind.ETC), default=-1)
        if etc >= 0:
            tokens, tail = tokens[:etc], tokens[etc + 1 :]
        head, tail_rest = self._find_head(tail if etc >= 0 else tokens)
        if head is None and self.after & Kind.KILL:
            if not self.after & Kind.OPEN_KILL:
                return
            head = self._open_head(self.tokens[self.end])
        if tail_rest and tail_rest[0].kind & Kind.SUFFIX and not tail_rest[0].kind & Kind.MODIFIER:
            return
        groups = _split(tokens, Kind.COMMA)
        if etc >= 0:
            yield from self._read_list(groups, tail, head)
        else:
            yield from self._read_plain(groups, head)

    # -- A、B等N大产业 ------------------------------------------------------------------------------

    def _read_list(self, groups: list[list[Token]], tail: list[Token], head: Token | None) -> Iterator[Found]:
        items = [item for group in groups for item in self._items(group, last=group is groups[-1] and len(groups) > 1)]
        if not items:
            return
        known = sum(item.has_content for item in items)
        if head is not None and head.kind & Kind.HEAD:
            if self._qualifies_a_thing(head):
                return
            own = [token for token in tail if token.end <= head.start]
            kinds = _union(own)
            foreign = any(token.kind == Kind.UNKNOWN for token in own)
            if foreign and not all(item.is_known for item in items):
                return
            whole = self._whole(own, head, kinds)
            rule = "list-of-class" if whole else "list-of-industries"
            for item in items:
                if item.has_content or (known and item.unknown <= LONGEST_UNKNOWN):
                    yield Found(item.span, rule, 0.9 if not item.unknown else 0.75, whole)
            if whole is not None:
                yield Found(whole, "whole", 0.85)
            return
        if head is not None and self._is_track(head):
            if self.before & Kind.GROWTH and all(item.has_content for item in items):
                for item in items:
                    yield Found(item.span, "list-of-tracks", 0.7)
            return
        if head is None and not tail and self.after & ~Kind.NOUN & (Kind.THRIVE | Kind.BREAK | Kind.MEASURE):
            yield from self._read_bare(items)
        elif (
            head is None
            and len(items) == 1
            and _union(tail) & Kind.INDUSTRY
            and self.before & (Kind.GROWTH | Kind.BREAK)
        ):
            whole_item = self._items(tail, last=False)
            if len(whole_item) == 1 and whole_item[0].is_industry and items[0].has_content:
                yield Found(whole_item[0].span, "whole", 0.7)
                yield Found(items[0].span, "list-of-class", 0.7, whole_item[0].span)

    def _whole(self, own: list[Token], head: Token, kinds: Kind) -> Span | None:
        """Return the name of what "等" sums up, if it is the name of a class or an industry."""
        if not kinds & (Kind.CLASS | Kind.INDUSTRY):
            return None
        if kinds & Kind.LOOSE and not kinds & (Kind.CLASS | Kind.INDUSTRY):
            return None
        begin = next(
            token.start
            for token in own
            if token.kind & (Kind.CLASS | Kind.INDUSTRY | Kind.MODIFIER)
            or (token.kind & Kind.NUMBER and self.text[token.end - 1] == "大")
        )
        return Span(begin, self._head_end(head))

    # -- A、B、C产业; A产值; 做强A -------------------------------------------------------------------

    def _read_plain(self, groups: list[list[Token]], head: Token | None) -> Iterator[Found]:
        if head is None or not head.kind & Kind.HEAD:
            items = [i for group in groups for i in self._items(group, last=group is groups[-1] and len(groups) > 1)]
            yield from self._read_bare(items)
            return
        last = [token for token in groups[-1] if token.end <= head.start]
        others = [item for group in groups[:-1] for item in self._items(group, last=False)]
        count = next((i for i, token in enumerate(last) if token.kind & Kind.NUMBER), None)
        if others and count is not None and _union(last[:count]) & CONTENT and self._counts(last[count]):
            items = others + self._items(last[:count], last=False)
            whole = self._whole(last[count:], head, _union(last[count:]))
            for item in items:
                if item.has_content:
                    yield Found(item.span, "counted-list", 0.85, whole)
            if whole is not None:
                yield Found(whole, "whole", 0.8)
            return
        if self._qualifies_a_thing(head):
            return
        named = self._items(last, last=bool(others))
        kinds = _union(last)
        if not named:
            span = self._class_name(last, head)
            if span is not None:
                yield span
        for item in named:
            final = item is named[-1]
            if not item.has_content and (item.unknown > LONGEST_UNKNOWN or kinds & Kind.STATISTICAL):
                continue
            end = self._head_end(head) if final else item.end
            sure = 0.9 if not item.unknown else 0.75 if item.has_content else 0.5
            if end - item.start <= LONGEST_NAME:
                yield Found(Span(item.start, end), "named-industry", sure)
        for item in others:
            if named and (item.is_known or (item.has_content and item.unknown <= LONGEST_UNKNOWN)):
                yield Found(item.span, "list-before-head", 0.8 if item.is_industry else 0.65)

    def _class_name(self, own: list[Token], head: Token) -> Found | None:
        """Return a class of industries by itself: "五大百亿产业", "“3+N”产业", "新兴产业" as a topic."""
        kinds = _union(own)
        if (
            not own
            or any(token.kind == Kind.UNKNOWN for token in own)
            or kinds & (Kind.COMMA | Kind.STATISTICAL) & ~Kind.CLASS
        ):
            return None
        number = next((token for token in own if token.kind & Kind.NUMBER), None)
        if any("重点" in self.text[token.start : token.end] for token in own):
            return None
        word = self.text[number.start : number.end] if number else ""
        start = own[0].start
        if number is not None and ("+" in word or word.startswith("“")):
            return Found(Span(number.start, self._head_end(head)), "numbered-class", 0.7)
        if number is not None and "大" in word and kinds & Kind.CLASS:
            return Found(Span(number.start, self._head_end(head)), "numbered-class", 0.7)
        named = kinds & Kind.CLASS or (number is not None and "大" in word)
        if named and self.before & (Kind.TOPIC | Kind.GROWTH) and self.after & (Kind.BREAK | Kind.THRIVE):
            return Found(Span(start, self._head_end(head)), "class-topic", 0.6)
        return None

    def _read_bare(self, items: list[_Item]) -> Iterator[Found]:
        """Read names without a head: by the verb before, the measure or the predicate after."""
        if not items or not all(item.has_content for item in items):
            return
        if self.after & Kind.NOUN and not self.after & (Kind.MEASURE | Kind.THRIVE):
            return
        subject = self.before & (Kind.BREAK | Kind.STOP) or self.before & (Kind.MEASURE | Kind.GROWTH)
        if self.after & Kind.MEASURE and subject and any(token.kind & Kind.NUMBER for token in self.rest[:8]):
            for item in self._split_joint(items):
                if item.is_industry:
                    yield Found(item.span, "measured", 0.8)
        elif self.after & Kind.THRIVE and (
            self.before & Kind.BREAK or self.before & Kind.FAINT | self.before & Kind.GROWTH
        ):
            for item in items:
                if item.is_industry:
                    yield Found(item.span, "thrives", 0.7)
        elif (
            self.before & Kind.GROWTH
            and not self.before & Kind.FAINT
            and self.after & (Kind.BREAK | Kind.MEASURE)
            and all(item.is_industry for item in items)
        ):
            for item in items:
                yield Found(item.span, "grown", 0.7)

    # -- parts ------------------------------------------------------------------------------------

    def _find_head(self, tokens: list[Token]) -> tuple[Token | None, list[Token]]:
        for at in range(len(tokens) - 1, -1, -1):
            token = tokens[at]
            if token.kind & Kind.COMMA:
                break
            if token.kind & (Kind.HEAD | Kind.WEAK_HEAD):
                if self.text[token.start : token.end] == "链" and not (
                    at and tokens[at - 1].kind & (Kind.INDUSTRY | Kind.GOODS) and at == len(tokens) - 1
                ):
                    continue
                return token, tokens[at + 1 :]
        return None, []

    def _open_head(self, token: Token) -> Token:
        word = self.text[token.start : token.end]
        for head in ("产业链", "产业集群", "产业", "集群"):
            if word.startswith(head):
                return Token(token.start, token.start + len(head), Kind.HEAD)
        return Token(token.start, token.end, Kind.WEAK_HEAD)

    def _head_end(self, head: Token) -> int:
        return head.end

    def _is_track(self, head: Token) -> bool:
        return self.text[head.start : head.end].strip("“”").endswith(("赛道", "土特产", "支柱", "增长极", "引擎"))

    def _counts(self, token: Token) -> bool:
        return self.text[token.end - 1] in "大个条类种级"

    def _qualifies_a_thing(self, head: Token) -> bool:
        """Whether the head only says of what kind something else is ("产业项目", "产业企业")."""
        following = self.text[head.end : head.end + 2]
        return following in ("项目", "企业") and False

    def _items(self, tokens: Sequence[Token], *, last: bool) -> list[_Item]:
        """Return the items of one place of a list: more than one where a joint or a head divides it."""
        cuts: list[list[Token]] = [[]]
        for token in tokens:
            if token.kind & Kind.JOINT and (last or (cuts[-1] and cuts[-1][-1].kind & Kind.HEAD)):
                cuts.append([])
            else:
                cuts[-1].append(token)
        return [item for part in cuts if (item := self._item(part)) is not None]

    def _item(self, tokens: list[Token]) -> _Item | None:
        edge = Kind.JOINT | Kind.QUOTE | Kind.ASIDE
        while tokens and tokens[-1].kind & (edge | Kind.LOOSE | Kind.NUMBER) and not tokens[-1].kind & CONTENT:
            tokens = tokens[:-1]
        while tokens and (
            tokens[0].kind & (edge | Kind.NUMBER | Kind.CLASS | Kind.LOOSE | Kind.STOP)
            and not tokens[0].kind & (Kind.INDUSTRY | Kind.GOODS | Kind.FIELD)
            and not (tokens[0].kind & Kind.MODIFIER and len(tokens) > 1)
        ):
            tokens = tokens[1:]
        while len(tokens) > 1 and tokens[0].kind & (Kind.STOP | Kind.NUMBER) and not tokens[0].kind & Kind.INDUSTRY:
            tokens = tokens[1:]
        if tokens and tokens[0].kind == Kind.UNKNOWN and len(tokens) > 1:
            word = self.text[tokens[0].start : tokens[0].end]
            if (word[-1] in "市县区州旗省" and len(word) > 1) or len(word) > LONGEST_UNKNOWN:
                tokens = tokens[1:]
        kinds = _union(tokens)
        if not tokens or (kinds & Kind.STATISTICAL and not kinds & (Kind.INDUSTRY | Kind.GOODS | Kind.CLASS)):
            return None
        unknown = sum(token.end - token.start for token in tokens if token.kind == Kind.UNKNOWN)
        if not kinds & CONTENT and not unknown:
            return None
        start, end = tokens[0].start, tokens[-1].end
        if end - start < 2 and not kinds & (Kind.INDUSTRY | Kind.GOODS):
            return None
        return _Item(tuple(tokens), kinds, start, end, unknown)

    def _split_joint(self, items: list[_Item]) -> list[_Item]:
        """Divide "A及B" where the text speaks of the two together without calling them one industry."""
        if len(items) != 1:
            return items
        parts = _split(list(items[0].tokens), Kind.JOINT)
        if len(parts) == 1:
            return items
        made = [self._item(part) for part in parts]
        return [item for item in made if item is not None] if all(made) else items


def _union(tokens: Sequence[Token]) -> Kind:
    kinds = Kind.UNKNOWN
    for token in tokens:
        kinds |= token.kind
    return kinds


def _split(tokens: Sequence[Token], kind: Kind) -> list[list[Token]]:
    groups: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind & kind:
            groups.append([])
        else:
            groups[-1].append(token)
    return groups
