"""The course of a scale out of a file that its owner keeps: CSV or JSON.

Rule 1. An empty cell is unknown. Whatever else cannot be read is reported with its line, and a
file with mistakes is no course.
Rule 2. A column that means nothing here is a mistake: `relaps` must not be read as no relapse.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

from nosograph.formats.bounds import MOST_COLUMNS, CaseProblems, EnoughError
from nosograph.formats.fields import Spot, documents
from nosograph.model.courses import Course, Visit
from nosograph.model.problems import Problem, Report

KEYS = ("date", "total", "relapse", "version", "note")
MOST_VISITS = 1000
"""More than anybody could see in one picture."""

_WHOLE = re.compile(r"-?\d{1,6}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_YES = frozenset({"yes", "true", "1", "x", "relapse"})
_NO = frozenset({"", "no", "false", "0"})


def read_course(text: str, file: str, items: tuple[str, ...], report: Report) -> Course | None:
    """The course in a file, by date; None after reporting why it is none.

    `items` are the ids of the scale's items: further columns of a CSV file.
    """
    problems, course = CaseProblems(), Course(())
    text = text.removeprefix("\ufeff")
    found = _from_json if text.lstrip()[:1] in ("{", "[") else _from_csv
    with suppress(EnoughError):
        course = found(text, file, items, problems)
    if not problems.found and not course.visits:
        hint = "write a header with 'date' and 'total' and one line a visit"
        problems(Problem("missing-key", file, 1, 0, "the file holds no visit", hint=hint))
    if len(course.visits) > MOST_VISITS:
        message = f"more than the {MOST_VISITS:,} visits that are read"
        problems(Problem("too-much", file, 0, 0, message, hint="split the file"))
    for each in problems.listed(file):
        report(each)
    if problems.errors:
        return None
    return replace(course, visits=tuple(sorted(course.visits, key=lambda each: each.on)))


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a CSV file: column → what stands in its cell."""

    cells: Mapping[str, str]
    file: str
    line: int
    report: Report

    def wrong(self, slug: str, key: str, said: str, hint: str) -> None:
        text = self.cells[key]
        message = f"{key} {text!r} {said}"
        self.report(Problem(slug, self.file, self.line, 0, message, text[:80], hint))

    def whole(self, key: str) -> int | None:
        text = self.cells.get(key, "")
        if text in ("", "unknown"):
            return None
        if _WHOLE.fullmatch(text):
            return int(text)
        self.wrong("wrong-type", key, "is no whole number", "leave it empty when it is unknown")
        return None


def _from_csv(text: str, file: str, items: tuple[str, ...], report: Report) -> Course:
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = [
            (reader.line_num, [cell.strip() for cell in row])
            for row in islice(reader, MOST_VISITS + 2)
        ]
    except csv.Error as error:
        message = f"cannot read the table: {error}"
        report(Problem("bad-value", file, reader.line_num, 0, message, hint="save it as CSV again"))
        return Course(())
    rows = [(line, row) for line, row in rows if any(row)]
    if not rows:
        return Course(())
    line, header = rows[0]
    if len(header) > MOST_COLUMNS:
        message = f"{len(header):,} columns, where at most {MOST_COLUMNS} are read"
        report(Problem("too-much", file, line, 0, message, hint="keep those of the scale"))
        return Course(())
    names = [name if name in items else name.casefold() for name in header]
    if not _check_header(names, file, line, items, report):
        return Course(())
    return Course(tuple(_visits(names, rows[1:], file, items, report)))


def _check_header(
    names: list[str], file: str, line: int, items: tuple[str, ...], report: Report
) -> bool:
    known = (*KEYS, *items)
    for name in names:
        if name not in known:
            hint = f"the columns are {', '.join(known)}"
            report(
                Problem("unknown-key", file, line, 0, f"no column {name!r} is known", name, hint)
            )
        elif names.count(name) > 1:
            message = f"column {name!r} comes twice"
            report(Problem("duplicate-key", file, line, 0, message, name, "keep one of them"))
    if "date" not in names:
        hint = "write a header: date,total,relapse"
        report(Problem("missing-key", file, line, 0, "there is no column 'date'", hint=hint))
    return "date" in names


def _visits(
    names: list[str],
    rows: list[tuple[int, list[str]]],
    file: str,
    items: tuple[str, ...],
    report: Report,
) -> Iterator[Visit]:
    for line, row in rows:
        if len(row) != len(names):
            message = f"{len(row)} cells, but the header has {len(names)}"
            hint = "put texts with a comma between quotes"
            report(Problem("bad-value", file, line, 0, message, hint=hint))
            continue
        cells = _Row(dict(zip(names, row, strict=True)), file, line, report)
        day = _day(cells)
        values = {id: cells.whole(id) for id in items if id in names}
        visit = Visit(
            on=day or date.min,
            total=cells.whole("total"),
            ratings={id: value for id, value in values.items() if value is not None},
            relapse=_relapse(cells),
            version=cells.cells.get("version", ""),
            note=cells.cells.get("note", ""),
            line=line,
        )
        if day is not None:
            yield visit


def _day(row: _Row) -> date | None:
    found = as_day(row.cells["date"])
    if found is None:
        row.wrong("bad-date", "date", "is no date", "write year-month-day: 2026-11-23")
    return found


def _relapse(row: _Row) -> bool:
    word = row.cells.get("relapse", "").casefold()
    if word not in _YES | _NO:
        row.wrong("bad-value", "relapse", "is neither yes nor no", "write yes, or leave it empty")
    return word in _YES


def as_day(text: str) -> date | None:
    """The day that `text` spells as year-month-day; None when it spells none."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def _from_json(text: str, file: str, items: tuple[str, ...], report: Report) -> Course:
    visits: list[Visit] = []
    scale = ""
    for spot in documents(text, file, report):
        if "visits" in spot.value:
            spot.only(("scale", "version", "visits"))
            scale, version = spot.text("scale"), spot.text("version")
            visits += [_from_spot(each, version, items) for each in spot.each("visits")]
        else:
            visits.append(_from_spot(spot, "", items))
    return Course(tuple(visits), scale)


def _from_spot(spot: Spot, version: str, items: tuple[str, ...]) -> Visit:
    spot.only((*KEYS, "items"))
    text = spot.text("date", needed=True)
    day = as_day(text)
    if text and day is None:
        (spot.get("date") or spot).wrong(
            "bad-date", f"{text!r} is no date", "write year-month-day: 2026-11-23"
        )
    rated = spot.mapping("items")
    ratings: dict[str, int] = {}
    if rated is not None:
        rated.only(items)
        found = {id: _whole(rated, id) for id in rated.value if id in items}
        ratings = {id: value for id, value in found.items() if value is not None}
    return Visit(
        on=day or date.min,
        total=_whole(spot, "total"),
        ratings=ratings,
        relapse=spot.truth("relapse"),
        version=spot.text("version") or version,
        note=spot.text("note"),
        line=spot.place(spot.path)[0],
    )


def _whole(spot: Spot, key: str) -> int | None:
    found = spot.get(key)
    if found is None:
        return None
    value: Any = found.value
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**6:
        return value
    found.wrong("wrong-type", f"no whole number: {str(value)[:80]!r}", "write null if unknown")
    return None
