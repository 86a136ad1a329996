"""A disease's findings as a page lists them: by organ system, most frequent first.

Rule. What is not recorded is said to be not recorded; what is recorded as absent stands apart.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from nosograph.model.annotations import DiseaseFinding, Frequency
from nosograph.render.languages import frequency_text, system_title, words
from nosograph.render.references import ReferenceList
from nosograph.render.site import SiteInfo, path


@dataclass(frozen=True, slots=True)
class Bar:
    """A frequency as a drawing, in percent of the width."""

    low: int
    span: int
    """From the lowest to the highest share; 0 when they are the same."""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding of the list."""

    label: str
    href: str
    bar: Bar | None
    often: str
    facts: str
    """Sex and age at onset, where the rows say them."""
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The findings of one organ system."""

    id: str
    title: str
    rows: tuple[FindingRow, ...]


@dataclass(frozen=True, slots=True)
class FindingList:
    """All findings of a page."""

    groups: tuple[FindingGroup, ...]
    excluded: tuple[FindingRow, ...]

    def __bool__(self) -> bool:
        return bool(self.groups or self.excluded)

    @property
    def count(self) -> int:
        """How many findings the disease shows."""
        return sum(len(group.rows) for group in self.groups)


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
) -> FindingList:
    """The findings by organ system; systems with most findings first."""
    systems: dict[str, list[DiseaseFinding]] = {}
    absent: list[DiseaseFinding] = []
    for finding in sorted(findings, key=_most_frequent_first):
        if finding.excluded:
            absent.append(finding)
        else:
            systems.setdefault(finding.system, []).append(finding)
    ordered = sorted(systems.items(), key=lambda each: (-len(each[1]), each[0]))
    groups = tuple(
        FindingGroup(
            f"findings-{system.replace(':', '-').lower() or 'other'}",
            system_title(system, site.labels, language),
            tuple(_row(finding, references, language, site) for finding in rows),
        )
        for system, rows in ordered
    )
    return FindingList(groups, tuple(_row(each, references, language, site) for each in absent))


def _most_frequent_first(finding: DiseaseFinding) -> tuple[float, str]:
    often = finding.frequency.estimate if finding.frequency is not None else -1.0
    return (-often, finding.label)


def _row(
    finding: DiseaseFinding, references: ReferenceList, language: str, site: SiteInfo
) -> FindingRow:
    phrases = words(language)
    frequency = finding.frequency
    sexes = {row.sex for row in finding.rows if row.sex}
    facts = [phrases[f"sex_{sex.lower()}"] for sex in sorted(sexes) if len(sexes) == 1]
    onsets = dict.fromkeys(row.onset for row in finding.rows if row.onset in site.labels)
    facts += [site.labels[onset] for onset in onsets]
    cites = dict.fromkeys(
        references.cite_for_finding(each) for row in finding.rows for each in row.references
    )
    return FindingRow(
        finding.label,
        path(language, f"/t/{finding.term}"),
        bar(frequency),
        frequency_text(frequency, language) if frequency else phrases["frequency_unknown"],
        ", ".join(facts),
        tuple(cites),
    )
