"""A disease as one JSON document.

Rule. Plain values only (text, numbers, lists, mappings), in a fixed order, so that the same
release always prints the same document.
"""

from collections.abc import Iterable
from typing import Any

from nosograph.model.annotations import Annotation, DiseaseFinding, Frequency
from nosograph.model.diseases import Disease, Labelled
from nosograph.model.entries import Audience, Entry, Finding, Kind
from nosograph.model.sources import Source
from nosograph.render.languages import words

PATIENT_LANGUAGE = "en"


def as_json(  # a part of the document a line
    disease: Disease,
    audience: Audience = Audience.PROFESSIONAL,
    sources: Iterable[Source] = (),
    language: str = PATIENT_LANGUAGE,
) -> dict[str, Any]:
    """Everything that the disease's page shows; `chapters` are those for `audience`."""
    entry = disease.entry
    used = set(disease.sources)
    return {
        "name": disease.name,
        "slug": disease.slug,
        "kind": str(disease.kind),
        "audience": str(audience),
        "status": status(disease),
        "review": _review(entry),
        "codes": [
            {"code": str(link.code), "match": link.match, "note": link.note, "url": link.code.page}
            for link in disease.codes
        ],
        "synonyms": [
            {"text": name.text, "language": name.language, "type": name.type}
            for name in disease.names
        ],
        "definition": disease.definition,
        "chapters": _chapters(entry, audience, language),
        "findings": [_finding(finding) for finding in disease.findings],
        "entry_findings": [_entry_finding(each) for each in entry.findings] if entry else [],
        "figures": _figures(entry),
        "onset": _labelled(disease.onset),
        "inheritance": _labelled(disease.inheritance),
        "course": _labelled(disease.course),
        "genes": [{"symbol": gene.symbol, "ncbi": gene.ncbi} for gene in disease.genes],
        "similar": [
            {
                "slug": each.slug,
                "name": each.name,
                "similarity": round(each.similarity, 4),
                "shared": _labelled(each.shared),
            }
            for each in disease.neighbours
        ],
        "organisations": _organisations(entry),
        "references": [dict(reference.csl) for reference in entry.references] if entry else [],
        "sources": [
            {
                "id": source.id,
                "title": source.title,
                "version": source.version,
                "licence": source.licence,
                "licence_url": source.licence_url,
                "attribution": source.attribution,
                "url": source.url,
            }
            for source in sources
            if source.id in used
        ],
        "licence": entry.licence if entry else "",
    }


def status(disease: Disease) -> str:
    """Who stands behind the text, in English: what the review line of the page says."""
    phrases = words("en")
    if disease.entry is None or disease.kind is Kind.ANNOTATED:
        return phrases["generated_from"]
    if disease.kind is Kind.STUB:
        return phrases["generated_stub"]
    review = disease.entry.review
    if review.status == "reviewed":
        return phrases["status_reviewed"].format(reviewers=", ".join(review.reviewers))
    return phrases["status_not_reviewed"]


def _review(entry: Entry | None) -> dict[str, Any] | None:
    if entry is None:
        return None
    return {
        "status": entry.review.status,
        "updated": entry.review.updated.isoformat(),
        "due": entry.review.due.isoformat(),
        "reviewers": list(entry.review.reviewers),
        "editors": list(entry.editors),
    }


def _chapters(entry: Entry | None, audience: Audience, language: str) -> list[dict[str, Any]]:
    if entry is None:
        return []
    if audience is Audience.PATIENT:
        return [
            {"id": each.id, "title": each.title, "renders": list(each.renders), "text": each.text}
            for each in entry.patient.get(language, ())
        ]
    return [
        {"id": each.id, "title": each.title, "level": each.level, "text": each.text}
        for each in entry.professional
    ]


def _finding(finding: DiseaseFinding) -> dict[str, Any]:
    return {
        "term": finding.term,
        "label": finding.label,
        "system": finding.system,
        "excluded": finding.excluded,
        "frequency": _frequency(finding.frequency),
        "rows": [_row(row) for row in finding.rows],
    }


def _row(row: Annotation) -> dict[str, Any]:
    return {
        "references": list(row.references),
        "excluded": row.excluded,
        "frequency": _frequency(row.frequency),
        "onset": row.onset,
        "sex": row.sex,
        "modifiers": list(row.modifiers),
        "evidence": row.evidence,
    }


def _frequency(frequency: Frequency | None) -> dict[str, Any] | None:
    if frequency is None:
        return None
    return {
        "text": str(frequency),
        "low": frequency.low,
        "high": frequency.high,
        "count": frequency.count,
        "total": frequency.total,
    }


def _entry_finding(finding: Finding) -> dict[str, Any]:
    return {
        "term": finding.term,
        "label": finding.label,
        "population": finding.population,
        "phase": list(finding.phase),
        "frequency": _frequency(finding.frequency),
        "note": finding.note,
        "sources": list(finding.sources),
    }


def _figures(entry: Entry | None) -> list[dict[str, Any]]:
    if entry is None:
        return []
    return [
        {
            "id": each.id,
            "topic": each.topic,
            "label": each.label,
            "value": each.value,
            "unit": each.unit,
            "population": each.population,
            "note": each.note,
            "sources": list(each.sources),
        }
        for each in entry.figures
    ]


def _organisations(entry: Entry | None) -> list[dict[str, Any]]:
    if entry is None:
        return []
    return [
        {
            "name": each.name,
            "kind": each.kind,
            "place": each.place,
            "url": each.url,
            "note": each.local.text("en") if each.local else each.note,
            "local": each.local.hospital if each.local else "",
        }
        for each in entry.organisations
    ]


def _labelled(terms: Iterable[Labelled]) -> list[dict[str, str]]:
    return [{"term": each.term, "label": each.label} for each in terms]
