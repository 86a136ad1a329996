"""Pages that answer a record's request, as a feed.

Rule 1. An entry says how the code fits its page wherever it does not fit exactly.
Rule 2. Only what the schema lets a feed repeat of a request is repeated, never a credential.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nosograph.asking.knowledge import Topic
from nosograph.formats.feeds import Feed, FeedEntry, FeedLink, urn
from nosograph.formats.infobutton import PARAMETERS
from nosograph.model.diseases import Disease
from nosograph.model.entries import Audience
from nosograph.render.entry_tools import tools
from nosograph.render.languages import Words, words
from nosograph.render.lead import lead, patient_sections
from nosograph.render.site import SiteInfo, path

_OWN_SECTIONS = {
    "clinical-features": "findings",
    "history-and-symptoms": "findings",
    "physical-examination": "findings",
    "differentiating-from-other-diseases": "neighbours",
}
"""Standard chapter → what stands for it on a page that no editor has written."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How an answer is wanted."""

    audience: Audience
    language: str
    chapter: str
    """Id of a standard chapter; empty for the whole page."""
    with_tools: bool = True
    """Whether criteria, pathways and scales may be offered."""
    nearby: bool = False
    """Whether somebody wants to know who is near."""


def feed(
    topics: Iterable[Topic], given: Iterable[tuple[str, str]], wanted: Shown, site: SiteInfo
) -> Feed:
    """The feed of some pages; `site.base_url` makes its links absolute."""
    t = words(wanted.language)
    built = f"{site.built.isoformat()}T00:00:00Z"
    entries = tuple(_entry(each, wanted, site, built) for each in topics)
    categories = tuple((_SCHEMES[name], value) for name, value in given if name in _SCHEMES)
    return Feed(
        t["site_name"],
        t["tagline"],
        t["site_name"],
        f"{site.base_url}/",
        max((each.updated for each in entries), default=built),
        urn(f"{site.base_url}/infobutton?{categories}{[each.id for each in entries]}"),
        wanted.language,
        categories,
        entries,
    )


def place(topic: Topic, wanted: Shown) -> tuple[str, str, str]:
    """The address of a page at the part that is wanted, the part's title, the text's language."""
    tag = wanted.language
    if topic.disease is None:
        at = f"/t/{topic.slug}" if topic.is_finding else f"/d/{topic.slug}/"
        return path(tag, at), "", "en" if topic.is_finding else tag
    part, title, spoken = _part(topic.disease, wanted)
    rest = "patient/" if wanted.audience is Audience.PATIENT else ""
    fragment = f"#{part}" if part else ""
    return path(tag, f"/d/{topic.slug}/{rest}{fragment}"), title, spoken


def _part(disease: Disease, wanted: Shown) -> tuple[str, str, str]:
    """The section's id and title, and the text's language."""
    if wanted.audience is Audience.PATIENT:
        spoken, sections = patient_sections(disease.entry, wanted.language)
        fitting = [each for each in sections if wanted.chapter in each.renders]
        if not fitting:
            return "", "", spoken or wanted.language
        # The section about little else says most about it.
        section = min(fitting, key=lambda each: len(each.renders))
        return section.id, section.title, spoken
    for chapter in disease.entry.professional if disease.entry else ():
        if chapter.id == wanted.chapter:
            return chapter.id, chapter.title, "en"
    if disease.entry is None or not disease.entry.professional:
        return _OWN_SECTIONS.get(wanted.chapter, ""), "", "en"
    return "", "", "en"


def _entry(topic: Topic, wanted: Shown, site: SiteInfo, built: str) -> FeedEntry:
    t = words(wanted.language)
    address, part, spoken = place(topic, wanted)
    title = f"{topic.name}: {part}" if part else topic.name
    href = site.base_url + address
    entry = topic.disease.entry if topic.disease else None
    links = [FeedLink(href, title, spoken), *_further(topic, wanted, site, t)]
    updated = f"{entry.review.updated.isoformat()}T00:00:00Z" if entry else built
    return FeedEntry(title, tuple(links), urn(href), updated, _summary(topic, wanted, t))


def _further(topic: Topic, wanted: Shown, site: SiteInfo, t: Words) -> Iterator[FeedLink]:
    if topic.disease is None:
        return
    if wanted.with_tools and wanted.audience is Audience.PROFESSIONAL:
        for title, address in tools(topic.disease, wanted.language):
            yield FeedLink(site.base_url + address, title, "en", "related")
    if wanted.nearby:
        address = path(wanted.language, f"/find?disease={topic.slug}")
        yield FeedLink(site.base_url + address, t["find_title"], wanted.language, "related")


def _summary(topic: Topic, wanted: Shown, t: Words) -> str:
    fit = "" if topic.relation == "exact" else f"{topic.code}: {relation(topic, t)}."
    if topic.disease is None:
        told = t["type_finding" if topic.is_finding else "place_named_here"]
    else:
        told = lead(topic.disease, wanted.audience, wanted.language)
    return " ".join(filter(None, (fit, told)))


def relation(topic: Topic, t: Words) -> str:
    """How the code fits the page, in words."""
    return t[f"code_is_{topic.relation}"]


_UNREPEATED = (
    "knowledgeRequestNotification", "holder", "assigned", "represented", "age.", "serviceDelivery"
)  # fmt: skip
_SCHEMES = {each: each for each in PARAMETERS if not each.startswith(_UNREPEATED)} | {
    "performer.languageCode.c": "performer.languageCode",
    "observation.v.u": "Observation.v.u",
}
"""Parameter → the scheme under which the schema lets a feed repeat its value."""
