"""CodeSystem, ValueSet and ConceptMap resources, and what terminology operations answer.

Rule. A system of somebody else's is described and not copied: its codes are asked for, not
downloaded.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from nosograph.criteria.sets import CriteriaSet, ItemDefinition, Match
from nosograph.formats.fhir.artefacts import Edition, artefact, head
from nosograph.formats.fhir.coding import HPO
from nosograph.formats.fhir.questionnaires import coded_item
from nosograph.formats.fhir.shapes import Resource, canonical, filled
from nosograph.model.diseases import Disease
from nosograph.model.ontology import PHENOTYPE

NARROWER = "The target means a part of what the source means."
PROPERTIES = (
    ("parent", "http://hl7.org/fhir/concept-properties#parent", "code"),
    ("child", "http://hl7.org/fhir/concept-properties#child", "code"),
    ("inactive", "http://hl7.org/fhir/concept-properties#inactive", "boolean"),
    ("replacedBy", "", "code"),
    ("comment", "http://hl7.org/fhir/concept-properties#comment", "string"),
)


def described_system(
    id: str, uri: str, title: str, version: str, edition: Edition, *, count: int, hierarchy: bool,
) -> Resource:  # fmt: skip
    """A code system of somebody else's, of which some codes are known here."""
    found = head(
        "CodeSystem", id, title, edition,
        description=f"{count} of its codes are known here; they are asked for by operations.",
        caseSensitive=True, valueSet=all_of_url(id),
        hierarchyMeaning="is-a" if hierarchy else "", content="not-present",
        property=_properties() if hierarchy else [],
    )  # fmt: skip
    return filled(found | {"url": uri, "version": version})


def own_system(
    id: str, uri: str, title: str, concepts: Mapping[str, str], edition: Edition
) -> Resource:
    """A code system of the dictionary's own, complete."""
    found = head(
        "CodeSystem", id, title, edition, caseSensitive=True, valueSet=all_of_url(id),
        content="complete", count=len(concepts),
        concept=[{"code": code, "display": text} for code, text in concepts.items()],
    )  # fmt: skip
    return found | {"url": uri}


def _properties() -> list[Resource]:
    return [filled({"code": code, "uri": uri, "type": type}) for code, uri, type in PROPERTIES]


def all_of_url(id: str) -> str:
    """What the value set of a whole code system is called."""
    return canonical("ValueSet", f"all-{id}")


def all_of(id: str, uri: str, title: str, edition: Edition) -> Resource:
    """Every code of a system that is known here."""
    return head(
        "ValueSet", f"all-{id}", f"{title}: all codes that are known here", edition,
        compose={"include": [{"system": uri}]}, immutable=True,
    )  # fmt: skip


def finding_set(edition: Edition) -> Resource:
    """Every finding."""
    below = {"property": "concept", "op": "descendent-of", "value": PHENOTYPE}
    return head(
        "ValueSet", "findings", "Findings: phenotypic abnormalities of HPO", edition,
        compose={"include": [{"system": HPO, "filter": [below]}]},
    )  # fmt: skip


def item_set(
    disease: Disease, criteria: CriteriaSet, item: ItemDefinition, edition: Edition
) -> Resource | None:
    """The codes whose presence makes an item of criteria hold; None where it has no code."""
    below, listed = [], []
    for each in item.codes:
        if each.match not in (Match.EXACT, Match.NARROWER):
            continue
        told = coded_item(each.code, each.label)
        if told["system"] == HPO:
            below.append({"property": "concept", "op": "is-a", "value": told["code"]})
        else:
            listed.append(told)
    include: list[Resource] = [{"system": HPO, "filter": [one]} for one in below]
    by_system: dict[str, list[Resource]] = {}
    for told in listed:
        concept = {key: part for key, part in told.items() if key != "system"}
        by_system.setdefault(told["system"], []).append(concept)
    include += [{"system": uri, "concept": concepts} for uri, concepts in by_system.items()]
    if not include:
        return None
    return artefact(
        "ValueSet", (criteria.id, item.id), f"{item.title} ({criteria.title})", disease, edition,
        description=item.definition, compose={"include": include},
        extension=[], purpose=criteria.intended_purpose,
    )  # fmt: skip


def findings_of(disease: Disease, edition: Edition) -> Resource | None:
    """The findings that a disease is recorded with; None where there is none."""
    shown = [each for each in disease.findings if not each.excluded]
    concepts = [{"code": each.term, "display": each.label} for each in shown]
    if not concepts:
        return None
    return artefact(
        "ValueSet", ("findings-of", disease.slug), f"Findings of {disease.name}", disease, edition,
        compose={"include": [{"system": HPO, "concept": concepts}]},
    )  # fmt: skip


def concept_map(
    id: str, title: str, source: str, target: str, edition: Edition,
    elements: Iterable[tuple[str, str, list[tuple[str, str, str]]]],
) -> Resource:  # fmt: skip
    """A map: code and display of the source, and code, display and equivalence of its targets."""
    element = [
        filled(
            {
                "code": code,
                "display": display,
                "target": [
                    filled(
                        {
                            "code": to,
                            "display": name,
                            "equivalence": equivalence,
                            # FHIR wants a word where something is lost on the way.
                            "comment": NARROWER if equivalence == "narrower" else "",
                        }
                    )
                    for to, name, equivalence in targets
                ],
            }
        )
        for code, display, targets in elements
    ]
    return head(
        "ConceptMap", id, title, edition, sourceUri=source, targetUri=target,
        group=[{"source": source, "target": target, "element": element}],
    )  # fmt: skip


def expansion(
    value_set: Mapping[str, Any], page: Iterable[Resource], *, total: int, offset: int,
    identifier: str, timestamp: str, asked: list[Resource], definition: bool = False,
) -> Resource:  # fmt: skip
    """A value set with its codes."""
    told = filled(
        {
            "identifier": identifier,
            "timestamp": timestamp,
            "total": total,
            "parameter": asked,
            "contains": list(page),
        }
    )
    left = ("text",) if definition else ("text", "compose")
    kept = {key: value for key, value in value_set.items() if key not in left}
    return {**kept, "resourceType": "ValueSet", "expansion": told | {"offset": offset}}
