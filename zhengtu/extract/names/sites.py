"""Where a work stands, as far as its own name tells.

A name may start with a county or town (长兴晶岚高端衬底), a zone (东岭高新区储能电站) or a natural place
(青屿湖度假区); a place of another province in it belongs to a firm, and the ends of a road are no site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengtu.extract.names.anatomy import BRACKETS, GEO, ROUTE, is_home, read_name
from zhengtu.extract.names.brands import HIDDEN
from zhengtu.extract.names.clauses import one_of, read_rules
from zhengtu.extract.names.home import Home, is_elsewhere
from zhengtu.extract.names.words import GENERAL, PLACE, Token, is_place, split_words


def find_sites(text: str, home: Home) -> list[str]:
    """Return the places in the name of a work that tell where it is, not the ends of a road or line.

    >>> find_sites("安吉晶岚高端衬底", Home("")), find_sites("安吉至长兴铁路", Home(""))
    (['安吉'], [])
    """
    if text[0].isdigit() or _ENDS.search(text):
        return []
    if zone := _ZONE.match(text):
        return [_shorten(zone.group(1), home)]
    tokens = _cut(text, home)
    if (branch := _BRANCH.search(text)) and branch.group(1) != home.name:
        return [branch.group(1)]
    if town := _TOWN.match(text):
        return [town.group(1)]
    if _LINE.search(text) or ROUTE.search(text):
        return list(_find_on_line(text, tokens, home)) or _find_natural(text, home)
    found = [*_find_places(text, tokens, home), *_find_in_brackets(text, home)]
    if not found:
        return _find_area(text, home) or _find_natural(text, home)
    outside = len(found) == 1 and text.startswith(found[0]) and is_elsewhere(found[0], home)
    return [] if outside and read_name(text, home).sure >= 0.5 else found


def find_seat(text: str, home: Home) -> str | None:
    """Return the county of ``home`` with which the name of a firm starts."""
    first = _cut(text, home)[0]
    county = text[: first.end]
    if first.kind != PLACE or not is_inside(county, home) or text[first.end : first.end + 1] in _WATERS:
        return None
    return county if len(text) - first.end >= 2 else None


def is_inside(place: str, home: Home) -> bool:
    """Whether ``place`` is known to lie in ``home`` and is not ``home`` itself."""
    return place in home.counties and not (home.name and place.startswith(home.name))


def _cut(text: str, home: Home) -> tuple[Token, ...]:
    """Cut ``text`` into words, its own county in front before one that only the cut makes."""
    plain = BRACKETS.sub(lambda m: HIDDEN * len(m.group()), text)
    tokens = split_words(plain, home.places)
    if tokens[0].kind == "x":
        for size in (4, 3, 2):
            if plain[:size] in home.counties and len(plain) > size:
                rest = split_words(plain[size:], home.places)
                moved = (Token(t.start + size, t.end + size, t.kind, t.pos) for t in rest)
                return (Token(0, size, PLACE), *moved)
    return tokens


def _shorten(zone: str, home: Home) -> str:
    """Return ``zone`` from its county on, or the county alone before the longer name of a quay."""
    for at in range(len(zone) - 2):
        for size in (3, 2):
            if zone[at : at + size] in home.counties:
                return zone[at : at + size] if not at and len(zone) - size > 4 else zone[at:]
    return zone


def _find_on_line(text: str, tokens: tuple[Token, ...], home: Home) -> Iterator[str]:
    """Yield the county in which a piece of a road or line lies; a road that is named after its ends has two."""
    places = [t for t in tokens if t.kind == PLACE and is_inside(text[t.start : t.end], home)]
    places = [t for t in places if t.end - t.start > 2 or text[t.end : t.end + 1] not in _WATERS]
    if len(places) == 1 and (places[0].start == 0 or _ON_LINE.match(text, places[0].end)):
        yield text[places[0].start : places[0].end]


def _find_places(text: str, tokens: tuple[Token, ...], home: Home) -> Iterator[str]:
    for i, token in enumerate(tokens):
        word = text[token.start : token.end]
        if (
            token.kind != PLACE
            or (word in _PROVINCES and word not in home.counties)
            or is_home(text, token, home)
            or word in _ALSO_WORDS
        ):
            continue
        known = word in home.counties or word in home.places
        if home.counties and not known:
            continue
        if len(word) == len(text):
            if word in home.counties or not home.counties:
                yield word
            return
        if len(word) == 2 and text[token.end : token.end + 1] in _WATERS:
            continue
        before = tokens[i - 1] if i else None
        if before and before.kind == PLACE:
            if not is_home(text, before, home):
                continue  # the town after its county
        elif (
            word not in home.counties
            and before
            and before.kind == "x"
            and (len(word) == 2 and _is_lone(tokens, i - 1, -1))
        ):
            continue
        if word in home.places and word not in home.counties:  # towns are short and easily part of other words
            after = tokens[i + 1] if i + 1 < len(tokens) else None
            if (before and before.kind != PLACE) or (after and after.kind in ("x", GENERAL) and len(word) == 2):
                continue
            if _NAMESAKE.match(text, token.end):
                continue
        elif _STREET.fullmatch(text, token.end) or (
            word not in home.counties and len(word) == 2 and _is_lone(tokens, i + 1, 1) and _is_lone(tokens, i - 1, -1)
        ):
            continue
        yield word + ("片区" if text.startswith("片区", token.end) else "")


def _find_in_brackets(text: str, home: Home) -> Iterator[str]:
    for bracket in _IN_BRACKETS.findall(text):
        if home.name and bracket.startswith(home.name):
            continue
        if split_words(bracket, home.places)[0].end == len(bracket) and (bracket in home.counties or is_place(bracket)):
            yield bracket


def _find_area(text: str, home: Home) -> list[str]:
    name = read_name(text, home)
    if zone := _AREA.match(text):
        return [zone.group(1)]
    if name.firm and name.sure <= 0.5 and 2 <= name.brand_end - name.firm[0] <= 4 and name.brand_end == name.firm[1]:
        brand = text[name.firm[0] : name.brand_end]
        if brand[-1] in GEO and (_SITED.search(text) or name.kind == "park"):
            return [brand]
    return []


def _find_natural(text: str, home: Home) -> list[str]:
    natural = _NATURAL.match(text)
    if natural is None or text.startswith((home.name or " ", *_PROVINCES)):
        return []
    return [natural.group(1)] if split_words(natural.group(1))[0].end != natural.end(1) else []


def _is_lone(tokens: tuple[Token, ...], at: int, step: int) -> bool:
    """Whether a lone character stands at ``at``, so that the place beside it may be cut out of a longer word."""
    if not 0 <= at < len(tokens) or tokens[at].kind != "x":
        return False
    return not (0 <= at + step < len(tokens) and tokens[at + step].kind in ("x", GENERAL))


_RULES = read_rules("entities")
_PROVINCES = frozenset(_RULES["places"]["provinces"])
_ALSO_WORDS = frozenset(_RULES["places"]["words"])
_WATERS = tuple("江河湖山湾岛")
_IN_BRACKETS = re.compile("（([一-龥]{2,6})）")
_LINE = re.compile(f"(?:{one_of(_RULES['project']['lines'])})")
_ENDS = re.compile("(?<=[一-龥])[至到][一-龥]{2}|经[一-龥]{2,4}至|(?<=[一-龥])(?<!中国)[—–][一-龥]{2}")
_ON_LINE = re.compile("(?:[区县市])?(?:段|联络线|服务区|连接线|支线)")
_OWN_WORK = "(?:[一二三四五六]期|综合|治理|改造|提升|提质|升级|扩建|改扩建|迁建|扩容|扩能|更新|建设|续建|配套|工程|项目|主体|现代化|与|及|高速|公路)*$"
_ZONE = re.compile(
    "((?:[一-龥]{0,5}?(?:高新区|经开区|[一-龥]{2}新区|[一-龥]片区|作业区|[一-龥]港区|[一-龥]湖区|盆地|半岛|沉陷区|中心城区)"
    f"|[一-龥]{{2}}(?<!国际)机场|[一-龥]{{2,4}}(?<!小)流域))(?!{_OWN_WORK})(?=.{{2}})"
)
_AREA = re.compile(f"([一-龥]{{2,8}}?(?:片区|新城|景区))(?!{_OWN_WORK})(?=[一-龥]{{2}})")
_SITED = re.compile("(?:引水|水利枢纽|供水|开采|开发利用|治理|电航)[^、]{0,4}$|园$|园（")
_STREET = re.compile("(?:[东西南北中])?(?:路|大道)")
_BRANCH = re.compile(
    "(?:医院|大学|学院|[一二三]中)([一-龥]{2})(?<!新)(?<!老)(?<![东西南北])(?:院区|校区|总院)(?:[一二三]期)?$"
)
_TOWN = re.compile("([一-龥]{1,2}[一-龥](?<![乡城村小古集色老新各])(?:镇|街道)(?!域|街|区))(?=[一-龥]{2})")
_NAMESAKE = re.compile("水库|水利|枢纽|灌区|茶|[一二三四五六七八九十][中小]|路$|入海|干流")
_NATURAL = re.compile(
    "((?!环)[一-龥]{1,3}?(?:湖|湾|潭|(?<=[一-龥]{2})塘|冲|坪|寺|岛|关|河(?=小流域|生态(?!廊道)|水质)))(?!大型|水库|灌区|枢纽|水利|[一-龥]{0,2}大桥|隧道|公园|[一-龥]{0,2}景区|[一-龥]{0,2}实验室|机场"
    "|抽水|水电|电站|泵站|花园|航道|大道|路|干流|区|州|[一-龥]{0,2}(?:高铁|铁路|高速|公路))(?=.{2})"
)
