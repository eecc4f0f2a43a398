"""The look-ups at the terminal, on a store of two invented reports."""

import csv
import io
import json
import re
import subprocess
import sys

import pytest
from click.testing import CliRunner

from zhengtu.cli import main
from zhengtu.graph.store import open_store

from .invented import fill


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    target = str(tmp_path_factory.mktemp("lookups") / "store")
    with open_store(target, write=True) as store:
        fill(store)

    def ask(*arguments: str, fails: bool = False) -> str:
        result = CliRunner().invoke(main, [*arguments, "--store", target])
        assert (result.exit_code != 0) == fails, result.output
        return result.output

    ask.target = target
    return ask


def test_a_firm_is_found_by_alias_in_both_reports(ask):
    text = ask("company", "青禾电子")
    assert "企业 青禾电子科技（青禾电子）" in text
    assert "甲区 2024" in text
    assert "甲区 2025" in text
    assert "基板项目在临江园区开工建设" in text
    assert "省级绿色工厂" in text
    assert "12亿元" in text


def test_stages_of_one_sentence_stand_in_one_row(ask):
    assert any(
        "建成、投产" in line and "计划" in line and "2025" in line for line in ask("project", "基板项目").splitlines()
    )


def test_a_profile_as_json_has_each_fact_with_its_words_and_place(ask):
    found = json.loads(ask("company", "青禾电子", "--format", "json"))
    stages = [s for p in found["projects"] for s in p["stages"]]
    assert {(s["stage"], s["modality"], s["year"]) for s in stages} == {
        ("signed", "actual", 2023),
        ("started", "actual", 2024),
        ("completed", "planned", 2025),
        ("operational", "planned", 2025),
    }
    assert {"quote", "report", "start", "end", "section"} <= set(stages[0])
    assert found["honours"][0]["name"] == "省级绿色工厂"


def test_csv_keeps_codes(ask):
    rows = list(csv.DictReader(io.StringIO(ask("company", "青禾电子", "--format", "csv"))))
    assert {row["stage"] for row in rows if row["table"] == "projects"} >= {"started", "completed, operational"}


def test_every_line_shows_its_sentence_on_request(ask):
    assert "获评省级绿色工厂" not in ask("company", "青禾电子")
    assert "获评省级绿色工厂" in ask("company", "青禾电子", "--evidence")


@pytest.mark.parametrize("command", ["company 青禾电子", "chain 电子材料产业", "path 青禾电子 封装产业", "targets"])
def test_every_line_leads_to_its_sentence_rule_and_confidence(ask, command):
    rows = list(csv.DictReader(io.StringIO(ask(*command.split(), "--evidence", "--format", "csv"))))
    rows = [row for row in rows if row.get("table") not in ("parts", "mentions")]
    assert rows
    assert {(row["rule"], row["confidence"]) for row in rows} <= {("by-hand", "0.9"), ("by-hand", "0.5")}
    assert all(row["sentence"] and row["end"] for row in rows)


def test_people_read_the_grounds_of_a_line_in_one_cell(ask):
    assert "by-hand · 置信度 0.90" in ask("company", "青禾电子", "--evidence")
    assert "by-hand · confidence 0.90" in ask("targets", "--evidence", "--lang", "en", "--format", "md")
    assert "by-hand" not in ask("company", "青禾电子")


def test_evidence_tells_also_who_undertakes_and_how_much_a_project_is(ask):
    rows = list(csv.DictReader(io.StringIO(ask("company", "青禾电子", "--evidence", "--format", "csv"))))
    [invested] = [row for row in rows if row["table"] == "project_figures"]
    assert invested["sentence"] == "总投资12亿元"
    assert {row["relation"] for row in rows if row["table"] == "ties"} == {"undertakes"}
    assert json.loads(ask("chain", "电子材料产业", "--format", "json"))["ties"][0]["quote"]


@pytest.mark.parametrize("command", ["company 青禾电子", "dossier 青禾电子"])
def test_what_is_less_sure_can_be_left_out(ask, command):
    assert "省级绿色工厂" in ask(*command.split())
    text = ask(*command.split(), "--min-confidence", "0.6")
    assert "荣誉" not in text
    assert "基板项目" in text


