"""Targets and what came of them: a promise of one report beside the result that a later one gives."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pyoxigraph import Literal

from zhengtu.graph.said import COLUMNS
from zhengtu.graph.store import IndexedStore, Store
from zhengtu.graph.terms import local_name, normal_form, python_value, report_id
from zhengtu.graph.terms import year as year_literal
from zhengtu.graph.things import Figure, Quote

Values = dict[str, Any]

MEASURES = """
SELECT ?measure ?kind ?comparator ?value ?upper ?unit ?base ?year ?modality ?indicator ?series
       ?about ?confidence ?rule ?exact ?start ?end ?section ?page WHERE { GRAPHS {
  FIRST
  ?measure zt:seriesKey ?series ; zt:indicatorText ?indicator ; zt:kind ?kind ; zt:modality ?modality ;
    zt:comparator ?comparator ; zt:value ?value ; zt:confidence ?confidence ; zt:rule ?rule ; zt:evidence ?evidence .
  ?evidence oa:exact ?exact ; oa:start ?start ; oa:end ?end .
  OPTIONAL { ?measure zt:year ?year } OPTIONAL { ?measure zt:upperValue ?upper }
  OPTIONAL { ?measure zt:unitText ?unit } OPTIONAL { ?measure zt:baseValue ?base }
  OPTIONAL { ?measure zt:about ?thing . ?thing skos:prefLabel ?about }
  OPTIONAL { ?evidence zt:sectionPath ?section } OPTIONAL { ?evidence zt:page ?page }
} }
"""
AT_ONCE = 400  # series in one query
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
    store: Store,
    *,
    year: int | None = None,
    indicator: str | None = None,
    place: str | None = None,
    least: float = 0.0,
) -> tuple[Target, ...]:
    """Return the targets for ``year`` whose indicator and place have these words in them.

    Targets and results of less confidence than ``least`` are left out.
    """
    wanted = normal_form(indicator) if indicator else ""
    places = {r.iri: r.place or r.id for r in store.reports()}
    chosen = [iri for iri, name in places.items() if place is None or place in name]
    if isinstance(store, IndexedStore):
        promises = _read(store.index.targets(chosen, year))
    else:
        promises = _promises(store, None if place is None else chosen, year, wanted)
    rows = [
        row
        for row in promises
        if row["report"] in places and wanted in normal_form(row["indicator"]) and row["confidence"] >= least
    ]
    results = _results(store, {row["series"] for row in rows}, year, least)
    found = [_target(places[row["report"]], row, results.get((row["series"], row["year"]))) for row in rows]
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


def _target(place: str, row: Values, result: Values | None) -> Target:
    figure = _figure(row)
    if result is None:
        return Target(place, row["about"], figure)
    came = _figure(result)
    told = _comparable(row, result)
    return Target(place, row["about"], figure, came, outcome(figure, *told) if told else "told")


def _comparable(row: Values, result: Values) -> tuple[Decimal, Decimal] | None:
    """Return result and promise in one unit, or nothing where they have none in common."""
    if row["unit"] == result["unit"]:
        return result["value"], row["value"]
    if row["base"] is not None and result["base"] is not None:
        return result["base"], row["base"]
    return None


def _promises(store: Store, reports: list[str] | None, said_of: int | None, words: str) -> Iterator[Values]:
    """Yield the targets of ``reports``, or of all; within its graph the engine needs 2 ms for a report, not 30."""
    wanted = "?measure a zt:Target ."
    if said_of:
        wanted = f"?measure zt:year {year_literal(said_of)} ; a zt:Target ."
    if words:
        wanted += f" ?measure zt:indicatorText ?words . FILTER(CONTAINS(LCASE(?words), {Literal(words)}))"
    for graph in [""] if reports is None else [f"GRAPH <{iri}>" for iri in reports]:
        yield from _rows(store, wanted, graph)


def _results(store: Store, series: set[str], said_of: int | None, least: float) -> dict[tuple[str, int | None], Values]:
    """Return the surest observation of each series and year."""
    keys = sorted(series)
    if isinstance(store, IndexedStore):
        rows = _read(store.index.observations(keys, said_of))
    else:
        rows = _observations(store, keys, said_of)
    found: dict[tuple[str, int | None], Values] = {}
    for row in rows:
        if row["confidence"] < least:
            continue
        known = found.setdefault((row["series"], row["year"]), row)
        if (row["confidence"], known["measure"]) > (known["confidence"], row["measure"]):
            found[row["series"], row["year"]] = row
    return found


def _observations(store: Store, keys: list[str], said_of: int | None) -> Iterator[Values]:
    told = f"; zt:year {year_literal(said_of)} " if said_of else ""
    for start in range(0, len(keys), AT_ONCE):
        asked = " ".join(str(Literal(key)) for key in keys[start : start + AT_ONCE])
        yield from _rows(
            store, f"VALUES ?series {{ {asked} }} ?measure zt:seriesKey ?series {told}; a zt:Observation ."
        )


def _read(told: Iterable[str]) -> Iterator[Values]:
    """Yield measures as the index keeps them."""
    for one in told:
        row: Values = dict(zip(COLUMNS, json.loads(one), strict=True))
        row |= zip(("exact", "start", "end", "section", "page"), row.pop("quote"), strict=True)
        row |= {key: None if row[key] is None else Decimal(row[key]) for key in ("value", "upper", "base")}
        yield row | {"report": row["measure"].partition("/measure/")[0]}


def _rows(store: Store, first: str, graph: str = "") -> Iterator[Values]:
    """Yield measures; ``first`` is the pattern that chooses most, for the engine keeps to the order."""
    table = store.select(MEASURES.replace("FIRST", first).replace("GRAPHS", graph))
    for found in table:
        row = {name: python_value(term) for name, term in zip(table.columns, found, strict=True)}
        row["report"] = str(row["measure"]).partition("/measure/")[0]
        yield row | {key: local_name(str(row[key])) for key in ("kind", "comparator", "modality")}


def _figure(row: Values) -> Figure:
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
