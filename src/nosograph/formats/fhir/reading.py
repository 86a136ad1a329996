"""One resource as the statements that it makes.

Rule 1. The status, the verification, the comparator, the interpretation, what is missing and why:
each is honoured here. `modifierExtension` and `implicitRules` change what a resource means in ways
that nobody here knows; such a resource is left out, as FHIR demands.
Rule 2. What cannot be read is left out with a reason, never the half of it that could be.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from math import isfinite
from typing import Any, NamedTuple

from nosograph.criteria.numbers import plain_number
from nosograph.criteria.units import contradict
from nosograph.formats.answers import INTERPRETATIONS, agreed, answer_in_code, answer_in_words
from nosograph.formats.fhir.kinds import (
    ABSENT,
    CERTAINTY,
    IN_ERROR,
    KINDS,
    PRESENT,
    VERIFICATION,
    Kind,
)
from nosograph.formats.fhir.references import References
from nosograph.formats.stated import LeftOutError, Stated, Why
from nosograph.formats.times import UNDATED, Days, days_of

Resource = Mapping[str, Any]
Wanted = Callable[[str], bool]
"""Whether anybody asks about a code."""
COMPARATORS = frozenset({"<", "<=", ">=", ">"})
UCUM = "http://unitsofmeasure.org"


class Result(NamedTuple):
    """What a value says."""

    status: str
    value: str = ""
    comparator: str = ""
    unit: str = ""


def statements(
    resource: Resource,
    people: References,
    wanted: Wanted,
    medicines: Mapping[str, Any] | None = None,
) -> Iterator[Stated]:
    """What a resource states about codes that somebody asks about; what is left out says why."""
    type_ = str(resource.get("resourceType"))
    kind = KINDS[type_]
    blank = Stated("", "", "", "", source=type_, record=f"{type_}/{resource.get('id', '?')}")
    try:
        parts = _parts(resource, kind, medicines or {})
    except LeftOutError as error:
        yield blank._replace(why=str(error.why), words=str(error))
        return
    for part, concepts in parts:
        asked = [each for each in _codes(concepts) if wanted(each[1])]
        if not asked:
            continue
        try:
            found = _stated(resource, part, concepts, kind, people, blank)
        except LeftOutError as error:
            found, asked = [blank._replace(why=str(error.why), words=str(error))], asked[:1]
        for each in found:
            yield from (each._replace(system=system, code=code) for system, code in asked)


def _parts(
    resource: Resource, kind: Kind, medicines: Mapping[str, Any]
) -> list[tuple[Resource, list[Any]]]:
    """The resource and its components, each with its concepts."""
    own = [each for each in _concepts(resource, kind, medicines) if each is not None]
    if not all(isinstance(each, dict) for each in own):
        raise LeftOutError(Why.FORM, "its code is no concept")
    found = [(resource, own)]
    if kind.has_result:
        components = listed(resource, "component")
        found += [(each, [each.get("code") or {}]) for each in components if isinstance(each, dict)]
    for _, concepts in found:
        _codes(concepts)  # says now, if these are no codings
    return found


def _concepts(resource: Resource, kind: Kind, medicines: Mapping[str, Any]) -> Iterator[Any]:
    for key in kind.codes:
        found = resource.get(key)
        # R5 wraps the concept.
        yield found.get("concept", found) if isinstance(found, dict) else found
    reference = resource.get("medicationReference")
    if isinstance(reference, dict):
        name = str(reference.get("reference"))
        inside = (e for e in listed(resource, "contained") if isinstance(e, dict))
        yield next(
            (e.get("code") for e in inside if f"#{e.get('id')}" == name), medicines.get(name)
        )


def _codings(concept: Any) -> list[Resource]:
    return [each for each in listed(concept, "coding") if isinstance(each, dict)]


def _codes(concepts: list[Any]) -> list[tuple[str, str]]:
    codings = (coding for concept in concepts for coding in _codings(concept))
    return [(str(c.get("system") or ""), str(c["code"])) for c in codings if c.get("code")]


def _stated(
    resource: Resource, part: Resource, concepts: list[Any], kind: Kind, people: References,
    blank: Stated,
) -> list[Stated]:  # fmt: skip
    for each in (resource, part):
        for key in ("modifierExtension", "implicitRules"):
            if each.get(key):
                raise LeftOutError(Why.STATUS, f"{key} may change what it means")
    status = _status(resource, concepts, kind)
    subject = next((resource[key] for key in (*kind.subject, "patient") if resource.get(key)), None)
    if resource.get("focus"):
        raise LeftOutError(
            Why.PERSON, "is about somebody or something other than the subject (focus)"
        )
    person = people.person(subject, resource.get("contained"))
    results = [Result(status)]
    if kind.has_result:
        results = list(
            _results(part, is_panel=part is resource and bool(resource.get("component")))
        )
    start, end = _when(resource, kind), _first_time(resource, kind.ends)
    return [
        blank._replace(
            person=person, status=each.status, start=start, end=end,
            value=each.value, comparator=each.comparator, unit=each.unit,
        )
        for each in results
    ]  # fmt: skip


# what its status makes of it


def _status(resource: Resource, concepts: list[Any], kind: Kind) -> str:
    if resource.get("doNotPerform"):
        raise LeftOutError(Why.STATUS, "doNotPerform")
    intent = resource.get("intent")
    if kind.intents and str(intent) not in kind.intents:
        raise LeftOutError(Why.STATUS, f"intent is {intent or 'not given'}")
    if not kind.statuses:
        return _verified(resource, concepts)
    word = resource.get("status")
    found = kind.statuses.get(word) if isinstance(word, str) else None
    if found is None:
        raise LeftOutError(Why.STATUS, f"status is {word or 'not given'}")
    return found


def _verified(resource: Resource, concepts: list[Any]) -> str:
    said = {*_verification(resource), *_certainty(resource, concepts)}
    if not said:
        return PRESENT
    if IN_ERROR in said:
        raise LeftOutError(Why.STATUS, "entered in error")
    meant = {VERIFICATION.get(word, CERTAINTY.get(word)) for word in said}
    if None in meant:
        raise LeftOutError(Why.STATUS, "verificationStatus is not understood")
    if {PRESENT, ABSENT} <= meant:
        raise LeftOutError(Why.STATUS, "confirmed and refuted at once")
    if "" in meant:
        raise LeftOutError(Why.SILENT, f"is {', '.join(sorted(said))}")
    return str(meant.pop())


def _verification(resource: Resource) -> Iterator[str]:
    """The words of HL7 in any coding or in the text; what else is said, only where that is all."""
    # The first versions of FHIR had a word here, and one in `status`.
    status = resource.get("verificationStatus") or resource.get("status")
    if not status:
        return
    status = {"code": status} if isinstance(status, str) else status
    if not isinstance(status, dict):
        raise LeftOutError(Why.FORM, "verificationStatus is no concept")
    spelt = [status.get("text"), status.get("code")]
    for coding in _codings(status):
        spelt += [coding.get("code"), coding.get("display")]
    words = ["-".join(str(each).casefold().split()) for each in spelt if each]
    known = [each for each in words if each in VERIFICATION or each == IN_ERROR]
    yield from known or words


def _certainty(resource: Resource, concepts: list[Any]) -> Iterator[str]:
    """The German certainty of a diagnosis, wherever it is written."""
    for holder in (resource, *concepts, *(each for c in concepts for each in _codings(c))):
        for extension in listed(holder, "extension"):
            url = str(extension.get("url", "")) if isinstance(extension, dict) else ""
            if "diagnosesicherheit" in url.casefold():
                value = next((v for k, v in extension.items() if k.startswith("value")), "")
                yield str(value.get("code") if isinstance(value, dict) else value).strip().upper()


# what its value says


def _results(part: Resource, *, is_panel: bool) -> Iterator[Result]:
    absent = part.get("dataAbsentReason")
    if absent:
        codes = [coding.get("code") for coding in _codings(absent)]
        raise LeftOutError(Why.VALUE, f"has no value ({codes[0] if codes else 'dataAbsentReason'})")
    keys = [key for key in part if key.startswith("value") and part[key] is not None]
    if len(keys) > 1:
        raise LeftOutError(Why.VALUE, f"has several values: {', '.join(keys)}")
    interpreted = _interpreted(part)
    if not keys:
        if interpreted is None:
            raise LeftOutError(Why.SILENT, "is a panel" if is_panel else "has no value")
        yield Result(PRESENT if interpreted else ABSENT)
        return
    read = _VALUES.get(keys[0])
    if read is None:
        raise LeftOutError(Why.VALUE, f"{keys[0]} is not read")
    result = read(part[keys[0]])
    if result.status == "measured" and not result.comparator:
        result = result._replace(comparator=_off_scale(part))
    if interpreted is not None and result.status in {PRESENT, ABSENT}:
        if interpreted != (result.status == PRESENT):
            raise LeftOutError(Why.VALUE, "the value says one thing, its interpretation another")
    elif interpreted is not None:
        yield Result(PRESENT if interpreted else ABSENT)
    yield result


def _interpreted(part: Resource) -> bool | None:
    codes = (
        coding.get("code")
        for concept in listed(part, "interpretation")
        for coding in _codings(concept)
    )
    return _one(INTERPRETATIONS.get(str(code).upper()) for code in codes)


def _off_scale(part: Resource) -> str:
    """`<` or `>` where the interpretation says that the instrument reads no further."""
    codes = {
        str(coding.get("code")).strip()
        for concept in listed(part, "interpretation")
        for coding in _codings(concept)
    }
    if codes >= {"<", ">"}:
        raise LeftOutError(Why.VALUE, "is off the scale at both ends")
    return next(iter(codes & {"<", ">"}), "")


def _one(answers: Iterator[bool | None]) -> bool | None:
    try:
        return agreed(answers)
    except ValueError as error:
        raise LeftOutError(Why.VALUE, str(error)) from None


def _quantity(value: Any) -> Result:
    if not isinstance(value, dict) or value.get("value") in (None, ""):
        raise LeftOutError(Why.VALUE, "valueQuantity has no value")
    comparator = str(value.get("comparator") or "").strip()
    if comparator and comparator not in COMPARATORS:
        raise LeftOutError(Why.VALUE, f"comparator is {comparator}")
    # A code of another system than UCUM is somebody's own word; the unit is what was printed.
    ours, printed = value.get("system") in (UCUM, None) and value.get("code"), value.get("unit")
    unit = ours or printed or value.get("code") or ""
    if ours and printed and contradict(str(ours), str(printed)):
        raise LeftOutError(Why.UNIT, f"the unit is {ours} by its code and {printed} in print")
    return Result("measured", _written(value["value"]), comparator, str(unit))


def _written(value: Any) -> str:
    """The value as a text; a number of JSON so that its point parts no thousands."""
    if isinstance(value, float) and isfinite(value):
        return plain_number(Decimal(str(value)))
    return str(value)


def _concept(value: Any) -> Result:
    if not isinstance(value, dict):
        raise LeftOutError(Why.FORM, "valueCodeableConcept is no concept")
    codings = _codings(value)
    words = [each for each in (*(c.get("display") for c in codings), value.get("text")) if each]
    said = [answer_in_code(str(c.get("code"))) for c in codings]
    answer = _one(iter([*said, *(answer_in_words(str(word)) for word in words)]))
    if answer is not None:
        return Result(PRESENT if answer else ABSENT)
    word = next((str(w) for w in (*words, *(c.get("code") for c in codings)) if w), "")
    if not word:
        raise LeftOutError(Why.SILENT, "has an empty value")
    return Result("measured", word.casefold())


def _text(value: Any) -> Result:
    answer = answer_in_words(str(value))
    if answer is not None:
        return Result(PRESENT if answer else ABSENT)
    return Result("measured", str(value).strip())


def _truth(value: Any) -> Result:
    if not isinstance(value, bool):
        raise LeftOutError(Why.FORM, "valueBoolean is neither true nor false")
    return Result(PRESENT if value else ABSENT)


_VALUES: Mapping[str, Callable[[Any], Result]] = {
    "valueQuantity": _quantity,
    "valueCodeableConcept": _concept,
    "valueString": _text,
    "valueBoolean": _truth,
    "valueInteger": lambda value: Result("measured", str(value)),
}

# when


def _when(resource: Resource, kind: Kind) -> Days:
    found = _first_time(resource, kind.starts)
    if found == UNDATED:
        found = Days.before(_first_time(resource, kind.recorded))
    return found


def _first_time(resource: Resource, keys: tuple[str, ...]) -> Days:
    for key in keys:
        value = resource.get(key)
        if value:
            try:
                return _timing(value) if key.endswith("Timing") else _time(value)
            except (ValueError, AttributeError, TypeError):
                raise LeftOutError(Why.DATE, f"{key} is no date such as 2026-11-23") from None
    return UNDATED


def _time(value: Any) -> Days:
    """A date, an instant, or a period as all of its days."""
    if isinstance(value, str):
        return days_of(value)
    start, end = value.get("start"), value.get("end")
    if start and end:
        first, last = days_of(start), days_of(end)
        if first.last and last.first and last.first < first.last and last.last < first.first:  # type: ignore[operator]
            raise ValueError("ends before it starts")
        return first.until(last)
    return days_of(start) if start else Days.before(days_of(end)) if end else UNDATED


def _timing(value: Any) -> Days:
    events = sorted(days_of(each) for each in listed(value, "event"))
    if events:
        return Days(events[0].first, max(each.last for each in events if each.last))
    bounds = (value.get("repeat") or {}).get("boundsPeriod")
    return _time(bounds) if bounds else UNDATED


def listed(holder: Any, key: str) -> list[Any]:
    """A list inside a mapping; empty where there is none.

    Raises:
        LeftOutError: something else stands there.
    """
    found = holder.get(key) if isinstance(holder, dict) else None
    if found is None:
        return []
    if not isinstance(found, list):
        raise LeftOutError(Why.FORM, f"{key} is no list")
    return found
