"""Findings and genes: what they are, and which diseases go with them."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from nosograph.asking.diseases import own_names
from nosograph.asking.presentations import leading
from nosograph.library.records import FindingRecord, Showing
from nosograph.model.annotations import Frequency
from nosograph.model.codes import Code
from nosograph.model.diseases import Labelled
from nosograph.model.entries import Kind
from nosograph.model.sources import DICTIONARY, HPO, Source
from nosograph.render.environment import render
from nosograph.render.findings import Bar, bar
from nosograph.render.languages import counted, number, system_title
from nosograph.render.presentation import PresentationLink, presentation_link
from nosograph.render.site import path
from nosograph.serving import responses
from nosograph.serving.requests import (
    RefusedError,
    clean,
    language,
    library,
    phrases,
    release,
    shell,
    site,
)
from nosograph.web.rows import Row, disease_rows


@dataclass(frozen=True, slots=True)
class TermLink:
    """Another page, by its name."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class ShowingRow:
    """A disease that shows the finding."""

    name: str
    href: str
    curated: bool
    bar: Bar | None
    often: str
    via: TermLink | None


@dataclass(frozen=True, slots=True)
class FindingPage:
    """A finding."""

    label: str
    term: str
    publisher: str
    system: TermLink | None
    definition: str
    comment: str
    synonyms: tuple[str, ...]
    lay: tuple[str, ...]
    parents: tuple[TermLink, ...]
    children: tuple[TermLink, ...]
    diseases: tuple[ShowingRow, ...]
    count: str
    """How many diseases show it, in words; empty when none does."""
    cut: str
    """That only the first are listed; empty when all are."""
    excluded: tuple[TermLink, ...]
    excluded_count: int
    sources: tuple[Source, ...]
    meaning: str
    """In plain words; empty where nobody has said it."""
    meaning_language: str
    """Of the plain words; empty when it is the page's own."""
    presentations: tuple[PresentationLink, ...]
    differential: str
    """Where the finding is carried to."""


@dataclass(frozen=True, slots=True)
class GenePage:
    """A gene."""

    symbol: str
    ncbi: str
    ncbi_url: str
    count: str
    diseases: tuple[Row, ...]
    sources: tuple[Source, ...]


async def finding(request: Request) -> Response:
    """A finding: what it is, which diseases show it, how often."""
    written = clean(request.path_params["term"])[:40]
    try:
        term = str(Code.parse(written))
    except ValueError:
        raise RefusedError(
            404, "not_found_title", phrases(request)["not_found"], near=written
        ) from None
    tag = language(request)
    if term != request.path_params["term"]:
        return responses.redirect(path(tag, f"/t/{term}"), 308)
    record = library(request).finding(term)
    if record is None:
        target = library(request).redirect(term)
        if target is not None:
            return responses.redirect(path(tag, f"/t/{target}"), 308)
        text = phrases(request)["code_unknown"].format(code=term)
        raise RefusedError(404, "code_unknown_title", text)
    frame = shell(request, record.label, f"/t/{term}")
    return responses.page(request, render("finding.html", frame, _finding(request, record)))


def _finding(request: Request, record: FindingRecord) -> FindingPage:
    t, tag = phrases(request), language(request)
    words = [*(s.text for s in record.synonyms if s.lay), *record.lay]
    lay = tuple({word.casefold(): word for word in reversed(words)}.values())[::-1]
    system = record.system
    return FindingPage(
        label=record.label,
        term=record.term,
        publisher=Code.parse(record.term).page,
        system=TermLink(
            system_title(system.term, site(request).labels, tag),
            path(tag, f"/systems/{system.term}"),
        )
        if system
        else None,
        definition=record.definition,
        comment=record.comment,
        synonyms=tuple(s.text for s in record.synonyms if not s.lay),
        lay=lay,
        parents=_links(record.parents, tag),
        children=_links(record.children, tag),
        diseases=tuple(_showing(request, each) for each in record.diseases),
        count=_count(request, record.total) if record.total else "",
        cut=t["first_shown"].format(
            shown=number(len(record.diseases), tag), count=number(record.total, tag)
        )
        if len(record.diseases) < record.total
        else "",
        excluded=tuple(
            TermLink(each.label, path(tag, f"/d/{each.term}/")) for each in record.excluded_in
        ),
        excluded_count=record.excluded,
        sources=tuple(source for source in site(request).sources if source.id in (HPO, DICTIONARY))
        or site(request).sources,
        meaning=record.meaning.get(tag) or record.meaning.get("en", ""),
        meaning_language="" if tag in record.meaning else "en",
        presentations=tuple(
            presentation_link(each, tag) for each in leading(release(request), [record.term])
        ),
        differential=path(tag, "/differential"),
    )


def _links(terms: tuple[Labelled, ...], tag: str) -> tuple[TermLink, ...]:
    return tuple(TermLink(each.label, path(tag, f"/t/{each.term}")) for each in terms)


def _showing(request: Request, row: Showing) -> ShowingRow:
    t, tag = phrases(request), language(request)
    share = row.estimate
    return ShowingRow(
        row.name,
        path(tag, f"/d/{row.slug}/"),
        row.kind is Kind.CURATED,
        bar(Frequency(share, share)) if share is not None else None,
        row.frequency or t["frequency_unknown"],
        _links((row.via,), tag)[0] if row.via else None,
    )


def _count(request: Request, count: int) -> str:
    return counted("disease_count", count, language(request))


async def gene(request: Request) -> Response:
    """A gene and the diseases that go with it."""
    asked = clean(request.path_params["symbol"])[:40]
    record = library(request).gene(asked)
    if record is None:
        raise RefusedError(404, "not_found_title", phrases(request)["not_found"], near=asked)
    tag = language(request)
    rest = f"/g/{record.symbol}"
    if record.symbol != request.path_params["symbol"]:
        return responses.redirect(path(tag, rest), 308)
    page = GenePage(
        record.symbol,
        record.ncbi,
        f"https://www.ncbi.nlm.nih.gov/gene/{record.ncbi}",
        _count(request, len(record.diseases)),
        disease_rows(record.diseases, tag, release(request).derived(own_names)),
        site(request).sources,
    )
    title = phrases(request)["gene_title"].format(symbol=record.symbol)
    return responses.page(request, render("gene.html", shell(request, title, rest), page))
