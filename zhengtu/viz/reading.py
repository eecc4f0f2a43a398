"""From a store to a view: plain questions per report, or per thing, joined here.

The same thing in two reports of one place is one node: same type, and a name in common.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from zhengtu.viz.model import Fact, Figure, MapNode, MapReport, MapView, Quote, figure_text

if TYPE_CHECKING:
    from zhengtu.graph.store import Store

Row = Mapping[str, Any]

REPORTS = """
SELECT DISTINCT ?report ?title ?year ?place WHERE {
  ?report a zt:Report .
  OPTIONAL { ?report dcterms:title ?title }
  OPTIONAL { ?report zt:reportYear ?year }
  OPTIONAL { ?report zt:jurisdiction ?where . ?where skos:prefLabel ?place }
} ORDER BY ?report
"""
THINGS = """
SELECT ?report ?thing ?type ?name ?evidence ?confidence WHERE { GRAPH ?report {
  ?thing skos:prefLabel ?name ; a ?type .
  FILTER(?type IN (zt:Enterprise, zt:Project, zt:IndustryChain, zt:Park, zt:Organisation))
  OPTIONAL { ?thing zt:evidence ?evidence }
  OPTIONAL { ?thing zt:confidence ?confidence }
} }
"""
ALIASES = "SELECT ?report ?thing ?name WHERE { GRAPH ?report { ?thing skos:altLabel ?name } }"
NAMES = "SELECT ?thing ?name WHERE { ?thing skos:prefLabel ?name }"
LINES = "SELECT ?subject ?target WHERE { ?fact zt:predicate ?kind ; zt:subject ?subject ; zt:object ?target }"
STATEMENTS = """
SELECT ?report ?fact ?subject ?kind ?target ?modality ?year ?confidence ?rule ?evidence WHERE { GRAPH ?report {
  ?fact zt:subject ?subject ; zt:predicate ?kind ; zt:object ?target .
  OPTIONAL { ?fact zt:modality ?modality }
  OPTIONAL { ?fact zt:year ?year }
  OPTIONAL { ?fact zt:confidence ?confidence }
  OPTIONAL { ?fact zt:rule ?rule }
  OPTIONAL { ?fact zt:evidence ?evidence }
} }
"""
MILESTONES = """
SELECT ?report ?fact ?subject ?value ?modality ?year ?confidence ?rule ?evidence WHERE { GRAPH ?report {
  ?fact zt:project ?subject ; zt:stage ?value .
  OPTIONAL { ?fact zt:modality ?modality }
  OPTIONAL { ?fact zt:year ?year }
  OPTIONAL { ?fact zt:confidence ?confidence }
  OPTIONAL { ?fact zt:rule ?rule }
  OPTIONAL { ?fact zt:evidence ?evidence }
} }
"""
MEASURES = """
SELECT ?report ?fact ?subject ?indicator ?measure ?op ?number ?upper ?unit ?modality ?year ?confidence ?rule ?evidence
WHERE { GRAPH ?report {
  ?fact zt:indicatorText ?indicator ; zt:value ?number .
  OPTIONAL { ?fact zt:about ?subject }
  OPTIONAL { ?fact zt:kind ?measure }
  OPTIONAL { ?fact zt:comparator ?op }
  OPTIONAL { ?fact zt:upperValue ?upper }
  OPTIONAL { ?fact zt:unitText ?unit }
  OPTIONAL { ?fact zt:modality ?modality }
  OPTIONAL { ?fact zt:year ?year }
  OPTIONAL { ?fact zt:confidence ?confidence }
  OPTIONAL { ?fact zt:rule ?rule }
  OPTIONAL { ?fact zt:evidence ?evidence }
} }
"""
QUOTES = """
SELECT ?report ?evidence ?text ?start ?end ?page ?section WHERE { GRAPH ?report {
  ?evidence oa:exact ?text .
  OPTIONAL { ?evidence oa:start ?start }
  OPTIONAL { ?evidence oa:end ?end }
  OPTIONAL { ?evidence zt:page ?page }
  OPTIONAL { ?evidence zt:sectionPath ?section }
} }
"""
# Asked of one thing, that pattern goes first and is no option: bound inside OPTIONAL it would hold of every measure.
MEASURES_ABOUT = MEASURES.replace("OPTIONAL { ?fact zt:about ?subject }", "").replace(
    "GRAPH ?report {", "GRAPH ?report { ?fact zt:about ?subject ."
)
FACTS: tuple[tuple[str, str | None], ...] = ((STATEMENTS, None), (MILESTONES, "stage"), (MEASURES, "measure"))
COMPARATORS = {"equal": "=", "about_equal": "~", "at_least": ">=", "at_most": "<="}


def read_reports(store: Store) -> tuple[MapReport, ...]:
    """Return the reports that a store holds."""
    found: dict[str, MapReport] = {}
    for row in _ask(store, REPORTS):
        year = int(row["year"]) if row.get("year") else None
        title = row.get("title") or tail(row["report"])
        found.setdefault(row["report"], MapReport(row["report"], title, row.get("place") or "", year))
    return tuple(found.values())


def read_view(store: Store, *, reports: Sequence[str] | None = None, things: Sequence[str] | None = None) -> MapView:
    """Return all that these reports (all where ``None``) say, or all that is said of these ``things``."""
    known = read_reports(store)
    chosen = known if reports is None else tuple(r for r in known if r.iri in set(reports))
    joined = _Joined(chosen)
    if things is not None:
        joined.add_things(store, things)
    elif reports is None:
        joined.add(store)
    else:
        for report in chosen:
            joined.add(store, report=report.iri)
    return joined.build()


def best_connected(store: Store, count: int) -> tuple[list[str], int]:
    """Return the things with most relations, and how many have any at all; cheap in a large store."""
    degrees: Counter[str] = Counter()
    for row in _ask(store, LINES):
        degrees[row["subject"]] += 1
        if "/report/" in row["target"]:
            degrees[row["target"]] += 1
    ranked = sorted(degrees, key=lambda iri: (-degrees[iri], iri))
    return ranked[:count], len(ranked)


def tail(iri: str) -> str:
    """Return the last step of an IRI, readable.

    >>> tail("https://w3id.org/zhengtu/id/place/%E7%94%B2%E5%8C%BA"), tail("https://w3id.org/zhengtu/ontology#started")
    ('甲区', 'started')
    """
    return unquote(iri.rpartition("#")[2].rpartition("/")[2])


class _Joined:
    """The rows of one or more reports while they are joined."""

    def __init__(self, reports: tuple[MapReport, ...]) -> None:
        self.reports = reports
        self.places = {r.iri: r.place or r.iri for r in reports}
        self.years = {r.iri: r.year or 0 for r in reports}
        self.names: dict[str, str] = {}
        self.types: dict[str, str] = {}
        self.aliases: dict[str, dict[str, None]] = {}
        self.within: dict[str, dict[str, None]] = {}
        self.said: dict[str, dict[str, None]] = {}
        self.sure: dict[str, float] = {}
        self.facts: dict[str, tuple[Mapping[str, Any], dict[str, None]]] = {}
        self.quotes: dict[str, Quote] = {}

    def add(self, store: Store, **bound: str) -> None:
        """Take in a report, or all of them."""
        self._things(_ask(store, THINGS, **bound), _ask(store, ALIASES, **bound))
        self._quotes(_ask(store, QUOTES, **bound))
        for query, kind in FACTS:
            self._facts(_ask(store, query, **bound), kind)
        self._name_targets(store)

    def add_things(self, store: Store, things: Sequence[str]) -> None:
        """Take in what is said of these things, and the words that say so."""
        for thing in things:
            self._things(_ask(store, THINGS, thing=thing), _ask(store, ALIASES, thing=thing))
            for query, kind in (*FACTS[:-1], (MEASURES_ABOUT, "measure")):
                self._facts(_ask(store, query, subject=thing), kind)
        self._name_targets(store)
        said = dict.fromkeys(e for _, evidence in self.facts.values() for e in evidence)
        for evidence in said | dict.fromkeys(e for found in self.said.values() for e in found):
            self._quotes(_ask(store, QUOTES, evidence=evidence))

    def _things(self, things: Iterable[Row], aliases: Iterable[Row]) -> None:
        for row in things:
            if row["report"] in self.places:
                self._thing(row["thing"], tail(row["type"]), row["name"], row["report"], row)
        for row in aliases:
            if row["thing"] in self.names:
                self.aliases.setdefault(row["thing"], {})[row["name"]] = None

    def _quotes(self, rows: Iterable[Row]) -> None:
        for row in rows:
            page = int(row["page"]) if row.get("page") else None
            span = int(row.get("start") or 0), int(row.get("end") or 0)
            self.quotes[row["evidence"]] = Quote(row["text"], row["report"], *span, row.get("section") or "", page)

    def _facts(self, rows: Iterable[Row], kind: str | None) -> None:
        for row in rows:
            if row["report"] not in self.places:
                continue
            _, evidence = self.facts.setdefault(row["fact"], ({**row, "kind": kind or tail(row["kind"])}, {}))
            if row.get("evidence"):
                evidence[row["evidence"]] = None

    def _name_targets(self, store: Store) -> None:
        """Name what several reports share and no graph owns: honours and places."""
        targets = dict.fromkeys(row["target"] for row, _ in self.facts.values() if row.get("target"))
        for target in targets:
            if target not in self.names:
                for row in _ask(store, NAMES, thing=target):
                    self.names.setdefault(target, row["name"])

    def build(self) -> MapView:
        self._honours()
        same = self._same()
        facts = tuple(self._fact(iri, row, tuple(ev), same) for iri, (row, ev) in self.facts.items())
        view = MapView(self.reports, self._nodes(same), facts)
        return _with_targets(view)

    def _thing(self, iri: str, type: str, name: str, report: str, row: Mapping[str, Any]) -> None:
        self.names[iri] = name
        self.types[iri] = type
        self.within.setdefault(iri, {})[report] = None
        self.sure.setdefault(iri, float(row.get("confidence") or 1))
        if row.get("evidence"):
            self.said.setdefault(iri, {})[row["evidence"]] = None

    def _honours(self) -> None:
        """Make nodes of honours, which several reports share and no graph owns."""
        for row, evidence in self.facts.values():
            honour = row.get("target")
            if row["kind"] == "awarded" and honour in self.names:
                self._thing(honour, "Honour", self.names[honour], row["report"], {})
                self.said.setdefault(honour, {}).update(evidence)

    def _same(self) -> dict[str, str]:
        """Return for each thing the one that stands for it: same type and place, and a name in common."""
        owners: dict[tuple[str, str, str], str] = {}
        same: dict[str, str] = {}
        for iri, type in self.types.items():
            report = next(iter(self.within[iri]))
            key = (type, self.places[report], self.names[iri])
            aliases = [(type, self.places[report], alias) for alias in self.aliases.get(iri, ())]
            first = next(
                (owners[k] for k in (key, *aliases) if k in owners and self._elsewhere(owners[k], report)), iri
            )
            same[iri] = same.get(first, first)
            for k in (key, *aliases):
                owners.setdefault(k, same[iri])
        return same

    def _elsewhere(self, iri: str, report: str) -> bool:
        """Whether the thing is of another report: one report keeps apart what it keeps apart."""
        return report not in self.within[iri]

    def _year(self, iri: str) -> int:
        return max(self.years[report] for report in self.within[iri])

    def _nodes(self, same: Mapping[str, str]) -> tuple[MapNode, ...]:
        groups: dict[str, list[str]] = {}
        for iri, first in same.items():
            groups.setdefault(first, []).append(iri)
        return tuple(self._node(first, members) for first, members in groups.items())

    def _node(self, first: str, members: Sequence[str]) -> MapNode:
        latest = max(members, key=self._year)
        names = dict.fromkeys(n for m in members for n in (self.names[m], *self.aliases.get(m, ())))
        said = dict.fromkeys(e for m in members for e in self.said.get(m, ()))
        return MapNode(
            id=first,
            type=self.types[first],
            name=self.names[latest],
            aliases=tuple(n for n in names if n != self.names[latest]),
            reports=tuple(dict.fromkeys(r for m in members for r in self.within[m])),
            quotes=tuple(self.quotes[e] for e in said if e in self.quotes),
            confidence=max(self.sure.get(m, 1.0) for m in members),
        )

    def _fact(self, iri: str, row: Mapping[str, Any], evidence: Sequence[str], same: Mapping[str, str]) -> Fact:
        target = row.get("target")
        value = tail(row["value"]) if row.get("value") else None
        if target is not None and target not in same:  # a place: named, not drawn
            value, target = self.names.get(target) or tail(target), None
        modality = row.get("modality")
        return Fact(
            id=iri,
            kind=row["kind"],
            subject=same.get(row["subject"], row["subject"]) if row.get("subject") else None,
            target=same.get(target, target) if target else None,
            value=value,
            figure=_figure(row) if row["kind"] == "measure" else None,
            report=row["report"],
            modality=tail(modality) if modality else None,
            year=int(row["year"]) if row.get("year") else None,
            confidence=float(row.get("confidence") or 1),
            rule=row.get("rule") or "",
            quotes=tuple(self.quotes[e] for e in evidence if e in self.quotes),
        )


def _with_targets(view: MapView) -> MapView:
    """Return the view with a node for each target that is set for a chain, a park or a firm."""
    kinds = {n.id: n.type for n in view.nodes}
    nodes: dict[str, MapNode] = {}
    facts: list[Fact] = []
    for fact in view.facts:
        figure = fact.figure
        drawn = fact.modality == "target" and kinds.get(fact.subject or "") in ("IndustryChain", "Park", "Enterprise")
        if figure is None or not drawn:
            facts.append(fact)
            continue
        name = f"{fact.year or ''} {figure.indicator} {figure_text(figure)}".strip()
        node = f"{fact.id}/target"
        nodes[node] = MapNode(node, "Target", name, (), (fact.report,), fact.quotes, fact.confidence)
        facts.append(fact)
        facts.append(Fact(node, "about", node, fact.report, fact.quotes, fact.subject, None, None, "target", fact.year))
    return MapView(view.reports, (*view.nodes, *nodes.values()), tuple(facts), view.left_out)


def _figure(row: Mapping[str, Any]) -> Figure:
    return Figure(
        indicator=row["indicator"],
        kind=tail(row["measure"]) if row.get("measure") else "level",
        value=Decimal(str(row["number"])),
        unit=row.get("unit") or "",
        op=COMPARATORS.get(tail(row["op"]), "=") if row.get("op") else "=",
        upper=Decimal(str(row["upper"])) if row.get("upper") else None,
    )


def report_of(iri: str) -> str:
    """Return the report that an IRI lies below.

    >>> report_of("https://w3id.org/zhengtu/id/report/a-2025/enterprise/b")
    'https://w3id.org/zhengtu/id/report/a-2025'
    """
    base, mark, rest = iri.partition("/report/")
    return f"{base}{mark}{rest.partition('/')[0]}"


def _ask(store: Store, query: str, **bound: str) -> Iterable[Row]:
    """Yield the rows of ``query`` as texts by variable, with some of them bound to IRIs."""
    from pyoxigraph import NamedNode

    table = store.select(query, **{name: NamedNode(iri) for name, iri in bound.items()})
    for row in table:
        yield {name: term.value for name, term in zip(table.columns, row, strict=True) if term is not None}
