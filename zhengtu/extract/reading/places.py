"""Provinces, cities, counties and development zones: their codes (GB/T 2260), and who bears a name.

Names and codes come from ``rules/townships.txt``, spellings for file names from ``rules/pinyin.txt``;
both are read on the first question.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

NATION = "中国"
KINDS = ("自治区", "自治县", "自治州", "自治旗", "省", "市", "区", "县", "州", "盟", "旗", "地区")
_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌"
    "|布朗|撒拉|毛南|仡佬|锡伯|普米|塔吉克|怒|鄂温克|德昂|保安|裕固|独龙|鄂伦春|各"
)
_CLASS = re.compile(
    f"(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|(?:(?:{_PEOPLES})族|蒙古|哈萨克|柯尔克孜)*自治[州县旗]|地区|林区|特区|[省市区县旗州盟])$"
)
_ZONE = re.compile(
    r"(?:开发区|高新区|经开区|管理区|示范区|产业园区|保税区|工业园区|合作区|度假区|名胜区|新区|新城)(?:管委会|管理委员会)?$"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place with its code (six digits, ``None`` for the nation) and its level."""

    name: str
    code: str | None
    level: str

    @property
    def short(self) -> str:
        """The name without its class."""
        return shorten(self.name)


def find_place(name: str, *, kind: str | None = None, text: str = "") -> Place | None:
    """Return the place that ``name`` means: a full or short name, with or without those above it, or pinyin.

    ``kind`` is the class that it calls itself (市, 县…); where several bear the name, that decides, then
    the higher level, then which one ``text`` names, or what lies above it. ``None`` where nothing does.

    >>> find_place("包头市东河区").code, find_place("吉安", kind="县").code, find_place("吉安").code
    ('150202', '360821', '360800')
    >>> find_place("鼓楼区") is None
    True
    """
    if name in ("全国", NATION, "国务院", "中华人民共和国"):
        return Place(NATION, None, "nation")
    found = _bearers(name) or _bearers_below(name)
    if kind:
        found = [p for p in found if _is_kind(p, kind)] or found
    if len(found) > 1:
        top = min(_RANK[p.level] for p in found)
        found = [p for p in found if _RANK[p.level] == top]
    if len(found) > 1 and text:
        found = [p for p in found if name.isascii() and p.short in text] or found
        found = [p for p in found if any(above in text for above in _above(p))] or found
    return found[0] if len(found) == 1 else None


def level_of(name: str, code: str | None = None) -> str | None:
    """Return the level of a place: nation, province, city, district, county or zone.

    >>> level_of("临江经济开发区"), level_of("米易县"), level_of("潜江市", "429005")
    ('zone', 'county', 'city')
    """
    if code is not None:
        if code.endswith("0000"):
            return "province"
        if code.endswith("00") or (code[2:4] == "90" and name.endswith("市")):
            return "city"
        if code[4] in "789" and _ZONE.search(name):
            return "zone"
        return "district" if name.endswith("区") and not name.endswith(("林区", "特区")) else "county"
    if _ZONE.search(name):
        return "zone"
    for ending, level in _LEVELS.items():
        if name.endswith(ending):
            return level
    return None


def shorten(name: str) -> str:
    """Return the name of a place without its class.

    >>> shorten("长兴县"), shorten("恩施土家族苗族自治州"), shorten("赵县")
    ('长兴', '恩施', '赵县')
    """
    short = _CLASS.sub("", name)
    return short if len(short) >= 2 else name


def _bearers(name: str) -> list[Place]:
    tables = _read_places()
    return [_place(code) for table in tables for code in table.get(name, ())]


def _bearers_below(name: str) -> list[Place]:
    """Read a name such as 包头市东河区 or 江西吉安县: the last part lies in the first."""
    for cut in range(2, len(name) - 1):
        inner = _bearers(name[cut:])
        if not inner:
            continue
        outer = [p.code or "" for p in _bearers(name[:cut]) or _bearers_below(name[:cut])]
        prefixes = tuple(c.removesuffix("00").removesuffix("00") for c in outer if c)
        inside = [p for p in inner if prefixes and (p.code or "").startswith(prefixes) and p.code not in outer]
        if inside:
            return inside
    return []


def _is_kind(place: Place, kind: str) -> bool:
    if kind in ("州", "县", "旗", "区"):
        return place.name.endswith(kind) and (kind != "区" or place.level in ("district", "zone"))
    return place.name.endswith(kind)


def _above(place: Place) -> list[str]:
    """Return the short names of the city and the province of a county, district or zone."""
    if place.code is None or place.code.endswith("00"):
        return []
    return [shorten(_names()[c]) for c in (place.code[:4] + "00", place.code[:2] + "0000") if c in _names()][:1]


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {"710000": "台湾省", "810000": "香港特别行政区", "820000": "澳门特别行政区"}
    text = files("zhengtu.extract.rules").joinpath("townships.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            code, name = line.split(maxsplit=2)[:2]
            names[code.ljust(6, "0")] = name
    return names


@cache
def _read_places() -> tuple[dict[str, list[str]], dict[str, list[str]], dict[str, list[str]]]:
    """Return the codes by full name, by short name and by pinyin."""
    full, short, pinyin = defaultdict(list), defaultdict(list), defaultdict(list)
    for code, name in _names().items():
        full[name].append(code)
        if (brief := shorten(name)) != name:
            short[brief].append(code)
            if "自治" in name and not name.endswith("区"):
                short[brief + name[-1]].append(code)  # 黔南州
    for line in files("zhengtu.extract.rules").joinpath("pinyin.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, spelling = line.split()
            pinyin[spelling].append(code.ljust(6, "0"))
    return dict(full), dict(short), dict(pinyin)


def _place(code: str) -> Place:
    name = _names()[code]
    return Place(name, code, level_of(name, code) or "county")


_RANK = {"nation": 0, "province": 1, "city": 2, "district": 3, "county": 3, "zone": 4}
_LEVELS = {
    "自治区": "province",
    "特别行政区": "province",
    "省": "province",
    "自治州": "city",
    "地区": "city",
    "盟": "city",
    "区": "district",
    "县": "county",
    "旗": "county",
}
