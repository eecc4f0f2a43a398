"""What a store knows of things, with the words that say so; quick from a cold start."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from zhengtu.graph.store import IndexedStore, Store
from zhengtu.graph.terms import report_id
from zhengtu.graph.things import Fact, Figure, Quote, Stage, Thing


def things(store: Store, iris: Iterable[str], *, least: float = 0.0) -> tuple[Thing, ...]:
    """Return what is said of entities, in their order.

    Facts, stages and figures of less confidence than ``least`` are left out.
    """
    wanted = list(dict.fromkeys(iris))
    if isinstance(store, IndexedStore):
        found = _from_index(store, wanted)
    else:
        from zhengtu.graph.lookup_joined import joined

        found = joined(store, wanted)
    return tuple(_above(thing, least) if least else thing for thing in found)


def _above(thing: Thing, least: float) -> Thing:
    return replace(
        thing,
        facts=tuple(fact for fact in thing.facts if fact.confidence >= least),
        stages=tuple(stage for stage in thing.stages if stage.confidence >= least),
        figures=tuple(figure for figure in thing.figures if figure.confidence >= least),
    )


def _from_index(store: IndexedStore, iris: list[str]) -> Iterator[Thing]:
    told = store.index.said(iris)
    for iri in iris:
        kind, said = told[iri]
        yield _thing(iri, kind, json.loads(said))


def _thing(iri: str, kind: str, said: dict[str, Any]) -> Thing:
    """Return what :mod:`zhengtu.graph.said` put together."""
    report = report_id(iri)

    def quote(words: list[Any]) -> Quote:
        return Quote(words[0], report, *words[1:])

    facts = (
        Fact(relation, name, other, quote(words), inverse, modality, year, confidence, rule)
        for relation, name, other, inverse, modality, year, confidence, rule, words in said["facts"]
    )
    stages = (
        Stage(stage, modality, year, quote(words), confidence, rule)
        for stage, modality, year, confidence, rule, words in said["stages"]
    )
    figures = (
        Figure(
            indicator,
            kind,
            comparator,
            Decimal(value),
            Decimal(upper) if upper else None,
            unit or "",
            year,
            modality,
            quote(words),
            confidence,
            rule,
        )
        for kind, comparator, modality, indicator, value, upper, unit, year, confidence, rule, words in said["figures"]
    )
    return Thing.of(
        iri,
        kind,
        said["name"],
        said["aliases"],
        report,
        facts=facts,
        stages=stages,
        figures=figures,
        quotes=map(quote, said["quotes"]),
    )
