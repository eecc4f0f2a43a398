"""What a name is made of: site, firm, product, head.

“安吉晶岚高端衬底一期” is a site (安吉), a brand (晶岚), a product and a phase. Which of these a
string has decides whether it can name a firm, a work or a park, or nothing at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from zhengtu.extract.names.brands import HARD, HIDDEN, INFRA_AT, INFRA_HEADS, LOOSE, TRADE_AT, find_brand, is_no_brand
from zhengtu.extract.names.clauses import one_of, read_rules
from zhengtu.extract.names.home import Home, is_elsewhere
from zhengtu.extract.names.words import GENERAL, PLACE, REPORT, Token, split_words


@dataclass(frozen=True, slots=True)
class Name:
    """Parts of a possible name, as offsets into ``text``.

    ``site`` ends the place names in front; ``firm`` is the part that names a firm (with its trade
    or legal form), ``brand_end`` ends its brand; ``sure`` weighs the firm (0 to 1); ``proper`` tells
    whether anything is no ordinary word, ``odd`` how many characters are in no report's ordinary word; ``kind`` is the class of the head: legal, trade, plant,
    works, sites, park or nothing.
    """

    text: str
    site: int
    firm: tuple[int, int] | None
    brand_end: int
    sure: float
    proper: bool
    odd: int
    kind: str
    head: str

    @property
    def is_firm(self) -> bool:
        """Whether the whole name, but for its site, is a firm's."""
        return self.firm is not None and self.firm[1] == len(self.text) and self.firm[0] in (0, self.site)


@lru_cache(maxsize=20_000)
def read_name(text: str, home: Home) -> Name:
    """Return the parts of ``text``.

    >>> name = read_name("安吉晶岚高端衬底", Home(""))
    >>> name.text[: name.site], name.text[name.firm[0] : name.firm[1]]
    ('安吉', '晶岚')
    """
    plain = BRACKETS.sub(lambda m: HIDDEN * len(m.group()), text)
    tokens = split_words(plain, home.places)
    head, kind = _find_head(plain.replace(HIDDEN, ""))
    site = 0
    for token in tokens:
        if token.kind != PLACE or token.start != site or is_home(plain, token, home):
            break
        site = token.end
    firm, brand_end, sure = _find_firm(plain, tokens, site, kind, home)
    odd = sum(t.end - t.start for t in tokens if t.kind in ("x", GENERAL) and plain[t.start] not in LOOSE | {HIDDEN})
    return Name(text, site, firm, brand_end, round(sure, 2), _is_proper(plain, tokens), odd, kind, head)


def leading_verbs(text: str) -> int:
    """Return where the verbs and adverbs end with which ``text`` starts.

    >>> leading_verbs("推动晶岚集团")
    2
    """
    end = 0
    tokens = split_words(text)
    for token, following in pairwise(tokens):
        manner = token.pos in ("d", "a") and following.kind == REPORT and following.pos == "v"
        if token.kind != REPORT or not (token.pos == "v" or manner) or len(text) - token.end < 4:
            break
        end = token.end
    return end


def is_home(text: str, token: Token, home: Home) -> bool:
    """Whether the own place of the document is what ``token`` names."""
    return bool(home.name) and text[token.start : token.end].startswith(home.name)


def _find_head(text: str) -> tuple[str, str]:
    if _PHASE.search(text):
        return "", "works"
    for kind, pattern in _HEADS:
        match = pattern.search(text)
        if match:
            return match.group(), kind
    return "", ""


def _is_proper(text: str, tokens: tuple[Token, ...]) -> bool:
    run = 0
    for token in tokens:
        word = text[token.start : token.end]
        if token.kind in (PLACE, "0") or word in _PHASES or HIDDEN in word:
            return True
        if (token.kind == "x" and word not in LOOSE) or token.kind == GENERAL:
            run += 1
            if run >= 2:
                return True
        else:
            run = 0
    return False


