"""Pathways and work-ups as PlanDefinitions, each of their steps as an ActivityDefinition.

Rule 1. Every activity is an option: no kind of request, no dose, nothing that becomes an order.
Rule 2. A step stands where it is reached first; other ways to it are related to it, loops too.
"""

from collections.abc import Iterator
from typing import Any

from nosograph.formats.fhir.artefacts import Edition, artefact, citations
from nosograph.formats.fhir.shapes import Resource, canonical, coded, concept, filled, resource_id
from nosograph.model.diseases import Disease
from nosograph.model.pathways import Edge, Pathway, Step
from nosograph.model.workup import Reading, Stage, Test, Workup

PLAN_TYPES = "http://terminology.hl7.org/CodeSystem/plan-definition-type"
PROTOCOL = concept("", [coded(PLAN_TYPES, "clinical-protocol", "Clinical Protocol")])
WORKFLOW = concept("", [coded(PLAN_TYPES, "workflow-definition", "Workflow Definition")])
NO_ORDER = "Shows options and their sources; it orders nothing and gives no doses."
DATA_ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
SPECIALIST = concept("specialist centre")


def pathway_plan(disease: Disease, pathway: Pathway, edition: Edition) -> Resource:
    """A pathway as a PlanDefinition of the type clinical-protocol."""
    sources = (*pathway.sources, *(key for step in pathway.steps for key in step.sources))
    return artefact(
        "PlanDefinition", (disease.slug, "pathway", pathway.id), pathway.title, disease, edition,
        type=PROTOCOL, description=_sentences(pathway.scope, pathway.basis), purpose=NO_ORDER,
        usage=pathway.scope, relatedArtifact=citations(disease, sources),
        action=[_Tree(disease, pathway).action(pathway.start, None)],
    )  # fmt: skip


def pathway_activities(disease: Disease, pathway: Pathway, edition: Edition) -> Iterator[Resource]:
    """The steps of a pathway as ActivityDefinitions."""
    for step in pathway.steps:
        yield _activity(
            disease, ("pathway", pathway.id, step.id), step.title, _words(step), step.sources,
            edition, specialist=step.specialist,
        )  # fmt: skip


def workup_plan(disease: Disease, workup: Workup, edition: Edition) -> Resource:
    """A work-up as a PlanDefinition whose actions are its stages and tests, in order."""
    stages = [_stage(disease, each) for each in workup.stages]
    for before, after in zip(workup.stages, stages[1:], strict=False):
        after["relatedAction"] = [{"actionId": before.id, "relationship": "after"}]
    sources = [key for stage in workup.stages for key in stage.sources]
    sources += [key for _, test in workup.tests() for key in test.sources]
    return artefact(
        "PlanDefinition", (disease.slug, "workup"), f"{disease.name}: work-up", disease, edition,
        type=WORKFLOW, description=_sentences(workup.scope, workup.basis), purpose=NO_ORDER,
        usage=workup.scope, relatedArtifact=citations(disease, sources), action=stages,
    )  # fmt: skip


def workup_activities(disease: Disease, workup: Workup, edition: Edition) -> Iterator[Resource]:
    """The tests of a work-up as ActivityDefinitions."""
    for _, test in workup.tests():
        text = " ".join(filter(None, (test.purpose, *_readings(test), test.unconfirmed)))
        yield _activity(disease, ("workup", test.id), test.title, text, test.sources, edition)


def _sentences(*parts: str) -> str:
    return " ".join(f"{each.rstrip('.')}." for each in parts if each)


def _activity(
    disease: Disease, names: tuple[str, ...], title: str, text: str, sources: tuple[str, ...],
    edition: Edition, *, specialist: bool = False,
) -> Resource:  # fmt: skip
    who: list[Resource] = [{"type": "practitioner", "role": SPECIALIST}] if specialist else []
    return artefact(
        "ActivityDefinition", (disease.slug, *names), title, disease, edition,
        description=text, purpose=NO_ORDER, intent="option", code=concept(title),
        participant=who, relatedArtifact=citations(disease, sources),
    )  # fmt: skip


