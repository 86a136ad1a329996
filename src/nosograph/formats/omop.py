"""One person's rows of the OMOP CDM 5.4 as a case, and a case as such rows.

Rule 1. What is written reads back as the same case. What the form has no place for is named: every
event has a date there, and a person a year of birth.
Rule 2. No concept is looked up: a row has its code in the source value and the concept 0, which
means that no concept was matched; in reading, a table `concept` says what concepts are.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from nosograph.criteria.numbers import NumberError, read_number
from nosograph.formats.answers import answer_in_code, answer_in_words
from nosograph.formats.fields import Spot
from nosograph.formats.packets_written import Written
from nosograph.formats.systems import SYSTEMS, split
from nosograph.formats.times import UNDATED, Days, days_of
from nosograph.model.ages import Age
from nosograph.model.cases import Case, Statement, Status, calendar_day, sex_of

SLUG = "record-left-out"


@dataclass(frozen=True)
class Events:
    """One table of events."""

    name: str
    concept: str
    day: str
    end: str = ""
    is_needed: bool = True
    has_value: bool = False

    @property
    def source_concept(self) -> str:
        """The column of the code that the standard concept was made from."""
        return self.concept.replace("_concept_id", "_source_concept_id")

    @property
    def source(self) -> str:
        """The column of the code as it was written."""
        return self.concept.replace("_concept_id", "_source_value")


EVENTS = (
    Events("condition_occurrence", "condition_concept_id", "condition_start_date", "condition_end_date"),
    Events("observation", "observation_concept_id", "observation_date", has_value=True),
    Events("measurement", "measurement_concept_id", "measurement_date", has_value=True),
    Events("drug_exposure", "drug_concept_id", "drug_exposure_start_date", "drug_exposure_end_date", is_needed=False),
    Events("procedure_occurrence", "procedure_concept_id", "procedure_date", is_needed=False),
)  # fmt: skip
CONDITION, OBSERVATION, MEASUREMENT = EVENTS[:3]
OPERATORS = {
    "0": "", "4172703": "", "4171756": "<", "4171754": "<=", "4171755": ">=", "4172704": ">",
}  # fmt: skip
"""`operator_concept_id` → comparator: the concepts of OMOP's domain Meas Value Operator."""
OPEN = ("preliminary", "provisional", "suspected", "rule out", "to be diagnosed", "differential")
"""Words in the name of a condition's status that leave it open."""
PRELIMINARY = "32899"
GENDERS = {"8507": "MALE", "8532": "FEMALE"}
_WRITTEN = {comparator: int(id) for id, comparator in OPERATORS.items() if id != "0"}
_PERSON = 1
"""The number of the only person."""


def as_omop(case: Case, born: date | None = None) -> Written:
    """The case as rows, by table; `born` is the day of birth."""
    left = [*_left(case, born)]
    tables: dict[str, list[dict[str, Any]]] = {"person": [_person(case, born)]}
    for each in case.statements:
        day = _written_day(each.date, case.calendar, born)
        why = _no_place(each, day)
        if why:
            left.append(f"{each.finding}: {why}")
        else:
            end = _written_day(each.end, case.calendar, born)
            events, row = _row(each, day, end)
            rows = tables.setdefault(events.name, [])
            rows.append({f"{events.name}_id": len(rows) + 1, "person_id": _PERSON, **row})
    return Written({"cdm_version": "5.4", **tables}, tuple(left))


def _left(case: Case, born: date | None) -> Iterator[str]:
    if born is None:
        yield "the year of birth, which OMOP wants of a person: name the day with --born"
    days = [each.date for each in case.statements if each.date is not None]
    if case.age is not None and (case.calendar != "dates" or _age(born, days) != case.age):
        yield "the age: OMOP has a date of birth, and counts to the last event"
    if case.began is not None or case.began_class or case.day_one is not None:
        yield "when the illness began"
    if case.references:
        yield "publications"


def _person(case: Case, born: date | None) -> dict[str, Any]:
    concepts = {sex: int(id) for id, sex in GENDERS.items()}
    told: dict[str, Any] = {
        "person_id": _PERSON,
        "gender_concept_id": concepts.get(case.sex, 0),
        "race_concept_id": 0,
        "ethnicity_concept_id": 0,
    }
    if born is not None:
        told |= {
            "year_of_birth": born.year,
            "month_of_birth": born.month,
            "day_of_birth": born.day,
        }
    texts = {"person_source_value": case.id, "gender_source_value": case.sex}
    return told | {key: text for key, text in texts.items() if text}


