"""FHIR R4's own invariants for what is written here, as FHIRPath, by their keys.

Rule. An expression is that of the specification, asked of the whole resource; what the structure
alone rules out is left to whoever checks the structure.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from nosograph.formats.fhir.shapes import Resource

_NAME = "name.empty() or name.matches('^[A-Z]([A-Za-z0-9_]){0,254}$')"
_ITEMS, _ACTIONS = "repeat(item)", "repeat(action)"
_LINKED = "('choice' | 'open-choice' | 'decimal' | 'integer' | 'date' | 'dateTime' | 'time' | 'string' | 'quantity')"

EVERYWHERE = {
    "dom-2": "contained.contained.empty()",
    "dom-4": "contained.meta.versionId.empty() and contained.meta.lastUpdated.empty()",
    "dom-5": "contained.meta.security.empty()",
    "ref-1": "descendants().reference.where(reference.empty())"
             ".all(startsWith('#').not() or substring(1) in %resource.contained.id)",
    "exp-1": "descendants().where(language.exists() and description.exists())"
             ".all(expression.exists() or reference.exists())",
}  # fmt: skip
"""Of every resource but bundles and parameters."""

INVARIANTS: dict[str, dict[str, str]] = {
    "ActivityDefinition": {"adf-0": _NAME},
    "Bundle": {
        "bdl-1": "total.empty() or (type = 'searchset') or (type = 'history')",
        "bdl-2": "entry.search.empty() or (type = 'searchset')",
        "bdl-5": "entry.all(resource.exists() or request.exists() or response.exists())",
        "bdl-7": "(type = 'history') or entry.where(fullUrl.exists())"
                 ".select(fullUrl & iif(resource.meta.versionId.exists(), resource.meta.versionId, '')).isDistinct()",
        "bdl-8": "entry.all(fullUrl.empty() or fullUrl.contains('/_history/').not())",
    },
    "CapabilityStatement": {
        "cpb-0": _NAME,
        "cpb-1": "rest.exists() or messaging.exists() or document.exists()",
        "cpb-2": "(description.count() + software.count() + implementation.count()) > 0",
        "cpb-9": "rest.all(resource.select(type).isDistinct())",
        "cpb-12": "rest.resource.all(searchParam.select(name).isDistinct())",
        "cpb-14": "(kind != 'instance') or implementation.exists()",
    },
    "CarePlan": {"cpl-3": "activity.all(detail.empty() or reference.empty())"},
    "CodeSystem": {"csd-0": _NAME, "csd-1": "concept.code.isDistinct()"},
    "ConceptMap": {
        "cmd-0": _NAME,
        "cmd-1": "group.element.target.all(comment.exists() or equivalence.empty() "
                 "or ((equivalence != 'narrower') and (equivalence != 'inexact')))",
    },
    "EvidenceVariable": {"evv-0": _NAME},
    "Library": {"lib-0": _NAME},
    "OperationDefinition": {
        "opd-0": _NAME,
        "opd-1": "repeat(parameter | part).all(type.exists() or part.exists())",
    },
    "Organization": {"org-1": "(identifier.count() + name.count()) > 0"},
    "PlanDefinition": {
        "pdf-0": _NAME,
        "trd-3": f"{_ACTIONS}.trigger.all((type = 'named-event' implies name.exists()) "
                 "and (type.startsWith('data-') implies data.exists()))",
    },
    "Questionnaire": {
        "que-0": _NAME,
        "que-1": f"{_ITEMS}.all((type = 'group' implies item.exists()) "
                 "and (type = 'display' implies item.empty()))",
        "que-2": f"{_ITEMS}.linkId.isDistinct()",
        "que-3": f"{_ITEMS}.all(type != 'display' or code.empty())",
        "que-4": f"{_ITEMS}.all(answerOption.empty() or answerValueSet.empty())",
        "que-5": f"{_ITEMS}.all(type in {_LINKED} or (answerOption.empty() and answerValueSet.empty()))",
        "que-6": f"{_ITEMS}.all(type != 'display' or (required.empty() and repeats.empty()))",
        "que-8": f"{_ITEMS}.all((type != 'group' and type != 'display') or initial.empty())",
        "que-11": f"{_ITEMS}.all(answerOption.empty() or initial.empty())",
    },
    "RequestGroup": {"rqg-1": f"{_ACTIONS}.all(resource.exists() != action.exists())"},
    "TerminologyCapabilities": {
        "tcp-0": _NAME,
        "tcp-2": "(description.count() + software.count() + implementation.count()) > 0",
        "tcp-3": "(kind != 'instance') or implementation.exists()",
    },
    "ValueSet": {
        "vsd-0": _NAME,
        "vsd-1": "compose.include.all(valueSet.exists() or system.exists())",
        "vsd-2": "compose.include.all((concept.exists() or filter.exists()) implies system.exists())",
        "vsd-3": "compose.include.all(concept.empty() or filter.empty())",
        "vsd-6": "expansion.repeat(contains).all(code.exists() or display.exists())",
        "vsd-9": "expansion.repeat(contains).all(code.exists() or abstract = true)",
        "vsd-10": "expansion.repeat(contains).all(code.empty() or system.exists())",
    },
}  # fmt: skip
"""Type → key → FHIRPath."""


def violations(resource: Resource) -> Iterator[str]:
    """The keys of the invariants that a resource does not meet, with what it is; its contained
    resources and those of a bundle are asked too."""
    kind = str(resource.get("resourceType"))
    own = INVARIANTS.get(kind, {})
    if kind not in ("Bundle", "Parameters"):
        own = EVERYWHERE | own
    for key, expression in own.items():
        if _compiled(expression)(resource) != [True]:
            yield f"{kind}/{resource.get('id', '')}: {key}"
    if kind == "Parameters" and not all(map(_says_one_thing, resource.get("parameter", []))):
        yield "Parameters: inv-1"
    inside = [*resource.get("contained", [])]
    inside += [each.get("resource", {}) for each in resource.get("entry", [])]
    for each in inside:
        yield from violations(each)


def _says_one_thing(parameter: Resource) -> bool:
    """Invariant inv-1; below `part`, engines of FHIRPath do not see what `value` is."""
    values = [key for key in parameter if key.startswith("value") or key == "resource"]
    parts = parameter.get("part", [])
    return len(values) == (not parts) and all(map(_says_one_thing, parts))


@lru_cache(maxsize=256)
def _compiled(expression: str) -> Callable[[Resource], list[Any]]:
    # Slow to load, and wanted by those who validate alone.
    from fhirpathpy import compile as compiled
    from fhirpathpy.models import models

    asked = compiled(expression, models["r4"])
    return lambda resource: list(asked(resource, {"resource": resource}))
