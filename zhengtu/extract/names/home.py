"""The document's own place: what it is called, and which places lie in it.

The towns of a county are no names of firms, and the name of the own city in front of a name is
part of it, while that of a county in it says where a work stands.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from zhengtu.extract.names.words import GENERAL, read_words
from zhengtu.model import Document


@dataclass(frozen=True, slots=True, eq=False)
class Home:
    """The document's own place: its short name, the towns and streets in it, and its counties by every name."""

    name: str
    places: frozenset[str] = frozenset()
    counties: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Division:
    code: str
    name: str
    towns: tuple[str, ...]


def home_of(document: Document) -> Home:
    """Return the document's own place; where nothing tells, the one whose towns and counties it names most."""
    last = _LAST.get("document")
    if last is None or last[0] is not document:
        code = document.place_code or _find_code(document.jurisdiction or "")
        if not code and not document.jurisdiction:
            code = _guess_code(document.text)
        last = _LAST["document"] = (document, _read_home(code, document.jurisdiction or ""))
    return last[1]


def shorten(name: str) -> str:
    """Return the name of a division without its class.

    >>> shorten("长兴县"), shorten("恩施土家族苗族自治州")
    ('长兴', '恩施')
    """
    short = _CLASS.sub("", name)
    return short if len(short) >= 2 else name


@cache
def _read_divisions() -> dict[str, _Division]:
    table: dict[str, _Division] = {}
    text = files("zhengtu.extract.rules").joinpath("townships.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            code, name, *towns = line.split()
            table[code] = _Division(code, name, tuple(towns))
    return table


def is_elsewhere(place: str, home: Home) -> bool:
    """Whether ``place`` lies outside of ``home``; where its counties are unknown, every other city does.

    >>> is_elsewhere("苏州", Home("云岫")), is_elsewhere("长兴", Home("湖州"))
    (True, False)
    """
    if not home.name or place in home.counties | home.places:
        return False
    return bool(home.counties) or place in _read_cities()


@cache
def _read_cities() -> frozenset[str]:
    wide = [d.name for d in _read_divisions().values() if len(d.code) <= 4]
    return frozenset([*wide, *map(shorten, wide)])


@cache
def _read_home(code: str, jurisdiction: str) -> Home:
    code = code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code
    division = _read_divisions().get(code)
    if division is None:
        parts = [part for part in re.split("(?<=[省市州盟区])", jurisdiction) if part]
        own = shorten(parts[-1]) if parts else ""
        return Home(own, frozenset({own} if own else ()))
    inside = [other for other in _read_divisions().values() if other.code.startswith(code)]
    towns = {town for other in inside for town in other.towns} if len(code) >= 4 else set()
    counties = {name for other in inside for name in (other.name, shorten(other.name))}
    return Home(shorten(division.name), frozenset(towns), frozenset(counties))


@cache
def _find_code(jurisdiction: str) -> str:
    """Return the code of the division that ``jurisdiction`` ends with, the longest name first."""
    hits = [d for d in _read_divisions().values() if jurisdiction.endswith(d.name)]
    if len(hits) > 1:
        above = [d for d in hits if any(a.name in jurisdiction for a in _above(d.code))]
        hits = above or hits
    return max(hits, key=lambda d: (len(d.name), -len(d.code))).code if hits else ""


def _above(code: str) -> list[_Division]:
    return [_read_divisions()[c] for c in (code[:2], code[:4]) if c != code and c in _read_divisions()]


@cache
def _read_gazetteer() -> dict[str, frozenset[str]]:
    """Return the city codes that each short name may point to."""
    table: dict[str, set[str]] = defaultdict(set)
    words = read_words()
    for division in _read_divisions().values():
        if len(division.code) >= 4:
            table[division.name].add(division.code[:4])
            short = shorten(division.name)
            if words.get(short, "3")[:1] == "3":
                table[short].add(division.code[:4])
            for town in division.towns:
                if words.get(town, "")[:1] != GENERAL:
                    table[town].add(division.code[:4])
    return {name: frozenset(codes) for name, codes in table.items()}


def _guess_code(text: str) -> str:
    table = _read_gazetteer()
    divisions = _read_divisions()
    votes: dict[str, float] = defaultdict(float)
    seen: set[str] = set()
    for at in range(len(text) - 1):
        for size in (2, 3, 4, 5):
            name = text[at : at + size]
            if name in table and name not in seen:
                seen.add(name)
                codes = table[name]
                own = next(iter(codes)) if len(codes) == 1 else ""
                often = (
                    min(3, text.count(name)) if own and own in divisions and shorten(divisions[own].name) == name else 1
                )
                for code in codes:
                    votes[code] += often / len(codes)
    if not votes:
        return ""
    ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    best, points = ranked[0]
    if points < _FEWEST or (len(ranked) > 1 and points < 1.5 * ranked[1][1]):
        return ""
    return best


_LAST: dict[str, tuple[Document, Home]] = {}
_FEWEST = 3.0  # names of one city, each shared by none; two are found by chance
_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌"
    "|布朗|撒拉|毛南|仡佬|锡伯|普米|塔吉克|怒|鄂温克|德昂|保安|裕固|独龙|鄂伦春|各"
)
_CLASS = re.compile(
    f"(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|(?:(?:{_PEOPLES})族|蒙古|哈萨克|柯尔克孜)*自治[州县旗]|地区|[省市区县旗州盟])$"
)
