"""A user's map from codes of other systems to what is named here: a table, or SSSOM.

Rule. A line that says nothing is left out and told; which match it is (exact, narrower, broader,
related) is what the map's own code is to what it is mapped to.
"""

import csv
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from nosograph.formats.systems import key_of, split, system_of

MATCHES = ("exact", "narrower", "broader", "related")
_PREDICATES = {"exact": "exact", "narrow": "narrower", "broad": "broader",
               "close": "related", "related": "related"}  # fmt: skip


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
    for number, line in enumerate(lines, 1):
        line = line.rstrip("\r\n").removeprefix("\ufeff")
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.split("\t") if "\t" in line else next(csv.reader([line]))
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
    return row["system"], row["code"], row[target], row.get("match", "").casefold() or "exact"


def _sssom(row: Mapping[str, str], named: Sequence[str]) -> tuple[str, str, str, str] | None:
    predicate = row.get("predicate_id", "").removeprefix("skos:").removesuffix("Match")
    negated = row.get("predicate_modifier", "").casefold() == "not"
    subject, object_ = row.get("subject_id", ""), row.get("object_id", "")
    order = [
        named.index(name) if (name := split(id)[0]) in named else len(named)
        for id in (subject, object_)
    ]
    if order[1] < order[0]:
        # "subject broadMatch object": the object is the broader one, so the code is narrower.
        subject, object_ = object_, subject
        predicate = {"broad": "narrow", "narrow": "broad"}.get(predicate, predicate)
    system, code = split(object_)
    match = _PREDICATES.get(predicate)
    if match is None or negated or not system or min(order) == len(named):
        return None
    return system, code, subject, match


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
