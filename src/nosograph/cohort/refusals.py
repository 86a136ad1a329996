"""What ends a run over a population, and how the engines say so.

Rule. A refusal names the construct, the column or the file, and what would help.
"""

from nosograph.model.failures import NosographError


class CohortError(NosographError):
    """A population cannot be searched: its tables, its engine or the rule stand in the way."""


class UndecidableError(CohortError):
    """The rule has a construct that SQL over a table cannot decide exactly."""


class TableError(CohortError):
    """A table lacks a column, or a column is of another kind than expected."""


class EngineError(CohortError):
    """The engine is not installed, cannot be reached, or gave up."""
