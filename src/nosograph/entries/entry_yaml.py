"""entry.yaml: names, codes, review, findings, figures and organisations.

Rule. A part that lacks something is kept as far as it goes, so that what refers to it is not
reported as well; only what cannot be told apart from noise is dropped.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Annotated, Any

from nosograph.entries.codec import Form, read_form
from nosograph.entries.fields import LANGUAGE, SLUG
from nosograph.entries.nodes import Node
from nosograph.entries.problems import Desk, Place
from nosograph.model.codes import Code
from nosograph.model.entries import (
    CodeLink,
    Figure,
    Finding,
    Kind,
    Name,
    Organisation,
    Review,
    SeenBy,
)
from nosograph.model.forms import Always, Needed, OneOf, Unwritten

LICENCE = "CC-BY-SA-4.0"

_TAXONOMY = re.compile(r"[0-9]{3}[0-9A-Z]{6}X", re.ASCII)
"""What a code of the NUCC provider taxonomy looks like."""

_URL = re.compile(r"https?://[^\s/]+\.[^\s/]+(?:/\S*)?")
UNDATED = Review("not-reviewed", date.min, date.min)
"""Stands for a review that could not be read."""


@dataclass(frozen=True, slots=True)
class EntryPart:
    """What entry.yaml says: names, codes, review, findings, figures and organisations."""

    kind: Annotated[Kind, OneOf(("curated", "stub", "presentation"), "curated")]
    name: str
    names: tuple[Name, ...] = ()
    codes: tuple[CodeLink, ...] = ()
    former_slugs: tuple[str, ...] = ()
    licence: Annotated[str, Always()] = LICENCE
    editors: tuple[str, ...] = ()
    review: Annotated[Review, Needed()] = UNDATED
    findings: tuple[Finding, ...] = ()
    figures: tuple[Figure, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    specialties: tuple[SeenBy, ...] = ()
    form: Annotated[Form[Any], Unwritten()] = field(default_factory=Form)

    @property
    def root(self) -> Node:
        """The whole file."""
        return self.form.fields(self.form.value).node

    def place(self, key: str, index: int, *path: str | int) -> Place:
        """Where a field of the part number `index` under `key` stands."""
        return self.form.fields(getattr(self, key)[index]).node.place(*path)


def read_entry_yaml(text: str, desk: Desk) -> EntryPart | None:
    """What a file says; None, after reporting, when it is not a mapping."""
    form = read_form(text, EntryPart, "entry", desk)
    if form.value is None:
        return None
    _check_fields(form.value, form)
    return replace(
        form.value,
        names=tuple(each for each in form.value.names if each.text),
        codes=tuple(filter(_has_code, form.value.codes)),
        former_slugs=tuple(filter(SLUG.fullmatch, form.value.former_slugs)),
        specialties=tuple(each for each in form.value.specialties if _is_specialty(each)),
        form=form,
    )


def _check_fields(said: EntryPart, form: Form[EntryPart]) -> None:
    """Report values that have not the form that they need."""
    place = form.fields(said)
    for number, slug in enumerate(said.former_slugs):
        if not SLUG.fullmatch(slug):
            hint = "use lower-case letters, digits and single hyphens"
            at = place.node.place("former_slugs", number)
            place.desk.note("bad-slug", f"{slug!r} is not a slug", at, value=slug, hint=hint)
    for name in said.names:
        if not LANGUAGE.fullmatch(name.language):
            told, hint = (
                f"language cannot be {name.language!r}",
                "write a BCP 47 tag: en, de, pt-BR",
            )
            form.fields(name).wrong("language", told, hint)
    for figure in said.figures:
        place = form.fields(figure)
        for key, hint in _FIGURE_HINTS.items():
            if not getattr(figure, key):
                told = f"figure {figure.id!r} has no {key}"
                place.desk.note("incomplete-figure", told, place.place(key), value=key, hint=hint)
    for organisation in said.organisations:
        if organisation.url:
            place = form.fields(organisation)
            check_url(organisation.url, place.desk, place.place("url"))
    for specialty in said.specialties:
        if not _is_specialty(specialty):
            place, code = form.fields(specialty), specialty.code
            told = f"{code!r} is no code of the NUCC provider taxonomy"
            hint = "write its ten characters, such as 2084N0402X"
            place.desk.note("bad-code", told, place.place("code"), value=code, hint=hint)


def _has_code(link: CodeLink) -> bool:
    # What could not be read is None, whatever the class says.
    code: Code | None = link.code
    return code is not None


def _is_specialty(specialty: SeenBy) -> bool:
    return not specialty.code or _TAXONOMY.fullmatch(specialty.code) is not None


_FIGURE_HINTS = {
    "value": "write the number as it was published, between quotes",
    "unit": "say what is counted: 'per million per year', '% of children with the disease'",
    "population": "say who was counted, where, when and how",
    "sources": "name the reference: 'sources: [key]'",
}


def check_url(url: str, desk: Desk, at: Place) -> None:
    """Report what is no web address."""
    if not _URL.fullmatch(url):
        hint = "begin it with https:// and leave no spaces in it"
        desk.note("bad-url", f"{url!r} is not an address", at, value=url, hint=hint)
