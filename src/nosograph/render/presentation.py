"""A presentation as its page shows it: what to do first, what may be behind it, what to ask.

Rule 1. The order is that of somebody who has ten seconds: red flags before causes.
Rule 2. Citations take their numbers as the page is read from top to bottom.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from markupsafe import Markup

from nosograph.model.diseases import Disease, Labelled
from nosograph.model.entries import Audience, Entry
from nosograph.model.forms import Spoken
from nosograph.model.presentations import (
    AGES,
    TIMES,
    WAYS,
    Cause,
    Presentation,
    Question,
    spoken,
)
from nosograph.render.entry_page import Section, TwinLink
from nosograph.render.languages import Words, words
from nosograph.render.lead import patient_sections
from nosograph.render.pathway import ShownStep, cited, picture, shown_steps
from nosograph.render.references import ReferenceList, ShownReference
from nosograph.render.site import SiteInfo, path
from nosograph.render.structured import licence_url
from nosograph.render.trust import overdue, reading_level, reviews, stale_notes
from nosograph.render.view import licence_line, review_line, review_status
from nosograph.render.written import Prose

Shown = TypeVar("Shown")


@dataclass(frozen=True, slots=True)
class PresentationLink:
    """A way in, where other pages offer it."""

    name: str
    language: str
    """Of the name; empty when it is the page's own."""
    href: str
    summary: str


@dataclass(frozen=True, slots=True)
class Point:
    """A red flag, a first step or a test."""

    id: str
    title: str
    text: str
    more: str
    """What to do, or what is left open."""
    cites: tuple[int, ...]
    href: str = ""
    """Of the finding's page."""


