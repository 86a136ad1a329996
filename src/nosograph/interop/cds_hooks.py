"""CDS Hooks 2.0: services that an electronic record calls while a chart is open.

Rule 1. They work from what the call brings and ask the client's server nothing; what the call
should bring and does not is answered with 412.
Rule 2. Nothing of a call is kept or logged; feedback leaves counts.
Rule 3. Every refusal is JSON that says what to mend.
"""

import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from nosograph.asking.knowledge import Topic
from nosograph.asking.notices import MOST, described, diseases_of, notices
from nosograph.asking.records import Record, record
from nosograph.formats.cds_hooks import (
    Card,
    Cards,
    HookCall,
    HookError,
    Service,
    Services,
    entries_of,
    is_in_part,
    prefetched,
    read_call,
    read_feedback,
)
from nosograph.interop.cards import REASONS, Telling, criteria_card, entry_card
from nosograph.interop.machines import Refused
from nosograph.interop.trust import check_caller
from nosograph.render.languages import words
from nosograph.serving import responses
from nosograph.serving.requests import asked_at, language, release, site
from nosograph.serving.settings import settings

log = logging.getLogger("nosograph.serving")

BASE = "/cds-services"
CRITERIA, ENTRIES = "criteria", "entries"
MOST_RESOURCES = 8_000
"""Of one call; reading them takes half a second, and a chart of decades has some thousand."""
_PATIENT = "Patient/{{context.patientId}}"
_RECORD = {
    "conditions": "Condition?patient={{context.patientId}}",
    "observations": "Observation?patient={{context.patientId}}",
}
HOOKS = {CRITERIA: "patient-view", ENTRIES: "problem-list-item-create"}


async def discovery(request: Request) -> Response:
    """The services that there are."""
    check_caller(request, BASE, needed=False)
    t = words(language(request))
    found = tuple(
        Service(
            hook,
            t[f"hook_{id}_title"],
            t[f"hook_{id}_text"],
            id,
            {"patient": _PATIENT} | (_RECORD if id == CRITERIA else {}),
            t[f"hook_{id}_needs"],
        )
        for id, hook in HOOKS.items()
        if settings(request).with_tools
    )
    return responses.document(request, Services(found))


async def service(request: Request) -> Response:
    """The cards of a service."""
    id = _service(request)
    check_caller(request, f"{BASE}/{id}")
    try:
        call = read_call(await request.body(), HOOKS[id])
        cards = (_from_record if id == CRITERIA else _from_problem)(request, call)
    except HookError as error:
        raise Refused(400, str(error)) from None
    except RecursionError:
        raise Refused(400, "nested too deeply") from None
    return responses.document(request, Cards(cards), cache=responses.KEEP_NOTHING)


def _service(request: Request) -> str:
    id: str = request.path_params["id"]
    if id not in HOOKS or not settings(request).with_tools:
        raise Refused(404, "there is no such service; GET /cds-services lists them")
    return id


def _from_record(request: Request, call: HookCall) -> tuple[Card, ...]:
    """What a chart that was opened calls for."""
    sent = {key: prefetched(call, key) for key in _RECORD}
    missing = tuple(key for key, entries in sent.items() if entries is None)
    if len(missing) == len(sent):
        raise Refused(
            412,
            f"prefetch brings neither {' nor '.join(_RECORD)}, and this service fetches nothing",
        )
    found = _read(request, call, [each for entries in sent.values() for each in entries or ()])
    told = _told(request, found.left_out, missing)
    told = replace(told, in_part=tuple(key for key in _RECORD if is_in_part(call, key)))
    opened, maps = release(request), settings(request).maps
    cards = [criteria_card(each, told) for each in notices(opened, found.case)]
    cards += _entries(described(opened, found.case, maps), told)
    return tuple(cards[:MOST])


def _from_problem(request: Request, call: HookCall) -> tuple[Card, ...]:
    """What there is to read about problems that are being written down."""
    entries = entries_of(call.context["conditions"], "context.conditions") or []
    found = _read(request, call, entries)
    told = _told(request, found.left_out, ())
    topics = diseases_of(release(request), found.case, settings(request).maps)
    return tuple(_entries(topics, told)[:MOST])


def _entries(topics: Iterable[Topic], told: Telling) -> list[Card]:
    return [
        entry_card(each, disease, told) for each in topics if (disease := each.disease) is not None
    ]


def _read(request: Request, call: HookCall, entries: list[Any]) -> Record:
    """The record of the patient whom the context names, and of nobody else."""
    if len(entries) > MOST_RESOURCES:
        raise Refused(413, f"at most {MOST_RESOURCES} resources can be sent here")
    patient = prefetched(call, "patient") or []
    if not patient:
        # Whose the record is, the context says; how old the person is then stays unknown.
        patient = [{"resource": {"resourceType": "Patient", "id": call.patient}}]
    ids = {_id(each) for each in patient}
    if ids != {call.patient}:
        raise HookError("prefetch.patient is not the patient of the context")
    # A search may bring the patient again with each page, and somebody else's with a reference.
    whose = [each for each in entries if not _is_of_another(each, call.patient)]
    found = record(release(request), [*patient, *whose], settings(request).maps)
    if found.mistakes:
        raise HookError(f"the record cannot be read: {found.mistakes[0]}")
    return found


def _resource(entry: Any) -> dict[str, Any]:
    found = entry.get("resource") if isinstance(entry, dict) else None
    return found if isinstance(found, dict) else {}


def _id(entry: Any) -> Any:
    id = _resource(entry).get("id")
    return id if isinstance(id, str) else None


def _is_of_another(entry: Any, id: str) -> bool:
    """Whether an entry is a patient whom the context does not name."""
    return _resource(entry).get("resourceType") == "Patient" and _id(entry) != id


def _told(request: Request, left_out: int, missing: tuple[str, ...]) -> Telling:
    about = replace(site(request), base_url=asked_at(request))
    return Telling(about, language(request), left_out, missing)


async def feedback(request: Request) -> Response:
    """What became of cards: counted, and nothing else of it kept."""
    id = _service(request)
    check_caller(request, f"{BASE}/{id}/feedback")
    try:
        told = read_feedback(await request.body())
    except HookError as error:
        raise Refused(400, str(error)) from None
    counts = Counter(each.outcome for each in told.feedback)
    reasons = Counter(
        each.overrideReason.reason.code
        for each in told.feedback
        if each.overrideReason and each.overrideReason.reason
    )
    known = " ".join(f"{code}={reasons[code]}" for code in REASONS if reasons[code])
    log.info(
        "feedback on %s: accepted=%d overridden=%d %s",
        id, counts["accepted"], counts["overridden"], known,
    )  # fmt: skip
    return responses.document(request, {}, cache=responses.KEEP_NOTHING)
