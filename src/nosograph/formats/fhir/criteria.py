"""A criteria set as an eca-rule, as variables of evidence, and as a Library of its logic.

Rule. The condition stands in words always, and as FHIRPath over the answers to the set's
Questionnaire where that can be written.
"""

import json
from base64 import b64encode
from collections.abc import Iterator

from nosograph.criteria.sets import CriteriaSet, Level
from nosograph.criteria.stored import to_json
from nosograph.criteria.wording import in_words
from nosograph.formats.fhir.artefacts import Edition, artefact, citations
from nosograph.formats.fhir.fhirpath import as_fhirpath
from nosograph.formats.fhir.plans import PLAN_TYPES, applicability, expression
from nosograph.formats.fhir.questionnaires import questionnaire_url
from nosograph.formats.fhir.shapes import Resource, canonical, coded, concept, filled, resource_id
from nosograph.model.diseases import Disease

RULE = concept("", [coded(PLAN_TYPES, "eca-rule", "ECA Rule")])
LIBRARY_TYPES = "http://terminology.hl7.org/CodeSystem/library-type"


def criteria_rule(disease: Disease, criteria: CriteriaSet, edition: Edition) -> Resource:
    """The set as a PlanDefinition of the type eca-rule: one action a level."""
    return artefact(
        "PlanDefinition", (criteria.id,), criteria.title, disease, edition,
        type=RULE, description=criteria.basis, purpose=criteria.intended_purpose,
        usage=criteria.not_met_means, relatedArtifact=citations(disease, criteria.sources),
        library=[canonical("Library", resource_id(criteria.id))],
        action=[_level(each, criteria) for each in criteria.levels],
    )  # fmt: skip


def _level(level: Level, criteria: CriteriaSet) -> Resource:
    words = in_words(level.criterion, criteria)
    told = filled({"type": "data-added", "data": [{"type": "QuestionnaireResponse"}]})
    return filled(
        {
            "id": level.id,
            "title": level.title,
            "description": level.note,
            "textEquivalent": words,
            "documentation": [
                {"type": "depends-on", "display": "answers to", "resource": questionnaire_url(criteria)}
            ],
            "trigger": [told],
            "condition": [applicability(words, as_fhirpath(level.criterion, criteria))],
        }
    )  # fmt: skip


def criteria_variables(
    disease: Disease, criteria: CriteriaSet, edition: Edition
) -> Iterator[Resource]:
    """Each level as an EvidenceVariable: who counts as a case."""
    for level in criteria.levels:
        words = in_words(level.criterion, criteria)
        told = expression(words, as_fhirpath(level.criterion, criteria))
        title = criteria.title if len(criteria.levels) == 1 else f"{criteria.title}: {level.title}"
        yield artefact(
            "EvidenceVariable", (criteria.id, level.id), title, disease, edition,
            description=words, type="dichotomous",
            relatedArtifact=citations(disease, criteria.sources),
            characteristic=[{"description": words, "definitionExpression": told}],
        )  # fmt: skip


def criteria_library(disease: Disease, criteria: CriteriaSet, edition: Edition) -> Resource:
    """The logic itself, as a release keeps it: the whole of what is evaluated here."""
    text = json.dumps(to_json(criteria), ensure_ascii=False, separators=(",", ":"))
    return artefact(
        "Library", (criteria.id,), f"{criteria.title}: logic", disease, edition,
        type=concept("", [coded(LIBRARY_TYPES, "logic-library", "Logic Library")]),
        description=criteria.basis, purpose=criteria.intended_purpose,
        relatedArtifact=[*citations(disease, criteria.sources),
                         {"type": "depends-on", "resource": questionnaire_url(criteria)}],
        content=[{"contentType": "application/json", "title": "criteria set",
                  "data": b64encode(text.encode()).decode()}],
    )  # fmt: skip


def entry_library(disease: Disease, artefacts: list[Resource], edition: Edition) -> Resource:
    """Everything that an entry has, as an asset collection."""
    parts = [
        {"type": "composed-of", "display": each["title"], "resource": each["url"]}
        for each in artefacts
    ]
    entry = disease.entry
    references = [] if entry is None else [each.key for each in entry.references]
    return artefact(
        "Library", ("entry", disease.slug), disease.name, disease, edition,
        type=concept("", [coded(LIBRARY_TYPES, "asset-collection", "Asset Collection")]),
        description=disease.definition, relatedArtifact=[*parts, *citations(disease, references)],
    )  # fmt: skip
