"""From the values of a sentence to its figures: which words each one measures, and how.

A value behind a name (规上企业100家) takes the words before it; a count before a name
(100家规上企业) the words behind it; a value with a verb alone (，增长12%) takes what was
spoken of last. Several values in a row (分别增长5%、7%) are dealt out over the names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from zhengtu.extract.measures_items import COUNTS, RATIO, Item
from zhengtu.extract.measures_wording import (
    Wording,
    clean_name,
    name_after,
    read_before,
    share_heads,
    starts_with_predicate,
)
from zhengtu.extract.measures_words import words
from zhengtu.model import Span


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with what it measures, before year and modality are known.

    ``baseline`` marks the old value in 从796元提高至842元; ``clause`` is where it was said.
    """

    indicator: str
    kind: str
    op: str
    value: Decimal
    unit: str
    upper: Decimal | None
    item: Item
    clause: Span
    rule: str
    baseline: bool = False


_STOPS = "，；：。！？\n"
_AND = re.compile("(?:和|与|及|以及|、)$")
_DEALT = frozenset(["分别", "均", "都", "各", "双双"])
_RISING_NOUNS = re.compile("(?:增速|增幅|涨幅|增长率|增长速度)$")
_FALLING_NOUNS = re.compile("(?:降幅|跌幅|减幅)$")
_NEW = re.compile("^(?:新增|新建|新开工|新签约|累计|新)")


def read_figures(text: str, start: int, end: int, items: list[Item]) -> list[Figure]:
    """Return the figures that ``items`` make in the sentence ``text[start:end]``."""
    return _Sentence(text, start, end, items).read()


