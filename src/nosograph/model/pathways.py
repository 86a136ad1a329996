"""A care pathway: steps, what leads from one to the next, and who says so.

Rule 1. One table draws, lists, steps through and exports the pathway; nothing is drawn by hand.
Rule 2. An edge that no source states says how it was inferred.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Protocol

from nosograph.model.forms import Id, Line, OneOf, Some, Sources, Unwritten
from nosograph.model.local import Local

SELECTIONS = ("all", "one", "any")
"""What to do with what follows a step."""


@dataclass(frozen=True, slots=True)
class Edge:
    """What leads from a step to another."""

    to: str
    """Id of the step it leads to."""
    when: str = ""
    """The condition, in words; empty when it always applies."""
    inferred: str = ""
    """How the edge was inferred; empty when the source states it."""
    back: bool = False
    """Whether it returns to an earlier step: the only way in which a pathway may loop."""
    local: Annotated[str, Unwritten()] = ""
    """The hospital whose overlay leads this way; empty for the dictionary's own."""


@dataclass(frozen=True, slots=True)
class Step:
    """One box of the pathway."""

    id: Id
    title: str
    select: Annotated[str, OneOf(SELECTIONS)] = "one"
    """What to do with what follows: all, one (the first whose condition holds) or any."""
    text: str = ""
    """What the step means, in a sentence or two; never a dose."""
    specialist: bool = False
    """Whether the step belongs into the hands of a specialist centre."""
    ends: bool = False
    """Whether the pathway may end here."""
    sources: Sources = ()
    leads_to: tuple[Edge, ...] = ()
    local: Annotated[Local | None, Unwritten()] = None
    """What a hospital says here; a step with local words alone is the hospital's own."""
    line: Line = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Pathway:
    """A directed graph of steps; the first step is where it starts."""

    id: Id
    title: str
    scope: str
    """For whom and when it is meant, and for whom not."""
    basis: str
    """What of the source was read, and what was not."""
    sources: Sources
    steps: Annotated[tuple[Step, ...], Some("list its steps; the first is where it starts")]
    line: Line = field(default=0, compare=False)

    def step(self, id: str) -> Step:
        """The step of that id.

        Raises:
            KeyError: there is none.
        """
        for step in self.steps:
            if step.id == id:
                return step
        raise KeyError(id)

    @property
    def start(self) -> Step:
        """The first step."""
        return self.steps[0]

    def edges(self) -> Iterator[tuple[Step, Edge]]:
        """Every edge with the step that it leaves, in the order of the table."""
        for step in self.steps:
            for edge in step.leads_to:
                yield step, edge


class Leading(Protocol):
    """An edge, whatever else it says."""

    @property
    def to(self) -> str: ...
    @property
    def back(self) -> bool: ...


class Node(Protocol):
    """A step, whatever else it says."""

    @property
    def id(self) -> str: ...
    @property
    def ends(self) -> bool: ...
    @property
    def leads_to(self) -> Sequence[Leading]: ...


class Graph(Protocol):
    """Steps, of which the first is where it starts."""

    @property
    def steps(self) -> Sequence[Node]: ...


def reachable(pathway: Graph) -> frozenset[str]:
    """Ids of the steps that can be reached from the start, the start included."""
    steps = {step.id: step for step in pathway.steps}
    seen: set[str] = set()
    todo = [step.id for step in pathway.steps[:1]]
    while todo:
        id = todo.pop()
        if id in steps and id not in seen:
            seen.add(id)
            todo.extend(edge.to for edge in steps[id].leads_to)
    return frozenset(seen)


def has_unmarked_loop(pathway: Graph) -> bool:
    """Whether a loop remains when edges marked `back` are left out."""
    forward = {
        step.id: [edge.to for edge in step.leads_to if not edge.back] for step in pathway.steps
    }
    state: dict[str, int] = {}

    def closes(id: str) -> bool:
        if state.get(id) == 1:
            return True
        if id in state or id not in forward:
            return False
        state[id] = 1
        found = any(closes(below) for below in forward[id])
        state[id] = 2
        return found

    return any(closes(id) for id in forward)
