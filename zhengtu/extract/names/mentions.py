"""Where a text names a firm, a work or a park.

Each witness (a list with its head, a stage verb, an honour, a legal form, a brand in front of a
product) proposes mentions with a rule and a confidence; who they are is decided in ``identity``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from zhengtu.extract.names.anatomy import Name, leading_verbs, read_name
from zhengtu.extract.names.clauses import one_of, read_rules
from zhengtu.extract.names.firms import NOT_A_FIRM, find_known, find_legal_forms, shorten_firms
from zhengtu.extract.names.home import Home, home_of
from zhengtu.extract.names.lists import Frame, find_frames
from zhengtu.extract.names.parks import find_bases, find_parks, is_campus
from zhengtu.extract.names.tagger import weigh_brand
from zhengtu.extract.names.words import is_word
from zhengtu.model import Document, EntityType, Mention, Span


def find_mentions(document: Document) -> tuple[Mention, ...]:
    """Return what the witnesses propose, the surest of those that overlap, in the order of the text."""
    home = home_of(document)
    found: list[Mention] = []
    for frame in find_frames(document):
        found.extend(_read_frame(document, frame, home))
        found.extend(find_bases(document, frame))
    found.extend(find_legal_forms(document, home))
    works = {m.span: m.rule for m in found if m.type is EntityType.PROJECT}
    found.extend(m for m in find_parks(document, home) if works.get(m.span) not in _BUILDING)
    sure = _keep_best(shorten_firms(document, found, home))
    return _keep_best([*sure, *find_known(document, sure, home)])


def _read_frame(document: Document, frame: Frame, home: Home) -> Iterator[Mention]:
    text = document.text
    spans = [_cut_clause(text, span) for span in frame.members]
    names = [(span, read_name(text[span.start : span.end], home)) for span in spans]
    if frame.lead.endswith("后") or text[frame.members[0].start] == "后":  # 建成后…
        return
    said = frame.lead + "|" + frame.trail
    of = _kind_of_head(frame.head) if frame.closed else ""
    if frame.actor:
        yield from _read_actor(document, frame.actor, home, "firm-acts")
    if of == "firm":
        if _FIELD.search(frame.more):
            return  # 新材料、生物医药等领域的企业
        for span, name in names:
            formed = name.kind in ("legal", "trade") and len(name.text) >= len(name.head) + 2
            if name.text[0] in "“各" or name.text.endswith("”") or leading_verbs(name.text):
                continue
            if (name.proper or name.sure >= 0.5 or formed) and _may_be_firm(name):
                yield _firm(span, name, "firm-list", 0.88)
            elif any(n.sure >= 0.8 for _, n in names) and len(name.text) <= 5 and not name.kind and _may_be_firm(name):
                yield _firm(span, name, "firm-list", 0.7)
        return
    for rule, pattern in (("honoured", _AWARD), ("firm-acts", _FIRM_DOES)):
        if (not frame.lead or _WISHES.fullmatch(frame.lead)) and not of and pattern.match(frame.trail):
            if rule == "honoured" and not _FIRM_HONOUR.search(frame.trail):
                names = [
                    (span, name)
                    for span, name in names
                    if name.kind in ("legal", "trade", "plant") and name.sure >= 0.6
                ]
            whole = [_is_whole(name) and name.sure >= 0.45 and name.kind not in _PLACE_KINDS for _, name in names]
            for (span, name), sure in zip(names, whole, strict=True):
                if (sure or (any(whole) and len(name.text) <= 6 and not name.kind)) and _may_be_firm(name):
                    yield _firm(span, name, rule, 0.75 if sure else 0.5)
    if of == "other" and frame.head not in _MAY_BE_WORKS:
        return
    if of == "project":
        yield from _read_work_list(frame, names)
    elif _STAGED.search(said) and not frame.predicate and not frame.lead.endswith(("与", "同", "和")):
        yield from _read_staged(frame, names, said, listed=bool(of))
    if _SUPPORT.search(frame.lead) or _COOPERATE.search(frame.trail):
        yield from _read_supported(frame, names)


def _cut_clause(text: str, span: Span) -> Span:
    """Return ``span`` without the clause before its noun: 亲自推动的晶岚工程 names 晶岚工程."""
    at = text.rfind("的", span.start, span.end) + 1
    if not at or span.end - at < 5 or not text.endswith(("工程", "项目"), at, span.end):
        return span
    return span if text.endswith(_KINDS_OF_WORK, at, span.end - 2) else Span(at, span.end)


def _read_supported(frame: Frame, names: list[tuple[Span, Name]]) -> Iterator[Mention]:
    """Yield the firms that are supported, brought in or worked with."""
    if frame.trail.startswith("地"):
        return
    formed = [bool(name.firm) and (name.kind in _FORMS or name.text.startswith("中国")) for _, name in names]
    for (span, name), clear in zip(names, formed, strict=True):
        if not name.firm or name.kind in _PLACE_KINDS or not _may_be_firm(name):
            continue
        meant = clear or (
            name.sure >= 0.8
            and (len(name.text) > 2 or _WITH.search(frame.lead))
            and (_COOPERATE.search(frame.trail) or any(formed))
        )
        if meant and name.is_firm and name.sure >= 0.6:
            yield _firm(span, name, "supported-firm", 0.7)
        elif name.firm[1] > name.brand_end and name.sure >= 0.9 and is_word(name.text[name.firm[1] : name.firm[1] + 2]):
            start, end = name.firm  # 支持甲科技扩能提产
            yield Mention(Span(span.start + start, span.start + end), EntityType.ENTERPRISE, "supported-firm", 0.6)


def _read_work_list(frame: Frame, names: list[tuple[Span, Name]]) -> Iterator[Mention]:
    """Yield the members of “A、B等项目”."""
    if frame.head == "设施" and "配套" in frame.more and "完善" in frame.lead:
        return  # 完善某园供热、污水处理等配套设施
    proper = [name.proper or name.sure >= 0.8 for _, name in names]
    public = bool(_PUBLIC.search(frame.more + frame.head))
    staged = bool(_STAGED.search(frame.lead + frame.trail))
    for (span, name), own in zip(names, proper, strict=True):
        core = name.text
        if _NOT_A_NAME.search(core) or _GENERIC.search(core) or len(core) < 2:
            continue
        bare = name.is_firm and name.sure >= 0.45 and any(proper)
        if (name.kind == "park" and not is_campus(core)) or _JUNK.search(core):
            continue
        if frame.head != "项目" and core[0] == "“" and core[-1] == "”":
            continue
        if not own and not bare:
            if _VAGUE_WORK.search(core):
                continue
            odd = staged and frame.head == "项目" and len(core) >= 6 and name.odd >= 2
            if len(core) < 4 or not (odd or any(proper)) or core.startswith("项目"):
                continue
        sure = 0.92 if own else 0.7 if any(proper) else 0.55
        rule = "park-list" if frame.head in _MAY_BE_WORKS else "work-list"
        if rule == "work-list" or _BEGUN.search(frame.lead + frame.trail):
            yield from _work(span, name, rule, sure, public=public)


def _read_staged(frame: Frame, names: list[tuple[Span, Name]], said: str, *, listed: bool) -> Iterator[Mention]:
    """Yield names with the head of a work of which a stage is said."""
    built = bool(_BUILT.search(said))
    heads = [name.kind for _, name in names]
    concrete = bool(_CONCRETE.search(said)) or frame.trail.endswith("建设") or frame.lead.endswith("建设")
    for i, (span, name) in enumerate(names):
        core = name.text
        if _NOT_A_NAME.search(core) or _GENERIC.search(core) or len(core) < 2 or _CAMPAIGN.search(core):
            continue
        if _JUNK.search(core) or (_SCHOOL.search(core) and "支持" in frame.lead):
            continue
        kind = name.kind
        if i < len(names) - 1 and len(core) <= 5 and _PLACED.search(names[-1][1].text) and not name.head:
            yield from _work(span, name, "staged-work", 0.7, public=True)  # 甲、乙抽水蓄能电站
            continue
        if not kind and i < len(names) - 1 and names[-1][1].head and heads[-1] in ("works", "plant") and name.proper:
            kind = "works"  # the last member's head is shared
        if kind == "park" and not is_campus(core):
            continue
        own = name.proper or (built and (name.odd >= 2 or (_ODD_WORK.search(core) and _OF_THE_PLACE.match(core))))
        own = own or (concrete and bool(_NAMED_LINE.match(core)))
        own = own or (bool(_CONCRETE.search(frame.trail)) and len(core) >= 8 and not _SEVERAL.match(core))
        if kind == "works" and own and len(core) > 2:
            shared = name.kind != "works"
            yield from _work(span, name, "staged-work", 0.8 if built else 0.7, public=shared)
        elif kind == "plant" or (kind in ("sites", "park") and ((built and name.proper) or name.sure >= 0.6)):
            yield from _work(span, name, "site-built" if _BEGUN.search(said) else "staged-site", 0.7, public=False)
        elif frame.actor and len(core) >= 4 and (_ODD_WORK.search(core) or (_LINE_BUILT.search(core) and concrete)):
            yield from _work(span, name, "staged-name", 0.6, public=False)
        elif concrete and len(core) <= 24 and not _ABSTRACT.search(core) and not _JUNK.search(core):
            if kind in ("sites", "park") and _is_facility(name, built=bool(_CONCRETE.search(frame.trail))):
                yield from _work(span, name, "staged-site", 0.6, public=False)
            elif (
                name.site < len(core)
                and not core.endswith("”")
                and (
                    name.sure >= 0.6
                    or _CAPACITY.search(core)
                    or (_CONCRETE.search(said) and name.proper and (len(names) > 1 or name.site))
                )
            ):
                yield from _work(span, name, "staged-name", 0.65, public=False)


def _is_facility(name: Name, *, built: bool = False) -> bool:
    """Whether an ordinary-worded name (市科技馆, 农机展销产业园) is of one building or ground, not of a class."""
    if name.odd >= 2 or name.proper:
        return len(name.text) >= 6
    if built and len(name.text) >= 7 and _FACILITY.search(name.text):
        return not _SEVERAL.match(name.text)
    return len(name.text) >= 5 and bool(_FACILITY.search(name.text)) and not _CLASS_OF_WORKS.match(name.text)


def _read_actor(document: Document, span: Span, home: Home, rule: str) -> Iterator[Mention]:
    name = read_name(document.text[span.start : span.end], home)
    if name.is_firm and name.sure >= 0.45 and _may_be_firm(name) and name.kind not in _PLACE_KINDS:
        yield _firm(span, name, rule, 0.7)


def _is_whole(name: Name) -> bool:
    """Whether all of the name is a firm's, or so short that what follows the brand belongs to it."""
    if name.is_firm:
        return True
    return name.firm is not None and not name.kind and len(name.text) - name.firm[0] <= 5 and name.odd >= 3


