"""What to draw, from a store: the view of chosen reports, then the part that was asked for.

Asks the store a few plain questions per report (what exists, what is said of it, in which words)
and joins the rows here. The same thing in two reports of one place is one node.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from zhengtu.errors import AmbiguousNameError, UnknownNameError
from zhengtu.viz.model import Fact, Figure, MapNode, MapReport, MapView, Quote

if TYPE_CHECKING:
    from zhengtu.graph.store import Store

CAP = 3000
"""More nodes than this no reader and no browser takes in: the map draws the top ones and says so."""

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
SHARED_NAMES = """
SELECT DISTINCT ?thing ?name WHERE {
  GRAPH ?report { ?subject ?relation ?thing . FILTER(?relation IN (zt:awarded, zt:locatedIn)) }
  ?thing skos:prefLabel ?name .
}
"""
STATEMENTS = """
SELECT ?report ?fact ?subject ?kind ?target ?modality ?year ?confidence ?rule ?evidence WHERE { GRAPH ?report {
  ?fact zt:predicate ?kind ; zt:subject ?subject ; zt:object ?target .
  OPTIONAL { ?fact zt:modality ?modality }
  OPTIONAL { ?fact zt:year ?year }
  OPTIONAL { ?fact zt:confidence ?confidence }
  OPTIONAL { ?fact zt:rule ?rule }
  OPTIONAL { ?fact zt:evidence ?evidence }
} }
"""
MILESTONES = """
SELECT ?report ?fact ?subject ?value ?modality ?year ?confidence ?rule ?evidence WHERE { GRAPH ?report {
  ?fact a zt:Milestone ; zt:project ?subject ; zt:stage ?value .
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
Found = TypeVar("Found")

COMPARATORS = {"equal": "=", "about_equal": "~", "at_least": ">=", "at_most": "<="}


def read_view(store: Store, *, reports: Sequence[str] | None = None) -> MapView:
    """Return all that these reports (all where ``None``) say, ready to be narrowed and drawn."""
    known = _reports(store)
    chosen = known if reports is None else tuple(r for r in known if r.iri in set(reports))
    view = _View(chosen)
    for report in [None] if reports is None else [r.iri for r in chosen]:
        view.add(store, report)
    return view.build()


def find_report(view: MapView, words: str) -> MapReport:
    """Return the report whose identifier, title or place and year ``words`` name."""
    asked = words.strip()
    exact = [r for r in view.reports if asked in (r.iri, _tail(r.iri), r.title, f"{r.place}{r.year}")]
    found = exact or [r for r in view.reports if asked in r.title or asked in _tail(r.iri)]
    return _one(found, asked, [f"{r.title} ({_tail(r.iri)})" for r in found or view.reports], "report")


def find_node(view: MapView, words: str, *, type: str | None = None) -> MapNode:
    """Return the node that ``words`` name: exactly, by alias, else as part of its name.

    Several equally good matches raise ``AmbiguousNameError``; none raises ``UnknownNameError``
    with the nearest names.
    """
    asked = "".join(words.split()).casefold()
    pool = [n for n in view.nodes if type in (None, n.type)]

    def fits(test: Callable[[str], bool]) -> list[MapNode]:
        return [n for n in pool if any(test("".join(name.split()).casefold()) for name in (n.name, *n.aliases))]

    found = (
        [n for n in pool if "".join(n.name.split()).casefold() == asked]
        or fits(lambda name: name == asked)
        or (fits(lambda name: asked in name) if asked else [])
    )
    if found:
        return _one(found, words, [f"{n.name} ({n.type})" for n in found], "name")
    from difflib import get_close_matches

    names = list(dict.fromkeys(name for n in pool for name in (n.name, *n.aliases)))
    return _one([], words, get_close_matches(words, names, n=5, cutoff=0.3), "name")


def narrow(
    view: MapView,
    *,
    focus: str | None = None,
    depth: int = 1,
    chain: str | None = None,
    report: str | None = None,
    top: int | None = None,
    cap: int = CAP,
) -> MapView:
    """Return the part of ``view`` that the options of ``zhengtu map`` ask for, at most ``cap`` nodes."""
    if report:
        iri = find_report(view, report).iri
        view = _of_report(view, iri)
    if chain:
        view = _of_chain(view, find_node(view, chain, type="IndustryChain").id)
    if focus:
        view = view.around([find_node(view, focus).id], depth)
    return view.top(min(top or cap, cap))


def _of_report(view: MapView, iri: str) -> MapView:
    facts = tuple(f for f in view.facts if f.report == iri)
    nodes = {n.id for n in view.nodes if iri in n.reports}
    part = MapView(view.reports, view.nodes, facts, 0).only(nodes)
    return MapView(tuple(r for r in part.reports if r.iri == iri), part.nodes, part.facts, 0)


def _of_chain(view: MapView, chain: str) -> MapView:
    """Return a chain with its parts, what belongs to these, and what that is tied to."""
    parts = {chain}
    edges = view.edges
    while more := {e.source for e in edges if e.type == "subChainOf" and e.target in parts} - parts:
        parts |= more
    members = {e.source for e in edges if e.type == "inChain" and e.target in parts}
    kinds = {n.id: n.type for n in view.nodes}
    tied = {
        other
        for e in edges
        for node, other in ((e.source, e.target), (e.target, e.source))
        if node in members | parts and kinds[other] != "IndustryChain"
    }
    return view.only(parts | members | tied)


def _one(found: Sequence[Found], asked: str, choices: Sequence[str], what: str) -> Found:
    if len(found) == 1:
        return found[0]
    listed = "; ".join(choices[:8]) + ("; …" if len(choices) > 8 else "")
    if found:
        raise AmbiguousNameError(f"{asked}: fits {len(found)} of them, name one in full: {listed}")
    hint = f"; nearest: {listed}" if choices else ""
    raise UnknownNameError(f"{asked}: no such {what} in the store{hint}")


class _View:
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

    def add(self, store: Store, report: str | None) -> None:
        for row in _ask(store, THINGS, report):
            thing = row["thing"]
            if row["report"] in self.places:
                self._thing(thing, _tail(row["type"]), row["name"], row["report"], row)
        for row in _ask(store, ALIASES, report):
            if row["thing"] in self.names:
                self.aliases.setdefault(row["thing"], {})[row["name"]] = None
        for row in _ask(store, SHARED_NAMES, report):
            self.names.setdefault(row["thing"], row["name"])
        for row in _ask(store, QUOTES, report):
            self.quotes[row["evidence"]] = Quote(
                row["text"],
                row["report"],
                int(row.get("start") or 0),
                int(row.get("end") or 0),
                row.get("section") or "",
                int(row["page"]) if row.get("page") else None,
            )
        for query, kind in ((STATEMENTS, None), (MILESTONES, "stage"), (MEASURES, "measure")):
            for row in _ask(store, query, report):
                said = {**row, "kind": kind or _tail(row["kind"])}
                _, evidence = self.facts.setdefault(row["fact"], (said, {}))
                if row.get("evidence"):
                    evidence[row["evidence"]] = None

    def build(self) -> MapView:
        self._honours()
        same = self._same()
        facts = tuple(self._fact(iri, row, tuple(ev), same) for iri, (row, ev) in self.facts.items())
        facts = tuple(f for f in facts if f.report in self.places)
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
        value = _tail(row["value"]) if row.get("value") else None
        if target is not None and target not in same:  # a place: named, not drawn
            value, target = self.names.get(target) or _tail(target), None
        modality = row.get("modality")
        return Fact(
            id=iri,
            kind=row["kind"],
            subject=same.get(row["subject"], row["subject"]) if row.get("subject") else None,
            target=same.get(target, target) if target else None,
            value=value,
            figure=_figure(row) if row["kind"] == "measure" else None,
            report=row["report"],
            modality=_tail(modality) if modality else None,
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


def figure_text(figure: Figure) -> str:
    """Return a figure as a report would write it.

    >>> figure_text(Figure("产值", "level", Decimal("520.0"), "亿元", ">="))
    '≥520亿元'
    >>> figure_text(Figure("产值", "growth", Decimal(6), "%", "=", Decimal("6.5")))
    '+6–6.5%'
    """
    number = f"{figure.value.normalize():f}"
    if figure.upper is not None:
        number += f"–{figure.upper.normalize():f}"
    sign = "+" if figure.kind in ("growth", "change") and figure.value > 0 else ""
    marks = {">=": "≥", "<=": "≤"} if figure.value >= 0 else {">=": "≤", "<=": "≥"}
    mark = marks.get(figure.op, "≈" if figure.op == "~" else "")
    return f"{mark}{sign}{number}{figure.unit}"


def _figure(row: Mapping[str, Any]) -> Figure:
    return Figure(
        indicator=row["indicator"],
        kind=_tail(row["measure"]) if row.get("measure") else "level",
        value=Decimal(str(row["number"])),
        unit=row.get("unit") or "",
        op=COMPARATORS.get(_tail(row["op"]), "=") if row.get("op") else "=",
        upper=Decimal(str(row["upper"])) if row.get("upper") else None,
    )


def _reports(store: Store) -> tuple[MapReport, ...]:
    found: dict[str, MapReport] = {}
    for row in _ask(store, REPORTS, None):
        year = int(row["year"]) if row.get("year") else None
        found.setdefault(
            row["report"],
            MapReport(row["report"], row.get("title") or _tail(row["report"]), row.get("place") or "", year),
        )
    return tuple(found.values())


def _ask(store: Store, query: str, report: str | None) -> Iterable[dict[str, Any]]:
    """Yield the rows of ``query`` as texts by variable, those of one report where it is given."""
    from pyoxigraph import NamedNode

    table = store.select(query, **({"report": NamedNode(report)} if report else {}))
    for row in table:
        yield {name: term.value for name, term in zip(table.columns, row, strict=True) if term is not None}


def _tail(iri: str) -> str:
    from urllib.parse import unquote

    return unquote(iri.rpartition("#")[2].rpartition("/")[2])
