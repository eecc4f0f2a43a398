"""Facts become triples: deterministic, each in one graph, with evidence."""

from collections import Counter

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from zhengtu.graph import build
from zhengtu.graph.terms import OA, RDF, REFERENCE, SKOS, normal_form, report_iri
from zhengtu.model import Extraction
from zhengtu.ontology.vocab import ZT

from .invented import make_extraction


def quads(extraction: Extraction) -> list[Quad]:
    return list(build.quads(extraction))


def objects(found: list[Quad], predicate: NamedNode) -> list[str]:
    return [q.object.value for q in found if q.predicate == predicate]


def test_the_same_facts_give_the_same_triples(extraction: Extraction) -> None:
    assert quads(extraction) == quads(make_extraction())


def test_no_triple_is_in_two_graphs_and_no_node_is_blank(extraction: Extraction) -> None:
    found = quads(extraction)
    assert max(Counter((q.subject, q.predicate, q.object) for q in found).values()) == 1
    assert {q.graph_name for q in found} == {report_iri(extraction.document.id), REFERENCE}
    assert not [q for q in found if isinstance(q.subject, BlankNode) or isinstance(q.object, BlankNode)]


def test_two_reports_of_a_place_share_only_what_reference_holds() -> None:
    first, second = quads(make_extraction("甲-2024")), quads(make_extraction("甲-2025"))
    assert {q.graph_name for q in set(first) & set(second)} == {REFERENCE}


def test_a_firm_has_its_project_at_two_stages(extraction: Extraction) -> None:
    found = quads(extraction)
    project = next(q.object for q in found if q.predicate == ZT.undertakes)
    assert Quad(project, ZT.actualStage, ZT.started, report_iri("示例区-2024")) in found
    assert Quad(project, ZT.plannedStage, ZT.operational, report_iri("示例区-2024")) in found


def test_evidence_is_verbatim_and_in_its_place(extraction: Extraction) -> None:
    found = quads(extraction)
    raw = extraction.document.raw
    for node in {q.subject for q in found if q.object == ZT.Evidence}:
        told = {q.predicate: q.object.value for q in found if q.subject == node}
        assert raw[int(told[OA.start]) : int(told[OA.end])] == told[OA.exact]
        assert told[ZT.sectionPath] in ("过去一年工作回顾", "今年工作安排")


def test_every_statement_has_evidence_rule_and_confidence(extraction: Extraction) -> None:
    found = quads(extraction)
    kinds = {ZT.Statement, ZT.Milestone, ZT.Target, ZT.Observation}
    for node in {q.subject for q in found if q.predicate == RDF.type and q.object in kinds}:
        told = {q.predicate for q in found if q.subject == node}
        assert {ZT.evidence, ZT.rule, ZT.confidence} <= told, node


def test_a_target_and_its_result_share_their_series(extraction: Extraction) -> None:
    keys = Counter(objects(quads(extraction), ZT.seriesKey))
    assert sorted(keys.values()) == [1, 2]


def test_figures_are_exact_and_comparable(extraction: Extraction) -> None:
    found = quads(extraction)
    assert sorted(objects(found, ZT.value)) == ["12", "6.2", "7"]
    assert "1200000000" in objects(found, ZT.baseValue)


def test_the_same_fact_said_twice_is_one_statement_with_two_quotes(extraction: Extraction) -> None:
    first = extraction.relations[0]
    again = type(first)("undertakes", "E1", extraction.relations[1].evidence, tail="P1")
    found = quads(type(extraction)(extraction.document, extraction.entities, (first, again)))
    statements = [q.subject for q in found if q.predicate == ZT.predicate]
    assert len(statements) == 1
    assert len([q for q in found if q.subject == statements[0] and q.predicate == ZT.evidence]) == 2
    assert len([q for q in found if q.subject == statements[0] and q.predicate == ZT.confidence]) == 1


def test_shared_things_have_one_label(extraction: Extraction) -> None:
    found = [q for q in quads(extraction) if q.graph_name == REFERENCE and q.predicate == SKOS.prefLabel]
    assert Literal("市级绿色工厂", language="zh") in [q.object for q in found]
    assert max(Counter(q.subject for q in found).values()) == 1


def test_names_are_compared_without_regard_to_width_case_and_blanks() -> None:
    assert normal_form("５n 高纯铝") == normal_form("5N高纯铝")
