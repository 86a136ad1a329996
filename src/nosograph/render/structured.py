"""What search engines are told about an entry, in schema.org's words.

Rule. Nothing stands here that the page does not show; an entry nobody has reviewed claims no
review.
"""

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from nosograph.model.diseases import Disease
from nosograph.model.entries import Audience
from nosograph.render.findings import most_surely_first
from nosograph.render.site import SiteInfo

MOST_SIGNS = 30
"""Findings named in the record, the most frequent first; chosen to keep pages small."""

_LICENCES = {
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}


def licence_url(licence: str) -> str:
    """Where a licence can be read, or an empty string."""
    return _LICENCES.get(licence, "")


def structured(page: Mapping[str, Any]) -> Markup:
    """A record of `as_linked_data`, safe inside a script element."""
    text = json.dumps(page, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 (JSON with <, > and & escaped, for a data block)


def as_linked_data(
    disease: Disease, audience: Audience, *, title: str, url: str, language: str, site: SiteInfo
) -> dict[str, Any]:
    """The page as a MedicalWebPage about a MedicalCondition."""
    page: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "name": title,
        "url": site.base_url + url,
        "inLanguage": language,
        "audience": {
            "@type": "MedicalAudience",
            "audienceType": "Patient" if audience is Audience.PATIENT else "Clinician",
        },
        "about": _condition(disease, site),
    }
    if disease.entry is not None:
        review = disease.entry.review
        page["dateModified"] = review.updated.isoformat()
        if licence_url(disease.entry.licence):
            page["license"] = licence_url(disease.entry.licence)
        if review.status == "reviewed":
            page["reviewedBy"] = [{"@type": "Person", "name": each} for each in review.reviewers]
            if review.records:
                page["lastReviewed"] = max(each.on for each in review.records).isoformat()
    return page


def _condition(disease: Disease, site: SiteInfo) -> dict[str, Any]:
    condition: dict[str, Any] = {
        "@type": "MedicalCondition",
        "name": disease.name,
        "code": [
            {
                "@type": "MedicalCode",
                "codeValue": link.code.value,
                "codingSystem": link.code.system,
            }
            for link in disease.codes
            if link.match == "exact"
        ],
    }
    names = list(dict.fromkeys(name.text for name in disease.names))
    if names:
        condition["alternateName"] = names
    if disease.definition:
        condition["description"] = disease.definition
    shown = [each for each in disease.findings if not each.excluded]
    shown.sort(key=most_surely_first)
    if shown:
        condition["signOrSymptom"] = [
            {"@type": "MedicalSignOrSymptom", "name": each.label} for each in shown[:MOST_SIGNS]
        ]
    if disease.criteria:
        condition["guideline"] = [
            {
                "@type": "MedicalGuideline",
                "name": each.label,
                "url": f"{site.base_url}/d/{disease.slug}/criteria/{each.term}",
                "guidelineSubject": {"@type": "MedicalCondition", "name": disease.name},
            }
            for each in disease.criteria
        ]
    told_apart = disease.entry.differential if disease.entry is not None else None
    if told_apart is not None and told_apart.neighbours:
        condition["differentialDiagnosis"] = [
            {
                "@type": "DDxElement",
                "diagnosis": {"@type": "MedicalCondition", "name": each.called},
            }
            for each in told_apart.neighbours
        ]
    return condition
