"""The differential diagnosis as a form: findings in, a list with reasons out; nothing is kept.

Rule. The case travels in the body of a POST, and answers to it are kept nowhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from nosograph.asking.differential import (
    DifferentialAnswer,
    DifferentialQuestion,
    Outlines,
    coded,
    differential,
    genes_in,
)
from nosograph.asking.presentations import leading
from nosograph.asking.search import findings as findings_named
from nosograph.model.cases import Case, Statement, Status
from nosograph.reasoning.differential.answers import Candidate, Ranking
from nosograph.reasoning.differential.confidence import Level
from nosograph.reasoning.differential.question import is_finding
from nosograph.render.differential import (
    MOST_ROWS,
    SORTS,
    DifferentialPage,
    Listing,
    NextRow,
    ShownCandidate,
    StatedFinding,
    considered,
    ordered,
    picture_and_table,
    shown_candidate,
    side_by_side,
)
from nosograph.render.environment import render
from nosograph.render.first import first_shown
from nosograph.render.languages import system_title
from nosograph.render.presentation import PresentationLink, presentation_link
from nosograph.render.site import path
from nosograph.serving import responses
from nosograph.serving.requests import clean, form, language, library, phrases, release, shell, site
from nosograph.serving.uploads import uploaded
from nosograph.web.case_forms import (
    carried,
    case_in,
    only,
    read_age,
    read_findings,
    read_rest,
    read_sex,
    saved_case,
)

TOP = 20
CHOICES = 8
MOST_FINDINGS = 100
LEAST_COMPARED, MOST_COMPARED = 2, 4


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form says."""

    case: Case
    genes: str = ""
    sort: str = "score"
    compared: frozenset[str] = frozenset()
    compare: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    not_found: str = ""
    concerns: tuple[str, ...] = ()


async def page(request: Request) -> Response:
    """The form, empty or with the list for what it states."""
    if request.method != "POST":
        return _page(request, Asked(Case()))
    fields = await form(request)
    if fields.get("case"):
        return _from_text(request, fields["case"])
    return _page(request, _asked(request, fields))


async def opened(request: Request) -> Response:
    """The form, filled from a file."""
    return _from_text(request, await uploaded(request, "file"))


async def saved(request: Request) -> Response:
    """The case that the form states, as a file."""
    return saved_case(request, _asked(request, await form(request)).case)


async def findings(request: Request) -> Response:
    """Findings that a typed word may mean, as JSON."""
    typed = clean((await form(request)).get("q", ""))[:100]
    found = findings_named(release(request), typed, CHOICES)
    lines = [
        {
            "name": each.name,
            "term": each.slug,
            "note": phrases(request)["matched"].format(text=each.matched)
            if each.matched.casefold() != each.name.casefold()
            else each.slug,
        }
        for each in found
    ]
    document = {"query": typed, "results": lines}
    return responses.document(request, document, cache=responses.KEEP_NOTHING)


def for_case(request: Request, case: Case) -> Response:
    """The list for a case that another tool hands over."""
    count = sum(map(_is_finding, case.statements))
    if count > MOST_FINDINGS:
        told = phrases(request)["dx_too_many"].format(count=count, most=MOST_FINDINGS)
        return _page(request, Asked(Case(), concerns=(told,)), status=422)
    return _page(request, Asked(coded(release(request), case)))


def _from_text(request: Request, text: str) -> Response:
    case, complaint = case_in(text, phrases(request))
    if case is not None:
        return for_case(request, case)
    return _page(request, Asked(Case(), concerns=(complaint,)), status=422)


def _asked(  # a field of the form a step
    request: Request, fields: Mapping[str, str]
) -> Asked:
    t = phrases(request)
    chosen = read_findings(fields)
    if fields.get("choose", "").startswith("HP:"):
        chosen.setdefault(fields["choose"], Status.PRESENT)
    typed = clean(fields.get("add", ""))[:100]
    choices: tuple[tuple[str, str], ...] = ()
    not_found = ""
    if typed and "choose" not in fields:
        found = findings_named(release(request), typed, CHOICES)
        exact = [
            each
            for each in found
            if typed.casefold() in (each.slug.casefold(), each.name.casefold())
        ]
        if len(exact) == 1 or len(found) == 1:
            chosen.setdefault((exact or list(found))[0].slug, Status.PRESENT)
        else:
            choices = tuple((each.slug, each.name) for each in found)
            not_found = "" if choices else typed
    too_many = len(chosen) > MOST_FINDINGS
    chosen = dict(list(chosen.items())[:MOST_FINDINGS])
    known = {term for term in chosen if library(request).finding(term, limit=0) is not None}
    statements = [Statement(status, code=term) for term, status in chosen.items() if term in known]
    concerns = [
        t["code_unknown"].format(code=clean(term)[:20]) for term in chosen if term not in known
    ]
    age, bad_age = read_age(fields.get("age", ""))
    onset, bad_onset = read_age(fields.get("onset", ""))
    if too_many:
        concerns.append(t["dx_first_findings"].format(most=MOST_FINDINGS))
    concerns += [t["criteria_age_bad"].format(age=bad) for bad in (bad_age, bad_onset) if bad]
    case = Case(
        statements=(*statements, *read_rest(fields.get("rest", ""))),
        age=age,
        sex=read_sex(fields.get("sex", "")),
        began=onset,
    )
    sort = fields.get("sort", "")
    return Asked(
        case,
        clean(fields.get("genes", ""))[:500],
        sort if sort in SORTS else SORTS[0],
        frozenset(key[2:] for key in fields if key.startswith("c.")),
        "compare" in fields,
        choices,
        not_found,
        tuple(concerns),
    )


