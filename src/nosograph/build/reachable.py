"""Whether the ranking finds each entry by what its editors state about it.

Rule. An entry's own most frequent findings must bring it among the first few of all diseases; one
that they do not bring there is as good as not in the list, and its editors are told.
"""

from collections.abc import Iterable, Iterator

from nosograph.build.edited import Edited
from nosograph.library.annotations import Annotations
from nosograph.model.annotations import Frequency
from nosograph.model.entries import OWN
from nosograph.model.problems import Problem, Severity
from nosograph.reasoning.differential.differential import Differential
from nosograph.reasoning.differential.parameters import TYPICAL
from nosograph.reasoning.differential.question import Question

FEW = 3
"""Among how many an entry has to come."""

STATED = 8
"""How many of its findings, the most frequent ones, are stated."""


def unreachable(annotations: Annotations, entries: Iterable[Edited]) -> Iterator[Problem]:
    """A warning about every entry that its own findings do not bring among the first few."""
    differential = Differential(annotations)
    for entry in entries:
        present = [(term, row.frequency) for term, row in entry.rows if not row.excluded]
        often = sorted(present, key=lambda each: _share(each[1]), reverse=True)
        question = Question(tuple(dict.fromkeys(term for term, _ in often))[:STATED])
        first = differential.rank(question, top=FEW, explain=False).candidates
        if not any(entry.id in candidate.ids for candidate in first):
            yield Problem(
                "unreachable-entry",
                f"{entry.id.removeprefix(OWN)}/entry.yaml",
                0, 0,
                f"its {len(question.present)} most frequent findings do not bring it among the "
                f"first {FEW} diseases",
                hint="state how often its typical findings are seen, or more of them",
                severity=Severity.WARNING,
            )  # fmt: skip


def _share(frequency: Frequency | None) -> float:
    """As often as the ranking takes a finding to be seen."""
    return frequency.estimate if frequency is not None else TYPICAL
