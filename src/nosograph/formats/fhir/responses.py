"""Answers to a criteria set's Questionnaire as a case.

Rule. Every answer is used or refused with its place; one to a question that the form does not
have is refused, because its author thinks that it counts.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from nosograph.criteria.sets import CriteriaSet, ItemDefinition, ItemKind
from nosograph.formats.fhir.questionnaires import (
    AGE,
    DAY,
    DAY_ONE,
    ONSET,
    SAMPLE,
    questionnaire_url,
)
from nosograph.model.ages import Age
from nosograph.model.cases import Case, Statement, Status, calendar_day

_COMPARATORS = ("", "<", "<=", ">", ">=")
_STATUSES = ("in-progress", "completed", "amended", "stopped")
_MOST = 500
"""Answers that are read; no set asks for a tenth of them."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a response, and where."""

    at: str
    """FHIRPath to the element."""
    text: str


class ResponseError(ValueError):
    """A response that cannot be used."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(f"{each.at}: {each.text}" for each in faults))
        self.faults = faults


def read_response(value: Any, criteria: CriteriaSet) -> Case:
    """The case that a QuestionnaireResponse describes.

    Raises:
        ResponseError: it is none, answers another form, or an answer cannot be used.
    """
    return _Reading(criteria).case(value)


class _Reading:
    def __init__(self, criteria: CriteriaSet) -> None:
        self._set = criteria
        self._items = {item.id: item for item in criteria.items}
        self._faults: list[Fault] = []
        self._age: Age | None = None
        self._day_one: int | None = None

    def case(self, value: Any) -> Case:
        """The case, or every fault at once."""
        root = "QuestionnaireResponse"
        if not isinstance(value, dict) or value.get("resourceType") != root:
            raise ResponseError([Fault(root, "is not a QuestionnaireResponse")])
        named = value.get("questionnaire")
        own = questionnaire_url(self._set)
        if named is not None and str(named).partition("|")[0].rpartition("/")[2] not in (
            own, own.rpartition(":")[2],
        ):  # fmt: skip
            self._fault(f"{root}.questionnaire", f"answers {str(named)[:200]!r}, not {own}")
        if value.get("status") not in _STATUSES:
            self._fault(f"{root}.status", f"is one of {', '.join(_STATUSES)}")
        for key in ("modifierExtension", "implicitRules"):
            if value.get(key):
                self._fault(f"{root}.{key}", "may change what the answers mean")
        statements = [
            each for item, at in self._each(value, "item", root) for each in self._asked(item, at)
        ]
        if self._faults:
            raise ResponseError(self._faults)
        return Case(
            "", tuple(statements), self._age, calendar="dates", day_one=self._day_one
        )  # fmt: skip

    def _fault(self, at: str, text: str) -> None:
        self._faults.append(Fault(at, text))

    def _each(
        self, value: Mapping[str, Any], key: str, at: str
    ) -> Iterator[tuple[Mapping[str, Any], str]]:
        listed = value.get(key, [])
        if not isinstance(listed, list) or len(listed) > _MOST:
            self._fault(f"{at}.{key}", f"is a list of at most {_MOST}")
            return
        for number, each in enumerate(listed):
            place = f"{at}.{key}[{number}]"
            if isinstance(each, dict):
                yield each, place
            else:
                self._fault(place, "is not an object")

    def _asked(self, item: Mapping[str, Any], at: str) -> Iterator[Statement]:
        link = item.get("linkId")
        answers = list(self._each(item, "answer", at))
        if link == AGE:
            for each, place in answers:
                self._age = self._value(each, place, "valueQuantity", _age)
        elif link == DAY_ONE:
            for each, place in answers:
                self._day_one = self._value(each, place, "valueDate", _day)
        elif not isinstance(link, str) or link not in self._items:
            self._fault(f"{at}.linkId", f"the form has no question {str(link)[:100]!r}")
        else:
            definition = self._items[link]
            if len(answers) > 1 and definition.kind is not ItemKind.QUANTITY:
                self._fault(f"{at}.answer", "one answer at most")
            for each, place in answers:
                found = self._statement(definition, each, place)
                if found is not None:
                    yield found

    def _statement(
        self, item: ItemDefinition, answer: Mapping[str, Any], at: str
    ) -> Statement | None:
        more = dict(self._below(item, answer, at))
        match item.kind:
            case ItemKind.FACT:
                holds = self._value(answer, at, "valueBoolean", _boolean)
                if holds is None:
                    return None
                status = Status.PRESENT if holds else Status.ABSENT
                return Statement(status, item.id, onset=more.get(ONSET))
            case ItemKind.CHOICE:
                word = self._value(answer, at, "valueCoding", lambda each: _word(item, each))
                return word and Statement(Status.MEASURED, item.id, value=word)
            case ItemKind.QUANTITY:
                found = self._value(answer, at, "valueQuantity", lambda each: _quantity(item, each))
                if found is None:
                    return None
                number, unit, comparator = found
                return Statement(
                    Status.MEASURED, item.id, value=number, unit=unit, comparator=comparator,
                    day=more.get(DAY), sample=more.get(SAMPLE) or "",
                )  # fmt: skip

    def _below(
        self, item: ItemDefinition, answer: Mapping[str, Any], at: str
    ) -> Iterator[tuple[str, Any]]:
        for each, place in self._each(answer, "item", at):
            name = str(each.get("linkId")).removeprefix(f"{item.id}.")
            if name not in (ONSET, DAY, SAMPLE):
                self._fault(f"{place}.linkId", "the form has no such question here")
                continue
            for told, where in self._each(each, "answer", place):
                if name == SAMPLE:
                    yield name, self._value(told, where, "valueString", _text)
                else:
                    yield name, self._value(told, where, "valueDate", _day)

    def _value(
        self, answer: Mapping[str, Any], at: str, key: str, read: Callable[[Any], Any]
    ) -> Any:
        values = [each for each in answer if each.startswith("value")]
        if values != [key]:
            self._fault(at, f"is answered with {key}")
            return None
        try:
            return read(answer[key])
        except (ValueError, TypeError, ArithmeticError) as error:
            self._fault(f"{at}.{key}", str(error))
            return None


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("is true or false")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("is a text")
    return value


def _day(value: Any) -> int:
    """A day; month or year alone are no day."""
    if not isinstance(value, str) or len(value) != len("2026-01-31"):
        raise ValueError("is a day, as YYYY-MM-DD")
    return calendar_day(date.fromisoformat(value))


def _word(item: ItemDefinition, value: Any) -> str:
    code = value.get("code") if isinstance(value, dict) else None
    if code not in item.words:
        raise ValueError(f"is one of {', '.join(item.words)}")
    return str(code)


def _number(value: Any) -> tuple[Decimal, str]:
    """Number and comparator of a Quantity."""
    number = value.get("value") if isinstance(value, dict) else None
    if isinstance(number, bool) or not isinstance(number, int | Decimal):
        raise TypeError("has a number as its value")
    exact = Decimal(number)
    if not exact.is_finite() or abs(exact.adjusted()) > 30:
        raise ValueError("has no such number as its value")
    comparator = value.get("comparator", "")
    if comparator not in _COMPARATORS:
        raise ValueError("has no such comparator")
    return exact, comparator


def _quantity(item: ItemDefinition, value: Any) -> tuple[Decimal, str, str]:
    number, comparator = _number(value)
    unit = value.get("code") or value.get("unit") or ""
    if not isinstance(unit, str) or not unit:
        raise ValueError(f"has a unit, such as {item.unit}")
    return number, unit, comparator


def _age(value: Any) -> Age:
    number, comparator = _number(value)
    if comparator:
        raise ValueError("an age that is only bounded is no age")
    return Age.of(str(number), str(value.get("code") or value.get("unit") or ""))
