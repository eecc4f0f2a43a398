"""The indicator thesaurus: which concept the words of a report mean.

Names are compared in a normal form; the names stand in ``indicators.ttl``, the ways to write them
in ``rules/indicator_forms.toml``.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode, Triple

from zhengtu.errors import RuleError
from zhengtu.ontology import vocab
from zhengtu.ontology.vocab import FOLDER, ZT

FORMS = FOLDER / "rules" / "indicator_forms.toml"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True, slots=True)
class Indicator:
    """A concept of the thesaurus; ``broader`` is the id of the wider concept or of the topic."""

    iri: str
    id: str
    zh: str
    en: str
    names: tuple[str, ...]
    broader: str | None = None


@dataclass(frozen=True, slots=True)
class _Forms:
    same: tuple[tuple[str, str], ...]
    ignored: dict[int, None]
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]


def find_indicator(text: str) -> Indicator | None:
    """Return the concept that ``text`` names, or None when the thesaurus has none.

    >>> find_indicator("规模以上工业增加值").id, find_indicator("GDP增速").zh
    ('industry_value_added', '地区生产总值')
    >>> find_indicator("口哨产量") is None
    True
    """
    names = _by_name()
    return next((names[form] for form in _variants(normal_form(text)) if form in names), None)


def indicators() -> tuple[Indicator, ...]:
    """Return all concepts of the thesaurus that a figure can be for, in the order of the file."""
    return tuple(_concepts().values())


@cache
def normal_form(text: str) -> str:
    """Return ``text`` as names of indicators are compared.

    >>> normal_form("规模以上 工业增加值"), normal_form("“小巨人”企业")
    ('规上工业增加值', '小巨人企业')
    """
    forms = _forms()
    folded = unicodedata.normalize("NFKC", text).casefold().translate(forms.ignored)
    for written, meant in forms.same:
        folded = folded.replace(written, meant)
    return folded


def _variants(form: str) -> Iterator[str]:
    forms = _forms()
    yield form
    shorter = [form.removesuffix(s) for s in forms.suffixes if form.endswith(s)]
    yield from shorter
    for candidate in (form, *shorter):
        for prefix in forms.prefixes:
            if candidate.startswith(prefix):
                yield candidate.removeprefix(prefix)


@cache
def _forms() -> _Forms:
    rules = tomllib.loads(FORMS.read_text(encoding="utf-8"))
    if unknown := rules.keys() - {"same", "ignored", "prefixes", "suffixes", "cases"}:
        raise RuleError(f"{FORMS.name}: unknown key: {', '.join(sorted(unknown))}")
    same = tuple((written.casefold(), meant) for written, meant in rules["same"])
    return _Forms(same, dict.fromkeys(map(ord, rules["ignored"])), tuple(rules["prefixes"]), tuple(rules["suffixes"]))


@cache
def _by_name() -> dict[str, Indicator]:
    found: dict[str, Indicator] = {}
    for concept in indicators():
        for name in concept.names:
            other = found.setdefault(normal_form(name), concept)
            if other is not concept:
                raise RuleError(f"indicators.ttl: {name} names both {other.id} and {concept.id}; take one out")
    return found


@cache
def _concepts() -> dict[str, Indicator]:
    about: dict[NamedNode, list[Triple]] = {}
    for triple in vocab.read(vocab.INDICATORS):
        if isinstance(triple.subject, NamedNode):
            about.setdefault(triple.subject, []).append(triple)
    indicator = ZT.Indicator
    found = (
        _concept(node, triples)
        for node, triples in about.items()
        if any(t.object == indicator and t.predicate.value == _TYPE for t in triples)
    )
    return {concept.id: concept for concept in found}


def _concept(node: NamedNode, triples: list[Triple]) -> Indicator:
    labels: dict[str, str] = {}
    others: list[str] = []
    broader = None
    for triple in triples:
        kind, value = triple.predicate.value.removeprefix(_SKOS), triple.object
        if isinstance(value, Literal):
            if kind == "prefLabel":
                labels[value.language or ""] = value.value
            elif kind in ("altLabel", "hiddenLabel"):
                others.append(value.value)
        elif kind == "broader" and isinstance(value, NamedNode):
            broader = value.value.rpartition("#")[2]
    name = node.value.rpartition("#")[2]
    return Indicator(node.value, name, labels["zh"], labels["en"], (labels["zh"], *others), broader)