def _find_firm(
    text: str, tokens: tuple[Token, ...], site: int, kind: str, home: Home
) -> tuple[tuple[int, int] | None, int, float]:
    nothing = None, 0, 0.0
    legal = _LEGAL.search(text)
    if legal and legal.start() >= 2 and _may_bear_form(text, tokens, legal.start()):
        return (site if site < legal.start() else 0, legal.end()), legal.start(), 0.95
    rest = [t for t in tokens if t.end > site]
    if not rest:
        return nothing
    plant = _PLANT.search(text)
    if plant and plant.start() > site and plant.start() <= 8:
        mid = [t for t in rest if t.kind == PLACE and t.start > site and t.end <= plant.start()]
        if not mid:
            return (site, plant.end()), plant.start(), 0.7
    elif plant and plant.start() == site and site:
        return (0, plant.end()), plant.start(), 0.6
    start = rest[0].start
    infra = bool(_INFRA.search(text) or ROUTE.search(text))
    if site and tokens[0].kind == PLACE and is_elsewhere(text[: tokens[0].end], home):
        start = 0  # a firm from elsewhere bears its place in its name
    energy = bool(_ENERGY.search(text))
    infra = infra and not energy
    if rest[0].kind == PLACE and is_home(text, rest[0], home):
        after = find_brand(text, rest[1:])
        trade = TRADE_AT.match(text, rest[0].end)
        if trade and trade.end() == len(text):
            return (start, trade.end()), trade.end(), 0.7
        if not after:
            return ((start, len(text)), len(text), 0.55) if len(rest) == 2 and not kind else nothing
        doubt = 0.6 if infra or energy or kind in ("park", "sites") else 0.1
        return (start, after[0]), after[1], after[2] - doubt
    if text.startswith("中国", start) and rest[0].end == start + 2 and len(rest) > 1:
        after = find_brand(text, rest[1:])
        trade = TRADE_AT.match(text, start + 2)
        if trade:
            return (start, trade.end()), trade.end(), 0.6
        return ((start, after[0]), after[1], after[2]) if after else nothing
    if site and kind == "trade" and (trade := TRADE_AT.match(text, site)) and trade.end() == len(text):
        return ((0, len(text)), len(text), 0.55) if trade.group(1) in HARD or trade.group(1) not in _SOFT else nothing
    found = find_brand(text, rest)
    mid_place = next(
        (t for i, t in enumerate(rest) if i and t.kind == PLACE and 2 <= t.start - start <= 6 and _odd(text, rest[:i])),
        None,
    )
    if found is None or (mid_place and found[0] < mid_place.start):
        if (
            mid_place is None
            or text[mid_place.start - 1] in "至到"
            or infra
            or is_no_brand(text[start : mid_place.start])
            or text[mid_place.start - 1] in "江河湖"
        ):
            return nothing
        return (start, mid_place.start), mid_place.start, 0.9 if energy else 0.7
    end, brand_end, sure = found
    if mid_place and energy:
        sure += 0.1
    brand = text[rest[0].start : brand_end]
    if re.search(f"(?:{INFRA_HEADS})$", brand) or brand[0] in "“0123456789" or _ZONE_IN.match(text[end:]):
        return nothing
    after_firm = text[end:]
    if (
        (len(brand) == 2 and brand[1] in "东西南北" and not after_firm.startswith(HIDDEN))
        or text[end:] == "工程"
        or (mid_place and _PUBLIC_END.search(text))
    ):
        sure -= 0.5
    if len(brand) >= 4 and end == brand_end and any(ch in GEO for ch in brand[1:-1]) and rest[0].kind == "x":
        sure -= 0.35
    natural = text[brand_end - 1] in GEO or after_firm[:1] in tuple("河江湖山溪村镇乡岛")
    if "一体化" in text[end : end + 5] or "都市圈" in text[end : end + 5]:
        sure -= 0.5
    if natural and (end == brand_end or energy) and not mid_place and not re.match(r"\d|年产", after_firm):
        sure -= 0.4
    if (infra or INFRA_AT.match(after_firm)) and not mid_place:
        sure -= 0.65
    elif energy and not mid_place:
        sure -= 0.45 if site else 0.15
    if site and kind in ("sites", "park"):
        sure -= 0.3
    if mid_place is None and not site and kind == "park" and not _product_between(after_firm):
        sure -= 0.4
    return (start, end), brand_end, sure


def _may_bear_form(text: str, tokens: tuple[Token, ...], end: int) -> bool:
    before = [t for t in tokens if t.start < end]
    if any(t.kind in ("x", GENERAL, PLACE, "0") for t in before):
        return True
    first = text[before[0].start : before[0].end]
    trade = next((t for t in before[1:] if TRADE_AT.match(text, t.start)), None)
    return (first == "中国" and len(before) > 1) or (trade is not None and first not in _PLAIN)


def _product_between(after: str) -> bool:
    return not re.fullmatch(
        "(?:现代|高新|绿色|数字|智慧)?(?:技术)?(?:产业|工业|物流|科技|示范)?园区?", _PHASE.sub("", after)
    )


def _odd(text: str, tokens: list[Token]) -> bool:
    return any(t.kind in ("x", GENERAL) for t in tokens)


BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)|“[^“”]*”")
_RULES = read_rules("entities")
_PHASES = {"一期", "二期", "三期", "四期", "五期", "六期"}
_PHASE = re.compile(r"(?:[一二三四五六七八九十\d]期)+(?:扩建)?(?=工程|项目|$)")
GEO = set("河江湖山岭沟湾坪坝岛桥村镇乡州县沱渡滩洲口寨岩塘堡坡冲屯庄坳港海沙溪圩埠峡渠")
_LEGAL = re.compile(f"(?:股份|集团|控股)*(?:{one_of(_RULES['firm']['legal'])})")
_PLAIN = set(_RULES["firm"]["plain"])
_ZONE_IN = re.compile(
    "(?:现代|高新|绿色|智慧|数字|工业|产业|科技)*(?:园区|开发区|新区|高新区|经开区|片区|工业园|集聚区)"
)
_PUBLIC_END = re.compile("(?:医院|学校|学院|中学|小学|大学|幼儿园|机场|院区|校区)(?:工程|项目)?$")
_PLANT = re.compile(f"(?:{one_of(_RULES['firm']['plant'])})(?=$|{HIDDEN}|[一二三四五六]期|项目|配套|扩建|改扩建)")
_SOFT = set(_RULES["firm"]["soft"])
_INFRA = re.compile(
    f"(?:{INFRA_HEADS})(?<!车桥)(?:[一二三四五六]期|工程|项目|[^、]{{0,8}}段|(?:拆除)?重建|改造|扩建|扩容|改扩建|迁建|{HIDDEN}+)*$"
)
ROUTE = re.compile(r"[A-Z]\d+线|线$|(?<=[一-龥])[至到][一-龥]{2}")
_ENERGY = re.compile(f"(?:{one_of(_RULES['project']['energy'])})(?:[一二三四五六]期|工程|项目|扩机|扩建|{HIDDEN}+)*$")
_HEADS = tuple(
    (kind, re.compile(f"(?:{one_of(words)})$"))
    for kind, words in (
        ("legal", _RULES["firm"]["legal"]),
        ("plant", _RULES["firm"]["plant"]),
        ("park", _RULES["park"]["heads"]),
        ("sites", _RULES["project"]["sites"]),
        ("works", _RULES["project"]["works"]),
        ("trade", _RULES["firm"]["trade"]),
    )
)
