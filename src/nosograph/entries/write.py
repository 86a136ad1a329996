"""An `Entry` as its folder's files, in canonical form: the inverse of reading.

Rule. What is written reads back as the same entry, and a folder in canonical form is written
byte for byte as it was.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from nosograph.entries.codec import slots_of, write_form
from nosograph.entries.entry_yaml import EntryPart
from nosograph.entries.kinds import KINDS
from nosograph.entries.read import (
    ENTRY,
    PROFESSIONAL,
    REFERENCES,
    patient_file,
)
from nosograph.model.entries import (
    Chapter,
    Entry,
    PatientSection,
    Reference,
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
    said = {slot.name: getattr(entry, slot.name) for slot in slots_of(EntryPart)}
    return write_form(EntryPart(**said))


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
