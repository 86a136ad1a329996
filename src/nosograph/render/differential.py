"""The page of the differential diagnosis: what was stated, and a list with its reasons.

Rule 1. A list, never a verdict: scores are called scores, and how far the list can be trusted
stands above it.
Rule 2. What was stated and not used is said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from nosograph.reasoning.differential.answers import PRIORS, Candidate, Match, Ranking, Reason
from nosograph.render.first import FirstShown
from nosograph.render.heatmap import heat_map
from nosograph.render.languages import Words, counted, number, words
from nosograph.render.presentation import PresentationLink
from nosograph.render.site import path

PICTURED = 10
"""Diseases in the picture."""
MOST_ROWS = 24
"""Findings in the picture and in a comparison: those that change most."""
MOST_REASONS = 10
"""Of a disease in the list, the strongest; what the others add is summed."""

SORTS = ("score", "system", "matched")


@dataclass(frozen=True, slots=True)
class Listing:
    """What the release knows of a disease beside its rank."""

    slug: str
    curated: bool
    system: str
    """Title of the organ system with most of its findings."""
    criteria: tuple[tuple[str, str], ...]
    """Title and address of criteria for it."""


@dataclass(frozen=True, slots=True)
class StatedFinding:
    """A finding of the form."""

    term: str
    label: str
    href: str
    present: bool


@dataclass(frozen=True, slots=True)
class ShownReason:
    """What one statement adds."""

    label: str
    href: str
    how: str
    adds: str


@dataclass(frozen=True, slots=True)
class ShownCandidate:
    """One disease of the list."""

    rank: int
    slug: str
    name: str
    href: str
    curated: bool
    system: str
    score: str
    reasons: tuple[ShownReason, ...]
    """The strongest."""
    further: tuple[str, str]
    """How many there are besides, in words, and what they add together; empty for none."""
    every: tuple[ShownReason, ...]
    """Every reason, for a comparison."""
    matched: int
    typical: tuple[tuple[str, str, str], ...]
    """Label, address and share."""
    criteria: tuple[tuple[str, str], ...]
    compared: bool


@dataclass(frozen=True, slots=True)
class NextRow:
    """A finding that is worth looking for."""

    term: str
    label: str
    href: str
    speaks_for: str


@dataclass(frozen=True, slots=True)
class DifferentialPage:
    """Everything the page shows."""

    action: str
    findings: tuple[StatedFinding, ...]
    choices: tuple[tuple[str, str], ...]
    """Term and label of what a typed word may mean."""
    not_found: str
    age: str
    onset: str
    sex: str
    genes: str
    sort: str
    sorts: tuple[tuple[str, str], ...]
    carried: tuple[str, ...]
    rest: str
    calendar: str
    concerns: tuple[str, ...]
    asked: bool
    considered: str
    level: str
    first: tuple[FirstShown, ...]
    ways: tuple[PresentationLink, ...]
    """Presentations that the findings lead to; all of them where none is stated."""
    unexplained: tuple[str, ...]
    unused: tuple[tuple[str, str], ...]
    """What was stated, and why it is not used."""
    groups: tuple[tuple[str, tuple[ShownCandidate, ...]], ...]
    next: tuple[NextRow, ...]
    picture: Markup
    table: tuple[tuple[str, tuple[str, ...]], ...]
    columns: tuple[str, ...]
    compared: tuple[ShownCandidate, ...]
    compared_rows: tuple[tuple[str, tuple[str, ...]], ...]
    compare_bad: bool
    cut: str
    """That picture and comparison show the weightiest findings alone; empty when they show all."""


def shown_candidate(
    candidate: Candidate, listing: Listing, language: str, *, compared: bool
) -> ShownCandidate:
    """A candidate, worded."""
    t = words(language)
    every = tuple(_reason(each, language, t) for each in candidate.reasons)
    by_weight = sorted(range(len(every)), key=lambda n: -abs(candidate.reasons[n].contribution))
    strongest = sorted(by_weight[:MOST_REASONS])
    return ShownCandidate(
        candidate.rank,
        listing.slug,
        candidate.name,
        path(language, f"/d/{listing.slug}/"),
        listing.curated,
        listing.system,
        f"{candidate.score:.2f}",
        every if len(every) <= MOST_REASONS else tuple(every[n] for n in strongest),
        _further(candidate.reasons, strongest, language),
        every,
        sum(each.contribution > 0 and each.match not in PRIORS for each in candidate.reasons),
        tuple(
            (each.label, path(language, f"/t/{each.term}"), _share(each.share, t))
            for each in candidate.typical
        ),
        listing.criteria,
        compared,
    )


def _further(reasons: Sequence[Reason], strongest: Sequence[int], language: str) -> tuple[str, str]:
    others = [each.contribution for n, each in enumerate(reasons) if n not in strongest]
    if not others:
        return "", ""
    return counted("dx_further", len(others), language), signed(sum(others))


def _reason(reason: Reason, language: str, t: Words) -> ShownReason:
    prior = reason.match in PRIORS
    return ShownReason(
        title_of(reason, t),
        "" if prior else path(language, f"/t/{reason.term}"),
        how_it_fits(reason, t),
        signed(reason.contribution),
    )


def title_of(reason: Reason, t: Words) -> str:
    """What a reason speaks of."""
    return t[f"dx_{reason.term}"] if reason.match in PRIORS else reason.label


def how_it_fits(reason: Reason, t: Words) -> str:
    """How what was stated meets what is annotated."""
    key = f"dx_match_{reason.match}"
    if reason.match is Match.RECORDED and reason.via:
        key += "_via"
    how = t[key].format(via=reason.via_label, patients=reason.patients)
    if reason.share is not None and reason.share > 0:
        how += f", {_share(reason.share, t)}"
    if reason.sources:
        how += f", {t['dx_by_editors']}"
    return how


def _share(share: float, t: Words) -> str:
    return t["dx_in_share"].format(share=f"{share:.0%}")


def signed(value: float) -> str:
    """A contribution with its sign; nothing is "0"."""
    return "0" if abs(value) < 0.005 else f"{value:+.2f}".replace("-", "−")


def ordered(
    candidates: Sequence[ShownCandidate], sort: str
) -> tuple[tuple[str, tuple[ShownCandidate, ...]], ...]:
    """The list as it was asked for, in groups with a title each, or in one without."""
    if sort == "matched":
        best = sorted(candidates, key=lambda each: (-each.matched, each.rank))
        return (("", tuple(best)),)
    if sort != "system":
        return (("", tuple(candidates)),)
    groups: dict[str, list[ShownCandidate]] = {}
    for each in candidates:
        groups.setdefault(each.system, []).append(each)
    return tuple((title, tuple(members)) for title, members in groups.items())


def picture_and_table(
    ranking: Ranking, language: str
) -> tuple[Markup, tuple[tuple[str, tuple[str, ...]], ...], tuple[str, ...]]:
    """What each statement adds to the first diseases: drawn, as rows, and the heads of both."""
    t = words(language)
    top = ranking.candidates[:PICTURED]
    names: dict[str, str] = {}
    for candidate in top:
        for each in candidate.reasons:
            names.setdefault(each.term, title_of(each, t))
    adds: list[Mapping[str, float]] = [
        {each.term: each.contribution for each in candidate.reasons} for candidate in top
    ]
    values = [[column.get(term, 0.0) for column in adds] for term in names]
    changing = sorted(range(len(values)), key=lambda n: -max(map(abs, values[n]), default=0.0))
    shown = set(changing[:MOST_ROWS])
    names = {term: name for n, (term, name) in enumerate(names.items()) if n in shown}
    values = [row for n, row in enumerate(values) if n in shown]
    columns = tuple(str(candidate.rank) for candidate in top)
    if not values:
        return Markup(), (), ()
    drawn = Markup(heat_map(list(names.values()), columns, values))  # noqa: S704 - escapes itself
    rows = tuple(
        (label, tuple(map(signed, row))) for label, row in zip(names.values(), values, strict=True)
    )
    return drawn, rows, columns


def side_by_side(compared: Sequence[ShownCandidate]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The statements that weigh most, with what each means for each of a few diseases."""
    first: dict[str, int] = {}
    for each in compared:
        for place, said in enumerate(each.every):
            first[said.label] = min(place, first.get(said.label, place))
    labels = sorted(first, key=lambda label: first[label])[:MOST_ROWS]
    told = [{reason.label: reason for reason in each.every} for each in compared]
    return tuple(
        (
            label,
            tuple(
                f"{reason.how} ({reason.adds})" if (reason := column.get(label)) else "–"
                for column in told
            ),
        )
        for label in labels
    )


def considered(count: int, version: str, language: str) -> str:
    """How many diseases were compared, on which release of the annotations."""
    return words(language)["dx_considered"].format(count=number(count, language), version=version)
