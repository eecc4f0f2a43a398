"""The ontology as OWL: it parses everywhere, keeps to OWL 2 DL and is free of contradiction."""

from collections import Counter

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, XSD

from zhengtu.graph import build
from zhengtu.graph.memory import to_rdflib
from zhengtu.ontology import vocab

FILES = sorted(vocab.FOLDER.glob("*.ttl"))
ZT = rdflib.Namespace(vocab.namespaces()["zt"])
MEMBERS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
DATATYPES = {  # of the OWL 2 datatype map, as far as used; xsd:gYear is not among them
    *(RDFS.Literal, RDF.PlainLiteral, XSD.string, XSD.integer, XSD.decimal, XSD.boolean, XSD.dateTime, XSD.anyURI),
}
BUILT_IN = {RDFS.label, RDFS.comment, RDFS.seeAlso, RDFS.isDefinedBy, OWL.versionInfo}


@pytest.fixture(scope="module")
def core():
    return rdflib.Graph().parse(vocab.CORE)


@pytest.fixture(scope="module")
def everything():
    graph = rdflib.Graph()
    for path in (*vocab.VOCABULARIES, vocab.FOLDER / "alignment.ttl"):
        graph.parse(path)
    return graph


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_rdflib_and_oxigraph_read_the_same(path):
    assert len(rdflib.Graph().parse(path)) == len(set(vocab.read(path)))


def test_the_head_says_what_it_is(core):
    ontology = core.value(predicate=RDF.type, object=OWL.Ontology)
    vann = rdflib.Namespace("http://purl.org/vocab/vann/")
    assert core.value(ontology, OWL.versionIRI) == ontology + "/" + str(core.value(ontology, OWL.versionInfo))
    assert core.value(ontology, rdflib.DCTERMS.license)
    assert str(core.value(ontology, vann.preferredNamespaceUri)) == str(ZT)
    assert str(core.value(ontology, vann.preferredNamespacePrefix)) == "zt"


def ours(graph, *kinds):
    return sorted({s for kind in kinds for s in graph.subjects(RDF.type, kind) if str(s).startswith(ZT)})


def test_every_class_and_property_is_described_in_both_languages(core):
    for term in ours(core, *MEMBERS):
        for predicate in (RDFS.label, RDFS.comment):
            assert sorted(text.language for text in core.objects(term, predicate)) == ["en", "zh"], (term, predicate)
        assert core.value(term, SKOS.example), term


def test_every_property_has_a_domain_and_a_range(core):
    missing = [
        (term, place)
        for term in ours(core, OWL.ObjectProperty, OWL.DatatypeProperty)
        for place in (RDFS.domain, RDFS.range)
        if core.value(term, place) is None
    ]
    # what made a graph is said of reports and of activities, and an activity is no class of ours
    assert missing == [(ZT.generator, RDFS.domain)]


def test_every_code_is_in_a_list_with_labels_notation_and_definition(core):
    codes = [s for s in set(core.subjects(SKOS.inScheme)) if str(s).startswith(ZT)]
    assert len(codes) == 21
    for code in codes:
        assert sorted(text.language for text in core.objects(code, SKOS.prefLabel)) == ["en", "zh"], code
        assert sorted(text.language for text in core.objects(code, SKOS.definition)) == ["en", "zh"], code
        assert core.value(code, SKOS.notation), code


def test_the_stages_stand_in_their_order():
    assert (
        *("negotiating", "signed", "started", "under_construction", "completed", "operational", "full_capacity"),
    ) == vocab.STAGES


def test_no_name_is_of_two_sorts(everything):
    """OWL 2 DL: no term is class and datatype, or two sorts of property; we allow no punning at all."""
    sorts = {}
    for term, kind in everything.subject_objects(RDF.type):
        if kind in MEMBERS and isinstance(term, rdflib.URIRef):
            sorts.setdefault(term, set()).add(kind)
    assert not {term: kinds for term, kinds in sorts.items() if len(kinds) > 1}
    individuals = {s for s, kind in everything.subject_objects(RDF.type) if kind not in MEMBERS and kind in sorts}
    assert not individuals & sorts.keys()


def test_every_term_used_is_declared(everything):
    declared = {s for kind in MEMBERS for s in everything.subjects(RDF.type, kind)}
    reserved = (str(OWL), str(RDF), str(RDFS), str(XSD))
    used = {p for p in everything.predicates() if not str(p).startswith(reserved)}
    used |= {
        o for p in (RDFS.subClassOf, RDFS.domain) for o in everything.objects(None, p) if isinstance(o, rdflib.URIRef)
    }
    used |= {o for o in everything.objects(None, RDF.type) if not str(o).startswith(reserved)}
    assert not used - declared - BUILT_IN


def test_ranges_are_classes_for_objects_and_datatypes_of_owl_for_data(core):
    for term in ours(core, OWL.DatatypeProperty):
        assert core.value(term, RDFS.range) in DATATYPES, term
    for term in ours(core, OWL.ObjectProperty):
        target = core.value(term, RDFS.range)
        assert (target, RDF.type, OWL.Class) in core or target == OWL.Thing, term


def test_literals_are_of_the_datatypes_of_owl(everything):
    kinds = Counter(o.datatype for o in everything.objects() if isinstance(o, rdflib.Literal) and o.datatype)
    assert kinds.keys() <= DATATYPES


def test_only_simple_object_properties_are_asymmetric_or_irreflexive(core):
    """OWL 2 DL: such a property may be neither transitive nor above a transitive one."""
    assert not list(core.subjects(RDF.type, OWL.TransitiveProperty))
    for kind in (OWL.AsymmetricProperty, OWL.IrreflexiveProperty):
        assert all((term, RDF.type, OWL.ObjectProperty) in core for term in core.subjects(RDF.type, kind))


def contradictions(graph):
    import owlrl

    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    error = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")
    return [str(o) for s in graph.subjects(RDF.type, error) for o in graph.objects(s)]


def sample(extraction):
    """A report's graph with the ontology and the alignment."""
    graph = rdflib.Graph().parse(vocab.CORE).parse(vocab.FOLDER / "alignment.ttl")
    for quad in build.quads(extraction):
        graph.add((to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)))
    return graph


def test_reasoning_finds_no_contradiction_in_a_sample_graph(gold):
    graph = sample(gold[1])
    assert contradictions(graph) == []
    assert not [(s, o) for s, o in graph.subject_objects(OWL.sameAs) if s != o]


@pytest.mark.parametrize(
    "wrong",
    [
        (ZT.thing, RDF.type, ZT.Project, ZT.thing, RDF.type, ZT.IndustryChain),  # disjoint classes
        (ZT.thing, ZT.undertakes, ZT.other, ZT.other, ZT.undertakes, ZT.thing),  # by domain and range
        (ZT.thing, ZT.subChainOf, ZT.thing),
        (ZT.thing, ZT.stage, ZT.signed, ZT.thing, ZT.stage, ZT.started),  # functional, and stages differ
    ],
    ids=["disjoint", "domain", "irreflexive", "functional"],
)
def test_reasoning_would_find_one(wrong, core):
    graph = rdflib.Graph()
    for triple in core:
        graph.add(triple)
    for place in range(0, len(wrong), 3):
        graph.add(wrong[place : place + 3])
    assert contradictions(graph)
