"""Graphs that the builder makes conform; a graph that is broken is caught, whatever was broken."""

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from rdflib import RDF, SH

from zhengtu.errors import ReadError
from zhengtu.graph import build, validate
from zhengtu.graph.store import open_store
from zhengtu.graph.terms import DCTERMS, OA, PROV, REFERENCE, SKOS, XSD, report_iri, year, zh
from zhengtu.graph.terms import RDF as RDFS_TYPE
from zhengtu.ontology import reference, vocab
from zhengtu.ontology.vocab import ZT

TYPE = RDFS_TYPE.type


def few(facts, kind):
    """The first facts of each kind: a small graph is checked soon."""
    kinds = dict.fromkeys(map(kind, facts))
    return tuple(fact for one in kinds for fact in [f for f in facts if kind(f) == one][:4])


@pytest.fixture(scope="module")
def quads(gold):
    report = gold[0]
    relations = few(report.relations, lambda r: (r.type, r.modality))
    measures = few(report.measures, lambda m: m.modality)
    named = {r.head for r in relations} | {r.tail for r in relations} | {m.subject for m in measures} | {"K1"}
    entities = tuple(e for e in report.entities if e.id in named)
    return tuple(build.quads(replace(report, entities=entities, relations=relations, measures=measures)))


@pytest.fixture(scope="module")
def shapes():
    return rdflib.Graph().parse(validate.SHAPES)


def test_what_the_builder_makes_conforms(quads):
    assert validate.validate_quads(quads) == ()


class Broken:
    """A graph to damage: helpers to find, take out and put in."""

    def __init__(self, quads):
        self.quads = list(quads)
        self.report = next(q.subject for q in self.quads if q.object == ZT.Report)

    def one(self, kind, having=None):
        nodes = [q.subject for q in self.quads if q.predicate == TYPE and q.object == kind]
        return next(
            n for n in nodes if having is None or any(q.subject == n and q.predicate == having for q in self.quads)
        )

    def value(self, node, predicate):
        return next(q.object for q in self.quads if q.subject == node and q.predicate == predicate)

    def drop(self, node, predicate):
        self.quads = [q for q in self.quads if not (q.subject == node and q.predicate == predicate)]

    def add(self, node, predicate, value):
        self.quads.append(Quad(node, predicate, value, self.report))

    def set(self, node, predicate, value):
        graph = next(q.graph_name for q in self.quads if q.subject == node and q.predicate == predicate)
        self.drop(node, predicate)
        self.quads.append(Quad(node, predicate, value, graph))


def number(text):
    return Literal(text, datatype=XSD.decimal)


def no_label(g):
    g.drop(g.one(ZT.Enterprise), SKOS.prefLabel)


def two_labels(g):
    g.add(g.one(ZT.Project), SKOS.prefLabel, zh("另一个名字"))


def label_without_language(g):
    g.set(g.one(ZT.Park), SKOS.prefLabel, Literal("某园区"))


def alias_like_the_name(g):
    firm = g.one(ZT.Enterprise)
    g.add(firm, SKOS.altLabel, g.value(firm, SKOS.prefLabel))


def misspelt_property(g):
    firm = g.one(ZT.Enterprise)
    g.add(firm, NamedNode(ZT.undertakes.value + "s"), g.one(ZT.Project))


def entity_without_evidence(g):
    g.drop(g.one(ZT.IndustryChain), ZT.evidence)


def entity_of_no_report(g):
    g.drop(g.one(ZT.Park), ZT.mentionedIn)


def firm_undertakes_a_park(g):
    g.add(g.one(ZT.Enterprise), ZT.undertakes, g.one(ZT.Park))


def relation_without_statement(g):
    firms = [q.subject for q in g.quads if q.object == ZT.Enterprise]
    g.add(firms[1], ZT.undertakes, g.value(firms[0], ZT.undertakes))


def statement_without_relation(g):
    g.drop(g.one(ZT.Enterprise, ZT.undertakes), ZT.undertakes)


def statement_of_an_unknown_relation(g):
    g.set(g.one(ZT.Statement), ZT.predicate, NamedNode(ZT.undertakes.value + "s"))


def statement_without_subject(g):
    g.drop(g.one(ZT.Statement), ZT.subject)


def confidence_above_one(g):
    g.set(g.one(ZT.Statement), ZT.confidence, number("1.2"))


def confidence_as_a_float(g):
    g.set(g.one(ZT.Milestone), ZT.confidence, Literal("0.9", datatype=XSD.double))


