"""Pathways: the page with picture and list, and the same as a picture, text or JSON."""

from starlette.requests import Request
from starlette.responses import Response

from nosograph.model.diseases import Disease
from nosograph.model.pathways import Pathway
from nosograph.render.environment import render
from nosograph.render.pathway import (
    PathwayPage,
    alone,
    as_json,
    as_text,
    cited,
    picture,
    shown_steps,
)
from nosograph.render.references import ReferenceList
from nosograph.render.site import path
from nosograph.serving import responses
from nosograph.serving.requests import language, shell
from nosograph.web.addressed import disease, part


def _asked(request: Request) -> tuple[Disease, Pathway]:
    found = disease(request)
    return found, part(request, found.pathways)


async def page(request: Request) -> Response:
    """The pathway, drawn and listed."""
    found, pathway = _asked(request)
    tag, own = language(request), f"/d/{found.slug}/pathways/{pathway.id}"
    references = ReferenceList(found.references)
    edges = [edge for _, edge in pathway.edges()]
    content = PathwayPage(
        id=pathway.id,
        title=pathway.title,
        disease=found.name,
        disease_href=path(tag, f"/d/{found.slug}/"),
        href=own,
        scope=pathway.scope,
        basis=pathway.basis,
        inferred=sum(bool(edge.inferred) for edge in edges),
        lines=len(edges),
        picture=picture(pathway, tag),
        start=shown_steps(pathway, references, tag),
        references=cited(references),
    )
    frame = shell(request, pathway.title, own)
    return responses.page(request, render("pathway.html", frame, content))


async def as_picture(request: Request) -> Response:
    """The picture alone; its boxes lead to the page."""
    found, pathway = _asked(request)
    link = f"/d/{found.slug}/pathways/{pathway.id}#step-{{}}"
    return responses.body(
        request, alone(pathway, link, language(request)).encode(), "image/svg+xml"
    )


async def as_plain_text(request: Request) -> Response:
    """The nested list as text."""
    _, pathway = _asked(request)
    return responses.body(request, as_text(pathway).encode(), "text/plain; charset=utf-8")


async def as_document(request: Request) -> Response:
    """The pathway as JSON."""
    _, pathway = _asked(request)
    return responses.document(request, as_json(pathway))
