"""Where words stand: in names and in the quoted sentences."""

from __future__ import annotations

from dataclasses import dataclass

from zhengtu.graph.index import Name, Words
from zhengtu.graph.store import Store


@dataclass(frozen=True, slots=True)
class Found:
    """The things and the sentences that have ``text`` in them."""

    text: str
    names: tuple[Name, ...]
    quotes: tuple[Words, ...]


def find(store: Store, text: str, *, limit: int = 100) -> Found:
    """Return names and quotes with ``text`` in them, exact and short names first, each thing once."""
    names: dict[str, Name] = {}
    for name in (*store.named(text), *store.names_with(text, limit=limit)):
        names.setdefault(name.iri, name)
    return Found(text, tuple(names.values())[:limit], _longest(store.quotes_with(text, limit=4 * limit))[:limit])


def _longest(quotes: list[Words]) -> tuple[Words, ...]:
    """Return the quotes without those that a longer one of the same report holds, and without repeats."""
    kept: dict[tuple[str, str], Words] = {}
    for words in sorted(quotes, key=lambda q: -len(q.text)):
        if not any(report == words.report and words.text in text for report, text in kept):
            kept[words.report, words.text] = words
    return tuple(words for words in quotes if kept.get((words.report, words.text)) is words)
