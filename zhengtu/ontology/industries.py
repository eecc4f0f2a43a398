"""Where an industry chain has its place in the classifications of ``industries.ttl``, by the words of its name."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode

from zhengtu.errors import RuleError
from zhengtu.ontology import vocab

WORDS = vocab.FOLDER / "rules" / "industry_words.toml"
SCHEMES = ("gbt4754", "strategic")
_SKOS = "http://www.w3.org/2004/02/skos/core#"


@dataclass(frozen=True, slots=True)
class Industry:
    """A class of an industrial classification; ``notation`` is its code there."""

    iri: str
    id: str
    notation: str
    zh: str
    en: str


def find_industries(name: str) -> tuple[Industry, ...]:
    """Return where the chain called ``name`` belongs: at most one class of each classification.

    >>> [industry.notation for industry in find_industries("先进陶瓷产业")]
    ['C30', '3.4']
    """
    folded = unicodedata.normalize("NFKC", name)
    found = []
    for words in _words().values():
        hits = [(len(word), folded.rfind(word), word) for word in words if word in folded]
        if hits:
            found.append(industries()[words[max(hits)[2]]])
    return tuple(found)


@cache
def industries() -> dict[str, Industry]:
    """Return all classes by id, in the order of the file."""
    told: dict[str, dict[str, str]] = {}
    for triple in vocab.read(vocab.INDUSTRIES):
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, Literal):
            key = triple.predicate.value.removeprefix(_SKOS) + (triple.object.language or "")
            told.setdefault(triple.subject.value, {})[key] = triple.object.value
    entries = ((iri, iri.rpartition("#")[2], said) for iri, said in told.items() if "notation" in said)
    return {
        name: Industry(iri, name, said["notation"], said["prefLabelzh"], said["prefLabelen"])
        for iri, name, said in entries
    }


@cache
def _words() -> dict[str, dict[str, str]]:
    """Return the class of each word, by scheme."""
    rules = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    if unknown := rules.keys() - {*SCHEMES, "cases"}:
        raise RuleError(f"{WORDS.name}: unknown table: {', '.join(sorted(unknown))}")
    found: dict[str, dict[str, str]] = {}
    for scheme in SCHEMES:
        words = found.setdefault(scheme, {})
        for name, listed in rules[scheme].items():
            if name not in industries():
                raise RuleError(f"{WORDS.name}: {name} is no class of industries.ttl")
            for word in listed.split():
                if words.setdefault(word, name) != name:
                    raise RuleError(f"{WORDS.name}: {word} leads to {words[word]} and to {name}; take one out")
    return found
