"""Which mentions name the same thing, and why.

Names are never merged for looking alike: each merge follows a rule of how Chinese texts shorten
names, and says which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product

from zhengtu.extract.names.clauses import one_of, read_rules
from zhengtu.extract.names.words import PLACE, split_words
from zhengtu.model import EntityType, Merge


@dataclass(slots=True)
class Group:
    """The names of one thing; the first is the fullest."""

    names: list[str]
    merges: list[Merge] = field(default_factory=list)


def group_names(names: Iterable[str], type: EntityType, home: str = "") -> list[Group]:
    """Return groups of ``names`` that stand for the same thing, in order of first appearance.

    >>> [g.names for g in group_names(["晶岚", "晶岚科技有限公司", "晶海科技"], EntityType.ENTERPRISE)]
    [['晶岚科技有限公司', '晶岚'], ['晶海科技']]
    """
    order = {name: i for i, name in enumerate(dict.fromkeys(names))}
    groups: list[Group] = []
    keys: dict[str, list[Group]] = {}  # groups by the characters that a shorter form would begin with
    stem = len if type is not EntityType.INDUSTRY_CHAIN else lambda name: len(normal_form(name, type))
    for name in sorted(order, key=lambda n: (-stem(n), -len(n), order[n])):
        form = normal_form(name, type)
        near = {id(group): group for group in keys.get(form[:2], ())}
        hits = [(group, rule) for group in near.values() if (rule := _same(group.names[0], name, type, home))]
        if len(hits) == 1:
            group, rule = hits[0]
            group.names.append(name)
            group.merges.append(Merge(name, rule))
        else:
            group = Group([name])
            groups.append(group)
            for at in range(max(1, len(form) - 1)):
                keys.setdefault(form[at : at + 2], []).append(group)
            if type is EntityType.INDUSTRY_CHAIN and len(form) >= 4:
                for one, other in product(form[:2], form[2:4]):
                    keys.setdefault(one + other, []).append(group)
            if type is EntityType.ENTERPRISE and (short := _abbreviate(form)):
                keys.setdefault(short, []).append(group)
    return sorted(groups, key=lambda g: min(order[n] for n in g.names))


def merge_bare_works(groups: list[Group], firms: dict[str, tuple[str, bool]]) -> list[Group]:
    """Return ``groups`` with a work that bears nothing but its firm's name merged into that firm's only other work.

    ``firms`` gives for a work's name the id of the firm in it and whether the name is nothing else.
    Phases are works of their own, and where the firm has two works, nothing tells which is meant.
    """
    full: dict[str, list[Group]] = {}
    for group in groups:
        firm, bare = firms.get(group.names[0], ("", False))
        if firm and not bare:
            full.setdefault(firm, []).append(group)
    kept: list[Group] = []
    for group in groups:
        firm, bare = firms.get(group.names[0], ("", False))
        others = full.get(firm, []) if bare else []
        if len(others) == 1 and not _PHASE.search(others[0].names[0]):
            others[0].merges.extend([Merge(name, "firm-for-its-work") for name in group.names])
            others[0].names.extend(group.names)
        else:
            kept.append(group)
    return kept


def normal_form(name: str, type: EntityType) -> str:
    """Return ``name`` without marks and without the head noun that lists share."""
    bare = _MARKS.sub("", name)
    if type is EntityType.PROJECT:
        bare = _WORK_TAIL.sub("", bare) or bare
    elif type is EntityType.INDUSTRY_CHAIN:
        bare = _CHAIN_TAIL.sub("", _CHAIN_LEAD.sub("", bare)) or bare
    elif type is EntityType.ENTERPRISE:
        bare = _LEGAL_TAIL.sub("", bare) if len(_LEGAL_TAIL.sub("", bare)) >= 2 else bare
    return bare


def _same(full: str, short: str, type: EntityType, home: str) -> str:
    a, b = normal_form(full, type), normal_form(short, type)
    if a == b:
        return "same-name"
    if type is EntityType.ENTERPRISE:
        lead = next((t.end for t in split_words(a) if t.start == 0 and t.kind == PLACE), 0)
        if home and a.startswith(home):
            lead = len(home)
        stem = a[lead:] if len(a) - lead >= 2 else a
        if len(b) >= 2 and (a.startswith(b) or stem.startswith(b)) and _TRADE.fullmatch(a[a.index(b) + len(b) :]):
            return "brand-of-firm"
        if len(b) >= 2 and a.startswith(b) and len(a) - len(b) <= 2 and b[0] not in _GROUPS and _is_new(a[len(b) :]):
            return "brand-and-word"
        if b == _abbreviate(a):
            return "place-and-trade"
    if type is EntityType.INDUSTRY_CHAIN:
        if _contract(a, b):
            return "first-characters"
        if _JOINT.search(a) and _JOINT.search(b) and a[:2] + a[-2:] == b[:2] + b[-2:] and _is_within(a, b):
            return "shortened-list"
    if type is EntityType.PROJECT and len(b) >= 8 and a[-5:] == b[-5:] and b[:2] in a and _is_within(a, b):
        return "shortened-work"
    return ""


def is_trade(words: str) -> bool:
    """Whether ``words`` are what a firm makes or deals in, or its legal form: what may follow a brand.

    >>> is_trade("新能源科技"), is_trade("二期")
    (True, False)
    """
    return bool(_TRADE.fullmatch(words))


def _is_new(rest: str) -> bool:
    """Whether ``rest`` is no place, by which the firms of a group are told apart."""
    return not any(t.kind == PLACE for t in split_words(rest))


def _abbreviate(form: str) -> str:
    """Return the two characters by which a firm of place and trade is called: 安长铝业 of 安长 gives 安铝."""
    place = next((t.end for t in split_words(form) if t.start == 0 and t.kind == PLACE), 0)
    return form[0] + form[place] if place and _TRADE.fullmatch(form[place:]) else ""


def _contract(full: str, short: str) -> bool:
    """Whether ``short`` has one character of each word of two in ``full``: 文旅 of 文化旅游, 电商 of 电子商务."""
    return len(full) == 2 * len(short) > 2 and all(ch in full[2 * i : 2 * i + 2] for i, ch in enumerate(short))


def _is_within(full: str, short: str) -> bool:
    """Whether all characters of ``short`` stand in ``full`` in the same order."""
    rest = iter(full)
    return all(ch in rest for ch in short)


_RULES = read_rules("entities")
_PHASE = re.compile("[一二三四五六七八九]期")
_GROUPS = set("中国华大")  # what the names of large groups begin with
_MARKS = re.compile(r"[“”‘’「」《》\s]")
_WORK_TAIL = re.compile("(?:项目|工程)+$")
_JOINT = re.compile("[及和与]")
_CHAIN_LEAD = re.compile(
    "^(?:[0-9一二三四五六七八九十百千万两]*亿(?:元)?级?|[0-9一二三四五六七八九十两]+大|[0-9]+[+][0-9NnXx]+)"
)
_CHAIN_TAIL = re.compile(
    "(?:(?:国家|省)级?|世界级|全国|全球性)?(?:先进制造业|特色)?(?:产业集群|产业链|产业|集群)$|(?<=制造|加工|养殖|种植)业$"
)
_LEGAL_TAIL = re.compile("(?:集团|股份|控股)*(?:有限责任公司|股份有限公司|有限公司|公司|集团|控股|股份)+$")
_TRADE = re.compile(f"(?:{one_of([*_RULES['firm']['trade'], *_RULES['firm']['legal']])})+")
