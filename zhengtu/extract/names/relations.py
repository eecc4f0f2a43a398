"""How firms, works and parks hang together, and at which stage works stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhengtu.extract.names.clauses import one_of, read_rules, split_clauses, split_members
from zhengtu.extract.names.home import Home, home_of
from zhengtu.extract.names.index import Index, build_evidence, id_of
from zhengtu.extract.names.lists import Frame, find_frames
from zhengtu.extract.names.sites import find_seat, find_sites, is_inside
from zhengtu.extract.names.stages import find_stages
from zhengtu.model import Document, Entity, EntityType, Mention, Relation, Span

_Ground = tuple[Span, str | None]  # where it stands, and the entity if it is a park


def find_relations(document: Document, entities: Sequence[Entity], mentions: Sequence[Mention]) -> tuple[Relation, ...]:
    """Return undertakes, locatedIn, awarded, partnersWith and stage, each fact once."""
    frames = find_frames(document)
    index = Index(mentions)
    found: dict[tuple[str, str, str | None, str | None, str | None], Relation] = {}
    for rule in RULES:
        for relation in rule(document, frames, index):
            key = (relation.type, relation.head, relation.tail, relation.value, relation.modality)
            if key not in found or relation.evidence.confidence > found[key].evidence.confidence:
                found[key] = relation
    return tuple(found.values())


def _find_firms_in_names(document: Document, frames: Sequence[Frame], index: Index) -> Iterator[Relation]:
    for work in index.mentions:
        if work.type is EntityType.PROJECT:
            for firm in index.inside(work.span, EntityType.ENTERPRISE):
                sure = firm.confidence * work.confidence
                yield Relation(
                    "undertakes",
                    id_of(firm),
                    build_evidence(document, work.span, "firm-in-name", sure),
                    tail=id_of(work),
                )


def _find_actors(document: Document, frames: Sequence[Frame], index: Index) -> Iterator[Relation]:
    """Yield who builds the works of a clause: the firm before its verb, or before that of the clause in front."""
    last: tuple[int, int, Mention] | None = None  # sentence, end of the clause, firm
    for frame in frames:
        firm: Mention | None = None
        if frame.actor:
            firms = index.inside(frame.actor, EntityType.ENTERPRISE)
            firm = firms[-1] if firms else None
            if firm:
                last = (frame.sentence, frame.clause.end, firm)
        elif last and last[0] == frame.sentence and last[1] + 1 == frame.clause.start and _GOES_ON.match(frame.lead):
            firm = last[2] if document.text[last[1]] == "，" else None
        if firm is None:
            continue
        for work in index.works(frame):
            if not index.inside(work.span, EntityType.ENTERPRISE):
                span = Span(min(frame.clause.start, firm.span.start), frame.clause.end)
                yield Relation(
                    "undertakes",
                    id_of(firm),
                    build_evidence(document, span, "firm-builds", 0.8 * work.confidence),
                    tail=id_of(work),
                )


def _find_sites(document: Document, frames: Sequence[Frame], index: Index) -> Iterator[Relation]:
    home = home_of(document)
    for work in index.mentions:
        if work.type is not EntityType.PROJECT:
            continue
        text = document.quote(work.span)
        inside = index.inside(work.span, EntityType.PARK)
        parks = [p for p in inside if not _SAME_GROUND.fullmatch(text, p.span.end - work.span.start)]
        for park in parks:
            yield Relation(
                "locatedIn", id_of(work), build_evidence(document, work.span, "park-in-name", 0.8), tail=id_of(park)
            )
        if not parks:
            for site in find_sites(text, home):
                yield Relation(
                    "locatedIn", id_of(work), build_evidence(document, work.span, "site-in-name", 0.8), value=site
                )


def _find_homes_of_firms(document: Document, frames: Sequence[Frame], index: Index) -> Iterator[Relation]:
    """Yield the county in front of a firm's name where the firm itself is spoken of, not a work of it."""
    home = home_of(document)
    for firm in index.firms(Span(0, len(document.text))) if document.text else ():
        if site := find_seat(document.quote(firm.span), home):
            evidence = build_evidence(document, firm.span, "site-in-name", 0.6 * firm.confidence)
            yield Relation("locatedIn", id_of(firm), evidence, value=site)


