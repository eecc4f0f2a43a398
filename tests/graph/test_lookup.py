"""A company by any of its names, with stages, years and sentences."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from zhengtu.errors import AmbiguousNameError, UnknownNameError
from zhengtu.graph import lookup_targets, lookup_things, stats
from zhengtu.graph.lookup import things
from zhengtu.graph.lookup_joined import joined
from zhengtu.graph.store import Store
from zhengtu.model import Extraction

from .invented import make_extraction

Put = Callable[[Store, Extraction], None]


def company(store: Store, name: str) -> lookup_things.Profile:
    return lookup_things.profile(store, name, "Enterprise")


def test_a_company_is_found_by_alias_with_stages_years_and_sentences(
    store: Store, put: Put, extraction: Extraction
) -> None:
    put(store, extraction)
    found = company(store, "云岭")
    assert (found.name, [p.name for p in found.projects]) == ("云岭铝材", ["高强铝板项目"])
    assert [(s.stage, s.modality, s.year, s.quote.text) for s in found.projects[0].stages] == [
        ("started", "actual", 2023, "高强铝板项目在青禾产业园开工建设"),
        ("operational", "planned", 2024, "建成投产"),
    ]


def test_a_profile_tells_honours_partners_places_and_figures(store: Store, put: Put, extraction: Extraction) -> None:
    put(store, extraction)
    found = company(store, "云岭铝材")
    (firm,) = found.things
    assert [f.name for f in firm.related("awarded")] == ["市级绿色工厂"]
    assert [f.name for f in firm.related("partnersWith")] == ["示例大学"]
    assert [f.name for f in found.projects[0].related("locatedIn")] == ["青禾产业园"]
    assert [(f.indicator, f.value, f.unit) for f in found.projects[0].figures] == [("投资", 12, "亿元")]
    assert found.projects[0].quotes[0].section == "过去一年工作回顾"


def test_the_same_firm_in_two_reports_is_told_for_each(store: Store, put: Put) -> None:
    put(store, make_extraction("甲-2024"))
    put(store, make_extraction("乙-2024"))
    assert [firm.report for firm in company(store, "云岭").things] == ["乙-2024", "甲-2024"]


def test_a_fragment_that_one_name_has_is_enough(store: Store, put: Put, extraction: Extraction) -> None:
    put(store, extraction)
    assert company(store, "岭铝").name == "云岭铝材"


def test_a_fragment_that_two_names_have_is_not_decided(store: Store, put: Put) -> None:
    put(store, make_extraction("甲-2024", firm="云岭铝材"))
    put(store, make_extraction("乙-2024", firm="北塬铝材"))
    with pytest.raises(AmbiguousNameError, match="云岭铝材"):
        company(store, "铝材")


@pytest.mark.parametrize("wrong", ["云陵", "云岭铝业", "铝材云岭"])
def test_an_unknown_name_is_answered_with_the_nearest(wrong: str, store: Store, put: Put) -> None:
    put(store, make_extraction())
    with pytest.raises(UnknownNameError, match="云岭"):
        company(store, wrong)


def test_a_project_is_no_company_and_that_is_said(store: Store, put: Put, extraction: Extraction) -> None:
    put(store, extraction)
    with pytest.raises(UnknownNameError, match="project of that name"):
        company(store, "高强铝板项目")


def test_the_index_tells_what_the_graph_says(store: Store, put: Put) -> None:
    put(store, make_extraction("甲-2024"))
    put(store, make_extraction("乙-2024", firm="北塬铝材"))
    iris = list(dict.fromkeys(name.iri for name in store.names_with("铝") if name.type != "Term"))
    assert things(store, iris) == tuple(joined(store, iris))


def test_facts_below_a_confidence_are_left_out(store: Store, put: Put, extraction: Extraction) -> None:
    put(store, extraction)
    (firm,) = lookup_things.profile(store, "云岭", least=0.5).things
    assert not firm.related("partnersWith")
    assert firm.related("awarded")


@pytest.fixture
def two_years(store: Store, put: Put) -> Store:
    """A report with a target for 2024, and the next one, which tells what came of it."""
    put(store, make_extraction("示例区-2024"))
    later = make_extraction("示例区-2025")
    (told,) = (m for m in later.measures if m.modality == "actual" and m.kind == "growth")
    document = replace(later.document, report_year=2025, review_year=2024)
    put(store, replace(later, document=document, measures=(replace(told, year=2024),)))
    return store


def test_a_target_stands_beside_what_came_of_it_with_both_sentences(two_years: Store) -> None:
    (target,) = lookup_targets.targets(two_years, year=2024)
    assert (target.place, target.figure.value, target.figure.quote.text) == ("示例区", 7, "地区生产总值增长7%左右")
    assert target.result is not None
    assert (target.result.value, target.result.quote.report, target.outcome) == (
        Decimal("6.2"),
        "示例区-2025",
        "missed",
    )


@pytest.mark.parametrize(
    ("chosen", "count"),
    [
        ({}, 1),
        ({"year": 2023}, 0),
        ({"indicator": "生产总值"}, 1),
        ({"indicator": "投资"}, 0),
        ({"place": "示例"}, 1),
        ({"place": "别的"}, 0),
        ({"least": 0.95}, 0),
    ],
)
def test_targets_are_chosen_by_year_indicator_place_and_confidence(
    chosen: dict[str, Any], count: int, two_years: Store
) -> None:
    assert len(lookup_targets.targets(two_years, **chosen)) == count


def test_the_summary_counts_each_thing_once(store: Store, put: Put, extraction: Extraction) -> None:
    put(store, extraction)
    put(store, make_extraction("乙-2024"))
    summary = stats.summarise(store)
    assert summary.reports == 2
    assert (summary.classes["Enterprise"], summary.classes["Target"], summary.classes["Place"]) == (2, 2, 2)
    assert summary.relations["undertakes"] == 2


def test_a_lookup_loads_none_of_the_heavy_libraries() -> None:
    heavy = {"spacy", "rdflib", "networkx", "pyvis", "numpy", "IPython"}
    code = f"import sys; from zhengtu.graph import lookup_things, store, disk; print({heavy!r} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
