"""Twins: whether a plain-language section still says what the professional text says.

Rule 1. A section counts as confirmed only for the claims and the words that it was confirmed
for; any other claim under the chapters that it renders makes it stale.
Rule 2. A stale section stays on the page, and the page says so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nosograph.model.entries import Confirmation, Entry, PatientSection
from nosograph.prose.claims import Claim, claim_id, claims_of, claims_rendered


class TwinStatus(StrEnum):
    """How a section stands to the claims that it renders."""

    CONFIRMED = "confirmed"
    STALE = "stale"
    """The claims, or the section's own words, have changed since it was confirmed."""
    UNCONFIRMED = "unconfirmed"
    """Nobody has said that the two were compared."""


@dataclass(frozen=True, slots=True)
class TwinState:
    """A section and what has happened since it was confirmed."""

    language: str
    section: PatientSection
    status: TwinStatus
    claims: tuple[Claim, ...]
    """All claims that it renders."""
    confirmation: Confirmation | None = None
    new: tuple[Claim, ...] = ()
    """Claims that were not there when it was confirmed, or had other words."""
    gone: tuple[str, ...] = ()
    """Ids of claims that were there then, and are not any more."""
    reworded: bool = False
    """Whether the section itself has other words now."""

    @property
    def changed(self) -> int:
        """How many claims have changed: a reworded one is gone and new at once."""
        return max(len(self.new), len(self.gone))


def twin_states(entry: Entry, claims: Iterable[Claim] | None = None) -> tuple[TwinState, ...]:
    """Every patient section in every language."""
    known = claims_of(entry) if claims is None else tuple(claims)
    return tuple(_states(entry, known))


def _states(entry: Entry, claims: tuple[Claim, ...]) -> Iterator[TwinState]:
    confirmed = {(each.language, each.section): each for each in entry.confirmations}
    for language, sections in entry.patient.items():
        for section in sections:
            rendered = claims_rendered(entry, section.renders, claims)
            yield _state(language, section, rendered, confirmed.get((language, section.id)))


def _state(
    language: str,
    section: PatientSection,
    rendered: tuple[Claim, ...],
    confirmation: Confirmation | None,
) -> TwinState:
    if confirmation is None:
        return TwinState(language, section, TwinStatus.UNCONFIRMED, rendered)
    before, now = set(confirmation.claims), {claim.id for claim in rendered}
    reworded = claim_id(section.text) != confirmation.text
    return TwinState(
        language,
        section,
        TwinStatus.STALE if before != now or reworded else TwinStatus.CONFIRMED,
        rendered,
        confirmation,
        new=tuple(claim for claim in rendered if claim.id not in before),
        gone=tuple(id for id in confirmation.claims if id not in now),
        reworded=reworded,
    )


def confirmed(
    entry: Entry, wanted: Iterable[TwinState], on: date, by: str
) -> Iterator[Confirmation]:
    """The confirmations of an entry after the sections in `wanted` were compared, in page order."""
    fresh = {(each.language, each.section.id) for each in wanted}
    for state in twin_states(entry):
        if (state.language, state.section.id) in fresh:
            yield Confirmation(
                section=state.section.id,
                language=state.language,
                on=on,
                by=by,
                text=claim_id(state.section.text),
                claims=tuple(claim.id for claim in state.claims),
            )
        elif state.confirmation is not None:
            yield state.confirmation
