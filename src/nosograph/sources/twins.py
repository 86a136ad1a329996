"""Twins: entries of OMIM, Orphanet and DECIPHER that mean the same disease.

Rule 1. With Mondo, diseases are joined when one Mondo class matches them exactly; an id that
several classes match joins none of them, so that groups cannot chain.
Rule 2. Without Mondo, and for ids that Mondo does not know, only diseases of different systems
whose normalised names agree exactly are joined.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nosograph.model.codes import Code
from nosograph.sources.hpoa import AnnotatedDisease
from nosograph.sources.mondo import Mondo, MondoDisease

ORDER = {"ORPHA": 0, "OMIM": 1, "DECIPHER": 2}
"""Whose name comes first: Orphanet writes names as people do, OMIM often inverts them."""


@dataclass(frozen=True, slots=True)
class DiseaseGroup:
    """One disease under all its ids."""

    members: tuple[AnnotatedDisease, ...]
    """In the order in which their names are preferred."""
    mondo: MondoDisease | None = None

    @property
    def ids(self) -> tuple[Code, ...]:
        """The annotated ids, preferred first."""
        return tuple(member.id for member in self.members)


def groups(diseases: Iterable[AnnotatedDisease], mondo: Mondo | None) -> list[DiseaseGroup]:
    """Every disease once, with its twins, sorted by the preferred id."""
    joined: dict[Code, list[AnnotatedDisease]] = {}
    unknown = []
    for disease in diseases:
        matches = mondo.by_code.get(disease.id, ()) if mondo else ()
        if len(matches) == 1:
            joined.setdefault(matches[0], []).append(disease)
        else:
            unknown.append(disease)
    found = [
        DiseaseGroup(_preferred(members), mondo.diseases[id] if mondo else None)
        for id, members in joined.items()
    ]
    found += [DiseaseGroup(members) for members in by_name(unknown)]
    return sorted(found, key=lambda group: _rank(group.ids[0]))


def by_name(diseases: Iterable[AnnotatedDisease]) -> list[tuple[AnnotatedDisease, ...]]:
    """Diseases joined where exactly one of each system has a normalised name."""
    named: dict[str, list[AnnotatedDisease]] = {}
    for disease in diseases:
        named.setdefault(normalised(disease.name), []).append(disease)
    found: list[tuple[AnnotatedDisease, ...]] = []
    for members in named.values():
        systems = [member.id.system for member in members]
        if len(set(systems)) == len(systems):
            found.append(_preferred(members))
        else:
            found.extend((member,) for member in members)
    return found


def normalised(name: str) -> str:
    """`name` without case, accents, punctuation and inversion (`Syndrome, X` is `X syndrome`)."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain).split())


def _preferred(members: Sequence[AnnotatedDisease]) -> tuple[AnnotatedDisease, ...]:
    return tuple(sorted(members, key=lambda member: _rank(member.id)))


def _rank(id: Code) -> tuple[int, int]:
    return (ORDER.get(id.system, len(ORDER)), int(id.value))


@dataclass(frozen=True, slots=True)
class Agreement:
    """Pairs of twins found by name, against those that Mondo's exact matches give."""

    both: int
    only_names: int
    only_mondo: int

    @property
    def precision(self) -> float:
        """Share of pairs found by name that Mondo confirms."""
        return self.both / (self.both + self.only_names)

    @property
    def recall(self) -> float:
        """Share of Mondo's pairs that names find."""
        return self.both / (self.both + self.only_mondo)


def agreement(diseases: Sequence[AnnotatedDisease], mondo: Mondo) -> Agreement:
    """How well names alone find the twins among diseases that Mondo knows."""
    known = [d for d in diseases if len(mondo.by_code.get(d.id, ())) == 1]
    names = _pairs(by_name(known))
    exact = _pairs(group.members for group in groups(known, mondo))
    return Agreement(len(names & exact), len(names - exact), len(exact - names))


def _pairs(found: Iterable[Sequence[AnnotatedDisease]]) -> set[frozenset[Code]]:
    return {
        frozenset((one.id, other.id))
        for members in found
        for place, one in enumerate(members)
        for other in members[place + 1 :]
        if one.id.system != other.id.system
    }
