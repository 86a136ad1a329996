"""A severity scale: items, what each of their values means, and what the values add up to.

Rule 1. A scale of which anything is unconfirmed says what, and cannot be scored.
Rule 2. What the total may be follows from the items' values; a range that is written must agree.
"""

from dataclasses import dataclass, field
from typing import Annotated

from nosograph.model.forms import Id, Line, OneOf, Sources, Within

MEANINGS = ("worse", "better")
"""What a higher total may mean."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a value of an item stands for."""

    value: int
    text: str


@dataclass(frozen=True, slots=True)
class ScaleItem:
    """One thing that is rated."""

    id: Id
    title: str
    text: str = ""
    """How it is rated, in a sentence or two."""
    anchors: tuple[Anchor, ...] = ()
    """From the lowest value up; empty when no source confirms them."""
    sources: Sources = ()
    line: Line = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Span:
    """The totals from `least` to `most`, both included."""

    least: int
    most: int

    def __contains__(self, total: int) -> bool:
        return self.least <= total <= self.most

    def holds(self, other: "Span") -> bool:
        """Whether every total of `other` is one of these."""
        return other.least in self and other.most in self


@dataclass(frozen=True, slots=True)
class Band:
    """A range of totals that has a name."""

    title: str
    totals: Annotated[Span, Within()]
    sources: Sources = ()


@dataclass(frozen=True, slots=True)
class Use:
    """Where the scale has been used, or what was found with it."""

    text: str
    sources: Sources


@dataclass(frozen=True, slots=True)
class Scale:
    """A sum of rated items."""

    id: Id
    title: str
    measures: str
    basis: str
    """What of the sources was read, and what was not."""
    version: str = ""
    """Which edition of it; empty when that is not known."""
    applied_by: str = ""
    """Who rates, and how; empty when no source says."""
    higher: Annotated[str, OneOf(MEANINGS)] = ""
    """What a higher total means: worse, better, or empty when no source says."""
    unconfirmed: str = ""
    """What about its items, anchors or range no source confirms; empty when all is confirmed."""
    sources: Sources = ()
    total: Span | None = None
    """The totals that are possible; None when unknown."""
    items: tuple[ScaleItem, ...] = ()
    bands: tuple[Band, ...] = ()
    uses: tuple[Use, ...] = ()
    line: Line = field(default=0, compare=False)

    @property
    def confirmed(self) -> bool:
        """Whether its items and anchors are confirmed, so that it can be scored."""
        return not self.unconfirmed

    def item(self, id: str) -> ScaleItem:
        """The item of that id.

        Raises:
            KeyError: there is none.
        """
        for item in self.items:
            if item.id == id:
                return item
        raise KeyError(id)


def span_of(items: tuple[ScaleItem, ...]) -> Span:
    """The totals that items with anchors can add up to."""
    values = [[anchor.value for anchor in item.anchors] for item in items]
    return Span(sum(map(min, values)), sum(map(max, values)))
