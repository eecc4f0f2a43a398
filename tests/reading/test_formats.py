"""Each kind of file gives the same text; what cannot be read gives one clear line."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from zhengtu.errors import ReadError
from zhengtu.extract.reading.formats import take_text
from zhengtu.extract.reading.reader import read, read_many

from .files import docx, paragraph, pdf, table

LINES = ("政府工作报告", "一、2023年工作回顾", "全县生产总值增长8%。", "二、2024年工作安排", "力争生产总值增长9%。")
SENTENCES = [("全县生产总值增长8%。", "review", 2023), ("力争生产总值增长9%。", "plan", 2024)]
TEXT = "\n".join(LINES)
PAGE = "".join(f"<p>{line}</p>" for line in LINES)
NAVIGATION = "<nav><a href='/'>首页</a><a href='/x'>政务公开</a></nav>"

SAME = {
    "plain.txt": TEXT.encode(),
    "plain.md": TEXT.encode(),
    "mark.txt": b"\xef\xbb\xbf" + TEXT.encode(),
    "gbk.txt": TEXT.encode("gbk"),
    "gb18030.txt": TEXT.encode("gb18030"),
    "utf16.txt": TEXT.encode("utf-16"),
    "utf16be.txt": TEXT.encode("utf-16-be"),
    "utf16le.txt": TEXT.encode("utf-16-le"),
    "utf32.txt": TEXT.encode("utf-32"),
    "windows.txt": TEXT.replace("\n", "\r\n").encode(),
    "mac.txt": TEXT.replace("\n", "\r").encode(),
    "cut.txt": TEXT.encode() + "好".encode()[:2],
    "word.docx": docx("".join(map(paragraph, LINES))),
    "misnamed.txt": docx("".join(map(paragraph, LINES))),
    "print.pdf": pdf([LINES[:3], LINES[3:]]),
    "page.html": f"<!DOCTYPE html><html><head><title>x</title></head><body>{NAVIGATION}<div>{PAGE}</div></body></html>".encode(),
    "page.htm": f"<html><meta charset=gb2312><body><div>{PAGE}</div></body></html>".encode("gbk"),
    "one.jsonl": json.dumps({"text": TEXT}).encode(),
}


@pytest.mark.parametrize("name", SAME)
def test_every_format_and_encoding_gives_the_same_sentences(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(SAME[name])
    document = read(file)
    told = [(document.quote(s.span), str(s.modality), s.year) for s in document.sentences]
    assert told[-2:] == SENTENCES
    assert (document.id, document.report_year) == (file.stem if "jsonl" not in name else "one-1", 2024)


def test_stdin_is_read_for_a_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode("gbk"))))
    assert read("-").report_year == 2024


def test_traditional_text_is_matched_as_simplified_and_quoted_as_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(
        "一、2023年工作回顧\n全縣實現地區生產總值增長8%。\n二、2024年工作安排\n爭取經濟發展更好。".encode("big5")
    )
    document = read(file)
    sentence = document.sentences[0].span
    assert document.quote(sentence) == "全县实现地区生产总值增长8%。"
    assert document.raw_quote(sentence) == "全縣實現地區生產總值增長8%。"


def test_a_pdf_tells_the_page_and_loses_running_heads(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    pages = [["某县第九届人大文件", f"第{'一二三四'[n]}项工作全面完成。", f"— {n + 1} —"] for n in range(4)]
    file.write_bytes(pdf(pages))
    document = read(file)
    assert (
        document.text.replace("\n", "")
        == "第一项工作全面完成。第二项工作全面完成。第三项工作全面完成。第四项工作全面完成。"
    )
    assert [document.page(s.span) for s in document.sentences] == [1, 2, 3, 4]


def test_a_sentence_over_a_page_break_is_one(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    line = "全县上下齐心协力推动各项事业稳步向前迈进取得新的成绩"
    lines = [f"第{number}年{line}" for number in "一二三四五"]  # without a font, equal lines would be taken for one
    file.write_bytes(pdf([[*lines[:3], "— 1 —"], ["经济总量再上新台阶。", *lines[3:], "— 2 —"]]))
    document = read(file)
    assert document.quote(document.sentences[0].span) == "".join(lines[:3]) + "经济总量再上新台阶。"


def test_tables_of_a_word_file_are_read_by_rows(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(docx(paragraph("主要指标如下。") + table([("指标", "数值"), ("生产总值", "520亿元")])))
    assert read(file).text == "主要指标如下。\n指标|数值\n生产总值|520亿元"


def test_inserted_words_stay_and_struck_ones_go(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    body = "<w:p><w:r><w:t>新建</w:t></w:r><w:ins><w:r><w:t>三座</w:t></w:r></w:ins><w:del><w:r><w:delText>两座</w:delText></w:r></w:del><w:r><w:t>桥梁。</w:t></w:r></w:p>"
    file.write_bytes(docx(body))
    assert read(file).text == "新建三座桥梁。"


def test_footnotes_of_a_word_file_are_its_glossary(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    notes = f"<w:footnote>{paragraph('“双百”行动：百企百校结对。')}</w:footnote>"
    file.write_bytes(docx(paragraph("实施“双百”行动。") + paragraph("各位代表，让我们不懈奋斗！"), notes))
    document = read(file)
    assert [(t.name, t.definition) for t in document.terms] == [("“双百”行动", "百企百校结对。")]
    assert len(document.sentences) == 2


def test_a_web_page_gives_its_main_text_only() -> None:
    page = f"""<html><head><title>某县政府工作报告</title><style>p {{}}</style></head><body>{NAVIGATION}
      <div class=main><h1>某县政府工作报告</h1><div>发布时间：2024-01-05</div><div id=x>{PAGE}
      <p>城区 <b>面貌</b>&nbsp;一新。<br>县域经济壮大。</p></div></div>
      <div><a href=a>相关链接一</a><a href=b>相关链接二</a></div><script>var 文 = "<p>不是正文</p>";</script><footer>主办单位</footer>"""
    text = take_text(page.encode(), "x").text
    assert "首页" not in text
    assert "不是正文" not in text
    assert "主办单位" not in text
    assert text.splitlines()[0] == "某县政府工作报告"
    assert text.splitlines()[-2:] == ["城区 面貌\xa0一新。", "县域经济壮大。"]


BAD = {
    "empty": (b"", "empty"),
    "blank": (b" \n\t ", "empty"),
    "english": (b"This is the annual report of a company in English, with many words.", "hardly any Chinese"),
    "signs": ("——……！！".encode(), "no words"),
    "binary": (bytes(range(256)) * 40, "binary"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "a picture"),
    "old word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Word"),
    "rtf": (b"{\\rtf1\\ansi ...}", "RTF"),
    "damaged text": ("政府工作报告".encode() * 30 + b"\xff\xfe\xfa\x81" + "总值".encode() * 30, "byte 540"),
    "damaged utf-16": ("政府".encode("utf-16") + b"\x00\xd8\x00\xd8" * 5 + "工作".encode("utf-16-le"), "UTF-16"),
    "damaged word": (docx(paragraph("全县"))[:120], "damaged Word"),
    "archive": (b"PK\x03\x04" + b"\0" * 40, "damaged Word"),
    "damaged pdf": (pdf([LINES])[:60], "damaged PDF"),
    "scan": (pdf([[], []]), "OCR"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_says_why_in_one_line(name: str, tmp_path: Path) -> None:
    content, said = BAD[name]
    file = tmp_path / "report"
    file.write_bytes(content)
    with pytest.raises(ReadError, match=said) as caught:
        read(file)
    assert str(file) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("path", ["missing.txt", ".", "a\0b"])
def test_a_path_that_is_no_file_says_so(path: str) -> None:
    with pytest.raises(ReadError, match=r"no such file|a folder|cannot be read"):
        read(path)


def test_a_word_file_with_entities_of_its_own_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "bomb.docx"
    bomb = docx("").replace(b"<w:document", b"<!DOCTYPE x><w:document")
    file.write_bytes(bomb)
    with pytest.raises(ReadError):
        read(file)


CSV = "地区,年份,标题,正文,网址\n临川县,2024,政府工作报告,全县新增企业20家。,https://example.org/a\n东岭市,2023年,,“全市”新增企业3家，\n".encode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("many.csv", CSV),
        ("many.csv", CSV.decode().encode("gbk")),
        ("many.csv", b"\xef\xbb\xbf" + CSV),
        ("many.tsv", CSV.replace(b",", b"\t")),
        (
            "many.jsonl",
            b'{"place": "\xe4\xb8\xb4\xe5\xb7\x9d\xe5\x8e\xbf", "year": 2024, "text": "'
            + "全县新增企业20家。".encode()
            + b'", "url": "https://example.org/a"}\n\n'
            + json.dumps({"city": "东岭市", "year": "2023", "content": "“全市”新增企业3家，"}).encode(),
        ),
    ],
)
def test_a_table_gives_one_document_for_each_row(name: str, content: bytes, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    first, second = read_many(file)
    assert (first.id, first.jurisdiction, first.report_year, first.text) == (
        "临川县-2024",
        "临川县",
        2024,
        "全县新增企业20家。",
    )
    assert first.source == "https://example.org/a"
    assert (second.jurisdiction, second.report_year, second.source) == (
        "东岭市",
        2023,
        f"{file}:{3 if 'json' in name else 2}",
    )
    with pytest.raises(ReadError, match="a table of 2 reports"):
        read(file)


def test_a_bad_row_is_told_and_the_others_follow(tmp_path: Path) -> None:
    file = tmp_path / "many.csv"
    file.write_text("text\n全县新增企业20家。\n nothing here in Chinese\n全市新增企业3家。\n", encoding="utf-8")
    told: list[ReadError] = []
    assert len(list(read_many(file, on_error=told.append))) == 2
    assert [("row 2" in str(error)) for error in told] == [True]
    with pytest.raises(ReadError, match="row 2"):
        list(read_many(file))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "标题,作者\n甲,乙\n", "no column holds the text"),
        ("a.jsonl", '{"text": "全县"}\n{"text": ', "line 2 is not readable"),
        ("a.jsonl", "[1, 2]", "not an object"),
        ("a.csv", "", "empty"),
    ],
)
def test_a_bad_table_says_why(name: str, content: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ReadError, match=said):
        list(read_many(file))
