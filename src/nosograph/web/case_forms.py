"""A case out of a form, and the part of a case that a form cannot show.

Rule 1. What the form does not show is carried along whole, so that a file that is opened and
saved again has lost nothing.
Rule 2. What was typed and cannot be used is said, and counts as not known.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import islice

from starlette.requests import Request
from starlette.responses import Response

from nosograph.asking.cases import written
from nosograph.criteria.numbers import NumberError, read_number
from nosograph.criteria.sets import ItemKind
from nosograph.formats.cases import read_cases
from nosograph.formats.saved import Form, as_item_case
from nosograph.model.ages import Age
from nosograph.model.cases import LAST_DAY, SEXES, Case, Statement, Status
from nosograph.model.problems import Problem, Problems
from nosograph.render.criteria import Question
from nosograph.render.languages import Words
from nosograph.serving import responses
from nosograph.serving.requests import release

FILE = "case.json"
"""What a saved case is called."""

MOST_CARRIED = 30_000
"""Characters of a case that a page takes, so that its form can bring it back, and the page stays
below 150 kB."""

CALENDARS = ("days", "age", "dates")


@dataclass(frozen=True, slots=True)
class FormCase:
    """What a form says."""

    case: Case
    bad_age: str = ""
    bad_values: tuple[tuple[str, str, str], ...] = ()
    """Item, what was typed for it, and why it is no number."""


def read_age(text: str) -> tuple[Age | None, str]:
    """The age that was typed; where it is none, what was typed instead."""
    typed = text.strip()[:40]
    try:
        return (Age.read(typed) if typed else None), ""
    except ValueError:
        return None, typed


def read_sex(text: str) -> str:
    """The sex that was chosen; not known where the form does not offer it."""
    return text if text in SEXES else ""


def read_findings(fields: Mapping[str, str]) -> dict[str, Status]:
    """The findings that a form states, by their HPO ids."""
    return {
        key[2:]: Status(value)
        for key, value in fields.items()
        if key.startswith("f.HP:") and value in (Status.PRESENT, Status.ABSENT)
    }


def read_form(
    fields: Mapping[str, str], questions: Iterable[Question], decimal: str = "."
) -> FormCase:
    """The case that the form states, with what it carries along; `decimal` is the page's mark."""
    calendar = fields.get("calendar", "days")
    calendar = calendar if calendar in CALENDARS else "days"
    statements: list[Statement] = []
    bad: list[tuple[str, str, str]] = []
    for question in questions:
        _answers(fields, question, (calendar, decimal), statements, bad)
    rest = read_rest(fields.get("rest", ""))
    age, bad_age = read_age(fields.get("age", ""))
    case = Case(
        fields.get("id", "")[:200],
        (*statements, *rest),
        age,
        read_sex(fields.get("sex", "")),
        calendar,
    )
    return FormCase(case, bad_age, tuple(bad))


def _answers(
    fields: Mapping[str, str],
    question: Question,
    usage: tuple[str, str],
    statements: list[Statement],
    bad: list[tuple[str, str, str]],
) -> None:
    calendar, decimal = usage
    state = fields.get(f"s.{question.id}", "")
    if question.kind is ItemKind.FACT and state in (Status.PRESENT, Status.ABSENT):
        onset = _day(fields.get(f"d.{question.id}", ""), calendar) if state == "present" else None
        statements.append(Statement(Status(state), question.id, onset=onset))
    elif question.kind is ItemKind.CHOICE and state in question.words:
        statements.append(Statement(Status.MEASURED, question.id, value=state))
    for result in question.results:
        typed = fields.get(f"v.{result.key}", "").strip()
        if not typed:
            continue
        try:
            found = read_number(typed, decimal)
        except NumberError as error:
            bad.append((question.title, typed[:40], error.reason))
            continue
        statements.append(
            Statement(
                Status.MEASURED,
                question.id,
                value=found.value,
                comparator=found.comparator,
                unit=fields.get(f"u.{result.key}", result.unit).strip()[:40],
                day=_day(fields.get(f"t.{result.key}", ""), calendar),
                sample=fields.get(f"m.{result.key}", "").strip()[:80],
            )
        )


