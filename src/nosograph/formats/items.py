"""Cases by the items of a criteria set, and the short form of the command line.

Rule. A finding that is not listed is unknown; `unknown` may be written, and says the same.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from nosograph.criteria.numbers import NumberError, exact, read_number
from nosograph.formats.fields import Spot
from nosograph.model.ages import Age
from nosograph.model.cases import SEXES, Case, Statement, Status
from nosograph.model.vignettes import Vignette

CASE_KEYS = ("id", "criteria", "title", "age", "ages", "sex", "calendar", "day_one", "findings", "expected", "tests", "rationale",
             "expected_score", "reading_dependent", "needs_case_analysis", "relies_on_unconfirmed")  # fmt: skip
FINDING_KEYS = ("item", "hpo", "code", "label", "status", "value", "unit", "onset_day", "end_day",
                "day", "between", "sample", "explained_by_other")  # fmt: skip
VERDICTS = ("met", "not_met", "undetermined")
STATUSES = (*Status, "unknown")
CALENDARS = ("days", "age", "dates")


def read_item_case(spot: Spot) -> Case:
    """The case; what is wrong with it is reported."""
    spot.only(CASE_KEYS, foreign=True)
    calendar = _calendar(spot)
    day = Spot.date if calendar == "dates" else Spot.day
    statements = [_statement(each, day) for each in spot.each("findings")]
    if spot.get("findings") is None:
        spot.wrong("missing-key", "has no 'findings'", 'add "findings": [{"item": …, "status": …}]')
    return Case(
        id=spot.text("id"),
        statements=tuple(each for each in statements if each is not None),
        age=_age(spot.get("age")),
        sex=spot.sex(", ".join(SEXES)),
        calendar=calendar,
        day_one=day(spot, "day_one"),
        ages=_ages(spot),
    )


def read_vignette(spot: Spot) -> Vignette:
    """The case with its expected answers."""
    case = read_item_case(spot)
    expected = spot.mapping("expected")
    levels = expected and expected.mapping("levels")
    missing = expected and expected.mapping("minimal_missing")
    if not levels:
        spot.wrong("missing-key", "a vignette expects something of each level",
                   'add "expected": {"levels": {…}}')  # fmt: skip
    score = spot.value.get("expected_score")
    return Vignette(
        case,
        spot.text("criteria", needed=True),
        spot.text("title"),
        {} if levels is None else {each: _verdict(levels, each) for each in levels.value},
        None if missing is None else {each: _sets(missing, each) for each in missing.value},
        (score[0], score[1]) if isinstance(score, list) and len(score) == 2 else None,
        spot.value,
        spot.place(spot.path),
    )


def _verdict(levels: Spot, level: str) -> str:
    word = levels.text(level, needed=True)
    if word and word not in VERDICTS:
        hint = f"use one of: {', '.join(VERDICTS)}"
        (levels.get(level) or levels).wrong("bad-value", f"{level} cannot be {word!r}", hint)
    return word


def _sets(missing: Spot, level: str) -> list[list[str]]:
    found = missing.value[level]
    sets: list[Any] = found if isinstance(found, list) else [None]
    if all(isinstance(names, list) and all(isinstance(n, str) for n in names) for names in sets):
        return sets
    missing.wrong(
        "wrong-type", f"{level}: not a list of lists of items", 'write it as [["a", "b"]]'
    )
    return []


def read_short(spot: Spot) -> Case:
    """`{"present": […], "absent": […], "age": "P20M", "sex": "MALE"}`: codes or item names."""
    spot.only(("id", "present", "absent", "age", "sex"), foreign=True)
    found = [
        _named(word, status)
        for key, status in (("present", Status.PRESENT), ("absent", Status.ABSENT))
        for word in _words(spot, key)
    ]
    return Case(spot.text("id"), tuple(found), _age(spot.get("age")), spot.sex(", ".join(SEXES)))


def read_terms(spot: Spot) -> Case:
    """The sample of LIRICAL or the analysis of Exomiser: what concerns the person, not the tool."""
    found = [
        _named(word, status)
        for key, status in (("hpoIds", Status.PRESENT), ("negatedHpoIds", Status.ABSENT))
        for word in _words(spot, key)
    ]
    age = spot.get("age")
    known = age is not None and str(age.value).casefold() not in {"", "unknown", "n/a"}
    return Case(
        spot.text("sampleId") or spot.text("proband"),
        tuple(found),
        _age(age) if known else None,
        spot.sex(", ".join(SEXES)),
    )


def _words(spot: Spot, key: str) -> list[str]:
    words = spot.get(key)
    if words is None:
        return []
    if isinstance(words.value, list) and all(isinstance(each, str) for each in words.value):
        return words.value
    words.wrong(
        "wrong-type", f"not a list of codes or items: {words.value!r}", 'write it as ["HP:0001251"]'
    )
    return []


def _named(word: str, status: Status) -> Statement:
    word = word.strip()
    return Statement(status, code=word) if ":" in word else Statement(status, item=word)


def _statement(spot: Spot, day: Callable[[Spot, str], int | None]) -> Statement | None:
    spot.only(FINDING_KEYS, foreign=True)
    status = spot.text("status") or ("measured" if spot.get("value") is not None else "")
    item, code = spot.text("item"), spot.text("hpo") or spot.text("code")
    if not item and not code:
        spot.wrong("missing-key", "names no finding", 'add "item" or "hpo"')
        return None
    if status not in STATUSES:
        (spot.get("status") or spot).wrong(
            "bad-value", f"status cannot be {status!r}", f"use one of: {', '.join(STATUSES)}"
        )
        return None
    if status == "unknown":
        return None
    value = spot.get("value")
    if status == "measured" and value is None:
        spot.wrong("missing-key", "is measured but has no value", 'add "value" and "unit"')
        return None
    found, comparator = (None, "") if value is None else _value(value)
    return Statement(
        Status(status), item, code, found, spot.text("unit"),
        day(spot, "onset_day"), day(spot, "end_day"), day(spot, "day"), spot.text("sample"),
        spot.truth("explained_by_other"), comparator,
        _between(spot),
    )  # fmt: skip


def _between(spot: Spot) -> tuple[int, int] | None:
    """The first and the last day that are possible."""
    match spot.value.get("between"):
        case None:
            return None
        case [int(first), int(last)] if first <= last:
            return first, last
        case said:
            spot.wrong("wrong-type", f"between what is {said!r}?", 'write "between": [first, last]')
            return None


def _ages(spot: Spot) -> tuple[Age, Age] | None:
    """The youngest and the oldest that the person can be."""
    match spot.value.get("ages"):
        case None:
            return None
        case [str(least), str(most)]:
            try:
                return Age.read(least), Age.read(most)
            except ValueError as error:
                spot.wrong("bad-value", str(error), 'write "ages": ["P11M", "P1Y11M"]')
        case said:
            spot.wrong("wrong-type", f"no two ages: {said!r}", 'write "ages": ["P11M", "P1Y11M"]')
    return None


def _value(spot: Spot) -> tuple[Decimal | str | None, str]:
    """A number and how it bounds the value, or a word."""
    value = spot.value
    try:
        return read_number(value) if isinstance(value, str) else (exact(value), "")
    except NumberError as error:
        if isinstance(value, str) and error.reason == "not_a_number":
            return value.strip(), ""
        spot.wrong("wrong-type", f"neither a number nor a word: {error}")
        return None, ""


def _age(spot: Spot | None) -> Age | None:
    """An age as people write it, or `{"value": 1.5, "unit": "a"}`."""
    if spot is None:
        return None
    try:
        if isinstance(spot.value, str):
            return Age.read(spot.value)
        if isinstance(spot.value, dict):
            return Age.of(str(exact(spot.value.get("value"))), str(spot.value.get("unit")))
    except ValueError as error:
        spot.wrong("bad-value", str(error), "write it like 20mo, 1y6mo or P1Y6M10D")
        return None
    spot.wrong("bad-value", f"not an age: {spot.value!r}", "write it like 20mo or P20M")
    return None


def _calendar(spot: Spot) -> str:
    word = spot.text("calendar") or "days"
    if word not in CALENDARS:
        spot.wrong(
            "bad-value", f"calendar cannot be {word!r}", f"use one of: {', '.join(CALENDARS)}"
        )
        return "days"
    return word
