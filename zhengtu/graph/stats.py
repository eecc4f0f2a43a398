"""How much a store holds, of what."""

from __future__ import annotations

from dataclasses import dataclass

from zhengtu.graph.store import IndexedStore, Store
from zhengtu.graph.terms import ONTOLOGY, REFERENCE, local_name, python_value

CLASSES = f"""
SELECT ?class (COUNT(DISTINCT ?thing) AS ?count) WHERE {{
  GRAPH ?graph {{ ?thing a ?class }} FILTER(?graph != {ONTOLOGY})
}} GROUP BY ?class
"""
SHARED = f"SELECT ?class (COUNT(?thing) AS ?count) WHERE {{ GRAPH {REFERENCE} {{ ?thing a ?class }} }} GROUP BY ?class"
RELATIONS = (
    "SELECT ?relation (COUNT(?statement) AS ?count) WHERE { ?statement zt:predicate ?relation } GROUP BY ?relation"
)
STAGES = """
SELECT ?stage ?modality (COUNT(?milestone) AS ?count) WHERE {
  ?milestone zt:project ?project ; zt:stage ?stage ; zt:modality ?modality
} GROUP BY ?stage ?modality
"""


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts by class (``Enterprise``, ``Target``, …), by relation and by stage and modality."""

    store: str
    reports: int
    triples: int
    classes: dict[str, int]
    relations: dict[str, int]
    stages: dict[tuple[str, str], int]

    def rows(self) -> list[tuple[str, str, int]]:
        """Return plain rows: what kind of count, of what, how many."""
        found = [("store", "reports", self.reports), ("store", "triples", self.triples)]
        found += [("class", name, count) for name, count in self.classes.items()]
        found += [("relation", name, count) for name, count in self.relations.items()]
        return found + [("stage", f"{stage} ({modality})", n) for (stage, modality), n in self.stages.items()]


def summarise(store: Store) -> Summary:
    """Count what ``store`` holds; the vocabulary itself is left out."""
    if isinstance(store, IndexedStore):
        return _from_index(store)
    classes = _counts(store, CLASSES)
    return Summary(
        store=store.target,
        reports=len(store.reports()),
        triples=len(store) - sum(1 for _ in store.quads(ONTOLOGY)),
        classes={name: count for (name,), count in classes},
        relations={name: count for (name,), count in _counts(store, RELATIONS)},
        stages={(stage, modality): count for (stage, modality), count in _counts(store, STAGES)},
    )


def _from_index(store: IndexedStore) -> Summary:
    """Return what the index has counted report by report, and the things that reports share."""
    shared = {name: count for (name,), count in _counts(store, SHARED)}
    ((triples,),) = store.select(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {REFERENCE} {{ ?s ?p ?o }} }}")
    stages = ((name.partition(" "), count) for name, count in store.index.counts("stage"))
    return Summary(
        store=store.target,
        reports=len(store.reports()),
        triples=store.index.triples() + int(triples.value if triples else 0),
        classes=dict(sorted((shared | dict(store.index.counts("class"))).items())),
        relations=dict(store.index.counts("relation")),
        stages={(stage, modality): count for (stage, _, modality), count in stages},
    )


def _counts(store: Store, sparql: str) -> list[tuple[tuple[str, ...], int]]:
    found = []
    for *names, count in store.select(sparql):
        told = tuple(local_name(str(python_value(name))) for name in names)
        found.append((told, int(count.value if count else 0)))
    return sorted(found)
