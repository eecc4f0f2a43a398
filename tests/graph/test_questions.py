"""Named questions over several places: what is asked of one place is answered for it alone, by every store."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from zhengtu.graph import questions
from zhengtu.graph.store import Store
from zhengtu.model import Extraction

from .invented import make_extraction

Put = Callable[[Store, Extraction], None]


def report_of(name: str, place: str | None) -> Extraction:
    extraction = make_extraction(name)
    return replace(extraction, document=replace(extraction.document, jurisdiction=place))


@pytest.fixture
def places(store: Store, put: Put) -> Store:
    for name, place in (("甲-2024", "甲区"), ("乙-2024", "乙区"), ("丙-2024", None)):
        put(store, report_of(name, place))
    return store


def column(store: Store, name: str, given: dict[str, str], wanted: str) -> list[str | None]:
    answer = questions.load(name).ask(store, given)
    place = answer.columns.index(wanted)
    rows = [row for row in answer.rows if any(row)]  # rdflib's server has one empty row where there is no group
    return [getattr(row[place], "value", None) for row in rows]


@pytest.mark.parametrize(("place", "expected"), [("甲区", ["甲区"]), ("没有的区", []), ("-", [None, "乙区", "甲区"])])
def test_targets_of_a_place_are_its_own_and_those_of_all_places_leave_none_out(
    place: str, expected: list[str | None], places: Store
) -> None:
    assert column(places, "targets", {"year": "2024", "place": place}, "place") == expected


def test_a_result_is_that_of_the_same_place(places: Store, put: Put) -> None:
    later = report_of("甲-2025", "甲区")
    review = [replace(m, year=2024) for m in later.measures if m.modality == "actual" and m.kind == "growth"]
    put(
        places,
        replace(later, document=replace(later.document, report_year=2025, review_year=2024), measures=(*review,)),
    )
    assert column(places, "targets-results", {"year": "2024"}, "place") == ["甲区"]
    assert column(places, "targets-results", {"year": "2024", "place": "乙区"}, "place") == []


def test_no_parameter_stands_in_an_optional_part() -> None:
    """There a value that does not match would leave the row in, labelled with what was asked for."""
    for question in questions.list_questions():
        text, depth, optional = re.sub(r"#.*", "", question.sparql), 0, list[int]()
        for token in re.finditer(r"OPTIONAL\s*\{|\{|\}|\?(\w+)", text):
            if token[0] == "}":
                optional = [at for at in optional if at < depth]
                depth -= 1
            elif token[1] is None:
                depth += 1
                optional += [depth] if token[0].startswith("OPTIONAL") else []
            elif optional:
                assert token[1] not in {p.name for p in question.parameters}, question.name