@dataclass(frozen=True, slots=True)
class ShownCause:
    """A cause."""

    id: str
    name: str
    href: str
    often: str
    danger: str
    danger_class: str
    ages: str
    share: str
    harm: str
    clues: str
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AgeGroup:
    """The causes at an age."""

    id: str
    title: str
    causes: tuple[ShownCause, ...]


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A line of the form."""

    id: str
    term: str
    href: str
    text: str
    why: str
    cites: tuple[int, ...]
    towards: tuple[tuple[str, str], ...]
    """Name and anchor of the causes for which a yes speaks."""


@dataclass(frozen=True, slots=True)
class PresentationHead:
    """What stands at the top of both pages."""

    slug: str
    name: str
    audience: Audience
    professional_href: str
    patient_href: str
    status: str
    review: str
    overdue: str
    reviews: tuple[str, ...]
    licence: str
    licence_url: str


@dataclass(frozen=True, slots=True)
class PresentationPage:
    """A presentation, for professionals."""

    head: PresentationHead
    summary: str
    urgency: str
    scope: str
    basis: str
    cites: tuple[int, ...]
    flags: tuple[Point, ...]
    acts: tuple[Point, ...]
    ages: tuple[AgeGroup, ...]
    causes: tuple[ShownCause, ...]
    picture: Markup
    start: ShownStep
    inferred: int
    lines: int
    checks: tuple[tuple[str, tuple[Point, ...]], ...]
    """When, and the tests of that time."""
    questions: tuple[tuple[str, tuple[ShownQuestion, ...]], ...]
    criteria: tuple[tuple[str, str], ...]
    """Address below `/d/` and title of the criteria sets of the causes."""
    differential: str
    own: str
    references: tuple[ShownReference, ...]


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """A presentation, for families."""

    head: PresentationHead
    notice: str
    text_language: str
    reading: str
    sections: tuple[Section, ...]
    references: tuple[ShownReference, ...]


def name_in(entry: Entry, language: str) -> tuple[str, str]:
    """What an entry is called in a language, and the language of that name."""
    named = as_disease(entry).named(language)
    return named.text, named.language


def presentation_link(entry: Entry, language: str) -> PresentationLink:
    """A way in, as other pages offer it."""
    name, its = name_in(entry, language)
    told = entry.presentation
    summary = spoken(told.summary, language) if told else ""
    href = path(language, f"/p/{entry.slug}/")
    return PresentationLink(name, "" if its == language else its, href, summary)


def _head(entry: Entry, audience: Audience, language: str, site: SiteInfo) -> PresentationHead:
    own = path(language, f"/p/{entry.slug}/")
    return PresentationHead(
        entry.slug,
        name_in(entry, language)[0],
        audience,
        own,
        f"{own}patient/",
        review_status(entry, words(language)),
        review_line(entry, language),
        overdue(entry, language, site),
        reviews(entry, language),
        licence_line(entry, words(language)),
        licence_url(entry.licence),
    )


def presentation_page(
    entry: Entry,
    told: Presentation,
    criteria: Iterable[tuple[str, Labelled]],
    language: str,
    site: SiteInfo,
) -> PresentationPage:
    """The page for professionals."""
    shown = _Shown(entry, told, language)
    t, own = words(language), path(language, f"/p/{entry.slug}/")
    pathway = told.pathway(t["pathway"], language)
    edges = [edge for _, edge in pathway.edges()]
    # In the order of the page, in which works take their numbers.
    cites = shown.cites(told.sources)
    flags, acts = tuple(shown.flags()), tuple(shown.acts())
    causes = {each.id: shown.cause(each) for each in told.causes}
    return PresentationPage(
        head=_head(entry, Audience.PROFESSIONAL, language, site),
        summary=shown.say(told.summary),
        urgency=shown.say(told.urgency),
        scope=pathway.scope,
        basis=pathway.basis,
        cites=cites,
        flags=flags,
        acts=acts,
        ages=tuple(
            AgeGroup(f"age-{age}", t[f"age_{age}"], tuple(causes[each.id] for each in found))
            for age in AGES
            if (found := told.of_age(age))
        ),
        causes=tuple(causes.values()),
        picture=picture(pathway, language),
        start=shown_steps(pathway, shown.references, language),
        inferred=sum(bool(each.inferred) for each in edges),
        lines=len(edges),
        checks=_grouped(TIMES, lambda time: shown.checks(time), t),
        questions=_grouped(WAYS, lambda way: shown.questions(way), t),
        criteria=tuple((f"{slug}/criteria/{each.term}", each.label) for slug, each in criteria),
        differential=path(language, "/differential"),
        own=own,
        references=cited(shown.references),
    )


def _grouped(
    kinds: Iterable[str], found: Callable[[str], Iterable[Shown]], t: Words
) -> tuple[tuple[str, tuple[Shown, ...]], ...]:
    """What there is of each kind, under its title; kinds without anything are left out."""
    groups = ((t[f"presentation_{kind}"], tuple(found(kind))) for kind in kinds)
    return tuple((title, several) for title, several in groups if several)


class _Shown:
    """The parts of a presentation in one language, their citations numbered in the order of use."""

    def __init__(self, entry: Entry, told: Presentation, language: str) -> None:
        self.references = ReferenceList(entry.references)
        self._told = told
        self._language = language
        self._pages = dict(told.pages)
        self._words = words(language)

    def say(self, said: Spoken) -> str:
        return spoken(said, self._language)

    def cites(self, keys: Iterable[str]) -> tuple[int, ...]:
        return tuple(self.references.cite(key)[0] for key in keys)

    def flags(self) -> Iterator[Point]:
        for each in self._told.red_flags:
            yield self._point(
                f"flag-{each.id}", (each.sign, each.means, each.act), each.sources, each.term
            )

    def acts(self) -> Iterator[Point]:
        for each in self._told.acts:
            yield self._point(f"now-{each.id}", (each.text, (), ()), each.sources)

    def checks(self, time: str) -> Iterator[Point]:
        for each in self._told.checks:
            if each.time == time:
                yield self._point(
                    f"test-{each.id}", (each.title, each.why, each.leaves), each.sources
                )

    def cause(self, each: Cause) -> ShownCause:
        page = self._pages.get(each.id, "")
        return ShownCause(
            f"cause-{each.id}",
            self.say(each.name),
            path(self._language, f"/d/{page}/") if page else "",
            self._words[f"often_{each.often}"],
            self._words[f"danger_{each.danger}"],
            each.danger,
            " · ".join(self._words[f"age_{age}"] for age in each.ages),
            self.say(each.share),
            self.say(each.harm),
            self.say(each.clues),
            self.cites(each.sources),
        )

    def questions(self, way: str) -> Iterator[ShownQuestion]:
        for each in self._told.questions:
            if each.way == way:
                yield self._question(each)

    def _question(self, each: Question) -> ShownQuestion:
        names = {cause.id: self.say(cause.name) for cause in self._told.causes}
        return ShownQuestion(
            each.id,
            each.term,
            path(self._language, f"/t/{each.term}"),
            self.say(each.text),
            self.say(each.why),
            self.cites(each.sources),
            tuple((names[id], f"#cause-{id}") for id in each.towards),
        )

    def _point(
        self, id: str, said: tuple[Spoken, Spoken, Spoken], keys: Iterable[str], term: str = ""
    ) -> Point:
        title, text, more = map(self.say, said)
        href = path(self._language, f"/t/{term}") if term else ""
        return Point(id, title, text, more, self.cites(keys), href)


def family_page(entry: Entry, language: str, site: SiteInfo) -> FamilyPage:
    """The page for families."""
    text_language, told = patient_sections(entry, language)
    references = ReferenceList(entry.references)
    prose = Prose(entry, references, text_language or language, beside="patient/")
    stale = stale_notes(entry, text_language)
    t, own = words(language), path(language, f"/p/{entry.slug}/")
    sections = tuple(
        Section(
            each.id,
            each.title,
            1,
            prose.written(each.text),
            each.renders[0] if each.renders else "",
            tuple(TwinLink(t[f"presentation_{id}"], f"{own}#{id}") for id in each.renders),
            False,
            stale=stale.get(each.id, ""),
        )
        for each in told
    )
    return FamilyPage(
        _head(entry, Audience.PATIENT, language, site),
        "" if text_language == language else t["patient_only_english"],
        "" if text_language == language else text_language,
        reading_level(entry, text_language, language),
        sections,
        references.shown(),
    )


def as_disease(entry: Entry) -> Disease:
    """A presentation in the shape in which entries are put on paper and asked for their claims."""
    return Disease(entry.slug, entry.kind, entry.name, entry.names, (), (), entry=entry)
