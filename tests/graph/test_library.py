"""Everything from Python: one object, typed values, pandas where it is installed."""

import importlib
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import zhengtu
from zhengtu.cli import main
from zhengtu.graph.store import Store
from zhengtu.library import KnowledgeGraph
from zhengtu.model import Extraction

from .invented import make_extraction

Put = Callable[[Store, Extraction], None]
STORE_PAGE = Path(__file__).resolve().parents[2] / "docs" / "store.md"
NAMES = "SELECT ?name WHERE { ?firm a zt:Enterprise ; skos:prefLabel ?name }"


@pytest.fixture
def graph(tmp_path: Path, put: Put) -> Iterator[KnowledgeGraph]:
    with zhengtu.open(tmp_path / "store", write=True) as opened:
        put(opened.store, make_extraction())
        yield opened


def test_a_company_has_projects_with_stages_and_quotes(graph: KnowledgeGraph) -> None:
    (project,) = graph.company("云岭").projects
    assert [(s.stage, s.modality, s.year) for s in project.stages] == [
        ("started", "actual", 2023),
        ("operational", "planned", 2024),
    ]
    assert project.stages[1].quote.text == "建成投产"


def test_names_are_looked_up(graph: KnowledgeGraph) -> None:
    assert graph.project("高强铝板").things[0].name == "高强铝板项目"
    assert graph.chain("铝产业").projects[0].name == "高强铝板项目"
    assert graph.park("青禾").things[0].name == "青禾产业园"
    assert [t.figure.value for t in graph.targets(year=2024)] == [7]
    assert graph.find("投产").quotes
    assert graph.path("云岭", "青禾产业园").steps
    assert graph.complete("高强") == ["高强铝板项目"]


def test_facts_of_little_confidence_can_be_left_out(graph: KnowledgeGraph) -> None:
    partners = [graph.company("云岭", least=least).things[0].related("partnersWith") for least in (0, 0.5)]
    assert [len(told) for told in partners] == [1, 0]


def test_pages_are_drawn_and_written(graph: KnowledgeGraph) -> None:
    assert "<html" in graph.map(focus="云岭", depth=2)
    assert "<html" in graph.timeline(by="firm")
    assert graph.dossier("云岭").startswith("# 云岭铝材")


def test_a_graph_is_exported_checked_and_taken_out(graph: KnowledgeGraph, tmp_path: Path) -> None:
    assert ([r.id for r in graph.reports()], graph.stats().reports) == (["示例区-2024"], 1)
    assert graph.validate() == ()
    graph.export(tmp_path / "graph.nq", format="nq")
    assert (tmp_path / "graph.nq").stat().st_size > 1000
    graph.export(tmp_path / "projects.csv", format="csv", table="项目清单", excel=True)
    assert (tmp_path / "projects.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    graph.remove("示例区-2024")
    assert graph.reports() == ()


def test_named_questions_are_listed_and_asked(graph: KnowledgeGraph) -> None:
    assert "firm-projects" in {question.name for question in graph.questions()}
    assert {row["project"] for row in graph.rows("firm-projects", firm="云岭")} == {"高强铝板项目"}


def test_a_query_gives_rows_where_pandas_is_not_installed(
    graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    assert graph.query(NAMES) == graph.rows(NAMES) == [{"name": "云岭铝材"}]


def test_a_query_gives_a_frame_to_count_with(graph: KnowledgeGraph) -> None:
    pytest.importorskip("pandas")
    frame = graph.query("targets", year="2024")
    assert (list(frame.columns)[:2], frame["value"].sum()) == (["year", "place"], 7.0)
    assert frame["value"].dtype == "float64"
    assert list(graph.query(NAMES)["name"]) == ["云岭铝材"]
    assert list(graph.query("SELECT ?x WHERE { ?x a zt:NoSuchThing }").columns) == ["x"]
    assert graph.query("ASK { ?firm zt:undertakes ?project }").iloc[0]["answer"] == "true"


@pytest.mark.parametrize("command", sorted(set(main.commands) - {"completion", "demo"}))
def test_every_command_has_its_line_of_python_in_the_docs(command: str) -> None:
    told = re.search(rf"^\| `{command}` \| (.+) \|$", STORE_PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert told, command
    for name in re.findall(r"graph\.(\w+)\(", told[1]):
        assert callable(getattr(KnowledgeGraph, name))
    for module, name in re.findall(r"(zhengtu(?:\.\w+)+)\.(\w+)\(", told[1]):
        assert callable(getattr(importlib.import_module(module), name))


def test_importing_the_package_loads_nothing_heavy() -> None:
    import subprocess

    code = "import sys, zhengtu; print({'pyoxigraph', 'rdflib', 'spacy', 'click', 'networkx'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "set()"
