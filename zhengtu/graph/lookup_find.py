"""Where words stand: in names, in the quoted sentences, and what the glossaries say of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from zhengtu.graph.entries import Name, Words
from zhengtu.graph.store import Store

DEFINITION = "SELECT ?words ?term WHERE { ?term skos:definition ?words }"


@dataclass(frozen=True, slots=True)
class Found:
    """The things and the sentences that have ``text`` in them."""

    text: str
    names: tuple[Name, ...]
    quotes: tuple[Words, ...]
    definitions: Mapping[str, str] = field(default_factory=dict)
    """What a report's glossary says, by the IRI of the term."""


def find(store: Store, text: str, *, limit: int = 100) -> Found:
    """Return names and quotes with ``text`` in them, exact and short names first, each thing once."""
    names: dict[str, Name] = {}
    for name in (*store.named(text), *store.names_with(text, limit=limit)):
        names.setdefault(name.iri, name)
    found = tuple(names.values())[:limit]
    told = {name.iri: words for name in found if name.type == "Term" and (words := definition(store, name.iri))}
    return Found(text, found, _longest(store.quotes_with(text, limit=4 * limit))[:limit], told)


def definition(store: Store, term: str) -> str:
    """Return what the glossary says of a term; empty where it says nothing."""
    for words, *_ in store.select(DEFINITION, term=NamedNode(term)):
        return words.value if words is not None else ""
    return ""


def _longest(quotes: list[Words]) -> tuple[Words, ...]:
    """Return the quotes without those that a longer one of the same report holds, and without repeats."""
    kept: dict[tuple[str, str], Words] = {}
    for words in sorted(quotes, key=lambda q: -len(q.text)):
        if not any(report == words.report and words.text in text for report, text in kept):
            kept[words.report, words.text] = words
    return tuple(words for words in quotes if kept.get((words.report, words.text)) is words)
