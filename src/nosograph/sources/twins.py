"""Twins: entries of OMIM, Orphanet and DECIPHER that mean the same disease.

Rule 1. With Mondo, diseases are joined when one Mondo class matches them exactly. An id that
several classes match joins none of them, so that groups cannot chain.
Rule 2. An id that Mondo does not know joins the one class that carries its normalised name, unless
the class has an id of the same system.
Rule 3. Without Mondo, and for what is left, records that are linked by evidence are joined, and
then diseases of different systems whose normalised names agree exactly, if no other's begins so.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from nosograph.model.codes import Code
from nosograph.sources.hpoa import AnnotatedDisease
from nosograph.sources.mondo import Mondo, MondoDisease

ORDER = {"ORPHA": 0, "OMIM": 1, "DECIPHER": 2}
"""Whose name comes first: Orphanet writes names as people do, OMIM often inverts them."""


@dataclass(frozen=True, slots=True)
class Link:
    """Two records that are taken for one disease, and why."""

    one: Code
    other: Code
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DiseaseGroup:
    """One disease under all its ids."""

    members: tuple[AnnotatedDisease, ...]
    """In the order in which their names are preferred."""
    mondo: MondoDisease | None = None
    evidence: tuple[str, ...] = ()
    """Why the members are taken for one, where no mapping says so."""

    @property
    def ids(self) -> tuple[Code, ...]:
        """The annotated ids, preferred first."""
        return tuple(member.id for member in self.members)


def groups(
    diseases: Iterable[AnnotatedDisease], mondo: Mondo | None, links: Iterable[Link] = ()
) -> list[DiseaseGroup]:
    """Every disease once, with its twins, sorted by the preferred id."""
    diseases = list(diseases)
    by_mondo: dict[Code, list[AnnotatedDisease]] = {}
    rest = []
    for disease in diseases:
        matches = mondo.by_code.get(disease.id, ()) if mondo else ()
        if len(matches) == 1:
            by_mondo.setdefault(matches[0], []).append(disease)
        else:
            rest.append(disease)
    known = mondo.diseases if mondo else {}
    rest = _left_over(rest, by_mondo, known)
    found = [DiseaseGroup(_preferred(each), known[id]) for id, each in by_mondo.items()]
    found += _linked(rest, links)
    joined = {id for group in found for id in group.ids}
    rest = [disease for disease in rest if disease.id not in joined]
    found += [
        DiseaseGroup(each, evidence=("name",) if len(each) > 1 else ())
        for each in by_name(rest, families(diseases))
    ]
    return sorted(found, key=lambda group: _rank(group.ids[0]))


def _linked(rest: Iterable[AnnotatedDisease], links: Iterable[Link]) -> Iterator[DiseaseGroup]:
    """Pairs of which both are left, with what links them."""
    left = {disease.id: disease for disease in rest}
    for link in links:
        if link.one in left and link.other in left:
            yield DiseaseGroup(
                _preferred([left[link.one], left[link.other]]), evidence=link.evidence
            )


def _left_over(
    rest: Sequence[AnnotatedDisease],
    by_mondo: dict[Code, list[AnnotatedDisease]],
    known: Mapping[Code, MondoDisease],
) -> list[AnnotatedDisease]:
    """Those of `rest` that carry no name of exactly one Mondo class; the others join theirs."""
    named: dict[str, set[Code]] = {}
    for id, members in by_mondo.items():
        for name in (known[id].label, *known[id].names, *(member.name for member in members)):
            named.setdefault(normalised(name), set()).add(id)
    taken = {id: {member.id.system for member in members} for id, members in by_mondo.items()}
    left = []
    for disease in rest:
        classes = named.get(normalised(disease.name), set())
        if len(classes) == 1 and disease.id.system not in taken[one := next(iter(classes))]:
            by_mondo[one].append(disease)
        else:
            left.append(disease)
    return left


def by_name(
    diseases: Iterable[AnnotatedDisease], families: Set[str] = frozenset()
) -> list[tuple[AnnotatedDisease, ...]]:
    """Diseases joined where each system has exactly one of a normalised name, not a family's."""
    named: dict[str, list[AnnotatedDisease]] = {}
    for disease in diseases:
        named.setdefault(normalised(disease.name), []).append(disease)
    found: list[tuple[AnnotatedDisease, ...]] = []
    for name, members in named.items():
        systems = [member.id.system for member in members]
        if name and name not in families and len(set(systems)) == len(systems):
            found.append(_preferred(members))
        else:
            found.extend((member,) for member in members)
    return found


def families(diseases: Iterable[AnnotatedDisease]) -> frozenset[str]:
    """Normalised names with which other diseases' names begin (`X syndrome` before `X syndrome 2`).

    One system often means the whole family by such a name, the other its first member.
    """
    names = {normalised(disease.name) for disease in diseases}
    starts = (" ".join(words[:n]) for words in map(str.split, names) for n in range(1, len(words)))
    return frozenset(names.intersection(starts))


def normalised(name: str) -> str:
    """`name` without case, accents and punctuation."""
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
        """Share of pairs found by name that Mondo confirms; 1 when names find none."""
        found = self.both + self.only_names
        return self.both / found if found else 1.0

    @property
    def recall(self) -> float:
        """Share of Mondo's pairs that names find; 1 when there are none."""
        there = self.both + self.only_mondo
        return self.both / there if there else 1.0


def agreement(
    diseases: Sequence[AnnotatedDisease], mondo: Mondo, links: Iterable[Link] = ()
) -> Agreement:
    """How well names and links find the twins among diseases that Mondo knows."""
    known = [d for d in diseases if len(mondo.by_code.get(d.id, ())) == 1]
    ids = {disease.id for disease in known}
    found = (group.members for group in groups(diseases, None, links))
    names = _pairs([[each for each in members if each.id in ids] for members in found])
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
