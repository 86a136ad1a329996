"""From a code to the pages that it may mean.

Rule 1. A code means a page only where it fits exactly; what it is merely near is offered with the
relation, however few it is.
Rule 2. A code of ICD-10-CM is placed by the hierarchy: one without a page has the page above it.
"""

from dataclasses import dataclass

from nosograph.asking.release import OpenRelease
from nosograph.model.classification import SYSTEM
from nosograph.model.codes import Code

WHO = "ICD-10"
"""The international classification; its codes mostly, not always, mean the same in ICD-10-CM."""


@dataclass(frozen=True, slots=True)
class Option:
    """A page that a code may mean."""

    slug: str
    name: str
    relation: str
    """exact, broader, narrower, related, or `above`: the page is about what the code belongs to."""


@dataclass(frozen=True, slots=True)
class CodeMeant:
    """What a code may mean."""

    code: Code
    options: tuple[Option, ...] = ()
    title: str = ""
    """What the classification calls the code, where it has no page of its own."""

    @property
    def page(self) -> str:
        """The slug of the one page that is meant; empty when there is none, or no one."""
        certain = ("exact", "above")
        one = len(self.options) == 1 and self.options[0].relation in certain
        return self.options[0].slug if one else ""


def code_meant(release: OpenRelease, code: Code) -> CodeMeant:
    """The pages that a code may mean, those that it fits exactly alone where there are some."""
    library = release.library
    listed = [each for slug in library.slugs_for(code) if (each := library.listed(slug))]
    if listed:
        return CodeMeant(code, tuple(Option(each.slug, each.name, "exact") for each in listed))
    options, title = [], ""
    if code.system in (SYSTEM, WHO):
        placed = library.place_of(code.value)
        if placed:
            slug, title = placed
            place = library.place(slug)
            own = place is not None and place.place.code == code.value
            relation = "related" if code.system == WHO else "exact" if own else "above"
            options.append(Option(slug, place.place.title if place else title, relation))
    near = list(library.near_code(code))
    if code.system == SYSTEM and _is_whos(code):
        near += library.near_code(Code(WHO, code.value))
    known = {each.slug for each in options}
    for slug, name, relation in near:
        if slug not in known:
            known.add(slug)
            options.append(Option(slug, name, relation))
    return CodeMeant(code, tuple(options), title)


def _is_whos(code: Code) -> bool:
    try:
        Code(WHO, code.value)
    except ValueError:
        return False
    return True
