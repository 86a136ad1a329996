"""What is recorded about a disease's findings: rows as the source has them, pooled for reading.

Rule 1. A frequency keeps the form in which the source gives it; percentages are derived.
Rule 2. An exclusion (NOT, or 0 of n) is a statement of its own, never a low frequency.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

FREQUENCY_CLASSES = {
    "HP:0040280": ("obligate", 1.0, 1.0),
    "HP:0040281": ("very frequent", 0.80, 0.99),
    "HP:0040282": ("frequent", 0.30, 0.79),
    "HP:0040283": ("occasional", 0.05, 0.29),
    "HP:0040284": ("very rare", 0.01, 0.04),
    "HP:0040285": ("excluded", 0.0, 0.0),
}
"""HPO's frequency classes: name, lowest and highest share (HPO, Frequency subontology)."""


_Z = 1.959964
"""The normal distribution's 97.5 % point."""


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

    @property
    def bounds(self) -> tuple[float, float]:
        """Between which shares it lies: a class's own limits, or the 95 % interval of a count
        (Wilson 1927), so that 27 of 27 say more than 1 of 1."""
        if self.count is None or not self.total:
            return self.low, self.high
        share, n = self.count / self.total, self.total
        middle = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
        half = _Z * sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2)) / (1 + _Z**2 / n)
        # Rounding must not put the share outside of its own interval.
        return max(min(middle - half, share), 0.0), min(max(middle + half, share), 1.0)

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


@dataclass(frozen=True, slots=True)
class Stated:
    """What several rows say alike about how often a finding is seen."""

    frequency: Frequency | None
    """None where they only exclude it."""
    references: tuple[str, ...]


def stated(rows: Sequence[Annotation]) -> tuple[Stated, ...]:
    """What the rows say, each form once: counts added up where they agree, each class, exclusions.

    Rows that give no frequency join the first form, as they contradict none.
    """
    said: dict[Frequency | None, list[Annotation]] = {}
    silent: list[Annotation] = []
    counted = [row for row in rows if row.frequency and row.frequency.count is not None]
    agree = not disagreeing([Stated(row.frequency, ()) for row in counted])
    for row in rows:
        if row in counted and agree:
            said.setdefault(pooled(counted), []).append(row)
        elif row.frequency is not None or row.excluded:
            said.setdefault(row.frequency, []).append(row)
        else:
            silent.append(row)
    if not said:
        return ()
    said[next(iter(said))] += silent
    return tuple(
        Stated(often, tuple(dict.fromkeys(each for row in several for each in row.references)))
        for often, several in said.items()
    )


def disagreeing(said: Sequence[Stated]) -> bool:
    """Whether no one share fits two of the statements: their bounds do not meet."""
    spans = [each.frequency.bounds if each.frequency else (0.0, 0.0) for each in said]
    return any(one[1] < other[0] or other[1] < one[0] for one, other in combinations(spans, 2))
