"""A user's map from codes of other systems to what is named here: a table, or SSSOM.

Rule. A line that says nothing is left out and told; which match it is (exact, narrower, broader,
related) is what the map's own code is to what it is mapped to.
"""

import csv
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from nosograph.formats.systems import OWN, SYSTEMS, key_of, split, system_of

MATCHES = ("exact", "narrower", "broader", "related")
_PREDICATES = {
    "exact": "exact", "equivalentclass": "exact", "sameas": "exact",
    "narrow": "narrower", "narrower": "narrower", "broad": "broader", "broader": "broader",
    "close": "related", "related": "related",
}  # fmt: skip
"""Last word of a predicate, as a CURIE or an address has it → what the code is."""


class MapLine(NamedTuple):
    """A code of another system, and what it stands for."""

    system: str
    code: str
    target: str
    match: str
    line: int


def read_map_lines(
    lines: Iterable[str],
    fail: Callable[[str], None],
    *,
    target: str,
    named: Sequence[str],
    matches: Container[str] = MATCHES,
) -> Iterator[MapLine]:
    """The rows of tab- or comma-separated `system code <target> match`, or of SSSOM.

    `named` are the systems that targets are of; between two of them, the first one is the target.
    `fail` is told what is wrong.
    """
    header: list[str] = []
    mark = ","
    for number, line in enumerate(lines, 1):
        line = line.rstrip("\r\n").removeprefix("\ufeff")
        if not line.strip() or line.startswith("#"):
            continue
        mark = max("\t,;", key=line.count) if not header else mark
        fields = line.split("\t") if mark == "\t" else next(csv.reader([line], delimiter=mark))
        if not header:
            header = [each.strip().casefold() for each in fields]
            if not ({"system", "code", target} <= set(header)
                    or {"subject_id", "object_id", "predicate_id"} <= set(header)):  # fmt: skip
                fail(f"line {number}: the columns must be system, code, {target} (and match), or "
                     "those of SSSOM")  # fmt: skip
                return
            continue
        row = dict(zip(header, (each.strip() for each in fields), strict=False))
        found = _sssom(row, named) if "subject_id" in row else _plain(row, target)
        if found is None or found[3] not in matches:
            fail(f"line {number}: no code, or a match that says nothing: {line[:60]!r}")
        else:
            yield MapLine(*found, number)


def _plain(row: Mapping[str, str], target: str) -> tuple[str, str, str, str] | None:
    if not (row.get("code") and row.get(target)):
        return None
    return row["system"], row["code"], _named(row[target]), _match(row.get("match", "") or "exact")


def _named(target: str) -> str:
    """A term by its address or in small letters as the sets name it."""
    name, bare = split(target)
    return f"{name}:{bare}" if ":" in target and name in SYSTEMS and name != OWN else target


def _match(predicate: str) -> str:
    """Which match a predicate says; empty where it is none."""
    last = re.split("[#/:]", predicate.strip())[-1].casefold().removesuffix("match")
    return _PREDICATES.get(last, "")


def _sssom(row: Mapping[str, str], named: Sequence[str]) -> tuple[str, str, str, str] | None:
    match = _match(row.get("predicate_id", ""))
    # SSSOM knows one modifier, `Not`; another one can only take away, too.
    negated = bool(row.get("predicate_modifier", ""))
    subject, object_ = row.get("subject_id", ""), row.get("object_id", "")
    order = [
        named.index(name) if (name := split(id)[0]) in named else len(named)
        for id in (subject, object_)
    ]
    if order[1] < order[0]:
        # "subject broadMatch object": the object is the broader one, so the code is narrower.
        subject, object_ = object_, subject
        match = {"broader": "narrower", "narrower": "broader"}.get(match, match)
    system, code = split(object_)
    if not match or negated or not system or min(order) == len(named):
        return None
    return system, code, _named(subject), match


class CodeMaps:
    """The lines of a user's maps, found by code in any spelling."""

    def __init__(self, lines: Iterable[MapLine] = ()) -> None:
        self._by_code: dict[tuple[str, str], list[MapLine]] = {}
        for each in lines:
            self._by_code.setdefault(_key(each.system, each.code), []).append(each)

    def __len__(self) -> int:
        return len(self._by_code)

    def lines(self, system: str, code: str) -> Sequence[MapLine]:
        """What a code is mapped to."""
        return self._by_code.get(_key(system, code), ())


def _key(system: str, code: str) -> tuple[str, str]:
    return system_of(system), key_of(code)