def _find_grounds(document: Document, frames: Sequence[Frame], index: Index) -> Iterator[Relation]:
    """Yield what a park or county builds: “支持甲区建设乙项目”, and all that it is to do: “甲区要推进乙、丙项目”."""
    text, home = document.text, home_of(document)
    for sentence in document.sentences:
        agenda: list[_Ground] = []
        for start, end in split_clauses(text, sentence.span.start, sentence.span.end):
            lead = _BACKS.match(text, start, end)
            at = lead.end() if lead else start
            grounds, at = _read_grounds(text, at, end, index, home)
            said = _BUILDS.match(text, at, end) if grounds else None
            if said is None and grounds and lead and _LOOKS_AFTER.match(text, start, end):
                agenda, at = grounds, end
            elif said is None:
                grounds, at = agenda, start
            elif said.group() in ("要", "的"):
                agenda = grounds
            for work in index.inside(Span(at, end), EntityType.PROJECT) if grounds and at < end else ():
                for span, park in grounds:
                    evidence = build_evidence(
                        document, Span(span.start, work.span.end), "park-builds", 0.7 * work.confidence
                    )
                    tail, value = (park, None) if park else (None, document.quote(span))
                    yield Relation("locatedIn", id_of(work), evidence, tail=tail, value=value)


def _read_grounds(text: str, at: int, end: int, index: Index, home: Home) -> tuple[list[_Ground], int]:
    """Return the parks and counties that are listed from ``at`` on, and where they end."""
    found: list[_Ground] = []
    while at < end:
        parks = [m for m in index.starts.get(at, ()) if m.type is EntityType.PARK and m.span.end <= end]
        if parks:
            longest = max(parks, key=lambda m: m.span.end)
            span, park = longest.span, longest.entity
        elif size := next((n for n in (5, 4, 3, 2) if at + n <= end and is_inside(text[at : at + n], home)), 0):
            span, park = Span(at, at + size), None
        else:
            break
        found.append((span, park))
        at = span.end
        if text[at : at + 1] not in "、和":
            break
        at += 1
    return found, at


def _find_settlers(document: Document, frames: Sequence[Frame], index: Index) -> Iterator[Relation]:
    """Yield who settled in which park: “甲公司落户乙园区”, or “乙园区建成，甲等企业入驻”."""
    text, home = document.text, home_of(document)
    for sentence in document.sentences:
        for verb in _SETTLES.finditer(text, sentence.span.start, sentence.span.end):
            left = max(text.rfind(mark, sentence.span.start, verb.start()) for mark in "，；：") + 1
            left = max(left, sentence.span.start)
            right = next((at for at in range(verb.end(), sentence.span.end) if text[at] in "，；。"), sentence.span.end)
            if left >= verb.start():
                continue
            who = index.inside(Span(left, verb.start()), EntityType.PROJECT)
            if not who or verb.group() == "入驻":
                who = index.firms(Span(left, verb.start()))
            where, _ = _read_grounds(text, verb.end(), right, index, home)
            inside = index.inside(Span(verb.end(), right), EntityType.PARK)[:1] if verb.end() < right else []
            if not where and not inside and left > sentence.span.start:
                inside = index.inside(Span(sentence.span.start, left), EntityType.PARK)[-1:]
            for site, park in where or [(m.span, m.entity) for m in inside]:
                for firm in who:
                    span = Span(min(site.start, left), max(site.end, verb.end()))
                    evidence = build_evidence(document, span, "settles-in-park", 0.75 * firm.confidence)
                    tail, value = (park, None) if park else (None, document.quote(site))
                    yield Relation("locatedIn", id_of(firm), evidence, tail=tail, value=value)


def _find_partners(document: Document, frames: Sequence[Frame], index: Index) -> Iterator[Relation]:
    """Yield with whom a firm works together: “甲公司与乙大学共建…”, “甲公司携手丙集团…”."""
    text = document.text
    for firm in index.mentions:
        match = _PARTNERS.match(text, firm.span.end) if firm.type is EntityType.ENTERPRISE else None
        if match is None:
            continue
        evidence = build_evidence(document, Span(firm.span.start, match.end()), "works-with", min(0.8, firm.confidence))
        for start, end in split_members(text, match.start(1), match.end(1)):
            others = [m for m in index.inside(Span(start, end), EntityType.ENTERPRISE) if m.entity != firm.entity]
            if others:
                yield Relation("partnersWith", id_of(firm), evidence, tail=id_of(others[0]))
            elif _ORGANISATION.search(text[start:end]):
                yield Relation("partnersWith", id_of(firm), evidence, value=text[start:end])


