"""The map in a notebook's cell."""

import pytest

from zhengtu.graph.store import open_store
from zhengtu.viz.notebook import show_map

from .invented import fill


def test_a_store_is_shown_by_its_path_and_saved(tmp_path):
    with open_store(str(tmp_path / "s"), write=True) as store:
        fill(store)
    shown = show_map(tmp_path / "s", focus="临江园区")
    assert "&lt;!doctype html" in shown._repr_html_()
    assert "青禾电子基板项目" in shown.save(tmp_path / "m.html").read_text(encoding="utf-8")


@pytest.mark.browser
def test_the_frame_runs_the_page(browser, view):
    context = browser.new_context(offline=True)
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.set_content(f"<body>{show_map(view)._repr_html_()}</body>")
    frame = page.frame_locator("iframe")
    assert frame.locator("#status").inner_text(timeout=20_000).startswith(f"{len(view.nodes)} 个节点")
    context.close()
    assert faults == []
