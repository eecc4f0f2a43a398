"""The timeline page and the target board."""

import json

import pytest
from click.testing import CliRunner

from zhengtu.cli import main
from zhengtu.graph.store import open_store
from zhengtu.viz.timeline import render_timeline

from .invented import fill


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    target = str(tmp_path_factory.mktemp("timeline") / "store")
    with open_store(target, write=True) as store:
        fill(store)
    with open_store(target) as store:
        yield store


@pytest.fixture(scope="module")
def html(store):
    return render_timeline(store)


def test_the_command_writes_the_page(store, tmp_path):
    done = CliRunner().invoke(main, ["timeline", "--store", store.target, "-o", str(tmp_path / "t.html")])
    assert done.exit_code == 0, done.output
    assert "青禾电子基板项目" in (tmp_path / "t.html").read_text(encoding="utf-8")


def test_the_page_holds_no_figure_but_those_of_the_board(html):
    data = json.loads(html.partition('id="data">')[2].partition("</script>")[0])
    assert all("f" not in fact for fact in data["facts"])
    assert {row["outcome"] for row in data["board"]} == {"met", "missed", "none"}


@pytest.mark.browser
def test_milestones_stand_under_their_years(open_page, html):
    page = open_page(html)
    assert page.locator("#projects thead th").all_inner_texts() == ["项目", "2023", "2024", "2025"]
    row = page.locator("tbody tr", has_text="青禾电子基板项目").first
    assert "签约" in row.locator("td").nth(0).inner_text()
    assert row.locator("td").nth(1).locator(".pill.actual").inner_text() == "开工"
    assert row.locator("td").nth(2).locator(".pill.planned").count() == 2


@pytest.mark.browser
def test_a_milestone_opens_its_sentence(open_page, html):
    page = open_page(html)
    page.locator(".pill", has_text="开工").click()
    assert page.locator("tr.told blockquote").inner_text() == "基板项目在临江园区开工建设"
    assert "开工" in page.locator("tr.told mark").all_inner_texts()[-1]
    page.locator(".pill", has_text="开工").click()
    assert page.locator("tr.told").count() == 0


@pytest.mark.browser
def test_projects_are_grouped_by_chain_or_firm(open_page, html):
    page = open_page(html)
    assert page.locator("tr.group th").all_inner_texts() == ["电子材料产业"]
    page.locator(".options select").first.select_option("firm")
    assert "青禾电子科技" in page.locator("tr.group th").first.inner_text()


@pytest.mark.browser
def test_the_filter_finds_by_firm_and_says_when_nothing_is_left(open_page, html):
    page = open_page(html)
    page.fill("#q", "青禾")
    assert page.locator("tbody th[scope=row]").count() == 1
    page.fill("#q", "没有这个")
    assert page.locator("#projects .empty").is_visible()


@pytest.mark.browser
def test_the_board_shows_targets_results_and_both_sentences(open_page, html):
    page = open_page(html, fragment="show=board")
    row = page.locator("#board tr.row", has_text="电子材料产业产值")
    assert "≥60亿元" in row.inner_text()
    assert "58亿元" in row.inner_text()
    assert "未完成" in row.inner_text()
    row.click()
    assert page.locator("#board blockquote").all_inner_texts() == ["产值达到60亿元以上", "产值58亿元"]


@pytest.mark.browser
def test_a_promise_of_which_no_later_report_speaks_is_marked(open_page, html, store):
    from zhengtu.viz.model import Fact, MapNode, MapReport, MapView, Quote
    from zhengtu.viz.timeline import render_page

    reports = tuple(MapReport(f"r{y}", "政府工作报告", "甲区", y) for y in (2024, 2025))
    quote = (Quote("力争二期开工", "r2024"),)
    node = MapNode("p", "Project", "二期", (), ("r2024",), quote)
    promise = Fact("f", "stage", "p", "r2024", quote, value="started", modality="planned", year=2024)
    other = MapNode("q", "Project", "三期", (), ("r2025",), quote)
    page = open_page(render_page(MapView(reports, (node, other), (promise,))))
    assert page.locator("tbody .pill.silent").inner_text() == "开工"


@pytest.mark.browser
def test_it_fits_a_phone(open_page, html):
    page = open_page(html, width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
