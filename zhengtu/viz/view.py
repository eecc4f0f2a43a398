"""Which part to draw: one report, a chain, what lies around a name, the best connected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar

from zhengtu.errors import AmbiguousNameError, UnknownNameError
from zhengtu.viz import reading
from zhengtu.viz.model import MapNode, MapReport, MapView

if TYPE_CHECKING:
    from zhengtu.graph.store import Store

CAP = 3000
"""More nodes than this no reader and no browser takes in: the map draws the top ones and says so."""
MANY_REPORTS = 120
"""From so many reports on a map of everything reads only what is best connected."""
Found = TypeVar("Found")


def read_part(
    store: Store,
    *,
    focus: str | None = None,
    depth: int = 1,
    chain: str | None = None,
    report: str | None = None,
    top: int | None = None,
    least: float = 0.0,
    cap: int = CAP,
) -> MapView:
    """Return the part of a store that the options of ``zhengtu map`` ask for, reading little more than that."""
    known = reading.read_reports(store)
    whole = len(known) <= MANY_REPORTS
    naming: set[str] | None = None
    if chain:
        chain, naming = _named(store, chain, "IndustryChain", must=not whole)
    if focus:
        focus, around = _named(store, focus, None, must=not whole)
        naming = around if naming is None else naming
    if report:
        view = reading.read_view(store, reports=[find_report(known, report).iri])
    elif naming:
        places = {r.place for r in known if r.iri in naming and r.place}
        view = reading.read_view(store, reports=[r.iri for r in known if r.iri in naming or r.place in places])
    elif whole:
        view = reading.read_view(store)
    else:
        things, count = reading.best_connected(store, min(top or cap, cap))
        view = replace(reading.read_view(store, things=things), left_out=max(0, count - len(things)))
    return narrow(view, focus=focus, depth=depth, chain=chain, top=top, least=least, cap=cap)


def narrow(
    view: MapView,
    *,
    focus: str | None = None,
    depth: int = 1,
    chain: str | None = None,
    report: str | None = None,
    top: int | None = None,
    least: float = 0.0,
    cap: int = CAP,
) -> MapView:
    """Return the part of ``view`` that the options of ``zhengtu map`` ask for, at most ``cap`` nodes."""
    view = view.surer(least)
    if report:
        view = _of_report(view, find_report(view.reports, report).iri)
    if chain:
        view = _of_chains(view, {node.id for node in find_nodes(view, chain, type="IndustryChain")})
    if focus:
        view = view.around((node.id for node in find_nodes(view, focus)), depth)
    return view.top(min(top or cap, cap))


def find_report(reports: Sequence[MapReport], words: str) -> MapReport:
    """Return the report whose identifier, title or place and year ``words`` name."""
    asked = words.strip()
    exact = [
        r
        for r in reports
        if asked in (r.iri, reading.tail(r.iri), r.title, r.label, f"{r.place}{r.year}", f"{r.place} {r.year}")
    ]
    found = exact or [r for r in reports if asked and (asked in r.label or asked in reading.tail(r.iri))]
    if len(found) == 1:
        return found[0]
    listed = _some([f"{reading.tail(r.iri)} ({r.label})" for r in found or reports])
    if found:
        raise AmbiguousNameError(f"{asked}: fits {len(found)} reports, say which: {listed}")
    raise UnknownNameError(f"{asked}: no such report in the store; it holds {listed or 'none'}")


def find_nodes(view: MapView, words: str, *, type: str | None = None) -> tuple[MapNode, ...]:
    """Return the nodes that ``words`` name: exactly, by alias, else as part of one name.

    One name in several places or of several types is all of these. A fragment that several names
    share raises ``AmbiguousNameError``; no match raises ``UnknownNameError`` with the nearest names.
    """
    asked = _folded(words)
    pool = [n for n in view.nodes if type in (None, n.type)]

    def fits(test: Callable[[str], bool]) -> list[MapNode]:
        return [n for n in pool if any(test(_folded(name)) for name in (n.name, *n.aliases))]

    exact = fits(lambda name: name == asked)
    if exact:
        return tuple(exact)
    found = fits(lambda name: asked in name) if asked else []
    if len({n.name for n in found}) == 1:
        return tuple(found)
    if found:
        listed = _some(sorted({f"{n.name} ({n.type})" for n in found}, key=len))
        raise AmbiguousNameError(f"{words}: several names have that in them, say which: {listed}")
    near = get_close_matches(words, dict.fromkeys(name for n in pool for name in (n.name, *n.aliases)), n=5, cutoff=0.3)
    hint = f"; near it: {_some(near)}" if near else ""
    raise UnknownNameError(f"{words}: no such name in the store{hint}")


def _named(store: Store, name: str, kind: str | None, *, must: bool) -> tuple[str, set[str]]:
    """Return a name as the store spells it, and the reports that have it.

    Honours and partners are in no index: ``must`` says whether a name that is in none is an error.
    """
    from zhengtu.graph.lookup_things import resolve_typed

    try:
        hits = resolve_typed(store, name, kind)
    except UnknownNameError:
        if must:
            raise
        return name, set()
    return hits[0].label, {reading.report_of(hit.iri) for hit in hits}


def _of_report(view: MapView, iri: str) -> MapView:
    facts = tuple(f for f in view.facts if f.report == iri)
    nodes = {n.id for n in view.nodes if iri in n.reports}
    part = MapView(view.reports, view.nodes, facts).only(nodes)
    return replace(part, reports=tuple(r for r in part.reports if r.iri == iri))


def _of_chains(view: MapView, chains: set[str]) -> MapView:
    """Return chains with their parts, what belongs to these, and what that is tied to."""
    parts = set(chains)
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


def _folded(name: str) -> str:
    return "".join(name.split()).casefold()


def _some(names: Sequence[str]) -> str:
    return "、".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")
