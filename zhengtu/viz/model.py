"""What a map draws: nodes, edges and the facts behind them, as frozen values.

Knows neither SPARQL nor HTML: ``view`` fills these from a store, ``network`` draws them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from zhengtu.ontology import vocab

NODE_TYPES = ("IndustryChain", "Enterprise", "Project", "Park", "Honour", "Organisation", "Target")
EDGE_TYPES = ("undertakes", "inChain", "subChainOf", "locatedIn", "awarded", "partnersWith", "about")


@dataclass(frozen=True, slots=True)
class MapReport:
    """A report that facts come from."""

    iri: str
    title: str
    place: str = ""
    year: int | None = None

    @property
    def label(self) -> str:
        """What tells the report from others: most are titled 政府工作报告 and no more.

        >>> MapReport("a", "政府工作报告", "甲区", 2025).label
        '甲区政府工作报告（2025）'
        """
        title = self.title if "报告" in self.title or not self.place else "政府工作报告"
        label = title if self.place in title else f"{self.place}{title}"
        return label if self.year is None or str(self.year) in label else f"{label}（{self.year}）"


@dataclass(frozen=True, slots=True)
class Quote:
    """The words that say a fact, and where they stand: offsets into the raw text of ``report``."""

    text: str
    report: str
    start: int = 0
    end: int = 0
    section: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as a report gives it; ``op`` is one of = ~ >= <=."""

    indicator: str
    kind: str
    value: Decimal
    unit: str = ""
    op: str = "="
    upper: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement: about ``subject``, to ``target`` (a node), or with words or a number of its own.

    ``kind`` is an edge type, ``stage`` or ``measure``. ``modality`` is ``actual``, ``planned`` or ``target``.
    """

    id: str
    kind: str
    subject: str | None
    report: str
    quotes: tuple[Quote, ...] = ()
    target: str | None = None
    value: str | None = None
    figure: Figure | None = None
    modality: str | None = None
    year: int | None = None
    confidence: float = 1.0
    rule: str = ""

    @property
    def is_planned(self) -> bool:
        """Whether the report promises it rather than says that it happened."""
        return self.modality in ("planned", "target")


@dataclass(frozen=True, slots=True)
class MapNode:
    """A thing to draw; ``reports`` are the IRIs of those that name it, ``quotes`` where they do."""

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class MapEdge:
    """A line between two nodes with all the facts of one kind that say it."""

    source: str
    target: str
    type: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MapView:
    """All that one map shows; ``left_out`` counts the nodes for which there was no room."""

    reports: tuple[MapReport, ...] = ()
    nodes: tuple[MapNode, ...] = ()
    facts: tuple[Fact, ...] = ()
    left_out: int = 0

    @property
    def edges(self) -> tuple[MapEdge, ...]:
        """Return the lines: one for each pair of nodes and kind of relation, in order of first mention."""
        known = {node.id for node in self.nodes}
        facts: dict[tuple[str, str, str], list[str]] = {}
        for fact in self.facts:
            if fact.subject in known and fact.target in known and fact.subject != fact.target:
                facts.setdefault((str(fact.subject), str(fact.target), fact.kind), []).append(fact.id)
        return tuple(MapEdge(s, t, kind, tuple(ids)) for (s, t, kind), ids in facts.items())

    def only(self, ids: Iterable[str]) -> MapView:
        """Return the part with these nodes, the facts about them, and the reports that these come from."""
        kept = set(ids)
        nodes = tuple(n for n in self.nodes if n.id in kept)
        facts = tuple(f for f in self.facts if f.subject in kept and (f.target is None or f.target in kept))
        named = {r for n in nodes for r in n.reports} | {f.report for f in facts}
        return replace(
            self,
            nodes=nodes,
            facts=facts,
            reports=tuple(r for r in self.reports if r.iri in named),
        )

    def around(self, centres: Iterable[str], depth: int) -> MapView:
        """Return the neighbourhood of ``centres`` up to ``depth`` steps away."""
        near = self.neighbours()
        reached = edge = set(centres)
        for _ in range(depth):
            edge = {other for node in edge for other in near.get(node, ())} - reached
            reached = reached | edge
        return self.only(reached)

    def surer(self, least: float) -> MapView:
        """Return the view without things and facts of less confidence than ``least``, and honours that nobody has."""
        if least <= 0:
            return self
        facts = tuple(f for f in self.facts if f.confidence >= least)
        held = {f.target for f in facts}
        kept = (n.id for n in self.nodes if n.confidence >= least and (n.type != "Honour" or n.id in held))
        return replace(self, facts=facts).only(kept)

    def top(self, count: int) -> MapView:
        """Return the ``count`` nodes with most neighbours; of two equals, the one that was named first."""
        near = self.neighbours()
        ranked = sorted(self.nodes, key=lambda node: -len(near.get(node.id, ())))
        if count >= len(ranked):
            return self
        part = self.only(node.id for node in ranked[:count])
        return replace(part, left_out=self.left_out + len(ranked) - count)

    def neighbours(self) -> dict[str, set[str]]:
        """Return the ids of the nodes that share a line with each node."""
        near: dict[str, set[str]] = {}
        for edge in self.edges:
            near.setdefault(edge.source, set()).add(edge.target)
            near.setdefault(edge.target, set()).add(edge.source)
        return near

    def stage_of(self, node: str) -> Fact | None:
        """Return the milestone that tells how far a project is: the furthest that happened, else that is planned."""
        found = [f for f in self.facts if f.kind == "stage" and f.subject == node and f.value in vocab.STAGES]
        reached = [f for f in found if not f.is_planned] or found
        return max(reached, key=lambda f: (f.year or 0, vocab.STAGES.index(str(f.value))), default=None)


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
