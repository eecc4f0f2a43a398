"""Whatever comes, it ends in a document that holds together or in one of our errors, and soon.

The default run is short; ``ZHENGTU_EXAMPLES=10000 pytest tests/reading/test_hostile.py`` is the long one.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhengtu.errors import ReadError
from zhengtu.extract.reading.outline import render_outline
from zhengtu.extract.reading.reader import read, read_many, read_text
from zhengtu.model import Document

from .files import docx, paragraph, pdf, table

settings.register_profile(
    "hostile",
    max_examples=int(os.environ.get("ZHENGTU_EXAMPLES", "300")),
    deadline=3000,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
HOSTILE = settings(settings.get_profile("hostile"))

PIECES = [
    *"。！？；：，、“”（）《》—…·[]［］〔〕|\n\r\t\f\v\0\u2028\u200b\ufeff\u3000\ud800\U00020000é①²注号年月日第届是",
    "一、",
    "（二）",
    "3.",
    "各位代表",
    "2023年工作回顾",
    "2024年工作安排",
    "政府工作报告",
    "名词解释",
    "附件",
    "——2024年1月9日在某县第五届人民代表大会第三次会议上",
    "县长 王一",
    "现在，我代表县人民政府向大会报告工作",
    "“十五五”时期",
    "到2030年",
    "我们清醒地认识到，还存在困难",
    "力争增长8%以上",
    "完成投资520.3亿元",
    "[1]",
    "注①",
    "— 3 —",
    "下载",
    "来源：",
    "相关报道：",
    "PM\n2.5\n",
    "Smart City",
    "　　",
    "全县上下齐心协力推动各项事业稳步向前",
]
texts = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=40).map("".join),
    st.lists(st.sampled_from(PIECES), min_size=5, max_size=20).map(lambda pieces: "".join(pieces) * 200),
)


@HOSTILE
@given(texts, st.text(max_size=12))
def test_any_text_ends_in_a_document_that_holds_together(raw: str, name: str) -> None:
    try:
        document = read_text(raw, id=name)
    except ReadError:
        return
    check(document)


SEEDS = [
    docx("".join(map(paragraph, ["一、2023年工作回顾", "全县新增企业20家。"])) + table([["甲", "乙"]])),
    pdf([["一、2023年工作回顾", "全县新增企业20家。"], ["二、2024年工作安排"]]),
    "<html><body><nav><a>首页</a></nav><div><p>一、2023年工作回顾<p>全县新增企业20家。</div></body></html>".encode(),
    "text,place,year\n全县新增企业20家。,某县,2024\n".encode(),
    '{"text": "全县新增企业20家。", "year": 2024}\n'.encode(),
    "一、2023年工作回顾\n全县新增企业20家。".encode(),
    "一、2023年工作回顾\n全县新增企业20家。".encode("gbk"),
    "一、2023年工作回顧\n全縣新增企業20家。".encode("big5"),
    "一、2023年工作回顾\n全县新增企业20家。".encode("utf-16"),
]
SUFFIXES = [".txt", ".docx", ".pdf", ".html", ".csv", ".jsonl", ".md", ""]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    content = bytearray(draw(st.sampled_from(SEEDS)))
    for place, piece in draw(st.lists(st.tuples(st.integers(0, len(content)), st.binary(max_size=6)), max_size=6)):
        content[place : place + draw(st.integers(0, 6))] = piece
    return bytes(content[: draw(st.integers(0, len(content)))] if draw(st.booleans()) else content)


@HOSTILE
@given(
    st.one_of(damaged(), st.binary(max_size=200), texts.map(lambda t: t.encode("utf-8", "replace"))),
    st.sampled_from(SUFFIXES),
)
def test_any_file_ends_in_documents_or_one_of_our_errors(tmp_path: Path, content: bytes, suffix: str) -> None:
    file = tmp_path / f"report{suffix}"
    file.write_bytes(content)
    for reading in (lambda: [read(file)], lambda: list(read_many(file))):
        try:
            documents = reading()
        except ReadError as error:
            assert "\n" not in str(error)  # noqa: PT017 - raised only for some examples
            continue
        for document in documents:
            check(document)


def check(document: Document) -> None:
    text, places = document.text, document.origin
    assert len(text) == len(places)
    assert all(a <= b for a, b in zip(places, list(places)[1:], strict=False))
    assert not places or places[-1] < len(document.raw)
    last = 0
    for sentence in document.sentences:
        span = sentence.span
        assert last <= span.start
        last = span.end
        assert document.quote(span) == document.quote(span).strip()
        assert document.raw_quote(span)
        assert sentence.section is None or document.sections[sentence.section].span.contains(span)
        assert sentence.topic is None or sentence.topic.end <= span.start
    for section in document.sections:
        assert section.span.contains(section.heading)
        assert section.parent is None or document.sections[section.parent].span.contains(section.span)
    for term in document.terms:
        assert all(use.end <= term.span.start for use in term.uses)
    json.dumps([document.text, document.raw]).encode()
    render_outline(document).encode()


LONG = 200_000


@pytest.mark.parametrize(
    "piece",
    [
        "是",
        "（",
        "“",
        "一、",
        "（一）",
        "。",
        "各位代表",
        "1.",
        "[1]",
        " ",
        "　",
        "全县 ",
        "全县，",
        "2023年",
        "A ",
        "—1—",
        "一\n",
        "1\n",
        "：",
        "注①",
        "\0",
        "我代表",
        "第一届",
        "十",
        "（PM\n2.5\n）",
    ],
)
def test_what_repeats_forever_is_read_soon(piece: str) -> None:
    raw = "全县" + piece * (LONG // len(piece))
    start = time.perf_counter()
    with contextlib.suppress(ReadError):
        check(read_text(raw, id="x"))
    assert time.perf_counter() - start < 10  # most take a tenth of a second; anything quadratic takes minutes
