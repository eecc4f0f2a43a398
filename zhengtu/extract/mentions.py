"""Where a text names a firm, a work or a park.

Each witness (a list with its head, a stage verb, an honour, a legal form, a brand in front of a
product) proposes mentions with a rule and a confidence; who they are is decided in ``identity``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhengtu.extract.lists import Frame, find_frames, one_of, read_rules
from zhengtu.extract.names import Name, read_name
from zhengtu.model import Document, EntityType, Mention, Span


@dataclass(frozen=True, slots=True)
class Found:
    """A mention with what its name was made of; ``firm`` is the span of the firm inside a work's name."""

    mention: Mention
    name: Name
    frame: Frame | None = None
    firm: Span | None = None


def find_mentions(document: Document) -> tuple[Found, ...]:
    """Return what each witness proposes, in the order of the text."""
    home = home_of(document)
    found: list[Found] = []
    for frame in find_frames(document):
        found.extend(_read_frame(document, frame, home))
    found.extend(_find_legal_forms(document, home))
    found.extend(_find_parks(document, home))
    return tuple(_keep_best(found))


def home_of(document: Document) -> str:
    """Return the short name of the document's own place, such as 河间 for 河间市."""
    place = document.jurisdiction or ""
    own = re.split("(?<=[省市州盟区])", place)
    last = [part for part in own if part]
    name = last[-1] if last else place
    short = re.sub(
        "(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|[^省市]{2,8}族自治[州县旗]|自治[州县旗]|[省市区县旗州盟])$", "", name
    )
    return short if len(short) >= 2 else name


def _read_frame(document: Document, frame: Frame, home: str) -> Iterator[Found]:
    text = document.text
    names = [(span, read_name(text[span.start : span.end], home)) for span in frame.members]
    said = frame.lead + "|" + frame.trail
    staged = bool(_STAGED.search(said))
    of = _kind_of_head(frame.head) if frame.closed else ""
    proper = any(name.proper for _, name in names)
    if of == "firm":
        for span, name in names:
            if name.proper and _may_be_firm(name):
                yield _firm(document, span, name, frame, "firm-list", 0.9)
        return
    if of == "other" and not (frame.head in ("园区", "平台") or names[0][1].kind in ("works", "park")):
        return
    award = _AWARD.match(frame.trail)
    does = _FIRM_DOES.match(frame.trail) or _FIRM_DOES.match(frame.trail[2:])
    for span, name in names:
        core = name.text
        if _NOT_A_NAME.search(core) or len(core) < 2:
            continue
        if award or does:
            if _may_be_firm(name) and name.kind not in ("works", "sites", "park"):
                whole = name.firm and name.firm[1] == len(core) and name.firm[0] in (0, name.site)
                if whole and name.sure >= 0.45:
                    yield _firm(document, span, name, frame, "honoured" if award else "firm-acts", 0.75)
            continue
        if of == "project":
            if not (name.proper or proper or (staged and len(core) >= 6)) or _GENERIC.search(core):
                continue
            yield from _work(document, span, name, frame, "work-list", 0.9 if name.proper else 0.7)
        elif staged and name.kind in ("works", "sites", "park", "plant"):
            if not name.proper and not (len(core) >= 6 and core.endswith(("项目", "工程"))):
                continue
            if _GENERIC.search(core) or len(core) < 3:
                continue
            if name.kind == "park" and not (_BUILT.search(said) and _SITE_PARK.search(core)):
                continue
            if name.kind == "sites" and not _BUILT.search(said):
                continue
            if of == "other":
                continue
            yield from _work(document, span, name, frame, "staged-work", 0.75)
        elif _SUPPORT.search(frame.lead) or _COOPERATE.search(frame.trail):
            whole = name.firm and name.firm[1] == len(core) and name.firm[0] in (0, name.site)
            if whole and name.sure >= 0.8 and _may_be_firm(name):
                yield _firm(document, span, name, frame, "supported-firm", 0.7)


def _may_be_firm(name: Name) -> bool:
    return not _NOT_A_FIRM.search(name.text) and len(name.text) <= 18 and name.kind not in ("park",)


def _firm(document: Document, span: Span, name: Name, frame: Frame | None, rule: str, sure: float) -> Found:
    start = span.start + (name.site if name.firm and name.firm[0] == name.site and name.kind != "legal" else 0)
    return Found(Mention(Span(start, span.end), EntityType.ENTERPRISE, rule, sure), name, frame)


