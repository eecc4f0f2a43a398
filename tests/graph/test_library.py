"""Everything from Python: one object, typed values, pandas where it is installed."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

import zhengtu
from zhengtu.graph.store import Store
from zhengtu.library import KnowledgeGraph
from zhengtu.model import Extraction

from .invented import make_extraction

Put = Callable[[Store, Extraction], None]
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


def test_what_the_commands_do_can_be_done(graph: KnowledgeGraph, tmp_path: Path) -> None:
    assert [r.id for r in graph.reports()] == ["示例区-2024"]
    assert graph.stats().reports == 1
    assert graph.project("高强铝板").things[0].name == "高强铝板项目"
    assert graph.chain("铝产业").projects[0].name == "高强铝板项目"
    assert graph.park("青禾").things[0].name == "青禾产业园"
    assert [t.figure.value for t in graph.targets(year=2024)] == [7]
    assert graph.find("投产").quotes
    assert graph.path("云岭", "青禾产业园").steps
    assert "<html" in graph.map()
    graph.export(tmp_path / "graph.nq", format="nq")
    assert (tmp_path / "graph.nq").stat().st_size > 1000
    graph.remove("示例区-2024")
    assert graph.reports() == ()


def test_a_query_gives_rows_without_pandas_and_a_frame_with_it(
    graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    assert graph.query(NAMES) == graph.rows(NAMES) == [{"name": "云岭铝材"}]
    monkeypatch.setitem(sys.modules, "pandas", SimpleNamespace(DataFrame=lambda rows, columns: (rows, columns)))
    assert graph.query(NAMES) == ([{"name": "云岭铝材"}], ["name"])


def test_importing_the_package_loads_nothing_heavy() -> None:
    import subprocess

    code = "import sys, zhengtu; print({'pyoxigraph', 'rdflib', 'spacy', 'click', 'networkx'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "set()"