def _may_be_firm(name: Name) -> bool:
    return len(name.text) <= 18 and not NOT_A_FIRM.search(name.text)


def _firm(span: Span, name: Name, rule: str, sure: float) -> Mention:
    start = span.start + (name.firm[0] if name.firm and name.is_firm else 0)
    return Mention(Span(start, span.end), EntityType.ENTERPRISE, rule, sure)


def _work(span: Span, name: Name, rule: str, sure: float, *, public: bool) -> Iterator[Mention]:
    if (
        name.firm
        and not NOT_A_FIRM.search(name.text[: name.firm[1]])
        and (weight := _weigh_firm(name, rule, public=public)) >= 0.5
    ):
        firm = Span(span.start + name.firm[0], span.start + name.firm[1])
        clear = _FIRM_CLEAR.search(name.text[name.firm[0] : name.firm[1]])
        yield Mention(firm, EntityType.ENTERPRISE, "firm-of-work", round(min(weight, 0.92 if clear else 0.85), 2))
        if rule == "work-list" and clear:
            sure = max(sure, 0.95)
    yield Mention(span, EntityType.PROJECT, rule, sure)


def _weigh_firm(name: Name, rule: str, *, public: bool) -> float:
    """Return how sure the front part of a work's name is its firm, given where the name stands."""
    assert name.firm
    if _FIRM_CLEAR.search(name.text[name.firm[0] : name.firm[1]]):
        return name.sure
    weight = name.sure
    if public:
        weight -= 0.4
    if rule not in ("work-list", "park-list"):
        numbered = name.firm[1] == len(name.text) or re.match(r"\d|年产|[一二三四五六]期", name.text[name.firm[1] :])
        weight -= 0.1 if numbered else 0.2
        if name.firm[1] == len(name.text) and name.firm[1] == name.brand_end:
            weight -= 0.2  # 某某建成启用: an unknown word alone, no list of works, no product
    if _PUBLIC_WORK.search(name.text):
        weight -= 0.45
    brand = name.text[max(name.firm[0], name.site) : name.brand_end]
    if public and name.firm[1] == len(name.text):
        weight = min(weight, 0.2)  # 甲、乙高速: between two towns
    look = weigh_brand(brand)
    if look is None or (look < 1 and any(_is_rare(char) for char in brand)):
        return weight
    return weight + max(-0.5, min(0.3, 0.2 * (look - min(1.0, max(0.3, look)))))


