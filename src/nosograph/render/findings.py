"""A disease's findings as a page lists them: by organ system, the most surely frequent first.

Rule 1. What is not recorded is said to be not recorded; what is recorded as absent stands apart.
Rule 2. What sources say differently stands side by side, each with its citations.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from nosograph.model.annotations import DiseaseFinding, Frequency, Stated, disagreeing, stated
from nosograph.render.languages import frequency_text, system_title, words
from nosograph.render.references import ReferenceList
from nosograph.render.site import SiteInfo, path

NO_NAMES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Bar:
    """A frequency as a drawing, in percent of the width."""

    low: int
    span: int
    """From the lowest to the highest share; 0 when they are the same."""


@dataclass(frozen=True, slots=True)
class Said:
    """How often a finding is seen, as some sources have it."""

    often: str
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding of the list."""

    label: str
    language: str
    """Of the label; empty when it is the page's own."""
    href: str
    bar: Bar | None
    said: tuple[Said, ...]
    disagree: bool
    """Whether no one share fits all that is said."""
    facts: str
    """Sex and age at onset, where the rows say them."""


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The findings of one organ system."""

    id: str
    title: str
    rows: tuple[FindingRow, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True)
class FindingList:
    """All findings of a page."""

    groups: tuple[FindingGroup, ...]
    excluded: tuple[FindingRow, ...]
    key: tuple[FindingRow, ...] = ()
    """The most surely frequent of all."""

    def __bool__(self) -> bool:
        return bool(self.groups or self.excluded)

    @property
    def count(self) -> int:
        """How many findings the disease shows."""
        return sum(len(group.rows) for group in self.groups)


MANY = 60
"""Findings from which on only the largest systems are unfolded."""
UNFOLDED = 3
KEY = 6
"""Findings that stand for the disease at a glance."""


def bar(frequency: Frequency | None) -> Bar | None:
    """The bar of a frequency; a finding that was seen at all shows at least a sliver."""
    if frequency is None:
        return None
    low, high = round(frequency.low * 100), round(frequency.high * 100)
    if low == high == 0 and frequency.high > 0:
        low = high = 1
    return Bar(low, high - low)


def listed(
    findings: Iterable[DiseaseFinding],
    references: ReferenceList,
    language: str,
    site: SiteInfo,
    names: Mapping[str, str] = NO_NAMES,
) -> FindingList:
    """The findings by organ system, systems with most findings first; `names` are the terms' in
    the page's language."""
    systems: dict[str, list[DiseaseFinding]] = {}
    ordered = sorted(findings, key=most_surely_first)
    absent = [each for each in ordered if each.excluded]
    present = [each for each in ordered if not each.excluded]
    for finding in present:
        systems.setdefault(finding.system, []).append(finding)
    largest = sorted(systems.items(), key=lambda each: (-len(each[1]), each[0]))
    rows = {
        each.term: _row(each, references, language, site, names)
        for each in (*(each for _, several in largest for each in several), *absent)
    }
    return FindingList(
        tuple(
            FindingGroup(
                f"findings-{system.replace(':', '-').lower() or 'other'}",
                system_title(system, site.labels, language),
                tuple(rows[each.term] for each in several),
                folded=len(present) > MANY and place >= UNFOLDED,
            )
            for place, (system, several) in enumerate(largest)
        ),
        tuple(rows[each.term] for each in absent),
        tuple(rows[each.term] for each in present[:KEY] if each.frequency),
    )


def most_surely_first(finding: DiseaseFinding) -> tuple[float, str]:
    """By the lower bound: one of one is no more than a beginning."""
    often = finding.frequency.bounds[0] if finding.frequency is not None else -1.0
    return (-often, finding.label)


def _row(
    finding: DiseaseFinding,
    references: ReferenceList,
    language: str,
    site: SiteInfo,
    names: Mapping[str, str],
) -> FindingRow:
    phrases = words(language)
    sexes = {row.sex for row in finding.rows if row.sex}
    facts = [phrases[f"sex_{sex.lower()}"] for sex in sorted(sexes) if len(sexes) == 1]
    onsets = dict.fromkeys(row.onset for row in finding.rows if row.onset in site.labels)
    facts += [site.labels[onset] for onset in onsets]
    said = stated(finding.rows)
    spans = [each.frequency for each in said if each.frequency]
    whole = Frequency(min(f.low for f in spans), max(f.high for f in spans)) if spans else None
    name = names.get(finding.term, finding.label)
    return FindingRow(
        name[:1].upper() + name[1:],
        "en" if name is finding.label and language != "en" else "",
        path(language, f"/t/{finding.term}"),
        bar(whole),
        tuple(_said(each, references, language) for each in said)
        or (_silent(finding, references, language),),
        disagreeing(said),
        ", ".join(facts),
    )


def _said(stated: Stated, references: ReferenceList, language: str) -> Said:
    often = stated.frequency
    text = frequency_text(often, language) if often else words(language)["recorded_absent"]
    return Said(text, tuple(dict.fromkeys(map(references.cite_for_finding, stated.references))))


def _silent(finding: DiseaseFinding, references: ReferenceList, language: str) -> Said:
    cites = (references.cite_for_finding(e) for row in finding.rows for e in row.references)
    return Said(words(language)["frequency_unknown"], tuple(dict.fromkeys(cites)))
