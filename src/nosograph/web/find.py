"""Find a doctor: from a disease to specialties and centres, from specialties to who is near.

Rule 1. Two forms, two questions: the disease is asked without a position, the position is sent
with specialties only.
Rule 2. Positions travel in the body of a POST; answers to them are kept nowhere.
"""

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from nosograph.directory.filters import Wanted
from nosograph.directory.reader import Answer, Directory, Hit
from nosograph.directory.specialties import NAMES, name
from nosograph.model.codes import Code
from nosograph.model.directory import Known, Position, Precision
from nosograph.model.diseases import Disease
from nosograph.reasoning.referral import Basis, Suggestion, suggest
from nosograph.render.environment import render
from nosograph.render.find import (
    CliniciansPage,
    FindPage,
    ShownCentre,
    ShownClinician,
    ShownSpecialty,
    small_map,
)
from nosograph.render.languages import number
from nosograph.render.site import path
from nosograph.web import responses
from nosograph.web.case_forms import read_age
from nosograph.web.doctors import directory, doctors
from nosograph.web.requests import clean, form, language, library, phrases, shell

K = 20
RADIUS = 50.0
MOST_SPECIALTIES = 12
OLD = 730
"""Days after which a record is shown as not confirmed since."""

_WORDS = {Known.YES: "find_yes", Known.NO: "find_no", Known.UNKNOWN: "find_not_known"}


async def page(request: Request) -> Response:
    """Specialties and centres for a disease, or the form that asks for one."""
    fields = await form(request)
    asked = clean(fields.get("disease", ""))[:200]
    disease, choices = _disease(request, asked)
    typed = fields.get("age", "")[:40]
    try:
        age, bad = read_age(typed), ""
    except ValueError:
        age, bad = None, typed
    found = doctors(request)
    opened = found.directory if found is not None else None
    suggestions = suggest(disease, age, language=language(request)) if disease else ()
    shown = [_specialty(request, each) for each in suggestions]
    # What is recommended is ticked; where nothing is, what findings suggest.
    sure = [each for each in shown if each.recommended]
    content = FindPage(
        disease=disease.name if disease else "",
        disease_href=path(language(request), f"/d/{disease.slug}/") if disease else "",
        asked=asked,
        age=typed,
        bad_age=bad,
        choices=choices,
        recommended=tuple(sure),
        maybe=tuple(each for each in shown if not each.recommended),
        centres=tuple(_centres(request, disease, opened)) if disease else (),
        has_directory=opened is not None,
        fictional=opened is not None and opened.is_fictional,
        every=_every(opened, language(request)) if opened is not None else (),
    )
    frame = shell(request, phrases(request)["find_title"], "/find", indexed=not asked)
    kept = responses.KEEP_NOTHING if asked or request.method == "POST" else responses.REVALIDATE
    return responses.page(request, render("find.html", frame, content), cache=kept)


def _disease(request: Request, asked: str) -> tuple[Disease | None, tuple[tuple[str, str], ...]]:
    """The disease that is meant, or those that may be: name and address."""
    known = library(request)
    if not asked:
        return None, ()
    slug: str | None = known.redirect(asked) or asked
    with suppress(ValueError):
        slug = known.slug_for(Code.parse(asked))
    found = known.disease(slug) if slug else None
    if found is not None:
        return found, ()
    results = [
        each for each in known.search.search(asked, limit=8).results if each.type == "disease"
    ]
    if results and results[0].name.casefold() == asked.casefold():
        return known.disease(results[0].slug), ()
    address = path(language(request), "/find")
    return None, tuple((each.name, f"{address}?disease={each.slug}") for each in results)


def _specialty(request: Request, each: Suggestion) -> ShownSpecialty:
    t = phrases(request)
    why = {
        Basis.CURATED: each.why,
        Basis.CLASSIFICATION: t["find_why_classification"],
        Basis.FINDINGS: t["find_why_findings"].format(findings=", ".join(each.evidence)),
        Basis.NONE: t["find_why_none"],
    }[each.basis]
    evidence = ", ".join(each.evidence) if each.basis is Basis.CURATED else ""
    return ShownSpecialty(each.code, each.name, why, evidence, each.is_recommended)


def _centres(request: Request, disease: Disease, opened: Directory | None) -> Iterable[ShownCentre]:
    entry = disease.entry
    day = entry.review.updated.isoformat() if entry is not None else ""
    for each in entry.organisations if entry is not None else ():
        if each.kind in ("centre", "network"):
            source = ", ".join((*each.sources, day))
            yield ShownCentre(each.name, each.place, each.url, each.note, source)
    codes = frozenset(str(link.code) for link in disease.codes)
    for centre in opened.centres_for(codes) if opened is not None else ():
        where = centre.service.location
        told = centre.provenance
        yield ShownCentre(
            centre.service.organization.name,
            ", ".join(filter(None, (where.city, where.country))),
            centre.url if centre.url.startswith(("https://", "http://")) else "",
            centre.service.telecom,
            ", ".join(filter(None, (told.source, told.last_verified))),
        )


def _every(opened: Directory, tag: str) -> tuple[tuple[str, str], ...]:
    known = ((code, name(code, tag)) for code in opened.specialties if code in NAMES)
    return tuple(sorted(known, key=lambda each: each[1].casefold()))