def _written_day(day: int | None, calendar: str, born: date | None) -> str:
    """The day as a date; empty where nothing says which it is."""
    if day is None or calendar == "days" or (calendar == "age" and born is None):
        return ""
    start = born.toordinal() if calendar == "age" and born is not None else 0
    try:
        return date.fromordinal(start + day).isoformat()
    except (ValueError, OverflowError):
        return ""


def _no_place(each: Statement, day: str) -> str:
    """Why a statement cannot be written; empty when it can."""
    if ":" not in each.code or split(each.code)[0] not in SYSTEMS:
        return "an item without a code, or a code of a system that has no name here"
    if each.explained_by_other:
        return "present, but put down to another cause"
    if each.between is not None or each.comparator == "~":
        return "a value or a day that is only near"
    if not day:
        return "every event of OMOP has a date, and this has none"
    if each.sample:
        return "the sample that a result comes from"
    if each.status is not Status.MEASURED:
        return "" if each.value is None else "a value of a finding"
    if isinstance(each.value, Decimal):
        exact = Decimal(str(float(each.value))) == each.value
        return "" if exact else "a number with more digits than OMOP keeps"
    return "" if _is_word(str(each.value or "")) else "a word that would be read as something else"


def _is_word(text: str) -> bool:
    """Whether a value reads back as the word that it is: neither as a number nor as yes or no."""
    try:
        read_number(text)
    except NumberError as error:
        return error.reason == "not_a_number" and answer_in_words(text) is None
    return False


def _row(each: Statement, day: str, end: str) -> tuple[Events, dict[str, Any]]:
    value: dict[str, Any]
    if each.status is Status.PRESENT:
        events, value = CONDITION, {CONDITION.end: end} if end else {}
    elif isinstance(each.value, Decimal):
        whole = each.value == each.value.to_integral_value()
        value = {
            "value_as_number": int(each.value) if whole else float(each.value),
            "operator_concept_id": _WRITTEN[each.comparator],
            "unit_concept_id": 0,
        } | ({"unit_source_value": each.unit} if each.unit else {})
        events = MEASUREMENT
    else:
        word = "absent" if each.status is Status.ABSENT else str(each.value)
        events, value = OBSERVATION, {"value_as_string": word}
    kind = events.concept.replace("_concept_id", "_type_concept_id")
    told = {events.concept: 0, events.day: day, kind: 0, events.source: each.code}
    return events, told | value


# and back


def looks_like_omop(spot: Spot) -> bool:
    """Whether a document is rows by table."""
    return isinstance(spot.value.get("person"), list)


def read_omop_case(spot: Spot) -> Case:
    """The case; what is wrong with it, and what is left out of it, is reported."""
    people = [*spot.each("person")]
    if len(people) != 1:
        spot.wrong(
            "bad-value", f"holds {len(people)} persons, not one",
            "give the rows of one person; a population goes to nosograph cohort run --omop",
        )  # fmt: skip
        return Case()
    person = people[0].value
    concepts = {_text(each.value, "concept_id"): each.value for each in spot.each("concept")}
    statements: list[Statement] = []
    for events in EVENTS:
        for row in spot.each(events.name):
            if _text(row.value, "person_id") != _text(person, "person_id"):
                row.wrong("bad-value", "is about another person", "give the rows of one person")
            else:
                statements += _statements(row, events, concepts)
    dated = [each.date for each in statements if each.date is not None]
    sex = GENDERS.get(_text(person, "gender_concept_id"), "")
    return Case(
        _text(person, "person_source_value"),
        tuple(statements),
        _age(_born(person), dated),
        sex or _sex(_text(person, "gender_source_value")),
        "dates",
    )


def _sex(word: str) -> str:
    try:
        return sex_of(word)
    except ValueError:
        return ""


def _born(person: Mapping[str, Any]) -> date | None:
    parts = [_text(person, f"{part}_of_birth") for part in ("year", "month", "day")]
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        return None


def _age(born: date | None, dated: list[int]) -> Age | None:
    """The age at the last dated event, where the day of birth is known."""
    last = date.fromordinal(max(dated)) if dated else None
    return Age.between(born, last) if born and last and last >= born else None


def _text(row: Mapping[str, Any], key: str) -> str:
    """A cell as a text; tables spell their columns in capitals too."""
    value = row.get(key, row.get(key.upper()))
    return "" if value is None else str(value).strip()


