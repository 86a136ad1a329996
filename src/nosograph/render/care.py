"""Where to find care, told on a disease's own page.

Rule. Only the disease is named here and in the link; nobody's position ever is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from nosograph.model.diseases import Disease
from nosograph.reasoning.referral import Basis, Suggestion, suggest
from nosograph.render.languages import Words, specialty_name, words
from nosograph.render.site import path

SHOWN = 3
"""Specialties named; the page behind the link has them all, with reasons."""


@dataclass(frozen=True, slots=True)
class CarePanel:
    """The first specialties of a disease, and whether expert centres are listed."""

    basis: str
    """What the specialties rest on, in words."""
    specialties: tuple[str, ...]
    centres: str
    href: str


def care_panel(disease: Disease, language: str) -> CarePanel:
    """The panel for a disease at any age."""
    t = words(language)
    suggestions = suggest(disease)
    basis = {
        Basis.CURATED: t["find_recommended"],
        Basis.NAME: t["care_findings"],
        Basis.FINDINGS: t["care_findings"],
        Basis.NONE: t["care_none"],
    }[suggestions[0].basis]
    count = len(disease.centres)
    return CarePanel(
        basis,
        tuple(dict.fromkeys(specialty_name(each.code, language) for each in suggestions))[:SHOWN],
        t["care_centres"].format(count=count) if count else t["care_no_centres"],
        path(language, f"/find?disease={quote(disease.slug)}"),
    )


def why(suggestion: Suggestion, t: Words) -> str:
    """Why a specialty is suggested."""
    if suggestion.basis is Basis.CURATED:
        return suggestion.note
    return t[f"find_why_{suggestion.basis}"].format(findings=", ".join(suggestion.evidence))


def titles(disease: Disease, keys: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Title and address of what the keys of references stand for; an address may be empty."""
    items = {each.key: each.csl for each in disease.references}
    shown = []
    for key in keys:
        item = items.get(key, {})
        doi, url = str(item.get("DOI", "")), str(item.get("URL", ""))
        address = f"https://doi.org/{quote(doi)}" if doi else url
        title = str(item.get("title", key)).removeprefix("[").removesuffix("]")
        shown.append((title, address if address.startswith(("https://", "http://")) else ""))
    return tuple(shown)
