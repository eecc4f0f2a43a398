"""Targets and what came of them: a promise of one report beside the result that a later one gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zhengtu.graph.lookup import Figure, Quote, local_name
from zhengtu.graph.store import Store
from zhengtu.graph.terms import normal_form, python_value, report_id

MEASURES = """
SELECT ?measure ?report ?kind ?comparator ?value ?upper ?unit ?base ?year ?modality ?indicator ?series
       ?about ?confidence ?rule ?exact ?start ?end ?section ?page WHERE {
  GRAPH ?report {
    ?measure zt:modality ?modality ; zt:seriesKey ?series ; zt:indicatorText ?indicator ; zt:kind ?kind ;
      zt:comparator ?comparator ; zt:value ?value ; zt:confidence ?confidence ; zt:rule ?rule ; zt:evidence ?evidence .
    ?evidence oa:exact ?exact ; oa:start ?start ; oa:end ?end .
    OPTIONAL { ?measure zt:year ?year } OPTIONAL { ?measure zt:upperValue ?upper }
    OPTIONAL { ?measure zt:unitText ?unit } OPTIONAL { ?measure zt:baseValue ?base }
    OPTIONAL { ?measure zt:about ?thing . ?thing skos:prefLabel ?about }
    OPTIONAL { ?evidence zt:sectionPath ?section } OPTIONAL { ?evidence zt:page ?page }
  }
}
"""
TOLERANCE = Decimal("0.03")
"""How far from “左右” a result may lie and still keep the promise, as a share of it."""


@dataclass(frozen=True, slots=True)
class Target:
    """A promised figure of ``place`` (of ``about``, where it is not the whole place) and its result.

    ``outcome`` is ``met``, ``missed``, ``told`` (a result that cannot be compared) or ``None``
    where the store has no result.
    """

    place: str
    about: str | None
    figure: Figure
    result: Figure | None = None
    outcome: str | None = None


def targets(
    store: Store, *, year: int | None = None, indicator: str | None = None, place: str | None = None
) -> tuple[Target, ...]:
    """Return the targets for ``year`` whose indicator and place have these words in them."""
    places = {r.iri: r.place or r.id for r in store.reports()}
    chosen = [iri for iri, name in places.items() if place is None or place in name]
    rows = [row for row in _rows(store, chosen, all_of_them=place is None) if row["report"] in places]
    results: dict[tuple[str, int | None], Any] = {}
    for row in rows:
        key = (row["series"], row["year"])
        if row["modality"] == "actual" and (key not in results or row["confidence"] > results[key]["confidence"]):
            results[key] = row
    wanted = normal_form(indicator) if indicator else ""
    found = [
        _target(places[row["report"]], row, results.get((row["series"], row["year"])))
        for row in rows
        if row["modality"] == "target" and wanted in normal_form(row["indicator"]) and year in (None, row["year"])
    ]
    return tuple(sorted(found, key=lambda t: (t.place, -(t.figure.year or 0), t.figure.quote.start)))


def outcome(target: Figure, ours: Decimal, theirs: Decimal) -> str:
    """Return what became of ``target``, given the result and the promise in one unit.

    A fall is a negative value: “下降3%以上” is kept by a deeper one, “降幅控制在3%以内” by a
    shallower one; a rank is kept by a smaller number.
    """
    falls = theirs < 0
    slack = abs(theirs) * TOLERANCE if target.comparator == "about_equal" else Decimal(0)
    least = (target.comparator == "at_most") == falls if target.kind != "rank" else False
    kept = ours >= theirs - slack if least else ours <= theirs + slack
    return "met" if kept else "missed"


def _target(place: str, row: dict[str, Any], result: dict[str, Any] | None) -> Target:
    figure = _figure(row)
    if result is None:
        return Target(place, row["about"], figure)
    came = _figure(result)
    told = _comparable(row, result)
    return Target(place, row["about"], figure, came, outcome(figure, *told) if told else "told")


def _comparable(row: dict[str, Any], result: dict[str, Any]) -> tuple[Decimal, Decimal] | None:
    """Return result and promise in one unit, or nothing where they have none in common."""
    if row["unit"] == result["unit"]:
        return result["value"], row["value"]
    if row["base"] is not None and result["base"] is not None:
        return result["base"], row["base"]
    return None


def _rows(store: Store, reports: Iterable[str], *, all_of_them: bool) -> Iterator[dict[str, Any]]:
    from pyoxigraph import NamedNode

    asked = [{}] if all_of_them else [{"report": NamedNode(iri)} for iri in reports]
    for bound in asked:
        table = store.select(MEASURES, **bound)
        for found in table:
            row = {name: python_value(term) for name, term in zip(table.columns, found, strict=True)}
            yield row | {key: local_name(str(row[key])) for key in ("kind", "comparator", "modality")}


def _figure(row: dict[str, Any]) -> Figure:
    return Figure(
        indicator=row["indicator"],
        kind=row["kind"],
        comparator=row["comparator"],
        value=row["value"],
        upper=row["upper"],
        unit=row["unit"] or "",
        year=row["year"],
        modality=row["modality"],
        quote=Quote(row["exact"], report_id(row["report"]), row["start"], row["end"], row["section"], row["page"]),
        confidence=float(row["confidence"]),
        rule=row["rule"],
    )
