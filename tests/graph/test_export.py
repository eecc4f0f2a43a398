"""The graph in the formats of others, read back by their own libraries."""

import csv
import gzip
import io
import json
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from zhengtu.errors import ZhengtuError
from zhengtu.graph import export, listing
from zhengtu.graph.store import Store, open_store
from zhengtu.model import Extraction

from .invented import make_extraction

Put = Callable[[Store, Extraction], None]


@pytest.fixture
def full(tmp_path: Path, put: Put) -> Iterator[Store]:
    with open_store(tmp_path / "store", write=True) as opened:
        put(opened, make_extraction("甲-2024"))
        put(opened, make_extraction("乙-2024", firm='<北塬> & "铝材"'))
        yield opened


def written(store: Store, format: str) -> bytes:
    output = io.BytesIO()
    export.write(store, output, format=format)
    return output.getvalue()


def quads(store: Store) -> set[ox.Quad]:
    return set(ox.parse(written(store, "nq"), ox.RdfFormat.N_QUADS))


def test_nquads_are_sorted_and_the_same_in_small_runs(full: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = written(full, "nq")
    lines = whole.splitlines()
    assert lines == sorted(lines)
    monkeypatch.setattr(export, "AT_ONCE", 50)
    assert written(full, "nq") == whole


def test_packed_is_the_same_and_has_no_time_in_it(full: Store) -> None:
    packed = written(full, "nq.gz")
    assert gzip.decompress(packed) == written(full, "nq")
    assert packed == written(full, "nq.gz")


@pytest.mark.parametrize(("format", "reader"), [("trig", ox.RdfFormat.TRIG), ("jsonld", ox.RdfFormat.JSON_LD)])
def test_datasets_are_read_back_whole(format: str, reader: ox.RdfFormat, full: Store) -> None:
    assert set(ox.parse(written(full, format), reader)) == quads(full)


def test_rdflib_reads_our_jsonld(full: Store) -> None:
    import rdflib

    dataset = rdflib.Dataset()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dataset.parse(data=written(full, "jsonld").decode(), format="json-ld")
    assert len(list(dataset.quads())) == len(quads(full))


def test_turtle_is_read_back_without_its_graphs(full: Store) -> None:
    found = {quad.triple for quad in ox.parse(written(full, "ttl"), ox.RdfFormat.TURTLE)}
    assert found == {quad.triple for quad in quads(full)}


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_networkx_reads_what_gephi_shall_read(format: str, full: Store, tmp_path: Path) -> None:
    import networkx

    path = tmp_path / f"graph.{format}"
    path.write_bytes(written(full, format))
    graph = networkx.read_graphml(path) if format == "graphml" else networkx.read_gexf(path)
    told = {data.get("label"): data for _, data in graph.nodes(data=True)}
    assert {"云岭铝材", "高强铝板项目", "铝产业", "青禾产业园", "市级绿色工厂", '<北塬> & "铝材"'} <= told.keys()
    assert (told["高强铝板项目"]["stage"], told["高强铝板项目"]["type"]) == ("operational", "Project")
    assert {data["relation"] for *_, data in graph.edges(data=True)} >= {"undertakes", "inChain", "locatedIn"}


def test_tables_have_a_row_for_each_fact(full: Store, tmp_path: Path) -> None:
    paths = export.write_tables(full, tmp_path / "tables", excel=True)
    assert [path.name for path in paths] == ["企业清单.csv", "项目清单.csv", "目标清单.csv", "实绩清单.csv"]
    projects = list(csv.DictReader(io.StringIO(paths[1].read_text(encoding="utf-8-sig"))))
    assert [
        (row["项目"], row["企业"], row["阶段"], row["情况"], row["年份"])
        for row in projects
        if row["报告"] == "甲-2024"
    ] == [
        ("高强铝板项目", "云岭铝材", "投产运营", "计划", "2024"),
        ("高强铝板项目", "云岭铝材", "开工", "已发生", "2023"),
    ]
    targets = list(csv.DictReader(io.StringIO(paths[2].read_text(encoding="utf-8-sig"))))
    assert [(row["指标"], row["比较"], row["数值"], row["单位"]) for row in targets] == [
        ("地区生产总值", "约为", "7", "%")
    ] * 2


def test_a_name_is_no_formula_in_excel(tmp_path: Path, put: Put) -> None:
    with open_store(tmp_path / "store", write=True) as store:
        put(store, make_extraction(firm="=云岭铝材"))
        output = io.StringIO()
        export.write_table(store, output, listing.FIRMS, excel=True)
    assert "'=云岭铝材" in output.getvalue()


def test_jsonld_has_a_context(full: Store) -> None:
    assert json.loads(written(full, "jsonld"))["@context"]["zt"] == "https://w3id.org/zhengtu/ontology#"


def test_a_file_that_cannot_be_written_is_one_line_and_leaves_nothing(full: Store, tmp_path: Path) -> None:
    with pytest.raises(ZhengtuError, match="cannot be written"):
        export.write_to(full, str(tmp_path / "none" / "graph.ttl"))
    with pytest.raises(ZhengtuError, match="no such list"):
        export.write_to(full, str(tmp_path / "graph.csv"), format="csv", table="xyz")
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


def test_one_list_goes_to_one_file(full: Store, tmp_path: Path) -> None:
    export.write_to(full, str(tmp_path / "targets.csv"), format="csv", table="目标清单")
    assert (tmp_path / "targets.csv").read_text(encoding="utf-8").count(",地区生产总值,") == 2


def test_an_unknown_format_is_told_with_those_there_are(full: Store) -> None:
    with pytest.raises(ZhengtuError, match="ttl, trig, nq, jsonld, graphml, gexf"):
        written(full, "xlsx")
