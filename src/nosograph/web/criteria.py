"""Criteria as a form: stated, answered, saved, opened again; nothing is kept.

Rule. The case travels in the body of a POST, and answers to it are kept nowhere.
"""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from nosograph.asking.criteria import CriteriaQuestion
from nosograph.asking.criteria import criteria as answered
from nosograph.model.cases import Case, Statement
from nosograph.model.diseases import Disease
from nosograph.reasoning.criteria import Evaluator
from nosograph.render.criteria import (
    CriteriaPage,
    cited,
    phrases_for,
    questions,
    rests_on_unread,
    rules_in_words,
    shown_levels,
    shown_notes,
    shown_statement,
)
from nosograph.render.criteria_files import concern_text
from nosograph.render.environment import render
from nosograph.render.languages import decimal_mark
from nosograph.render.references import ReferenceList
from nosograph.render.site import path
from nosograph.serving import responses
from nosograph.serving.requests import form, language, library, phrases, release, shell
from nosograph.serving.uploads import uploaded
from nosograph.web import addressed
from nosograph.web.case_forms import (
    FormCase,
    carried,
    case_in,
    only,
    parted,
    read_findings,
    read_form,
    saved_case,
    too_large,
)
from nosograph.web.differential import for_case
from nosograph.web.recognise import noted

MOST_SHOWN = 100
"""Statements that are carried along, and concerns, that a page lists."""


def _asked(request: Request) -> tuple[Disease, Evaluator]:
    found = addressed.disease(request)
    criteria = addressed.part(request, library(request).criteria_of(found.slug), "set")
    evaluator = release(request).evaluator(criteria.id)
    if evaluator is None:
        raise addressed.not_found(request, found.slug)
    return found, evaluator


async def page(request: Request) -> Response:
    """The form, empty or with what follows from what it states."""
    disease, evaluator = _asked(request)
    if request.method != "POST":
        return _page(request, disease, evaluator, FormCase(Case()))
    fields = await form(request)
    blank = tuple(questions(evaluator, Case(), language(request)))
    said = read_form(fields, blank, decimal_mark(language(request)))
    # Another page's form states findings, which are carried to what they answer here.
    found = (Statement(each, code=term) for term, each in read_findings(fields).items())
    case = replace(said.case, statements=(*said.case.statements, *found))
    if complaint := too_large(case, phrases(request)):
        return _page(request, disease, evaluator, FormCase(Case()), complaint, status=422)
    return _page(request, disease, evaluator, replace(said, case=case))


async def opened(request: Request) -> Response:
    """The form, filled from a file."""
    disease, evaluator = _asked(request)
    case, complaint = case_in(await uploaded(request, "file"), phrases(request))
    if case is not None:
        return _page(request, disease, evaluator, FormCase(case))
    return _page(request, disease, evaluator, FormCase(Case()), complaint, status=422)


async def saved(request: Request) -> Response:
    """The case that the form states, as a file."""
    _, evaluator = _asked(request)
    fields = await form(request)
    blank = tuple(questions(evaluator, Case(), language(request)))
    case = read_form(fields, blank, decimal_mark(language(request))).case
    return saved_case(request, case, evaluator.criteria.id)


async def ranked(request: Request) -> Response:
    """The differential diagnosis for the case that the form states."""
    _, evaluator = _asked(request)
    fields = await form(request)
    blank = tuple(questions(evaluator, Case(), language(request)))
    return for_case(request, read_form(fields, blank, decimal_mark(language(request))).case)


async def from_note(request: Request) -> Response:
    """The form, filled with what a note says."""
    disease, evaluator = _asked(request)
    case = await noted(request)
    if complaint := too_large(case, phrases(request)):
        return _page(request, disease, evaluator, FormCase(Case()), complaint, status=422)
    return _page(request, disease, evaluator, FormCase(case))


def _page(
    request: Request,
    disease: Disease,
    evaluator: Evaluator,
    said: FormCase,
    complaint: str = "",
    *,
    status: int = 200,
) -> Response:
    tag, t, case = language(request), phrases(request), said.case
    criteria = evaluator.criteria.in_language(tag)
    blank = tuple(questions(evaluator, Case(calendar=case.calendar), tag))
    stated, rest = parted(case, blank)
    shown = only(case, stated)
    answer = answered(release(request), CriteriaQuestion(criteria.id, case))
    own = f"/d/{disease.slug}/criteria/{criteria.id}"
    concerns = [complaint] if complaint else []
    if said.bad_age:
        concerns.append(t["criteria_age_bad"].format(age=said.bad_age))
    for item, value, reason in said.bad_values:
        phrase = "criteria_value_two" if reason == "ambiguous" else "criteria_value_bad"
        concerns.append(t[phrase].format(item=item, value=value))
    concerns += [concern_text(each, t) for each in answer.concerns[:MOST_SHOWN]]
    if len(answer.concerns) > MOST_SHOWN:
        further = len(answer.concerns) - MOST_SHOWN
        concerns.append(t["concerns_further"].format(count=further))
    references = ReferenceList(disease.references)
    content = CriteriaPage(
        set=criteria,
        disease=disease.name,
        disease_href=path(tag, f"/d/{disease.slug}/"),
        action=path(tag, own),
        questions=tuple(questions(evaluator, shown, tag)),
        asks_age=evaluator.outline.has_age,
        age=said.bad_age or (str(case.age) if case.age is not None else ""),
        sex=case.sex,
        calendar=case.calendar,
        carried=tuple(shown_statement(each, criteria) for each in rest[:MOST_SHOWN]),
        carried_count=len(rest),
        rest=carried(only(case, rest)) if rest else "",
        stated=len(case.statements) + (case.age is not None),
        levels=shown_levels(answer, tag),
        concerns=tuple(concerns),
        rules=rules_in_words(criteria, phrases_for(evaluator.criteria, tag)),
        notes=shown_notes(criteria, tag),
        sources=cited(criteria, references),
        unread=rests_on_unread(criteria),
        speaks=criteria.speaks(tag),
    )
    frame = shell(request, criteria.title, own)
    kept = responses.KEEP_NOTHING if request.method == "POST" else responses.REVALIDATE
    return responses.page(
        request, render("criteria.html", frame, content), status=status, cache=kept
    )
