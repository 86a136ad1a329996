"""The door to the reference engine: criteria put to a case.

Rule. An answer carries its reasons, and works them out only when they are asked for.
"""

from nosograph.model.cases import Case
from nosograph.reasoning.answers import Answer
from nosograph.reasoning.engine import CriteriaEngine


class Evaluator(CriteriaEngine):
    """One criteria set, made ready once for any number of cases."""

    def evaluate(self, case: Case, *, presence_wins: bool = False) -> Answer:
        """The answer for `case`.

        `presence_wins` reads contradictory statements as presence, as population data are read;
        otherwise they leave the item unknown.
        """
        return Answer(self, case, presence_wins=presence_wins)
