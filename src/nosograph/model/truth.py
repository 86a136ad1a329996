"""Three-valued truth: what may be said when a record is silent.

Rule 1. UNKNOWN is a fact about the record, never about the patient.

Rule 2. Nothing here turns UNKNOWN into FALSE. Whoever wants the closed-world reading ("not
recorded, so not there") asks for it by name, with `assume_absent`, so that the choice can be
found with grep.
"""

from collections.abc import Iterable
from enum import Enum
from typing import NoReturn


class Truth(Enum):
    """Strong Kleene truth; the values are ordered so that `min` is "and" and `max` is "or"."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2

    def __bool__(self) -> NoReturn:
        # `if verdict:` would send UNKNOWN down one of two branches without anyone having
        # chosen which.
        raise TypeError(
            f"{self} has three values and cannot be used as a condition; "
            "compare it with `is`, or ask for `assume_absent` by name"
        )

    def __invert__(self) -> "Truth":
        return Truth(2 - self.value)

    @classmethod
    def of(cls, known: bool | None) -> "Truth":
        """TRUE, FALSE, or UNKNOWN for None."""
        return cls.UNKNOWN if known is None else cls.TRUE if known else cls.FALSE


def all_true(parts: Iterable[Truth]) -> Truth:
    """Whether every part holds."""
    return Truth(min((part.value for part in parts), default=2))


def any_true(parts: Iterable[Truth]) -> Truth:
    """Whether some part holds."""
    return Truth(max((part.value for part in parts), default=0))


def at_least(count: int, parts: Iterable[Truth]) -> Truth:
    """Whether `count` parts hold or more: the `count`-th largest of them."""
    if count <= 0:
        return Truth.TRUE
    ranked = sorted((part.value for part in parts), reverse=True)
    return Truth(ranked[count - 1]) if count <= len(ranked) else Truth.FALSE


def assume_absent(truth: Truth) -> bool:
    """Read silence as absence. See Rule 2."""
    return truth is Truth.TRUE
