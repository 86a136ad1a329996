"""What is recorded about a disease's findings: rows as the source has them, pooled for reading.

Rule 1. A frequency keeps the form in which the source gives it; percentages are derived.
Rule 2. An exclusion (NOT, or 0 of n) is a statement of its own, never a low frequency.
"""

from collections.abc import Sequence
from dataclasses import dataclass

FREQUENCY_CLASSES = {
    "HP:0040280": ("obligate", 1.0, 1.0),
    "HP:0040281": ("very frequent", 0.80, 0.99),
    "HP:0040282": ("frequent", 0.30, 0.79),
    "HP:0040283": ("occasional", 0.05, 0.29),
    "HP:0040284": ("very rare", 0.01, 0.04),
    "HP:0040285": ("excluded", 0.0, 0.0),
}
"""HPO's frequency classes: name, lowest and highest share (HPO, Frequency subontology)."""


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often a finding is seen, as a share of patients from 0 to 1."""

    low: float
    high: float
    count: int | None = None
    """Patients with the finding, where the source counts them."""
    total: int | None = None
    """Patients examined, where the source counts them."""
    name: str = ""
    """The class's name, where the source gives a class."""

    @property
    def estimate(self) -> float:
        """One number for bars and sorting: the share counted, or the middle of the range."""
        return (self.low + self.high) / 2

    def __str__(self) -> str:
        if self.count is not None:
            return f"{self.count}/{self.total}"
        low, high = (f"{share * 100:.3g}" for share in (self.low, self.high))
        span = f"{low} %" if low == high else f"{low}–{high} %"
        return f"{self.name} ({span})" if self.name else span

    @classmethod
    def counted(cls, count: int, total: int) -> "Frequency":
        """`count` of `total` patients.

        Raises:
            ValueError: the count does not fit the total.
        """
        if not 0 <= count <= total or total == 0:
            raise ValueError(f"not a count out of a total: {count}/{total}")
        return cls(count / total, count / total, count, total)


@dataclass(frozen=True, slots=True)
class Annotation:
    """One row of the source about one finding."""

    references: tuple[str, ...]
    """PMIDs and other identifiers, as the source writes them."""
    excluded: bool = False
    frequency: Frequency | None = None
    onset: str = ""
    """HPO id of the age at onset of this finding, or empty."""
    sex: str = ""
    """MALE, FEMALE or empty."""
    modifiers: tuple[str, ...] = ()
    evidence: str = ""
    """PCS (published clinical study), TAS (traceable author statement) or IEA (inferred)."""


@dataclass(frozen=True, slots=True)
class DiseaseFinding:
    """All rows of one disease about one finding, with their pooled frequency."""

    term: str
    label: str
    system: str
    """HPO id of the organ system it is listed under; empty when it has none."""
    rows: tuple[Annotation, ...]
    frequency: Frequency | None
    excluded: bool
    """Whether every row excludes the finding."""


def pooled(rows: Sequence[Annotation]) -> Frequency | None:
    """One frequency for several rows of the same disease and finding.

    Counts are added up, exclusions among them as none out of their total. Where no row counts
    patients, the range spans what the rows say. None when no row says anything.
    """
    given = [row.frequency for row in rows if row.frequency is not None]
    counted = [(f.count, f.total) for f in given if f.count is not None and f.total is not None]
    if counted:
        return Frequency.counted(sum(n for n, _ in counted), sum(m for _, m in counted))
    if not given:
        return None
    if len(set(given)) == 1:
        return given[0]
    return Frequency(min(f.low for f in given), max(f.high for f in given))
