"""One person's FHIR record as a case: a bundle, or resources one a line.

Rule. Exactly one patient; what is left out of the record is told, resource by resource.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from nosograph.criteria.numbers import NumberError, read_number
from nosograph.formats.fhir.files import FhirError, Patient, Reader
from nosograph.formats.fhir.reading import Wanted
from nosograph.formats.fields import Spot
from nosograph.formats.stated import Stated, Why
from nosograph.formats.systems import split
from nosograph.formats.times import Days
from nosograph.model.ages import Age
from nosograph.model.cases import SEXES, Case, Statement, Status, calendar_day

SLUG = "record-left-out"


def read_fhir_case(
    spot: Spot, resources: Sequence[Any], wanted: Wanted = lambda code: True
) -> Case:
    """The case, of codes that are `wanted`; what is wrong with it is reported."""
    reader = Reader(wanted)
    try:
        match resources:
            case [{"resourceType": "Bundle"} as whole]:
                bundle = whole
            case _:
                bundle = {"entry": [{"resource": each} for each in resources]}
        found = list(reader.read_bundle(bundle, spot.file))
    except FhirError as error:
        spot.wrong("bad-value", str(error), "give one person's resources as they are now")
        return Case()
    # The same person told twice is one: a search brings the patient with each page.
    patients = list(dict.fromkeys(each for each in found if isinstance(each, Patient)))
    if len(patients) != 1:
        spot.wrong(
            "bad-value", f"holds {len(patients)} patients, not one",
            "give a bundle of one person; a population goes to nosograph cohort",
        )  # fmt: skip
        return Case()
    statements = []
    for each in found:
        if isinstance(each, Stated):
            said = _statement(each, patients[0].id, spot)
            statements += [said] if said is not None else []
    dated = [each.date for each in statements if each.date is not None]
    sex = patients[0].sex.upper()
    ages = _ages(patients[0].birth, max(dated, default=None))
    is_known = ages is not None and ages[0] == ages[1]
    return Case(
        patients[0].id,
        tuple(statements),
        ages[0] if ages is not None and is_known else None,
        sex if sex in SEXES else "",
        "dates",
        ages=None if is_known else ages,
    )


def _statement(each: Stated, person: str, spot: Spot) -> Statement | None:
    code = ":".join(split(each.code, each.system))
    if each.why or each.person != person:
        words = each.words or "is about somebody else"
        if each.why != Why.SILENT or each.code:
            spot.warn(SLUG, f"{each.record} {words}")
        return None
    value, comparator = _value(each)
    if each.status == Status.MEASURED and value is None:
        spot.warn(SLUG, f"{each.record}: {each.value!r} is no value that can be read")
        return None
    day, between = _days(each.start)
    end = None if each.end.exact is None else calendar_day(each.end.exact)
    measured = each.status == Status.MEASURED
    return Statement(
        Status(each.status), code=code, value=value, unit=each.unit, onset=None if measured else day,
        end=end, day=day if measured else None, comparator=comparator, between=between,
    )  # fmt: skip


def _value(each: Stated) -> tuple[Decimal | str | None, str]:
    if not each.value:
        return None, ""
    try:
        found = read_number(each.value)
    except NumberError as error:
        return (each.value, "") if error.reason == "not_a_number" else (None, "")
    if found.comparator and each.comparator and found.comparator != each.comparator:
        return None, ""
    return found.value, each.comparator or found.comparator


def _days(days: Days) -> tuple[int | None, tuple[int, int] | None]:
    """The day, or the first and last one that are possible."""
    if days.exact is not None:
        return calendar_day(days.exact), None
    if days.first is None or days.last is None:
        return None, None
    return None, (calendar_day(days.first), calendar_day(days.last))


def _ages(birth: Days, last: int | None) -> tuple[Age, Age] | None:
    """Between which the age at the last dated record lies: the same twice, where the birth is a day."""
    day = None if last is None else date.fromordinal(last)
    if day is None or birth.first is None or birth.last is None or day < birth.first:
        return None
    least = Age(0) if birth.last > day else Age.between(birth.last, day)
    return least, Age.between(birth.first, day)
