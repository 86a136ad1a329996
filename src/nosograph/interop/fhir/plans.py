"""What is done with artefacts: a plan applied to somebody, answers to a form evaluated.

Rule. Options and verdicts on criteria, with what is missing; no orders, and nothing is kept.
"""

import re
from collections.abc import Mapping
from typing import Any

from nosograph.asking.artefacts import artefacts
from nosograph.asking.criteria import CriteriaQuestion, criteria
from nosograph.asking.release import OpenRelease
from nosograph.formats.fhir.applying import applied
from nosograph.formats.fhir.responses import ResponseError, read_response
from nosograph.formats.fhir.shapes import Resource, canonical, parameter, parameters
from nosograph.interop.fhir.asked import OutcomeError, Parameters
from nosograph.render.criteria_files import VerdictRecord, answer_record

MOST_MISSING = 100
"""Minimal sets of missing items that are listed for a level; large sets have hundreds."""
_REFERENCE = re.compile(
    r"(?:https?://[^\s|]{1,500}/)?([A-Z][A-Za-z]{1,40})/[A-Za-z0-9\-.]{1,64}(?:/_history/[A-Za-z0-9\-.]{1,64})?"
)
_CONTEXT = {
    "subject": ("Patient", "Group"),
    "encounter": ("Encounter",),
    "practitioner": ("Practitioner", "PractitionerRole"),
}
APPLY = (*_CONTEXT, "url", "planDefinition", "organization", "userType", "userLanguage",
         "userTaskContext", "setting", "settingContext")  # fmt: skip


def apply(release: OpenRelease, asked: Parameters, at: Resource | None) -> Resource:
    """`PlanDefinition/$apply`."""
    asked.only(*APPLY)
    plan = at if at is not None else _plan(release, asked)
    told = {name: _reference(asked, name, types) for name, types in _CONTEXT.items()}
    if not told["subject"]:
        raise OutcomeError(400, "required", "subject is needed, such as Patient/1")
    return applied(plan, told)


def _plan(release: OpenRelease, asked: Parameters) -> Resource:
    sent = asked.object("planDefinition") or {}
    url = asked.text("url") or str(sent.get("url", ""))
    if not url:
        raise OutcomeError(400, "required", "url is needed, or an id in the address")
    found = artefacts(release).at(url, "PlanDefinition")
    if found is None:
        raise OutcomeError(
            404, "not-found", "only plans of this server are applied: none has that url"
        )
    return found


def _reference(asked: Parameters, name: str, types: tuple[str, ...]) -> str:
    found = asked.one(name)
    if isinstance(found, Mapping):
        found = found.get("reference")
    if found in (None, ""):
        return ""
    match = _REFERENCE.fullmatch(found) if isinstance(found, str) else None
    if match is None or match[1] not in types:
        raise OutcomeError(400, "value", f"{name} is a reference to {' or '.join(types)}")
    return str(found)


def evaluate(release: OpenRelease, asked: Parameters, at: Resource | None) -> Resource:
    """`Questionnaire/$evaluate`: answers to the form of a criteria set as verdicts."""
    asked.only("response")
    response = asked.object("response")
    if response is None:
        raise OutcomeError(
            400, "required", "response is needed: a QuestionnaireResponse in the body"
        )
    set_id = artefacts(release).criteria.get(at["id"] if at is not None else _named(response))
    found = release.library.criteria_set(set_id) if set_id else None
    if found is None or set_id is None:
        raise OutcomeError(
            404, "not-found", "no form of criteria here is what the response answers"
        )
    try:
        case = read_response(response, found)
    except ResponseError as error:
        at_ = tuple(each.at for each in error.faults[:50])
        raise OutcomeError(422, "invalid", str(error)[:4000], at_) from None
    record = answer_record(criteria(release, CriteriaQuestion(set_id, case)))
    return _told(record, found.intended_purpose)


def _named(response: Mapping[str, Any]) -> str:
    url = str(response.get("questionnaire", "")).partition("|")[0]
    return url.removeprefix(canonical("Questionnaire", "")).rpartition("/")[2]


def _told(record: VerdictRecord, purpose: str) -> Resource:
    told = [
        parameter("criteria", valueString=record.set),
        *(_level(record, level, verdict) for level, verdict in record.levels.items()),
    ]
    if record.next:
        told.append(parameter("next", valueString=record.next))
    for concern in record.concerns:
        part = [
            parameter("kind", valueString=concern.kind),
            parameter("item", valueString=concern.item),
            parameter("message", valueString=concern.message),
        ]
        told.append(parameter("concern", part=part))
    if record.not_met_means:
        told.append(parameter("not-met-means", valueString=record.not_met_means))
    return parameters(*told, parameter("intended-purpose", valueString=purpose))


def _level(record: VerdictRecord, level: str, verdict: str) -> Resource:
    part = [parameter("id", valueString=level), parameter("verdict", valueCode=verdict)]
    missing = record.minimal_missing.get(level, [])
    for items in missing[:MOST_MISSING]:
        names = [parameter("item", valueString=each) for each in items]
        part.append(parameter("missing", part=names))
    if len(missing) > MOST_MISSING:
        part.append(parameter("more-missing", valueInteger=len(missing) - MOST_MISSING))
    for low, high in record.scores.get(level, []):
        span = [parameter("low", valueInteger=low), parameter("high", valueInteger=high)]
        part.append(parameter("score", part=span))
    part += [
        parameter("revocable-by", valueString=each) for each in record.revocable_by.get(level, [])
    ]
    for each in record.evidence:
        if each.level == level:
            shown = [
                parameter("part", valueString=each.part),
                parameter("holds", valueString=each.holds),
                *(parameter("statement", valueString=text) for text in each.statements),
            ]
            part.append(parameter("evidence", part=shown))
    return parameter("level", part=part)