def two_rules(g):
    g.add(g.one(ZT.Milestone), ZT.rule, Literal("another"))


def stage_outside_the_list(g):
    g.set(g.one(ZT.Milestone), ZT.stage, ZT.level)


def milestone_that_is_a_target(g):
    g.set(g.one(ZT.Milestone), ZT.modality, ZT.target)


def stage_without_milestone(g):
    g.add(g.one(ZT.Project), ZT.plannedStage, ZT.full_capacity)


def year_as_a_number(g):
    g.set(g.one(ZT.Milestone, ZT.year), ZT.year, Literal(2024))


def target_that_happened(g):
    g.set(g.one(ZT.Target), ZT.modality, ZT.actual)


def observation_that_is_planned(g):
    g.set(g.one(ZT.Observation), ZT.modality, ZT.target)


def figure_without_value(g):
    g.drop(g.one(ZT.Observation), ZT.value)


def figure_in_words(g):
    g.set(g.one(ZT.Observation), ZT.value, zh("四百"))


def range_upside_down(g):
    g.add(g.one(ZT.Observation), ZT.upperValue, number("-99999"))


def unknown_comparator(g):
    g.set(g.one(ZT.Observation), ZT.comparator, zh("左右"))


def indicator_without_type(g):
    g.set(g.one(ZT.Observation), ZT.indicator, NamedNode("https://w3id.org/zhengtu/id/indicator/x"))


def unit_of_ones_own(g):
    g.set(g.one(ZT.Observation, ZT.unit), ZT.unit, NamedNode("http://example.org/yuan"))


def figure_about_a_report(g):
    g.add(g.one(ZT.Observation), ZT.about, g.report)


def evidence_without_words(g):
    g.set(g.one(ZT.Evidence), OA.exact, zh(""))


def evidence_backwards(g):
    evidence = g.one(ZT.Evidence)
    g.set(evidence, OA.end, g.value(evidence, OA.start))


def evidence_of_another_report(g):
    other = report_iri("other")
    g.add(other, TYPE, ZT.Report)
    g.set(g.one(ZT.Evidence), PROV.wasDerivedFrom, other)


def page_zero(g):
    g.add(g.one(ZT.Evidence), ZT.page, Literal(0))


def term_without_definition(g):
    g.drop(g.one(ZT.Term), SKOS.definition)


def report_without_title(g):
    g.drop(g.report, DCTERMS.title)


def report_of_two_years(g):
    g.add(g.report, ZT.reportYear, year(1999))


def report_by_a_firm(g):
    g.set(g.report, ZT.reportedBy, g.one(ZT.Enterprise))


def place_with_a_short_code(g):
    g.quads.append(Quad(g.one(ZT.Place), ZT.placeCode, Literal("1502"), REFERENCE))


def honour_without_name(g):
    g.drop(g.one(ZT.Honour), SKOS.prefLabel)


def chain_in_a_ring(g):
    part = g.one(ZT.IndustryChain, ZT.subChainOf)
    g.add(g.value(part, ZT.subChainOf), ZT.subChainOf, part)


def blank_node(g):
    g.quads.append(Quad(BlankNode(), TYPE, ZT.Evidence, g.report))


def entity_of_no_kind(g):
    g.add(NamedNode(f"{g.report.value}/thing/x"), TYPE, ZT.Entity)


DAMAGES = [
    (no_label, "needs a preferred label"),
    (two_labels, "needs a preferred label"),
    (label_without_language, "needs a preferred label"),
    (alias_like_the_name, "must differ from the preferred one"),
    (misspelt_property, "has the properties of the ontology only"),
    (entity_without_evidence, "needs evidence"),
    (entity_of_no_report, "needs the report that speaks of it"),
    (firm_undertakes_a_park, "zt:undertakes leads to a zt:Project"),
    (relation_without_statement, "has no zt:Statement beside it"),
    (statement_without_relation, "has no plain relation beside it"),
    (statement_of_an_unknown_relation, "needs exactly one predicate"),
    (statement_without_subject, "needs exactly one subject"),
    (confidence_above_one, "from 0 to 1"),
    (confidence_as_a_float, "from 0 to 1"),
    (two_rules, "needs exactly one rule"),
    (stage_outside_the_list, "needs exactly one stage"),
    (milestone_that_is_a_target, "zt:actual or zt:planned"),
    (stage_without_milestone, "has no zt:Milestone beside it"),
    (year_as_a_number, "at most one year"),
    (target_that_happened, "the modality of a target is zt:target"),
    (observation_that_is_planned, "the modality of an observation is zt:actual"),
    (figure_without_value, "needs exactly one value"),
    (figure_in_words, "needs exactly one value"),
    (range_upside_down, "must not exceed the upper value"),
    (unknown_comparator, "needs exactly one comparator"),
    (indicator_without_type, "needs exactly one indicator"),
    (unit_of_ones_own, "at most one base unit"),
    (figure_about_a_report, "at most one subject"),
    (evidence_without_words, "needs exactly one quote"),
    (evidence_backwards, "less than the end"),
    (evidence_of_another_report, "is not of this report"),
    (page_zero, "at most one page"),
    (term_without_definition, "a term needs a definition"),
    (report_without_title, "needs exactly one title"),
    (report_of_two_years, "at most one report year"),
    (report_by_a_firm, "a zt:GovernmentBody"),
    (place_with_a_short_code, "six digits"),
    (honour_without_name, "needs a preferred label"),
    (chain_in_a_ring, "is part of itself"),
    (blank_node, "evidence is named by an IRI"),
    (entity_of_no_kind, "use a subclass of"),
]


