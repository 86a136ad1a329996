"""Which diseases show a finding, themselves or through a more specific one.

Rule 1. What a disease records about a term itself stands before what its finer terms say.
Rule 2. Exclusions are counted for the term itself only: without a tremor there may be another
movement disorder.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from nosograph.build.merge import Stated
from nosograph.library.schema import MOST_LISTED

Shown = tuple[float, int, str, str]
"""Share negated (unknown shares last), number of the disease, frequency as shown, term below."""

UNKNOWN = 1.0
"""Sorts findings without a frequency behind all others."""


@dataclass(slots=True)
class Showings:
    """Per term: who shows it and who is recorded as not showing it."""

    shown: dict[str, list[Shown]] = field(default_factory=dict)
    excluded: dict[str, list[int]] = field(default_factory=dict)

    def rows(self, term: str) -> Iterator[tuple[str, int, int, str, float | None, str]]:
        """Rows of the table `shows`."""
        listed = sorted(self.shown.get(term, ()))[:MOST_LISTED]
        for place, (negated, number, frequency, via) in enumerate(listed):
            estimate = None if negated == UNKNOWN else round(-negated, 6)
            yield term, place, number, frequency, estimate, via


def showings(
    stated: Iterable[tuple[int, Sequence[Stated]]], ancestors: Callable[[str], frozenset[str]]
) -> Showings:
    """Everything that the numbered diseases state, by term."""
    found = Showings()
    shown = found.shown
    for number, findings in stated:
        present = []
        for each in findings:
            if each.excluded:
                found.excluded.setdefault(each.term, []).append(number)
            else:
                share = -each.frequency.estimate if each.frequency else UNKNOWN
                text = str(each.frequency) if each.frequency else ""
                present.append((share, each.term, text))
        present.sort()
        done = set()
        for share, term, text in present:
            done.add(term)
            shown.setdefault(term, []).append((share, number, text, ""))
        for share, term, text in present:
            for above in ancestors(term) - done:
                done.add(above)
                shown.setdefault(above, []).append((share, number, text, term))
    return found
