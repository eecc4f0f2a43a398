"""The map as somebody sees it, in a real browser without a network."""

from dataclasses import replace

import pytest

from zhengtu.viz.model import Fact, MapNode, MapReport, MapView
from zhengtu.viz.network import render_view

pytestmark = pytest.mark.browser

FIRM, PROJECT, CHAIN = "青禾电子科技有限公司", "青禾电子年产200万片基板项目", "电子材料产业"


@pytest.fixture(scope="module")
def html(view):
    return render_view(view)


def shown(page):
    return page.locator("#status").inner_text()


def search(page, words):
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def heading(page):
    return page.locator("#panel h2").inner_text()


def centre_on(page, name):
    """Bring a node into the middle of the map and return where that is on the screen."""
    search(page, name)
    page.wait_for_timeout(500)
    spot = page.evaluate("id => window.zhengtu.spot(id)", page.evaluate("window.zhengtu.selected()"))
    page.keyboard.press("Escape")
    return spot["x"], spot["y"]


def test_it_opens_without_a_network_and_counts_its_nodes(open_page, html, view):
    page = open_page(html)
    assert shown(page).startswith(f"{len(view.nodes)} 个节点 · {len(view.edges)} 条关系")
    assert page.title() == "甲区 2024–2025"


def test_a_name_that_is_markup_is_shown_and_not_run(open_page, html):
    page = open_page(html)
    search(page, "<script>")
    assert heading(page) == "<script>window.bad=1</script>"
    assert "</script><b>甲" in page.locator("#panel").inner_text()
    assert page.evaluate("window.bad") is None


@pytest.mark.parametrize("words", ["青禾电子科技", "qhdzkj", "qinghedianzike"])
def test_search_knows_names_and_pinyin(open_page, html, words):
    page = open_page(html)
    search(page, words)
    assert heading(page) == FIRM


def test_search_by_alias_shows_which_name_matched(open_page, html):
    page = open_page(html)
    page.fill("#q", "青禾电子基板")
    assert "青禾电子基板项目" in page.locator("#hits li").first.inner_text()
    page.keyboard.press("Enter")
    assert heading(page) == PROJECT


def test_pinyin_of_a_name_goes_before_that_of_an_alias(open_page):
    nodes = (
        MapNode("x/1", "Project", "云麓薄膜二期", ("云麓",)),
        MapNode("x/2", "Enterprise", "云麓"),
        MapNode("x/3", "IndustryChain", "薄膜产业"),
    )
    facts = (Fact("f1", "undertakes", "x/2", "r", target="x/1"), Fact("f2", "inChain", "x/1", "r", target="x/3"))
    page = open_page(render_view(MapView((MapReport("r", "乙区政府工作报告", "乙区", 2025),), nodes, facts)))
    search(page, "yl")
    assert heading(page) == "云麓"


def test_search_looks_in_sentences_too(open_page, html):
    page = open_page(html)
    page.fill("#q", "开工建设")
    hit = page.locator("#hits li").first
    assert hit.locator("mark").inner_text() == "开工建设"
    page.locator("#q").press("Enter")
    assert "开工建设" in page.locator("#panel").inner_text()


def test_the_panel_gives_stage_sentence_section_and_page(open_page, html, view):
    page = open_page(html)
    search(page, "青禾电子年产")
    steps = page.locator("#panel .steps li")
    assert steps.nth(2).get_attribute("class") == "actual"
    assert steps.nth(5).get_attribute("class") == "planned"
    quotes = page.locator("#panel blockquote").all_inner_texts()
    assert {q.text for f in view.facts if f.subject == "x/project/基板" for q in f.quotes} <= set(quotes)
    assert "第 7 页" in page.locator("#panel cite").first.inner_text()
    assert "二、重点工作 › （一）做强产业" in page.locator("#panel cite").first.inner_text()
    assert "开工" in page.locator("#panel mark").all_inner_texts()[0]


def test_the_panel_of_a_firm_tells_the_stage_of_its_project(open_page, html):
    page = open_page(html)
    search(page, "青禾电子科技")
    text = page.locator("#panel").inner_text()
    assert PROJECT in text
    assert "开工建设" in text
    assert "计划 2025" in text


def test_a_figure_opens_its_sentence(open_page, html):
    page = open_page(html)
    search(page, CHAIN)
    row = page.locator("#panel tr.row").first
    assert "≥60亿元" in row.inner_text()
    row.click()
    assert "电子材料产业产值达到60亿元以上" in page.locator("#panel td blockquote").inner_text()


def test_the_legend_is_the_filter(open_page, html, view):
    page = open_page(html)
    page.locator(".key", has_text="项目").first.click()
    assert shown(page).startswith(f"{len(view.nodes) - 2} 个节点")
    page.locator(".key", has_text="项目").first.click(modifiers=["Alt"])
    assert shown(page).startswith("2 个节点")
    page.get_by_role("button", name="清除筛选").click()
    assert shown(page).startswith(f"{len(view.nodes)} 个节点")


def test_confidence_and_years_filter_facts(open_page, html):
    page = open_page(html)
    page.locator("#filters select").nth(0).select_option("2025")
    assert shown(page).startswith("4 个节点")


