"""A person's record as a case: what its codes and their names say, in findings.

Rule 1. A map of the user's says what a code means; without one only a concept's very name does.
Rule 2. A code that is narrower than a finding confirms it, a broader one rules it out, no more.
Rule 3. What is left out is counted; nothing of a record is kept.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from nosograph.asking.release import OpenRelease
from nosograph.formats.fhir.cases import read_fhir_case
from nosograph.formats.fhir.coding import HPO
from nosograph.formats.fields import Spot
from nosograph.formats.maps import CodeMaps
from nosograph.formats.systems import split, system_of
from nosograph.model.cases import Case, Statement, Status
from nosograph.model.problems import Problems
from nosograph.recognition.recogniser import Mode
from nosograph.recognition.spoken import LANGUAGES
from nosograph.recognition.statuses import Polarity

_TAG = re.compile(r"\s*\((?:finding|disorder|morphologic abnormality)\)$|,? unspecified$")
"""What a classification adds to a name."""
_LOINC = re.compile(r"\d{1,7}-\d", re.ASCII)
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Record:
    """What a record says."""

    case: Case
    left_out: int
    """Resources of which nothing is used although somebody asks about them."""
    mistakes: tuple[str, ...] = ()
    """Why it cannot be used at all."""


def record(release: OpenRelease, entries: Sequence[Any], maps: CodeMaps) -> Record:
    """The case that the entries of a FHIR bundle make."""
    names = _Names(release)
    bundle = {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [names.beside(each) for each in entries],
    }
    problems = Problems()
    spot, measured = Spot(bundle, "record", lambda _: (0, 0), problems), release.measured_for

    def wanted(code: str) -> bool:
        """Whether anybody asks: of most tests of a laboratory nobody does."""
        return bool(maps) or code in measured or not _LOINC.fullmatch(code)

    case = read_fhir_case(spot, [bundle], wanted)
    statements = case.statements
    if maps:
        statements = tuple(said for each in statements for said in _mapped(each, maps))
    return Record(
        replace(case, statements=tuple(dict.fromkeys(statements))),
        len(problems.found) - len(problems.errors),
        tuple(each.message for each in problems.errors),
    )


class _Names:
    """The findings that concepts of one record are called by."""

    def __init__(self, release: OpenRelease) -> None:
        self._release = release
        self._found: dict[str, str] = {}
        self._titles: dict[str, str] = {}

    def beside(self, entry: Any) -> Any:
        """The entry with the finding beside its code where the concept has its very name."""
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if not isinstance(resource, dict) or not _may_be_named(resource):
            return entry
        concept = resource.get("code")
        if not isinstance(concept, dict):
            return entry
        found = concept.get("coding")
        codings = [e for e in found if isinstance(e, dict)] if isinstance(found, list) else []
        if any(system_of(str(each.get("system") or "")) == "HP" for each in codings):
            return entry
        names = [concept.get("text"), *(each.get("display") for each in codings)]
        if resource["resourceType"] == "Condition" and not resource.get("verificationStatus"):
            # What is not called so is not thereby excluded: only presence follows from a title.
            names += map(self._title, codings)
        term = next(filter(None, (self._named(each) for each in names if each)), "")
        if not term:
            return entry
        coded = concept | {"coding": [*codings, {"system": HPO, "code": term}]}
        return entry | {"resource": resource | {"code": coded}}

    def _title(self, coding: dict[str, Any]) -> str:
        """What ICD-10-CM calls a code of its own."""
        if system_of(str(coding.get("system") or "")) != "ICD10CM":
            return ""
        code = str(coding.get("code") or "").strip().upper()
        if code not in self._titles:
            place = self._release.library.place_of(code)
            self._titles[code] = place[1] if place is not None else ""
        return self._titles[code]

    def _named(self, name: Any) -> str:
        if not isinstance(name, str):
            return ""
        if name not in self._found:
            self._found[name] = finding_named(self._release, name)
        return self._found[name]


def _may_be_named(resource: dict[str, Any]) -> bool:
    """Whether its concept may be a finding; a result with a number is of a test."""
    return resource.get("resourceType") == "Condition" or (
        resource.get("resourceType") == "Observation" and "valueQuantity" not in resource
    )


def finding_named(release: OpenRelease, name: str) -> str:
    """The HPO id of the finding whose very name it is, in any language that notes are read in."""
    plain = _TAG.sub("", " ".join(name.split()))
    if not 2 < len(plain) <= LONGEST_NAME:
        return ""
    for language in LANGUAGES:
        found = release.recogniser.mentions(plain, Mode.LONGEST, language)
        whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(plain))
        if whole and found[0].finding and found[0].polarity is Polarity.PRESENT:
            return found[0].term
    return ""


_SAYS = {
    Status.PRESENT: ("exact", "narrower"),
    Status.ABSENT: ("exact", "broader"),
    Status.MEASURED: ("exact",),
}
"""Status → the matches through which it carries over."""


def _mapped(statement: Statement, maps: CodeMaps) -> Iterator[Statement]:
    yield statement
    system, code = split(statement.code)
    for line in maps.lines(system, code):
        if line.match in _SAYS[statement.status]:
            yield replace(statement, code=line.target)
