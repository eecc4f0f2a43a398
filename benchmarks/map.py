"""How long the relation map takes: to lay out and write in Python, to stand still in a browser.

    python benchmarks/map.py [chromium]

Prints a Markdown table; the graphs are made up, with hubs, chains of firms and lonely nodes as reports have them.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from zhengtu.viz.model import Fact, MapNode, MapReport, MapView, Quote
from zhengtu.viz.network import render_view

SIZES = (300, 1000, 3000)
QUOTE = (Quote("某企业某项目在某园区开工建设，力争年内建成投产。", "r", 0, 24, "一、产业", 3),)


def make_view(count: int) -> MapView:
    """Return a view of so many nodes, a tenth of them chains."""
    dice = random.Random(count)
    kinds = [dice.choices(("IndustryChain", "Enterprise", "Project", "Park"), (2, 6, 10, 2))[0] for _ in range(count)]
    nodes = [MapNode(f"n{i}", kind, f"第{i}号{kind}", (), ("r",), QUOTE) for i, kind in enumerate(kinds)]
    chains = [n.id for n in nodes if n.type == "IndustryChain"]
    firms = [n.id for n in nodes if n.type == "Enterprise"]
    facts = []
    for node in nodes:
        if node.type == "Project" and dice.random() < 0.8:
            facts.append(("undertakes", dice.choice(firms), node.id))
            facts.append(("stage", node.id, None))
        if node.type in ("Project", "Enterprise") and dice.random() < 0.4:
            facts.append(("inChain", node.id, dice.choice(chains)))
    told = [
        Fact(f"f{i}", kind, subject, "r", QUOTE, target, None if target else "started", modality="actual", year=2024)
        for i, (kind, subject, target) in enumerate(facts)
    ]
    return MapView((MapReport("r", "政府工作报告", "甲区", 2025),), tuple(nodes), tuple(told))


def main(chromium: str) -> None:
    """Print the table."""
    print("| nodes | lines | written in Python | page | standing still in Chromium |")
    print("| --: | --: | --: | --: | --: |")
    with sync_playwright() as running, tempfile.TemporaryDirectory() as folder:
        browser = running.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        render_view(make_view(60))  # the libraries are loaded
        for count in SIZES:
            view = make_view(count)
            start = time.perf_counter()
            html = render_view(view)
            written = time.perf_counter() - start
            path = Path(folder) / f"{count}.html"
            path.write_text(html, encoding="utf-8")
            page = browser.new_page(viewport={"width": 1400, "height": 900})
            page.goto(path.as_uri())
            page.wait_for_selector("html[data-ready]", state="attached")
            ready = int(page.locator("html").get_attribute("data-ready") or 0) / 1000
            lines = len(view.edges)
            print(f"| {count:,} | {lines:,} | {written:.1f} s | {len(html) / 1e6:.1f} MB | {ready:.2f} s |")
            page.close()
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:] or ["/usr/bin/chromium"])
