"""From the codes in a table to the codes that criteria ask for.

Rule 1. What tables spell otherwise is found: without dots, in lower case, with blanks, with the
system's name, URI or OID. A code below one that is asked for is found too, where the
classification's codes say so themselves: `E11` covers `E11.9`.

Rule 2. A code of another system is not taken for one of these, and the run says so.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from nosograph.cohort.value_sets import Row
from nosograph.formats.fhir.kinds import CERTAINTY
from nosograph.formats.stated import Why
from nosograph.formats.systems import BY_PREFIX, KEY_IN_SQL, addresses, key_of, split

HEAD = 3
"""Characters of a category, the shortest code that covers others."""

_GERMAN = re.compile(r"([A-Z]\d\d)(\d{0,2})([-†*+!#]*)([AVZG]?)")
"""ICD-10 as German records write it: marks for cause and place, then the diagnostic certainty."""


class Resolved(NamedTuple):
    """What a code in a table is."""

    system: str
    code: str
    narrower: bool = False
    """Whether the table's code lies below it, so that its absence says nothing."""
    status: str = ""
    """What the code itself says in place of the record: its certainty."""
    why: str = ""
    words: str = ""


class Codes:
    """The codes that some definitions ask for."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._by_key: dict[str, dict[str, str]] = {}
        """Key → system → the code as the value sets write it."""
        for row in rows:
            for code in {row.code, *addresses(row.code)}:
                self._by_key.setdefault(key_of(code), {})[row.system] = row.code
        self._heads = {
            key[:HEAD]
            for key, systems in self._by_key.items()
            if len(key) >= HEAD and BY_PREFIX & systems.keys()
        }
        self._wanted: dict[str, bool] = {}

    @property
    def keys(self) -> list[str]:
        """What a table's code has to be, apart from its spelling."""
        return sorted(self._by_key)

    @property
    def heads(self) -> list[str]:
        """How a table's code may begin."""
        return sorted(self._heads)

    def wanted(self, code: str) -> bool:
        """Whether anybody may ask about a code, of whatever system it is."""
        found = self._wanted.get(code)
        if found is None:
            key = key_of(code)
            bare = key_of(split(code)[1])
            found = self._wanted[code] = bool(
                {key, bare} & self._by_key.keys() or {key[:HEAD], bare[:HEAD]} & self._heads
            )
        return found

    def filter_sql(self, column: str) -> str:
        """A condition in SQL on a column of codes: `asked_keys` and `asked_heads` are tables."""
        key = KEY_IN_SQL.format(column)
        asked = f"{key} IN (SELECT key FROM asked_keys)"
        return (
            f"({asked} OR left({key}, {HEAD}) IN (SELECT key FROM asked_heads))"
            if self._heads
            else asked
        )

    def resolve(self, system: str, code: str) -> Resolved | None:
        """The code that is asked for, or why it is not this one; None where nobody asks."""
        own, bare = split(code, system)
        key = key_of(bare)
        exact = self._by_key.get(key, {})
        if own in exact:
            return Resolved(own, exact[own])
        if own in BY_PREFIX:
            return self._below(own, key)
        if not exact:
            return None
        others = ", ".join(sorted(each or "no system" for each in exact))
        words = (
            f"{code} of {others} is asked for, not of {system!r}"
            if own
            else f"{code} has no system"
        )
        return Resolved("", "", why=str(Why.CODE_SYSTEM), words=words)

    def _below(self, system: str, key: str) -> Resolved | None:
        status = ""
        if system in {"ICD10", "ICD10GM"}:
            written = _GERMAN.fullmatch(key)
            if written is None:
                return None
            key, status = (
                written[1] + written[2],
                CERTAINTY.get(written[4], "") if written[4] else "",
            )
            if written[4] and not status:
                unsaid = Resolved("", "", why=str(Why.SILENT), words=f"certainty is {written[4]}")
                return unsaid if self._covered(system, key) else None
        found = self._covered(system, key)
        return None if found is None else Resolved(system, found, key_of(found) != key, status)

    def _covered(self, system: str, key: str) -> str | None:
        for length in range(len(key), HEAD - 1, -1):
            found = self._by_key.get(key[:length], {}).get(system)
            if found is not None:
                return found
        return None
