"""Reading is a small part of extraction, in time and in memory."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from zhengtu.extract.reading.reader import read_text

from .files import pdf

SENTENCE = "全县新增规上企业23家，工业增加值增长8.3%，城东大桥等15个项目建成投用，群众获得感不断增强。"
REPORT = "\n".join(
    ["政府工作报告", "一、2023年工作回顾", *[SENTENCE * 5] * 26, "二、2024年工作安排", *[SENTENCE * 5] * 26]
)


def test_a_report_of_12000_characters_is_read_in_25_ms() -> None:
    assert len(REPORT) > 12_000
    assert min(_time(REPORT) for _ in range(7)) < 0.025  # 8 ms on two cores of 2026


def test_a_report_without_headings_is_read_in_50_ms() -> None:
    assert min(_time(REPORT.replace("一、2023年", "").replace("二、2024年", "")) for _ in range(7)) < 0.05


def test_a_pdf_of_300_pages_needs_less_than_500_mb(tmp_path: Path) -> None:
    file = tmp_path / "long.pdf"
    file.write_bytes(pdf([[SENTENCE[:34]] * 40] * 300))
    code = (
        "import resource, sys; from zhengtu.extract.reading.reader import read; document = read(sys.argv[1]);"
        "print(len(document.pages), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    )
    told = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True).stdout
    pages, megabytes = map(int, told.split())
    assert pages == 300
    assert megabytes < 500


def test_reading_loads_no_heavy_library() -> None:
    code = (
        "import sys; from zhengtu.extract.reading.reader import read_text; read_text('2026年云南省政府工作报告', id='x');"
        "print({'spacy', 'rdflib', 'numpy', 'opencc', 'pypdfium2'} & set(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


def _time(text: str) -> float:
    start = time.perf_counter()
    read_text(text, id="x")
    return time.perf_counter() - start
