"""One contract for all stores: whole or not at all, nothing lost, the same answer."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from zhengtu.errors import QueryError, UnknownNameError
from zhengtu.graph import build, export
from zhengtu.graph.store import Store, open_store, prepare
from zhengtu.graph.terms import report_iri
from zhengtu.model import Extraction

from .invented import make_extraction

Put = Callable[[Store, Extraction], None]


def nquads(store: Store) -> bytes:
    output = io.BytesIO()
    export.write(store, output, format="nq")
    return output.getvalue()


def test_a_report_is_known_after_it_was_put(store: Store, put: Put, extraction: Extraction) -> None:
    put(store, extraction)
    (report,) = store.reports()
    assert (report.id, report.place, report.year, report.digest) == ("示例区-2024", "示例区", 2024, "d1")


def test_putting_a_report_twice_changes_nothing(store: Store, put: Put, extraction: Extraction) -> None:
    put(store, extraction)
    before = nquads(store)
    put(store, extraction)
    assert nquads(store) == before


def test_the_order_of_reports_does_not_matter(store: Store, put: Put, tmp_path: Path) -> None:
    reports = [make_extraction("甲-2024"), make_extraction("乙-2024")]
    for extraction in reports:
        put(store, extraction)
    with open_store(tmp_path / "other", write=True) as other:
        for extraction in reversed(reports):
            put(other, extraction)
        assert nquads(other) == nquads(store)


def test_a_changed_report_replaces_all_that_it_said(store: Store, put: Put) -> None:
    put(store, make_extraction(firm="云岭铝材"))
    put(store, make_extraction(firm="北塬铝材", digest="d2"))
    assert "云岭铝材".encode() not in nquads(store)
    assert store.named("云岭铝材") == []
    assert [hit.label for hit in store.named("北塬铝材")] == ["北塬铝材"]


def test_a_removed_report_leaves_no_trace(store: Store, put: Put) -> None:
    put(store, make_extraction("甲-2024"))
    before = nquads(store)
    put(store, make_extraction("乙-2024"))
    assert store.remove(report_iri("乙-2024"))
    assert nquads(store) == before
    assert not store.remove(report_iri("乙-2024"))


def test_a_report_is_named_by_id_or_iri_and_a_wrong_name_answered_with_near_ones(store: Store, put: Put) -> None:
    put(store, make_extraction("甲-2024"))
    assert store.report("甲-2024") == store.report(report_iri("甲-2024").value)
    with pytest.raises(UnknownNameError, match="甲-2024"):
        store.report("甲-2025")


def test_many_reports_loaded_at_once_are_the_same_as_one_by_one(store: Store, put: Put, tmp_path: Path) -> None:
    reports = [make_extraction("甲-2024"), make_extraction("乙-2024")]
    put(store, make_extraction("甲-2024", firm="北塬铝材"))
    store.load([prepare(report_iri(e.document.id), build.quads(e)) for e in reports])
    with open_store(tmp_path / "other", write=True) as other:
        for extraction in reports:
            put(other, extraction)
        assert nquads(other) == nquads(store)
        assert [n.label for n in other.names_with("铝")] == [n.label for n in store.names_with("铝")]


def test_queries_see_all_reports_as_one_and_count_each_triple_once(store: Store, put: Put) -> None:
    for name in ("甲-2024", "乙-2024"):
        put(store, make_extraction(name))
    ((count,),) = store.select("SELECT (COUNT(*) AS ?n) WHERE { ?firm zt:undertakes ?project }")
    assert count is not None
    assert count.value == "2"


def test_each_triple_is_in_exactly_one_graph(store: Store, put: Put) -> None:
    for name in ("甲-2024", "甲-2025", "乙-2024"):
        put(store, make_extraction(name))
    found = [(quad.subject, quad.predicate, quad.object) for quad in store.quads()]
    assert len(found) == len(set(found)) == len(store)


def test_a_value_can_be_bound_to_a_variable(store: Store, put: Put, extraction: Extraction) -> None:
    put(store, extraction)
    iri = store.named("云岭")[0].iri
    rows = store.select("SELECT ?firm ?name WHERE { ?firm skos:prefLabel ?name }", firm=NamedNode(iri)).rows
    assert [row[1].value for row in rows if row[1]] == ["云岭铝材"]


def test_names_are_found_exactly_by_alias_in_part_and_nearly(store: Store, put: Put, extraction: Extraction) -> None:
    put(store, extraction)
    assert [n.label for n in store.named("云岭", "Enterprise")] == ["云岭"]
    assert {n.label for n in store.names_with("铝板", "Project")} == {"高强铝板项目", "云岭高强铝板项目"}
    assert "云岭铝材" in {n.label for n in store.names_like("云陵铝材")}
    assert [w.text for w in store.quotes_with("建成投产，做强")] == ["推动云岭高强铝板项目建成投产，做强铝产业"]


def test_a_wrong_query_is_our_error_with_its_place(store: Store) -> None:
    with pytest.raises(QueryError, match="line 1, column"):
        store.select("SELECT ?x WHERE { ?x a }")
