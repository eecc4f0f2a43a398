"""Where a text names a firm, a work or a park.

Each witness (a list with its head, a stage verb, an honour, a legal form, a brand in front of a
product) proposes mentions with a rule and a confidence; who they are is decided in ``identity``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from zhengtu.extract.clauses import one_of, read_rules
from zhengtu.extract.home import Home, home_of
from zhengtu.extract.lists import Frame, find_frames
from zhengtu.extract.names import Name, read_name
from zhengtu.model import Document, EntityType, Mention, Span


def find_mentions(document: Document) -> tuple[Mention, ...]:
    """Return what the witnesses propose, the surest of those that overlap, in the order of the text."""
    home = home_of(document)
    found: list[Mention] = []
    for frame in find_frames(document):
        found.extend(_read_frame(document, frame, home))
        found.extend(_find_parks(document, frame, home))
    found.extend(_find_legal_forms(document, home))
    sure = _keep_best(found)
    return _keep_best([*sure, *_find_known(document, sure)])


def _read_frame(document: Document, frame: Frame, home: Home) -> Iterator[Mention]:
    text = document.text
    names = [(span, read_name(text[span.start : span.end], home)) for span in frame.members]
    said = frame.lead + "|" + frame.trail
    of = _kind_of_head(frame.head) if frame.closed else ""
    if frame.actor:
        yield from _read_actor(document, frame.actor, home, "firm-acts")
    if of == "firm":
        for span, name in names:
            if (name.proper or name.sure >= 0.5) and _may_be_firm(name):
                yield _firm(span, name, "firm-list", 0.9)
        return
    for rule, pattern in (("honoured", _AWARD), ("firm-acts", _FIRM_DOES)):
        if not frame.lead and not of and pattern.match(frame.trail):
            clear = [name.is_firm and name.sure >= 0.45 and name.kind not in _PLACE_KINDS for _, name in names]
            for (span, name), sure in zip(names, clear, strict=True):
                if (sure or (any(clear) and len(name.text) <= 6 and not name.kind)) and _may_be_firm(name):
                    yield _firm(span, name, rule, 0.75 if sure else 0.5)
    if of == "other" and frame.head not in _MAY_BE_WORKS:
        return
    if of == "project":
        yield from _read_work_list(frame, names)
    elif _STAGED.search(said):
        yield from _read_staged(frame, names, said, listed=bool(of))
    if _SUPPORT.search(frame.lead) or _COOPERATE.search(frame.trail):
        for span, name in names:
            if name.is_firm and name.sure >= 0.6 and _may_be_firm(name) and name.kind not in _PLACE_KINDS:
                yield _firm(span, name, "supported-firm", 0.7)


def _read_work_list(frame: Frame, names: list[tuple[Span, Name]]) -> Iterator[Mention]:
    """Yield the members of “A、B等项目”."""
    proper = [name.proper for _, name in names]
    public = bool(_PUBLIC.search(frame.more + frame.head))
    staged = bool(_STAGED.search(frame.lead + frame.trail))
    for span, name in names:
        core = name.text
        if _NOT_A_NAME.search(core) or _GENERIC.search(core) or len(core) < 2:
            continue
        bare = name.is_firm and name.sure >= 0.45 and any(proper)
        if not name.proper and not bare:
            odd = staged and frame.head == "项目" and len(core) >= 6 and _ODD_WORK.search(core)
            if len(core) < 4 or not (odd or any(proper)):
                continue
        sure = 0.9 if name.proper else 0.7 if any(proper) else 0.55
        yield from _work(span, name, "work-list", sure, public=public)


def _read_staged(frame: Frame, names: list[tuple[Span, Name]], said: str, *, listed: bool) -> Iterator[Mention]:
    """Yield names with the head of a work of which a stage is said."""
    built = bool(_BUILT.search(said))
    heads = [name.kind for _, name in names]
    concrete = bool(_CONCRETE.search(said))
    for i, (span, name) in enumerate(names):
        core = name.text
        if _NOT_A_NAME.search(core) or _GENERIC.search(core) or len(core) < 2 or _CAMPAIGN.search(core):
            continue
        kind = name.kind
        if not kind and i < len(names) - 1 and heads[-1] in ("works", "plant") and name.proper:
            kind = "works"  # the last member's head is shared
        if kind == "park" and not _CAMPUS.search(core):
            continue
        if kind == "works" and (name.proper or (_ODD_WORK.search(core) and built)) and len(core) > 2:
            yield from _work(span, name, "staged-work", 0.8 if built else 0.7, public=False)
        elif kind == "plant" or (kind in ("sites", "park") and built and name.proper):
            yield from _work(span, name, "staged-site", 0.7, public=False)
        elif concrete and not _ABSTRACT.search(core) and len(core) <= 24:
            if kind in ("sites", "park") and len(core) >= 6:
                yield from _work(span, name, "staged-site", 0.6, public=False)
            elif name.proper and (name.sure >= 0.6 or _CAPACITY.search(core) or len(names) > 1 or name.site):
                yield from _work(span, name, "staged-name", 0.65, public=False)


def _read_actor(document: Document, span: Span, home: Home, rule: str) -> Iterator[Mention]:
    name = read_name(document.text[span.start : span.end], home)
    if name.is_firm and name.sure >= 0.45 and _may_be_firm(name) and name.kind not in _PLACE_KINDS:
        yield _firm(span, name, rule, 0.7)


def _may_be_firm(name: Name) -> bool:
    return len(name.text) <= 18 and not _NOT_A_FIRM.search(name.text)


def _firm(span: Span, name: Name, rule: str, sure: float) -> Mention:
    start = span.start + (name.firm[0] if name.firm and name.is_firm else 0)
    return Mention(Span(start, span.end), EntityType.ENTERPRISE, rule, sure)


def _work(span: Span, name: Name, rule: str, sure: float, *, public: bool) -> Iterator[Mention]:
    weight = name.sure - (0.35 if public and name.kind != "legal" and not _FIRM_CLEAR.search(name.text) else 0)
    if name.firm and weight >= 0.5 and not (public and weight <= 0.5):
        firm = Span(span.start + name.firm[0], span.start + name.firm[1])
        yield Mention(firm, EntityType.ENTERPRISE, "firm-of-work", round(weight, 2))
    yield Mention(span, EntityType.PROJECT, rule, sure)


def _find_legal_forms(document: Document, home: Home) -> Iterator[Mention]:
    text = document.text
    for match in _LEGAL_FORM.finditer(text):
        start, core = match.start(), match.group()
        cuts = [cut.end() for cut in _CUT.finditer(core) if cut.end() < len(core) - 3]
        if cuts:
            start += cuts[-1]
            core = core[cuts[-1] :]
        if len(core) < 4 or _NOT_A_FIRM.search(core):
            continue
        name = read_name(core, home)
        if name.firm and name.firm[1] == len(core) and name.proper and name.sure >= 0.9:
            start += name.firm[0]
            yield Mention(Span(start, match.end()), EntityType.ENTERPRISE, "legal-form", 0.8)


def _find_parks(document: Document, frame: Frame, home: Home) -> Iterator[Mention]:
    text = document.text
    of = _kind_of_head(frame.head) if frame.closed else ""
    built = bool(_BUILT.search(frame.lead + "|" + frame.trail)) or of == "project"
    wished = bool(_WISHED.search(frame.lead))
    for span in (*frame.members, *([frame.actor] if frame.actor else ())):
        core = text[span.start : span.end]
        match = _ZONE.search(core) or _BASE.search(core)
        if not match or _NOT_A_PARK.search(core[: match.end()]):
            continue
        end = match.end()
        base = match.re is _BASE
        if base and not (wished and end == len(core)):
            continue
        part = core[:end]
        name = read_name(part, home)
        if len(part) > 24 or len(part) < 4 or _NOT_A_NAME.search(part):
            continue
        if not base and not name.proper and not (wished and len(part) >= 6):
            continue
        campus = bool(_CAMPUS.search(part))
        if campus and built and end == len(core) and frame.head != "园区":
            continue
        start = span.start
        if name.site and name.site < len(part) - 4 and _LONG_SITE.match(part[: name.site]):
            start += _LONG_SITE.match(part[: name.site]).end()  # type: ignore[union-attr]
        yield Mention(Span(start, span.start + end), EntityType.PARK, "wished-base" if base else "park-head", 0.7)


def _find_known(document: Document, sure: Iterable[Mention]) -> Iterator[Mention]:
    """Yield further mentions of firms that the text names surely somewhere."""
    known: dict[str, float] = defaultdict(float)
    for mention in sure:
        if mention.type is EntityType.ENTERPRISE and mention.confidence >= 0.8 and len(mention.span) >= 3:
            name = document.quote(mention.span)
            known[name] = max(known[name], mention.confidence)
    if not known:
        return
    for match in re.finditer(one_of(known), document.text):
        yield Mention(
            Span(match.start(), match.end()), EntityType.ENTERPRISE, "known-firm", round(0.9 * known[match.group()], 2)
        )


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
_SUPPORT = re.compile("支持|与|同|引进|招引|依托|推动|对接|服务|帮助|发挥|签约|扶持")
_COOPERATE = re.compile("合作|战略|签约|投资|发展壮大|做大做强|入驻|落户")
_WISHED = re.compile("打造|建设|培育|创建|争创|构建")
_PUBLIC = re.compile(one_of(_RULES["project"]["public"]))
_GENERIC = re.compile(one_of(_RULES["project"]["generic"]))
_CONCRETE = re.compile(one_of(read_rules("stages")["words"]["concrete"]))
_ABSTRACT = re.compile(f"(?:{one_of(_RULES['project']['abstract'])})$")
_CAPACITY = re.compile(r"\d")
_CAMPAIGN = re.compile("|".join(_RULES["project"]["campaign"]))
_ODD_WORK = re.compile("(?:项目|工程)$")
_FIRM_CLEAR = re.compile(one_of([*_RULES["firm"]["legal"], *(w for w in _RULES["firm"]["trade"] if w.endswith("业"))]))
_NOT_A_NAME = re.compile(
    r"[\d多余几数两三四五六七八九十][万亿]?(?:余|多)?[个家户项条座件批类处所台套件名](?!期)|[\d.]+[万亿]?(?:公里|亩|人|平方米)$|%|率$|的|一批"
    r"|^[\d.]+[万亿]元|投资"
)
_NOT_A_FIRM = re.compile(one_of(_RULES["firm"]["never"]) + "|[局委厅部院校县镇乡村区会所市省]$")
_LEGAL_FORM = re.compile(f"[一-龥A-Za-z（）]{{2,18}}?(?:{one_of(w for w in _RULES['firm']['legal'] if w != '股份')})")
_CUT = re.compile(one_of(_RULES["firm"]["cut"]))
_ZONE = re.compile(f"(?:{one_of(_RULES['park']['heads'])})")
_BASE = re.compile(f"(?:{one_of(_RULES['park']['bases'])})$")
_NOT_A_PARK = re.compile(one_of(_RULES["park"]["never"]))
_CAMPUS = re.compile(f"(?:{one_of(_RULES['park']['campus'])})$")
_LONG_SITE = re.compile("[一-龥]{2,}?省[一-龥]{2,}?市")
