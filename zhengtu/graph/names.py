"""Which things of a store a name means: exactly, by alias, as a fragment; or the nearest ones."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from zhengtu.errors import AmbiguousNameError, UnknownNameError
from zhengtu.graph.entries import Name
from zhengtu.graph.store import Store
from zhengtu.graph.terms import normal_form

KINDS = {"Enterprise": "enterprise", "Project": "project", "IndustryChain": "industry chain", "Park": "park"}
NEAR = 0.34  # share of characters in common from which on a name is worth suggesting
SUGGESTED = 5
SHOWN = 12


def resolve(store: Store, name: str, kind: str | None = None) -> tuple[Name, ...]:
    """Return the things called ``name``, at most one in each report, in the order of the reports.

    A fragment counts when only one name has it. Raises ``AmbiguousNameError`` or
    ``UnknownNameError`` with the names to choose from.
    """
    found = store.named(name, kind)
    if not found:
        found = store.names_with(name, kind)
        labels = {hit.label for hit in found}
        if len({_preferred(store, hit) for hit in found}) > 1:
            raise AmbiguousNameError(f"{name}: several names have that in them: {_some(labels)}; say which")
    if not found:
        raise UnknownNameError(_unknown(store, name, kind))
    return tuple(hit for _, hits in _by_report(found) for hit in _one(name, hits))


def suggest(store: Store, name: str, kind: str | None = None) -> tuple[str, ...]:
    """Return the names that come nearest to one that the store does not know."""
    wanted = normal_form(name)
    matcher = SequenceMatcher(b=wanted, autojunk=False)
    scored: dict[str, float] = {}
    for hit in store.names_like(name, kind):
        matcher.set_seq1(normal_form(hit.label))
        scored[hit.label] = matcher.ratio()
    near = sorted((label for label, score in scored.items() if score >= NEAR), key=lambda s: (-scored[s], s))
    return tuple(near[:SUGGESTED])


def _unknown(store: Store, name: str, kind: str | None) -> str:
    what = KINDS.get(kind or "", "name")
    near = suggest(store, name, kind)
    if near:
        return f"{name}: no {what} of that name in {store.target}; near it: {_some(near)}"
    elsewhere = sorted({hit.type for hit in store.named(name)}) if kind else []
    if elsewhere:
        return f"{name}: no {what}, but {' and '.join(KINDS.get(k, k) for k in elsewhere)} of that name"
    return f"{name}: no {what} of that name in {store.target}, and none near it; `zhengtu find` looks in quotes too"


def _by_report(found: Iterable[Name]) -> list[tuple[str, list[Name]]]:
    groups: dict[str, dict[str, Name]] = {}
    for hit in found:  # an entity may match by several of its names; its preferred one tells most
        known = groups.setdefault(hit.report, {})
        if hit.iri not in known or hit.preferred:
            known[hit.iri] = hit
    return [(report, list(groups[report].values())) for report in sorted(groups)]


def _one(name: str, hits: list[Name]) -> list[Name]:
    """Return the one thing of a report that is meant: the one so named before one with that alias."""
    if len(hits) > 1:
        hits = [hit for hit in hits if hit.preferred] or hits
    if len({hit.type for hit in hits}) < len(hits):
        raise AmbiguousNameError(f"{name}: in one report the name of several things: {_some(h.label for h in hits)}")
    return hits


def _preferred(store: Store, hit: Name) -> str:
    if hit.preferred:
        return hit.label
    return next((other.label for other in store.names_of(hit.iri) if other.preferred), hit.label)


def _some(names: Iterable[str]) -> str:
    listed = list(names) if isinstance(names, tuple) else sorted(names, key=lambda n: (len(n), n))
    more = f" and {len(listed) - SHOWN} more" if len(listed) > SHOWN else ""
    return "、".join(listed[:SHOWN]) + more
