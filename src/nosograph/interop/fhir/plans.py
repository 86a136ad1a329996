"""What is done with artefacts: a plan applied to somebody, answers to a form evaluated.

Rule. Options and verdicts on criteria, with what is missing; no orders, and nothing is kept.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from nosograph.asking.artefacts import artefacts
from nosograph.asking.criteria import CriteriaQuestion, criteria
from nosograph.asking.records import record
from nosograph.asking.release import OpenRelease
from nosograph.criteria.sets import CriteriaSet
from nosograph.formats.fhir.applying import applied
from nosograph.formats.fhir.responses import ResponseError, read_response
from nosograph.formats.fhir.shapes import Resource, canonical, parameter, parameters
from nosograph.formats.maps import CodeMaps
from nosograph.interop.fhir.answers import OutcomeError
from nosograph.interop.fhir.asked import Parameters
from nosograph.model.cases import Case
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
    """`Questionnaire/$evaluate`: answers to the form of a criteria set, or somebody's record, as
    verdicts."""
    asked.only("response", "record", "questionnaire")
    response, bundle = asked.object("response"), asked.object("record")
    if (response is None) == (bundle is None):
        text = "response is needed, a QuestionnaireResponse, or record, a Bundle; in the body"
        raise OutcomeError(400, "required", text)
    form = asked.text("questionnaire") or str((response or {}).get("questionnaire", ""))
    set_id = artefacts(release).criteria.get(at["id"] if at is not None else _named(form))
    found = release.library.criteria_set(set_id) if set_id else None
    if found is None or set_id is None:
        raise OutcomeError(404, "not-found", "no form of criteria here is what is asked about")
    left_out = 0
    if bundle is not None:
        case, left_out = _recorded(release, bundle, asked.maps)
    else:
        case = _answered(response, found)
    answer = answer_record(criteria(release, CriteriaQuestion(set_id, case)))
    return _told(answer, found.intended_purpose, left_out)


def _answered(response: Any, criteria_set: CriteriaSet) -> Case:
    try:
        return read_response(response, criteria_set)
    except ResponseError as error:
        at = tuple(each.at for each in error.faults[:50])
        raise OutcomeError(422, "invalid", str(error)[:4000], at) from None


def _recorded(release: OpenRelease, bundle: Mapping[str, Any], maps: CodeMaps) -> tuple[Case, int]:
    """The case of a record, and how many of its resources say nothing that can be used."""
    entries = bundle.get("entry", [])
    if bundle.get("resourceType") != "Bundle" or not isinstance(entries, list):
        raise OutcomeError(400, "value", "record is a Bundle of one person's resources")
    # Its reader takes numbers as JSON has them.
    found = record(release, json.loads(json.dumps(entries, default=float)), maps)
    if found.mistakes:
        raise OutcomeError(422, "invalid", "; ".join(found.mistakes)[:4000])
    return found.case, found.left_out


def _named(url: str) -> str:
    """The id of the form at a canonical URL."""
    return url.partition("|")[0].removeprefix(canonical("Questionnaire", "")).rpartition("/")[2]


def _told(answer: VerdictRecord, purpose: str, left_out: int) -> Resource:
    told = [
        parameter("criteria", valueString=answer.set),
        *(_level(answer, level, verdict) for level, verdict in answer.levels.items()),
    ]
    if answer.next:
        told.append(parameter("next", valueString=answer.next))
    for concern in answer.concerns:
        part = [
            parameter("kind", valueString=concern.kind),
            parameter("item", valueString=concern.item),
            parameter("message", valueString=concern.message),
        ]
        told.append(parameter("concern", part=part))
    if left_out:
        told.append(parameter("left-out", valueInteger=left_out))
    if answer.not_met_means:
        told.append(parameter("not-met-means", valueString=answer.not_met_means))
    return parameters(*told, parameter("intended-purpose", valueString=purpose))


def _level(answer: VerdictRecord, level: str, verdict: str) -> Resource:
    part = [parameter("id", valueString=level), parameter("verdict", valueCode=verdict)]
    missing = answer.minimal_missing.get(level, [])
    for items in missing[:MOST_MISSING]:
        names = [parameter("item", valueString=each) for each in items]
        part.append(parameter("missing", part=names))
    if len(missing) > MOST_MISSING:
        part.append(parameter("more-missing", valueInteger=len(missing) - MOST_MISSING))
    for low, high in answer.scores.get(level, []):
        span = [parameter("low", valueInteger=low), parameter("high", valueInteger=high)]
        part.append(parameter("score", part=span))
    part += [
        parameter("revocable-by", valueString=each) for each in answer.revocable_by.get(level, [])
    ]
    for each in answer.evidence:
        if each.level == level:
            shown = [
                parameter("part", valueString=each.part),
                parameter("holds", valueString=each.holds),
                *(parameter("statement", valueString=text) for text in each.statements),
            ]
            part.append(parameter("evidence", part=shown))
    return parameter("level", part=part)