async def clinicians(request: Request) -> Response:
    """Who is near, for specialties and a position."""
    opened = directory(request)
    fields = await form(request)
    codes = tuple(key[2:] for key in fields if key.startswith("s."))[:MOST_SPECIALTIES]
    codes = tuple(dict.fromkeys((*codes, *filter(None, [fields.get("specialty", "")]))))
    codes = tuple(code for code in codes if code in opened.specialties)
    wanted = Wanted(
        "accepting" in fields,
        "telehealth" in fields,
        tuple(filter(None, [fields.get("language", "")[:20]])),
        tuple(filter(None, [fields.get("network", "")[:100]])),
        "hide" not in fields,
    )
    near, postal = _position(opened, fields)
    complaint = ""
    answer: Answer | None = None
    if near is None:
        complaint = phrases(request)["find_bad_postal"].format(postal=postal)
    elif not codes:
        complaint = phrases(request)["find_no_specialty"]
    else:
        answer = await asyncio.to_thread(opened.find, codes, near, wanted, k=K, radius_km=RADIUS)
    content = _clinicians_page(
        request, opened, codes, wanted, postal, fields, complaint, near, answer
    )
    frame = shell(request, phrases(request)["find_clinicians"], "", indexed=False)
    return responses.page(
        request,
        render("clinicians.html", frame, content),
        status=422 if complaint else 200,
        cache=responses.KEEP_NOTHING,
    )


def _position(opened: Directory, fields: Mapping[str, str]) -> tuple[Position | None, str]:
    postal = clean(fields.get("postal", ""))[:20]
    typed = fields.get("position", "")[:40]
    if typed and not postal:
        try:
            latitude, longitude = map(float, typed.split(","))
            # Rounded here, too, for scripts that forget to.
            return Position(round(latitude, 1), round(longitude, 1)), ""
        except ValueError:
            return None, ""
    country, _, code = postal.upper().rpartition(" ")
    return opened.postal_codes.position(country or "US", code), postal


def _clinicians_page(
    request: Request,
    opened: Directory,
    codes: tuple[str, ...],
    wanted: Wanted,
    postal: str,
    fields: Mapping[str, str],
    complaint: str,
    near: Position | None,
    answer: Answer | None,
) -> CliniciansPage:
    t, tag = phrases(request), language(request)
    specialties = tuple(ShownSpecialty(c, name(c, tag), "", "", True, True) for c in codes)
    again = [(f"s.{code}", "1") for code in codes]
    if fields.get("position") and not postal:
        again.append(("position", fields["position"][:40]))
    page = CliniciansPage(
        fictional=opened.is_fictional,
        specialties=specialties,
        postal=postal,
        fields=tuple(again),
        filters=(
            ("accepting", t["find_accepting"], wanted.accepting),
            ("telehealth", t["find_telehealth"], wanted.telehealth),
        ),
        hide_unknown=not wanted.unknown,
        languages=tuple(sorted(opened.words.languages)),
        language=next(iter(wanted.languages), ""),
        networks=tuple(sorted(opened.words.networks)[:200]),
        network=next(iter(wanted.networks), ""),
        complaint=complaint,
        source=str(opened.manifest["source"]),
    )
    if answer is None or near is None:
        return page
    return _with_answer(request, page, answer, near)


def _with_answer(
    request: Request, page: CliniciansPage, answer: Answer, near: Position
) -> CliniciansPage:
    t, tag = phrases(request), language(request)
    message = t["find_nobody"]
    if answer.widened_to_km is not None:
        message = t["find_widened"].format(
            count=answer.within_radius,
            radius=f"{answer.radius_km:.0f}",
            km=f"{answer.widened_to_km:.0f}",
        )
    elif answer.hits:
        message = t["find_within"].format(count=len(answer.hits), km=f"{answer.radius_km:.0f}")
    counts = tuple(
        t["find_count"].format(
            what=t[f"find_{name}"], **{k: number(n, tag) for k, n in found.items()}
        )
        for name, found in answer.counts.items()
    )
    unplaced = (
        t["find_unplaced"].format(count=number(answer.unplaced, tag)) if answer.unplaced else ""
    )
    places = [
        (hit.role.location.position, str(n))
        for n, hit in enumerate(answer.hits, 1)
        if hit.role.location.position is not None
    ]
    return replace(
        page,
        message=message,
        counts=counts,
        unplaced=unplaced,
        clinicians=tuple(_clinician(request, hit) for hit in answer.hits),
        map=small_map(near, places, t["find_map"], t["find_scale"]) if places else "",
    )


def _clinician(request: Request, hit: Hit) -> ShownClinician:
    t, tag, role = phrases(request), language(request), hit.role
    specialties = ", ".join(name(code, tag) for code in role.specialty)
    distance = t["find_distance"].format(km=f"{hit.distance_km:.1f}")
    exact = role.location.precision is Precision.ADDRESS
    measured = t["find_from_address" if exact else "find_from_postal"]
    told = role.provenance
    verified = t["find_not_verified"].format(source=told.source)
    if told.last_verified:
        old = _age_in_days(told.last_verified) > OLD
        verified = t["find_verified"].format(source=told.source, day=told.last_verified)
        if old:
            verified += f" ({t['find_old'].format(day=told.last_verified)})"
    answers = tuple(
        (t[f"find_{wish}"], t[_WORDS[state]], state) for wish, state in hit.states.items()
    )
    where = role.location
    return ShownClinician(
        name=role.name,
        qualification=role.practitioner.qualification if role.practitioner else "",
        specialties=specialties,
        address=", ".join(
            filter(None, (where.address, where.city, where.state, where.postal_code))
        ),
        telephone=role.telecom,
        distance=distance,
        verified=verified,
        source=told.source,
        id=role.id.partition("-")[0],
        why=(
            t["find_registered"].format(specialties=specialties),
            f"{distance} {measured}",
            *(t["find_answer"].format(what=what, answer=said) for what, said, _ in answers),
        ),
        answers=answers,
    )


def _age_in_days(day: str) -> int:
    try:
        return (datetime.now(UTC).date() - datetime.fromisoformat(day).date()).days
    except ValueError:
        return 0
