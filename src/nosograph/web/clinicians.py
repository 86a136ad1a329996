"""Find a doctor, the second question: from specialties and a position to who is near.

Rule 1. Positions travel in the body of a POST, without the disease; answers are kept nowhere.
Rule 2. The page and the document answer the same question in the same way.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from nosograph.asking.clinicians import (
    ClinicianQuestion,
    nearby,
    position_of,
    postal_position,
)
from nosograph.directory.filters import Wanted
from nosograph.directory.reader import Answer, Counts, Directory, Hit
from nosograph.directory.specialties import NAMED
from nosograph.directory.spoken import spoken
from nosograph.model.directory import Known, Position, Precision
from nosograph.render.clinician_files import nearby_record
from nosograph.render.environment import render
from nosograph.render.find import (
    CliniciansPage,
    ShownClinician,
    ShownFilter,
    ShownSpecialty,
    hours_in_words,
    small_map,
)
from nosograph.render.languages import language_name, number, specialty_name
from nosograph.serving import responses
from nosograph.serving.doctors import directory
from nosograph.serving.requests import clean, form, language, phrases, shell

K = 20
MOST_SPECIALTIES = 12
OLD = 730
"""Days after which a record is shown as not confirmed since."""

_WORDS = {Known.YES: "find_yes", Known.NO: "find_no", Known.UNKNOWN: "find_not_known"}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the form asks, made safe to use."""

    codes: tuple[str, ...]
    absent: tuple[str, ...]
    """Specialties that the directory has nobody for."""
    wanted: Wanted
    postal: str
    typed: str
    """A position that a script has filled in."""
    near: Position | None
    """None where neither the postal code nor the position can be used."""

    @property
    def everything(self) -> tuple[str, ...]:
        """Every specialty asked for; no code at all would mean anybody."""
        return (*self.codes, *self.absent)

    def question(self, near: Position) -> ClinicianQuestion:
        """The question that it comes to."""
        return ClinicianQuestion(self.everything, near, self.wanted, K)


def _asked(opened: Directory, fields: Mapping[str, str]) -> _Asked:
    codes = tuple(key[2:] for key in fields if key.startswith("s."))[:MOST_SPECIALTIES]
    codes = tuple(dict.fromkeys((*codes, *filter(None, [fields.get("specialty", "")]))))
    wanted = Wanted(
        "accepting" in fields,
        "telehealth" in fields,
        spoken((fields.get("language", "")[:40],)),
        tuple(filter(None, [fields.get("network", "")[:100]])),
        "hide" not in fields,
    )
    postal = clean(fields.get("postal", ""))[:20]
    typed = "" if postal else fields.get("position", "")[:40]
    here = tuple(code for code in codes if _has(opened, code))
    absent = tuple(code for code in codes if code in NAMED and code not in here)
    return _Asked(here, absent, wanted, postal, typed, _position(opened, postal, typed))


def _has(opened: Directory, code: str) -> bool:
    found = opened.specialties.get(code)
    return found is not None and found.listings > 0


def _position(opened: Directory, postal: str, typed: str) -> Position | None:
    if not typed:
        return postal_position(opened.postal_codes, postal)
    found = position_of(typed)
    # Rounded here, too, for scripts that forget to.
    return found and Position(round(found.latitude, 1), round(found.longitude, 1))


def _complaint(request: Request, asked: _Asked) -> str:
    if asked.near is None:
        return phrases(request)["find_bad_postal"].format(postal=asked.postal)
    return "" if asked.codes or asked.absent else phrases(request)["find_no_specialty"]


async def page(request: Request) -> Response:
    """Who is near, for specialties and a position."""
    opened = directory(request)
    asked = _asked(opened, await form(request))
    complaint = _complaint(request, asked)
    shown = _question(request, opened, asked, complaint)
    if asked.near is not None and not complaint:
        answer = nearby(opened, asked.question(asked.near))
        shown = _with_answer(request, shown, asked, answer.found)
        shown = _with_counts(request, shown, answer.counts, answer.found.reach_km)
    frame = shell(request, phrases(request)["find_clinicians"], "", indexed=False)
    return responses.page(
        request,
        render("clinicians.html", frame, shown),
        status=422 if complaint else 200,
        cache=responses.KEEP_NOTHING,
    )


async def as_document(request: Request) -> Response:
    """The same as JSON."""
    opened = directory(request)
    asked = _asked(opened, await form(request))
    complaint = _complaint(request, asked)
    if asked.near is None or complaint:
        return responses.problem(request, 422, phrases(request)["refused_title"], complaint)
    answer = nearby(opened, asked.question(asked.near))
    told = nearby_record(
        answer.found, answer.counts, asked.everything, fictional=opened.is_fictional
    )
    return responses.document(request, told, cache=responses.KEEP_NOTHING)


