"""How the manuals write a case: `a, no b, x=7 d@9#s1, age=P6M`."""

import re
from decimal import Decimal

from nosograph.model.ages import Age
from nosograph.model.cases import Case, Statement, Status

TOLD = re.compile(
    r"(?P<no>no )?(?P<item>\w+)(?P<other>\?)?(=(?P<value>[^@#]+))?"
    r"(@(?P<day>-?\d+)(\.\.(?P<end>\d+))?)?(#(?P<sample>\w+))?"
)


def case_of(text):
    told = [each.strip() for each in text.strip("`").split(",") if each.strip()]
    age = next((Age.parse(each[4:]) for each in told if each.startswith("age=")), None)
    return Case("row", tuple(map(statement, (e for e in told if not e.startswith("age=")))), age)


def statement(text):
    found = TOLD.fullmatch(text)
    assert found, text
    day, end = (None if found[key] is None else int(found[key]) for key in ("day", "end"))
    common = {"sample": found["sample"] or "", "explained_by_other": bool(found["other"])}
    if found["value"] is None:
        status = Status.ABSENT if found["no"] else Status.PRESENT
        return Statement(status, found["item"], onset=day, end=end, **common)
    number, _, unit = found["value"].partition(" ")
    value = Decimal(number) if unit else number
    return Statement(Status.MEASURED, found["item"], value=value, unit=unit, day=day, **common)
