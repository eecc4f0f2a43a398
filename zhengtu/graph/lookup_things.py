"""What a store knows of a firm, a project, a chain or a park, with the projects that belong to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zhengtu.errors import UnknownNameError
from zhengtu.graph.index import Name
from zhengtu.graph.lookup import Thing, thing
from zhengtu.graph.names import resolve
from zhengtu.graph.spelling import by_pinyin
from zhengtu.graph.store import Store

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


def profile(store: Store, name: str, kind: str | None = None) -> Profile:
    """Return all that the store knows of what is called ``name``, by any of its names.

    Without ``kind`` a firm goes before a project of the same name, as in a class declaration's
    order: Enterprise, Project, IndustryChain, Park.
    """
    hits = tuple(hit for hit in resolve_typed(store, name, kind) if hit.type in KINDS)
    if not hits:
        raise UnknownNameError(
            f"{name}: a term of the glossary and no thing; `zhengtu find {name}` shows what it means"
        )
    first = min((hit.type for hit in hits), key=_rank)
    things = tuple(thing(store, hit.iri) for hit in hits if hit.type == first)
    parts = tuple(_parts(store, things, set())) if first == CHAIN else ()
    own = (*things, *(part for _, part in parts))
    projects = () if first == PROJECT else tuple(_projects(store, own))
    return Profile(name, things, projects, parts)


def resolve_typed(store: Store, name: str, kind: str | None = None) -> tuple[Name, ...]:
    """Return what ``resolve`` does; a name that nothing has may be the pinyin of one."""
    try:
        return resolve(store, name, kind)
    except UnknownNameError:
        spelt = by_pinyin(store, name, kind)
        if spelt is None:
            raise
        return resolve(store, spelt, kind)


def _rank(kind: str) -> int:
    return KINDS.index(kind)


def _projects(store: Store, things: Iterable[Thing]) -> Iterable[Thing]:
    others = dict.fromkeys(fact.iri for own in things for fact in own.facts)
    for iri in others:
        if any(n.type == PROJECT for n in store.names_of(iri)):
            yield thing(store, iri)


def _parts(store: Store, chains: Iterable[Thing], seen: set[str], depth: int = 1) -> Iterable[tuple[int, Thing]]:
    for chain in chains:
        seen.add(chain.iri)
        for fact in chain.related("subChainOf", inverse=True):
            if fact.iri not in seen:
                part = thing(store, fact.iri)
                yield depth, part
                yield from _parts(store, (part,), seen, depth + 1)
