"""A case written in another form reads back as the same case, or what is left out is named."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from nosograph.formats.cases import read_cases
from nosograph.formats.fhir.written import as_bundle
from nosograph.formats.fields import documents
from nosograph.formats.omop import as_omop
from nosograph.formats.packet_checks import check_packet
from nosograph.formats.packets_written import as_phenopacket
from nosograph.model.ages import Age
from nosograph.model.cases import SEXES, Case, Statement, Status
from nosograph.model.problems import Problems

NOW = datetime(2026, 1, 1, tzinfo=UTC)
CODES = ("HP:0001250", "HP:0001251", "HP:0010543", "LOINC:777-3", "no-code")
DAYS = st.none() | st.integers(700_000, 730_000)


@st.composite
def statements(draw):
    status, code = draw(st.sampled_from(Status)), draw(st.sampled_from(CODES))
    named = {"code": code} if ":" in code else {"item": code}
    if status is Status.MEASURED:
        value = draw(st.decimals(-1000, 100_000, places=2))
        return Statement(
            status, value=value, unit=draw(st.sampled_from(["", "%", "mg/dL"])), day=draw(DAYS),
            comparator=draw(st.sampled_from(["", "", "<", ">="])), **named,
        )  # fmt: skip
    return Statement(status, onset=draw(DAYS), **named)


CASES = st.builds(
    Case,
    id=st.sampled_from(["", "case-1"]),
    statements=st.lists(statements(), max_size=5).map(tuple),
    age=st.none() | st.builds(Age, st.integers(0, 1000), st.integers(0, 28)),
    sex=st.sampled_from(["", *SEXES]),
    calendar=st.sampled_from(["dates", "age", "days"]),
    references=st.sampled_from([(), ("PMID:1",)]),
)


def back(document):
    problems = Problems()
    (case,) = read_cases(json.dumps(document), "case.json", problems)
    assert problems.errors == []
    return case


def plain(each):
    """A statement without what only names it, its number as a number; UCUM's 1 is no unit."""
    value = None if each.value is None else Decimal(each.value).normalize()
    return replace(each, label="", value=value, unit="" if each.unit == "1" else each.unit)


def on_calendar(case, calendar):
    """The statements, with no day where nothing says which."""
    return calendar if any(each.date is not None for each in case.statements) else None


@given(CASES)
def test_a_phenopacket_reads_back(case):
    written = as_phenopacket(case, NOW, lambda code: "", lambda prefix: "1")
    again = back(written.document)

    kept = [each for each in case.statements if f"{each.finding}:" not in " ".join(written.left)]
    some = [plain(each) for each in again.statements]
    assert all(plain(each) in some for each in kept)
    assert len(again.statements) + sum(":" in left for left in written.left) == len(case.statements)
    assert (again.age, again.sex, again.references) == (case.age, case.sex, case.references)
    assert on_calendar(again, again.calendar) in (None, case.calendar)


@given(CASES)
def test_what_is_written_is_a_phenopacket(case):
    written = as_phenopacket(case, NOW, lambda code: "", lambda prefix: "1")
    problems = Problems()

    for spot in documents(json.dumps(written.document), "case.json", problems):
        check_packet(spot)

    assert problems.found == []


@given(CASES)
def test_a_bundle_reads_back(case):
    written = as_bundle(case, lambda code: "")
    again = back(written.document)

    kept = [each for each in case.statements if f"{each.finding}:" not in " ".join(written.left)]
    some = [plain(each) for each in again.statements]
    assert all(plain(each) in some for each in kept)
    said = ("the age", "publications", "when the illness")
    left = [each for each in written.left if not each.startswith(said)]
    assert len(again.statements) + len(left) == len(case.statements)
    assert again.sex == case.sex
    assert ("publications" in written.left) == bool(case.references)


@given(CASES, st.none() | st.dates(date(1900, 1, 1), date(2000, 1, 1)))
def test_rows_of_omop_read_back(case, born):
    written = as_omop(case, born)
    again = back(written.document)

    about = [each for each in written.left if each.startswith(("HP:", "LOINC:", "no-code:"))]
    kept = [
        each for each in case.statements if not any(e.startswith(f"{each.finding}:") for e in about)
    ]
    if case.calendar == "age" and born is not None:
        kept = [_dated(each, born) for each in kept]
    some = [plain(each) for each in again.statements]
    assert all(plain(each) in some for each in kept)
    assert len(again.statements) + len(about) == len(case.statements)
    assert (again.id, again.sex) == (case.id, case.sex)
    told = any(each.startswith("the age") for each in written.left)
    assert told or case.age in (None, again.age)
    assert ("publications" in written.left) == bool(case.references)


def _dated(each, born):
    """A statement whose days of life are days of the calendar."""

    def later(day):
        return None if day is None else born.toordinal() + day

    return replace(each, onset=later(each.onset), day=later(each.day), end=later(each.end))


@given(CASES, st.dates(date(1900, 1, 1), date(1910, 1, 1)))
def test_a_dated_case_with_its_birth_is_whole_as_rows(case, born):
    stated = tuple(each for each in case.statements if each.date is not None and ":" in each.code)
    last = max((date.fromordinal(each.date) for each in stated), default=None)
    whole = Case(case.id, stated, Age.between(born, last) if last else None, case.sex, "dates")
    written = as_omop(whole, born)
    again = back(written.document)

    assert written.left == ()
    assert (again.id, again.age, again.sex, again.calendar) == (
        whole.id,
        whole.age,
        whole.sex,
        "dates",
    )
    assert sorted(map(str, map(plain, again.statements))) == sorted(map(str, map(plain, stated)))
