"""A case that is saved and opened again is the same case."""

import json
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from nosograph.criteria.numbers import COMPARATORS
from nosograph.formats.cases import read_cases
from nosograph.formats.saved import as_item_case
from nosograph.model.ages import Age
from nosograph.model.cases import Case, Statement, Status
from nosograph.model.problems import Problems

days = st.none() | st.integers(-400, 800_000)
texts = st.text(st.characters(categories=("L", "N")), max_size=8)
numbers = st.decimals(-10_000, 10_000, places=4) | st.decimals(0, 1, places=20)
statements = (
    st.builds(
        Statement,
        status=st.sampled_from([Status.PRESENT, Status.ABSENT]),
        item=st.text(st.characters(categories=("L",)), min_size=1, max_size=8),
        code=st.sampled_from(["", "HP:0001251", "LOINC:777-3"]),
        onset=days,
        end=days,
        between=st.none() | st.tuples(st.integers(-400, 0), st.integers(0, 800_000)),
        sample=texts,
        explained_by_other=st.booleans(),
    )
    | st.builds(
        Statement,
        status=st.just(Status.MEASURED),
        item=st.text(st.characters(categories=("L",)), min_size=1, max_size=8),
        value=st.text(st.characters(categories=("L",)), min_size=1, max_size=8).filter(
            lambda word: word.casefold() not in ("nan", "inf", "infinity")
        ),
        day=days,
        sample=texts,
    )
    | st.builds(
        Statement,
        status=st.just(Status.MEASURED),
        item=st.text(st.characters(categories=("L",)), min_size=1, max_size=8),
        value=numbers,
        comparator=st.sampled_from(["", "", *COMPARATORS]),
        unit=st.sampled_from(["", "mg/dL", "10*9/L"]),
        day=days,
        sample=texts,
    )
)


def on_the_calendar(case):
    """The case, its days as days of the calendar where it counts those, which begin with 1."""
    if case.calendar != "dates":
        return case
    first = lambda day: None if day is None else max(day, 1)  # noqa: E731
    return replace(
        case,
        statements=tuple(
            replace(each, onset=first(each.onset), end=first(each.end), day=first(each.day))
            for each in case.statements
        ),
    )


cases = st.builds(
    Case,
    id=texts,
    statements=st.lists(statements, max_size=6).map(tuple),
    age=st.none() | st.builds(Age, st.integers(0, 1500), st.integers(0, 28)),
    ages=st.none() | st.just((Age(1), Age(12, 30))),
    sex=st.sampled_from(["", "MALE", "FEMALE", "OTHER"]),
    calendar=st.sampled_from(["days", "age", "dates"]),
).map(on_the_calendar)


@given(cases)
def test_a_saved_case_reads_back_the_same(case):
    problems = Problems()

    found = list(read_cases(json.dumps(as_item_case(case)), "case.json", problems))

    assert not problems.found
    assert found == [case]


def test_numbers_keep_their_digits():
    statement = Statement(Status.MEASURED, "crp", value=Decimal("3.05"), unit="mg/dL")

    assert as_item_case(Case(statements=(statement,)))["findings"][0]["value"] == 3.05
