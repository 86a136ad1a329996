"""From a disease and an age to the specialties that see it, each with its reason.

Rule 1. What editors have written comes first and stands alone as a recommendation; a supplied
classification comes next; what its name and its findings suggest is only ever "may also be relevant".
Rule 2. Child or adult is decided by the person's age, never by the disease. Without an age both
are named.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from nosograph.directory.specialties import NAMED
from nosograph.model.ages import Age
from nosograph.model.diseases import Disease
from nosograph.reasoning.specialty_words import of_finding, of_name

ADULT = Age(18 * 12)
"""The age at which clinics for adults take over; chosen, and different from country to country."""

CHILD, GROWN = "child", "adult"

SYSTEMS: dict[str, tuple[str, str]] = {
    "HP:0000119": ("2080P0210X", "207RN0300X"),  # genitourinary: nephrology
    "HP:0000152": ("207SG0201X", "207SG0201X"),  # head and neck: mostly shape, so genetics
    "HP:0000478": ("207WX0110X", "207W00000X"),  # eye
    "HP:0000598": ("207YP0228X", "207Y00000X"),  # ear
    "HP:0000707": ("2084N0402X", "2084N0400X"),  # nervous system
    "HP:0000818": ("2080P0205X", "207RE0101X"),  # endocrine
    "HP:0001197": ("2080N0001X", "207VM0101X"),  # before birth
    "HP:0001507": ("2080P0205X", "207RE0101X"),  # growth
    "HP:0001574": ("207NP0225X", "207N00000X"),  # skin
    "HP:0001608": ("207YP0228X", "207Y00000X"),  # voice
    "HP:0001626": ("2080P0202X", "207RC0000X"),  # heart and vessels
    "HP:0001871": ("2080P0207X", "207RH0003X"),  # blood
    "HP:0001939": ("207SG0202X", "207SG0202X"),  # metabolism
    "HP:0002086": ("2080P0214X", "207RP1001X"),  # airways
    "HP:0002664": ("2080P0207X", "207RH0003X"),  # neoplasms
    "HP:0002715": ("2080P0201X", "207K00000X"),  # immune system
    "HP:0025031": ("2080P0206X", "207RG0100X"),  # digestion
    "HP:0033127": ("207XP3100X", "207X00000X"),  # bones, joints and muscles
    "HP:0040064": ("207XP3100X", "207X00000X"),  # limbs
    "HP:0045027": ("2080P0214X", "207RP1001X"),  # chest
}
"""Organ system of HPO → specialty for children, for adults. Editorial, not reviewed by clinicians."""

PRIMARY = ("208000000X", "207Q00000X")
"""Where to ask when nothing is known: paediatrics, family medicine."""

FREQUENT = 0.5
"""Share counted for a finding of which no source says how often it is seen; chosen."""

MOST_SUGGESTED = 3
"""Suggestions from findings; with more of them precision falls (docs/explanation/find-a-doctor.md)."""


class Basis(StrEnum):
    """What a suggestion rests on."""

    CURATED = "curated"
    CLASSIFICATION = "classification"
    NAME = "name"
    FINDINGS = "findings"
    NONE = "none"
    ASKED = "asked"
    """Somebody asked for it by name."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A specialty, and what it rests on."""

    code: str
    basis: Basis
    note: str = ""
    """What editors say of it, or the code of the disease under which a classification has it."""
    evidence: tuple[str, ...] = ()
    """Labels of findings, or reference keys."""
    share: float | None = None
    """The part of the recorded findings, by how often they are seen, that belong to it."""

    @property
    def is_recommended(self) -> bool:
        """Whether it rests on more than findings."""
        return self.basis in (Basis.CURATED, Basis.CLASSIFICATION)


def suggest(
    disease: Disease,
    age: Age | None = None,
    classification: Mapping[str, Iterable[str]] | None = None,
) -> tuple[Suggestion, ...]:
    """The specialties for a disease at an age, the surest first."""
    found = [*_curated(disease, age)]
    found += _classified(disease, age, classification or {})
    found += _from_name(disease, age)
    found += _from_findings(disease, age)
    first: dict[str, Suggestion] = {}
    for each in found:
        first.setdefault(each.code, each)
    if not first:
        codes = PRIMARY if age is None else PRIMARY[:1] if age < ADULT else PRIMARY[1:]
        return tuple(Suggestion(code, Basis.NONE) for code in codes)
    return tuple(first.values())


def _fits(population: str, age: Age | None) -> bool:
    if age is None or population == "all":
        return True
    return population == (CHILD if age < ADULT else GROWN)


def _curated(disease: Disease, age: Age | None) -> Iterable[Suggestion]:
    for each in disease.entry.specialties if disease.entry is not None else ():
        if _fits(each.population, age):
            yield Suggestion(each.code, Basis.CURATED, each.why, each.sources)


def _classified(
    disease: Disease, age: Age | None, classification: Mapping[str, Iterable[str]]
) -> Iterable[Suggestion]:
    for link in disease.codes:
        for code in classification.get(str(link.code), ()):
            if age is None or _population(code) in ("all", CHILD if age < ADULT else GROWN):
                yield Suggestion(code, Basis.CLASSIFICATION, str(link.code))


_CHILDREN = {child for child, adult in SYSTEMS.values() if child != adult} | {
    PRIMARY[0],
    "2080P0216X",
}
_ADULTS = {adult for child, adult in SYSTEMS.values() if child != adult} | {"207RR0500X"}


def _population(code: str) -> str:
    return CHILD if code in _CHILDREN else GROWN if code in _ADULTS else "all"


def _from_name(disease: Disease, age: Age | None) -> Iterable[Suggestion]:
    for code in _of_age(of_name(disease.name), age):
        yield Suggestion(code, Basis.NAME)


def _of_age(pair: tuple[str, str] | None, age: Age | None) -> Iterable[str]:
    """For the child, for the grown, or both where the age is not known."""
    if pair is None:
        return ()
    return dict.fromkeys(pair if age is None else pair[:1] if age < ADULT else pair[1:])


def _from_findings(disease: Disease, age: Age | None) -> list[Suggestion]:
    weights: dict[tuple[str, str], float] = {}
    labels: dict[tuple[str, str], list[tuple[float, str]]] = {}
    for finding in disease.findings:
        pair = of_finding(finding.label) or SYSTEMS.get(finding.system)
        if finding.excluded or pair is None:
            continue
        share = finding.frequency.estimate if finding.frequency is not None else FREQUENT
        weights[pair] = weights.get(pair, 0.0) + share
        labels.setdefault(pair, []).append((-share, finding.label))
    total = sum(weights.values()) or 1.0
    found: dict[str, Suggestion] = {}
    for pair in sorted(weights, key=lambda each: (-weights[each], each)):
        shown = tuple(label for _, label in sorted(labels[pair])[:4])
        for code in _of_age(pair, age):
            found.setdefault(
                code, Suggestion(code, Basis.FINDINGS, "", shown, weights[pair] / total)
            )
        if len(found) >= MOST_SUGGESTED * (2 if age is None else 1):
            break
    return [each for each in found.values() if each.code in NAMED]