@pytest.mark.parametrize(("damage", "told"), DAMAGES, ids=[damage.__name__ for damage, _ in DAMAGES])
def test_a_broken_graph_is_caught(damage, told, quads):
    graph = Broken(quads)
    damage(graph)
    found = validate.validate_quads(graph.quads)
    assert any(told in violation.en for violation in found), found
    assert all(violation.zh != violation.en for violation in found)


def test_every_message_stands_in_both_languages(shapes):
    told = set(shapes.subjects(SH.message))
    assert told
    for shape in told:
        assert sorted(message.language for message in shapes.objects(shape, SH.message)) == ["en", "zh"], shape
    for kind in (SH.NodeShape, SH.SPARQLConstraint):
        for shape in shapes.subjects(RDF.type, kind):
            assert shape in told or list(shapes.objects(shape, SH.property | SH.sparql)), shape


def test_every_class_has_a_shape(shapes):
    targets = {str(target).rpartition("#")[2] for target in shapes.objects(None, SH.targetClass)}
    classes = {term.name for term in reference.terms().values() if term.kind == "Class"}
    assert not classes - targets


def test_the_vocabulary_itself_conforms():
    import pyshacl

    graph = rdflib.Graph()
    for path in vocab.VOCABULARIES:
        graph.parse(path)
    conforms, _, text = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(validate.SHAPES))
    assert conforms, text


def test_a_file_is_checked_as_a_store_is(quads, tmp_path):
    graph = Broken(quads)
    no_label(graph)
    whole, single = tmp_path / "graph.nq", tmp_path / "graph.ttl"
    ox.serialize(graph.quads, output=str(whole), format=ox.RdfFormat.N_QUADS)
    ox.serialize((q.triple for q in graph.quads), output=str(single), format=ox.RdfFormat.TURTLE)
    found = validate.validate_file(whole)
    assert [v.report for v in found] == ["yunxiu-2024"]
    assert {v.en for v in validate.validate_file(single)} == {v.en for v in found}


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_store_is_checked_report_by_report(gold, jobs, tmp_path):
    with open_store(tmp_path / "store", write=True) as store:
        for extraction in gold:
            graph = Broken(build.quads(replace(extraction, measures=(), relations=extraction.relations[:20])))
            graph.drop(graph.report, DCTERMS.title)
            store.replace_report(report_iri(extraction.document.id), graph.quads)
        seen = []
        found = validate.validate_store(store, jobs=jobs, progress=lambda at: seen.append((at.done, at.total)))
    assert [v.report for v in found] == ["yunxiu-2024", "yunxiu-2025"]
    assert seen[-1] == (3, 3)


@pytest.mark.parametrize(("name", "content"), [("x.csv", "a,b"), ("x.ttl", "<a> <b>"), ("missing.ttl", None)])
def test_what_is_no_rdf_is_told(name, content, tmp_path):
    path = Path(tmp_path / name)
    if content is not None:
        path.write_text(content)
    with pytest.raises(ReadError, match=name):
        validate.validate_file(path)


@pytest.mark.corpus
def test_the_graphs_of_all_reports_conform(reports):
    """Some reports here; `zhengtu validate` over a store of all takes a minute."""
    from zhengtu.extract import pipeline
    from zhengtu.extract.reading import reader

    for path in reports[::16]:
        document = replace(reader.read(path), digest="0")
        assert validate.validate_quads(build.quads(pipeline.extract(document))) == (), path.name
