"""Every number of a report as a measure, or as dropped with the reason."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from zhengtu.extract.figures.grammar import read_figures
from zhengtu.extract.figures.indicators import find_concept
from zhengtu.extract.figures.items import Figure, find_items
from zhengtu.extract.figures.projects import PROJECT_RULES, find_capacities
from zhengtu.extract.figures.quantities import find_amounts
from zhengtu.model import Document, Dropped, Entity, EntityType, Evidence, Measure, Mention, Sentence, Span

# The share of each rule's figures that the dev benchmark has too (942 figures), rounded down to 0.05
# where a rule made fewer than 40.
CONFIDENCE = {
    "level-after-name": 0.97,
    "growth-after-name": 0.98,
    "change-after-name": 0.85,
    "count-before-name": 0.94,
    "count-before-shared-name": 0.9,
    "rank": 0.95,
    "dealt-out": 0.9,
    "one-value-for-all": 0.85,
    "level-of-topic": 0.85,
    "growth-of-topic": 0.95,
    "change-of-topic": 0.9,
    "project-capacity": 0.95,
    "project-investment": 0.9,
}

# Outputs that mean little without what puts out; 产业规模 and 投资 are mostly of a place.
BARE_OUTPUT = frozenset(
    {"产值", "总产值", "综合产值", "营收", "营业收入", "销售收入", "主营业务收入", "产量", "产能", "装机容量", "增加值"}
)


def find_measures(
    document: Document, entities: Sequence[Entity], mentions: Sequence[Mention]
) -> tuple[tuple[Measure, ...], tuple[Dropped, ...]]:
    """Return the measures of ``document``, and its numerals that make none, with the reason of each."""
    measures: list[Measure] = []
    dropped: list[Dropped] = []
    names = sorted(mentions, key=lambda m: (m.span.start, -m.span.end))
    starts = [m.span.start for m in names]
    opener: Sentence | None = None
    for sentence in document.sentences:
        here = names[bisect_left(starts, sentence.span.start) : bisect_left(starts, sentence.span.end)]
        opens = opener is None or sentence.paragraph != opener.paragraph
        opener = sentence if opens else opener
        figures, lost = _read_sentence(document, sentence, here, opens=opens)
        if any(f.indicator in BARE_OUTPUT and f.subject is None for f in figures):
            figures = [_about_chain(f, names, _spoken_of(document, sentence, opener, f)) for f in figures]
        measures += (_measure(document, sentence, f) for f in figures)
        dropped += lost
    dropped += _outside(document)
    measures, repeated = _split_repeated(measures)
    dropped += repeated
    return tuple(measures), tuple(sorted(dropped, key=lambda d: d.span))


def _split_repeated(measures: list[Measure]) -> tuple[list[Measure], list[Dropped]]:
    """Keep of a figure that a report tells twice the first; short names may mean other things (5个项目)."""
    first: dict[tuple[object, ...], Measure] = {}
    kept: list[Measure] = []
    repeated: list[Dropped] = []
    for m in measures:
        key = (m.concept, m.kind, m.op, m.value, m.upper, m.unit, m.year, m.modality, m.subject)
        before = first.setdefault(key, m)
        if before is m or len(m.indicator) < 5 or before.evidence.span.overlaps(m.evidence.span):
            kept.append(m)
        else:
            repeated.append(Dropped(m.evidence.span, m.evidence.quote, "repeated", m.evidence.rule))
    return kept, repeated


def _outside(document: Document) -> Iterator[Dropped]:
    """Yield the numerals that stand in no sentence: in headings, the glossary, remains of pages."""
    place = 0
    headings = sorted(s.heading for s in document.sections)
    terms = sorted(t.span for t in document.terms)
    for end, begin in [*((s.span.start, s.span.end) for s in document.sentences), (len(document.text), 0)]:
        for amount in find_amounts(document.text, place, end) if end > place else ():
            if not amount.numeral.arabic:
                continue
            inside = (
                "heading" if _within(amount.body, headings) else "glossary" if _within(amount.body, terms) else "margin"
            )
            yield Dropped(amount.body, document.quote(amount.body), inside, "outside-of-sentences")
        place = max(place, begin)


def _within(span: Span, others: list[Span]) -> bool:
    i = bisect_right(others, span.start, key=lambda o: o.start) - 1
    return i >= 0 and others[i].contains(span)


def _read_sentence(
    document: Document, sentence: Sentence, names: Sequence[Mention], *, opens: bool
) -> tuple[list[Figure], list[Dropped]]:
    text, span = document.text, sentence.span
    items, skipped = find_items(text, span.start, span.end, opens, names)
    figures = read_figures(text, span.start, span.end, items, names)
    capacities = list(find_capacities(text, skipped))
    figures += capacities
    used = {f.item.start for f in figures}
    dropped = [
        Dropped(s.span, document.quote(s.span), s.reason, s.rule)
        for s in skipped
        if not (s.amount and s.amount.quantity.span.start in used)
    ]
    for item in items:
        if item.start not in used:
            place = Span(item.start, item.end)
            dropped.append(Dropped(place, document.quote(place), "unclear", "no-name-found"))
    return sorted(figures, key=lambda f: f.item.start), dropped


def _spoken_of(document: Document, sentence: Sentence, opener: Sentence | None, figure: Figure) -> list[Span]:
    """Return the words that can say what ``figure`` is of, the nearest first."""
    found = [Span(sentence.span.start, max(figure.item.start, sentence.span.start + 1))]
    found += [sentence.topic] if sentence.topic else []
    found += [opener.span] if opener else []
    found += [document.sections[sentence.section].heading] if sentence.section is not None else []
    return found


def _about_chain(figure: Figure, names: Sequence[Mention], spoken_of: Sequence[Span]) -> Figure:
    """Say which chain a bare 产值 is of: the only one that the nearest of ``spoken_of`` names."""
    if figure.subject is not None or figure.indicator not in BARE_OUTPUT:
        return figure
    for span in spoken_of:
        chains = {m.entity for m in names if m.type is EntityType.INDUSTRY_CHAIN and span.contains(m.span)}
        if chains:
            return replace(figure, subject=chains.pop()) if len(chains) == 1 else figure
    return figure


def _measure(document: Document, sentence: Sentence, figure: Figure) -> Measure:
    modality, year = _modality_and_year(document, sentence, figure)
    return Measure(
        indicator=figure.indicator,
        kind=figure.kind,
        op=figure.op,
        value=figure.value,
        unit=figure.unit,
        year=year,
        modality=modality,
        evidence=Evidence(figure.clause, document.quote(figure.clause), figure.rule, CONFIDENCE[figure.rule]),
        upper=figure.upper,
        subject=figure.subject,
        concept=find_concept(figure.indicator),
    )


def _modality_and_year(document: Document, sentence: Sentence, figure: Figure) -> tuple[str, int | None]:
    """Return what the sentence says, unless the words before the figure say otherwise."""
    text, start, place = document.text, sentence.span.start, figure.item.start
    future, year = sentence.modality.is_future, sentence.year
    clause = text[max(start, min(figure.clause.start, place - 1)) : place]
    if figure.timeless and figure.rule not in PROJECT_RULES:  # the old value
        found = _OWN_YEAR.search(clause)
        return "actual", int(found[1]) if found else None
    if future and figure.kind == "rank" and not _HOPED.search(text[start:place]):
        future, year = False, document.review_year or year
    elif not future and _EXPECTED.search(clause):
        future, year = True, document.report_year or year
    if found := _BY_YEAR.search(text[start:place]):
        year = int(found[1])
        future = future or year >= (document.report_year or year + 1)
    if found := _OWN_YEAR.search(clause):
        year = int(found[1])
    if figure.timeless or _LATER.search(clause) or (future and _EVERY_YEAR.match(clause)):
        year = None
    return "target" if future else "actual", year


_HOPED = re.compile("力争|争取(?!到)|确保|努力|目标|奋力|争当|进位|升至|提升至|保持|达到|跻身|进入")
_EXPECTED = re.compile("力争|奋斗目标|将(?:达|超|突破|新增|形成|带动|实现)|(?:建成|投产|达产|投用|投运)后")
_LATER = re.compile("(?:建成|投产|达产|投用|投运)后[^，。；]*$")
_EVERY_YEAR = re.compile("[、，]?即?每年")
_BY_YEAR = re.compile("(?:到|至)(20[0-9]{2})年(?:底|末)?[，、]?[^。；0-9]*$")
_OWN_YEAR = re.compile("(?:(?<!恢复)[到至]|[从由])(20[0-9]{2})年(?:底|末|初)?的?(?:约|近|超过?|将近|不足)?$")
