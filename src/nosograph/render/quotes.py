"""Statements quoted in answer to a question, decided before any template sees them."""

from collections.abc import Iterator
from dataclasses import dataclass

from nosograph.model.diseases import Disease
from nosograph.model.entries import Kind
from nosograph.prose.claims import Claim
from nosograph.render.languages import words
from nosograph.render.references import short_name
from nosograph.render.site import path
from nosograph.render.trust import claim_facts, claim_place


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """A statement, quoted whole."""

    id: str
    text: str
    href: str
    """Among the claims of its entry, with every source."""
    disease: str
    chapter: str
    facts: str
    """How it is supported, and by which works."""
    status: str
    """Whether a clinician has reviewed it."""


def shown_quote(
    disease: Disease, claim: Claim, number: int, chapter: str, language: str
) -> ShownQuote:
    """A statement of a disease's entry."""
    t = words(language)
    reviewed = disease.entry is not None and disease.entry.review.status == "reviewed"
    status = "" if reviewed else t["status_not_reviewed"]
    facts = " · ".join(filter(None, [claim_facts(claim, t), ", ".join(_works(disease, claim))]))
    return ShownQuote(
        claim.id,
        claim.text,
        path(language, f"/d/{disease.slug}/{claim_place(claim, number)}"),
        disease.name,
        chapter,
        facts,
        status if disease.kind is Kind.CURATED else "",
    )


def _works(disease: Disease, claim: Claim) -> Iterator[str]:
    items = {each.key: each.csl for each in disease.references}
    for key in claim.keys:
        yield short_name(items.get(key, {}), key)
