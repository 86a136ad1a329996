"""The definition of "nearest": every listing looked at, in plain Python.

It is slow and obvious on purpose; `engine` is fast, and tests/agreement holds every engine to
what this module says.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from nosograph.directory.engine import ANY, Found, Question, passes, provider
from nosograph.directory.points import Point, apart, point


@dataclass(frozen=True, slots=True)
class Placed:
    """A listing with all of its specialties."""

    number: int
    specialties: frozenset[int]
    at: Point
    bits: int = 0


def nearest(listings: Iterable[Placed], question: Question, k: int) -> list[Found]:
    """The nearest `k` providers, each with its nearest place, by distance and number."""
    near = point(question.near.latitude, question.near.longitude)
    wanted = {each.number for each in question.specialties}
    found = sorted(
        (apart(near, each.at), each.number)
        for each in listings
        if (ANY in wanted or wanted & each.specialties)
        and passes(each.bits, question.masks, question.unknown)
    )
    first: dict[int, Found] = {}
    for square, number in found:
        first.setdefault(provider(number), (square, number))
    return list(first.values())[:k]
