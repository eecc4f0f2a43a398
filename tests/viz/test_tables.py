"""Rows as tables, JSON, CSV and Markdown."""

import csv
import io
import json
from decimal import Decimal

from rich.cells import cell_len

from zhengtu.viz.tables import Column, Table, render_page, render_rows

COLUMNS = (Column("name", "名称", "Name"), Column("value", "数值", "Value", number=True))
ROWS = ({"name": "青禾电子", "value": Decimal("6.50")}, {"name": "云麓,薄膜", "value": None})


def test_a_chinese_character_takes_two_columns():
    lines = render_rows(ROWS, COLUMNS, width=60, color=False).splitlines()
    assert cell_len(lines[2].partition("6.5")[0] + "6.5") == cell_len(lines[0])


def test_a_wide_table_is_folded_to_the_terminal_with_every_word_in_it():
    rows = [{"name": "青禾电子" * 12, "value": "two words and a few more"}]
    lines = render_rows(rows, COLUMNS, width=40, color=False).splitlines()
    assert max(map(cell_len, lines)) <= 40
    assert "".join(line[:30].strip().split("   ")[0] for line in lines[2:]).startswith("青禾电子青禾")
    assert sum(line.count("禾") for line in lines) == 12
    assert "".join("".join(lines).split()).count("few") == 1


def test_a_name_gives_no_orders_to_a_terminal():
    assert "\x1b" not in render_rows([{"name": "甲\x1b[31m\x07"}], color=False)


def test_headings_speak_the_language_asked_for():
    assert "Name" in render_rows(ROWS, COLUMNS, lang="en")
    assert "名称" in render_rows(ROWS, COLUMNS)


def test_json_keeps_numbers_and_chinese():
    text = render_rows(ROWS, COLUMNS, format="json")
    assert "青禾电子" in text
    assert json.loads(text) == [{"name": "青禾电子", "value": 6.5}, {"name": "云麓,薄膜", "value": None}]


def test_csv_is_read_back_by_the_csv_module():
    assert list(csv.reader(io.StringIO(render_rows(ROWS, COLUMNS, format="csv")))) == [
        ["name", "value"],
        ["青禾电子", "6.5"],
        ["云麓,薄膜", ""],
    ]


def test_markdown_escapes_what_would_be_markup():
    text = render_rows([{"name": "<b>|*甲"}], format="md")
    assert "&lt;b>\\|\\*甲" in text


def test_a_page_has_its_tables_in_json_by_key_and_in_csv_in_one_column():
    tables = (Table(COLUMNS, ROWS, "firms", "企业", "Firms"), Table((Column("n", "数", "n"),), ({"n": 1},), "counts"))
    assert json.loads(render_page(tables, head={"asked": "甲"}, format="json"))["counts"] == [{"n": 1}]
    assert render_page(tables, format="csv").splitlines()[-1] == "counts,,,1"
    assert "## 企业" in render_page(tables, format="md", heading="甲")


def test_color_and_rich_markup_stay_out_of_pipes():
    assert "\x1b" not in render_rows([{"name": "[red]甲[/red]"}])
    assert "[red]甲[/red]" in render_rows([{"name": "[red]甲[/red]"}])
