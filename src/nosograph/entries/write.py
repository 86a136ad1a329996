"""An `Entry` as its folder's files, in canonical form: the inverse of reading.

Rule. What is written reads back as the same entry, and a folder in canonical form is written
byte for byte as it was.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nosograph.entries.block_style import block_lines
from nosograph.entries.codec import write_form
from nosograph.entries.entry_yaml import KEYS
from nosograph.entries.frequency import write_frequency
from nosograph.entries.kinds import KINDS
from nosograph.entries.read import (
    ENTRY,
    PROFESSIONAL,
    REFERENCES,
    patient_file,
)
from nosograph.model.entries import (
    Chapter,
    CodeLink,
    Entry,
    Figure,
    Finding,
    Name,
    Organisation,
    PatientSection,
    Reference,
    SeenBy,
)


def write_entry(entry: Entry, folder: Path) -> None:
    """Write the entry's files into `folder`, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in entry_files(entry).items():
        (folder / name).write_bytes(text.encode())


def entry_files(entry: Entry) -> dict[str, str]:
    """File name → text, for the files that the entry needs."""
    files = {ENTRY: write_entry_yaml(entry)}
    if entry.professional:
        files[PROFESSIONAL] = write_chapters(entry.professional)
    for language, sections in entry.patient.items():
        if sections:
            files[patient_file(language)] = write_sections(sections)
    if entry.references:
        files[REFERENCES] = write_references(entry.references)
    held = {kind.file: kind.of_entry(entry) for kind in KINDS}
    files |= {file: write_form(form) for file, form in held.items() if form is not None}
    return files


def write_entry_yaml(entry: Entry) -> str:
    """The text of entry.yaml."""
    review = {
        "status": entry.review.status,
        "updated": entry.review.updated,
        "due": entry.review.due,
        "reviewers": entry.review.reviewers,
        "records": [
            _filled(
                {"by": r.by, "role": r.role, "date": r.on, "conflicts": r.conflicts, "note": r.note}
            )
            for r in entry.review.records
        ],
    }
    values: dict[str, Any] = {
        "kind": entry.kind.value,
        "name": entry.name,
        "names": [_name(each) for each in entry.names],
        "codes": [_code(each) for each in entry.codes],
        "former_slugs": entry.former_slugs,
        "licence": entry.licence,
        "editors": entry.editors,
        "review": _filled(review),
        "findings": [_finding(each) for each in entry.findings],
        "figures": [_figure(each) for each in entry.figures],
        "organisations": [_organisation(each) for each in entry.organisations],
        "specialties": [_specialty(each) for each in entry.specialties],
    }
    return "\n".join(block_lines(_filled({key: values[key] for key in KEYS}))) + "\n"


def write_chapters(chapters: Iterable[Chapter]) -> str:
    """The text of professional.md."""
    return _joined((f"{'#' * each.level} {each.title}", each.text) for each in chapters)


def write_sections(sections: Iterable[PatientSection]) -> str:
    """The text of a plain-language file."""
    return _joined((_section_heading(each), each.text) for each in sections)


def write_references(references: Iterable[Reference]) -> str:
    """The text of references.json."""
    items = [each.csl for each in sorted(references, key=lambda each: each.key)]
    return json.dumps(items, indent=2, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n"


def _joined(pieces: Iterable[tuple[str, str]]) -> str:
    return "\n\n".join(text for piece in pieces for text in piece if text) + "\n"


def _section_heading(section: PatientSection) -> str:
    attributes = [f"#{section.id}"] if section.id else []
    if section.renders:
        attributes.append(f'renders="{" ".join(section.renders)}"')
    return f"# {section.title}" + (f" {{{' '.join(attributes)}}}" if attributes else "")


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in ("", (), [], None)}


def _unless(default: str, value: str) -> str:
    return "" if value == default else value


def _name(name: Name) -> dict[str, Any]:
    return _filled(
        {
            "text": name.text,
            "language": _unless("en", name.language),
            "type": _unless("synonym", name.type),
            "sources": name.sources,
        }
    )


def _code(link: CodeLink) -> dict[str, Any]:
    return _filled(
        {
            "code": str(link.code),
            "match": _unless("exact", link.match),
            "note": link.note,
            "sources": link.sources,
        }
    )


def _finding(finding: Finding) -> dict[str, Any]:
    frequency = finding.frequency
    return _filled(
        {
            "term": finding.term,
            "label": finding.label,
            "population": _unless("all", finding.population),
            "phase": finding.phase,
            "frequency": "" if frequency is None else write_frequency(frequency),
            "note": finding.note,
            "sources": finding.sources,
        }
    )


def _figure(figure: Figure) -> dict[str, Any]:
    return _filled(
        {
            "id": figure.id,
            "topic": figure.topic,
            "label": figure.label,
            "value": figure.value,
            "unit": figure.unit,
            "population": figure.population,
            "note": figure.note,
            "sources": figure.sources,
        }
    )


def _organisation(organisation: Organisation) -> dict[str, Any]:
    return _filled(
        {
            "name": organisation.name,
            "kind": organisation.kind,
            "place": organisation.place,
            "url": organisation.url,
            "note": organisation.note,
            "sources": organisation.sources,
        }
    )


def _specialty(specialty: SeenBy) -> dict[str, Any]:
    population = specialty.population
    return _filled(
        {
            "code": specialty.code,
            "population": population if population != "all" else "",
            "why": specialty.why,
            "sources": specialty.sources,
        }
    )
