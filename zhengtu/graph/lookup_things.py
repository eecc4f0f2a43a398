"""What a store knows of a firm, a project, a chain or a park, with the projects that belong to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zhengtu.errors import UnknownNameError
from zhengtu.graph.entries import Name
from zhengtu.graph.lookup import things
from zhengtu.graph.names import resolve
from zhengtu.graph.spelling import by_pinyin
from zhengtu.graph.store import Store
from zhengtu.graph.things import Thing

PROJECT = "Project"
CHAIN = "IndustryChain"
KINDS = ("Enterprise", PROJECT, CHAIN, "Park")


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything called ``asked``, one thing for each report that names it.

    ``projects`` are the projects that are tied to them, ``parts`` the chains below a chain with
    their depth; both as things of their own, so that stages and figures are at hand.
    """

    asked: str
    things: tuple[Thing, ...]
    projects: tuple[Thing, ...] = ()
    parts: tuple[tuple[int, Thing], ...] = ()
    others: tuple[str, ...] = ()
    """Other things with ``asked`` in their name, which may have been meant."""

    @property
    def type(self) -> str:
        """What kind of thing it is."""
        return self.things[0].type

    @property
    def name(self) -> str:
        """The name in the latest report."""
        return self.things[-1].name

    @property
    def aliases(self) -> tuple[str, ...]:
        """Every other name, the preferred ones of other reports first."""
        names = [t.name for t in self.things] + [alias for t in self.things for alias in t.aliases]
        return tuple(n for n in dict.fromkeys(names) if n != self.name)


def profile(store: Store, name: str, kind: str | None = None, *, least: float = 0.0) -> Profile:
    """Return all that the store knows of what is called ``name``, by any of its names.

    Without ``kind`` a firm goes before a project of the same name, as in a class declaration's
    order: Enterprise, Project, IndustryChain, Park. ``least`` is the confidence that facts must have.
    """
    hits = tuple(hit for hit in resolve_typed(store, name, kind) if hit.type in KINDS)
    if not hits:
        raise UnknownNameError(
            f"{name}: a term of the glossary and no thing; `zhengtu find {name}` shows what it means"
        )
    first = min((hit.type for hit in hits), key=_rank)
    found = things(store, (hit.iri for hit in hits if hit.type == first), least=least)
    parts = _parts(store, found, least) if first == CHAIN else ()
    own = (*found, *(part for _, part in parts))
    projects = () if first == PROJECT else _projects(store, own, least)
    return Profile(name, found, projects, parts, _others(store, name, first, found))


def resolve_typed(store: Store, name: str, kind: str | None = None) -> tuple[Name, ...]:
    """Return what ``resolve`` does; a name that nothing has may be the pinyin of one."""
    try:
        return resolve(store, name, kind)
    except UnknownNameError:
        spelt = by_pinyin(store, name, kind)
        if spelt is None:
            raise
        return resolve(store, spelt, kind)


def _others(store: Store, name: str, kind: str, found: Iterable[Thing]) -> tuple[str, ...]:
    own = {label for thing in found for label in (thing.name, *thing.aliases)}
    return tuple(dict.fromkeys(n.label for n in store.names_with(name, kind) if n.label not in own))


def _rank(kind: str) -> int:
    return KINDS.index(kind)


def _projects(store: Store, own: Iterable[Thing], least: float) -> tuple[Thing, ...]:
    others = dict.fromkeys(fact.iri for one in own for fact in one.facts)
    kinds = store.kinds(others)
    return things(store, (iri for iri in others if kinds.get(iri) == PROJECT), least=least)


def _parts(store: Store, chains: Iterable[Thing], least: float) -> tuple[tuple[int, Thing], ...]:
    """Return the chains below ``chains`` with their depth, each below the one that it is a part of."""
    known = {chain.iri: chain for chain in chains}
    level = list(known.values())
    while level:  # one query for each depth, not for each chain
        below = (fact.iri for chain in level for fact in chain.related("subChainOf", inverse=True))
        level = list(things(store, (iri for iri in below if iri not in known), least=least))
        known |= {chain.iri: chain for chain in level}
    seen: set[str] = set()

    def walk(chain: Thing, depth: int) -> Iterator[tuple[int, Thing]]:
        seen.add(chain.iri)
        for fact in chain.related("subChainOf", inverse=True):
            if fact.iri not in seen:
                yield depth, known[fact.iri]
                yield from walk(known[fact.iri], depth + 1)

    return tuple(part for chain in chains for part in walk(chain, 1))
