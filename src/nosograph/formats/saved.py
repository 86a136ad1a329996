"""A case as the file that people keep: the item form, whole.

Rule. What is written reads back as the same case; a statement that a tool does not ask about is
kept with the others.
"""

from decimal import Decimal
from enum import StrEnum
from typing import Any

from nosograph.model.cases import Case, Statement


class Form(StrEnum):
    """What a case can be written as."""

    PHENOPACKET = "phenopacket"
    FHIR = "fhir"
    OMOP = "omop"
    ITEMS = "items"


def as_item_case(case: Case, criteria: str = "") -> dict[str, Any]:
    """`case` in the form that `read_item_case` reads; `criteria` names the set it answers."""
    told = {
        "id": case.id,
        "criteria": criteria,
        "age": str(case.age) if case.age is not None else "",
        "ages": [str(each) for each in case.ages or ()] or None,
        "sex": case.sex,
        "calendar": case.calendar if case.calendar != "days" else "",
        "day_one": case.day_one,
    }
    written: dict[str, Any] = {key: value for key, value in told.items() if value not in (None, "")}
    written["findings"] = [_finding(each) for each in case.statements]
    return written


def _finding(statement: Statement) -> dict[str, Any]:
    told = {
        "item": statement.item,
        "hpo" if statement.code.startswith("HP:") else "code": statement.code,
        "status": str(statement.status),
        "value": _value(statement),
        "unit": statement.unit,
        "onset_day": statement.onset,
        "end_day": statement.end,
        "day": statement.day,
        "between": list(statement.between) if statement.between else None,
        "sample": statement.sample,
        "explained_by_other": statement.explained_by_other or None,
    }
    return {key: value for key, value in told.items() if value not in (None, "")}


def _value(statement: Statement) -> str | int | float | None:
    """A number as JSON has numbers; as text with a comparator, or with more than fifteen digits."""
    value = statement.value
    if not isinstance(value, Decimal):
        return value
    if statement.comparator or Decimal(str(float(value))) != value:
        return f"{statement.comparator}{value:f}"
    return int(value) if value == value.to_integral_value() else float(value)
