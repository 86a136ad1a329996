"""`ValueSet/$expand`: the codes of a value set, page by page.

Rule. An expansion says what it was asked for, and of which versions of which systems it is.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Self
from uuid import NAMESPACE_URL, uuid5

from nosograph.asking.code_systems import Concept
from nosograph.asking.terminology import Terminology
from nosograph.asking.value_sets import Codes, Versions
from nosograph.formats.fhir.shapes import Resource, coded, filled, parameter
from nosograph.formats.fhir.terminology import expansion
from nosograph.interop.fhir.answers import OutcomeError
from nosograph.interop.fhir.asked import SENT, Parameters
from nosograph.interop.fhir.terms import display_in, value_set_asked

MOST = 1000
"""Codes on a page of an expansion; larger sets are paged."""
LONGEST_FILTER = 300
VERSIONS = ("system-version", "check-system-version", "force-system-version")
# Those that exclude something change nothing: none is nested, or not meant to be picked.
PARAMETERS = (
    "filter", "offset", "count", "includeDesignations", "designation", "includeDefinition",
    "activeOnly", "excludeNested", "excludeNotForUI", "excludePostCoordinated", "displayLanguage",
    "date", "exclude-system", *VERSIONS,
)  # fmt: skip
"""Of an expansion."""


def expand(terms: Terminology, asked: Parameters, at: Resource | None = None) -> Resource:
    """`ValueSet/$expand`."""
    asked.only("url", "valueSet", "valueSetVersion", *PARAMETERS, *SENT)
    asked.since("date", terms.built)
    value_set, text = value_set_asked(terms, asked, at), asked.text("filter")
    if len(text) > LONGEST_FILTER:
        raise OutcomeError(400, "value", f"filter has at most {LONGEST_FILTER} characters")
    codes = terms.expand(
        value_set, Versions(*map(asked.canonicals, VERSIONS)), text=text,
        without={str(each).partition("|")[0] for each in asked.all("exclude-system")},
        only_active=asked.truth("activeOnly"),
    )  # fmt: skip
    offset, count = asked.number("offset", 0), asked.number("count", MOST + 1)
    if count > MOST and asked.one("count") is None and len(codes) - offset > MOST:
        words = f"{len(codes)} codes: ask for {MOST} at a time, with count and offset"
        raise OutcomeError(422, "too-costly", words)
    names = Names.asked(asked)
    page = islice(codes.items(), offset, offset + min(count, MOST))
    return expansion(
        value_set, [_contained(terms, *key, display, names) for key, display in page],
        total=len(codes), offset=offset, asked=_echoed(terms, asked, codes),
        identifier=_identifier(value_set, text, terms.version), timestamp=terms.built,
        definition=asked.truth("includeDefinition"),
    )  # fmt: skip


def _echoed(terms: Terminology, asked: Parameters, codes: Codes) -> list[Resource]:
    """What an expansion was asked for, and the versions that it is of."""
    found = [
        parameter(name, valueString=str(each))
        for name in ("filter", "designation", "date", "exclude-system")
        for each in asked.all(name)
        if each
    ]
    found += [
        parameter(name, valueInteger=asked.number(name, 0))
        for name in ("offset", "count")
        if asked.one(name) is not None
    ]
    found += [
        parameter(name, valueBoolean=asked.truth(name))
        for name in ("includeDesignations", "activeOnly", "excludeNested")
        if asked.one(name) is not None
    ]
    if asked.text("displayLanguage"):
        found.append(parameter("displayLanguage", valueCode=asked.text("displayLanguage")))
    for name in VERSIONS:
        found += [parameter(name, valueUri=each) for each in asked.all(name)]
    systems = map(terms.systems.by_uri.get, dict.fromkeys(uri for uri, _ in codes))
    return found + [
        parameter("version", valueUri=f"{each.uri}|{each.version}")
        for each in systems
        if each is not None and each.version
    ]


def _identifier(value_set: Mapping[str, Any], text: str, version: str) -> str:
    """What an expansion is called: the same for the same question to the same release."""
    asked = json.dumps([value_set.get("url"), value_set.get("compose"), text, version], default=str)
    return f"urn:uuid:{uuid5(NAMESPACE_URL, asked)}"


@dataclass(frozen=True, slots=True)
class Names:
    """Which names of a code are asked for."""

    language: str = ""
    """Of the display."""
    others: bool = False
    """Whether other names are told."""
    of: frozenset[str] = frozenset()
    """Languages or uses of other names; all where empty."""

    @classmethod
    def asked(cls, asked: Parameters) -> Self:
        """Those that a question names: `urn:ietf:bcp:47|de`, or a use."""
        kinds = frozenset(str(each).rpartition("|")[2] for each in asked.all("designation"))
        others = asked.truth("includeDesignations") or bool(kinds)
        return cls(asked.text("displayLanguage") or asked.spoken, others, kinds)

    def picked(self, concept: Concept) -> list[Resource]:
        """The other names of a code."""
        return [
            filled({"language": e.language, "use": coded("", e.use), "value": e.text})
            for e in concept.designations
            if self.others and (not self.of or not {e.language, e.use}.isdisjoint(self.of))
        ]


def _contained(terms: Terminology, uri: str, code: str, display: str, names: Names) -> Resource:
    system, told = terms.systems.by_uri.get(uri), []
    if system is not None and (names.others or names.language):
        concept = system.concept(code)
        if concept is not None:
            display, told = display_in(concept, names.language), names.picked(concept)
    return filled(
        {
            "system": uri,
            "abstract": (system is not None and code in system.abstract) or None,
            "inactive": (system is not None and code in system.inactive) or None,
            "code": code,
            "display": display,
            "designation": told,
        }
    )
