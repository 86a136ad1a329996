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
from nosograph.web import responses
from nosograph.web.requests import RefusedError, language, library, phrases, shell


def _asked(request: Request) -> tuple[Disease, Workup]:
    slug = request.path_params["slug"]
    disease = library(request).disease(slug)
    if disease is None or disease.entry is None or disease.entry.workup is None:
        near = slug.replace("-", " ")
        raise RefusedError(404, "not_found_title", phrases(request)["not_found"], near=near)
    return disease, disease.entry.workup


async def page(request: Request) -> Response:
    """The tests in their order, with what their results do and do not mean."""
    disease, workup = _asked(request)
    tag, own = language(request), f"/d/{disease.slug}/workup"
    references = ReferenceList(disease.entry.references if disease.entry else ())
    stages = shown_stages(workup, references, tag)
    content = WorkupPage(
        disease=disease.name,
        disease_href=path(tag, f"/d/{disease.slug}/"),
        href=own,
        scope=workup.scope,
        basis=workup.basis,
        stages=stages,
        references=cited(references),
    )
    frame = shell(request, phrases(request)["workup_title"].format(disease=disease.name), own)
    return responses.page(request, render("workup.html", frame, content))


async def as_plain_text(request: Request) -> Response:
    """The work-up as text."""
    _, workup = _asked(request)
    return responses.body(request, as_text(workup).encode(), "text/plain; charset=utf-8")


async def as_document(request: Request) -> Response:
    """The work-up as JSON."""
    _, workup = _asked(request)
    return responses.document(request, as_json(workup))