def _question(request: Request, opened: Directory, asked: _Asked, complaint: str) -> CliniciansPage:
    t, tag, wanted = phrases(request), language(request), asked.wanted
    again = [(f"s.{code}", "1") for code in asked.everything]
    absent = ", ".join(specialty_name(code, tag) for code in asked.absent)
    if asked.typed:
        again.append(("position", asked.typed))
    return CliniciansPage(
        fictional=opened.is_fictional,
        specialties=tuple(
            ShownSpecialty(c, specialty_name(c, tag), "", (), True, True) for c in asked.codes
        ),
        postal=asked.postal,
        fields=tuple(again),
        filters=(
            ShownFilter("accepting", t["find_accepting"], wanted.accepting),
            ShownFilter("telehealth", t["find_telehealth"], wanted.telehealth),
        ),
        hide_unknown=not wanted.unknown,
        languages=tuple(
            sorted(((each, language_name(each, tag)) for each in opened.words.languages), key=_name)
        ),
        language=next(iter(wanted.languages), ""),
        networks=tuple(sorted(opened.words.networks)[:200]),
        network=next(iter(wanted.networks), ""),
        absent=t["find_absent"].format(names=absent) if absent else "",
        complaint=complaint,
        source=str(opened.manifest["source"]),
    )


def _with_answer(
    request: Request, page: CliniciansPage, asked: _Asked, answer: Answer
) -> CliniciansPage:
    t, tag = phrases(request), language(request)
    radius, reach = number(answer.radius_km, tag), number(answer.reach_km, tag)
    message = t["find_nobody"]
    if answer.widened_to_km is not None:
        message = t["find_widened"].format(count=answer.within_radius, radius=radius, km=reach)
    elif answer.hits:
        all_shown = t["find_within" if len(answer.hits) < K else "find_nearest"]
        message = all_shown.format(count=len(answer.hits), km=radius)
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
        unplaced=unplaced,
        clinicians=tuple(_clinician(request, hit, asked.wanted) for hit in answer.hits),
        map=small_map(asked.near, places, t["find_map"], t["find_scale"])
        if places and asked.near is not None
        else "",
    )


def _with_counts(
    request: Request, page: CliniciansPage, counts: Counts, km: float
) -> CliniciansPage:
    t, tag = phrases(request), language(request)
    said = {
        what: t["find_count"].format(**{state: number(n, tag) for state, n in found.items()})
        for what, found in counts.answers.items()
    }
    return replace(
        page,
        counted=t["find_counted"].format(count=number(counts.providers, tag), km=number(km, tag)),
        filters=tuple(replace(each, count=said[each.name]) for each in page.filters),
        language_count=said.get("language", ""),
        network_count=said.get("network", ""),
    )


def _clinician(request: Request, hit: Hit, wanted: Wanted) -> ShownClinician:
    t, tag, role = phrases(request), language(request), hit.role
    named = tuple(language_name(each, tag) for each in wanted.languages)
    names = {"language": named, "network": wanted.networks}
    specialties = ", ".join(specialty_name(code, tag) for code in role.specialty)
    distance = t["find_distance"].format(km=number(hit.distance_km, tag))
    exact = role.location.precision is Precision.ADDRESS
    measured = t["find_from_address" if exact else "find_from_postal"]
    told = role.provenance
    verified = t["find_not_verified"].format(source=told.source)
    if told.last_verified:
        old = _age_in_days(told.last_verified) > OLD
        verified = t["find_verified"].format(source=told.source, day=told.last_verified)
        verified += f" ({t['find_old']})" if old else ""
    answers = tuple(
        (" ".join((t[f"find_{wish}"], *names.get(wish, ()))), t[_WORDS[state]], state)
        for wish, state in hit.states.items()
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
        languages=", ".join(language_name(each, tag) for each in role.communication or ()),
        hours=hours_in_words(role.hours, tag),
        why=(
            t["find_registered"].format(specialties=specialties),
            f"{distance} {measured}",
            *(t["find_answer"].format(what=what, answer=said) for what, said, _ in answers),
        ),
        answers=answers,
    )


def _name(pair: tuple[str, str]) -> str:
    return pair[1].casefold()


def _age_in_days(day: str) -> int:
    try:
        return (datetime.now(UTC).date() - datetime.fromisoformat(day).date()).days
    except ValueError:
        return 0
