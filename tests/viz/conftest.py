"""A small view of an invented place, and a browser where there is one."""

import os
import shutil
from decimal import Decimal

import pytest

from zhengtu.viz.model import Fact, Figure, MapNode, MapReport, MapView, Quote

FIRST, SECOND = "https://w3id.org/zhengtu/id/report/a-2024", "https://w3id.org/zhengtu/id/report/a-2025"


def words(text: str, report: str = SECOND, start: int = 10) -> tuple[Quote, ...]:
    return (Quote(text, report, start, start + len(text), "二、重点工作 › （一）做强产业", 7),)


@pytest.fixture(scope="session")
def view() -> MapView:
    """Four firms of an invented district, two with a project, and a chain."""
    opened = words("青禾电子年产200万片基板项目开工建设", FIRST)
    promised = words("力争青禾电子基板项目建成投产，电子材料产业产值达到60亿元以上。")
    nodes = (
        MapNode("x/chain/电子材料产业", "IndustryChain", "电子材料产业", (), (SECOND,), promised),
        MapNode(
            "x/enterprise/青禾电子科技有限公司",
            "Enterprise",
            "青禾电子科技有限公司",
            ("青禾电子",),
            (FIRST, SECOND),
            opened,
        ),
        MapNode(
            "x/project/基板", "Project", "青禾电子年产200万片基板项目", ("青禾电子基板项目",), (FIRST, SECOND), opened
        ),
        MapNode("x/project/二期", "Project", "云麓薄膜二期", (), (SECOND,), words("谋划云麓薄膜二期")),
        MapNode("x/enterprise/云麓薄膜", "Enterprise", "云麓薄膜", (), (SECOND,), words("谋划云麓薄膜二期")),
        MapNode(
            "x/enterprise/孤", "Enterprise", "<script>window.bad=1</script>", (), (SECOND,), words("</script><b>甲")
        ),
        MapNode("x/park/临江园区", "Park", "临江园区", (), (SECOND,), words("青禾电子落户临江园区")),
    )
    facts = (
        Fact("f1", "undertakes", nodes[1].id, FIRST, opened, nodes[2].id, modality="actual", year=2023),
        Fact("f2", "stage", nodes[2].id, FIRST, opened, value="started", modality="actual", year=2023),
        Fact("f3", "stage", nodes[2].id, SECOND, promised, value="operational", modality="planned", year=2025),
        Fact(
            "f4", "inChain", nodes[2].id, SECOND, promised, nodes[0].id, modality="planned", year=2025, confidence=0.8
        ),
        Fact(
            "f5",
            "undertakes",
            nodes[4].id,
            SECOND,
            words("谋划云麓薄膜二期"),
            nodes[3].id,
            modality="planned",
            year=2025,
        ),
        Fact(
            "f6",
            "stage",
            nodes[3].id,
            SECOND,
            words("谋划云麓薄膜二期"),
            value="negotiating",
            modality="planned",
            year=2025,
        ),
        Fact(
            "f7",
            "locatedIn",
            nodes[1].id,
            SECOND,
            words("青禾电子落户临江园区"),
            nodes[6].id,
            modality="actual",
            year=2024,
        ),
        Fact(
            "f8",
            "measure",
            nodes[0].id,
            SECOND,
            promised,
            figure=Figure("产值", "level", Decimal(60), "亿元", ">="),
            modality="target",
            year=2025,
        ),
        Fact(
            "f9",
            "measure",
            None,
            SECOND,
            words("地区生产总值增长6.5%"),
            figure=Figure("地区生产总值", "growth", Decimal("6.5"), "%"),
            modality="actual",
            year=2024,
        ),
    )
    reports = (
        MapReport(FIRST, "甲区政府工作报告（2024）", "甲区", 2024),
        MapReport(SECOND, "甲区政府工作报告（2025）", "甲区", 2025),
    )
    return MapView(reports, nodes, facts)


@pytest.fixture(scope="session")
def browser():
    """A Chromium of the system, with nothing of its own going out."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs Playwright: pip install 'zhengtu[test]'")
    path = os.environ.get("ZHENGTU_CHROMIUM") or next(
        (p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))), None
    )
    if path is None:
        pytest.skip("needs Chromium: apt-get install chromium (or set ZHENGTU_CHROMIUM to its path)")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser, tmp_path):
    """Open a page from a file without a network; at the end there was no error, no dialog and no request."""
    opened, faults = [], []

    def open_page(html: str, *, fragment: str = "", width: int = 1400, height: int = 900):
        path = tmp_path / "页面.html"
        path.write_text(html, encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": height}, offline=True)
        opened.append(context)
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text) if message.type != "log" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda r: None if r.url.startswith(("file:", "data:", "blob:")) else faults.append(r.url))
        page.goto(path.as_uri() + (f"#{fragment}" if fragment else ""))
        page.wait_for_selector("html[data-ready]", state="attached", timeout=30_000)
        return page

    yield open_page
    for context in opened:
        context.close()
    assert faults == []
