"""What a name is made of: site, firm, product, head.

“安吉晶岚高端衬底一期” is a site (安吉), a brand (晶岚), a product and a phase. Which of these a
string has decides whether it can name a firm, a work or a park, or nothing at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from zhengtu.extract.lists import one_of, read_rules
from zhengtu.extract.words import GENERAL, PLACE, REPORT, Token, split_words


@dataclass(frozen=True, slots=True)
class Name:
    """Parts of a possible name, as offsets into ``text``.

    ``site`` ends the place names in front; ``firm`` is the part that names a firm (with its trade
    or legal form), ``brand_end`` ends its brand; ``sure`` weighs the firm (0 to 1); ``proper`` tells
    whether anything is no ordinary word; ``kind`` is the class of the head: legal, trade, plant,
    works, sites, park or nothing.
    """

    text: str
    site: int
    firm: tuple[int, int] | None
    brand_end: int
    sure: float
    proper: bool
    kind: str
    head: str


@lru_cache(maxsize=20_000)
def read_name(text: str, home: str = "") -> Name:
    """Return the parts of ``text``; ``home`` is the short name of the document's own place.

    >>> name = read_name("安吉晶岚高端衬底")
    >>> name.text[: name.site], name.text[name.firm[0] : name.firm[1]]
    ('安吉', '晶岚')
    """
    plain = _BRACKETS.sub(lambda m: "\x00" * len(m.group()), text)
    tokens = split_words(plain)
    head, kind = _find_head(plain.replace("\x00", ""))
    site = 0
    for token in tokens:
        if token.kind != PLACE or token.start != site or (home and plain[token.start : token.end].startswith(home)):
            break
        site = token.end
    firm, brand_end, sure = _find_firm(plain, tokens, site, kind, home)
    return Name(text, site, firm, brand_end, sure, _is_proper(plain, tokens), kind, head)


def _find_head(text: str) -> tuple[str, str]:
    bare = _PHASE.sub("", text)
    for kind, pattern in _HEADS:
        match = pattern.search(bare)
        if match:
            return match.group(), kind
    return "", ""


def _is_proper(text: str, tokens: tuple[Token, ...]) -> bool:
    run = 0
    for token in tokens:
        word = text[token.start : token.end]
        if token.kind in (PLACE, "0") or word in _PHASES or "“" in word or "\x00" in word:
            return True
        if (token.kind == "x" and word not in _LOOSE) or token.kind == GENERAL:
            run += 1
            if run >= 2:
                return True
        else:
            run = 0
    return False


def _find_firm(
    text: str, tokens: tuple[Token, ...], site: int, kind: str, home: str
) -> tuple[tuple[int, int] | None, int, float]:
    legal = _LEGAL.search(text)
    if legal and _has_odd(text, tokens, legal.start()):
        return (site if site < legal.start() else 0, legal.end()), legal.start(), 0.95
    rest = [t for t in tokens if t.end > site]
    if not rest:
        return None, 0, 0.0
    start = rest[0].start
    if home and text.startswith(home, start) and rest[0].kind == PLACE:
        after = _find_brand(text, rest[1:])
        if after and (after[2] >= 0.5 or _TRADE_AT.match(text, rest[0].end)):
            return (start, after[0]), after[1], after[2]
        trade = _TRADE_AT.match(text, rest[0].end)
        if trade and trade.end() == len(text):
            return (start, trade.end()), trade.end(), 0.7
        return None, 0, 0.0
    found = _find_brand(text, rest)
    if found is None:
        # a name before a place in the middle is a firm's
        for i, token in enumerate(rest):
            if i and token.kind == PLACE and 2 <= token.start - start <= 6 and _odd(text, rest[:i]):
                return (start, token.start), token.start, 0.75
        return None, 0, 0.0
    end, brand_end, sure = found
    if site and kind in ("works", "sites", "park"):
        sure -= 0.3
    if kind == "works" and not _PHASE.search(text) and _INFRA.search(text):
        sure -= 0.6
    return (start, end), brand_end, sure


def _find_brand(text: str, tokens: list[Token]) -> tuple[int, int, float] | None:
    """Return (end of the firm, end of the brand, weight) for a brand at the start of ``tokens``."""
    if not tokens:
        return None
    start = tokens[0].start
    end, odd = start, 0
    last = 0
    for i, token in enumerate(tokens):
        word = text[token.start : token.end]
        if token.kind in (REPORT, PLACE, "0") or "\x00" in word:
            break
        if token.kind == GENERAL and (odd >= 2 or _TRADE_AT.match(text, token.start)):
            break
        end = token.end
        odd += token.end - token.start
        last = i + 1
    sure = 0.85
    if odd == 0:
        first = tokens[0]
        if first.kind == REPORT and first.pos in ("m", "d", "o", "i", "t") and first.end - first.start == 2:
            end, sure, last = first.end, 0.45, 1
        else:
            return None
    elif odd == 1:
        nxt = tokens[last] if last < len(tokens) else None
        if nxt is None or nxt.end - nxt.start != 2 or nxt.kind in (PLACE, "0"):
            return None
        if text[start:end] in _LOOSE or (nxt.kind == REPORT and _TRADE_AT.match(text, nxt.start)):
            return None
        end, sure, last = nxt.end, 0.5, last + 1
    elif all(t.kind == GENERAL for t in tokens[:last]):
        sure = 0.5
    elif odd > 5:
        nxt = tokens[last] if last < len(tokens) else None
        end = start + (4 if odd >= 7 or nxt is None else 3)
        return end, end, 0.5
    if text[start] in _LOOSE and end - start <= 2:
        sure -= 0.3
    trade = _TRADE_AT.match(text, end)
    if trade:
        after = text[trade.end() :]
        closed = not after or after[0] in "0123456789\x00" or bool(_AFTER.match(after))
        if closed or trade.group() in _HARD:
            return trade.end(), end, min(0.95, sure + 0.1)
    return end, end, sure


def _odd(text: str, tokens: list[Token]) -> bool:
    return sum(t.end - t.start for t in tokens if t.kind in ("x", GENERAL)) >= 1


def _has_odd(text: str, tokens: tuple[Token, ...], end: int) -> bool:
    return any(t.kind in ("x", GENERAL, PLACE) for t in tokens if t.start < end)


_BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)")
_RULES = read_rules("entities")
_PHASES = {"一期", "二期", "三期", "四期", "五期", "六期"}
_PHASE = re.compile(r"(?:[一二三四五六七八九十\d]期)+(?=工程|项目|$)")
_LOOSE = set("市县区省镇乡村州园新老大小高中东西南北上下前后全各多")
_LEGAL = re.compile(f"(?:{one_of(_RULES['firm']['legal'])})")
_TRADE_AT = re.compile(f"(?:{one_of(_RULES['firm']['trade'])})(?:{one_of(_RULES['firm']['trade'])})?")
_HARD = {w for w in _RULES["firm"]["trade"] if w.endswith("业") or w in _RULES["firm"]["hard"]}
_AFTER = re.compile("[一二三四五六七八九]期|项目|扩建|技改|总部|基地|产业园|工业园|工厂|年产|生产")
_INFRA = re.compile(
    f"(?:{one_of(_RULES['project']['infra'])})(?:[一二三四五六]期|工程|项目|[^、]{{0,8}}段|改造|扩建|扩容|改扩建|（[^）]*）)*$"
)
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
