"""What the pages about claims, references and twins show, decided before any template sees it.

Rule. Numbers and anchors are those of the professional page, so that one can go back and forth.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from nosograph.model.diseases import Disease
from nosograph.model.entries import Entry, Reference
from nosograph.model.presentations import SECTIONS
from nosograph.prose.claims import Backing, Claim, Support, against, claims_of, kept_of
from nosograph.prose.reading import reading_of
from nosograph.prose.reviews import stale
from nosograph.prose.twins import TwinState, TwinStatus, twin_states
from nosograph.render.claim_report import ClaimReport
from nosograph.render.languages import Words, day, number, words
from nosograph.render.paging import Pages, pages
from nosograph.render.references import ReferenceList, ShownReference, short_name
from nosograph.render.site import SiteInfo, path

_TABLES = {"findings": "claims_findings", "figures": "claims_figures"}
CLAIMS_PER_PAGE = 150
"""So that the page of the longest entry stays below 150 kB, at 620 bytes a claim."""
MOST_WORDS = 8
"""Of a claim, where a list of claims only points to it."""


@dataclass(frozen=True, slots=True)
class ShownBacking:
    """A source of a claim."""

    name: str
    """Such as `Pang 2010, p. 158`."""
    href: str
    facts: str
    """Support and evidence in words."""


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A claim as a row of the list."""

    id: str
    text: str
    support: str
    """Which of the four kinds, for its mark."""
    block: str
    """What the block around it is called; empty outside of blocks."""
    backings: tuple[ShownBacking, ...]
    in_text: str
    """Where it stands on the entry's page."""
    kept: str = ""
    """Whose words they are and on what terms, if not the editors'."""


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """The claims of one heading."""

    id: str
    title: str
    claims: tuple[ShownClaim, ...]


@dataclass(frozen=True, slots=True)
class ShownTwin:
    """A plain-language section and how it stands to its claims."""

    title: str
    language: str
    href: str
    state: str
    by: str
    """Who compared the two; empty where nobody has."""
    grade: str


@dataclass(frozen=True, slots=True)
class ClaimsPage:
    """All claims of an entry."""

    name: str
    home: str
    """The address of the entry's page."""
    has_references: bool
    """Whether its references have a page of their own."""
    lead: str
    support: tuple[tuple[str, str, int], ...]
    """Kind, its words and how many claims are of it."""
    chapters: tuple[tuple[str, str, str], ...]
    """Title, address and number of claims of each heading; none where all stand on one page."""
    groups: tuple[ClaimGroup, ...]
    twins: tuple[ShownTwin, ...]
    pages: Pages


@dataclass(frozen=True, slots=True)
class ReferenceWithClaims:
    """A reference and the claims that rest on it."""

    shown: ShownReference
    claims: tuple[tuple[str, str], ...]
    """Address and beginning of each."""


@dataclass(frozen=True, slots=True)
class ReferencesPage:
    """The references of an entry in one style."""

    name: str
    slug: str
    up: str
    """From this page to the entry's, which several hundred links of a page begin with."""
    styles: tuple[tuple[str, str, bool], ...]
    """Name, address, whether it is the one shown."""
    references: tuple[ReferenceWithClaims, ...]


STYLE_NAMES = {"vancouver": "Vancouver", "apa": "APA"}


def claim_facts(claim: Claim, phrases: Words) -> str:
    """What supports a claim, for its mark in the text: the kinds of evidence, where recorded."""
    kinds = dict.fromkeys(each.evidence for each in claim.backings if each.evidence)
    told = [] if claim.support is Support.DIRECT else [phrases[f"support_{claim.support}"]]
    told += [_evidence(each, phrases) for each in kinds]
    return ", ".join(told) or phrases["figure_source"]


def _evidence(kind: str, phrases: Words) -> str:
    return phrases["evidence_" + (kind.replace(" ", "_") or "unknown")]


def claim_place(claim: Claim, number: int) -> str:
    """Where the claim that is so many claims after the first is listed, below its entry."""
    page = number // CLAIMS_PER_PAGE + 1
    return f"claims/{f'?page={page}' if page > 1 else ''}#{claim.id}"