def _day(typed: str, calendar: str) -> int | None:
    typed = typed.strip()
    try:
        if calendar == "dates" and "-" in typed[1:]:
            return date.fromisoformat(typed).toordinal()
        day = int(typed) if len(typed) < 8 else LAST_DAY + 1
        return day if (1 if calendar == "dates" else -LAST_DAY) <= day <= LAST_DAY else None
    except ValueError:
        return None


def read_rest(text: str) -> tuple[Statement, ...]:
    """Statements that a form carried; nothing when the text has been tampered with."""
    if not text:
        return ()
    found = list(islice(read_cases(text, "case", Problems()), 2))
    return found[0].statements if len(found) == 1 else ()


def parted(
    case: Case, questions: Iterable[Question]
) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
    """The statements of `case` that the form of these questions shows, and the rest."""
    by_item: dict[str, list[Statement]] = {}
    for each in case.statements:
        if not each.code:
            by_item.setdefault(each.item, []).append(each)
    shown = Counter(
        each for question in questions for each in _as_shown(by_item.get(question.id, []), question)
    )
    kept: list[Statement] = []
    rest: list[Statement] = []
    for each in case.statements:
        (kept if shown[each] > 0 else rest).append(each)
        shown[each] -= 1
    return tuple(kept), tuple(rest)


def _as_shown(own: list[Statement], question: Question) -> list[Statement]:
    """What the form of one question would state again, if its own statements filled it."""
    if question.kind is ItemKind.QUANTITY:
        plain = [
            Statement(
                Status.MEASURED,
                question.id,
                value=each.value,
                comparator=each.comparator,
                unit=each.unit,
                day=each.day if question.dated else None,
                sample=each.sample if question.sampled else "",
            )
            for each in own
            if isinstance(each.value, Decimal) and each.unit
        ]
        return [each for each in plain if each in own][: len(question.results)]
    first = own[:1]
    onset = first[0].onset if first and question.onset is not None else None
    if question.kind is ItemKind.CHOICE:
        return [e for e in first if e == Statement(Status.MEASURED, question.id, value=e.value)]
    return [each for each in first if each == Statement(each.status, question.id, onset=onset)]


def case_in(text: str, t: Words) -> tuple[Case | None, str]:
    """The only case of a file, or what to say of the file."""
    problems = Problems()
    # The second tells that there are several; how many more changes nothing.
    cases = list(islice(read_cases(text, FILE, problems), 2)) if text.strip() else []
    if len(cases) == 1 and not problems.found:
        return (None, complaint) if (complaint := too_large(cases[0], t)) else (cases[0], "")
    what = t["criteria_file_several"] if cases else t["criteria_file_none"]
    if problems.found:
        what = problem_text(problems.found[0])
    return None, t["criteria_file_bad"].format(problem=what)


def too_large(case: Case, t: Words) -> str:
    """What to say of a case that is more than a page takes; empty for one that is not."""
    if len(carried(case)) <= MOST_CARRIED:
        return ""
    return t["case_too_large"].format(kilobytes=MOST_CARRIED // 1000)


def problem_text(problem: Problem) -> str:
    """What is wrong with a file, and where."""
    where = f"line {problem.line}: " if problem.line else ""
    hint = f" ({problem.hint})" if problem.hint else ""
    return f"{where}{problem.message}{hint}"


def saved_case(request: Request, case: Case, criteria: str = "") -> Response:
    """The case as a file to keep, in the form that the address names."""
    name = request.url.path.rpartition("/")[2]
    if name == FILE:
        document = as_item_case(case, criteria)
    else:
        now = datetime.now(UTC)
        document = written(release(request), case, Form.PHENOPACKET, now).document
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    response = responses.body(
        request, text.encode(), "application/json", cache=responses.KEEP_NOTHING
    )
    response.headers["content-disposition"] = f'attachment; filename="{name}"'
    return response


def as_json(case: Case, criteria: str = "") -> str:
    """The case as the file that people keep."""
    return json.dumps(as_item_case(case, criteria), ensure_ascii=False, indent=1)


def carried(case: Case) -> str:
    """The case as a form carries it."""
    return json.dumps(as_item_case(case), ensure_ascii=False, separators=(",", ":"))


def only(case: Case, statements: Iterable[Statement]) -> Case:
    """`case` with these statements and no others."""
    return replace(case, statements=tuple(statements))
