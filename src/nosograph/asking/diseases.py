"""From what a person typed, or an address names, to the disease that is meant.

Rule. A slug, a former slug, a code in any spelling and a disease's very name mean it; whatever
may mean several diseases chooses none of them.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from nosograph.asking.release import OpenRelease
from nosograph.library.answers import SearchResult
from nosograph.model.codes import Code
from nosograph.model.diseases import Disease

NEAR = 8
"""Diseases offered where none is meant for sure."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A disease that may be meant."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Meant:
    """The disease that is meant, or those that may be."""

    typed: str
    disease: Disease | None = None
    several: tuple[Choice, ...] = ()
    """Diseases that share the code that was typed."""
    near: tuple[Choice, ...] = ()
    """Where nothing has that name or code: what comes near."""

    @property
    def moved(self) -> bool:
        """Whether what was typed is not the disease's present slug."""
        return self.disease is not None and self.disease.slug != self.typed


def own_names(release: OpenRelease) -> Mapping[tuple[str, str], str]:
    """What curated diseases are called in other languages, by language and slug."""
    curated = filter(None, (release.library.disease(each.slug) for each in release.curated))
    return {
        (name.language, disease.slug): name.text
        for disease in curated
        for language in {each.language for each in disease.names} - {"en"}
        if (name := disease.named(language)).language == language
    }


def disease_at(release: OpenRelease, slug: str) -> Disease | None:
    """The disease at a slug, former slugs included."""
    library = release.library
    found = library.disease(slug)
    if found is not None:
        return found
    now = library.redirect(slug)
    return library.disease(now) if now else None


def disease_meant(release: OpenRelease, typed: str) -> Meant:
    """The disease that a person means."""
    typed = typed.strip()
    if not typed:
        return Meant(typed)
    found = disease_at(release, typed)
    if found is not None:
        return Meant(typed, found)
    with suppress(ValueError):
        slugs = release.library.slugs_for(Code.parse(typed))
        if len(slugs) == 1:
            return Meant(typed, release.library.disease(slugs[0]))
        if slugs:
            return Meant(typed, several=_choices(release, slugs))
    return _named(release, typed)


def _named(release: OpenRelease, name: str) -> Meant:
    answer = release.library.search.search(name, limit=NEAR)
    near = [each for each in answer.results if each.type == "disease"]
    named = [each for each in near if name.casefold() in _names(each)]
    if len(named) == 1:
        return Meant(name, release.library.disease(named[0].slug))
    return Meant(
        name,
        several=tuple(Choice(each.slug, each.name) for each in named),
        near=tuple(Choice(each.slug, each.name) for each in near),
    )


def _names(result: SearchResult) -> tuple[str, str]:
    return result.name.casefold(), result.matched.casefold()


def _choices(release: OpenRelease, slugs: tuple[str, ...]) -> tuple[Choice, ...]:
    listed = (release.library.listed(slug) for slug in slugs)
    return tuple(Choice(each.slug, each.name) for each in listed if each is not None)