def _is_finding(statement: Statement) -> bool:
    return is_finding(statement) and statement.status is not Status.MEASURED


def _page(request: Request, asked: Asked, *, status: int = 200) -> Response:
    tag, t, held = language(request), phrases(request), library(request)
    shown: dict[str, StatedFinding] = {}
    rest = []
    for each in asked.case.statements:
        record = held.finding(each.code, limit=0) if _is_finding(each) else None
        plain = each == Statement(each.status, code=each.code)
        if record is None or not plain or record.term in shown:
            rest.append(each)
            continue
        shown[record.term] = StatedFinding(
            record.term, record.label, path(tag, f"/t/{record.term}"), each.status is Status.PRESENT
        )
    answer = None
    if any(map(_is_finding, asked.case.statements)):
        question = DifferentialQuestion(asked.case, genes_in(asked.genes), TOP)
        answer = differential(release(request), question)
    content = _content(request, asked, tuple(shown.values()), tuple(rest), answer)
    frame = shell(request, t["differential"], "/differential")
    kept = responses.KEEP_NOTHING if request.method == "POST" else responses.REVALIDATE
    return responses.page(
        request, render("differential.html", frame, content), status=status, cache=kept
    )


def _content(
    request: Request,
    asked: Asked,
    shown: tuple[StatedFinding, ...],
    rest: tuple[Statement, ...],
    answer: DifferentialAnswer | None,
) -> DifferentialPage:
    tag, t = language(request), phrases(request)
    ranking = answer.ranking if answer else None
    concerns = asked.concerns
    if ranking and ranking.unknown_genes:
        symbols = ", ".join(ranking.unknown_genes)
        concerns += (t["dx_genes_unknown"].format(symbols=symbols),)
    candidates = _candidates(request, asked, ranking)
    compared = tuple(each for each in candidates if each.compared)[:MOST_COMPARED]
    fits = len(compared) >= LEAST_COMPARED
    picture, table, columns = picture_and_table(ranking, tag) if ranking else (Markup(), (), ())
    level = ranking.confidence.level if ranking else Level.NONE
    return DifferentialPage(
        action=path(tag, "/differential"),
        findings=shown,
        choices=asked.choices,
        not_found=asked.not_found,
        age=str(asked.case.age or ""),
        onset=str(asked.case.began or ""),
        sex=asked.case.sex,
        genes=asked.genes,
        sort=asked.sort,
        sorts=tuple((each, t[f"dx_sort_{each}"]) for each in SORTS),
        carried=tuple(each.finding for each in rest),
        rest=carried(only(asked.case, rest)) if rest else "",
        calendar=asked.case.calendar,
        concerns=concerns,
        asked=ranking is not None,
        considered=considered(ranking.considered, ranking.version, tag) if ranking else "",
        level=t[f"dx_level_{level}"],
        first=tuple(first_shown(each, tag) for each in (answer.first if answer else ())),
        ways=_ways(request, asked.case),
        unexplained=tuple(_label(request, each) for each in ranking.confidence.unexplained)
        if ranking
        else (),
        unused=tuple(
            (_label(request, each.term), t[f"dx_unused_{each.reason}"])
            for each in (ranking.notes if ranking else ())
        ),
        groups=ordered(candidates, asked.sort) if candidates else (),
        next=_next(request, ranking) if ranking else (),
        picture=picture,
        table=table,
        columns=columns,
        compared=compared if fits else (),
        compared_rows=side_by_side(compared) if fits else (),
        compare_bad=asked.compare and not fits,
        cut=t["dx_cut"].format(most=MOST_ROWS) if len(shown) > MOST_ROWS else "",
    )


def _ways(request: Request, case: Case) -> tuple[PresentationLink, ...]:
    stated = [each for each in case.statements if _is_finding(each)]
    present = [each.code for each in stated if each.status is Status.PRESENT]
    found = leading(release(request), present) if stated else library(request).presentations
    return tuple(presentation_link(each, language(request)) for each in found)


def _label(request: Request, term: str) -> str:
    record = library(request).finding(term, limit=0)
    return record.label if record is not None else term


def _next(request: Request, ranking: Ranking) -> tuple[NextRow, ...]:
    tag, t = language(request), phrases(request)
    return tuple(
        NextRow(
            each.term,
            each.label,
            path(tag, f"/t/{each.term}"),
            t["dx_next_shown_by"].format(numbers=", ".join(map(str, each.shown_by)))
            if each.shown_by
            else "",
        )
        for each in ranking.next_findings
    )


def _candidates(
    request: Request, asked: Asked, ranking: Ranking | None
) -> tuple[ShownCandidate, ...]:
    shown = []
    for candidate in ranking.candidates if ranking else ():
        listing = _listing(request, candidate)
        if listing is not None:
            shown.append(
                shown_candidate(
                    candidate,
                    listing,
                    language(request),
                    compared=listing.slug in asked.compared,
                )
            )
    return tuple(shown)


def _listing(request: Request, candidate: Candidate) -> Listing | None:
    tag, labels = language(request), site(request).labels
    found = release(request).derived(Outlines).of(candidate.ids)
    if found is None:
        return None
    return Listing(
        found.slug,
        found.curated,
        system_title(found.system, labels, tag) if found.system else "",
        tuple(
            (each.label, path(tag, f"/d/{found.slug}/criteria/{each.term}"))
            for each in found.criteria
        ),
    )
