"""What is told to search engines and feed readers: which pages there are, and what changed.

Rule. Answers to questions are not listed and not to be fetched; everything listed is a page.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from xml.sax.saxutils import escape

from starlette.requests import Request
from starlette.responses import Response

from nosograph.asking.diseases import disease_at
from nosograph.asking.entries import entries
from nosograph.formats.feeds import ATOM, Feed, FeedEntry, FeedLink, as_atom, urn
from nosograph.model.diseases import Disease
from nosograph.render.changes import ShownRelease, changes_page
from nosograph.render.entry_tools import tools
from nosograph.render.languages import words
from nosograph.render.site import LANGUAGES, path
from nosograph.serving import responses
from nosograph.serving.requests import (
    RefusedError,
    language,
    library,
    own_address,
    phrases,
    release,
    site,
)

_UNSEEN = (
    *(path(each, "/search") for each in LANGUAGES), "/api/", "/cds-services", "/infobutton", "/fhir/",
)  # fmt: skip
_XML, _ATOM = "application/xml; charset=utf-8", "application/atom+xml; charset=utf-8"
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST_ADDRESSES = 20_000
"""Of one file, each with its languages; the protocol allows 50,000 and 50 MB."""
MOST_CHANGES = 50
"""Releases of entries in the feed of all."""
MOST_TOLD = 12
"""Changes that an entry of the feed names."""

Listed = tuple[str, str]
"""An address without language, and the day of its last change."""


async def robots(request: Request) -> Response:
    """What crawlers should leave alone, and where the list of pages is."""
    lines = ["User-agent: *", *(f"Disallow: {each}" for each in _UNSEEN)]
    text = "\n".join([*lines, f"Sitemap: {own_address(request)}/sitemap.xml", ""])
    return responses.body(request, text.encode(), "text/plain; charset=utf-8")


async def sitemap(request: Request) -> Response:
    """The list of the lists of pages."""
    base, built = own_address(request), site(request).built.isoformat()
    parts = (
        f"<sitemap><loc>{base}/sitemap/{each}.xml</loc><lastmod>{built}</lastmod></sitemap>"
        for each in _parts(request)
    )
    return _xml(request, "sitemapindex", parts)


async def part(request: Request) -> Response:
    """One list of pages, each in every language."""
    listed = _parts(request).get(request.path_params["part"])
    if listed is None:
        raise RefusedError(404, "not_found_title", phrases(request)["not_found"])
    base = own_address(request)
    return _xml(request, "urlset", (_in_languages(base, *each) for each in listed))


def _parts(request: Request) -> dict[str, Iterable[Listed]]:
    """The lists by name."""
    held, built = library(request), site(request).built.isoformat()
    curated = {each.slug for each in release(request).curated}
    diseases = [slug for slug in held.slugs() if slug not in curated]
    places = held.places()
    found: dict[str, Iterable[Listed]] = {"entries": _entries(request, built)}
    for name, slugs in (("diseases", diseases), ("classification", places)):
        for number, start in enumerate(range(0, len(slugs), MOST_ADDRESSES), 1):
            some = slugs[start : start + MOST_ADDRESSES]
            found[f"{name}-{number}"] = [(f"/d/{slug}/", built) for slug in some]
    return found


def _entries(request: Request, built: str) -> Iterator[Listed]:
    """The site's own pages, and all pages of the editors' entries."""
    for each in (
        "/",
        "/browse/",
        "/systems/",
        "/tools/",
        "/classification/",
        "/find",
        "/about/sources",
    ):
        yield each, built
    for disease in entries(release(request)):
        at = f"/d/{disease.slug}/"
        updated = disease.entry.review.updated.isoformat() if disease.entry else built
        for page in ("", "patient/", "glossary/", "claims/", "references/", "changes/"):
            yield at + page, updated
        yield from ((address, updated) for _, address in tools(disease, LANGUAGES[0]))


def _in_languages(base: str, address: str, updated: str) -> str:
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{tag}" href="{escape(base + path(tag, address))}"/>'
        for tag in LANGUAGES
    )
    return f"<url><loc>{escape(base + address)}</loc><lastmod>{updated}</lastmod>{others}</url>"


def _xml(request: Request, root: str, parts: Iterable[str]) -> Response:
    space = f'xmlns="{_SITEMAPS}" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {space}>{"".join(parts)}</{root}>\n'
    return responses.body(request, text.encode(), _XML)


async def changes(request: Request) -> Response:
    """What changed in the editors' entries, the newest first."""
    told = [each for disease in entries(release(request)) for each in _changed(request, disease)]
    told.sort(key=lambda each: each.updated, reverse=True)
    return _feed(request, phrases(request)["changes"], "/changes.atom", told[:MOST_CHANGES])


async def changes_of(request: Request) -> Response:
    """What changed in one disease."""
    found = disease_at(release(request), request.path_params["slug"])
    if found is None:
        raise RefusedError(404, "not_found_title", phrases(request)["not_found"])
    title = phrases(request)["changes_of"].format(name=found.name)
    told = list(_changed(request, found))
    return _feed(request, title, f"/d/{found.slug}/changes.atom", told)


def _changed(request: Request, disease: Disease) -> Iterator[FeedEntry]:
    tag, base = language(request), own_address(request)
    history = library(request).changes(disease.slug)
    shown = changes_page(disease, history, tag)
    for each, told in zip(history, shown.releases, strict=True):
        if not each.changes:
            continue
        href = f"{base}{path(tag, f'/d/{disease.slug}/changes/')}#{told.id}"
        title = f"{disease.name}: {told.title}"
        yield FeedEntry(
            title,
            (FeedLink(href, title, tag),),
            urn(f"{base}/d/{disease.slug}/changes/{each.version}"),
            f"{each.built.isoformat()}T00:00:00Z",
            _summary(told),
        )


def _summary(told: ShownRelease) -> str:
    changes = (*told.changes, *told.wording)
    lines = [f"{each.part} {each.kind}: {each.where}".rstrip(": ") for each in changes]
    some = list(dict.fromkeys(lines))[:MOST_TOLD]
    return "; ".join(some) + (" …" if len(lines) > len(some) else "")


def _feed(request: Request, title: str, address: str, told: list[FeedEntry]) -> Response:
    tag, t = language(request), words(language(request))
    about = replace(site(request), base_url=own_address(request))
    here = about.base_url + path(tag, address)
    feed = Feed(
        title,
        t["tagline"],
        t["site_name"],
        f"{about.base_url}/",
        max((each.updated for each in told), default=f"{about.built.isoformat()}T00:00:00Z"),
        urn(here),
        tag,
        (),
        tuple(told),
        (FeedLink(here, title, tag, "self", "application/atom+xml"),),
    )
    return responses.body(request, as_atom(feed, namespace=ATOM), _ATOM)
