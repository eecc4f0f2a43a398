"""How a clause falls into its parts: members of a list, the words before and after them, the shared head.

All functions take the text with offsets and give offsets back; none knows what a name is.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files


@cache
def read_rules(name: str) -> dict[str, dict[str, list[str]]]:
    """Return the tables of ``rules/<name>.toml``."""
    tables: dict[str, dict[str, list[str]]] = tomllib.loads(
        files("zhengtu.extract.rules").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    )
    return tables


def one_of(words: Iterable[str]) -> str:
    """Return a pattern for any of ``words``, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))


def split_clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the clauses of ``text[start:end]``: pieces between ，；： outside brackets.

    >>> [("甲建成，乙（一期，二期）投产。"[a:b]) for a, b in split_clauses("甲建成，乙（一期，二期）投产。", 0, 15)]
    ['甲建成', '乙（一期，二期）投产']
    """
    last: tuple[int, int] | None = None
    for clause in _split(text, start, end, _CLAUSE_MARKS):
        if last and text[last[1]] == "，" and _APPOSED.match(text, *clause) and _is_bare_list(text, *last):
            last = last[0], clause[1]  # 甲、乙，两个项目开工
            continue
        if last:
            yield last
        last = clause
    if last:
        yield last


def split_members(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the members of a list: pieces between 、 and between 和 where both sides are names.

    >>> [("东岭水库、8、9号机组和西溪大桥工程"[a:b]) for a, b in split_members("东岭水库、8、9号机组和西溪大桥工程", 0, 18)]
    ['东岭水库', '8、9号机组', '西溪大桥工程']
    """
    for a, b in _split(text, start, end, _MEMBER_MARKS):
        at = a
        if b - a > 4:
            for match in _AND.finditer(text, a + 2, b - 2):
                if _ENDS_NAME.search(text, at, match.start()) and _is_level(text, at, match.start()):
                    yield at, match.start()
                    at = match.end()
        yield at, b


def strip_lead(text: str, a: int, b: int) -> int:
    """Return where the first name starts: after verbs, adverbs, sums and dates.

    >>> "加快建设东岭水库"[strip_lead("加快建设东岭水库", 0, 8):]
    '东岭水库'
    """
    while a < b:
        match = _LEAD.match(text, a, b)
        if not match or match.end() == a:
            break
        a = match.end()
    return a


def strip_trail(text: str, a: int, b: int) -> int:
    """Return where the last name ends: before the verbs that say something of it.

    >>> "东岭水库全面建成"[:strip_trail("东岭水库全面建成", 0, 8)]
    '东岭水库'
    """
    stop = b
    while stop > a:
        match = _TRAIL_BACK.match(text[a:stop][::-1])
        if not match or not match.end():
            break
        stop -= match.end()
    if said := _HAS.search(text, a + 2, stop):
        return said.start()
    if stop < b and (site := _AT_PARK.search(text, a + 2, stop)):  # 甲项目在乙园区开工
        return site.start()
    while stop < b and (noun := _NOUN_VERB.match(text, stop, b)) and not _ENDS_WORK.search(text, a, stop):
        stop = noun.end()  # 天然气发电, 扩大开放: part of what is named
    if stop < b and not _SAYS.search(text, stop, b):
        stop = b
    for match in _STAGE.finditer(text, a + 3, stop):
        at = match.start()
        while at > a and (adverb := _ADVERB_BACK.match(text[a:at][::-1])):
            at -= adverb.end()
        if _ENDS_WORK.search(text, a, at) and _is_level(text, a, at) and not _GOES_ON.match(text, match.end(), b):
            return at
    return stop


def find_close(text: str, a: int, b: int) -> tuple[int, int] | None:
    """Return where the 等, or the count with its head, that closes a list stands.

    >>> find_close("晶岚、禾曜等项目", 0, 8), find_close("晶岚、禾曜两家企业", 0, 9)
    ((5, 6), (5, 5))
    """
    last: tuple[int, int] | None = None
    for match in _CLOSE.finditer(text, a, b):
        if match.start() > a and _is_level(text, a, match.start()):
            last = match.span()
    if last is None:
        for match in _COUNTED.finditer(text, a + 2, b):
            if _is_level(text, a, match.start()):
                return match.end(1), match.end(1)
    return last


