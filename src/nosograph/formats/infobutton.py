"""An Infobutton request (HL7 URL-based implementation guide): what a record's user wants to know.

Rule 1. All parameters of the guide are known; one that is not is passed over, and none can fail.
Rule 2. What repeats comes repeated (`…v.c=a&…v.c=b`) or numbered (`…v.c1`); parts of one number
belong together.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nosograph.model.entries import Audience


def _each(root: str, ends: str) -> Iterator[str]:
    yield from (f"{root}.{end}" for end in ends.split())


PARAMETERS = (
    "knowledgeRequestNotification.effectiveTime.v",
    *_each("holder.assignedEntity", "n certificateText"),
    "assignedAuthorizedPerson.id.root",
    "representedOrganization.id.root",
    "assignedEntity.representedOrganization.n",
    *_each("patientPerson.administrativeGenderCode", "c dn"),
    *_each("age.v", "v u"),
    *_each("ageGroup.v", "c cs dn"),
    *_each("taskContext.c", "c dn"),
    *_each("subTopic.v", "c cs dn ot"),
    *_each("mainSearchCriteria.v", "c cs dn ot"),
    *_each("severityObservation.interpretationCode", "c cs dn"),
    "informationRecipient",
    *_each("performer.healthCareProvider.c", "c cs dn"),
    *_each("informationRecipient.healthCareProvider.c", "c cs dn"),
    *_each("performer", "languageCode.c"),
    *_each("informationRecipient", "languageCode.c"),
    *_each("encounter.c", "c cs dn"),
    "serviceDeliveryLocation.id.root",
    *_each("observation.c", "c cs dn"),
    *_each("observation.v", "c cs dn v u"),
    *_each("locationOfInterest.addr", "ZIP CTY STA CNT"),
    "performer",
)
"""Those of release 4 of the guide, as OpenInfobutton's responder lists them."""
RESPONSE_TYPE = "knowledgeResponseType"
"""Of the guide for services: the media type of the answer."""

_KNOWN = {each.casefold(): each for each in (*PARAMETERS, RESPONSE_TYPE)}
_NUMBERED = re.compile(r"(.*?)(\d{1,3})?", re.ASCII)
SEARCH = "mainSearchCriteria.v"
MOST = 50
"""Codes of one request that are looked up; records send one, or one with its translations."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A concept as a request names it."""

    code: str = ""
    system: str = ""
    """An OID or a URI."""
    display: str = ""
    original: str = ""
    """What the record's user had typed."""


@dataclass(frozen=True, slots=True)
class KnowledgeRequest:
    """What is asked, about what, for whom."""

    search: tuple[Coded, ...]
    task: str
    topic: Coded
    audience: Audience
    languages: tuple[str, ...]
    """Who reads it speaks these, the best first."""
    response_type: str
    given: tuple[tuple[str, str], ...]
    """Every known parameter, in the guide's spelling, in the order in which they came."""


def read_request(pairs: Iterable[tuple[str, str]]) -> KnowledgeRequest:
    """The request that names and values make."""
    held: dict[str, dict[int, str]] = {}
    given = []
    for written, value in pairs:
        name, number = _named(written)
        value = " ".join(value.split())
        if name and value:
            values = held.setdefault(name, {})
            values.setdefault(number if number is not None else len(values), value)
            given.append((name, value))

    def first(name: str) -> str:
        return next(iter(held.get(name, {}).values()), "")

    numbers = sorted({n for end in ("c", "dn", "ot") for n in held.get(f"{SEARCH}.{end}", {})})
    reader = first("informationRecipient") or first("performer")
    spoken = ("informationRecipient.languageCode.c", "performer.languageCode.c")
    return KnowledgeRequest(
        tuple(_coded(held, SEARCH, number) for number in numbers[:MOST]),
        first("taskContext.c.c").upper(),
        _coded(held, "subTopic.v", 0),
        Audience.PATIENT if reader.upper() == "PAT" else Audience.PROFESSIONAL,
        tuple(filter(None, map(first, spoken))),
        first(RESPONSE_TYPE),
        tuple(given),
    )


def _named(written: str) -> tuple[str, int | None]:
    """The parameter's own name and its number; no name where it is not one of the guide's."""
    found = _NUMBERED.fullmatch(written.strip().casefold())
    name = _KNOWN.get(found[1], "") if found else ""
    return name, int(found[2]) if found and found[2] else None


def _coded(held: dict[str, dict[int, str]], root: str, number: int) -> Coded:
    return Coded(
        *(held.get(f"{root}.{end}", {}).get(number, "") for end in ("c", "cs", "dn", "ot"))
    )
