"""All tools on one page: those for any disease, then those of each curated entry."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from nosograph.asking.diseases import own_names
from nosograph.asking.lists import curated_diseases
from nosograph.render.entry_tools import tools_by_kind
from nosograph.render.environment import render
from nosograph.render.presentation import PresentationLink, presentation_link
from nosograph.render.site import other, path
from nosograph.serving import responses
from nosograph.serving.requests import language, phrases, release, shell
from nosograph.web.rows import Row, disease_rows

GENERAL = (
    ("differential", "/differential"),
    ("recognise", "/recognise"),
    ("find_title", "/find"),
)
"""Phrase and address of what is asked about any disease."""


@dataclass(frozen=True, slots=True)
class DiseaseTools:
    """A disease and its tools."""

    disease: Row
    kinds: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """The kind in words, with title and address of each."""


@dataclass(frozen=True, slots=True)
class ToolsPage:
    """The index."""

    general: tuple[tuple[str, str], ...]
    presentations: tuple[PresentationLink, ...]
    diseases: tuple[DiseaseTools, ...]
    language: str
    """Of the tools' titles; empty when it is the page's own."""


async def page(request: Request) -> Response:
    """The index of tools."""
    held, tag, t = release(request), language(request), phrases(request)
    diseases = held.derived(curated_diseases)
    rows = disease_rows(held.curated, tag, held.derived(own_names))
    content = ToolsPage(
        tuple((t[phrase], path(tag, at)) for phrase, at in GENERAL),
        tuple(presentation_link(each, tag) for each in held.library.presentations),
        tuple(
            DiseaseTools(
                row,
                tuple((t[kind], links) for kind, links in tools_by_kind(disease, tag) if links),
            )
            for row, disease in zip(rows, diseases, strict=True)
        ),
        other("en", tag),
    )
    frame = shell(request, t["tools_title"], "/tools/")
    return responses.page(request, render("tools.html", frame, content))
