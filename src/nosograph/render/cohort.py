"""The report of a run over a population as one HTML file that needs nothing else.

Rule. It tells counts, never persons; a count that is too small, or would give such a one away,
reads "not told".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nosograph.cohort.findings_report import LevelCount, Report, SetReport, Tally
from nosograph.render.environment import standing_alone


@dataclass(frozen=True, slots=True)
class VerdictBar:
    """One line of a picture: a name, its number in words, and how long it is drawn."""

    name: str
    words: str
    percent: float


@dataclass(frozen=True, slots=True)
class Picture:
    """Bars under one heading."""

    title: str
    bars: tuple[VerdictBar, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What the template needs."""

    report: Report
    sets: "tuple[SetView, ...]"
    rejected: tuple[VerdictBar, ...]


@dataclass(frozen=True, slots=True)
class SetView:
    """One definition."""

    of: SetReport
    attrition: Picture
    levels: "tuple[LevelView, ...]"
    items: "tuple[tuple[str, ...], ...]"
    """Title, counts in words, unknown, conflicts."""


@dataclass(frozen=True, slots=True)
class LevelView:
    """One level."""

    of: LevelCount
    pictures: tuple[Picture, ...]
    near_misses: tuple[VerdictBar, ...]


def write_html(report: Report, folder: Path) -> None:
    """Put `report.html` into a folder."""
    (folder / "report.html").write_text(as_html(report), encoding="utf-8")


def as_html(report: Report) -> str:
    """The report as a page."""
    page = Page(
        report,
        tuple(_set(each) for each in report.sets),
        _bars(report.rejects),
    )
    return standing_alone("cohort.html", page)


def _set(each: SetReport) -> SetView:
    titles = {item.id: item.title for item in each.items}
    return SetView(
        each,
        Picture("Who is left", _bars(each.attrition)),
        tuple(_level(level, titles) for level in each.levels),
        tuple(
            (
                item.title,
                ", ".join(f"{tally.name} {told(tally.people)}" for tally in item.counts)
                or "never stated",
                told(item.unknown),
                told(item.conflicts),
            )
            for item in each.items
        ),
    )


def _level(level: LevelCount, titles: dict[str, str]) -> LevelView:
    pictures = (
        Picture("Verdicts", _bars(level.counts)),
        Picture("Met, by sex", _bars(level.by_sex)),
        Picture("Met, by age at the first finding (years)", _bars(level.by_age)),
        Picture("Met, by the year in which it was first met", _bars(level.by_year)),
    )
    named = [Tally(_missing(tally.name, titles), tally.people) for tally in level.near_misses]
    return LevelView(level, tuple(p for p in pictures if p.bars), _bars(named))


def _missing(name: str, titles: dict[str, str]) -> str:
    if name.endswith("@onset"):
        return f"{titles.get(name.removesuffix('@onset'), name)}: when it began"
    item, mark, number = name.partition("#")
    title = titles.get(item, item)
    return f"{title}: result no. {number}" if mark else title


def _bars(tallies: Sequence[Tally]) -> tuple[VerdictBar, ...]:
    most = max((tally.people or 0 for tally in tallies), default=0) or 1
    return tuple(
        VerdictBar(
            tally.name.replace("_", " "),
            told(tally.people),
            round(100 * (tally.people or 0) / most, 1),
        )
        for tally in tallies
    )


def told(number: int | None) -> str:
    """A count in words."""
    return "not told" if number is None else f"{number:,}"
