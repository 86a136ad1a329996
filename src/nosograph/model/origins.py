"""Where the text of an entry comes from, if somebody else wrote it first.

Rule. As long as an entry keeps sentences of a page, it names the page, its revision and its terms.
"""

from dataclasses import dataclass
from typing import Annotated

from nosograph.model.forms import Needed


@dataclass(frozen=True, slots=True)
class Origin:
    """The page of a wiki that an entry was drafted from."""

    page: str
    """Its title."""
    licence: Annotated[str, Needed()] = ""
    """The terms of its text, such as CC-BY-SA-4.0."""
    site: str = ""
    url: str = ""
    revision: str = ""
    timestamp: str = ""
    contributor: str = ""
    """Who wrote that revision."""
    editors: tuple[str, ...] = ()
    """Whom the page names."""
    sha256: str = ""
    """Of the source that was read."""
    statements: tuple[str, ...] = ()
    """Ids of the claims that were taken over word for word; other words are another claim, and
    nobody's but the editors'."""

    def holds(self, claim: str) -> bool:
        """Whether a claim of that id is still in the words of the page."""
        return claim.partition("-")[0] in self.statements
