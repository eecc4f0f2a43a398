"""Answers of look-ups other than profiles: targets, what was found, paths, reports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from zhengtu.ontology import vocab
from zhengtu.viz import profiles
from zhengtu.viz.tables import Column, Table, as_json, render_page, render_rows
from zhengtu.viz.words import word

if TYPE_CHECKING:
    from zhengtu.graph.entries import StoredReport
    from zhengtu.graph.lookup_find import Found
    from zhengtu.graph.lookup_path import Way
    from zhengtu.graph.lookup_targets import Target
    from zhengtu.graph.stats import Summary

PLACE = Column("place", "地区", "Place")
ABOUT = Column("about", "对象", "About")
RESULT = Column("result", "结果", "Result")
OUTCOME = Column("outcome", "完成情况", "Outcome")
MACHINERY = ("Activity", "Evidence", "TextPositionSelector", "TextQuoteSelector", "Statement")
"""Classes of the graph that are there for machines."""
RESULT_SENTENCE = Column("result_sentence", "结果原句", "Sentence of the result")


def render_targets(
    targets: Sequence[Target],
    reports: Sequence[StoredReport],
    *,
    format: str = "table",
    lang: str = "zh",
    evidence: bool = False,
    width: int | None = None,
) -> str:
    """Return targets with their results, one row each."""
    plain = format in ("json", "csv")
    writer = profiles.Writer(reports, lang, plain=plain)
    rows = []
    for target in targets:
        row = {**writer.figure_row(target.figure), "place": target.place, "about": target.about}
        if plain:
            row |= {f"result_{k}": getattr(target.result, k, None) for k in ("value", "upper", "unit", "comparator")}
            row |= {"outcome": target.outcome, "result_report": target.result.quote.report if target.result else None}
        else:
            row |= {"result": profiles.figure_words(target.result) if target.result else None}
            row |= {"outcome": word(f"outcome.{target.outcome or 'none'}", lang)}
        result = writer.quote_row(target.result.quote, target.result) if target.result else {}
        rows.append({**row, **{f"result_{k}": v for k, v in result.items() if k != "report"}})
    said = (profiles.SENTENCE, *writer.traced()) if evidence or format == "json" else ()
    if said and (plain or any(target.result for target in targets)):
        grounds = (Column("result_grounds", "结果依据", "Grounds of the result"),)
        traced = tuple(Column(f"result_{c.key}", c.zh, c.en) for c in writer.traced()) if plain else grounds
        said = (*said, RESULT_SENTENCE, *traced)
    columns = (PLACE, profiles.YEAR, profiles.INDICATOR, profiles.VALUE, RESULT, OUTCOME, ABOUT, *said)
    if plain:
        names = ("kind", "comparator", "value", "upper", "unit", "report", "outcome", "result_value", "result_upper")
        more = tuple(Column(k, k, k) for k in (*names, "result_unit", "result_comparator", "result_report"))
        columns = (PLACE, profiles.YEAR, profiles.INDICATOR, ABOUT, *more, *said)
    elif not any(row["about"] for row in rows):
        columns = tuple(c for c in columns if c is not ABOUT)
    return render_rows(rows, columns, format=format, lang=lang, width=width)


def render_stats(summary: Summary, *, format: str = "table", lang: str = "zh", width: int | None = None) -> str:
    """Return how much a store holds: codes for machines, labels of the ontology for people."""
    columns = (
        Column("of", "类别", "Kind"),
        Column("what", "内容", "What"),
        Column("count", "数量", "Count", number=True),
    )
    rows = [dict(zip(("of", "what", "count"), row, strict=True)) for row in summary.rows()]
    if format in ("json", "csv"):
        return render_rows(rows, columns, format=format, lang=lang)
    shown = []
    for row in rows:
        code, _, modality = str(row["what"]).partition(" (")
        name = _label(code, lang) + (f"（{_label(modality.rstrip(')'), lang)}）" if modality else "")
        if row["of"] != "class" or code not in MACHINERY:
            shown.append({"of": word(f"counted.{row['of']}", lang), "what": name, "count": row["count"]})
    return render_rows(profiles.blank_repeats(shown, ("of",)), columns, format=format, lang=lang, width=width)


def _label(code: str, lang: str) -> str:
    if code in ("reports", "triples"):
        return word(f"counted.{code}", lang)
    labels = vocab.LABELS.get(getattr(vocab.ZT, code)) if code in vocab.ZT else None
    return labels[lang] if labels else code


def render_found(
    found: Found, reports: Sequence[StoredReport], *, format: str = "table", lang: str = "zh", width: int | None = None
) -> str:
    """Return the things and the sentences that a search found."""
    plain = format in ("json", "csv")
    report = profiles.Writer(reports, lang, plain=plain).report
    things = [
        {
            "name": name.label,
            "type": name.type if plain else word(f"type.{name.type}", lang),
            "report": report(name.report),
            "definition": found.definitions.get(name.iri),
        }
        for name in found.names
    ]
    quotes = [{"sentence": words.text, "report": report(words.report)} for words in found.quotes]
    defined = (Column("definition", "释义", "Definition"),) if plain or found.definitions else ()
    tables = (
        Table((profiles.NAME, profiles.TYPE, profiles.REPORT, *defined), tuple(things), "names", "名称", "Names"),
        Table((profiles.REPORT, profiles.SENTENCE), tuple(quotes), "sentences", "原句", "Sentences"),
    )
    shown = tables if plain else tuple(t for t in tables if t.rows)
    return render_page(shown, head={"text": found.text}, format=format, lang=lang, width=width)


def render_way(
    way: Way,
    reports: Sequence[StoredReport],
    *,
    format: str = "table",
    lang: str = "zh",
    evidence: bool = False,
    width: int | None = None,
) -> str:
    """Return the steps from one thing to another, each with its sentence; with ``evidence`` also rule and confidence."""
    plain = format in ("json", "csv")
    writer = profiles.Writer(reports, lang, plain=plain)
    rows = []
    for step in way.steps:
        relation = step.fact.relation if plain else word(f"relation.{step.fact.relation}", lang)
        if plain:
            mark = {"relation": relation, "inverse": step.fact.inverse}
        else:
            mark = {"relation": f"← {relation}" if step.fact.inverse else f"{relation} →"}
        said = writer.quote_row(step.fact.quote, step.fact)
        rows.append({"from": step.source, **mark, "to": step.target, **said})
    if format == "json":
        return as_json({"from": way.start, "to": way.end, "steps": rows})
    columns = (
        Column("from", "从", "From"),
        profiles.RELATION,
        *((Column("inverse", "inverse", "inverse"),) if plain else ()),
        Column("to", "到", "To"),
        profiles.REPORT,
        profiles.SENTENCE,
        *(writer.traced() if evidence else ()),
    )
    return render_rows(rows, columns, format=format, lang=lang, width=width)


def render_sources(
    reports: Sequence[StoredReport], *, format: str = "table", lang: str = "zh", width: int | None = None
) -> str:
    """Return the reports that a store holds."""
    columns = (
        Column("id", "报告", "Report"),
        PLACE,
        profiles.YEAR,
        Column("review_year", "回顾年份", "Reviews", number=True),
        Column("title", "标题", "Title"),
        *((Column("digest", "digest", "digest"), Column("generator", "g", "g")) if format in ("json", "csv") else ()),
    )
    rows = [{c.key: getattr(report, c.key) for c in columns} for report in reports]
    return render_rows(rows, columns, format=format, lang=lang, width=width)
