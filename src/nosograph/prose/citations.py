"""Citations: how running text names what supports it.

Rule 1. `[@key]`, `[@key, p. 158]`, `[@one; @two]`, `[@old, as cited in @new]`; nothing else
between square brackets that starts with `@` is accepted.
Rule 2. A work that was read only in another one names both.
"""

import re
from dataclasses import dataclass, field

CITATION = re.compile(r"\[(@[^\[\]]*)\]")
"""A citation in running text; group 1 goes to `parse_citation`."""

KEY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?")
"""What a reference key looks like, without the `@`."""

_LOCATOR = r"(?:,\s*([^\s;@][^;@]*?))?"
_WORK = re.compile(
    rf"\s*@({KEY.pattern}){_LOCATOR}(?:,?\s+as\s+cited\s+in\s+@({KEY.pattern}){_LOCATOR})?\s*"
)


@dataclass(frozen=True, slots=True)
class CitedWork:
    """One work of a citation."""

    key: str
    locator: str = ""
    """Where in the work: `p. 158`, `Table 2`."""
    via: str = ""
    """The key of the work in which this one was read, if not itself."""
    via_locator: str = ""
    offset: int = field(default=0, compare=False)
    """Where the key starts in the text that was parsed."""
    via_offset: int = field(default=0, compare=False)

    def __str__(self) -> str:
        own = f"@{self.key}" + (f", {self.locator}" if self.locator else "")
        if not self.via:
            return own
        via = f"@{self.via}" + (f", {self.via_locator}" if self.via_locator else "")
        return f"{own}, as cited in {via}"


def parse_citation(text: str) -> tuple[CitedWork, ...]:
    """The works that `text`, the inside of a citation's brackets, names.

    Raises:
        ValueError: `text` is not a citation.
    """
    works, start = [], 0
    for part in text.split(";"):
        match = _WORK.fullmatch(part)
        if match is None:
            raise ValueError(f"not a citation: {part.strip()!r}")
        key, locator, via, via_locator = (" ".join((each or "").split()) for each in match.groups())
        works.append(
            CitedWork(
                key,
                locator,
                via,
                via_locator,
                offset=start + match.start(1),
                via_offset=start + match.start(3) if via else 0,
            )
        )
        start += len(part) + 1
    return tuple(works)
