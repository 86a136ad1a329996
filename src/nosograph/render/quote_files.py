"""Statements quoted in answer to a question, as JSON."""

from msgspec import Struct

from nosograph.model.diseases import Disease
from nosograph.prose.claims import Claim
from nosograph.render.claim_files import ClaimRecord, claim_records


class QuoteRecord(Struct, frozen=True):
    """A statement that answers, and whose it is."""

    disease: str
    """The slug of the entry."""
    name: str
    chapter: str
    text: str
    review: str
    """reviewed, or not-reviewed by a clinician."""
    claim: ClaimRecord
    """The statement with its id and sources."""


def quote_record(disease: Disease, claim: Claim, chapter: str) -> QuoteRecord:
    """A statement of a disease's entry.

    Raises:
        ValueError: the disease has no entry.
    """
    if disease.entry is None:
        raise ValueError(f"{disease.slug} has no entry")
    (record,) = claim_records(disease.entry, (claim,))
    status = disease.entry.review.status
    return QuoteRecord(disease.slug, disease.name, chapter, claim.text, status, record)