def claims_page(
    disease: Disease,
    entry: Entry,
    claims: tuple[Claim, ...],
    report: ClaimReport,
    language: str,
    *,
    page: int = 1,
) -> ClaimsPage:
    """A page of the claims."""
    phrases = words(language)
    titles = {each.id: each.title for each in entry.professional}
    titles |= {id: phrases[key] for id, key in _TABLES.items()}
    folder = "d" if entry.presentation is None else "p"
    home = path(language, f"/{folder}/{disease.slug}/")
    places = {each.id: f"{home}#{each.id}" for each in entry.professional}
    if entry.presentation is not None:
        titles |= {id: phrases[f"presentation_{id}"] for id in SECTIONS}
        places = {id: f"{home}#{id}" for id in SECTIONS}
    for neighbour in entry.differential.neighbours if entry.differential else ():
        other = neighbour.called or neighbour.name or neighbour.entry
        titles[against(neighbour)] = phrases["claims_against"].format(name=other)
        if neighbour.page:
            own = path(language, f"/d/{disease.slug}/compare/{neighbour.page}")
            places[against(neighbour)] = f"{own}#apart"
    names = {each.key: short_name(each.csl, each.key) for each in entry.references}
    kept = _kept(entry, claims, phrases)
    place = pages(f"{home}claims/", page, len(claims), CLAIMS_PER_PAGE)
    first = (place.number - 1) * CLAIMS_PER_PAGE
    listed = f"{home}#references" if entry.presentation else f"{home}references/#of-{{key}}"
    return ClaimsPage(
        name=disease.name,
        home=home,
        has_references=entry.presentation is None,
        lead=phrases["claims_lead"].format(
            count=number(report.claims, language), sources=number(report.sources, language)
        ),
        support=tuple(
            (str(kind), phrases["support_" + kind], report.support[kind]) for kind in Support
        ),
        chapters=tuple(_chapters(claims, titles, home, language)) if place.count > 1 else (),
        groups=tuple(
            ClaimGroup(
                f"in-{chapter}",
                titles[chapter],
                tuple(
                    _claim(each, listed, places.get(chapter, home), names, phrases, kept)
                    for each in several
                ),
            )
            for chapter, several in groupby(
                claims[first : first + CLAIMS_PER_PAGE], key=lambda each: each.chapter
            )
        ),
        twins=tuple(
            _twin(each, f"/{folder}/{disease.slug}", language)
            for each in (twin_states(entry, claims) if first == 0 else ())
        ),
        pages=place,
    )


def _chapters(
    claims: Sequence[Claim], titles: Mapping[str, str], home: str, language: str
) -> Iterator[tuple[str, str, str]]:
    """Where the claims of each heading begin."""
    numbered = groupby(enumerate(claims), key=lambda each: each[1].chapter)
    for chapter, several in numbered:
        (at, claim), *more = several
        yield (
            titles[chapter],
            home + claim_place(claim, at),
            number(1 + len(more), language),
        )


def _kept(entry: Entry, claims: Iterable[Claim], phrases: Words) -> Mapping[str, str]:
    """Id of each kept claim → whose words they are and on what terms."""
    if entry.origin is None:
        return {}
    told = phrases["claim_kept"].format(page=entry.origin.page, licence=entry.origin.licence)
    return dict.fromkeys(kept_of(entry, claims), told)


def _claim(
    claim: Claim,
    listed: str,
    place: str,
    names: Mapping[str, str],
    phrases: Words,
    kept: Mapping[str, str],
) -> ShownClaim:
    return ShownClaim(
        id=claim.id,
        text=claim.text,
        support=str(claim.support),
        block=phrases["block_" + claim.block] if claim.block else "",
        backings=tuple(_backing(each, listed, names, phrases) for each in claim.backings),
        in_text=place,
        kept=kept.get(claim.id, ""),
    )


def _backing(
    backing: Backing, listed: str, names: Mapping[str, str], phrases: Words
) -> ShownBacking:
    name = ", ".join(
        part for part in (names.get(backing.key, backing.key), backing.locator) if part
    )
    if backing.via:
        name += f" ({phrases['read_in'].format(name=names.get(backing.via, backing.via))})"
    facts = f"{phrases['support_' + backing.support]}; {_evidence(backing.evidence, phrases)}"
    return ShownBacking(name, listed.format(key=backing.via or backing.key), facts)


