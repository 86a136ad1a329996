"""GA4GH phenopackets v2, as JSON: what is present and what is excluded, since when, measurements.

Rule 1. A feature that is not listed is unknown. `excluded: true` is an absence of its own.

Rule 2. An onset becomes a day only where it is exact to the day: a date, or an age that states
days. "In childhood" and "at two years" stay undated, because a window of weeks cannot use them.

Rule 3. Ids are passed on as written; whoever has the ontology maps obsolete ones.

Rule 4. What could turn a statement round is refused, not passed over: `negated` of version 1, a
misspelt `excluded`, a family or cohort in place of one person.
"""

import json
import re
from datetime import date

from nosograph.criteria.numbers import exact
from nosograph.formats.fields import Spot, snake
from nosograph.model.ages import Age, days_in
from nosograph.model.cases import Case, Statement, Status, calendar_day

_PACKET = (
    "id", "subject", "phenotypicFeatures", "measurements", "biosamples", "interpretations",
    "diseases", "medicalActions", "files", "metaData",
)  # fmt: skip
_FEATURE = (
    "description", "type", "excluded", "severity", "modifiers", "onset", "resolution", "evidence",
)  # fmt: skip
_MEASUREMENT = (
    "description", "assay", "value", "complexValue", "timeObserved", "procedure",
)  # fmt: skip
_SUBJECT = (
    "id", "alternateIds", "dateOfBirth", "timeAtLastEncounter", "vitalStatus", "sex",
    "karyotypicSex", "gender", "taxonomy",
)  # fmt: skip
_FIRST = (
    "negated",
    "ageOfOnset",
    "ageRangeOfOnset",
    "classOfOnset",
    "ageAtCollection",
    "ageRangeAtCollection",
)
"""Keys that version 1 alone has."""
_TURNING = re.compile(
    "exclu|negat|absen|presen|observ|polar|status|certain|refut|denie|ruled|suspect|^(is_?)?not|confirm"
)
"""What a key of somebody's own may say that turns a finding round."""
_OTHERS = {"proband": "a family", "members": "a cohort"}
_VERSION = "write version 2, as phenopacket-tools converts it: `excluded` in place of `negated`"
_CURIE = re.compile(r"[A-Za-z][\w.-]*:\S+")
_EXACT = re.compile(r".*\d+D.*")
_PRESENT = {"NCIT:C25626", "LOINC:LA9633-4", "PATO:0000467"}
_ABSENT = {"NCIT:C48190", "LOINC:LA9634-2", "PATO:0000462"}


def looks_like_phenopacket(spot: Spot) -> bool:
    """Whether the document means to be a phenopacket."""
    keys = ("phenotypicFeatures", "metaData", "subject", *_OTHERS)
    return any(key in spot.value or snake(key) in spot.value for key in keys)


def read_phenopacket(spot: Spot) -> Case:
    """The case; what is wrong with it is reported."""
    _refuse_others(spot)
    spot.text("id", needed=True)
    subject = spot.mapping("subject")
    if subject is not None:
        _check(subject, _SUBJECT)
        _check_is_human(subject)
    birth = None if subject is None else _date(subject.get("dateOfBirth"))
    dated = birth is not None or _is_dated(spot)
    features = [_feature(each, birth, dated) for each in spot.each("phenotypicFeatures")]
    measured = [_measurement(each, birth, dated) for each in spot.each("measurements")]
    statements = [each for each in (*features, *measured) if each is not None]
    return Case(
        id=spot.text("id"),
        statements=tuple(statements),
        age=None if subject is None else _age(subject, birth),
        sex="" if subject is None else subject.sex("MALE, FEMALE, OTHER_SEX, UNKNOWN_SEX"),
        calendar="dates" if dated else "age",
        began=_began(spot),
        began_class=_began_class(spot),
        day_one=_first_day(spot, birth, dated),
        references=_references(spot),
    )


def _is_dated(spot: Spot) -> bool:
    """Whether days are those of the calendar: without a date of birth they cannot be compared with
    days of life, and features go before measurements."""
    features, measured = (spot.get(key) for key in ("phenotypicFeatures", "measurements"))
    told = json.dumps(features.value if features else None)
    if '"timestamp"' in told or '"age"' in told:
        return '"timestamp"' in told
    return '"timestamp"' in json.dumps(measured.value if measured else None)


def _refuse_others(spot: Spot) -> None:
    """Report what is no phenopacket of one person in version 2."""
    for key, whose in _OTHERS.items():
        if key in spot.value:
            hint = "give the phenopacket of one person, or several of them, one a line"
            spot.wrong("unknown-key", f"is {whose}, not a phenopacket: has {key!r}", hint)
            return
    data = spot.mapping("metaData")
    version = "" if data is None else data.text("phenopacketSchemaVersion")
    if version.startswith("1"):
        spot.wrong("bad-value", f"is a phenopacket of version {version}", _VERSION)
    spot.only(_PACKET, foreign=True)


def _check(spot: Spot, keys: tuple[str, ...]) -> bool:
    """Whether nothing here belongs to version 1; other keys are reported too."""
    for key in _FIRST:
        if key in spot.value or snake(key) in spot.value:
            spot.wrong("unknown-key", f"{key!r} belongs to version 1", _VERSION)
            return False
    spot.only(keys, foreign=True)
    return True


def _check_is_human(subject: Spot) -> None:
    """A model organism has phenotypes of its own."""
    taxon = subject.mapping("taxonomy")
    id = "" if taxon is None else taxon.text("id")
    if taxon is not None and id and id.rpartition(":")[2] != "9606":
        taxon.wrong("bad-value", f"is no human but {id}", "cases are people: NCBITaxon:9606")


