"""The facts of the sample reports as they were annotated by hand, as values of the model."""

import json
import re
from decimal import Decimal
from pathlib import Path

from zhengtu import samples
from zhengtu.extract.reading import reader
from zhengtu.model import Document, Entity, EntityType, Evidence, Extraction, Measure, Relation, Span

EXPECTED = Path(__file__).parent.parent / "samples" / "expected"
BLANKS = re.compile(r"\s+")


def gold_extractions() -> tuple[Extraction, ...]:
    """Return what a perfect reader makes of the two sample reports."""
    return tuple(_extraction(path) for path in samples.paths())


def _extraction(path: Path) -> Extraction:
    facts = json.loads((EXPECTED / f"{path.stem}.gold.json").read_text(encoding="utf-8"))
    document = reader.read(path)
    find = _Finder(document)
    entities = tuple(
        Entity(e["id"], EntityType(e["type"]), e["name"], tuple(e["aliases"]), find(e["quote"]))
        for e in facts["entities"]
    )
    relations = tuple(
        Relation(
            r["type"], r["head"], find(r["quote"]), r.get("tail"), r.get("value"), r.get("modality"), r.get("year")
        )
        for r in facts["relations"]
    )
    measures = tuple(
        Measure(
            *(m["indicator"], m["kind"], m["op"], Decimal(str(m["value"])), m["unit"], m["year"], m["modality"]),
            find(m["quote"]),
            Decimal(str(m["value2"])) if m.get("value2") is not None else None,
            m.get("subject"),
        )
        for m in facts["measures"]
    )
    return Extraction(document, entities, relations, measures)


class _Finder:
    """Finds a quote whatever white space stands in it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.places = [i for i, c in enumerate(document.text) if not c.isspace()]
        self.bare = BLANKS.sub("", document.text)

    def __call__(self, quote: str) -> Evidence:
        bare = BLANKS.sub("", quote)
        start = self.bare.find(bare)
        if start < 0:  # a footnote mark inside it, which the clean text has not
            start, bare = self.bare.find(bare[:8]), bare[:8]
        assert start >= 0, quote
        span = Span(self.places[start], self.places[start + len(bare) - 1] + 1)
        return Evidence(span, self.document.quote(span), "annotated", 1.0)
