"""An entry's folder as an `Entry`, every problem on the way reported.

Rule 1. Reading goes on after a mistake; the file with the mistake counts as unread only when
nothing in it could be understood.
Rule 2. `LocatedEntry` keeps the places, for the checker; nobody else needs them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nosograph.entries.codec import Form, read_form, slots_of
from nosograph.entries.criteria_files import VIGNETTES, VignetteFile, read_vignette_file
from nosograph.entries.criteria_yaml import FILE as CRITERIA
from nosograph.entries.criteria_yaml import CriteriaFile, read_criteria
from nosograph.entries.entry_yaml import EntryPart, read_entry_yaml
from nosograph.entries.fields import LANGUAGE, SLUG
from nosograph.entries.files import read_file
from nosograph.entries.kinds import KINDS, PRESENTATION
from nosograph.entries.lexicons import LEXICONS
from nosograph.entries.problems import Desk, did_you_mean
from nosograph.entries.references import ReferenceList, read_references
from nosograph.model.entries import Chapter, Entry, Kind, PatientSection
from nosograph.model.problems import Report
from nosograph.prose.parts import Part, chapters, parts, patient_sections

ENTRY = "entry.yaml"
PROFESSIONAL = "professional.md"
REFERENCES = "references.json"

_FILES = (ENTRY, PROFESSIONAL, REFERENCES, CRITERIA, VIGNETTES, *(kind.file for kind in KINDS))
_PATIENT = re.compile(r"patient\.([^.]+)\.md")
_OTHERS = ("cases", "source.wiki", "proposed")
"""Parts of an entry that other readers read."""


def patient_file(language: str) -> str:
    """The name of the file that holds the plain-language text."""
    return f"patient.{language}.md"


@dataclass(frozen=True, slots=True)
class LocatedEntry:
    """What a folder holds, with places."""

    slug: str
    prefix: str
    """What stands before file names in problems: empty, or the folder's name and a slash."""
    yaml: EntryPart | None
    texts: dict[str, str]
    """File name → its text, for the files that are there."""
    patient: dict[str, tuple[PatientSection, ...]]
    references: ReferenceList | None
    """None when references.json is there but cannot be read."""
    forms: dict[str, Form[Any]]
    """File name → what it holds, for each of `KINDS`."""
    criteria: CriteriaFile = field(default_factory=CriteriaFile)
    vignettes: VignetteFile = field(default_factory=VignetteFile)

    @property
    def parts(self) -> dict[str, tuple[Part, ...]]:
        """The parts of each text, as their pages show them."""
        return {
            file: parts(text, 6 if file == PROFESSIONAL else 1)
            for file, text in self.texts.items()
            if file.endswith(".md")
        }

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The chapters of the professional text."""
        return chapters(self.texts.get(PROFESSIONAL, ""))

    @property
    def entry(self) -> Entry | None:
        """The entry; None when entry.yaml or references.json cannot be read."""
        yaml = self.yaml
        if yaml is None or self.references is None:
            return None
        return Entry(
            slug=self.slug,
            **{slot.name: getattr(yaml, slot.name) for slot in slots_of(EntryPart)},
            professional=self.chapters,
            patient=self.patient,
            references=self.references.references,
            **{kind.field: kind.of_form(self.forms[kind.file]) for kind in KINDS},
        )

    def desk(self, file: str, report: Report) -> Desk:
        """Where the problems of one of the files go."""
        return Desk(report, self.prefix + file)


def read_entry(folder: Path, report: Report) -> Entry | None:
    """The entry in `folder`; None when nothing in it is usable."""
    return read_located(folder, report).entry


def read_dictionary(root: Path, report: Report) -> tuple[Entry, ...]:
    """The readable entries of a dictionary, by slug."""
    found = (read_entry(folder, report) for folder in entry_folders(root))
    return tuple(entry for entry in found if entry is not None)


def entry_folders(root: Path) -> tuple[Path, ...]:
    """The folders of a dictionary that are meant as entries, by name."""
    folders = (each for each in root.iterdir() if each.is_dir() and not each.name.startswith("."))
    folders = (each for each in folders if each.name != LEXICONS)
    return tuple(sorted(each for each in folders if any(each.iterdir())))


def read_located(  # a file of the folder a step
    folder: Path, report: Report, prefix: str | None = None
) -> LocatedEntry:
    """The folder's contents with places; problems carry `prefix` before the file name."""
    slug = folder.absolute().name
    prefix = f"{slug}/" if prefix is None else prefix
    _check_folder(folder, slug, prefix, report)
    texts: dict[str, str] = {}
    for file in (*_FILES, *_patient_files(folder)):
        text = read_file(folder / file, Desk(report, prefix + file))
        if text is not None:
            texts[file] = text
    yaml = _yaml(texts, Desk(report, prefix + ENTRY))
    if yaml is not None:
        _check_complete(yaml.kind, texts, prefix, report)
    references: ReferenceList | None = ReferenceList()
    if REFERENCES in texts:
        references = read_references(texts[REFERENCES], Desk(report, prefix + REFERENCES))
    patient = {
        found[1]: sections
        for file, text in sorted(texts.items())
        if (found := _PATIENT.fullmatch(file)) and (sections := patient_sections(text))
    }
    forms: dict[str, Form[Any]] = {}
    for kind in KINDS:
        form: Form[Any] = Form()
        if kind.file in texts:
            desk = Desk(report, prefix + kind.file)
            form = read_form(texts[kind.file], kind.form, kind.what, desk)
            kind.check(form)
        forms[kind.file] = form
    criteria, vignettes = CriteriaFile(), VignetteFile()
    if CRITERIA in texts:
        criteria = read_criteria(texts[CRITERIA], Desk(report, prefix + CRITERIA))
    if VIGNETTES in texts:
        vignettes = read_vignette_file(texts[VIGNETTES], Desk(report, prefix + VIGNETTES))
    return LocatedEntry(slug, prefix, yaml, texts, patient, references, forms, criteria, vignettes)


