"""The sample reports are of the designed length, and their gold facts and designed answers hold."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import zhengtu
from zhengtu.ingest.files import expand

SAMPLES = Path(zhengtu.__file__).parent / "samples"
EXPECTED = Path(__file__).parent / "expected"
REPORTS = ("yunxiu-2024", "yunxiu-2025")
NAMED = {"Enterprise", "Project", "Park"}  # names of chains are general words


def squash(text: str) -> str:
    return re.sub(r"\s+", "", text)


def text_of(report: str) -> str:
    return squash((SAMPLES / f"{report}.txt").read_text(encoding="utf-8"))


def gold_of(report: str) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads((EXPECTED / f"{report}.gold.json").read_text(encoding="utf-8"))
    return gold


def names(gold: dict[str, Any], types: set[str]) -> Iterator[str]:
    for entity in gold["entities"]:
        if entity["type"] in types:
            yield from (squash(name) for name in (entity["name"], *entity["aliases"]))


def rows_under(heading: str) -> list[list[str]]:
    """The body of the README's table below ``heading``."""
    section = (SAMPLES / "README.md").read_text(encoding="utf-8").split(f"## {heading}")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip().replace("**", "") for cell in line.strip("|").split("|")] for line in lines[2:]]


@pytest.mark.parametrize("report", REPORTS)
def test_a_sample_has_the_length_of_a_district_report(report: str) -> None:
    assert 4000 <= len(text_of(report)) <= 6000


def test_the_second_sample_is_laid_out_as_the_text_of_a_pdf() -> None:
    lines = (SAMPLES / "yunxiu-2025.txt").read_text(encoding="utf-8").splitlines()
    assert max(map(len, lines)) <= 36
    assert sum(not line for line in lines) >= len(lines) / 2
    assert [line for line in lines if re.fullmatch(r"— \d+ —", line)] == [f"— {page} —" for page in range(1, 9)]


@pytest.mark.parametrize("report", REPORTS)
def test_every_gold_name_and_quote_is_in_the_text(report: str) -> None:
    text, gold = text_of(report), gold_of(report)
    facts = [*gold["entities"], *gold["relations"], *gold["measures"]]
    missing = [fact["quote"] for fact in facts if squash(fact["quote"]) not in text]
    missing += [name for name in names(gold, {entity["type"] for entity in gold["entities"]}) if name not in text]
    assert not missing


@pytest.mark.parametrize("report", REPORTS)
def test_every_gold_fact_is_about_known_entities_and_stands_once(report: str) -> None:
    gold = gold_of(report)
    ids = [entity["id"] for entity in gold["entities"]]
    used = {fact[end] for fact in gold["relations"] for end in ("head", "tail") if end in fact}
    used |= {measure["subject"] for measure in gold["measures"] if measure["subject"]}
    assert len(ids) == len(set(ids))
    assert used <= set(ids)
    keys = [json.dumps({**fact, "quote": ""}, sort_keys=True) for fact in gold["relations"]]
    assert [key for key, count in Counter(keys).items() if count > 1] == []


@pytest.mark.parametrize("report", REPORTS)
def test_no_named_thing_of_the_samples_is_one_of_the_corpus(report: str, shared: Path) -> None:
    real: set[str] = set()
    for path in (shared / "benchmark" / "dev").glob("*.gold.json"):
        real.update(names(json.loads(path.read_text(encoding="utf-8")), NAMED))
    assert real
    assert not real & set(names(gold_of(report), NAMED))


def test_the_designed_answers_quote_the_two_texts() -> None:
    before, after = map(text_of, REPORTS)
    rows = rows_under("What was promised for 2024, and what 2025 says of it")
    for indicator, promise, result, outcome in rows:
        assert promise in before
        assert indicator not in after if outcome == "silent" else result in after
    assert Counter(outcome for *_, outcome in rows) == {"met": 34, "missed": 5, "silent": 1}


def test_the_designed_stages_are_those_of_the_gold() -> None:
    columns = [(report, modality) for report in REPORTS for modality in ("actual", "planned")]
    said: dict[tuple[str, str, str], set[str]] = {}
    for report in REPORTS:
        gold = gold_of(report)
        by_id = {entity["id"]: entity["name"] for entity in gold["entities"]}
        for fact in gold["relations"]:
            year = gold["review_year"] if fact.get("modality") == "actual" else gold["report_year"]
            if fact["type"] == "stage" and fact["year"] == year:
                said.setdefault((by_id[fact["head"]], report, fact["modality"]), set()).add(fact["value"])
    for cell, *stages in rows_under("Projects and how far they are"):
        project, *others = re.split(r" \(2025: |\)| \(|: ", cell)
        for (report, modality), stage in zip(columns, stages, strict=True):
            designed = set(re.findall(r"[a-z_]+", re.sub(r"\(.*\)", "", stage)))
            found = [
                said.pop((name, report, modality)) for name in (project, *others) if (name, report, modality) in said
            ]
            assert set().union(*found) == designed, (project, report, modality)
    assert not said


def test_one_project_goes_quiet_and_one_firm_is_written_out_in_the_second_year() -> None:
    before, after = map(text_of, REPORTS)
    assert "澍野冷链物流中心" in before
    assert "澍野" not in after
    assert "钧朔储能科技有限公司" not in before
    assert after.count("钧朔") == after.count("钧朔储能科技有限公司") > 0


def test_the_folder_holds_two_reports_to_build_and_its_readme_is_none() -> None:
    found, failed = expand([SAMPLES])
    assert [path.stem for path in found] == list(REPORTS)
    assert not failed
