"""The work-up of a disease: its page, and the same as text and JSON."""

from starlette.requests import Request
from starlette.responses import Response

from nosograph.model.diseases import Disease
from nosograph.model.workup import Workup
from nosograph.render.environment import render
from nosograph.render.pathway import cited
from nosograph.render.references import ReferenceList
from nosograph.render.site import path
from nosograph.render.workup import WorkupPage, as_json, as_text, shown_stages
from nosograph.serving import responses
from nosograph.serving.requests import language, phrases, shell
from nosograph.web.addressed import disease, not_found


def _asked(request: Request) -> tuple[Disease, Workup]:
    found = disease(request)
    if found.workup is None:
        raise not_found(request, found.slug)
    return found, found.workup


async def page(request: Request) -> Response:
    """The tests in their order, with what their results do and do not mean."""
    found, workup = _asked(request)
    tag, own = language(request), f"/d/{found.slug}/workup"
    references = ReferenceList(found.references)
    stages = shown_stages(workup, references, tag)
    content = WorkupPage(
        disease=found.name,
        disease_href=path(tag, f"/d/{found.slug}/"),
        href=own,
        scope=workup.scope,
        basis=workup.basis,
        stages=stages,
        references=cited(references),
    )
    frame = shell(request, phrases(request)["workup_title"].format(disease=found.name), own)
    return responses.page(request, render("workup.html", frame, content))


async def as_plain_text(request: Request) -> Response:
    """The work-up as text."""
    _, workup = _asked(request)
    return responses.body(request, as_text(workup).encode(), "text/plain; charset=utf-8")


async def as_document(request: Request) -> Response:
    """The work-up as JSON."""
    _, workup = _asked(request)
    return responses.document(request, as_json(workup))