def _yaml(texts: dict[str, str], desk: Desk) -> EntryPart | None:
    if ENTRY in texts:
        return read_entry_yaml(texts[ENTRY], desk)
    desk.note("missing-file", f"there is no readable {ENTRY}", value=ENTRY, hint="write one")
    return None


def _patient_files(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("patient.*.md")):
        found = _PATIENT.fullmatch(path.name)
        if found and LANGUAGE.fullmatch(found[1]):
            yield path.name


def _check_folder(folder: Path, slug: str, prefix: str, report: Report) -> None:
    if not SLUG.fullmatch(slug):
        Desk(report, prefix or slug).note(
            "bad-slug",
            f"folder name {slug!r} is not a slug",
            value=slug,
            hint="use lower-case letters, digits and single hyphens",
        )
    known = {*_FILES, *_OTHERS, *_patient_files(folder)}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name not in known and not path.name.startswith("."):
            hint = did_you_mean(path.name, {*known, patient_file("en")}, "move it elsewhere")
            Desk(report, prefix + path.name).note(
                "unknown-file", f"an entry has no file {path.name!r}", value=path.name, hint=hint
            )


_NEEDED = {
    Kind.CURATED: (PROFESSIONAL, patient_file("en"), REFERENCES),
    Kind.PRESENTATION: (PRESENTATION, patient_file("en"), REFERENCES),
}
"""Kind of entry → the files that it cannot do without."""


def _check_complete(kind: Kind, texts: dict[str, str], prefix: str, report: Report) -> None:
    for file in _NEEDED.get(kind, ()):
        if file not in texts:
            Desk(report, prefix + file).note(
                "missing-file",
                f"a {kind} entry needs {file}",
                value=file,
                hint="write it, or make the entry a stub with 'kind: stub'",
            )
    for file, other in ((PRESENTATION, Kind.CURATED), (PROFESSIONAL, Kind.PRESENTATION)):
        if file in texts and kind is other:
            Desk(report, prefix + file).note(
                "unknown-file",
                f"a {kind} entry has no file {file!r}",
                value=file,
                hint="a presentation has 'kind: presentation', and presentation.yaml for its text",
            )
