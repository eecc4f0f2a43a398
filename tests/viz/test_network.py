"""The page of the map, as text."""

import base64
import hashlib
import json
import re

import pytest

from zhengtu.errors import AmbiguousNameError, UnknownNameError
from zhengtu.viz import layout
from zhengtu.viz import view as views
from zhengtu.viz.network import build_graph, render_map, render_view


@pytest.fixture(scope="module")
def page(view):
    return render_view(view)


def data_of(page, name="data"):
    return json.loads(re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', page, re.S)[1])


def test_the_page_names_no_host(page):
    without_library = page.replace(re.search(r"<script>(/\*\*\n \* vis-network.*?)</script>", page, re.S)[0], "")
    assert not re.findall(r'(?:src|href|url\()=?["\']?(?:https?:)?//', without_library)


def test_the_policy_lists_the_scripts_of_the_page_by_digest(page):
    for script in re.findall(r"<script>(.*?)</script>", page, re.S):
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in page.replace("&#39;", "'")


def test_a_name_that_is_markup_stays_text(page):
    assert "<script>window.bad" not in page
    assert "</script><b>" not in page
    assert "<script>window.bad=1</script>" in [n["n"] for n in data_of(page)["nodes"]]


def test_ids_are_opaque_and_the_same_in_every_map(view, page):
    ids = {n["i"] for n in data_of(page)["nodes"]}
    assert all(re.fullmatch(r"n[0-9a-f]{12}", i) for i in ids)
    assert {n["i"] for n in data_of(render_map(view, focus="云麓薄膜"))["nodes"]} < ids


def test_the_same_view_gives_the_same_page(view, page):
    assert render_view(view) == page


def test_the_drawing_has_the_places_and_no_name(view, page):
    drawing = data_of(page, "drawing")
    assert {(n["x"], n["y"]) for n in drawing["nodes"]} == {
        (d["x"], d["y"]) for _, d in build_graph(view).nodes(data=True)
    }
    assert drawing["options"]["physics"] == {"enabled": False}
    assert all(n["label"] == " " for n in drawing["nodes"])


def test_focus_takes_the_neighbourhood(view):
    near = views.narrow(view, focus="青禾电子", depth=1)
    assert {n.name for n in near.nodes} == {"青禾电子科技有限公司", "青禾电子年产200万片基板项目", "临江园区"}
    assert near.left_out == 0


def test_chain_takes_members_and_what_these_are_tied_to(view):
    names = {n.name for n in views.narrow(view, chain="电子材料产业").nodes}
    assert names == {"电子材料产业", "青禾电子年产200万片基板项目", "青禾电子科技有限公司"}


def test_report_leaves_only_what_it_says(view):
    part = views.narrow(view, report="a-2024")
    assert {f.report for f in part.facts} == {view.reports[0].iri}
    assert len(part.nodes) == 2


def test_top_keeps_the_best_connected_and_counts_the_rest(view):
    part = views.narrow(view, top=2)
    assert len(part.nodes) == 2
    assert part.left_out == len(view.nodes) - 2


def test_an_unknown_name_suggests_the_nearest(view):
    with pytest.raises(UnknownNameError, match="青禾电子"):
        views.find_nodes(view, "青和电子")


def test_several_matches_are_listed_and_none_is_picked(view):
    with pytest.raises(AmbiguousNameError, match="云麓薄膜二期"):
        views.find_nodes(view, "麓薄")


def test_a_project_stands_at_the_furthest_stage_that_happened(view):
    stage = view.stage_of("x/project/基板")
    assert (stage.value, stage.year) == ("started", 2023)


def test_an_empty_view_is_a_page_too():
    assert "data" in render_view(views.MapView())


def test_boxes_do_not_overlap_where_there_is_room():
    boxes = [(60.0, 40.0)] * 40
    places = layout.place_nodes(boxes, [(0, i) for i in range(1, 30)])
    for i, (x, y) in enumerate(places):
        for u, v in places[i + 1 :]:
            assert abs(x - u) >= 55 or abs(y - v) >= 35


def test_a_large_store_is_read_from_its_best_connected_things(monkeypatch, tmp_path):
    from zhengtu.graph.store import open_store

    from .invented import fill

    monkeypatch.setattr(views, "MANY_REPORTS", 1)
    with open_store(str(tmp_path / "s"), write=True) as store:
        fill(store)
        part = views.read_part(store, top=2)
        whole = views.read_part(store)
    assert {n.name for n in part.nodes} == {"青禾电子基板项目", "青禾电子科技"}
    assert part.left_out == 6  # five things with a relation, and the honour
    assert {f.figure.indicator for f in whole.facts if f.figure} == {"总投资", "产值"}
    assert any(f.quotes for f in whole.facts)


def test_a_part_of_a_store_is_read_by_name_report_and_chain(tmp_path):
    from zhengtu.graph.store import open_store

    from .invented import fill

    with open_store(str(tmp_path / "s"), write=True) as store:
        fill(store)
        assert len(views.read_part(store, report="甲区 2024").reports) == 1
        assert {n.type for n in views.read_part(store, chain="电子材料产业").nodes} >= {
            "Project",
            "Park",
            "IndustryChain",
        }
        assert {n.name for n in views.read_part(store, focus="临江园区").nodes} == {"临江园区", "青禾电子基板项目"}
        with pytest.raises(UnknownNameError, match="甲区-2024"):
            views.read_part(store, report="乙区")


def test_one_thing_of_two_reports_is_one_node_under_its_latest_name(tmp_path):
    from zhengtu.graph.store import open_store

    from .invented import fill

    with open_store(str(tmp_path / "s"), write=True) as store:
        fill(store)
        [firm] = [
            n for n in views.read_part(store).nodes if "青禾电子" in (n.name, *n.aliases) and n.type == "Enterprise"
        ]
    assert (firm.name, firm.aliases, len(firm.reports)) == ("青禾电子科技", ("青禾电子",), 2)
