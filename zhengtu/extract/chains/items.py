"""The members of a list of industries: which words of a run are one name, and of what they are made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhengtu.extract.chains.phrases import ASIDE
from zhengtu.extract.chains.words import Kind, Token, cut
from zhengtu.model import Span

CONTENT = Kind.INDUSTRY | Kind.GOODS | Kind.FIELD | Kind.SUFFIX
TRAILING = Kind.JOINT | Kind.QUOTE | Kind.ASIDE | Kind.LOOSE | Kind.NUMBER | Kind.WEAK_HEAD
LEADING = Kind.JOINT | Kind.QUOTE | Kind.ASIDE | Kind.NUMBER | Kind.CLASS | Kind.LOOSE | Kind.STOP
LONGEST_UNKNOWN = 6
_LATIN = re.compile(r"[A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Found:
    """A name of an industry, the rule that read it, and the whole of the list that it stands in."""

    span: Span
    rule: str
    confidence: float
    whole: Span | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A member of a run of names, and what its words are."""

    tokens: tuple[Token, ...]
    kinds: int
    start: int
    end: int
    unknown: int
    is_trade: bool = False  # whether its name ends as a trade's does: 家政服务业, 生物经济

    @property
    def is_industry(self) -> bool:
        """Whether it names an industry by itself."""
        if self.tokens[-1].kind & Kind.NOUN and not self.tokens[-1].kind & Kind.INDUSTRY:  # 储能技术
            return False
        made = self.kinds & Kind.GOODS and self.tokens[-1].kind & Kind.SUFFIX  # 铝加工, 肉牛养殖
        return bool(self.kinds & Kind.INDUSTRY or made) and not self.unknown

    @property
    def is_known(self) -> bool:
        """Whether all its words are known, and one is an industry or goods."""
        return bool(self.kinds & (Kind.INDUSTRY | Kind.GOODS)) and not self.unknown

    @property
    def has_content(self) -> bool:
        """Whether it has a word of trade at all."""
        return bool(self.kinds & CONTENT)

    @property
    def headed(self) -> bool:
        """Whether the item has a head of its own at its end ("铝产业、硅产业")."""
        last = self.tokens[-1]
        short = last.end - last.start == 1 and not self.tokens[-2:][0].kind & (Kind.INDUSTRY | Kind.GOODS)
        return bool(last.kind & Kind.HEAD) and self.has_content and len(self.tokens) > 1 and not short

    @property
    def span(self) -> Span:
        """Where it stands in the text."""
        return Span(self.start, self.end)


