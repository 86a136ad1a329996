"""What one hospital adds to entries without forking them: its contacts, its words on a step.

Rule 1. An overlay adds or rewords; it takes nothing away and changes no source.
Rule 2. Everything from it names the hospital and says that it is local, wherever it is shown.
Rule 3. What it means to change must be there: an overlay that no longer fits stops the build.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from nosograph.model.entries import Entry, Organisation
from nosograph.model.failures import SourceError
from nosograph.model.pathways import Edge, Pathway, Step

ABOUT = "overlay.yaml"


Part = TypeVar("Part", bound=msgspec.Struct)


class About(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`overlay.yaml`: whose overlay it is."""

    hospital: str


class Contact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A place of the hospital; never a person."""

    name: str
    place: str
    url: str = ""
    note: str = ""


class LocalStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Local words on a step of a pathway, or, with `after`, a step of its own."""

    pathway: str
    step: str
    text: str
    after: str = ""
    """Id of the step that leads to the new one."""
    title: str = ""
    """Of a new step."""


class Local(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`{slug}.yaml`: what the hospital adds to one entry."""

    contacts: tuple[Contact, ...] = ()
    steps: tuple[LocalStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Overlay:
    """The additions of one hospital."""

    hospital: str
    entries: Mapping[str, Local]


def read_overlay(folder: Path) -> Overlay:
    """The overlay in `folder`.

    Raises:
        SourceError: it is missing or says what an overlay cannot say.
    """
    if not (folder / ABOUT).is_file():
        raise SourceError(f"no overlay at {folder}: it needs {ABOUT} with `hospital: its name`")
    files = sorted(each for each in folder.glob("*.yaml") if each.name != ABOUT)
    return Overlay(
        _read(folder / ABOUT, About).hospital, {each.stem: _read(each, Local) for each in files}
    )


def _read(path: Path, type: type[Part]) -> Part:
    try:
        return msgspec.convert(YAML(typ="safe").load(path.read_text("utf-8")) or {}, type)
    except (YAMLError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise SourceError(f"{path}: {error}") from None


def overlaid(entries: Iterable[Entry], overlay: Overlay) -> tuple[Entry, ...]:
    """The entries with what the hospital adds.

    Raises:
        SourceError: the overlay speaks of what is not there.
    """
    known = tuple(entries)
    unknown = sorted(set(overlay.entries) - {entry.slug for entry in known})
    if unknown:
        raise SourceError(f"the overlay is about entries that are not there: {', '.join(unknown)}")
    return tuple(
        _with(entry, overlay.entries[entry.slug], overlay.hospital)
        if entry.slug in overlay.entries
        else entry
        for entry in known
    )


def _with(entry: Entry, local: Local, hospital: str) -> Entry:
    contacts = tuple(
        Organisation(
            f"{each.name} ({hospital})",
            "centre",
            each.place,
            each.url,
            _marked(each.note, hospital),
        )
        for each in local.contacts
    )
    pathways = {each.id: each for each in entry.pathways}
    for step in local.steps:
        if step.pathway not in pathways:
            raise SourceError(f"the overlay of {entry.slug} names no pathway of it: {step.pathway}")
        pathways[step.pathway] = _with_step(pathways[step.pathway], step, hospital)
    return replace(
        entry,
        organisations=(*contacts, *entry.organisations),
        pathways=tuple(pathways.values()),
    )


def _marked(text: str, hospital: str) -> str:
    return " ".join(part for part in (f"[local: {hospital}]", text) if part)


def _with_step(pathway: Pathway, local: LocalStep, hospital: str) -> Pathway:
    ids = {step.id for step in pathway.steps}
    wanted = local.after or local.step
    if wanted not in ids or (local.after and local.step in ids):
        problem = "has that step already" if wanted in ids else f"has no step {wanted}"
        raise SourceError(f"the overlay does not fit: pathway {pathway.id} {problem}")
    text = _marked(local.text, hospital)
    steps: list[Step] = []
    for step in pathway.steps:
        if step.id != wanted:
            steps.append(step)
        elif local.after:
            title = f"{local.title or local.step} ({hospital})"
            steps.append(replace(step, leads_to=(Edge(local.step, inferred=f"local: {hospital}"),)))
            steps.append(Step(local.step, title, step.select, text, leads_to=step.leads_to))
        else:
            steps.append(replace(step, text=f"{step.text} {text}".strip()))
    return replace(pathway, steps=tuple(steps))
