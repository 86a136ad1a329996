"""Which codes of a record speak of which item: opened up once, frozen with a hash.

Rule 1. The opening along the ontology is done by the engine for one person; here its outcome
becomes rows that a table can be joined with.

Rule 2. Codes of other systems come in through a map that the user supplies. A code that is
narrower than the finding only confirms it, a broader one only rules it out.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from nosograph.criteria.sets import CriteriaSet, ItemDefinition, ItemKind
from nosograph.formats.maps import read_map_lines
from nosograph.formats.systems import OWN, split

BITS = 60
"""Codes that one 64-bit mask tells apart."""


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """One code with one meaning."""

    status: str
    """The status of the statement that means it: present, absent or measured."""
    system: str
    code: str
    item: str
    own: str = ""
    """Of an absent finding: the item's own code that it excludes."""


@dataclass(frozen=True)
class ValueSets:
    """The codes of one criteria set."""

    rows: tuple[Row, ...]
    needed: Mapping[str, tuple[str, ...]]
    """Item → own codes that have to be excluded, all of them, to make it absent."""
    implied: tuple[tuple[str, str], ...]
    """Pairs of facts of which the first is never present without the second."""

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the rows: what was searched for."""
        text = "\n".join(
            [*("\t".join((r.status, r.system, r.code, r.item, r.own)) for r in self.rows)]
            + [f"{item}\t{' '.join(codes)}" for item, codes in sorted(self.needed.items())]
        )
        return sha256(text.encode()).hexdigest()


class Asked(NamedTuple):
    """A row of the table that facts are joined with.

    The absence of an item that has several codes of its own follows when each was excluded:
    each sets a bit of one of the item's masks. A mask of 0 excludes the item as it is.
    """

    status: str
    system: str
    code: str
    item: str
    part: int
    """Which of the item's masks."""
    mask: int


def asked_rows(sets: ValueSets) -> Iterator[Asked]:
    """The table of a value set."""
    bits = {
        (item, code): (n // BITS, 1 << n % BITS)
        for item, codes in sets.needed.items()
        if len(codes) > 1
        for n, code in enumerate(codes)
    }
    for row in sets.rows:
        bit = bits.get((row.item, row.own), (0, 0)) if row.status == "absent" else (0, 0)
        yield Asked(row.status, row.system, row.code, row.item, *bit)


@dataclass(frozen=True, slots=True)
class Mapped:
    """A code of another system that stands for something that criteria name."""

    system: str
    code: str
    finding: str
    """An item (`item` or `set/item`), or a code that a set names: `HP:0001251`, `LOINC:4548-4`."""
    confirms: bool = True
    """Whether its presence is the finding's presence."""
    rules_out: bool = True
    """Whether its absence is the finding's absence."""
    line: int = 0
    """Where it stands in its map."""
    source: str = ""
    """The map."""


def frozen(
    criteria: CriteriaSet,
    confirms: Mapping[str, Iterable[str]],
    rules_out: Mapping[str, Iterable[tuple[str, str]]],
    needed: Mapping[str, Iterable[str]],
    measures: Mapping[str, Iterable[str]],
    implied: Iterable[tuple[str, str]],
    aliases: Mapping[str, str],
    mapped: Iterable[Mapped] = (),
) -> ValueSets:
    """The rows for codes that were opened up; `aliases` are older ids of a code."""
    spellings: dict[str, list[tuple[str, str, bool, bool]]] = {}
    for code in {*confirms, *rules_out, *measures}:
        spellings[code] = [(*each, True, True) for each in _spelt(code)]
    for old, current in aliases.items():
        if current in spellings:
            spellings[current] += [(*each, True, True) for each in _spelt(old)]
    rows = {
        Row(status, OWN, f"{criteria.id}/{item.id}", item.id)
        for item in criteria.items
        for status in ("present", "absent", "measured")
    }
    for each in mapped:
        system, code = split(each.code, each.system)
        item = _item_named(criteria, each.finding)
        if item is not None:
            rows |= {Row(status, system, code, item.id) for status in _meaning(each, item)}
            continue
        name = ":".join(split(each.finding))
        spelt = (system, code, each.confirms, each.rules_out)
        spellings.setdefault(aliases.get(name, name), []).append(spelt)
    for code, written in spellings.items():
        for system, own, confirming, excluding in written:
            if confirming:
                rows |= {Row("present", system, own, item) for item in confirms.get(code, ())}
            if excluding:
                pairs = rules_out.get(code, ())
                rows |= {Row("absent", system, own, item, by) for item, by in pairs}
            rows |= {Row("measured", system, own, item) for item in measures.get(code, ())}
    return ValueSets(
        tuple(sorted(rows)),
        {item: tuple(sorted(codes)) for item, codes in needed.items()},
        tuple(implied),
    )


def _item_named(criteria: CriteriaSet, name: str) -> ItemDefinition | None:
    own = name.removeprefix(f"{OWN}:").removeprefix(f"{criteria.id}/")
    return next((item for item in criteria.items if item.id == own), None)


def _meaning(mapped: Mapped, item: ItemDefinition) -> Iterator[str]:
    """The statuses of a record with the code that answer the item."""
    if item.kind is not ItemKind.FACT:
        yield "measured"
        return
    if mapped.confirms:
        yield "present"
    if mapped.rules_out:
        yield "absent"


def read_map(
    lines: Iterable[str], fail: Callable[[str], None], source: str = ""
) -> Iterator[Mapped]:
    """The rows of a code map: tab- or comma-separated `system code finding match`, or SSSOM.

    `fail` is told what is wrong; such a line is left out.
    """
    found = read_map_lines(
        lines, fail, target="finding", named=("HP", "LOINC", OWN), matches=_MATCHES
    )
    for each in found:
        yield Mapped(each.system, each.code, each.target, *_MATCHES[each.match], each.line, source)


_MATCHES = {"exact": (True, True), "narrower": (True, False), "broader": (False, True)}
"""What a match confirms and rules out; one that is only related does neither."""


def _spelt(code: str) -> tuple[tuple[str, str], ...]:
    """System and spelling, for each way in which tables write the code."""
    system, bare = split(code)
    if not system:
        return (("", code),)
    return ((system, bare), (system, code)) if bare != code else ((system, bare),)
