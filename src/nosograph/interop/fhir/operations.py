"""The operations of the facade: what they are called on, and who answers them."""

from collections.abc import Callable
from dataclasses import dataclass

from nosograph.asking.release import OpenRelease
from nosograph.asking.terminology import Terminology, terminology
from nosograph.formats.fhir.shapes import Resource
from nosograph.interop.fhir import expansions, plans, terms
from nosograph.interop.fhir.asked import SENT, Parameters

Answers = Callable[[OpenRelease, Parameters, Resource | None], Resource]


@dataclass(frozen=True, slots=True)
class FhirOperation:
    """One of them."""

    answer: Answers
    """The resource that it is called on is None where it is called on the type."""
    by_get: bool = True
    """Whether it can be asked by GET: it has parameters that fit into an address."""
    whole: str = ""
    """The parameter that a body which is a resource itself stands for."""
    is_tool: bool = False
    """Whether it answers about a person, and is switched off for the public."""


def _of_terms(answer: Callable[[Terminology, Parameters, Resource | None], Resource]) -> Answers:
    def answered(release: OpenRelease, asked: Parameters, at: Resource | None) -> Resource:
        terms, sent = terminology(release), asked.resources(*SENT)
        return answer(terms.beside(sent) if sent else terms, asked, at)

    return answered


OPERATIONS = {
    ("CodeSystem", "lookup"): FhirOperation(_of_terms(terms.lookup)),
    ("CodeSystem", "subsumes"): FhirOperation(_of_terms(terms.subsumes)),
    ("CodeSystem", "validate-code"): FhirOperation(_of_terms(terms.valid_in_system)),
    ("ValueSet", "expand"): FhirOperation(_of_terms(expansions.expand), whole="valueSet"),
    ("ValueSet", "validate-code"): FhirOperation(_of_terms(terms.valid_in_set)),
    ("ConceptMap", "translate"): FhirOperation(_of_terms(terms.translate)),
    ("PlanDefinition", "apply"): FhirOperation(plans.apply, whole="planDefinition", is_tool=True),
    ("Questionnaire", "evaluate"): FhirOperation(
        plans.evaluate, by_get=False, whole="response", is_tool=True
    ),
}
"""Type and name → the operation."""
