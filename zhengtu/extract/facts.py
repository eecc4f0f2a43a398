"""The facts of one report as plain values, in the shape of the JSON contract.

The shape is that of the benchmark's gold files: ``doc``, ``jurisdiction``, ``report_year``,
``review_year``, ``entities``, ``relations``, ``measures``; and beside each fact where it
stands (``start`` and ``end`` in the raw text, ``page``), the ``rule`` and the ``confidence``.
"""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from typing import Any

from zhengtu.model import Document, Dropped, Entity, Evidence, Extraction, Measure, Relation

Facts = dict[str, Any]


def as_dict(extraction: Extraction) -> Facts:
    """Return all that ``extraction`` holds as values that ``json`` can write."""
    document = extraction.document
    return {
        "doc": document.id,
        "title": document.title,
        "jurisdiction": document.jurisdiction,
        "place_code": document.place_code,
        "level": document.level,
        "report_year": document.report_year,
        "review_year": document.review_year,
        "entities": [_entity(document, e) for e in extraction.entities],
        "relations": [_relation(document, r) for r in extraction.relations],
        "measures": [_measure(document, m) for m in extraction.measures],
        "terms": [{"name": t.name, "definition": t.definition} for t in document.terms],
        "dropped": [_dropped(document, d) for d in extraction.dropped],
    }


def as_json(extraction: Extraction) -> str:
    """Return the JSON text of :func:`as_dict`, indented, with a line break at its end."""
    return json.dumps(as_dict(extraction), ensure_ascii=False, indent=1) + "\n"


def count_kinds(extraction: Extraction) -> Counter[str]:
    """Count facts by kind: entity types, ``relation``, ``measure``, ``dropped``."""
    counts = Counter(str(e.type) for e in extraction.entities)
    counts["relation"] = len(extraction.relations)
    counts["measure"] = len(extraction.measures)
    counts["dropped"] = len(extraction.dropped)
    return counts


def _entity(document: Document, entity: Entity) -> Facts:
    return {
        "id": entity.id,
        "type": str(entity.type),
        "name": entity.name,
        "aliases": list(entity.aliases),
        **({"merges": {m.alias: m.rule for m in entity.merges}} if entity.merges else {}),
        **_evidence(document, entity.evidence),
    }


def _relation(document: Document, relation: Relation) -> Facts:
    told = {
        "type": relation.type,
        "head": relation.head,
        "tail": relation.tail,
        "value": relation.value,
        "modality": relation.modality,
        "year": relation.year,
    }
    return {k: v for k, v in told.items() if v is not None} | _evidence(document, relation.evidence)


def _measure(document: Document, measure: Measure) -> Facts:
    return {
        "subject": measure.subject,
        "indicator": measure.indicator,
        "kind": measure.kind,
        "op": measure.op,
        "value": _number(measure.value),
        **({"value2": _number(measure.upper)} if measure.upper is not None else {}),
        "unit": measure.unit,
        "year": measure.year,
        "modality": measure.modality,
        **_evidence(document, measure.evidence),
    }


def _dropped(document: Document, dropped: Dropped) -> Facts:
    raw = document.raw_span(dropped.span)
    return {
        "quote": document.raw_quote(dropped.span),
        "reason": dropped.reason,
        "rule": dropped.rule,
        "start": raw.start,
        "end": raw.end,
    }


def _evidence(document: Document, evidence: Evidence) -> Facts:
    raw = document.raw_span(evidence.span)
    page = document.page(evidence.span)
    return {
        "quote": document.raw_quote(evidence.span),
        "start": raw.start,
        "end": raw.end,
        **({"page": page} if page else {}),
        "rule": evidence.rule,
        "confidence": round(evidence.confidence, 3),
    }


def _number(value: Decimal) -> int | float:
    """Return ``value`` as JSON knows numbers; the text keeps its digits within a float's precision."""
    return int(value) if value == value.to_integral_value() else float(value)