def read_head(text: str, at: int, end: int) -> tuple[str, str, str]:
    """Return the head after 等, what stands before it, and the rest of the clause.

    >>> read_head("三个重点项目开工", 0, 8)
    ('项目', '三个重点', '开工')
    """
    window = text[at : min(end, at + 28)].split("、")[0]
    found = _STRONG_HEAD.search(window)
    if found:
        verb = _STAGE.search(window, 0, found.start())
        if verb and verb.group() not in _BEFORE_HEADS and found.start() - verb.start() > 6:
            found = None
    if not found:
        verb = _STAGE.search(window)
        found = max(
            _HEAD.finditer(window, 0, verb.start() if verb else len(window)), key=lambda m: m.end(), default=None
        )
    if not found:
        return "", "", text[at:end]
    return found.group(), window[: found.start()], text[at + found.end() : end]


def find_predicate(text: str, start: int, end: int) -> tuple[int, str] | None:
    """Return where the verb of “name verb …” stands and its class: award, says, does or makes."""
    for match in _PREDICATE.finditer(text, start + 2, end):
        at = match.start()
        if at - start > 60:
            return None
        if not _is_level(text, start, at):
            continue
        kind = match.lastgroup or ""
        if kind == "does" and not _ENDS_FIRM.search(text, start, at):
            continue
        if match.group() == "研发" and _OF_RESEARCH.match(text, match.end(), end):
            continue  # 甲制药研发生产基地
        if kind == "does" and (match.end() >= end - 1 or _STAGE.match(text, match.end(), end)):
            continue  # 甲光伏建成投产: said of a work
        return at, kind
    return None


def find_next_award(text: str, start: int, end: int) -> int:
    """Return where a further “、name award-verb” starts after ``start``, or ``end``."""
    for match in _NEXT_AWARD.finditer(text, start, end):
        if _is_level(text, start, match.start()):
            return match.end(1)
    return end


def says_stage(words: str) -> bool:
    """Whether ``words`` hold a verb that tells a stage."""
    return bool(_STAGE.search(words))


def is_sum(words: str) -> bool:
    """Whether ``words`` are nothing but sums of money before a name."""
    return bool(_SUMS.fullmatch(words))


def _is_bare_list(text: str, start: int, end: int) -> bool:
    """Whether nothing is said yet of the names in ``text[start:end]``."""
    if "、" not in text[start:end] or _CLOSE.search(text, start, end) or _PREDICATE.search(text, start, end):
        return False
    return strip_trail(text, text.rfind("、", start, end) + 1, end) == end


def _is_level(text: str, a: int, b: int) -> bool:
    """Whether no bracket or quotation is left open in ``text[a:b]``."""
    depth = 0
    for ch in text[a:b]:
        if ch in _OPENING:
            depth += 1
        elif ch in _CLOSING:
            depth -= 1
    return depth <= 0