def _twin(state: TwinState, own: str, language: str) -> ShownTwin:
    phrases = words(language)
    reading = reading_of(state.section.text, state.language)
    return ShownTwin(
        title=state.section.title,
        language=state.language,
        href=f"{path(state.language, f'{own}/patient/')}#{state.section.id}",
        state=_state(state, phrases, language),
        by=state.confirmation.by if state.confirmation else "",
        grade=reading.shown if reading else phrases["twins_short"],
    )


def _state(state: TwinState, phrases: Words, language: str) -> str:
    on = day(state.confirmation.on, language) if state.confirmation else ""
    if state.status is TwinStatus.STALE and not state.changed:
        return phrases["twin_reworded_note"].format(day=on)
    return phrases[f"twin_{state.status}"].format(day=on, count=state.changed)


def stale_notes(entry: Entry, text_language: str) -> dict[str, str]:
    """Section id → what to say above a section that is out of date."""
    phrases = words(text_language)
    return {
        each.section.id: phrases[
            "twin_stale_note" if each.changed else "twin_reworded_note"
        ].format(day=day(each.confirmation.on, text_language))
        for each in twin_states(entry)
        if each.language == text_language
        and each.status is TwinStatus.STALE
        and each.confirmation is not None
    }


def reading_level(entry: Entry, text_language: str, language: str) -> str:
    """How hard the plain-language text is, in words; empty where there is no formula for it."""
    texts = (section.text for section in entry.patient.get(text_language, ()))
    reading = reading_of("\n\n".join(texts), text_language)
    if reading is None:
        return ""
    return words(language)["reading_level"].format(grade=reading.shown, formula=reading.formula)


def overdue(entry: Entry | None, language: str, site: SiteInfo) -> str:
    """Since when somebody should have looked again, as of the release: a page knows no other day."""
    if entry is None or site.built <= entry.review.due:
        return ""
    return words(language)["overdue"].format(day=day(entry.review.due, language))


def reviews(entry: Entry | None, language: str) -> tuple[str, ...]:
    """Who has read the entry, in which role, when and with which conflicts of interest."""
    if entry is None:
        return ()
    earlier = stale(entry)
    return tuple(
        words(language)["review_record"].format(
            by=each.by, role=each.role, day=day(each.on, language), conflicts=each.conflicts
        )
        + (f" ({each.note})" if each.note else "")
        + (f". {words(language)['review_stale']}" if each in earlier else "")
        for each in entry.review.records
    )


def references_page(
    disease: Disease, entry: Entry, cited: Iterable[ShownReference], style: str, language: str
) -> ReferencesPage:
    """The references of an entry in a style, numbered as on the professional page."""
    home = path(language, f"/d/{disease.slug}/")
    up = "../" if style == "vancouver" else "../../"
    resting: dict[str, list[tuple[str, str]]] = {}
    for at, claim in enumerate(claims_of(entry)):
        for key in claim.keys:
            listed = (up + claim_place(claim, at), _opening(claim.text))
            resting.setdefault(key, []).append(listed)
    return ReferencesPage(
        name=disease.name,
        slug=disease.slug,
        up=up,
        styles=tuple(
            (
                title,
                home + "references/" + ("" if each == "vancouver" else f"{each}/"),
                each == style,
            )
            for each, title in STYLE_NAMES.items()
        ),
        references=tuple(
            ReferenceWithClaims(
                _in_style(each, entry.references, style),
                tuple(resting.get(each.key, ())),
            )
            for each in cited
        ),
    )


def _in_style(shown: ShownReference, references: Iterable[Reference], style: str) -> ShownReference:
    reference = next((each for each in references if each.key == shown.key), None)
    if reference is None or style not in reference.written:
        return shown
    listed = ReferenceList([reference], style)
    listed.cite(reference.key)
    return replace(shown, written=listed.shown()[0].written)


def _opening(text: str) -> str:
    several = text.split()
    return text if len(several) <= MOST_WORDS else " ".join(several[:MOST_WORDS]) + " …"
