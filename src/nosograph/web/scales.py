"""Severity scales: read, added up, and drawn over time from a file of the visitor's own.

Rule. Ratings and courses travel in the body of a POST, and answers to them are kept nowhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from starlette.requests import Request
from starlette.responses import Response

from nosograph.formats.courses import read_course
from nosograph.model.cases import Case, Statement, Status
from nosograph.model.diseases import Disease
from nosograph.model.problems import Problems
from nosograph.model.scales import Scale
from nosograph.reasoning.scales import points, ratings_in, score
from nosograph.render.environment import render
from nosograph.render.languages import Words
from nosograph.render.pathway import cited
from nosograph.render.references import ReferenceList
from nosograph.render.scale import (
    ScalePage,
    ShownCourse,
    as_json,
    as_text,
    facts,
    in_words,
    remark_text,
    rests_on_unread,
    shown_bands,
    shown_course,
    shown_items,
    shown_uses,
)
from nosograph.render.site import path
from nosograph.serving import responses
from nosograph.serving.requests import form, language, phrases, shell
from nosograph.serving.uploads import uploaded
from nosograph.web import addressed, case_forms


@dataclass(frozen=True, slots=True)
class Said:
    """What a visitor has sent."""

    ratings: Mapping[str, int]
    rest: tuple[Statement, ...] = ()
    """The part of an opened case that is not about this scale."""
    concerns: tuple[str, ...] = ()
    course: ShownCourse | None = None
    course_concerns: tuple[str, ...] = ()


NOTHING = Said({})


def _asked(request: Request) -> tuple[Disease, Scale]:
    found = addressed.disease(request)
    return found, addressed.part(request, found.scales)


async def page(request: Request) -> Response:
    """The scale; by POST with what the ratings add up to."""
    disease, scale = _asked(request)
    if request.method != "POST":
        return _page(request, disease, scale, NOTHING)
    return _page(request, disease, scale, _said(scale, await form(request)))


async def opened(request: Request) -> Response:
    """The form, filled from a file."""
    disease, scale = _asked(request)
    t = phrases(request)
    case, complaint = case_forms.case_in(await uploaded(request, "file"), t)
    if case is not None:
        return _page(request, disease, scale, _from_case(scale, case, t))
    return _page(request, disease, scale, Said({}, concerns=(complaint,)), status=422)


async def saved(request: Request) -> Response:
    """The ratings as a file, with the rest of the case that was opened."""
    _, scale = _asked(request)
    said = _said(scale, await form(request))
    rated = (Statement(Status.MEASURED, id, value=Decimal(n)) for id, n in said.ratings.items())
    return case_forms.saved_case(request, Case(statements=(*rated, *said.rest)))


async def course(request: Request) -> Response:
    """The course that a file holds, drawn."""
    disease, scale = _asked(request)
    t, problems = phrases(request), Problems()
    text = await uploaded(request, "file")
    if not text.strip():
        said = Said({}, course_concerns=(t["scale_course_empty"],))
        return _page(request, disease, scale, said, status=422)
    found = read_course(text, "course", tuple(item.id for item in scale.items), problems)
    if found is None:
        listed = problems.errors[:5]
        lines = tuple(
            t["scale_course_bad"].format(problem=case_forms.problem_text(each)) for each in listed
        )
        return _page(request, disease, scale, Said({}, course_concerns=lines), status=422)
    if found.scale and found.scale != scale.id:
        said = Said({}, course_concerns=(t["scale_other"].format(scale=found.scale),))
        return _page(request, disease, scale, said, status=422)
    drawn = shown_course(scale, points(scale, found), language(request))
    return _page(request, disease, scale, Said({}, course=drawn))


async def as_plain_text(request: Request) -> Response:
    """The scale as text."""
    _, scale = _asked(request)
    return responses.body(request, as_text(scale).encode(), "text/plain; charset=utf-8")


async def as_document(request: Request) -> Response:
    """The scale as JSON."""
    _, scale = _asked(request)
    return responses.document(request, as_json(scale))


def _said(scale: Scale, fields: Mapping[str, str]) -> Said:
    """What the form states; a value that the form does not offer counts as not rated."""
    offered = ((item.id, anchor.value) for item in scale.items for anchor in item.anchors)
    ratings = {id: value for id, value in offered if fields.get(f"s.{id}") == str(value)}
    return Said(ratings, case_forms.read_rest(fields.get("rest", "")))


def _from_case(scale: Scale, case: Case, t: Words) -> Said:
    if not scale.confirmed:
        return NOTHING
    ratings, concerns = ratings_in(scale, case)
    items = {item.id for item in scale.items}
    rest = tuple(each for each in case.statements if each.item not in items)
    return Said(ratings, rest, tuple(remark_text(each, t) for each in concerns))


def _page(
    request: Request, disease: Disease, scale: Scale, said: Said, *, status: int = 200
) -> Response:
    tag, own = language(request), f"/d/{disease.slug}/scales/{scale.id}"
    references = ReferenceList(disease.references)
    for key in scale.sources:
        references.cite(key)
    items = shown_items(scale, said.ratings, references)
    bands, uses = shown_bands(scale, references, tag), shown_uses(scale, references)
    listed = cited(references)
    content = ScalePage(
        scale=scale,
        disease=disease.name,
        disease_href=path(tag, f"/d/{disease.slug}/"),
        action=path(tag, own),
        facts=facts(scale, tag),
        items=items,
        bands=bands,
        uses=uses,
        unread=rests_on_unread(scale, listed),
        answer=in_words(scale, score(scale, said.ratings), tag) if scale.confirmed else (),
        concerns=said.concerns,
        rest=case_forms.carried(Case(statements=said.rest)) if said.rest else "",
        course=said.course,
        course_concerns=said.course_concerns,
        references=listed,
    )
    kept = responses.KEEP_NOTHING if request.method == "POST" else responses.REVALIDATE
    text = render("scale.html", shell(request, scale.title, own), content)
    return responses.page(request, text, status=status, cache=kept)
