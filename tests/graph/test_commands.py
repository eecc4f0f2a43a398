"""The commands about the store and about SPARQL, as their user meets them."""

import csv
import gzip
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import RdfFormat, parse

from zhengtu.cli import main
from zhengtu.errors import ReadError
from zhengtu.graph.store import Store, open_store
from zhengtu.ingest import workers
from zhengtu.model import Extraction
from zhengtu.viz.progress import progress_bar

from .invented import make_extraction

Put = Callable[[Store, Extraction], None]
Run = Callable[..., Result]
NAMES = "SELECT ?name { ?firm a zt:Enterprise ; skos:prefLabel ?name }"
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture
def place(tmp_path: Path, put: Put) -> Path:
    with open_store(tmp_path / "store", write=True) as store:
        put(store, make_extraction())
    return tmp_path / "store"


@pytest.fixture
def run(place: Path) -> Run:
    def run(*words: str, said: str | None = None) -> Result:
        return CliRunner().invoke(main, [*words, "--store", str(place)], input=said)

    return run


def test_a_query_comes_from_an_argument_a_file_stdin_or_by_its_name(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text(NAMES, encoding="utf-8")
    asked = (
        run("query", NAMES),
        run("query", str(tmp_path / "mine.rq")),
        run("query", "-", said=NAMES),
        run("query", "firm-projects", "firm=云岭"),
    )
    assert [result.exit_code for result in asked] == [0] * 4
    assert len({result.stdout for result in asked[:3]}) == 1
    assert "云岭铝材" in asked[0].stdout
    assert "高强铝板项目" in asked[3].stdout


def test_the_four_forms_have_their_answers(run: Run) -> None:
    assert "true" in run("query", "ASK { ?firm zt:undertakes ?project }").stdout
    made = run("query", "CONSTRUCT { ?f zt:undertakes ?p } WHERE { ?f zt:undertakes ?p }").stdout
    told = run("query", "DESCRIBE ?firm { ?firm a zt:Enterprise }").stdout
    assert (len(list(parse(made, RdfFormat.TURTLE))), len(list(parse(told, RdfFormat.TURTLE))) > 5) == (1, True)


def test_a_table_is_written_in_the_formats_of_others(run: Run) -> None:
    assert run("query", NAMES, "--format", "tsv").stdout == '?name\n"云岭铝材"@zh\n'
    told = json.loads(run("query", NAMES, "--format", "json").stdout)
    assert told["results"]["bindings"] == [{"name": {"type": "literal", "value": "云岭铝材", "xml:lang": "zh"}}]
    assert list(csv.reader(io.StringIO(run("query", NAMES, "--format", "csv").stdout))) == [["name"], ["云岭铝材"]]
    assert run("query", NAMES, "--excel").stdout.startswith("\ufeffname")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([CROSS, "--timeout", "0.5"], "longer than 0.5 s"),
        (["SELECT ?x { ?x a }"], "line 1, column 18"),
        (["INSERT DATA { <a:a> <a:b> <a:c> }"], "changes the store"),
        (["LOAD <http://127.0.0.1:1/>"], "fetches a document"),
        (["SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"], "asks another server"),
        (["firm-projects", "firme=云岭"], "it has firm"),
        (["none.rq"], "cannot be read"),
    ],
)
def test_what_cannot_be_answered_is_an_error_and_no_answer(words: list[str], told: str, run: Run) -> None:
    result = run("query", *words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert told in result.stderr


def test_questions_are_listed_with_their_parameters(run: Run) -> None:
    listed = json.loads(run("query", "--list", "--format", "json", "--lang", "en").stdout)
    assert {row["name"]: row["parameters"] for row in listed}["firm-projects"] == "firm=昱洺"


def test_a_report_is_taken_out_by_its_name(run: Run) -> None:
    assert "示例区-2024" in run("sources").stdout
    assert run("remove", "示例区-2024").exit_code == 0
    assert "示例区-2024" not in run("sources").stdout
    assert "no report of that name" in run("remove", "示例区-2024").stderr


def test_packed_quads_go_to_a_file_that_a_server_can_load(run: Run, tmp_path: Path) -> None:
    assert run("export", "--format", "nq.gz", "-o", str(tmp_path / "graph.nq.gz")).exit_code == 0
    quads = list(parse(gzip.decompress((tmp_path / "graph.nq.gz").read_bytes()), RdfFormat.N_QUADS))
    assert len({quad.graph_name for quad in quads}) == 2


def test_a_build_tells_what_failed_at_the_end_and_the_next_one_does_only_that(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def extract_file(task: workers.Task) -> Extraction:
        read.append(task.id)
        if not task.path.read_bytes():
            raise ReadError(f"{task.path}: empty")
        return make_extraction(task.id, digest=task.digest)

    monkeypatch.setattr(workers, "extract_file", extract_file)
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, words in {"甲-2024": "甲", "空-2024": "", "乙-2024": "乙"}.items():
        (folder / f"{name}.txt").write_text(words, encoding="utf-8")
    first = run("build", str(folder), "--jobs", "1")
    assert (first.exit_code, first.stderr.splitlines()[-1].partition(": ")[2]) == (1, "2 built, 0 unchanged, 1 failed")
    assert "not built" in first.stderr
    (folder / "空-2024.txt").write_text("空", encoding="utf-8")
    read.clear()
    second = run("build", str(folder), "--jobs", "1")
    assert (second.exit_code, read) == (0, ["空-2024"])


def test_progress_tells_how_many_how_quick_and_how_long_still(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")

    class At:
        total, path = 40, Path("甲-2024.txt")

        def __init__(self, done: int) -> None:
            self.done = done

    with progress_bar("build") as advance:
        assert advance is not None
        for done in range(1, 21):
            advance(At(done))
    assert "20/40" in terminal.getvalue()
    assert "/s" in terminal.getvalue()
    assert "甲-2024.txt" in terminal.getvalue()