class _Tree:
    """The actions of a pathway, each step once."""

    def __init__(self, disease: Disease, pathway: Pathway) -> None:
        self._disease, self._pathway = disease, pathway
        self._seen: set[str] = set()

    def action(self, step: Step, edge: Edge | None) -> Resource:
        """A step with everything that is first reached from it."""
        self._seen.add(step.id)
        inside = [self._led(step, each) for each in step.leads_to]
        return filled(
            {
                "id": step.id,
                "title": step.title,
                "description": " ".join(filter(None, (_words(step), _inferred(edge)))),
                "condition": _condition(edge),
                "documentation": citations(self._disease, step.sources),
                "participant": [{"type": "practitioner", "role": SPECIALIST}]
                if step.specialist
                else [],
                "definitionCanonical": self._described(step),
                **(_choosing(step) if inside else {}),
                "action": inside,
            }
        )

    def _described(self, step: Step) -> str:
        names = (self._disease.slug, "pathway", self._pathway.id, step.id)
        return canonical("ActivityDefinition", resource_id(*names))

    def _led(self, step: Step, edge: Edge) -> Resource:
        target = self._pathway.step(edge.to)
        if not edge.back and target.id not in self._seen:
            return self.action(target, edge)
        return filled(
            {
                "id": f"{step.id}--{target.id}",
                "title": f"Go to: {target.title}",
                "description": _inferred(edge),
                "condition": _condition(edge),
                "relatedAction": [{"actionId": target.id, "relationship": "before"}],
                "definitionCanonical": self._described(target),
            }
        )


def _choosing(step: Step) -> dict[str, Any]:
    one = "at-most-one" if step.ends else "exactly-one"
    behaviour = {"all": "all", "any": "any", "one": one}[step.select]
    return {"groupingBehavior": "logical-group", "selectionBehavior": behaviour}


def _words(step: Step) -> str:
    local = step.local
    if local is None:
        return step.text
    told = f"[local: {local.hospital}] {local.text('en')}"
    return told if local.instead else " ".join(filter(None, (step.text, told)))


def _inferred(edge: Edge | None) -> str:
    return f"No source states this line ({edge.inferred})." if edge and edge.inferred else ""


def _condition(edge: Edge | None) -> list[Resource]:
    return [applicability(edge.when)] if edge is not None and edge.when else []


def applicability(words: str, fhirpath: str = "") -> Resource:
    """A condition in words, and as FHIRPath where it can be written so."""
    return {"kind": "applicability", "expression": expression(words, fhirpath)}


def expression(words: str, fhirpath: str = "") -> Resource:
    """An expression; one in words alone says that it is in no language that FHIR knows."""
    if fhirpath:
        return {"description": words, "language": "text/fhirpath", "expression": fhirpath}
    absent = {"url": DATA_ABSENT, "valueCode": "unsupported"}
    return {"description": words, "_language": {"extension": [absent]}, "expression": words}


def _stage(disease: Disease, stage: Stage) -> Resource:
    return filled(
        {
            "id": stage.id,
            "title": stage.title,
            "description": stage.text,
            "documentation": citations(disease, stage.sources),
            "groupingBehavior": "logical-group",
            "selectionBehavior": "any",
            "action": [_test(disease, each) for each in stage.tests],
        }
    )


def _test(disease: Disease, test: Test) -> Resource:
    id = resource_id(disease.slug, "workup", test.id)
    return filled(
        {
            "id": test.id,
            "title": test.title,
            "description": test.purpose,
            "textEquivalent": " ".join(_readings(test)),
            "code": [concept(test.kind)] if test.kind else [],
            "condition": []
            if test.population == "all"
            else [applicability({"child": "in a child", "adult": "in an adult"}[test.population])],
            "documentation": citations(disease, test.sources),
            "relatedAction": [{"actionId": each, "relationship": "after"} for each in test.after],
            "definitionCanonical": canonical("ActivityDefinition", id),
        }
    )


def _readings(test: Test) -> Iterator[str]:
    yield from _read("A positive result", test.positive)
    yield from _read("A negative result", test.negative)


def _read(result: str, reading: Reading | None) -> Iterator[str]:
    if reading is None:
        yield f"{result}: no source here says what it means."
        return
    if reading.means:
        yield f"{result} means: {reading.means}"
    if reading.does_not_mean:
        yield f"{result} does not mean: {reading.does_not_mean}"
