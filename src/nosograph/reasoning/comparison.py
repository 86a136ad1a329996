"""Two diseases side by side: what editors say tells them apart, and what annotations say of both.

Rule 1. A finding that is not annotated for a disease is unknown there, never absent.
Rule 2. Nothing is ranked and nothing decided: rows stand in the order of their sources, or of
their frequency.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from nosograph.model.annotations import DiseaseFinding, Frequency
from nosograph.model.diseases import Disease, Labelled
from nosograph.model.entries import Entry, Reference
from nosograph.model.neighbours import Difference, Mind, Neighbour, mirrored
from nosograph.prose.claims import differential_id


class Group(StrEnum):
    """Where a finding stands among the annotations of the two."""

    OPPOSED = "opposed"
    """One source reports it, the other says that it does not occur."""
    BOTH = "both"
    HERE = "here"
    """Annotated here, not annotated there."""
    THERE = "there"
    """Annotated there, not annotated here."""
    ABSENT = "absent"
    """No source reports it, and at least one says that it does not occur."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A finding at one of the two."""

    annotated: bool
    excluded: bool = False
    frequency: Frequency | None = None
    akin: tuple[Labelled, ...] = ()
    """Where it is not annotated: annotated findings that are a kind of it, or that it is a kind
    of."""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding at both."""

    term: str
    label: str
    group: Group
    here: Cell
    there: Cell


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of an entry about the two, read from this side."""

    by: str
    """Slug of the entry that states it."""
    difference: Difference
    claim: str
    """Its id among the claims of that entry."""


@dataclass(frozen=True, slots=True)
class SaidTest:
    """One test result of an entry, read from this side."""

    by: str
    test: Mind
    claim: str
    """Its id among the claims of the entry that states it."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What the two entries say of one finding: one statement, or one from each side."""

    label: str
    term: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two diseases, as their entries and annotations have them."""

    here: Disease
    there: Disease
    why: tuple[tuple[str, Neighbour], ...]
    """Slug of the entry, and the neighbour as that entry states it; from none, one or both."""
    statements: tuple[Statement, ...]
    tests: tuple[SaidTest, ...]
    rows: tuple[FindingRow, ...]

    def group(self, group: Group) -> tuple[FindingRow, ...]:
        """The rows of a group."""
        return tuple(row for row in self.rows if row.group is group)


def compared(
    here: Disease, there: Disease, ancestors: Callable[[str], frozenset[str]]
) -> Comparison:
    """The two side by side; `ancestors` gives a finding and everything above it."""
    ours, theirs = stated(here.entry, there), stated(there.entry, here)
    why = [(each.slug, found) for each, found in ((here, ours), (there, theirs)) if found]
    said, tests = [], []
    if ours is not None:
        said += [Said(here.slug, e, differential_id(ours, e)) for e in ours.differences]
        tests += [SaidTest(here.slug, e, differential_id(ours, e)) for e in ours.tests]
    if theirs is not None:
        said += [
            Said(there.slug, _turned(e), differential_id(theirs, e)) for e in theirs.differences
        ]
        tests += [
            SaidTest(there.slug, _turned_test(e), differential_id(theirs, e)) for e in theirs.tests
        ]
    return Comparison(
        here, there, tuple(why), _joined(said), tuple(tests), _rows(here, there, ancestors)
    )


def stated(entry: Entry | None, other: Disease) -> Neighbour | None:
    """What an entry says about another disease, by its slug or by one of its codes."""
    if entry is None or entry.differential is None:
        return None
    found = entry.differential.of(other.slug)
    codes = {link.code for link in other.codes if link.match == "exact"}
    named = (each for each in entry.differential.neighbours if each.code in codes)
    return found or next(named, None)


@dataclass(frozen=True, slots=True)
class Works:
    """The references of both entries as one list, in which no work stands twice."""

    references: tuple[Reference, ...]
    keys: Mapping[tuple[str, str], str]
    """Slug and key as an entry has it → key in this list."""


def joint_works(here: Disease, there: Disease) -> Works:
    """The references of both entries; a work that both cite is taken once."""
    references: dict[str, Reference] = {}
    keys: dict[tuple[str, str], str] = {}
    known: dict[str, str] = {}
    for disease in (here, there):
        for each in disease.entry.references if disease.entry else ():
            own = f"{disease.slug}/{each.key}"
            keys[disease.slug, each.key] = known.setdefault(_identity(each), own)
            if known[_identity(each)] == own:
                references[own] = Reference(own, each.csl, each.written)
    return Works(tuple(references.values()), keys)


def _identity(reference: Reference) -> str:
    """What makes two records the same work: DOI, PMID or address, or else key and title."""
    for name in ("DOI", "PMID", "URL"):
        if reference.csl.get(name):
            return f"{name} {str(reference.csl[name]).casefold()}"
    return f"{reference.key} {str(reference.csl.get('title', '')).casefold()}"


def _turned(found: Difference) -> Difference:
    return Difference(
        label=found.label,
        here=found.there,
        there=found.here,
        term=found.term,
        here_text=found.there_text,
        there_text=found.here_text,
        text=found.text,
        sources=found.sources,
    )


def _turned_test(found: Mind) -> Mind:
    return Mind(found.test, found.result, mirrored(found.for_), found.text, found.sources)


def _joined(said: Iterable[Said]) -> tuple[Statement, ...]:
    """Statements about the same finding together; those that tell the two apart come first."""
    by: dict[str, list[Said]] = {}
    for each in said:
        by.setdefault(each.difference.term or each.difference.label.casefold(), []).append(each)
    found = [
        Statement(each[0].difference.label, each[0].difference.term, tuple(each))
        for each in by.values()
    ]
    return tuple(sorted(found, key=lambda each: all(one.difference.shared for one in each.said)))


def _rows(
    here: Disease, there: Disease, ancestors: Callable[[str], frozenset[str]]
) -> tuple[FindingRow, ...]:
    ours = {each.term: each for each in here.findings}
    theirs = {each.term: each for each in there.findings}
    rows = []
    for term in dict.fromkeys((*ours, *theirs)):
        one, other = ours.get(term), theirs.get(term)
        found = one or other
        if found is not None:
            left = _cell(one, term, ours, ancestors)
            right = _cell(other, term, theirs, ancestors)
            rows.append(FindingRow(term, found.label, _group(left, right), left, right))
    return tuple(sorted(rows, key=_most_frequent_first))


def _cell(
    found: DiseaseFinding | None,
    term: str,
    annotated: dict[str, DiseaseFinding],
    ancestors: Callable[[str], frozenset[str]],
) -> Cell:
    if found is not None:
        return Cell(True, found.excluded, found.frequency)
    above = ancestors(term)
    akin = (
        Labelled(each.term, each.label)
        for each in annotated.values()
        if not each.excluded and (each.term in above or term in ancestors(each.term))
    )
    return Cell(False, akin=tuple(akin))


def _group(here: Cell, there: Cell) -> Group:
    shown = [cell.annotated and not cell.excluded for cell in (here, there)]
    if all(shown):
        return Group.BOTH
    if not any(shown):
        return Group.ABSENT
    if here.excluded or there.excluded:
        return Group.OPPOSED
    return Group.HERE if shown[0] else Group.THERE


def _most_frequent_first(row: FindingRow) -> tuple[float, str]:
    shares = (cell.frequency.estimate for cell in (row.here, row.there) if cell.frequency)
    return (-max(shares, default=-1.0), row.label)
