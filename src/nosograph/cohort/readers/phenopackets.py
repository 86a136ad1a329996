"""GA4GH phenopackets as a population, read as one person's packet is read.

Rule. A packet that gives ages, not dates, is counted from a nominal birth on 1 January 2000, so
that spans between onsets and ages come out right; no date is claimed.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import duckdb

from nosograph.cohort.coding import Codes
from nosograph.cohort.readers.filling import Filling
from nosograph.cohort.readers.tables import Tables
from nosograph.cohort.refusals import TableError
from nosograph.criteria.numbers import plain_number
from nosograph.formats.cases import read_each
from nosograph.formats.files import UnreadableError, texts_of
from nosograph.formats.stated import Stated, Why
from nosograph.formats.times import UNDATED, Days
from nosograph.model.cases import Case, Statement, Status
from nosograph.model.problems import Problems, Severity

BIRTH = date(2000, 1, 1)
SOURCE = "phenopackets"


def read_phenopackets(connection: duckdb.DuckDBPyConnection, path: Path, codes: Codes) -> Tables:
    """The population of a file, or of all files in a folder; its persons are the packets' ids.

    Raises:
        TableError: there is no such file, or nothing in it can be read.
    """
    filling, count, born = Filling(connection), 0, Days(BIRTH, BIRTH)
    for name, text in _texts(path):
        problems = Problems()
        for id, case in read_each(text, name, problems):
            count += 1
            wrong = [p for p in problems.found if p.severity is Severity.ERROR]
            problems.found.clear()
            words = f"{wrong[0].message} [{wrong[0].slug}]" if wrong else ""
            if not id:
                filling.state(_refused(name, words or "has no id"))
            elif case is None:
                filling.add_person(id, UNDATED, "")
                filling.state(_refused(id, words))
            else:
                filling.add_person(id, born if case.calendar == "age" else UNDATED, case.sex)
                for each in case.statements:
                    if codes.wanted(each.code):
                        filling.state(_stated(each, case, id))
        for problem in problems.errors:
            filling.state(_refused(name, f"{problem.message} [{problem.slug}]"))
    if not count:
        raise TableError(f"phenopackets: {path} holds no packet that can be read")
    return filling.tables({SOURCE: count}, f"phenopackets ({path})")


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    try:
        yield from texts_of(path)
    except UnreadableError as error:
        raise TableError(f"phenopackets: {error}") from None


def _refused(record: str, words: str) -> Stated:
    return Stated("", "", "", "", source=SOURCE, record=record, why=str(Why.FORM), words=words)


def _stated(each: Statement, case: Case, id: str) -> Stated:
    day = _days(each.date, case)
    value = plain_number(each.value) if isinstance(each.value, Decimal) else each.value or ""
    if each.status is Status.PRESENT and each.explained_by_other:
        return _refused(id, "is explained by another cause")
    return Stated(
        id, "", each.code, str(each.status), day, _days(each.end, case), value, "", each.unit,
        SOURCE, id,
    )  # fmt: skip


def _days(day: int | None, case: Case) -> Days:
    if day is None:
        return UNDATED
    found = date.fromordinal(day) if case.calendar == "dates" else BIRTH + timedelta(days=day)
    return Days(found, found)
