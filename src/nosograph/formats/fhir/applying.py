"""A PlanDefinition applied to somebody: a CarePlan of options, none of which is an order.

Rule 1. Nothing is asked about the person: conditions stay as they are, for people to judge.
Rule 2. Everything is a draft and an option; what an action leads to is a description, no request.
"""

from collections.abc import Mapping
from typing import Any

from nosograph.formats.fhir.shapes import Resource, filled, narrative

_KEPT = (
    "id", "prefix", "title", "description", "textEquivalent", "code", "documentation", "condition",
    "relatedAction", "groupingBehavior", "selectionBehavior",
)  # fmt: skip
OPTIONS = "options"


def applied(plan: Resource, context: Mapping[str, str]) -> Resource:
    """The CarePlan; `context` has references: subject, and as given encounter, practitioner."""
    subject = {"reference": context["subject"]}
    encounter = {"reference": context["encounter"]} if context.get("encounter") else {}
    author = {"reference": context["practitioner"]} if context.get("practitioner") else {}
    canonical = [f"{plan['url']}|{plan['version']}"]
    shared = {
        "status": "draft",
        "intent": "option",
        "instantiatesCanonical": canonical,
        "subject": subject,
        "encounter": encounter,
        "author": author,
    }
    # Only a reference to a person or a device may stand for who is asked about here.
    group = {
        "resourceType": "RequestGroup",
        "id": OPTIONS,
        **shared,
        "reasonCode": [each["valueCodeableConcept"] for each in plan.get("useContext", [])],
        "action": [_action(each) for each in plan["action"]],
    }
    said = "Options and their sources; nothing here is an order, and nobody's record was read."
    return filled(
        {
            "resourceType": "CarePlan",
            "text": narrative(plan["title"], said),
            "contained": [filled(group)],
            **shared,
            "title": plan["title"],
            "description": " ".join(
                filter(None, (plan.get("description"), plan.get("usage"), said))
            ),
            "activity": [{"reference": {"reference": f"#{OPTIONS}", "display": plan["title"]}}],
        }
    )


def _action(action: Resource) -> Resource:
    kept: dict[str, Any] = {key: action[key] for key in _KEPT if key in action}
    inside = action.get("action", [])
    if inside:
        return {**kept, "action": [_action(each) for each in inside]}
    return {**kept, "resource": _described(action)}


def _described(action: Resource) -> Resource:
    """What describes the action: R4 wants a reference where there is nothing inside."""
    named = action.get("definitionCanonical") or next(
        (each["resource"] for each in action.get("documentation", []) if "resource" in each), ""
    )
    type, _, id = named.removeprefix("urn:nosograph:").partition(":")
    return {"reference": f"{type}/{id}", "display": action["title"]}