def _work(document: Document, span: Span, name: Name, frame: Frame, rule: str, sure: float) -> Iterator[Found]:
    firm = None
    if name.firm and name.sure >= 0.5:
        firm = Span(span.start + name.firm[0], span.start + name.firm[1])
        yield Found(Mention(firm, EntityType.ENTERPRISE, "firm-of-work", name.sure), name, frame)
    yield Found(Mention(span, EntityType.PROJECT, rule, sure), name, frame, firm)


def _find_legal_forms(document: Document, home: str) -> Iterator[Found]:
    text = document.text
    for match in _LEGAL_FORM.finditer(text):
        start = match.start()
        core = match.group()
        cut = 0
        for cutter in _CUT.finditer(core):
            if cutter.end() < len(core) - 2:
                cut = cutter.end()
        start += cut
        core = core[cut:]
        if len(core) < 4 or _NOT_A_FIRM.search(core):
            continue
        name = read_name(core, home)
        if name.firm and name.firm[1] == len(core) and name.proper and name.sure >= 0.9:
            yield Found(Mention(Span(start, match.end()), EntityType.ENTERPRISE, "legal-form", 0.8), name)


def _find_parks(document: Document, home: str) -> Iterator[Found]:
    text = document.text
    for frame in find_frames(document):
        for span in (*frame.members, *([frame.actor] if frame.actor else ())):
            core = text[span.start : span.end]
            match = _PARK.search(core)
            if not match:
                continue
            part = core[: match.end()]
            name = read_name(part, home)
            if not name.proper or _NOT_A_PARK.search(part) or len(part) < 4 or len(part) > 24:
                continue
            if name.head and len(name.head) == len(part):
                continue
            yield Found(
                Mention(Span(span.start, span.start + len(part)), EntityType.PARK, "park-head", 0.7), name, frame
            )


def _kind_of_head(head: str) -> str:
    if head in _PROJECT_HEADS:
        return "project"
    if head in _FIRM_HEADS:
        return "firm"
    return "other" if head else ""


def _keep_best(found: list[Found]) -> Iterator[Found]:
    """Drop a mention of the same type that overlaps a surer one, and order the rest."""
    taken: dict[EntityType, list[Span]] = {}
    for item in sorted(found, key=lambda f: (-f.mention.confidence, -len(f.mention.span))):
        spans = taken.setdefault(item.mention.type, [])
        if not any(item.mention.span.overlaps(span) for span in spans[-400:]):
            spans.append(item.mention.span)
            yield item


_RULES = read_rules("entities")
_STAGES = read_rules("stages")["stages"]
_RELATIONS = read_rules("relations")
_PROJECT_HEADS = set(_RULES["lists"]["projects"])
_FIRM_HEADS = set(_RULES["lists"]["firms"])
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
_FIRM_DOES = re.compile(one_of([*_RELATIONS["subject"]["says"], *_RELATIONS["subject"]["does"]]))
_SUPPORT = re.compile("支持|与|同|引进|招引|依托|推动|对接|服务|帮助|发挥|签约|扶持")
_COOPERATE = re.compile("合作|战略|签约|投资|发展壮大|做大做强|入驻|落户")
_GENERIC = re.compile(one_of(_RULES["project"]["generic"]))
_NOT_A_NAME = re.compile(
    r"^[\d.]+[万亿]?[个家户元条项公亩平米吨人件台套座]|[\d.]+[万亿]?[个家户条项亩座处件台套所](?:以上)?$|%|率$"
)
_NOT_A_FIRM = re.compile(one_of(_RULES["firm"]["never"]) + "|[局委厅部院校县镇乡村区会所]$")
_LEGAL_FORM = re.compile(f"[一-龥A-Za-z（）]{{2,18}}?(?:{one_of(w for w in _RULES['firm']['legal'] if w != '股份')})")
_CUT = re.compile(one_of(_RULES["firm"]["cut"]))
_PARK = re.compile(f"(?:{one_of(_RULES['park']['heads'])})")
_NOT_A_PARK = re.compile(one_of(_RULES["park"]["never"]))
_SITE_PARK = re.compile("园|基地|中心|城$")
