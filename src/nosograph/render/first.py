"""What comes first beside a ranking: what has to be excluded, and what is common, with its source.

Rule. It is said whose words these are; nothing of it changes the ranking.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from nosograph.model.presentations import Cause, spoken
from nosograph.reasoning.first import First
from nosograph.render.presentation import PresentationLink, presentation_link
from nosograph.render.references import short_name
from nosograph.render.site import path


@dataclass(frozen=True, slots=True)
class FirstThing:
    """A red flag or a cause."""

    id: str
    name: str
    href: str
    """Where it stands on the page of the presentation."""
    text: str
    """What to do now, or what speaks for it."""
    sources: str


@dataclass(frozen=True, slots=True)
class FirstShown:
    """What one presentation puts first."""

    slug: str
    way: PresentationLink
    flags: tuple[FirstThing, ...]
    exclude: tuple[FirstThing, ...]
    common: tuple[FirstThing, ...]


def first_shown(first: First, language: str) -> FirstShown:
    """The red flags that a case states, the emergencies and the common causes, worded."""
    entry = first.entry
    page = path(language, f"/p/{entry.slug}/")
    works = {each.key: short_name(each.csl, each.key) for each in entry.references}

    def sources(keys: Iterable[str]) -> str:
        return "; ".join(works.get(key, key) for key in keys)

    def thing(cause: Cause) -> FirstThing:
        name, clues = spoken(cause.name, language), spoken(cause.clues, language)
        return FirstThing(cause.id, name, f"{page}#cause-{cause.id}", clues, sources(cause.sources))

    return FirstShown(
        entry.slug,
        presentation_link(entry, language),
        tuple(
            FirstThing(
                each.id,
                spoken(each.sign, language),
                f"{page}#flag-{each.id}",
                spoken(each.act, language),
                sources(each.sources),
            )
            for each in first.flags
        ),
        tuple(map(thing, first.exclude)),
        tuple(map(thing, first.common)),
    )