def _statements(
    spot: Spot, events: Events, concepts: Mapping[str, Mapping[str, Any]]
) -> Iterator[Statement]:
    row = spot.value
    code, label = _code(row, events, concepts)
    status = concepts.get(_text(row, "condition_status_concept_id"), {})
    named = _text(status, "concept_name").casefold()
    value, comparator, unit, answer = (
        _value(row, concepts) if events.has_value else ("",) * 3 + (True,)
    )
    try:
        start, end = _days(row, events.day), _days(row, events.end)
    except ValueError as error:
        spot.warn(SLUG, f"{events.name}: {error}")
        return
    if not code:
        spot.warn(SLUG, f"{events.name}: no code that is known, and no row of concept names one")
    elif _text(row, "condition_status_concept_id") == PRELIMINARY or any(w in named for w in OPEN):
        spot.warn(SLUG, f"{events.name} {code} is a preliminary diagnosis")
    elif answer is None and value is None:
        spot.warn(SLUG, f"{events.name} {code} has no value that can be read")
    else:
        found = Status.MEASURED if answer is None else Status.PRESENT if answer else Status.ABSENT
        measured = found is Status.MEASURED
        day = None if start.exact is None else calendar_day(start.exact)
        yield Statement(
            found, code=code, label=label,
            onset=None if measured else day, day=day if measured else None,
            end=None if end.exact is None else calendar_day(end.exact),
            value=value if measured else None, comparator=comparator if measured else "",
            unit=unit if measured else "",
        )  # fmt: skip


def _days(row: Mapping[str, Any], column: str) -> Days:
    text = _text(row, column) if column else ""
    return days_of(text) if text else UNDATED


def _code(
    row: Mapping[str, Any], events: Events, concepts: Mapping[str, Mapping[str, Any]]
) -> tuple[str, str]:
    """The code of a row and what it is called; empty where neither source nor concept has one."""
    system, code = split(_text(row, events.source))
    if system in SYSTEMS:
        return f"{system}:{code}", ""
    for column in (events.source_concept, events.concept):
        found = concepts.get(_text(row, column))
        if found is not None:
            system, code = split(_text(found, "concept_code"), _text(found, "vocabulary_id"))
            return f"{system}:{code}", _text(found, "concept_name")
    return "", ""


def _value(
    row: Mapping[str, Any], concepts: Mapping[str, Mapping[str, Any]]
) -> tuple[Decimal | str | None, str, str, bool | None]:
    """Value, comparator and unit, and whether it says yes or no in their place."""
    concept = concepts.get(_text(row, "value_as_concept_id"), {})
    words = (_text(concept, "concept_name"), _text(row, "value_as_string"))
    said = [answer_in_code(_text(concept, "concept_code")), *map(answer_in_words, words)]
    answer = next((each for each in said if each is not None), None)
    operator = OPERATORS.get(_text(row, "operator_concept_id") or "0")
    written = _text(row, "value_as_number") or _text(row, "value_as_string")
    unit = concepts.get(_text(row, "unit_concept_id"), {})
    spelt = _text(unit, "concept_code") or _text(row, "unit_source_value")
    if answer is not None or not written or operator is None:
        return None, "", "", answer
    try:
        number = read_number(written)
    except NumberError as error:
        return (written if error.reason == "not_a_number" else None), "", "", None
    if operator and number.comparator and operator != number.comparator:
        return None, "", "", None
    return number.value, operator or number.comparator, spelt, None


def rows_of(folder: Path) -> dict[str, list[dict[str, str]]]:
    """The rows of the tables in a folder of CSV files, and of the concepts that they name."""
    names = ("person", *(each.name for each in EVENTS))
    found = {name: list(_rows(folder, name)) for name in names}
    used = {
        value
        for rows in found.values()
        for row in rows
        for key, value in row.items()
        if key.lower().endswith("concept_id")
    }
    concepts = [row for row in _rows(folder, "concept") if _text(row, "concept_id") in used]
    return {name: rows for name, rows in found.items() if rows} | {"concept": concepts}


def _rows(folder: Path, table: str) -> Iterator[dict[str, str]]:
    for path in (folder / f"{table}.csv", folder / f"{table.upper()}.csv"):
        if path.is_file():
            with path.open(encoding="utf-8-sig", newline="") as lines:
                head = lines.readline()
                lines.seek(0)
                # Athena separates by tabs, and lets quotes stand as they are.
                tabs = "\t" in head
                yield from csv.DictReader(
                    lines, delimiter="\t" if tabs else ",",
                    quoting=csv.QUOTE_NONE if tabs else csv.QUOTE_MINIMAL,
                )  # fmt: skip
            return
