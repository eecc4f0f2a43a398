"""The graph as plain rows: what a table of enterprises, projects, targets or relations holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zhengtu.errors import ZhengtuError
from zhengtu.graph.query import plain
from zhengtu.graph.store import Store
from zhengtu.graph.terms import report_id

Row = dict[str, object]

ENTITIES = ("Enterprise", "Project", "IndustryChain", "Park")


@dataclass(frozen=True, slots=True)
class Listing:
    """A table: its ``name``, the query for its rows and its columns with Chinese headings."""

    name: str
    title: str
    sparql: str
    columns: dict[str, str]


_ABOUT = {"report": "报告", "place": "地区", "report_year": "报告年份"}
_WORDS = {"confidence": "置信度", "sentence": "原句"}

FIRMS = Listing(
    "enterprises",
    "企业清单",
    """SELECT ?iri ?enterprise ?alias ?relation ?other ?sentence ?confidence WHERE {
      ?iri a zt:Enterprise ; skos:prefLabel ?enterprise .
      OPTIONAL { ?iri skos:altLabel ?alias }
      OPTIONAL { ?fact zt:subject ?iri ; zt:predicate ?relation ; zt:object/skos:prefLabel ?other ;
        zt:confidence ?confidence ; zt:evidence/oa:exact ?sentence } }""",
    {"enterprise": "企业", "alias": "别名", "relation": "关系", "other": "对象", **_WORDS, **_ABOUT},
)
PROJECTS = Listing(
    "projects",
    "项目清单",
    """SELECT ?iri ?project ?enterprise ?stage ?modality ?year ?sentence ?confidence WHERE {
      ?iri a zt:Project ; skos:prefLabel ?project .
      OPTIONAL { ?firm zt:undertakes ?iri ; skos:prefLabel ?enterprise }
      OPTIONAL { ?fact zt:project ?iri ; zt:stage ?stage ; zt:modality ?modality ; zt:confidence ?confidence ;
        zt:evidence/oa:exact ?sentence OPTIONAL { ?fact zt:year ?year } } }""",
    {
        "project": "项目",
        "enterprise": "企业",
        "stage": "阶段",
        "modality": "情况",
        "year": "年份",
        **_WORDS,
        **_ABOUT,
    },
)
_MEASURE = """SELECT ?iri ?about ?indicator ?kind ?comparator ?value ?upper ?unit ?year ?sentence ?confidence WHERE {
      ?iri a zt:KIND ; zt:indicatorText ?indicator ; zt:kind ?kind ; zt:comparator ?comparator ; zt:value ?value ;
        zt:confidence ?confidence ; zt:evidence/oa:exact ?sentence .
      OPTIONAL { ?iri zt:about/skos:prefLabel ?about } OPTIONAL { ?iri zt:upperValue ?upper }
      OPTIONAL { ?iri zt:unitText ?unit } OPTIONAL { ?iri zt:year ?year } }"""
_FIGURE = {
    "about": "对象",
    "indicator": "指标",
    "kind": "类型",
    "comparator": "比较",
    "value": "数值",
    "upper": "上限",
    "unit": "单位",
    "year": "年份",
    **_WORDS,
    **_ABOUT,
}
TARGETS = Listing("targets", "目标清单", _MEASURE.replace("KIND", "Target"), _FIGURE)
OBSERVATIONS = Listing("observations", "实绩清单", _MEASURE.replace("KIND", "Observation"), _FIGURE)
LISTINGS = (FIRMS, PROJECTS, TARGETS, OBSERVATIONS)

NODES = """SELECT ?iri ?type ?label WHERE { ?iri a ?type ; skos:prefLabel ?label .
  VALUES ?type { zt:Enterprise zt:Project zt:IndustryChain zt:Park zt:Organisation zt:Honour zt:Place } }"""
EDGES = """SELECT ?source ?relation ?target ?modality ?year ?confidence ?sentence WHERE {
  ?fact zt:subject ?source ; zt:predicate ?relation ; zt:object ?target ; zt:confidence ?confidence ;
    zt:evidence/oa:exact ?sentence .
  OPTIONAL { ?fact zt:modality ?modality } OPTIONAL { ?fact zt:year ?year } }"""
STAGES = """SELECT ?iri ?stage ?modality ?year WHERE {
  ?fact zt:project ?iri ; zt:stage ?stage ; zt:modality ?modality OPTIONAL { ?fact zt:year ?year } }"""


def find(name: str) -> Listing:
    """Return the list called ``name``, in English or Chinese.

    >>> find("项目清单").name
    'projects'
    """
    for found in LISTINGS:
        if name in (found.name, found.title):
            return found
    raise ZhengtuError(f"{name}: no such list; there are {', '.join(found.name for found in LISTINGS)}")


def rows(store: Store, listing: Listing) -> Iterator[Row]:
    """Yield the rows of a listing, one for each fact, in order; several names or firms share a cell."""
    reports = {report.id: report for report in store.reports()}
    several = ("alias", "enterprise") if listing is PROJECTS else ("alias",)
    merged: dict[tuple[object, ...], Row] = {}
    for row in _select(store, listing.sparql):
        report = reports.get(report_id(str(row["iri"])))
        if report is not None:
            row |= {"report": report.id, "place": report.place, "report_year": report.year}
        key = tuple(str(value) for name, value in row.items() if name not in several)
        known = merged.setdefault(key, row)
        for name in several:
            told = row.get(name)
            if told and told not in str(known.get(name) or "").split("、"):
                known[name] = f"{known[name]}、{told}" if known.get(name) else told
    for _, row in sorted(merged.items(), key=lambda entry: entry[0]):
        yield {name: row.get(name) for name in listing.columns}


def nodes(store: Store) -> list[Row]:
    """Return what a graph program draws as nodes: IRI, type, label, report; projects with their latest stage."""
    latest: dict[object, tuple[object, ...]] = {}
    for row in _select(store, STAGES):
        told = (row["year"] or 0, row["modality"] == "zt:actual", str(row["stage"]))
        latest[row["iri"]] = max(latest.get(row["iri"], told), told, key=str)
    spoken = {row["target"] for row in edges(store)} | {row["source"] for row in edges(store)}
    found = []
    for row in _select(store, NODES):
        name = str(row["type"]).removeprefix("zt:")
        if name not in ENTITIES and row["iri"] not in spoken:
            continue  # a place that nothing lies in
        year, _, stage = latest.get(row["iri"], ("", "", ""))
        in_report = report_id(str(row["iri"])) if "/report/" in str(row["iri"]) else ""
        found.append(row | {"type": name, "report": in_report, "stage": str(stage).removeprefix("zt:"), "year": year})
    return sorted(found, key=lambda row: (str(row["iri"]), str(row["type"]), str(row["label"])))


def edges(store: Store) -> list[Row]:
    """Return what a graph program draws as edges: source, relation, target, with what is said about them."""
    found = [row | {"relation": str(row["relation"]).removeprefix("zt:")} for row in _select(store, EDGES)]
    return sorted(found, key=lambda row: tuple(str(value) for value in row.values()))


def _select(store: Store, sparql: str) -> Iterator[Row]:
    table = store.select(sparql)
    for row in table:
        yield {name: None if term is None else plain(term) for name, term in zip(table.columns, row, strict=True)}