def _split(text: str, start: int, end: int, marks: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    depth, at = 0, start
    for match in marks.finditer(text, start, end):
        mark = match.group()
        if mark in _OPENING:
            depth += 1
        elif mark in _CLOSING:
            depth = max(0, depth - 1)
        elif not depth:
            if at < match.start():
                yield at, match.start()
            at = match.end()
    if at < end:
        yield at, end


MASK = "龥"  # stands for each character of a name that is known already: nothing may cut it
_OPENING, _CLOSING = "（(《“‘【「", "）)》”’】」"
_CLAUSE_MARKS = re.compile(r"[，；：。！？\n,;（(《“‘【「）)》”’】」]|——")
_MEMBER_MARKS = re.compile(r"(?<!\d)、|、(?!\d+[号#])|[（(《“‘【「）)》”’】」]")
_STAGES = read_rules("stages")
_NAMES = read_rules("entities")
_VERBS = read_rules("relations")
_STAGE_WORDS = [word for words in _STAGES["stages"].values() for word in words]
_SUM = r"[\d.]+(?:多|余)?[万亿]+元(?:以上)?的?"
_SUMS = re.compile(f"(?:(?:总)?(?:投资)?(?:约|近|超|达)?{_SUM})+")
_LEAD = re.compile(
    "(?:全[市省区县国]|国内|全球|世界|亚洲)(?:规模)?(?:最大|唯一|领先|首[座个条家])的?(?:[一-龥]{0,6}?(?:项目|工程|企业)(?=[一-龥]{3}))?"
    f"|{one_of([*_STAGES['words']['lead'], *_STAGE_WORDS])}|(?:总)?投资(?:约|近|超|达)?{_SUM}|{_SUM}|\\d{{4}}年|\\d+月底?前?"
    "|(?:全[市省区县国])?首[座个条家批](?:\\d?[A-Z]级)?|\\d[A-Z]级|[一二三四五六七八九十]是|[一二三四五六七八九十]要|建设好"
    "|由|(?:投资|合作|联合)*(?:建设|共建|兴建|承建|打造|投资|运营|开发)的"
)
_STAGE = re.compile(one_of(_STAGE_WORDS))
_SAYS = re.compile(one_of([*_STAGE_WORDS, "合作", "战略", "协议"]))
_TRAIL_BACK = re.compile(
    one_of(w[::-1] for w in [*_STAGE_WORDS, *_STAGES["words"]["trail"]] if len(w) > 1 or w in "已将均或并的了")
    + r"|前?[底初末]?[天年月度]\d+(?:前提|时历)?"
)
_AT_PARK = re.compile(f"(?<=[一-龥])在(?!建)(?=[^在、]{{2,20}}(?:{one_of(_NAMES['park']['heads'])})$)")
_HAS = re.compile(
    "(?<=项目|工程)(?=具备|达到|取得|获得|实现|进入|争创|升级|已|仍|被|入选|列入|纳入|获|通过|产能|主塔|厂房)"
)
_NOUN_VERB = re.compile(one_of(_STAGES["words"]["nouns"]))
_ADVERB_BACK = re.compile(
    one_of(w[::-1] for w in _STAGES["words"]["adverbs"]) + r"|前?[底初末]?[天年月度]\d+(?:前提|时历)?"
)
_GOES_ON = re.compile("项目|工程|中心|基地|园|区|线|站|厂")
_PREDICATE = re.compile(
    f"(?P<award>{one_of(_VERBS['awarded']['verbs'])})"
    f"|(?P<says>(?!上市(?:后备|公司|企业|培育|辅导|工作))(?:{one_of(_VERBS['subject']['says'])}))"
    f"|(?P<makes>打造(?!的)|(?:投资|合作|联合)*(?:建设|共建|兴建|承建|打造|投资|运营|开发)的|(?<!总)(?<!划)(?<!成)投资(?=[约近超]?[\\d.]+[万亿]))|(?P<does>{one_of(_VERBS['subject']['does'])})"
)
_OF_RESEARCH = re.compile("及|和|与|生产|制造|中心|基地|平台|总部|院|楼|大楼")
_NEXT_AWARD = re.compile(f"(、)[^、，]{{2,12}}?(?:{one_of(_VERBS['awarded']['verbs'])})")
_ENDS_FIRM = re.compile(
    f"(?:{one_of([*_NAMES['firm']['legal'], *_NAMES['firm']['trade'], *_NAMES['firm']['plant']])}|国企|央企)$"
)
_WORKS = [*_NAMES["project"]["works"], *_NAMES["project"]["sites"], *_NAMES["park"]["heads"]]
_ENDS_NAME = re.compile(f"(?:{one_of([*_WORKS, *_NAMES['firm']['legal'], MASK])}|[”）])$")
_ENDS_WORK = re.compile(f"(?:{one_of(w for w in _WORKS if len(w) > 1 or w in '桥路街站厂矿段')}|）|{MASK})$")
_APPOSED = re.compile(
    f"(?:这)?(?:\\d+|[两三四五六七八九十]+)[家个大座条项][^、，]{{0,12}}?(?:{one_of(_NAMES['lists']['counted'])})"
)
_CLOSE = re.compile(r"等(?!待|级|效|额|同|候|离子|静|压)")
_COUNTED = re.compile(
    f"(?<=[一-龥）A-Za-z，])(?<![\\d.]，)()(?:\\d+|[两三四五六七八九十]+)[家个大座条项](?=(?:(?!产业链|产业集|集聚|拥有)[^、，]){{0,12}}?(?:{one_of(_NAMES['lists']['counted'])}))"
)
_AND = re.compile(r"以及|和(?!谐|平|美|睦)|及(?!时|格)|与|暨")
_BEFORE_HEADS = frozenset(_STAGES["words"]["before_heads"])
_STRONG_HEAD = re.compile(one_of(_NAMES["lists"]["strong"]))
_HEAD = re.compile(one_of([*_NAMES["lists"]["projects"], *_NAMES["lists"]["firms"], *_NAMES["lists"]["other"]]))
