"""From the values of a sentence to its figures: which words each one measures, and how.

A value behind a name (规上企业100家) takes the words before it; a count before a name
(100家规上企业) the words behind it; a value with a verb alone (，增长12%) takes what was
spoken of last. Several values in a row (分别增长5%、7%) are dealt out over the names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from zhengtu.extract.figures.dropped import COUNTS
from zhengtu.extract.figures.items import BEFORE_RANK, CAPACITIES, Figure, Item, is_ratio
from zhengtu.extract.figures.numerals import plain
from zhengtu.extract.figures.projects import capacity, investment
from zhengtu.extract.figures.wording import (
    Wording,
    begins_with_honour,
    clean_name,
    find_breaks,
    is_governed,
    is_governed_lightly,
    is_measured,
    members,
    name_after,
    read_before,
    share_heads,
    split_list,
    starts_with_predicate,
    subject_of,
)
from zhengtu.extract.figures.words import words
from zhengtu.model import EntityType, Mention, Span


def read_figures(text: str, start: int, end: int, items: list[Item], names: Sequence[Mention] = ()) -> list[Figure]:
    """Return the figures that ``items`` make in the sentence ``text[start:end]`` with its ``names``."""
    return _Reading(text, start, end, items, names).read()


_SECTION = re.compile(
    "(?:[（(][一二三四五六七八九十0-9]{1,3}[）)]|[一二三四五六七八九十]{1,3}、(?![二三四五]、)|[0-9]{1,2}[.、．])(?=[^0-9])"
)
_STOPS = "，；：。！？\n,;:"
_BETWEEN = ("、", "和", "与", "及", "以及")
_FOR_ALL = frozenset(["均", "都", "双双"])
_RISING_NOUNS = re.compile("(?:同比|年均|平均)?(?:增速|增幅|涨幅|增长率|增长速度)$")
_FALLING_NOUNS = re.compile("(?:同比)?(?:降幅|跌幅|减幅|下降率)$")
_NEW = re.compile("^(?:新增|累计|净增)")
_NO_CHANGE = frozenset(["多", "少", "超", "提速", "减"])
_AND_VERB = re.compile("(?:、|和|，)(?:增长|下降|提高|上升|减少|降低|增加)")
_VERB_BEFORE = re.compile("(?:增长|下降|提高|上升|减少|降低|增加)$")
_AND = re.compile("(?:和|与|及|以及)$")
_JOINED = re.compile("(?<=[一-龥”）]{2})(?:及|和|与|以及)(?=[一-龥“]{2})")


class _Reading:
    """One sentence while it is read from left to right."""

    def __init__(self, text: str, start: int, end: int, items: list[Item], names: Sequence[Mention]) -> None:
        if number := _SECTION.match(text, start, end):
            start = number.end()
        self.text, self.start, self.end, self.items, self.names_known = text, start, end, items, names
        self.breaks = find_breaks(text, start, end)
        self.figures: list[Figure] = []
        self.topic: list[str] = []
        self.topic_start = start
        self.topic_subject: str | None = None
        self.waiting: list[tuple[Item, int]] = []

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
            if item.form != run[0].form or not (between in _BETWEEN or _AND_VERB.fullmatch(between)):
                break
            if between not in _BETWEEN and "分别" not in self.text[self._left(run[0]) : run[0].start]:
                break
            run.append(item)
        if len(run) > 1 and not starts_with_predicate(self._behind(run[-1])):
            return run[:1]
        return run

    def _left(self, item: Item) -> int:
        """Return where the words before ``item`` begin: behind a comma or the value before it."""
        place = max((b + 1 for b, c in self.breaks if b < item.start and c in _STOPS), default=self.start)
        return max([place, *(i.end for i in self.items if i.end <= item.start)])

    def _behind(self, item: Item) -> str:
        """Return the words behind ``item`` up to the next mark or value."""
        stops = [b for b, _ in self.breaks if b >= item.end] + [i.start for i in self.items if i.start >= item.end]
        return self.text[item.end : min([*stops, self.end])]

    def _read_run(self, run: list[Item]) -> None:
        item = run[0]
        left = self._left(item)
        parts = self._parts(left, item)
        if item.form == "rank":
            self._read_rank(run, left, parts)
            return
        wording = read_before(parts[-1])
        behind = self._behind(run[-1])
        if self._read_project(item, wording, behind, left):
            return
        if len(run) == 1 and self._counts(item, wording, behind):
            self._read_count(item, behind, left)
            return
        self.waiting.clear()
        names = self._names(parts, wording)
        if len(names) < len(run):
            names = members(parts, len(run)) or names
        kind, sign = self._kind(item, wording)
        carried = not names or all(n in words("generic_heads") for n in names)
        if carried:
            names = self._carried(names, wording, len(run), left) or names
        if not names and item.dimension in COUNTS and behind:
            names = [name_after(behind)]  # 超千人参加比赛
        if not names or not names[0] or ("比" in wording.marks and not wording.word and kind != "change"):
            return
        if carried:
            subject = self.topic_subject
        else:
            subject, names = self._subject(names, left, item.start)
        self._deal(run, names, kind, sign, wording, left, carried)
        if subject and len(run) == len(names) == 1:
            self.figures[-1] = replace(self.figures[-1], subject=subject)
        self.topic_subject = subject

    def _subject(self, names: list[str], left: int, place: int) -> tuple[str | None, list[str]]:
        """Return the entity that the value is of, and the names without its name."""
        if len(names) != 1:
            return None, names
        for name in self.names_known:
            if name.type is EntityType.INDUSTRY_CHAIN or not left <= name.span.start < name.span.end < place:
                continue
            own = read_before(self.text[name.span.end : place]).name
            lead = self.text[left : name.span.start]
            if own and is_measured(own) and names[0].endswith(own) and not clean_name(lead):
                return name.entity, [own]
        return None, names

    def _parts(self, left: int, item: Item) -> list[str]:
        """Return the words before ``item`` as a list, without what only ends the value before it."""
        parts = split_list(self.text[left : item.start])
        glued = any(i.end == left for i in self.items)
        if glued and len(parts) > 1 and not is_measured(parts[0]):
            parts = parts[1:]
        if glued and _AND.search(parts[-1]):  # 改造210公里公路和120万平方米道路
            return [""]
        return parts

    def _carried(self, names: list[str], wording: Wording, count: int, left: int) -> list[str]:
        """Return what was spoken of before, for a value that has only a verb or a word like 总数."""
        if count > 1 or "分别" in wording.marks:
            return self._names_so_far()[-count:]
        if wording.marks & _FOR_ALL:
            return self._names_of_last_clause()
        if not self.topic:
            return self._subject_of_last_clause(left)
        whole = names or wording.marks & {"累计", "累计达", "总计", "合计"}
        return [_NEW.sub("", self.topic[-1]) or self.topic[-1]] if whole else self.topic[-1:]

    def _deal(
        self, run: list[Item], names: list[str], kind: str, sign: int, wording: Wording, left: int, carried: bool
    ) -> None:
        start = self.topic_start if carried else left
        if not carried:
            self.topic_start = left
        clause = Span(start, run[-1].end)
        if len(run) > 1:
            heads = names if carried else share_heads(names)
            heads = heads[-len(run) :] if len(heads) >= len(run) else [names[-1]] * len(run)
            bound = _common_bound(run)
            for item, name in zip(run, heads, strict=True):
                if own := _VERB_BEFORE.search(self.text, run[0].end - 1, item.start):
                    sign = -1 if own[0] in words("fall_verbs") else 1
                item = replace(item, op=bound) if item.op == "=" else item
                self._add(item, name, kind, sign, clause, "dealt-out", timeless="从" in wording.marks)
            self.topic = heads
            return
        if len(names) > 1 and (kind in ("growth", "change") or wording.marks & (_FOR_ALL | {"各", "分别"})):
            names = names if carried else share_heads(names)
            for name in names:
                self._add(run[0], name, kind, sign, clause, "one-value-for-all")
            self.topic = names
            return
        name = "、".join(names)
        rule = f"{kind}-of-topic" if carried else f"{kind}-after-name"
        self._add(run[0], name, kind, sign, clause, rule, timeless="从" in wording.marks)
        self.topic = [name]

    def _add(
        self,
        item: Item,
        name: str,
        kind: str,
        sign: int,
        clause: Span,
        rule: str,
        *,
        timeless: bool = False,
        subject: str | None = None,
    ) -> None:
        value, unit, upper = item.value, item.unit, item.upper
        if unit == "倍" and kind == "growth":
            shift = int(is_ratio(self.text, self.start, item.start))
            value, unit = plain((value - shift) * 100), "%"
            upper = plain((upper - shift) * 100) if upper is not None else None
        if kind == "growth":
            name = _RISING_NOUNS.sub("", _FALLING_NOUNS.sub("", name)) or name
        if sign < 0:
            value = -value
            upper = -upper if upper is not None else None
        self.figures.append(Figure(name, kind, item.op, value, unit, upper, item, clause, rule, timeless, subject))

    def _names(self, parts: list[str], wording: Wording) -> list[str]:
        """Return the names that the words before a value give, the nearest last."""
        if not wording.name:
            return []
        names = [wording.name]
        if wording.marks & (_FOR_ALL | {"分别"}):
            joined = _JOINED.split(wording.name)
            names = joined if len(joined) == 2 else names
        if len(parts) == 1 or is_governed(wording.raw, wording.name):
            return names
        for part in reversed(parts[:-1]):
            name = clean_name(part)
            lightly = is_governed_lightly(part)
            if not name or (not lightly and is_governed(part, name)) or (_FINISHED.search(name) and name[0] != "新"):
                break
            names.insert(0, name)
            if lightly:
                break
        return names

    def _kind(self, item: Item, wording: Wording) -> tuple[str, int]:
        sign = -1 if wording.verb == "fall" else 1
        dimension = item.dimension
        if item.form == "double":
            return "growth", 1
        if dimension == "percentage_point":
            return "change", sign
        if dimension == "times":
            ratio = is_ratio(self.text, self.start, item.start)
            return ("growth", sign) if wording.verb or ratio else ("level", 1)
        if dimension == "percent":
            if _RISING_NOUNS.search(wording.name):
                return "growth", 1
            if _FALLING_NOUNS.search(wording.name):
                return "growth", -1
            if not wording.name and not wording.verb and self._goes_on_growing(item):
                return "growth", 1
            return ("growth", sign) if wording.verb else ("level", 1)
        if not wording.verb or wording.word in _NO_CHANGE:
            return "level", 1
        if wording.word in ("新增", "净增", "净增加") and not wording.name:
            return "level", 1
        return ("change", sign) if wording.name or self.topic else ("level", 1)

    def _goes_on_growing(self, item: Item) -> bool:
        """Whether ``item`` betters the growth before it (增长5%、力争6%)."""
        last = self.figures[-1] if self.figures else None
        between = self.text[last.item.end : item.start] if last else ""
        return last is not None and last.kind == "growth" and bool(_BETTER.fullmatch(between))

    def _counts(self, item: Item, wording: Wording, behind: str) -> bool:
        """Whether ``item`` counts what is named behind it."""
        if item.form != "amount" or item.dimension in ("percentage_point", "place", "times", "flood", "score"):
            return False
        if behind.startswith("的") and item.dimension == "percent":
            return not wording.name and len(behind) > 2
        if item.dimension in COUNTS and not wording.name and begins_with_honour(behind):
            return True
        if starts_with_predicate(behind):
            return False
        if item.dimension in COUNTS:
            return True
        bare = not wording.name or "等" in wording.marks or wording.name in words("new_verbs")
        return bare and (not wording.verb or wording.word in ("增加", "减少", "新增"))

    def _read_count(self, item: Item, behind: str, left: int) -> None:
        name = name_after(behind)
        if not name:
            return
        if _ONLY_SIZE.fullmatch(name):  # 13个万亩、70个千亩基地
            self.waiting.append((item, left))
            return
        for earlier, begin in self.waiting:
            shared = _LEADING_SIZE.sub("", name)
            self._add(earlier, shared, "level", 1, Span(begin, item.end + len(behind)), "count-before-shared-name")
        self.waiting.clear()
        clause = Span(left, item.end + len(behind))
        self._add(item, name, "level", 1, clause, "count-before-name")
        self.topic, self.topic_start = [name], left

    def _read_project(self, item: Item, wording: Wording, behind: str, left: int) -> bool:
        """Read an investment or a capacity that leads the name of a project."""
        earlier = self.figures[-1] if self.figures else None
        name, subject = "", None
        if item.dimension == "yuan":
            name, rule = investment(wording, behind, earlier), "project-investment"
            subject = self._project_at(item.end, item.end + 1)
        elif item.dimension in CAPACITIES:
            stop = min([b for b, c in self.breaks if c in _STOPS and b >= item.end] + [self.end])
            name, rule = capacity(self.text[left:stop], item, wording, behind, left), "project-capacity"
        if name:
            clause = Span(left, item.end + len(behind))
            self._add(item, name, "level", 1, clause, rule, timeless=True, subject=subject)
        return bool(name)

    def _project_at(self, *places: int) -> str | None:
        for name in self.names_known:
            if name.type is EntityType.PROJECT and name.span.start in places:
                return name.entity
        return None

    def _read_rank(self, run: list[Item], left: int, parts: list[str]) -> None:
        last = BEFORE_RANK.sub("", parts[-1])
        wording = read_before(last)
        names = self._names([*parts[:-1], last], wording)
        carried = not names or all(n in words("generic_heads") for n in names)
        for_all = bool(wording.marks & (_FOR_ALL | {"分别"})) or bool(re.search("均|都|分别", parts[-1]))
        if carried:
            names = self._names_so_far()[-len(run) :] if len(run) > 1 else []
            names = names or (self._names_of_last_clause() if for_all else self.topic[-1:])
            names = names or self._subject_of_last_clause(left)
        else:
            self.topic_start = left
        if for_all and len(names) == 1:
            names = _JOINED.split(names[0])
        if not names:
            return
        names = names if carried else share_heads(names)
        if len(run) > 1:
            names = names[-len(run) :] if len(names) >= len(run) else [names[-1]] * len(run)
            pairs = list(zip(run, names, strict=True))
        else:
            pairs = [(run[0], name) for name in names]
        for item, name in pairs:
            old = bool(_OLD_RANK.search(self.text[left : item.start]))
            self._add(item, name, "rank", 1, Span(self.topic_start, item.end), "rank", timeless=old)
        self.topic = names[-1:]

    def _subject_of_last_clause(self, left: int) -> list[str]:
        """Return what the clause before speaks of, when it holds no figure."""
        marks = [b for b, c in self.breaks if c in _STOPS and b < left]
        if not marks or marks[-1] != left - 1:
            return []
        name = subject_of(self.text[marks[-2] + 1 if len(marks) > 1 else self.start : marks[-1]])
        return [name] if name else []

    def _names_of_last_clause(self) -> list[str]:
        """Return the names of the figures of the clause before, for 均."""
        if not self.figures:
            return []
        last = self.figures[-1]
        stop = max((b for b, c in self.breaks if c in _STOPS and b < last.item.start), default=self.start)
        return list(dict.fromkeys(f.indicator for f in self.figures if f.item.start >= stop and f.kind == last.kind))

    def _names_so_far(self) -> list[str]:
        return list(dict.fromkeys(f.indicator for f in self.figures))


_OLD_RANK = re.compile("[由从][^，。；、]{0,8}$")
_BETTER = re.compile("[、，](?:力争|努力|争取|奋斗目标|确保|并力争|冲刺)+(?:达到?|实现|突破)?")
_LEADING_SIZE = re.compile("^[百千万亿]+[亩元吨头羽人户方]?(?:以上|级)?")
_ONLY_SIZE = re.compile("[百千万亿0-9.]+[亩元吨头羽人户方]?(?:以上|级)?")
_FINISHED = re.compile(
    "(?:完成|实现|推进|提升|加快|增长|发展|改善|优化|好转|建设|增强|加强|投产|开工|竣工|建成|达到|突破|落地|运营|运行|显现|凸显)$"
)


def _common_bound(run: list[Item]) -> str:
    """Return the comparator that stands once for all of ``run`` (分别达到80%、20%以上; 分别超98%和99%)."""
    first, last = run[0], run[-1]
    if last.amount and last.amount.after:
        return last.op
    return first.op if first.amount and first.amount.before else "="
