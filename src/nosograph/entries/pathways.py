"""`pathways.yaml` as pathways, every problem where its author has to mend it.

Rule. A graph is whole or reported: each step is reached, leads on or ends, and only edges that
say so go back.
"""

from dataclasses import dataclass

from nosograph.entries.fields import Fields
from nosograph.entries.nodes import Node, read_yaml
from nosograph.entries.problems import Desk, Place, did_you_mean
from nosograph.model.pathways import Edge, Pathway, Step, has_unmarked_loop, reachable

PATHWAY_KEYS = ("id", "title", "scope", "basis", "sources", "steps")
STEP_KEYS = ("id", "title", "select", "text", "specialist", "ends", "sources", "leads_to")
EDGE_KEYS = ("to", "when", "inferred", "back")
SELECTIONS = ("all", "one", "any")


@dataclass(frozen=True, slots=True)
class PathwayFile:
    """What pathways.yaml holds, with the places that the checker needs."""

    pathways: tuple[Pathway, ...] = ()
    cited: tuple[tuple[str, Place], ...] = ()
    """Every key under `sources`, with its place."""
    root: Node | None = None


def read_pathways(text: str, desk: Desk) -> PathwayFile:
    """The pathways of a file; each problem goes to `desk`."""
    root = read_yaml(text, desk)
    if root is None:
        return PathwayFile()
    if root.kind != "mapping":
        desk.note(
            "wrong-type", "the file is not a mapping", root.at, hint="begin it with 'pathways:'"
        )
        return PathwayFile()
    fields = Fields(root, desk, "file of pathways")
    fields.allow(("pathways",))
    ids: set[str] = set()
    cited: list[tuple[str, Place]] = []
    pathways = [_pathway(each, ids, cited) for each in fields.mappings("pathways", "pathway")]
    return PathwayFile(tuple(each for each in pathways if each.steps), tuple(cited), root)


def _pathway(fields: Fields, ids: set[str], cited: list[tuple[str, Place]]) -> Pathway:
    fields.allow(PATHWAY_KEYS)
    parts = fields.mappings("steps", "step")
    if not parts:
        fields.desk.note(
            "missing-key",
            "a pathway needs 'steps'",
            fields.node.at,
            value="steps",
            hint="list its steps; the first is where it starts",
        )
    taken: set[str] = set()
    pathway = Pathway(
        id=fields.id(ids),
        title=fields.text("title", needed=True),
        scope=fields.text("scope", needed=True),
        basis=fields.text("basis", needed=True),
        sources=fields.sources(cited),
        steps=tuple(_step(each, taken, cited) for each in parts),
        line=fields.node.at[0],
    )
    _check_steps(pathway, parts)
    if has_unmarked_loop(pathway):
        fields.desk.note(
            "unmarked-loop",
            f"pathway {pathway.id!r} returns to an earlier step",
            fields.place("id"),
            value=pathway.id,
            hint="mark the edge that goes back with 'back: true'",
        )
    return pathway


def _step(fields: Fields, ids: set[str], cited: list[tuple[str, Place]]) -> Step:
    fields.allow(STEP_KEYS)
    return Step(
        id=fields.id(ids),
        title=fields.text("title", needed=True),
        select=fields.choice("select", SELECTIONS, "one"),
        text=fields.text("text"),
        specialist=fields.truth("specialist"),
        ends=fields.truth("ends"),
        sources=fields.sources(cited),
        leads_to=tuple(_edge(each) for each in fields.mappings("leads_to", "edge")),
        line=fields.node.at[0],
    )


def _edge(fields: Fields) -> Edge:
    fields.allow(EDGE_KEYS)
    return Edge(
        to=fields.text("to", needed=True),
        when=fields.text("when"),
        inferred=fields.text("inferred"),
        back=fields.truth("back"),
    )


def _check_steps(pathway: Pathway, parts: tuple[Fields, ...]) -> None:
    ids = [step.id for step in pathway.steps]
    reached = reachable(pathway)
    for step, fields in zip(pathway.steps, parts, strict=True):
        if step.id not in reached:
            fields.desk.note(
                "unreachable-step",
                f"nothing leads to step {step.id!r}",
                fields.place("id"),
                value=step.id,
                hint="add an edge to it, or take it out",
            )
        if not step.leads_to and not step.ends:
            fields.desk.note(
                "dead-end",
                f"step {step.id!r} leads nowhere",
                fields.place("id"),
                value=step.id,
                hint="add 'leads_to', or 'ends: true' when the pathway ends here",
            )
        for number, edge in enumerate(step.leads_to):
            if edge.to and edge.to not in ids:
                fields.desk.note(
                    "unknown-step",
                    f"step {step.id!r} leads to {edge.to!r}, which is no step",
                    fields.node.place("leads_to", number, "to"),
                    value=edge.to,
                    hint=did_you_mean(edge.to, ids, "name a step of this pathway"),
                )
