"""Lists of diseases, narrowed by when they begin and by what is written of them.

Rule. A disease whose onset nobody has annotated is in no list that was narrowed by it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from nosograph.asking.release import OpenRelease
from nosograph.model.diseases import Disease
from nosograph.model.entries import DO_NOT_MISS, Kind
from nosograph.reasoning.differential.onset import CLASSES


class Begins(StrEnum):
    """When a disease begins, in bands of HPO's classes of onset."""

    BIRTH = "birth"
    """Before birth or in the first month."""
    INFANCY = "infancy"
    CHILDHOOD = "childhood"
    ADULT = "adult"
    LATE = "late"

    @property
    def bits(self) -> int:
        """Its classes, one bit each."""
        return sum(1 << CLASSES.index(each) for each in CLASSES if each.term in _BANDS[self])


_BANDS = {
    Begins.BIRTH: ("HP:0030674", "HP:0003577", "HP:0003623"),
    Begins.INFANCY: ("HP:0003593",),
    Begins.CHILDHOOD: ("HP:0011463", "HP:0003621"),
    Begins.ADULT: ("HP:0011462", "HP:0003596"),
    Begins.LATE: ("HP:0003584",),
}


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a list is narrowed by."""

    begins: Begins | None = None
    complete: bool = False
    """Only entries that editors have written."""
    urgent: bool = False
    """Only entries that say what cannot wait."""

    def __bool__(self) -> bool:
        return self.begins is not None or self.complete or self.urgent


class InList(Protocol):
    """A row of a list."""

    @property
    def slug(self) -> str: ...
    @property
    def kind(self) -> Kind: ...


Row = TypeVar("Row", bound=InList)


def narrowed(release: OpenRelease, rows: Iterable[Row], by: Narrowing) -> tuple[Row, ...]:
    """The rows that the narrowing leaves, in their order."""
    begins = release.derived(onsets) if by.begins else {}
    urgent = release.derived(urgent_slugs) if by.urgent else frozenset()
    return tuple(
        each
        for each in rows
        if (not by.begins or begins.get(each.slug, 0) & by.begins.bits)
        and (not by.complete or each.kind is Kind.CURATED)
        and (not by.urgent or each.slug in urgent)
    )


def onsets(release: OpenRelease) -> Mapping[str, int]:
    """Slug → the classes of onset that are annotated, one bit each."""
    annotations, found = release.library.annotations, dict[str, int]()
    slugs = dict(reversed([(code, slug) for slug, code in release.library.codes()]))
    for number, bits in enumerate(annotations.onset):
        for id in annotations.disease_ids[number].split(" "):
            if bits and (slug := slugs.get(id)):
                found[slug] = found.get(slug, 0) | int(bits)
    return found


def urgent_slugs(release: OpenRelease) -> frozenset[str]:
    """The curated diseases of which something cannot wait."""
    return frozenset(each.slug for each in curated_diseases(release) if is_urgent(each))


def curated_diseases(release: OpenRelease) -> tuple[Disease, ...]:
    """The diseases that editors have written, by name."""
    found = (release.library.disease(each.slug) for each in release.curated)
    return tuple(filter(None, found))


def is_urgent(disease: Disease) -> bool:
    """Whether its entry says what cannot wait."""
    chapters = disease.entry.professional if disease.entry is not None else ()
    return any(each.title == DO_NOT_MISS for each in chapters)