class _Sentence:
    """One sentence while it is read from left to right."""

    def __init__(self, text: str, start: int, end: int, items: list[Item]) -> None:
        self.text, self.start, self.end, self.items = text, start, end, items
        self.breaks = _breaks(text, start, end)
        self.figures: list[Figure] = []
        self.topic: list[str] = []

    def read(self) -> list[Figure]:
        i = 0
        while i < len(self.items):
            run = self._run(i)
            self._read_run(run)
            i += len(run)
        return self.figures

    def _run(self, i: int) -> list[Item]:
        """Return the values from the ``i``-th on that stand in a row: 10%、20%和30%."""
        run = [self.items[i]]
        for item in self.items[i + 1 :]:
            between = self.text[run[-1].end : item.start]
            if between not in ("、", "和", "与", "及", "以及") or item.form != run[0].form:
                break
            run.append(item)
        if len(run) > 1 and run[-1].dimension in COUNTS and self._counts_ahead(run[-1], len(run)):
            return run[:1]
        return run

    def _clause_start(self, item: Item) -> int:
        """Return where the words before ``item`` begin: behind a comma or the value before it."""
        place = max((b + 1 for b, c in self.breaks if b < item.start and c in _STOPS), default=self.start)
        earlier = [i.end for i in self.items if i.end <= item.start]
        return max([place, *earlier])

    def _clause_end(self, item: Item) -> int:
        later = [b for b, c in self.breaks if b >= item.end]
        return min([*later, self.end])

    def _read_run(self, run: list[Item]) -> None:
        item = run[0]
        left = self._clause_start(item)
        head = self.text[left : item.start]
        if item.form == "rank":
            self._read_rank(item, left, head)
            return
        parts = _split(head)
        last = parts[-1] if parts else ""
        wording = read_before(last)
        stop = self._clause_end(run[-1])
        following = [i.start for i in self.items if i.start >= run[-1].end]
        behind = self.text[run[-1].end : min([stop, *following])]
        if len(run) == 1 and self._counts_ahead(item, 1) and self._stands_before_name(item, wording, behind):
            self._read_count(item, behind, left)
            return
        names = self._names(parts, wording, item)
        kind, sign = self._kind(item, wording, last)
        if not names or all(n in words("generic_heads") for n in names):
            if names and not self.topic:
                pass
            elif wording.marks & {"均", "都", "双双"} and not names:
                names = self._clause_topic(left)
            elif len(run) > 1 or "分别" in wording.marks:
                names = self._last_topics(len(run))
            elif self.topic:
                names = [_NEW.sub("", self.topic[-1]) if names or wording.word == "新增" else self.topic[-1]]
        if not names:
            return
        self._deal(run, names, kind, sign, wording, left, parts)

    def _deal(
        self, run: list[Item], names: list[str], kind: str, sign: int, wording: Wording, left: int, parts: list[str]
    ) -> None:
        clause = Span(left, run[-1].end)
        if len(run) > 1:
            heads = share_heads(names) if len(names) >= len(run) else names
            heads = heads[-len(run) :] if len(heads) >= len(run) else [names[-1]] * len(run)
            open_end = run[-1].op if run[-1].amount and run[-1].amount.after else None
            for item, name in zip(run, heads, strict=True):
                item = replace(item, op=open_end) if open_end and item.op == "=" else item
                self._add(item, name, kind, sign, clause, "values-dealt-out")
            self.topic = heads
            return
        several = kind in ("growth", "change") or bool(wording.marks & _DEALT)
        if len(names) > 1 and several:
            names = share_heads(names)
            for name in names:
                self._add(run[0], name, kind, sign, clause, "one-value-for-all")
            self.topic = names
            return
        name = "、".join(names)
        rule = (
            "value-of-topic"
            if not any(p for p in parts)
            else {"growth": "growth-of-name", "change": "change-of-name"}.get(kind, "value-after-name")
        )
        baseline = bool(wording.marks & {"从", "由"})
        self._add(run[0], name, kind, sign, clause, rule, baseline=baseline)
        self.topic = [name]

    def _add(
        self, item: Item, name: str, kind: str, sign: int, clause: Span, rule: str, *, baseline: bool = False
    ) -> None:
        value, unit = item.value, item.unit
        upper = item.upper
        if unit == "倍" and kind == "growth":
            factor = Decimal(100)
            shift = Decimal(1) if rule == "ratio" or self._is_ratio(item) else Decimal(0)
            value, unit = (value - shift) * factor, "%"
            upper = (upper - shift) * factor if upper is not None else None
        if sign < 0:
            value = -value
            upper = -upper if upper is not None else None
        self.figures.append(Figure(name, kind, item.op, value, unit, upper, item, clause, rule, baseline))

    def _is_ratio(self, item: Item) -> bool:
        before = self.text[max(self.start, item.start - 16) : item.start]
        return bool(RATIO.search(before)) or bool(
            re.search("(?:到|至|达|达到|为|是)(?:.{0,8}的)?(?:约|近|超)?$", before)
        )

    def _names(self, parts: list[str], wording: Wording, item: Item) -> list[str]:
        """Return the names that the words before ``item`` give, the nearest last."""
        if not wording.name:
            return []
        names = [wording.name]
        if len(parts) > 1 and not _governed(parts[-1]):
            for part in reversed(parts[:-1]):
                if not part.strip():
                    break
                governed = _governed(part)
                if governed and not _governed_lightly(part):
                    break
                cleaned = clean_name(part)
                if not cleaned or re.search(
                    "(?:完成|实现|推进|提升|加快|增长|发展|改善|优化|好转|建设|增强|加强|投产|开工|竣工|建成|达到|突破)$",
                    cleaned,
                ):
                    break
                names.insert(0, cleaned)
                if governed:
                    break
        if "等" in names[-1][:1]:
            names = [names[-1][1:]]
        last = wording.name
        joined = re.split("(?<=[一-龥”）])(?:及|和|与|以及)(?=[一-龥“])", last)
        if len(joined) == 2 and (wording.marks & {"均", "分别", "都"}) and all(len(j) >= 2 for j in joined):
            names[-1:] = joined
        if (
            len(parts) > 1
            and re.search("等", parts[-1])
            and clean_name(parts[-1]) != parts[-1]
            and "等" + wording.name in parts[-1]
        ):
            names = [wording.name]
        return names

    def _kind(self, item: Item, wording: Wording, last: str) -> tuple[str, int]:
        if item.form == "double":
            return "growth", 1
        sign = -1 if wording.verb == "fall" else 1
        dimension = item.dimension
        if dimension in ("percentage_point",):
            return "change", sign
        if dimension == "times":
            return ("growth", sign) if wording.verb or self._is_ratio(item) else ("level", 1)
        if dimension == "percent":
            if _RISING_NOUNS.search(wording.name):
                return "growth", 1
            if _FALLING_NOUNS.search(wording.name):
                return "growth", -1
            return ("growth", sign) if wording.verb else ("level", 1)
        if (
            wording.verb
            and wording.word not in ("多", "少", "超", "高于", "低于", "提速")
            and (wording.name or self.topic)
        ):
            if wording.word in ("新增", "净增", "净增加") and not wording.name:
                return "level", 1
            return "change", sign
        return "level", 1

    def _counts_ahead(self, item: Item, length: int) -> bool:
        return item.form == "amount"

    def _stands_before_name(self, item: Item, wording: Wording, behind: str) -> bool:
        """Whether ``item`` counts what is named behind it."""
        if behind.startswith("的") and item.dimension in ("percent", "yuan"):
            behind = behind[1:]
            return item.dimension == "percent" and not wording.name and not starts_with_predicate(behind)
        if starts_with_predicate(behind):
            return False
        if item.dimension in COUNTS:
            return True
        return not wording.name and item.dimension not in ("percentage_point", "place") and not wording.verb

    def _read_count(self, item: Item, behind: str, left: int) -> None:
        name = name_after(behind)
        if not name:
            return
        clause = Span(left, min(self._clause_end(item), self.end))
        self._add(item, name, "level", 1, clause, "count-before-name")
        self.topic = [name]

    def _read_rank(self, item: Item, left: int, head: str) -> None:
        parts = _split(head)
        from zhengtu.extract.measures_items import _BEFORE_RANK

        last = _BEFORE_RANK.sub("", parts[-1]) if parts else ""
        wording = read_before(last)
        names = self._names([*parts[:-1], last], wording, item)
        if not names or all(n in words("generic_heads") for n in names):
            names = self._clause_topic(left) if wording.marks & {"均", "都", "分别"} else self.topic[-1:]
        joined = (
            [p for n in names for p in re.split("(?<=[一-龥”）]{2})(?:及|和)(?=[一-龥“]{2})", n)]
            if wording.marks & {"均", "都", "分别"}
            else names
        )
        for name in share_heads(joined) if joined else []:
            self._add(item, name, "rank", 1, Span(left, item.end), "rank")
        if joined:
            self.topic = [joined[-1]]

    def _clause_topic(self, left: int) -> list[str]:
        """Return the names of the figures of the clause before."""
        if not self.figures:
            return self.topic[-1:]
        last = self.figures[-1]
        stop = max((b for b, c in self.breaks if c in _STOPS and b < last.item.start), default=self.start)
        names = [f.indicator for f in self.figures if f.item.start >= stop and f.kind == last.kind]
        return list(dict.fromkeys(names)) or self.topic[-1:]

    def _last_topics(self, count: int) -> list[str]:
        names = list(dict.fromkeys(f.indicator for f in self.figures))
        return names[-count:] or self.topic[-1:]


_VERB_START = re.compile(
    "^(?:深化|深入|推进|加快|加强|强化|优化|完善|提升|推动|建设|开展|支持|鼓励|落实|坚持|聚焦|围绕|发展|做大|做强|做优|持续|积极|全力|大力|全面|着力|有序|稳步|扎实|严格|统筹|健全|构建|打好|抓好|用好|引导|促进|保障|实现|突出|巩固|拓展|瞄准|紧盯|依托|发挥|利用|通过|以|为|对|向|把|将|使|让|被|不断|进一步|高标准|高质量|扩大|举办|成立|设立|获批|获评|入选|荣获|出台|制定|编制|启动|完成|建成|投入|投产|竣工|开工)"
)


def _governed(part: str) -> bool:
    """Whether ``part`` begins with a verb, so that no list goes on from it to the left."""
    return bool(_VERB_START.match(part.strip())) or _governed_lightly(part)


def _governed_lightly(part: str) -> bool:
    cleaned = clean_name(part)
    return bool(cleaned) and not part.strip().startswith(cleaned[:2])


def _split(head: str) -> list[str]:
    """Split at 、 outside quotation marks and brackets."""
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


def _breaks(text: str, start: int, end: int) -> list[tuple[int, str]]:
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
