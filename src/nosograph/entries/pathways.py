"""What `pathways.yaml` has to be beyond its fields: a graph that is whole.

Rule. Each step is reached, leads on or ends, and only edges that say so go back.
"""

from dataclasses import dataclass
from typing import Any

from nosograph.entries.codec import Form
from nosograph.entries.problems import did_you_mean
from nosograph.model.pathways import Graph, Pathway, has_unmarked_loop, reachable


@dataclass(frozen=True, slots=True)
class Pathways:
    """Care pathways of an entry."""

    pathways: tuple[Pathway, ...]


def check_pathways(form: Form[Pathways]) -> None:
    """Report graphs that are not whole."""
    for pathway in form.value.pathways if form.value else ():
        check_graph(pathway, pathway.id, form)


def check_graph(pathway: Graph, called: str, form: Form[Any]) -> None:
    """Report steps that nothing leads to, that lead nowhere, or that return unmarked."""
    _check_steps(pathway, form)
    if has_unmarked_loop(pathway):
        place = form.fields(pathway)
        place.desk.note(
            "unmarked-loop",
            f"pathway {called!r} returns to an earlier step",
            place.place("id"),
            value=called,
            hint="mark the edge that goes back with 'back: true'",
        )


def _check_steps(pathway: Graph, form: Form[Any]) -> None:
    ids = [step.id for step in pathway.steps]
    reached = reachable(pathway)
    for step in pathway.steps:
        place = form.fields(step)
        note, at = place.desk.note, place.place("id")
        if step.id not in reached:
            hint = "add an edge to it, or take it out"
            told = f"nothing leads to step {step.id!r}"
            note("unreachable-step", told, at, value=step.id, hint=hint)
        if not step.leads_to and not step.ends:
            hint = "add 'leads_to', or 'ends: true' when the pathway ends here"
            note("dead-end", f"step {step.id!r} leads nowhere", at, value=step.id, hint=hint)
        for edge in step.leads_to:
            if edge.to and edge.to not in ids:
                hint = did_you_mean(edge.to, ids, "name a step of this pathway")
                told = f"step {step.id!r} leads to {edge.to!r}, which is no step"
                note("unknown-step", told, form.fields(edge).place("to"), value=edge.to, hint=hint)