def test_targets_and_paths_can_be_asked_to_be_sure(ask):
    assert json.loads(ask("targets", "--min-confidence", "0.95", "--format", "json")) == []
    assert "no relation leads" in ask("path", "青禾电子", "封装产业", "--min-confidence", "0.95", fails=True)


def test_a_map_can_be_asked_to_be_sure(ask, tmp_path):
    page = tmp_path / "map.html"
    for least, there in (("0", True), ("0.6", False)):
        ask("map", "--min-confidence", least, "-o", str(page))
        data = re.search(r'<script type="application/json" id="data">(.*?)</script>', page.read_text("utf-8"))
        assert any(node["t"] == "Honour" for node in json.loads(data[1])["nodes"]) is there


def test_a_chain_shows_parts_projects_and_targets(ask):
    text = ask("chain", "电子材料产业")
    assert "封装产业" in text
    assert "青禾电子基板项目" in text
    assert "≥70亿元" in text


def test_a_park_shows_its_projects_once(ask):
    assert ask("park", "临江园区").count("青禾电子基板项目") == 1


def test_other_things_with_the_name_in_theirs_are_told(ask):
    assert "云麓薄膜; others with 云麓薄膜 in their name: 云麓薄膜材料" in ask("company", "云麓薄膜")
    assert "others" not in ask("company", "青禾电子")


def test_english_words_for_those_who_ask(ask):
    text = ask("project", "基板项目", "--lang", "en")
    assert "Stage" in text
    assert "started" in text


@pytest.mark.parametrize(
    ("indicator", "outcome"), [("地区生产总值", "完成"), ("电子材料产业产值", "未完成"), ("单位能耗", "完成")]
)
def test_a_target_stands_beside_its_result(ask, indicator, outcome):
    [line] = [row for row in ask("targets", "--year", "2024").splitlines() if indicator in row]
    assert line.split()[-1] == outcome


def test_a_target_without_a_result_says_so(ask):
    assert "暂无结果" in ask("targets", "--year", "2025")


def test_targets_can_be_chosen_by_place_and_indicator(ask):
    assert len(json.loads(ask("targets", "--indicator", "能耗", "--place", "甲区", "--format", "json"))) == 1
    assert json.loads(ask("targets", "--place", "乙区", "--format", "json")) == []


def test_find_looks_in_names_and_quotes(ask):
    found = json.loads(ask("find", "基板", "--format", "json"))
    assert {n["type"] for n in found["names"]} == {"Project"}
    assert any("开工建设" in q["sentence"] for q in found["sentences"])


def test_find_shows_no_sentence_that_a_longer_one_holds(ask):
    found = [q["sentence"] for q in json.loads(ask("find", "基板", "--format", "json"))["sentences"]]
    assert not any(a != b and a in b for a in found for b in found)


def test_find_shows_what_the_glossary_says(ask):
    assert "实验室与生产之间的平台" in ask("find", "中试平台")
    assert "term of the glossary" in ask("dossier", "中试平台", fails=True)


def test_find_says_when_nothing_is_there(ask):
    assert "stands in no name" in ask("find", "不存在的词", fails=True)


def test_the_path_between_two_things_has_a_sentence_for_each_step(ask):
    found = json.loads(ask("path", "青禾电子科技", "封装产业", "--format", "json"))
    assert [(s["relation"], s["inverse"]) for s in found["steps"]] == [
        ("undertakes", False),
        ("inChain", False),
        ("subChainOf", True),
    ]
    assert all(s["sentence"] for s in found["steps"])


def test_a_path_leads_through_two_reports_over_a_name_in_common(ask):
    assert "封装产业" in ask("path", "青禾电子", "封装产业")


def test_no_path_is_one_line(ask):
    assert "no relation leads" in ask("path", "封装产业", "云麓薄膜", fails=True)


