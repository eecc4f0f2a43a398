"""What the ontology says of each of its terms, ready to be shown: the terms as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from zhengtu.errors import UnknownNameError
from zhengtu.ontology import thesaurus, vocab
from zhengtu.ontology.industries import find_industries

KINDS = {
    "Class": ("类", "class"),
    "ObjectProperty": ("对象属性", "object property"),
    "DatatypeProperty": ("数据属性", "data property"),
    "AnnotationProperty": ("注释属性", "annotation property"),
    "ConceptScheme": ("代码表", "code list"),
    "Code": ("代码", "code"),
}
CHARACTERISTICS = ("FunctionalProperty", "SymmetricProperty", "AsymmetricProperty", "IrreflexiveProperty")
_OWL = "http://www.w3.org/2002/07/owl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_STATUS = "http://www.w3.org/2003/06/sw-vocab-status/ns#term_status"
PREFIXES = {
    "http://www.w3.org/2001/XMLSchema#": "xsd:",
    _RDF: "rdf:",
    _RDFS: "rdfs:",
    _OWL: "owl:",
    _SKOS: "skos:",
    "http://www.w3.org/ns/oa#": "oa:",
    "http://www.w3.org/ns/prov#": "prov:",
    "http://purl.org/dc/terms/": "dcterms:",
}


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the ontology; ``kind`` is a key of ``KINDS``; other terms stand by their short names.

    ``parents`` are the classes above a class and the code list of a code; ``inverse_of`` is set
    for a property that graphs do not hold because they hold its inverse.
    """

    name: str
    kind: str
    labels: MappingProxyType[str, str]
    comments: MappingProxyType[str, str]
    parents: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    inverse_of: str | None = None
    characteristics: tuple[str, ...] = ()
    example: str | None = None
    notation: str | None = None
    order: int | None = None
    testing: bool = False

    @property
    def is_property(self) -> bool:
        """Whether the term stands between a subject and an object."""
        return self.kind.endswith("Property")


@cache
def terms() -> MappingProxyType[str, Term]:
    """Return all terms of our namespace, in the order of the file, by name.

    >>> terms()["locatedIn"].domain
    ('zt:Enterprise', 'zt:Project')
    """
    about = _Triples(vocab.read(vocab.CORE))
    return MappingProxyType({name: _term(name, getattr(vocab.ZT, name), about) for name in dict.fromkeys(_names())})


def find_term(text: str) -> Term:
    """Return the term called ``text``: by name, with or without prefix, or by a label in either language.

    >>> find_term("zt:Park").name, find_term("园区").name, find_term("in chain").name
    ('Park', 'Park', 'inChain')
    """
    wanted = text.strip().removeprefix("zt:")
    known = terms()
    if wanted in known:
        return known[wanted]
    folded = wanted.casefold()
    for term in known.values():
        if folded == term.name.casefold() or folded in (label.casefold() for label in term.labels.values()):
            return term
    names = [*known, *(label for term in known.values() for label in term.labels.values())]
    near = get_close_matches(wanted, names, n=4, cutoff=0.5)
    told = f"near it: {', '.join(near)}" if near else "`zhengtu ontology` shows all"
    raise UnknownNameError(f"{text}: no term of the ontology, no indicator and no industry; {told}")


def describe(text: str, lang: str) -> list[tuple[str, str]]:
    """Return what is known of a term, an indicator or the place of an industry, as pairs of a heading and a text."""
    concept = thesaurus.find_indicator(text)
    wanted = text.strip().removeprefix("zt:")
    if concept and wanted not in terms():
        return list(_indicator_lines(concept, lang))
    if placed := find_industries(text) if wanted not in _all_names() else ():
        return [(f"ztin:{industry.id}", f"{industry.notation} {getattr(industry, lang)}") for industry in placed]
    return list(_term_lines(find_term(text), lang))


def overview(lang: str) -> list[dict[str, str]]:
    """Return one row for each term: name, kind, label and description."""
    place = 0 if lang == "zh" else 1
    return [
        {
            "name": f"zt:{term.name}",
            "kind": KINDS[term.kind][place],
            "label": term.labels.get(lang, ""),
            "comment": term.comments.get(lang, ""),
        }
        for term in terms().values()
    ]


def uses_of(name: str, *, incoming: bool = False) -> tuple[Term, ...]:
    """Return the properties that a thing of class ``name`` may have (or be the value of), by its classes above too.

    >>> [term.name for term in uses_of("Milestone")][-2:]
    ['project', 'stage']
    """
    wanted = {f"zt:{n}" for n in _upwards(name)}
    properties = (t for t in terms().values() if t.is_property and not t.inverse_of)
    return tuple(t for t in properties if wanted & set(t.range if incoming else t.domain))


def _upwards(name: str) -> Iterator[str]:
    yield name
    for parent in terms()[name].parents:
        if parent.startswith("zt:"):
            yield from _upwards(parent[3:])


