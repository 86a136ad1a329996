"""What editors state about diseases, beside what sources annotate: candidates of the ranking.

Rule 1. An editors' finding is a row like any other, and cites `nosograph:SLUG` beside its works, so
that who says it stays known, and a work can be left out here as in the sources.
Rule 2. An entry takes over every group of twins that has one of its exact codes, as its page does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nosograph.model.annotations import Annotation
from nosograph.model.codes import Code
from nosograph.model.entries import OWN, Entry, Finding, Reference
from nosograph.sources.hpoa import AnnotatedDisease
from nosograph.sources.twins import ORDER, DiseaseGroup

ONSET = {"child": "HP:0410280", "adult": "HP:0003581"}
"""Population of all findings → Pediatric onset, Adult onset."""


@dataclass(frozen=True, slots=True)
class Edited:
    """An entry, as far as the ranking looks at it."""

    id: str
    name: str
    codes: tuple[Code, ...]
    """Those that mean exactly this disease."""
    rows: tuple[tuple[str, Annotation], ...]
    """Findings, and what is said about them."""
    onset: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One disease of the ranking: twins, an entry, or both."""

    ids: tuple[str, ...]
    name: str
    members: tuple[AnnotatedDisease, ...] = ()
    rows: tuple[tuple[str, Annotation], ...] = ()
    onset: tuple[str, ...] = ()


def edited(entries: Iterable[Entry]) -> tuple[Edited, ...]:
    """The entries that state findings."""
    return tuple(_edited(entry) for entry in entries if entry.findings)


def _edited(entry: Entry) -> Edited:
    own = OWN + entry.slug
    works = {reference.key: _ids(reference) for reference in entry.references}
    # A finding of several phases is as frequent as in the phase in which most show it.
    most: dict[tuple[str, str], Finding] = {}
    for each in entry.findings:
        key = (each.term, each.population)
        most[key] = max(most.get(key, each), each, key=_share)
    rows = tuple(
        (
            each.term,
            Annotation(
                (own, *(id for key in each.sources for id in works.get(key, ()))),
                each.frequency is not None and each.frequency.high == 0,
                each.frequency,
            ),
        )
        for each in most.values()
    )
    populations = {each.population for each in entry.findings}
    onset = ONSET.get(populations.pop(), "") if len(populations) == 1 else ""
    exact = tuple(link.code for link in entry.codes if link.match == "exact")
    return Edited(own, entry.name, exact, rows, (onset,) if onset else ())


def _share(finding: Finding) -> float:
    return finding.frequency.estimate if finding.frequency is not None else -1.0


def _ids(reference: Reference) -> tuple[str, ...]:
    number = reference.csl.get("PMID")
    return (f"PMID:{number}",) if number else ()


def candidates(groups: Sequence[DiseaseGroup], entries: Iterable[Edited]) -> list[Candidate]:
    """Every disease of the ranking once: the groups in their order, then what only entries state."""
    entries = tuple(entries)
    owner = {code: each for each in reversed(entries) for code in each.codes}
    taken: dict[str, list[DiseaseGroup]] = {each.id: [] for each in entries}
    found: list[Candidate | Edited] = []
    for group in groups:
        own = next((owner[id] for id in group.ids if id in owner), None)
        if own is None:
            ids = tuple(map(str, group.ids))
            found.append(Candidate(ids, group.members[0].name, group.members))
            continue
        if not taken[own.id]:
            found.append(own)
        taken[own.id].append(group)
    found += [each for each in entries if not taken[each.id]]
    return [_joined(each, taken[each.id]) if isinstance(each, Edited) else each for each in found]


def _joined(entry: Edited, groups: Sequence[DiseaseGroup]) -> Candidate:
    codes = [id for group in groups for id in group.ids]
    codes += [code for code in entry.codes if code.system in ORDER and code not in codes]
    members = tuple(member for group in groups for member in group.members)
    ids = (*dict.fromkeys(map(str, codes)), entry.id)
    return Candidate(ids, entry.name, members, entry.rows, entry.onset)
