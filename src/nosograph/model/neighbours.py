"""What a disease is mistaken for, and what tells the two apart.

Rule 1. What is unknown says so: a finding that nobody looked for is not absent.
Rule 2. A difference is read from the entry's side: `here` is the disease of the entry, `there` is
the other.
"""

from dataclasses import dataclass, field
from typing import Annotated

from nosograph.model.codes import Code
from nosograph.model.forms import Id, Key, Line, OneOf, Some, Sources, Unwritten

PRESENCES = ("typical", "possible", "unusual", "absent", "unknown")
"""How a finding goes with a disease. `absent` is what a source says; `unknown` is what none does."""

DIRECTIONS = ("here", "there", "neither")
"""What a test result speaks for: the entry's disease, the other one, or a third thing."""

_MIRRORED = {"here": "there", "there": "here"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One finding that tells the two apart, or that they share."""

    label: str
    """HPO's label when there is a term; else a name for what is compared."""
    here: Annotated[str, OneOf(PRESENCES)]
    """One of `PRESENCES`."""
    there: Annotated[str, OneOf(PRESENCES)]
    """One of `PRESENCES`."""
    term: str = ""
    """HPO id; empty for what HPO has no term for."""
    here_text: str = ""
    """How it is with the entry's disease, with both figures where sources disagree."""
    there_text: str = ""
    """How it is with the other one."""
    text: str = ""
    """What else is to be said about the two together."""
    sources: Sources = ()
    line: Line = field(default=0, compare=False)

    @property
    def shared(self) -> bool:
        """Whether it goes with both alike, and so tells nothing."""
        return self.here == self.there and self.here != "unknown"


@dataclass(frozen=True, slots=True)
class Mind:
    """A test result that would change the mind."""

    test: str
    result: str
    for_: Annotated[str, OneOf(DIRECTIONS), Key("for")]
    """One of `DIRECTIONS`."""
    text: str = ""
    """What the result does not settle."""
    sources: Sources = ()
    line: Line = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A disease that is mistaken for the entry's, or goes with it."""

    id: Id
    why: str
    """Why the two meet in one patient's differential."""
    entry: str = ""
    """Slug of its entry in the dictionary; empty when there is none."""
    name: str = ""
    """Its name when it has no entry."""
    code: Code | None = None
    """Its code when it has no entry and there is one."""
    unconfirmed: str = ""
    """What about the comparison no source confirms."""
    differences: Annotated[tuple[Difference, ...], Some("list what tells the two apart")] = ()
    tests: tuple[Mind, ...] = ()
    sources: Sources = ()
    line: Line = field(default=0, compare=False)
    page: Annotated[str, Unwritten()] = field(default="", compare=False)
    """Slug of its page in a release; empty when it has none; filled in by the build."""
    called: Annotated[str, Unwritten()] = field(default="", compare=False)
    """Its name on pages; filled in by the build."""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The differential of an entry, as its editors state it."""

    basis: str
    """What of the sources was read, and what was not."""
    neighbours: Annotated[tuple[Neighbour, ...], Some("list what the disease is mistaken for")]

    def of(self, slug: str) -> Neighbour | None:
        """The neighbour whose entry has that slug."""
        return next((each for each in self.neighbours if each.entry == slug), None)


def mirrored(direction: str) -> str:
    """What a result speaks for when the two change sides."""
    return _MIRRORED.get(direction, direction)
