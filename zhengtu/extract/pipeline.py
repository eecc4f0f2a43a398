"""The spaCy pipeline: one component for each step from a document to its facts.

``spacy.blank("zh")`` makes one token of each character, so the character spans of our
components always fall on token borders and no model is needed. Names stand in
``Doc.spans["names"]`` with the entity's type as label and its id as ``kb_id_``; quantities' and
facts' values, which a spaCy span cannot hold, in ``Doc._.facts``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from zhengtu.extract.chains.chains import find_chain_mentions, find_chain_relations
from zhengtu.extract.figures.measures import find_measures
from zhengtu.extract.learned.names import settle_names
from zhengtu.extract.names.entities import find_entities
from zhengtu.extract.names.mentions import find_mentions
from zhengtu.extract.names.relations import find_relations
from zhengtu.model import Document, Dropped, Entity, Extraction, Measure, Mention, Relation

COMPONENTS = ("zhengtu_proposals", "zhengtu_names", "zhengtu_entities", "zhengtu_relations", "zhengtu_measures")
MAX_LENGTH = 10_000_000  # characters; spaCy's own limit of a million guards parsers that we do not run


@dataclass(slots=True)
class Facts:
    """What the components have found so far in one document."""

    document: Document
    proposals: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    relations: tuple[Relation, ...] = ()
    measures: tuple[Measure, ...] = ()
    dropped: tuple[Dropped, ...] = ()


@cache
def build_pipeline() -> Language:
    """Return the pipeline; ``nlp(make_doc(document))`` runs it."""
    nlp = spacy.blank("zh")
    nlp.max_length = MAX_LENGTH
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def make_doc(document: Document) -> Doc:
    """Return a spaCy ``Doc`` over the clean text of ``document``, ready for the components."""
    doc = build_pipeline().make_doc(document.text)
    doc._.facts = Facts(document)
    return doc


def extract(document: Document) -> Extraction:
    """Return all that ``document`` says, as far as the rules understand it."""
    return next(extract_many([document]))


def extract_many(documents: Iterable[Document]) -> Iterator[Extraction]:
    """Yield one extraction for each document, in order."""
    nlp = build_pipeline()
    for doc in nlp.pipe(make_doc(document) for document in documents):
        found: Facts = doc._.facts
        yield Extraction(
            found.document,
            entities=found.entities,
            relations=found.relations,
            measures=found.measures,
            dropped=found.dropped,
            mentions=found.mentions,
        )


@Language.component("zhengtu_proposals")
def propose_names_in(doc: Doc) -> Doc:
    """Find what the rules take for names of firms, works, parks and industry chains."""
    facts: Facts = doc._.facts
    facts.proposals = (*find_mentions(facts.document), *find_chain_mentions(facts.document))
    return doc


@Language.component("zhengtu_names")
def settle_names_in(doc: Doc) -> Doc:
    """Decide which stretches are names: what the rules propose, and what the labels read beside."""
    facts: Facts = doc._.facts
    facts.mentions = settle_names(facts.document, facts.proposals)
    return doc


@Language.component("zhengtu_entities")
def find_entities_in(doc: Doc) -> Doc:
    """Find who the names stand for."""
    facts: Facts = doc._.facts
    facts.entities, facts.mentions = find_entities(facts.document, facts.mentions)
    spans = (
        doc.char_span(m.span.start, m.span.end, label=str(m.type), kb_id=m.entity or "", alignment_mode="expand")
        for m in facts.mentions
    )
    doc.spans["names"] = SpanGroup(doc, name="names", spans=[span for span in spans if span is not None])
    return doc


@Language.component("zhengtu_relations")
def find_relations_in(doc: Doc) -> Doc:
    """Find how the entities hang together and at which stage projects stand."""
    facts: Facts = doc._.facts
    found = (facts.document, facts.entities, facts.mentions)
    facts.relations = find_relations(*found) + find_chain_relations(*found)
    return doc


@Language.component("zhengtu_measures")
def find_measures_in(doc: Doc) -> Doc:
    """Find figures with their indicator, and account for those that make none."""
    facts: Facts = doc._.facts
    facts.measures, facts.dropped = find_measures(facts.document, facts.entities, facts.mentions)
    return doc


if not Doc.has_extension("facts"):
    Doc.set_extension("facts", default=None)