def _is_rare(char: str) -> bool:
    """Whether ``char`` is none of the 3755 common ones, of which no witness has seen enough to tell."""
    code = char.encode("gb2312", "ignore")
    return len(code) < 2 or code[0] >= _SECOND_LEVEL


def _kind_of_head(head: str) -> str:
    if head in _PROJECT_HEADS:
        return "project"
    if head in _FIRM_HEADS:
        return "firm"
    return "other" if head else ""


def _keep_best(found: Iterable[Mention]) -> tuple[Mention, ...]:
    """Drop a mention that overlaps a surer one of the same type, and order the rest."""
    taken: dict[tuple[EntityType, int], None] = {}
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda m: (-m.confidence, -len(m.span), m.span)):
        places = [(mention.type, at) for at in range(mention.span.start, mention.span.end)]
        if not any(place in taken for place in places):
            taken.update(dict.fromkeys(places))
            kept.append(mention)
    return tuple(sorted(kept, key=lambda m: (m.span, m.type)))


_RULES = read_rules("entities")
_STAGES = read_rules("stages")["stages"]
_RELATIONS = read_rules("relations")
_PROJECT_HEADS = set(_RULES["lists"]["projects"])
_FIRM_HEADS = set(_RULES["lists"]["firms"])
_MAY_BE_WORKS = {"园区", "平台"}
_BUILDING = {"work-list", "site-built"}
_FORMS = {"legal", "trade", "plant"}
_PLACE_KINDS = {"works", "sites", "park"}
_STAGED = re.compile(one_of(word for words in _STAGES.values() for word in words))
_BUILT = re.compile(
    one_of(
        [
            *_STAGES["started"],
            *_STAGES["completed"],
            *_STAGES["operational"],
            *_STAGES["signed"],
            "建设",
            "前期",
            "在建",
            "封顶",
        ]
    )
)
_AWARD = re.compile(one_of(_RELATIONS["awarded"]["verbs"]))
_FIRM_DOES = re.compile(one_of(_RELATIONS["subject"]["says"]))
_SECOND_LEVEL = 0xD8  # where the rarer characters of GB 2312 begin
_WISHES = re.compile("(?:支持|推动|助力|帮助|力争|确保|争取|促进|助推|引导|力促|鼓励)+")
_SUPPORT = re.compile("支持|与|同|引进|招引|依托|推动|对接|服务|帮助|发挥|签约|扶持")
_COOPERATE = re.compile("合作|战略|签约|投资|发展壮大|做大做强|入驻|落户")
_PUBLIC = re.compile(one_of(_RULES["project"]["public"]))
_GENERIC = re.compile(one_of(_RULES["project"]["generic"]))
_BEGUN = re.compile("开工|启动|建成|竣工|投用|完工|开园|启用|签约|落户")
_CONCRETE = re.compile(one_of(read_rules("stages")["words"]["concrete"]))
_ABSTRACT = re.compile(f"(?:{one_of(_RULES['project']['abstract'])})$")
_CAPACITY = re.compile(r"\d")
_NAMED_LINE = re.compile(
    f"(?!{one_of(_RULES['project']['unnamed'])})[一-龥]{{2,6}}(?:{one_of(_RULES['project']['named'])})(?:[一二三四]期|工程|项目|扩容|改造|改扩建)*$"
)
_OF_THE_PLACE = re.compile("[市县区州](?!级|域|场|内|里|直|属|重)[一-龥]{4}")
_JUNK = re.compile(
    "^城市“|和补短板|万[吨千][^、]*(?:产能|机组)$|^“小而美”|^“两重”|争创|升级为?(?=[^、]{2,}中心)|更高|奋力|持续|而不|^和|^以|以独资|”“|^[A-Za-z]+(?:试点)?项目$|^（|^《|”(?:计划|行动)$|[\\d.]+[万亿]?(?:千瓦|吨|亩|公里|平方公里|平方米|方|张|天|P|兆瓦)(?:以上)?$|超[\\d.]"
)
_VAGUE_WORK = re.compile(f"(?:{one_of(_RULES['project']['vague'])})$")
_FACILITY = re.compile(f"(?:{one_of(_RULES['project']['facilities'])})$")
_KINDS_OF_WORK = ("产业", "重大", "重点", "标志性", "建设", "投资", "优质", "民生", "工业")
_FIELD = re.compile("领域|行业|产业|类")
_WITH = re.compile("[与同和]$|携手|联合")
_SCHOOL = re.compile("(?:大学|学院|中学|医院)$")
_LINE_BUILT = re.compile("生产线$")
_PLACED = re.compile("(?:抽水蓄能|抽蓄|风电|光伏|水库)(?:电站|项目|工程|场)*$")
_SEVERAL = re.compile("新时代|新型|重大|重点|一批|各|所有|若干|两|三|多个|首批|省级|国家级|企业|基层|乡村|农村|村|社区")
_CLASS_OF_WORKS = re.compile(one_of(_RULES["project"]["classes"]))
_CAMPAIGN = re.compile("|".join(_RULES["project"]["campaign"]))
_ODD_WORK = re.compile("(?:项目|工程)$")
_FIRM_CLEAR = re.compile(
    one_of(
        [
            *_RULES["firm"]["legal"],
            *_RULES["firm"]["hard"],
            *_RULES["firm"]["plant"],
            *(w for w in _RULES["firm"]["trade"] if w.endswith("业")),
        ]
    )
)
_PUBLIC_WORK = re.compile(
    f"(?:{one_of(_RULES['project']['public_ends'])})(?:[一二三四五六]期|工程|项目|建设|（[^）]*）)*$"
)
_FIRM_HONOUR = re.compile(one_of(_RELATIONS["awarded"]["firms"]))
_NOT_A_NAME = re.compile(
    r"[\d多余几数两三四五六七八九十][万亿]?(?:余|多)?[个家户项条座件批类处所台套件名](?!期)|[\d.]+[万亿]?(?:公里|亩|人|平方米)$|%|率$|的|一批"
    r"|^[\d.]+[万亿]元|投资|第\d+位|居全"
)