def test_sources_lists_the_reports(ask):
    assert [r["id"] for r in json.loads(ask("sources", "--format", "json"))] == ["甲区-2024", "甲区-2025"]


def test_a_dossier_has_a_footnote_for_each_line(ask):
    text = ask("dossier", "青禾电子")
    assert text.startswith("# 青禾电子科技")
    assert "签约（已发生 2023）[^" in text
    notes = [line for line in text.splitlines() if line.startswith("[^")]
    assert len(notes) == len(set(notes)) >= 4
    assert "甲区 2024 · 产业" in text


def test_a_dossier_in_english_has_english_brackets(ask):
    text = ask("dossier", "青禾电子", "--lang", "en")
    assert "signed (actual 2023)[^" in text
    assert "（" not in text.partition("[^1]:")[0]


def test_an_unknown_name_suggests_the_nearest(ask):
    assert "青禾电子" in ask("company", "青和电子", fails=True)


@pytest.mark.parametrize("typed", ["qhdzkj", "qinghedianzikeji", "QHDZKJ"])
def test_pinyin_names_what_no_name_is_spelt_as(ask, typed):
    assert "青禾电子科技" in ask("company", typed)


def test_pinyin_that_several_names_begin_with_is_not_decided(ask):
    assert "say which" in ask("company", "qhd", fails=True)


def test_the_shell_completes_names_of_the_store(ask):
    from click.shell_completion import BashComplete

    target = ask.target
    completed = BashComplete(main, {}, "zhengtu", "_ZHENGTU_COMPLETE").get_completions(
        ["company", "--store", target], "青禾"
    )
    assert [item.value for item in completed] == ["青禾电子", "青禾电子科技"]
    spelt = BashComplete(main, {}, "zhengtu", "_ZHENGTU_COMPLETE").get_completions(["park", "--store", target], "lj")
    assert [item.value for item in spelt] == ["临江园区"]


def test_completion_without_a_store_is_silent(tmp_path):
    from click.shell_completion import BashComplete

    missing = str(tmp_path / "none")
    shell = BashComplete(main, {}, "zhengtu", "_ZHENGTU_COMPLETE")
    assert shell.get_completions(["company", "--store", missing], "青") == []


def test_completion_prints_a_script_for_the_shell():
    assert "_ZHENGTU_COMPLETE" in CliRunner().invoke(main, ["completion", "zsh"]).output


def test_stats_speaks_of_things_and_not_of_machinery(ask):
    text = ask("stats")
    assert "项目" in text
    assert "TextQuoteSelector" not in text
    assert "TextQuoteSelector" in ask("stats", "--format", "json")


@pytest.mark.parametrize("command", ["map", "timeline"])
def test_a_page_that_cannot_be_written_is_one_line(ask, command, tmp_path):
    assert "cannot be written" in ask(command, "-o", str(tmp_path / "none" / "p.html"), fails=True)


@pytest.mark.parametrize("arguments", [["--focus", "没有的"], ["--report", "乙区"], ["--chain", "没有的"]])
def test_a_map_of_what_is_not_there_is_one_line(ask, arguments, tmp_path):
    text = ask("map", *arguments, "-o", str(tmp_path / "m.html"), fails=True)
    assert text.startswith("Error: ")
    assert text.count("\n") == 1


@pytest.mark.parametrize(
    "command",
    [
        ["company", "青禾电子"],
        ["project", "基板项目"],
        ["chain", "电子材料产业"],
        ["targets"],
        ["find", "基板"],
        ["path", "青禾电子", "电子材料产业"],
        ["sources"],
        ["stats"],
        ["query", "stages-count"],
    ],
    ids=lambda command: command[0],
)
def test_a_look_up_loads_no_heavy_library(ask, command):
    code = (
        "import sys; from zhengtu.cli import main\n"
        f"main({[*command, '--store', ask.target]!r}, standalone_mode=False)\n"
        "heavy = ('spacy', 'rdflib', 'networkx', 'pyvis', 'numpy', 'jinja2', 'pypinyin', 'rich.console')\n"
        "print([m for m in heavy if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == "[]"
