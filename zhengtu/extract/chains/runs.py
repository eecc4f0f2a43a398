"""A run of words that may be a list of industries, and what the words beside it tell."""

from __future__ import annotations

from collections.abc import Sequence

from zhengtu.extract.chains.items import Item, split, union
from zhengtu.extract.chains.phrases import ACTS, FURTHERING, HEADS, LACKS, LISTED, PROJECTS, QUALITIES, THINGS
from zhengtu.extract.chains.words import Kind, Token
from zhengtu.model import Span


class Run:
    """The words ``tokens[begin:end]`` of a segment, with the words before and after them."""

    def __init__(self, text: str, tokens: Sequence[Token], begin: int, end: int) -> None:
        self.text = text
        self.tokens = tokens[begin:end]
        self.rest = tokens[end:]
        self.before = tokens[begin - 1].kind if begin else Kind.BREAK
        self.after = self.rest[0].kind if self.rest else Kind.BREAK
        self.leading = text[tokens[begin - 1].start : tokens[begin - 1].end] if begin else ""

    def _whole(self, own: list[Token], head: Token) -> Span | None:
        """Return the name of what "等" sums up, if it is the name of a class or an industry."""
        own = [token for token in own if not token.kind & Kind.LOOSE or token.kind & (Kind.CLASS | Kind.INDUSTRY)]
        if not union(own) & (Kind.CLASS | Kind.INDUSTRY | Kind.FIELD):
            return None
        for token in own:
            if token.kind & (Kind.CLASS | Kind.INDUSTRY | Kind.FIELD) or self._is_great(token):
                return Span(token.start, head.end)
        return None

    def _lists_projects(self) -> bool:
        """Whether the run stands in a list of projects ("推进甲铝产业升级、乙厂扩建等重大项目")."""
        if not self.rest:
            return False
        start = self.rest[0].start
        return PROJECTS.match(self.text, start, min(len(self.text), start + 120)) is not None

    def _grows(self) -> bool:
        """Whether the next words say that it grew by so much ("增长12%")."""
        return self._follows("增长", "分别增长", "同比增长", "下降", "分别下降") and bool(
            union(self.rest[:4]) & Kind.NUMBER
        )

    def _tells_of(self, words: tuple[str, ...]) -> bool:
        """Whether the rest of the clause has one of ``words``."""
        clause = self.text[self.rest[0].start : self.rest[-1].end] if self.rest else ""
        return any(word in clause for word in words)

    def _is_passing(self) -> bool:
        """Whether what is said of it is of consumption, or of a list of trials or of models."""
        if "实体经济" in self.text[self.tokens[0].start : self.tokens[-1].end]:  # the stock phrase
            return True
        if self._tells_of(LACKS):
            return True
        if self._follows("成为"):
            return self._tells_of(("消费",))
        return self._follows(*LISTED) and not self._tells_of(("集群", "产业链"))

    def _is_merging(self) -> bool:
        """Whether what follows is that trades merge ("甲业与乙业融合发展")."""
        return self._follows("融合发展", "深度融合", "融合共生")

    def _is_furthered(self) -> bool:
        """Whether it is to grow, or to grow in some way ("高端化、多元化发展")."""
        return self._follows(*FURTHERING) or (self._follows(*QUALITIES) and self._tells_of(("发展",)))

    def _is_of_class(self, item: Item, head: Token) -> bool:
        """Whether the head means a class of what the name says ("新能源重点产业", "外贸优势产业")."""
        if not item.has_content and self.text.startswith("产业带", head.start):  # 甲河产业带
            return True
        between = self.text[item.end : head.start]
        if "重" in between or "标志" in between:
            return True
        wide = not item.kinds & (Kind.INDUSTRY | Kind.GOODS | Kind.PLACE)
        return wide and bool(item.kinds & Kind.FIELD) and between.endswith(("优势", "特色", "主导", "支柱"))

    def _is_beside_cause(self, item: Item) -> bool:
        """Whether the name stands beside the public cause of its kind ("发展文化事业和文化产业")."""
        return "事业" in self.text[max(0, item.start - 5) : item.start]

    def _is_measured(self) -> bool:
        """Whether a figure of the industries follows; lists of the statistics, and 算力规模, are none."""
        members = split(self.tokens, Kind.COMMA | Kind.JOINT)
        if self._follows("规模", "总规模") and (not self._tells_of(("元", "%")) or self._follows("规模等")):
            return False
        if any(part and all(t.kind & Kind.STATISTICAL for t in part) for part in members):
            return False
        if self._follows("占比最"):
            return False
        return any(token.kind & Kind.NUMBER for token in self.rest[:8]) or self._tells_of(("增长", "提升", "提高"))

    def _follows(self, *words: str) -> bool:
        return bool(self.rest) and self.text.startswith(words, self.rest[0].start)

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
            kinds = union(self.tokens)
            return bool(kinds & Kind.CLASS or (kinds & Kind.INDUSTRY and self.before & Kind.GROWTH))
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

    def _is_consumption(self, token: Token) -> bool:
        """Whether the word is a kind of consumption, and so are those beside it ("美食经济、夜间经济")."""
        return bool(token.kind & Kind.STATISTICAL) and self.text[token.end - 2 : token.end] == "经济"

    def _quoted(self, item: Item) -> bool:
        return self.text[item.start - 1 : item.start] == "“" and self.text[item.end : item.end + 1] == "”"