def test_double_click_focuses_and_the_trail_leads_back(open_page, html, view):
    page = open_page(html)
    page.mouse.dblclick(*centre_on(page, FIRM))
    assert shown(page).startswith("3 个节点")
    page.locator("#trail .depth button", has_text="2").click()
    assert shown(page).startswith("4 个节点")
    page.keyboard.press("Backspace")
    assert shown(page).startswith(f"{len(view.nodes)} 个节点")


def test_the_shortest_path_shows_its_steps(open_page, html):
    page = open_page(html)
    search(page, "临江园区")
    page.keyboard.press("p")
    search(page, CHAIN)
    assert "3 步" in page.locator("#panel").inner_text()
    assert page.locator("#panel blockquote").count() == 3


def test_no_path_is_said(open_page, html):
    page = open_page(html)
    search(page, "临江园区")
    page.keyboard.press("p")
    search(page, "云麓薄膜二期")
    assert "没有路径" in page.locator("#panel").inner_text()


def test_the_address_keeps_the_view(open_page, html):
    page = open_page(html)
    search(page, FIRM)
    page.keyboard.press("Enter")
    page.locator(".key", has_text="园区").first.click()
    fragment = page.url.partition("#")[2]
    again = open_page(html, fragment=fragment)
    assert shown(again).startswith("2 个节点")
    assert heading(again) == FIRM


def test_a_sentence_tells_which_rule_read_it(open_page, view):
    ruled = replace(view, facts=tuple(replace(f, rule="by-hand") for f in view.facts))
    page = open_page(render_view(ruled))
    search(page, "青禾电子年产")
    assert page.locator("#panel cite").first.inner_text().endswith(" · by-hand")


def test_english_is_one_click_away(open_page, html):
    page = open_page(html)
    search(page, "青禾电子年产")
    page.locator("#do-language").click()
    assert "under construction" in page.locator("#panel").inner_text()
    assert page.locator("html").get_attribute("lang") == "en"


def test_the_pointer_shows_and_selects_what_it_is_on(open_page, html):
    page = open_page(html)
    x, y = centre_on(page, "临江园区")
    page.mouse.move(x, y)
    page.wait_for_timeout(200)
    assert "临江园区" in page.locator("#tip").inner_text()
    search(page, "云麓薄膜二期")
    assert not page.locator("#tip").is_visible()  # the node has gone from under the pointer
    page.mouse.click(*centre_on(page, "临江园区"))
    assert heading(page) == "临江园区"
    box = page.locator("#map").bounding_box()
    page.mouse.click(box["x"] + 8, box["y"] + box["height"] - 60)
    assert heading(page) == "甲区 2024–2025"


def test_a_click_on_a_line_shows_its_sentence(open_page, html):
    page = open_page(html)
    search(page, "临江园区")
    page.wait_for_timeout(500)
    ends = [page.evaluate("id => window.zhengtu.spot(id)", i) for i in page.evaluate("window.zhengtu.near()")]
    page.mouse.click(sum(e["x"] for e in ends) / 2, sum(e["y"] for e in ends) / 2)
    assert "青禾电子落户临江园区" in page.locator("#panel blockquote").inner_text()
    assert "位于" in heading(page)


def test_it_fits_a_phone(open_page, html):
    page = open_page(html, width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not page.locator("#filters").is_visible()
    assert not page.locator("#panel").is_visible()
    search(page, FIRM)
    assert page.locator("#panel").is_visible()
    page.locator("#panel .shutter").click()
    assert not page.locator("#panel").is_visible()


def test_the_picture_is_a_png(open_page, html):
    page = open_page(html)
    with page.expect_download() as download:
        page.locator("#do-png").click()
    assert download.value.suggested_filename == "甲区 2024–2025.png"
    assert download.value.path().read_bytes().startswith(b"\x89PNG")


def test_an_empty_map_says_what_to_do(open_page):
    assert "zhengtu build" in shown(open_page(render_view(MapView())))


def many(count):
    nodes = tuple(MapNode(f"x/{i}", "Project" if i % 3 else "Enterprise", f"第{i}号工程") for i in range(count))
    facts = tuple(
        Fact(f"f{i}", "undertakes", f"x/{i // 7}", "r", target=f"x/{i}", modality="actual") for i in range(1, count)
    )
    return MapView((MapReport("r", "乙区政府工作报告", "乙区", 2025),), nodes, facts)


def test_a_path_is_in_sight_from_end_to_end(open_page):
    page = open_page(render_view(many(300)))
    search(page, "第299号工程")
    far = page.evaluate("window.zhengtu.selected()")
    page.keyboard.press("p")
    search(page, "第50号工程")
    page.wait_for_timeout(600)
    box = page.locator("#map").bounding_box()
    spot = page.evaluate("id => window.zhengtu.spot(id)", far)
    assert box["x"] < spot["x"] < box["x"] + box["width"]
    assert box["y"] < spot["y"] < box["y"] + box["height"]


@pytest.mark.parametrize(("count", "limit"), [(300, 1500), (3000, 4000)])
def test_it_stands_still_soon(open_page, record_property, count, limit):
    page = open_page(render_view(many(count)))
    ready = int(page.locator("html").get_attribute("data-ready"))
    record_property("milliseconds", ready)
    assert ready < limit