def _began(spot: Spot) -> Age | None:
    """The age at onset of the first disease that states one."""
    for disease in spot.each("diseases"):
        onset = disease.mapping("onset")
        period = None if onset is None or disease.truth("excluded") else onset.mapping("age")
        if period is not None:
            return _parsed(period, period.text("iso8601duration", needed=True))
    return None


def _began_class(spot: Spot) -> str:
    """The class of onset of the first disease that states one, as a code."""
    for disease in spot.each("diseases"):
        onset = disease.mapping("onset")
        term = (
            None if onset is None or disease.truth("excluded") else onset.mapping("ontologyClass")
        )
        if term is not None:
            return term.text("id")
    return ""


def _first_day(spot: Spot, birth: date | None, dated: bool) -> int | None:
    """The day on which the first disease that states one began."""
    for disease in spot.each("diseases"):
        day = None if disease.truth("excluded") else _when(disease.get("onset"), birth, dated)
        if day is not None:
            return day
    return None


def _references(spot: Spot) -> tuple[str, ...]:
    data = spot.mapping("metaData")
    named = () if data is None else (each.text("id") for each in data.each("externalReferences"))
    return tuple(id for id in named if id)


def _feature(spot: Spot, birth: date | None, dated: bool) -> Statement | None:
    if not _check(spot, _FEATURE):
        return None
    for key, said in spot.value.items():
        if key not in _FEATURE and (isinstance(said, bool) or _TURNING.search(key.casefold())):
            message = f"{key!r} may say that the finding is not there, and is not read"
            spot.wrong("unknown-key", message, "write `excluded`: true or false")
            return None
    type = spot.mapping("type")
    code = _class(type, spot, "type")
    excluded = spot.truth("excluded")
    onset, end = _when(spot.get("onset"), birth, dated), _when(spot.get("resolution"), birth, dated)
    if not code:
        return None
    status = Status.ABSENT if excluded else Status.PRESENT
    label = "" if type is None else type.text("label")
    return Statement(status, code=code, onset=onset, end=end, label=label)


def _measurement(spot: Spot, birth: date | None, dated: bool) -> Statement | None:
    spot.only(_MEASUREMENT, foreign=True)
    code = _class(spot.mapping("assay"), spot, "assay")
    day = _when(spot.get("timeObserved"), birth, dated)
    value = spot.mapping("value")
    if not code or value is None:
        return None
    quantity = value.mapping("quantity")
    if quantity is not None:
        unit = quantity.mapping("unit")
        amount = quantity.get("value")
        if amount is None or unit is None:
            quantity.wrong("missing-key", "a quantity needs 'value' and 'unit'")
            return None
        try:
            found = exact(amount.value)
        except ValueError:
            amount.wrong("wrong-type", f"not a number: {amount.value!r}")
            return None
        spelt = unit.text("id", needed=True)
        return Statement(
            Status.MEASURED, code=code, value=found, unit=spelt.removeprefix("UCUM:"), day=day
        )
    term = value.mapping("ontologyClass")
    found_id = "" if term is None else term.text("id")
    if found_id in _PRESENT | _ABSENT:
        status = Status.PRESENT if found_id in _PRESENT else Status.ABSENT
        return Statement(status, code=code, day=day)
    return None


def _class(term: Spot | None, spot: Spot, key: str) -> str:
    if term is None:
        if spot.get(key) is None:
            spot.wrong("missing-key", f"has no {key!r}", f'add "{key}": {{"id": …, "label": …}}')
        return ""
    code = term.text("id", needed=True)
    if code and not _CURIE.fullmatch(code):
        term.wrong("bad-code", f"not a code with its system: {code!r}", "such as HP:0001251")
        return ""
    return code


def _when(spot: Spot | None, birth: date | None, dated: bool) -> int | None:
    """A time element as a day: of the calendar where there are dates, else of life."""
    if spot is None:
        return None
    if not isinstance(spot.value, dict):
        spot.wrong("wrong-type", f"not a time element: {spot.value!r}")
        return None
    day = _date(spot.get("timestamp"))
    if day is not None:
        return calendar_day(day) if dated else None
    period = spot.mapping("age")
    if period is None:
        return None
    text = period.text("iso8601duration", needed=True)
    age = _parsed(period, text)
    if age is None or not _EXACT.fullmatch(text):
        return None
    if birth is not None:
        try:
            return calendar_day(age.after(birth))
        except (ValueError, OverflowError):
            period.wrong("bad-value", f"{text} after {birth} is no day of the calendar")
            return None
    return None if dated else days_in(text)


def _age(subject: Spot, birth: date | None) -> Age | None:
    last = subject.mapping("timeAtLastEncounter")
    if last is None:
        return None
    day = _date(last.get("timestamp"))
    if day is not None and birth is not None:
        if day < birth:
            last.wrong("bad-value", f"the encounter on {day} lies before the birth on {birth}")
            return None
        return Age.between(birth, day)
    period = last.mapping("age")
    return None if period is None else _parsed(period, period.text("iso8601duration", needed=True))


def _parsed(spot: Spot, text: str) -> Age | None:
    try:
        return Age.parse(text) if text else None
    except ValueError as error:
        spot.wrong("bad-value", str(error), "write an ISO 8601 period such as P1Y6M")
        return None


def _date(spot: Spot | None) -> date | None:
    if spot is None:
        return None
    try:
        return date.fromisoformat(str(spot.value)[:10])
    except ValueError:
        spot.wrong("bad-date", f"not a time stamp: {spot.value!r}", "such as 2024-02-29T00:00:00Z")
        return None
