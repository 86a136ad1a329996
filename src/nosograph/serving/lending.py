"""Something that is open and lent to requests, and the change to its successor.

Rule. A request keeps what it began with; what has been replaced is closed when its last user
has ended.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class _Loan(Generic[T]):
    thing: T
    users: int = 0
    retired: bool = False


class Lending(Generic[T]):
    """What is lent at present."""

    def __init__(self, thing: T, close: Callable[[T], None]) -> None:
        self._close = close
        self._current = _Loan(thing)

    @property
    def current(self) -> T:
        """What the next request gets."""
        return self._current.thing

    @contextmanager
    def lease(self) -> Iterator[T]:
        """The present one, kept open for the duration of a `with` block."""
        lent = self._current
        lent.users += 1
        try:
            yield lent.thing
        finally:
            lent.users -= 1
            self._close_if_unused(lent)

    def replace(self, thing: T) -> None:
        """Lend this one from now on."""
        old, self._current = self._current, _Loan(thing)
        old.retired = True
        self._close_if_unused(old)

    def close(self) -> None:
        """Let go of what is lent."""
        self._current.retired = True
        self._close_if_unused(self._current)

    def _close_if_unused(self, lent: _Loan[T]) -> None:
        if lent.retired and not lent.users:
            self._close(lent.thing)
