"""A note as a form: pasted, read into findings, corrected, and handed on; nothing is kept.

Rule. The text travels in the body of a POST and back in its answer, and goes nowhere else.
"""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from nosograph.asking.recognition import NoteAnswer, NoteFinding, case_of, read_note
from nosograph.model.cases import Case, Status
from nosograph.render.environment import render
from nosograph.render.recognise import AskedFinding, RecognisePage, pieces, written
from nosograph.render.site import path
from nosograph.serving import responses
from nosograph.serving.requests import (
    RefusedError,
    form,
    language,
    library,
    phrases,
    release,
    shell,
)
from nosograph.web.case_forms import saved_case
from nosograph.web.differential import for_case

MOST_BYTES = 512 * 1024
"""Of a form with a note, which writes a letter in up to nine bytes."""
LONGEST = 40_000
"""Bytes of a note as a page writes it: a dozen pages of a letter."""
MOST_FINDINGS, MOST_NEAR = 60, 240
"""Findings that a page asks about, and terms above and below them that it offers in all."""
UNKNOWN = "unknown"
STATES = (Status.PRESENT, Status.ABSENT, UNKNOWN)


async def page(request: Request) -> Response:
    """The form, empty or with what was read."""
    fields = await form(request, most=MOST_BYTES) if request.method == "POST" else {}
    text, t = fields.get("text", ""), phrases(request)
    problem, status = "", 200
    if written(text) > LONGEST:
        text, problem, status = "", _too_long(request), 422
    read = read_note(release(request), text)
    shown = read.findings[:MOST_FINDINGS]
    near = MOST_NEAR // max(1, len(shown))
    findings = tuple(_asked(request, each, fields, near) for each in shown)
    if read.problems:
        problem = t["criteria_file_bad"].format(problem=read.problems[0].message)
    content = RecognisePage(
        action=path(language(request), "/recognise"),
        text=text,
        pieces=pieces(text, read.mentions) if read.mentions else (),
        findings=findings,
        criteria=_criteria(request, findings),
        find=path(language(request), "/find"),
        asked=bool(text.strip()),
        problem=problem,
        cut=t["recognise_cut"].format(count=len(read.findings), shown=len(shown))
        if len(shown) < len(read.findings)
        else "",
    )
    frame = shell(request, t["recognise"], "/recognise")
    kept = responses.KEEP_NOTHING if request.method == "POST" else responses.REVALIDATE
    return responses.page(
        request, render("recognise.html", frame, content), status=status, cache=kept
    )


async def ranked(request: Request) -> Response:
    """The differential diagnosis for what the form says."""
    return for_case(request, await noted(request))


async def saved(request: Request) -> Response:
    """The case that the form says, as a file."""
    return saved_case(request, await noted(request))


async def noted(request: Request) -> Case:
    """The case that the form says."""
    fields = await form(request, most=MOST_BYTES)
    if written(fields.get("text", "")) > LONGEST:
        raise RefusedError(413, "too_large_title", _too_long(request))
    read = read_note(release(request), fields.get("text", ""))
    return case_of(release(request), _chosen(read, fields), read.rest)


def _too_long(request: Request) -> str:
    return phrases(request)["recognise_too_long"].format(kilobytes=LONGEST // 1000)


def _chosen(read: NoteAnswer, fields: Mapping[str, str]) -> list[tuple[str, Status]]:
    states = ((_meant(each, fields), _state(each, fields)) for each in read.findings)
    return [(term, Status(state)) for term, state in states if state != UNKNOWN]


def _meant(finding: NoteFinding, fields: Mapping[str, str]) -> str:
    chosen = fields.get(f"r.{finding.term}", finding.term)
    near = {each.term for each in (*finding.broader, *finding.narrower)}
    return chosen if chosen in near else finding.term


def _state(finding: NoteFinding, fields: Mapping[str, str]) -> str:
    chosen = fields.get(f"f.{finding.term}", "")
    return chosen if chosen in STATES else str(finding.status or UNKNOWN)


def _asked(
    request: Request, finding: NoteFinding, fields: Mapping[str, str], most: int
) -> AskedFinding:
    """The finding as a question; of what is near, the meant one and at most so many others."""
    tag, t = language(request), phrases(request)
    meant = _meant(finding, fields)
    record = library(request).finding(meant, limit=0)
    near = [
        *((each.term, f"↑ {each.label}") for each in finding.broader),
        *((each.term, f"↓ {each.label}") for each in finding.narrower),
    ]
    near.sort(key=lambda each: each[0] != meant)
    onset = ""
    if finding.onset.startswith("HP:"):
        onset = release(request).library.labels.get(finding.onset, finding.onset)
    elif finding.onset:
        onset = t["recognise_onset"].format(age=finding.onset)
    return AskedFinding(
        finding.term,
        meant,
        record.label if record is not None else finding.label,
        path(tag, f"/t/{meant}"),
        ", ".join(t[f"recognise_{each}"] for each in finding.said),
        onset,
        _state(finding, fields),
        tuple(near[:most]),
    )


def _criteria(request: Request, findings: tuple[AskedFinding, ...]) -> tuple[tuple[str, str], ...]:
    """The sets with an item for one of the findings, or for something above one."""
    held = library(request)
    reached = {
        above
        for each in findings
        if each.status != UNKNOWN
        for above in held.ontology.ancestors(each.meant)
    }
    found = []
    for set_id, slug in held.criteria_sets() if reached else ():
        criteria = held.criteria_set(set_id)
        codes = {code.code for item in criteria.items for code in item.codes} if criteria else set()
        if criteria is not None and codes & reached:
            address = path(language(request), f"/d/{slug}/criteria/{set_id}/note")
            found.append((address, criteria.title))
    return tuple(found)
