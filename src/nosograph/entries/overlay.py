"""What one hospital adds to entries or says in place of them, without forking: contacts and steps.

Rule 1. An overlay adds contacts and steps, or puts its own in the place of the dictionary's, whose
words stay within reach; it changes no claim, no criterion and no source.
Rule 2. Everything from it names the hospital and says that it is local, wherever it is shown.
Rule 3. What it means to change must be there: an overlay that no longer fits stops the build.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from nosograph.model.entries import Entry, Organisation
from nosograph.model.failures import SourceError
from nosograph.model.local import Local as Words
from nosograph.model.pathways import Edge, Pathway, Step

ABOUT = "overlay.yaml"


Part = TypeVar("Part", bound=msgspec.Struct)


class About(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`overlay.yaml`: whose overlay it is."""

    hospital: str
    emergency: Annotated[str, msgspec.Meta(pattern=r"^[0-9]{2,6}$")] = ""
    """The emergency number of the country, such as '911', in quotes."""


class Contact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A place of the hospital; never a person."""

    name: str
    place: str
    url: str = ""
    note: str | Mapping[str, str] = ""
    instead_of: str = ""
    """Name of the entry's organisation whose place it takes."""


class LocalStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Local words on a step of a pathway, in place of its own, or, with `after`, a new step."""

    pathway: str
    step: str
    text: str | Mapping[str, str]
    """In one language, or in several by their codes."""
    instead: bool = False
    """Whether the words take the place of the step's own."""
    after: str = ""
    """Id of the step that leads to the new one."""
    title: str = ""
    """Of a new step, or of one whose words are replaced."""


class Local(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`{slug}.yaml`: what the hospital adds to one entry."""

    contacts: tuple[Contact, ...] = ()
    steps: tuple[LocalStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Overlay:
    """The additions of one hospital."""

    hospital: str
    entries: Mapping[str, Local]
    folder: Path
    emergency: str = ""


def read_overlay(folder: Path) -> Overlay:
    """The overlay in `folder`.

    Raises:
        SourceError: it is missing or says what an overlay cannot say.
    """
    if not (folder / ABOUT).is_file():
        raise SourceError(f"no overlay at {folder}: it needs {ABOUT} with `hospital: its name`")
    files = sorted(each for each in folder.glob("*.yaml") if each.name != ABOUT)
    about = _read(folder / ABOUT, About)
    local = {each.stem: _read(each, Local) for each in files}
    return Overlay(about.hospital, local, folder, about.emergency)


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
        raise SourceError(
            f"{overlay.folder / unknown[0]}.yaml: the dictionary has no entry {unknown[0]}: "
            "name the file after the entry's folder"
        )
    known = tuple(replace(entry, emergency=overlay.emergency) for entry in known)
    return tuple(
        _with(entry, overlay.entries[entry.slug], overlay)
        if entry.slug in overlay.entries
        else entry
        for entry in known
    )


def _with(entry: Entry, local: Local, overlay: Overlay) -> Entry:
    path = overlay.folder / f"{entry.slug}.yaml"
    organisations = list(entry.organisations)
    added = []
    for number, each in enumerate(local.contacts):
        contact = _contact(each, overlay.hospital)
        names = [organisation.name for organisation in organisations]
        with _telling(path, "contacts", number):
            if not each.instead_of:
                added.append(contact)
            elif each.instead_of in names:
                organisations[names.index(each.instead_of)] = contact
            else:
                raise SourceError(
                    f"no organisation is called {each.instead_of!r}: {_choose(names)}"
                )
    pathways = {each.id: each for each in entry.pathways}
    for number, step in enumerate(local.steps):
        with _telling(path, "steps", number):
            if step.pathway not in pathways:
                raise SourceError(f"there is no pathway {step.pathway}: {_choose(pathways)}")
            pathways[step.pathway] = _with_step(pathways[step.pathway], step, overlay.hospital)
    return replace(
        entry,
        organisations=(*added, *organisations),
        pathways=tuple(pathways.values()),
    )


@contextmanager
def _telling(path: Path, part: str, number: int) -> Iterator[None]:
    """Put file and line before what is wrong with the part of that number."""
    try:
        yield
    except SourceError as error:
        # Read again for the line: the reader of values keeps none.
        line = YAML().load(path.read_text("utf-8"))[part].lc.item(number)[0] + 1
        raise SourceError(f"{path}:{line}: {error}") from None


def _choose(names: Iterable[str]) -> str:
    known = ", ".join(names)
    return f"name one of {known}" if known else "the entry has none, so leave it out"


def _contact(contact: Contact, hospital: str) -> Organisation:
    words = _words(contact.note) if contact.note else (("", ""),)
    local = Words(hospital, words, instead=bool(contact.instead_of))
    name = f"{contact.name} ({hospital})"
    return Organisation(name, "centre", contact.place, contact.url, local=local)


def _words(text: str | Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return (("", text),) if isinstance(text, str) else tuple(sorted(text.items()))


def _with_step(pathway: Pathway, local: LocalStep, hospital: str) -> Pathway:
    wanted = local.after or local.step
    _check(pathway, local, wanted)
    words = _words(local.text)
    said = Words(hospital, words, local.instead, bool(local.after))
    steps: list[Step] = []
    for step in pathway.steps:
        if step.id != wanted:
            steps.append(step)
        elif local.after:
            title = f"{local.title or local.step} ({hospital})"
            steps.append(replace(step, leads_to=(Edge(local.step, local=hospital),)))
            steps.append(Step(local.step, title, step.select, local=said, leads_to=step.leads_to))
        elif local.title:
            said = replace(said, title_before=step.title)
            steps.append(replace(step, title=f"{local.title} ({hospital})", local=said))
        else:
            steps.append(replace(step, local=said))
    return replace(pathway, steps=tuple(steps))


def _check(pathway: Pathway, local: LocalStep, wanted: str) -> None:
    steps = {step.id: step for step in pathway.steps}
    if wanted not in steps:
        raise SourceError(f"pathway {pathway.id} has no step {wanted}: {_choose(steps)}")
    if local.after and local.step in steps:
        raise SourceError(f"pathway {pathway.id} has that step already: give {local.step} another id")  # fmt: skip
    if local.instead and local.after:
        raise SourceError(f"step {local.step} is new (after) and cannot stand instead of one: leave out one of the two")  # fmt: skip
    if local.title and not (local.instead or local.after):
        raise SourceError(f"step {local.step} has a title, which only a new step or one instead of another can have: leave it out")  # fmt: skip
    if not local.after and steps[wanted].local:
        raise SourceError(f"step {local.step} has local words already: join the two")
    words = _words(local.text)
    if not words or not all(text for _, text in words):
        raise SourceError(f"step {local.step} has no text: write what is to be said")
