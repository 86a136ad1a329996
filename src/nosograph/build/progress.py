"""How a build tells what it is doing."""

from typing import Protocol


class Progress(Protocol):
    """Shown to whoever waits."""

    def step(self, name: str, total: int | None = None) -> None:
        """The step before is done; `name` begins, in `total` parts where that is known."""

    def advance(self, parts: int = 1) -> None:
        """So many parts of the current step are done."""


class Silent:
    """Tells nobody."""

    def step(self, name: str, total: int | None = None) -> None:
        """Nothing to tell."""

    def advance(self, parts: int = 1) -> None:
        """Nothing to tell."""
