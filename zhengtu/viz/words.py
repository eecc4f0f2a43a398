"""The words of the interface in both languages: our own, and what the ontology calls its terms."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from zhengtu.ontology import vocab

TEMPLATES = Path(__file__).parent / "templates"


def word(key: str, lang: str) -> str:
    """Return one word of the interface.

    >>> word("type.Project", "en")
    'Project'
    """
    return (own_words().get(key) or label(*key.split(".", 1)))[lang]


@cache
def own_words() -> dict[str, dict[str, str]]:
    """Return the words of the interface that are no terms of the ontology, by key."""
    tables = tomllib.loads((TEMPLATES / "words.toml").read_text(encoding="utf-8"))
    return {
        f"{group}.{key}": {"zh": pair[0], "en": pair[1]}
        for group, pairs in tables.items()
        for key, pair in pairs.items()
    }


@cache
def label(group: str, name: str) -> dict[str, str]:
    """Return what the ontology calls a term; types are written with a capital.

    >>> label("stage", "started")
    {'zh': '开工', 'en': 'started'}
    """
    labels = vocab.LABELS[getattr(vocab.ZT, name)]
    return {"zh": labels["zh"], "en": labels["en"].capitalize() if group == "type" else labels["en"]}
