"""Find a doctor, the first question: from a disease to its specialties and centres.

Rule. The disease is asked without a position; `clinicians` hears of specialties only.
"""

from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import Response

from nosograph.asking.clinicians import Care, care
from nosograph.asking.diseases import disease_meant
from nosograph.directory.reader import Directory
from nosograph.directory.specialties import NAMED
from nosograph.model.diseases import Disease
from nosograph.reasoning.referral import Basis, Suggestion
from nosograph.render.care import titles, why
from nosograph.render.environment import render
from nosograph.render.find import FindPage, ShownCentre, ShownSpecialty
from nosograph.render.languages import specialty_name
from nosograph.render.site import path
from nosograph.serving import responses
from nosograph.serving.doctors import doctors
from nosograph.serving.requests import clean, form, language, phrases, release, shell
from nosograph.web.case_forms import read_age


async def page(request: Request) -> Response:
    """Specialties and centres for a disease, or the form that asks for one."""
    fields = await form(request)
    asked = clean(fields.get("disease", ""))[:200]
    meant = disease_meant(release(request), asked)
    disease, address = meant.disease, path(language(request), "/find")
    age, bad = read_age(fields.get("age", ""))
    found = doctors(request)
    opened = found.directory if found is not None else None
    answer = care(disease, age, opened) if disease else None
    shown = (
        [_specialty(request, disease, s) for s in answer.suggestions] if answer and disease else []
    )
    content = FindPage(
        disease=disease.name if disease else "",
        disease_href=path(language(request), f"/d/{disease.slug}/") if disease else "",
        asked=asked,
        age=fields.get("age", "")[:40],
        bad_age=bad,
        choices=tuple(
            (each.name, f"{address}?disease={each.slug}") for each in meant.several or meant.near
        ),
        recommended=tuple(each for each in shown if each.recommended),
        maybe=tuple(each for each in shown if not each.recommended),
        centres=tuple(_centres(request, disease, answer)) if answer and disease else (),
        has_directory=opened is not None,
        fictional=opened is not None and opened.is_fictional,
        every=_every(opened, language(request)) if opened is not None else (),
    )
    frame = shell(request, phrases(request)["find_title"], "/find", indexed=not asked)
    kept = responses.KEEP_NOTHING if asked or request.method == "POST" else responses.REVALIDATE
    return responses.page(request, render("find.html", frame, content), cache=kept)


def _specialty(request: Request, disease: Disease, each: Suggestion) -> ShownSpecialty:
    evidence = titles(disease, each.evidence) if each.basis is Basis.CURATED else ()
    return ShownSpecialty(
        each.code,
        specialty_name(each.code, language(request)),
        why(each, phrases(request)),
        evidence,
        each.is_recommended,
    )


def _centres(request: Request, disease: Disease, found: Care) -> Iterable[ShownCentre]:
    day = disease.entry.review.updated.isoformat() if disease.entry is not None else ""
    for each in found.organisations:
        sources = titles(disease, each.sources)
        local = each.local
        mark = phrases(request)["local_of"].format(hospital=local.hospital) if local else ""
        note = local.text(language(request)) if local else each.note
        yield ShownCentre(each.name, each.place, each.url, note, sources, day, mark)
    for centre in found.centres:
        where = centre.service.location
        told = centre.provenance
        yield ShownCentre(
            centre.service.organization.name,
            ", ".join(filter(None, (where.city, where.country))),
            centre.url if centre.url.startswith(("https://", "http://")) else "",
            centre.service.telecom,
            ((told.source, ""),),
            told.last_verified,
        )


def _every(opened: Directory, tag: str) -> tuple[tuple[str, str], ...]:
    known = ((code, specialty_name(code, tag)) for code in opened.specialties if code in NAMED)
    return tuple(sorted(known, key=lambda each: each[1].casefold()))