def _term_lines(term: Term, lang: str) -> Iterator[tuple[str, str]]:
    place = 0 if lang == "zh" else 1
    yield f"zt:{term.name}", KINDS[term.kind][place]
    for heading, told in (
        (("名称", "label"), " / ".join(term.labels.values())),
        (("说明", "description"), term.comments.get(lang, "")),
        (("代码", "notation"), term.notation or ""),
        (("上位", "is a" if not term.is_property else "above"), ", ".join(term.parents)),
        (("用于", "of"), " | ".join(term.domain)),
        (("取值", "to"), " | ".join(term.range)),
        (("逆属性", "inverse of"), f"zt:{term.inverse_of}" if term.inverse_of else ""),
        (("特征", "characteristics"), ", ".join(c.removesuffix("Property") for c in term.characteristics)),
        (("示例", "example"), term.example or ""),
        (("状态", "status"), ("抽取尚未填写" if place == 0 else "not filled by the extraction yet") * term.testing),
    ):
        if told:
            yield heading[place], told
    if term.kind == "Class":
        uses = ", ".join(f"zt:{t.name}" for t in uses_of(term.name))
        if uses:
            yield ("属性", "properties")[place], uses
        pointing = ", ".join(f"zt:{t.name}" for t in uses_of(term.name, incoming=True))
        if pointing:
            yield ("被指向", "pointed to by")[place], pointing
    members = [t.name for t in terms().values() if f"zt:{term.name}" in t.parents]
    if members:
        yield ("下位", "below")[place], ", ".join(f"zt:{name}" for name in members)


def _indicator_lines(concept: thesaurus.Indicator, lang: str) -> Iterator[tuple[str, str]]:
    place = 0 if lang == "zh" else 1
    yield f"zti:{concept.id}", ("指标", "indicator")[place]
    yield ("名称", "label")[place], f"{concept.zh} / {concept.en}"
    if len(concept.names) > 1:
        yield ("又称", "also called")[place], "、".join(concept.names[1:])
    by_id = {c.id: c for c in thesaurus.indicators()}
    if concept.broader in by_id:
        yield ("上位", "broader")[place], getattr(by_id[concept.broader], lang)
    narrower = [getattr(c, lang) for c in by_id.values() if c.broader == concept.id]
    if narrower:
        yield ("下位", "narrower")[place], ("、", ", ")[place].join(narrower)


@cache
def _all_names() -> frozenset[str]:
    return frozenset(name for term in terms().values() for name in (term.name, *term.labels.values()))


def _names() -> Iterator[str]:
    names = {iri: name for name, iri in ((name, getattr(vocab.ZT, name)) for name in dir(vocab.ZT))}
    for triple in vocab.read(vocab.CORE):
        if isinstance(triple.subject, NamedNode) and triple.subject in names:
            yield names[triple.subject]


class _Triples:
    """Triples by subject, then by predicate."""

    def __init__(self, triples: Sequence[Triple]) -> None:
        self.by_subject: dict[object, dict[str, list[object]]] = {}
        for triple in triples:
            told = self.by_subject.setdefault(triple.subject, {})
            told.setdefault(triple.predicate.value, []).append(triple.object)

    def objects(self, subject: object, predicate: str) -> list[object]:
        return self.by_subject.get(subject, {}).get(predicate, [])

    def texts(self, subject: object, *predicates: str) -> MappingProxyType[str, str]:
        found = (o for predicate in predicates for o in self.objects(subject, predicate))
        return MappingProxyType({o.language or "": o.value for o in found if isinstance(o, Literal)})

    def names(self, subject: object, predicate: str) -> tuple[str, ...]:
        """Return the short names of the objects, those of a union one by one."""
        return tuple(name for o in self.objects(subject, predicate) for name in self._expand(o))

    def one(self, subject: object, predicate: str) -> str | None:
        found = self.objects(subject, predicate)
        return found[0].value if found and isinstance(found[0], Literal | NamedNode) else None

    def _expand(self, node: object) -> Iterator[str]:
        if isinstance(node, NamedNode):
            yield short(node.value)
            return
        for head in self.objects(node, f"{_OWL}unionOf"):
            place: object = head
            while isinstance(place, BlankNode):
                yield from (name for o in self.objects(place, f"{_RDF}first") for name in self._expand(o))
                place = self.objects(place, f"{_RDF}rest")[0]


def short(iri: str) -> str:
    """Return an IRI with its prefix.

    >>> short("https://w3id.org/zhengtu/ontology#Park"), short("http://www.w3.org/ns/prov#Entity")
    ('zt:Park', 'prov:Entity')
    """
    for prefix, base in vocab.namespaces().items():
        if iri.startswith(base):
            return f"{prefix}:{iri[len(base) :]}"
    for base, prefix in PREFIXES.items():
        if iri.startswith(base):
            return prefix + iri[len(base) :]
    return iri


def _term(name: str, iri: NamedNode, about: _Triples) -> Term:
    types = about.names(iri, f"{_RDF}type")
    kind = next((k for k in KINDS if f"owl:{k}" in types or f"skos:{k}" in types), "Code")
    order = about.one(iri, f"{vocab.ZT.order.value}")
    above = about.names(iri, f"{_RDFS}subClassOf") + about.names(iri, f"{_RDFS}subPropertyOf")
    inverse = about.names(iri, f"{_OWL}inverseOf")
    return Term(
        name=name,
        kind=kind,
        labels=about.texts(iri, f"{_RDFS}label", f"{_SKOS}prefLabel"),
        comments=about.texts(iri, f"{_RDFS}comment", f"{_SKOS}definition"),
        parents=above or about.names(iri, f"{_SKOS}inScheme"),
        domain=about.names(iri, f"{_RDFS}domain"),
        range=about.names(iri, f"{_RDFS}range"),
        inverse_of=inverse[0].removeprefix("zt:") if inverse else None,
        characteristics=tuple(c for c in CHARACTERISTICS if f"owl:{c}" in types),
        example=about.one(iri, f"{_SKOS}example"),
        notation=about.one(iri, f"{_SKOS}notation"),
        order=int(order) if order else None,
        testing=about.one(iri, _STATUS) == "testing",
    )
