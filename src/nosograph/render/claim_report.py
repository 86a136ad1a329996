"""What an entry's claims rest on, counted: for its editors and for whoever wants to trust it.

Rule. The report counts what the text and the references say themselves; it judges nothing.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from nosograph.model.entries import Entry
from nosograph.prose.claims import Claim, Support, claims_of
from nosograph.prose.read import read
from nosograph.prose.reading import Reading, reading_of
from nosograph.prose.statements import Passage, passages
from nosograph.prose.twins import TwinState, twin_states

NOT_READ = frozenset({"title", "citation", "secondary source", ""})
"""What `custom.read` says of a work whose text nobody has seen."""


@dataclass(frozen=True, slots=True)
class SectionReport:
    """A patient section: whether it is up to date, and how hard it is to read."""

    language: str
    section: str
    status: str
    confirmed: date | None
    new: tuple[str, ...]
    """Claims that came since, by id."""
    gone: tuple[str, ...]
    reworded: bool
    grade: float | None
    """School years; None when the section is too short to say."""
    loose_numbers: tuple[str, ...]
    """Numbers in the section that no claim it renders contains."""


@dataclass(frozen=True, slots=True)
class ClaimReport:
    """An entry's claims in numbers, and what should be looked at."""

    slug: str
    claims: int
    support: Mapping[str, int]
    evidence: Mapping[str, int]
    """By kind of evidence, `unknown` where nobody has said."""
    sources: int
    unsourced: tuple[str, ...]
    """Claims without a source outside editorial text and unknowns, by id."""
    editorial: int
    unknown: int
    """Statements that nothing is known."""
    uncited_figures: tuple[str, ...]
    """Figures without a source, by id."""
    uncited_numbers: tuple[str, ...]
    """Numbers in editorial text, each with the id of its statement."""
    retracted: Mapping[str, int]
    """Retracted works that are still cited → how many claims rest on them."""
    not_read: tuple[str, ...]
    """Works cited as read themselves, of which nobody has seen the text."""
    sections: tuple[SectionReport, ...]


def claim_report(entry: Entry) -> ClaimReport:
    """The report of one entry."""
    claims = claims_of(entry)
    backings = [backing for claim in claims for backing in claim.backings]
    custom = {each.key: each.csl.get("custom") or {} for each in entry.references}
    return ClaimReport(
        slug=entry.slug,
        claims=len(claims),
        support={str(each): sum(c.support is each for c in claims) for each in Support},
        evidence=dict(sorted(Counter(each.evidence or "unknown" for each in backings).items())),
        sources=len({key for claim in claims for key in claim.keys}),
        unsourced=tuple(
            each.id for each in claims if not each.backings and each.block not in _ALLOWED
        ),
        editorial=sum(claim.block == "editorial" for claim in claims),
        unknown=sum(claim.block == "unknown" for claim in claims),
        uncited_figures=tuple(each.id for each in entry.figures if not each.sources),
        uncited_numbers=tuple(_numbers(claims)),
        retracted={
            key: sum(key in claim.keys for claim in claims)
            for key, told in custom.items()
            if told.get("retracted")
        },
        not_read=_not_read(claims, custom),
        sections=tuple(_section(state) for state in twin_states(entry, claims)),
    )


_ALLOWED = frozenset({"editorial", "unknown"})
_OWN_WORDS = frozenset({"editorial", "emergency"})
_NUMBER = re.compile(r"\b\d[\d.,]*(?:\s?%)?")


def _numbers(claims: Iterable[Claim]) -> Iterable[str]:
    for claim in claims:
        if not claim.backings and claim.block == "editorial":
            yield from (f"{match[0]} ({claim.id})" for match in _NUMBER.finditer(claim.text))


def _not_read(
    claims: Iterable[Claim], custom: Mapping[str, Mapping[str, object]]
) -> tuple[str, ...]:
    direct = {
        backing.key
        for claim in claims
        for backing in claim.backings
        if not backing.via and backing.support is not Support.SECONDARY
    }
    return tuple(
        sorted(key for key in direct & set(custom) if str(custom[key].get("read", "")) in NOT_READ)
    )


def _section(state: TwinState) -> SectionReport:
    reading: Reading | None = reading_of(state.section.text, state.language)
    return SectionReport(
        language=state.language,
        section=state.section.id,
        status=str(state.status),
        confirmed=state.confirmation.on if state.confirmation else None,
        new=tuple(claim.id for claim in state.new),
        gone=state.gone,
        reworded=state.reworded,
        grade=round(reading.grade, 1) if reading else None,
        loose_numbers=tuple(_loose_numbers(state)),
    )


def _loose_numbers(state: TwinState) -> Iterator[str]:
    # "94 of 100" is how families are told "94 %" and "94.4 %".
    said = {n for claim in state.claims for n in _plain_numbers(claim.text)}
    known = {"100"} | said | {str(Decimal(n).to_integral_value(ROUND_HALF_UP)) for n in said}
    for passage in passages(read(state.section.text)):
        if isinstance(passage, Passage) and passage.block not in _OWN_WORDS:
            yield from (each for each in _plain_numbers(passage.words) if each not in known)


def _plain_numbers(text: str) -> list[str]:
    """Numbers as digits, the German comma written as a point."""
    return [each.replace(",", ".") for each in re.findall(r"\d+(?:[.,]\d+)?", text)]