def read_items(text: str, tokens: Sequence[Token], *, last: bool) -> list[Item]:
    """Return the items of one place of a list: more than one where a joint or a head divides it."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind & Kind.JOINT and (
            (last and text[token.start] in "和暨")
            or (parts[-1] and (parts[-1][-1].kind & Kind.HEAD or _is_made(text, parts[-1])))
        ):
            parts.append([])
        else:
            parts[-1].append(token)
    return [item for part in parts if (item := _read_item(text, part)) is not None]


def _read_item(text: str, tokens: list[Token]) -> Item | None:
    inner = next((at for at, token in enumerate(tokens) if token.kind & Kind.ETC), len(tokens))
    tokens = tokens[:inner]  # A等B within a list
    while tokens and tokens[-1].kind & (TRAILING | Kind.MODIFIER) and not tokens[-1].kind & CONTENT:
        tokens = tokens[:-1]
    while tokens and tokens[0].kind & LEADING and not tokens[0].kind & (Kind.INDUSTRY | Kind.GOODS | Kind.FIELD):
        if (
            tokens[0].kind & Kind.MODIFIER
            and len(tokens) > 1
            and not tokens[0].kind & (Kind.STOP | Kind.NUMBER)
            and not tokens[1].kind & Kind.CLASS
        ):
            break
        tokens = tokens[1:]
    if len(tokens) > 1 and tokens[0].kind == Kind.UNKNOWN:
        word = text[tokens[0].start : tokens[0].end]
        if (word[-1] in "市县区州旗省" and len(word) > 1) or len(word) > LONGEST_UNKNOWN:
            tokens = tokens[1:]
    tokens = _after_quote(text, tokens)
    if not tokens:
        return None
    kinds = union(tokens)
    trade = _is_trade(text, tokens)
    told = kinds & (Kind.INDUSTRY | Kind.GOODS | Kind.CLASS) or (tokens[0].kind & Kind.FIELD and trade)
    if kinds & Kind.STATISTICAL and (len(tokens) == 1 or not told):
        return None
    if all((token.kind & Kind.FIELD and token.kind & Kind.LOOSE) or not token.kind & CONTENT for token in tokens):
        kinds &= ~CONTENT  # 农业, 科技, 工业 alone are too wide to be an industry's name
    unknown = sum(
        token.end - token.start
        for token in tokens
        if token.kind == Kind.UNKNOWN and not _LATIN.fullmatch(text, token.start, token.end)
    )
    start, end = tokens[0].start, tokens[-1].end
    if not kinds & CONTENT and (not unknown or end - start < 2):
        return None
    if text.count("“", start, end) != text.count("”", start, end) and not kinds & Kind.QUOTE:
        return None
    if kinds & Kind.QUOTE and text.count("“", start, end) != text.count("”", start, end):
        return None
    return Item(tuple(tokens), kinds, start, end, unknown, trade)


def _after_quote(text: str, tokens: list[Token]) -> list[Token]:
    """Return the tokens after a quotation that opened before them ("发展“新奇优”水果产业")."""
    for at, token in enumerate(tokens):
        if text[token.start : token.end] == "”" and "“" not in text[tokens[0].start : token.start]:
            return tokens[at + 1 :]
    return tokens


def _is_made(text: str, tokens: list[Token]) -> bool:
    """Whether the words so far name a trade by themselves: 乳肉加工业, 海产养殖业."""
    last = tokens[-1]
    made = last.kind & Kind.STATISTICAL if len(tokens) == 1 else last.kind & Kind.SUFFIX
    return bool(made) and text[last.end - 1] == "业"


def _is_trade(text: str, tokens: list[Token]) -> bool:
    """Whether the words end in 业 or 经济 and say before it what is made, grown or done."""
    last = tokens[-1]
    own = (
        tokens[:-1] if len(tokens) > 1 and last.kind & (Kind.SUFFIX | Kind.STATISTICAL) else tokens
    )  # 商贸流通 + 服务业
    if union(own) & (Kind.STATISTICAL | Kind.LOOSE | Kind.CLASS | Kind.JOINT | Kind.QUOTE):
        return False
    if text[last.end - 1] == "业":
        if any(token.kind == Kind.UNKNOWN for token in tokens):  # 甲乙铜业 is a firm
            return False
        return bool(union(tokens) & (Kind.FIELD | Kind.INDUSTRY | Kind.GOODS))
    if text[last.end - 2 : last.end] != "经济" or len(tokens) == 1:
        return bool(last.kind & Kind.INDUSTRY) and text[last.end - 2 : last.end] == "经济"
    if union(tokens[:-1]) & Kind.PLACE and not union(tokens[:-1]) & (Kind.INDUSTRY | Kind.GOODS):  # 高原经济
        return False
    return last.end - tokens[0].start <= 6 and not union(tokens[:-1]) & Kind.NUMBER


def split_joint(text: str, items: list[Item], *, some: bool = False) -> list[Item]:
    """Divide "A及B" where the text speaks of the two together without calling them one industry.

    With ``some``, also where only some of them are names.
    """
    if len(items) != 1:
        return items
    made = [_read_item(text, part) for part in split(list(items[0].tokens), Kind.JOINT)]
    return [item for item in made if item is not None] if all(made) or (some and any(made)) else items


def union(tokens: Sequence[Token]) -> int:
    """Return all that the tokens are."""
    kinds = Kind.UNKNOWN
    for token in tokens:
        kinds |= token.kind
    return kinds


def split(tokens: Sequence[Token], kind: int) -> list[list[Token]]:
    """Return the tokens between those of ``kind``."""
    groups: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind & kind:
            groups.append([])
        else:
            groups[-1].append(token)
    return groups


def read_aside(text: str, found: Found) -> Iterator[Found]:
    """Yield what a name's brackets say that it holds: "医药（含香料）"."""
    match = ASIDE.match(text, found.span.end)
    if match is None:
        return
    for part in re.finditer(r"[^、和与]+", match[1]):
        start, end = match.start(1) + part.start(), match.start(1) + part.end()
        if all(token.kind & CONTENT for token in cut(text, start, end)):
            yield Found(Span(start, end), "aside", 0.7)


def is_class(text: str, span: Span) -> bool:
    """Whether the name is that of a class of industries, such as 新兴产业."""
    if text.startswith("经济", span.end - 2):
        return False
    kinds = union(cut(text, span.start, span.end))
    return not kinds & (Kind.INDUSTRY | Kind.GOODS | Kind.FIELD | Kind.PLACE)
