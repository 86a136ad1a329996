"""What an entry rests on."""

from dataclasses import dataclass

from nosograph.model.diseases import Disease
from nosograph.model.entries import Entry, Kind
from nosograph.prose.claims import Claim, claims_of
from nosograph.render.claim_report import ClaimReport, claim_report


@dataclass(frozen=True, slots=True)
class ClaimsAnswer:
    """The claims of an entry, and their report."""

    disease: Disease
    entry: Entry
    claims: tuple[Claim, ...]
    report: ClaimReport


def claims(disease: Disease) -> ClaimsAnswer | None:
    """Every claim that editors make of a disease; None where they have written no entry."""
    if disease.entry is None or disease.kind not in (Kind.CURATED, Kind.PRESENTATION):
        return None
    entry = disease.entry
    return ClaimsAnswer(disease, entry, claims_of(entry), claim_report(entry))
