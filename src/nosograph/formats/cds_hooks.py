"""CDS Hooks 2.0 as JSON: what a client sends, and what is answered.

Rule 1. A request is read whole or refused; what the specification leaves optional may be null.
Rule 2. An answer never holds null or an empty value, but the list of cards, which may be empty.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct

from nosograph.model.failures import NosographError

LONGEST_SUMMARY = 139
"""Characters; the specification says fewer than 140."""


class HookError(NosographError):
    """A request that is none of CDS Hooks."""


class Authorization(Struct, frozen=True):
    """How a service might ask the client's server; this one never does."""

    access_token: str
    token_type: str
    expires_in: int
    scope: str
    subject: str


class HookCall(Struct, frozen=True):
    """The call of a service."""

    hook: str
    hookInstance: UUID  # noqa: N815 - the specification's names, here and below
    context: dict[str, Any]
    fhirServer: str | None = None  # noqa: N815
    fhirAuthorization: Authorization | None = None  # noqa: N815
    prefetch: dict[str, Any] | None = None

    @property
    def patient(self) -> str:
        """The FHIR id of the patient in the context."""
        return str(self.context["patientId"]).removeprefix("Patient/")


class Suggested(Struct, frozen=True):
    """A suggestion that was taken."""

    id: UUID


class Reason(Struct, frozen=True):
    """A reason from a card's list."""

    code: str
    system: str | None = None
    display: str | None = None


class OverrideReason(Struct, frozen=True):
    """Why a card was put aside."""

    reason: Reason | None = None
    userComment: str | None = None  # noqa: N815


class Outcome(Struct, frozen=True):
    """What became of a card."""

    card: UUID
    outcome: str
    outcomeTimestamp: str  # noqa: N815
    acceptedSuggestions: list[Suggested] | None = None  # noqa: N815
    overrideReason: OverrideReason | None = None  # noqa: N815


class Feedback(Struct, frozen=True):
    """What became of cards."""

    feedback: list[Outcome]


class Coding(Struct, frozen=True):
    """A code with its words."""

    system: str
    code: str
    display: str


class CardSource(Struct, frozen=True):
    """Who says what a card says."""

    label: str
    url: str
    topic: Coding


class Link(Struct, frozen=True):
    """Where more can be read."""

    label: str
    url: str
    type: str = "absolute"


class Card(Struct, frozen=True):
    """One thing that a service has to say."""

    uuid: str
    summary: str
    detail: str
    indicator: str
    source: CardSource
    links: tuple[Link, ...]
    overrideReasons: tuple[Coding, ...]  # noqa: N815


class Cards(Struct, frozen=True):
    """The answer to a call."""

    cards: tuple[Card, ...]


class Service(Struct, frozen=True):
    """A service as discovery lists it."""

    hook: str
    title: str
    description: str
    id: str
    prefetch: Mapping[str, str]
    usageRequirements: str  # noqa: N815


class Services(Struct, frozen=True):
    """The answer to discovery."""

    services: tuple[Service, ...]


_CONTEXT = {
    "patient-view": ("userId", "patientId"),
    "problem-list-item-create": ("userId", "patientId", "conditions"),
}
"""Hook → what its context must have."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
"""RFC 3339, section 5.6."""
_call = msgspec.json.Decoder(HookCall).decode
_feedback = msgspec.json.Decoder(Feedback).decode


def read_call(body: bytes, hook: str) -> HookCall:
    """The call of a service for a hook.

    Raises:
        HookError: it is none.
    """
    try:
        call = _call(body)
    except (msgspec.DecodeError, RecursionError) as error:
        raise HookError(_said(error)) from None
    if call.hook != hook:
        raise HookError(f"this service answers the hook {hook}")
    for key in _CONTEXT[hook]:
        if not call.context.get(key):
            raise HookError(f"the context of {hook} needs {key}")
        if key != "conditions" and not isinstance(call.context[key], str):
            raise HookError(f"{key} is no string")
    if call.fhirAuthorization is not None and not call.fhirServer:
        raise HookError("fhirAuthorization needs fhirServer")
    return call


def read_feedback(body: bytes) -> Feedback:
    """What became of cards.

    Raises:
        HookError: it is no feedback.
    """
    try:
        told = _feedback(body)
    except (msgspec.DecodeError, RecursionError) as error:
        raise HookError(_said(error)) from None
    for each in told.feedback:
        if not _MOMENT.fullmatch(each.outcomeTimestamp):
            raise HookError("outcomeTimestamp is a moment such as 2026-11-23T10:05:31Z")
        if each.outcome not in ("accepted", "overridden"):
            raise HookError("outcome is accepted or overridden")
        if each.outcome == "accepted" and not each.acceptedSuggestions:
            raise HookError("an accepted card needs acceptedSuggestions")
        why = each.overrideReason
        if why is not None and not (why.reason or why.userComment):
            raise HookError("overrideReason needs reason or userComment")
    return told


def _said(error: Exception) -> str:
    """What a decoder objects to; it names places and types, never what was sent."""
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)


def prefetched(call: HookCall, key: str) -> list[Any] | None:
    """The resources that a client sends under a key; None where it could not get them.

    Null says that the query was asked and that there is nothing.

    Raises:
        HookError: the value is no resource.
    """
    if call.prefetch is None or key not in call.prefetch:
        return None
    value = call.prefetch[key]
    return [] if value is None else entries_of(value, f"prefetch.{key}")


def is_in_part(call: HookCall, key: str) -> bool:
    """Whether a client has more pages of what it sends under a key, or its entries have."""
    value = (call.prefetch or {}).get(key)
    links = value.get("link") if isinstance(value, dict) else None
    return isinstance(links, list) and any(
        isinstance(each, dict) and each.get("relation") == "next" for each in links
    )


def entries_of(value: Any, name: str) -> list[Any] | None:
    """The entries of a bundle, or a resource as the only one; None where it is a refusal.

    Raises:
        HookError: the value is no resource.
    """
    if not isinstance(value, dict) or not isinstance(value.get("resourceType"), str):
        raise HookError(f"{name} is no resource")
    if value["resourceType"] == "OperationOutcome":
        return None
    if value["resourceType"] != "Bundle":
        return [{"resource": value}]
    return list(_searched(value))


def _searched(bundle: dict[str, Any]) -> Iterator[Any]:
    """The entries, those of bundles within included, without what tells how a search went."""
    entries = bundle.get("entry")
    for each in entries if isinstance(entries, list) else ():
        resource = each.get("resource") if isinstance(each, dict) else None
        kind = resource.get("resourceType") if isinstance(resource, dict) else None
        if kind == "Bundle" and isinstance(resource, dict):
            yield from _searched(resource)
        elif kind != "OperationOutcome":
            yield each