def _find_awards(document: Document, frames: Sequence[Frame], index: Index) -> Iterator[Relation]:
    last: tuple[int, int, list[Mention]] | None = None
    types = (EntityType.ENTERPRISE, EntityType.PARK, EntityType.PROJECT)
    for frame in frames:
        text = frame.trail
        if frame.closed and _ADDED.fullmatch(frame.lead) and _TITLED.search(frame.more):
            winners = [m for span in frame.members for m in index.inside(span, *types) if m.span.start == span.start]
            text = "获评" + _COUNT.sub("", frame.more) + frame.head  # 新增甲、乙等3家国家级小巨人企业
        elif frame.predicate != "award":
            words = document.quote(frame.clause)
            if last and last[0] == frame.sentence and frame.clause.start == last[1] + 1 and _AWARD.match(words):
                winners, text = last[2], words
            else:
                first = [m for m in index.inside(frame.members[0], *types) if m.span.start == frame.members[0].start]
                if first and not frame.lead:
                    last = (frame.sentence, frame.clause.end, first[:1])
                elif last and frame.clause.start == last[1] + 1 and not index.inside(frame.clause, *types):
                    last = (last[0], frame.clause.end, last[2])  # 营业收入增长一成，获评…
                else:
                    last = None
                continue
        else:
            winners = [
                m
                for span in frame.members
                for m in index.inside(span, *types)
                if m.span.end == span.end
                or document.text[m.span.end : m.span.end + 1] == "”"
                or (m.span.start == span.start and len(frame.members) == 1)
            ]
            last = (frame.sentence, frame.clause.end, winners[:1]) if winners else None
        if not winners or document.sentences[frame.sentence].modality.is_future:
            continue
        for value in _read_honours(text, frame):
            for winner in dict.fromkeys(id_of(m) for m in winners):
                yield Relation(
                    "awarded", winner, build_evidence(document, frame.clause, "honour-verb", 0.8), value=value
                )


def _read_honours(text: str, frame: Frame) -> Iterator[str]:
    verb = _AWARD.match(text)
    if not verb:
        return
    rest = text[verb.end() :]
    if rest in ("", "落地", "建设") and frame.head:
        rest = frame.more + frame.head
    for value in re.split("、|和(?=国家|全国|省|自治区|首批|中国)|，", rest):
        value = _UNIQUE.sub("", _BY_WHOM.sub("", value)).strip("“”") if value.count("“") != 1 else value
        value = _UNIQUE.sub("", _BY_WHOM.sub("", _CERTIFIED.sub("", value)))
        if 3 <= len(value.strip("“”")) <= 30 and _HONOUR.search(value) and not _NO_HONOUR.search(value):
            yield value.strip("“”") if value.startswith("“") and value.endswith("”") else value


_WORDS = read_rules("relations")
_VERBS = re.sub("(?<=[获过])(国家级|国家|全国|中国|国务院|省)(?=[|]|$)", r"(?=\1)", one_of(_WORDS["awarded"]["verbs"]))
_ADDED = re.compile("(?:已|累计|成功)*(?:新增|新培育|培育|新认定)")
_TITLED = re.compile("国家级|省级|全国|中华|中国|小巨人|独角兽|瞪羚|单项冠军|灯塔")
_COUNT = re.compile("^[\\d一二三四五六七八九十两]+[家个户]")
_AWARD = re.compile(f"(?:并|已|再次|连续|成功|正式|同时|还|先后)*(?:{_VERBS})+(?:为|成为)?")
_HONOUR = re.compile(one_of(_WORDS["awarded"]["nouns"]) + r"|\d强")
_NO_HONOUR = re.compile("我[市县省区]|突破|同比|增长|亿元|主力|重要|支柱|标杆城|抓手|增长极|引擎")
_UNIQUE = re.compile("^(?:(?:全|我)[省市国区县州](?:唯一|首[个家批])|唯一|的|了)+")
_CERTIFIED = re.compile("(?:认定|复核|评审|评估|验收)+$")
_BY_WHOM = re.compile("^.{2,10}?(?:评定为|认定为|授予|评为|命名为)")
_GOES_ON = re.compile("做好|启动|年内|实现|推进|加快|完成|建成|建设|开工|新建|实施|打造|力争|确保|抓好")
_SAME_GROUND = re.compile("(?:（[^）]*）|项目|工程|建设)*")
_SETTLES = re.compile("入驻|落户|位于|坐落|扎根|迁入|(?<=[目程期）])(?:分别|相继)?在(?!建)")
_BACKS = re.compile("(?:支持|推动|鼓励|指导|引导|规划|在|统筹|用好|依托)+")
_LOOKS_AFTER = re.compile("统筹|用好|依托")
_BUILDS = re.compile("[要的]|(?:规划|加快|全力|启动|合作|联合)*(?:建设|打造|建成|新建|布局|实施|开工)")
_PARTNERS = re.compile(
    f"(?:通过)?(?:与|和|同|携手|联合)([^，。；]{{2,40}}?)等?(?:{one_of(_WORDS['partners']['verbs'])})"
)
_ORGANISATION = re.compile(f"(?:{one_of(_WORDS['partners']['organisations'])})$")
RULES = (
    find_stages,
    _find_firms_in_names,
    _find_actors,
    _find_sites,
    _find_homes_of_firms,
    _find_grounds,
    _find_settlers,
    _find_awards,
    _find_partners,
)
