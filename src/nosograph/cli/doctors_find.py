"""What `nosograph doctors find` asks and prints.

Rule. The disease decides the specialties and stays behind: the search by position hears of
specialties only.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from nosograph.asking.clinicians import (
    Care,
    ClinicianQuestion,
    care,
    nearby,
    position_of,
    postal_position,
)
from nosograph.asking.release import OpenRelease
from nosograph.cli.asked import disease_named
from nosograph.cli.case_files import age_of
from nosograph.cli.output import Exit, out, print_json, stop
from nosograph.directory.classification import load_classification
from nosograph.directory.filters import Wanted
from nosograph.directory.geocoding import load_postal_codes
from nosograph.directory.reader import Directory
from nosograph.model.directory import Position
from nosograph.model.diseases import Disease
from nosograph.reasoning.referral import Basis, Suggestion
from nosograph.render.clinician_files import (
    centre_as_document,
    nearby_record,
    organisation_as_document,
    specialty_record,
)
from nosograph.render.find import hours_in_words
from nosograph.render.languages import language_name
from nosograph.render.site import LANGUAGES


@dataclass(frozen=True, slots=True)
class FindOptions:
    """The command's options."""

    disease: str = ""
    specialties: tuple[str, ...] = ()
    age: str = ""
    near: str = ""
    postal: str = ""
    k: int = 20
    radius_km: float = 50.0
    wanted: Wanted = field(default_factory=Wanted)
    classification: Path | None = None
    geonames: tuple[Path, ...] = ()
    postgres: str = ""


def show(asked: FindOptions, directory: Path, release: Path, *, json: bool) -> None:
    """Ask and print; the command fails when it was asked who is near and nobody is."""
    document = answer(asked, directory, release)
    if json:
        print_json(document)
    else:
        print_answer(document)
    if not document["results"] and (asked.near or asked.postal):
        stop(Exit.NOTHING, "nobody is found: try another specialty, or fewer filters")


def answer(asked: FindOptions, directory: Path, release: Path) -> dict[str, Any]:
    """The answer as a JSON document."""
    if not (asked.disease or asked.specialties):
        stop(Exit.USAGE, "name a --disease or a --specialty")
    disease = _disease(asked.disease, release) if asked.disease else None
    found = _care(asked, disease)
    document: dict[str, Any] = {
        "specialties": list(map(specialty_record, found.suggestions)),
        "centres": list(map(organisation_as_document, found.organisations)),
        "results": [],
        "widened_to_km": None,
        "counts": {},
    }
    if not (asked.near or asked.postal) and disease is not None and not directory.exists():
        return document
    with Directory.open(directory, postgres=asked.postgres) as opened:
        near = _position(asked, opened)
        if disease is not None:
            centres = care(disease, opened=opened).centres
            document["centres"] += map(centre_as_document, centres)
        if near is not None:
            codes = asked.specialties or tuple(each.code for each in found.to_ask)
            question = ClinicianQuestion(codes, near, asked.wanted, asked.k, asked.radius_km)
            who = nearby(opened, question)
            told = nearby_record(who.found, who.counts, codes, fictional=opened.is_fictional)
            document |= msgspec.to_builtins(told)
    return document


def _care(asked: FindOptions, disease: Disease | None) -> Care:
    if disease is None:
        named = tuple(Suggestion(code, Basis.ASKED) for code in asked.specialties)
        return Care(named, (), ())
    table = load_classification(asked.classification) if asked.classification else {}
    return care(disease, age_of("--age", asked.age), classification=table)


def _disease(asked: str, release: Path) -> Disease:
    with OpenRelease.open(release) as held:
        return disease_named(held, asked)


def _position(asked: FindOptions, opened: Directory) -> Position | None:
    if asked.near:
        found = position_of(asked.near)
        if found is None:
            stop(Exit.USAGE, "--near: write latitude and longitude like 41.76,-72.67")
        return found
    if not asked.postal:
        return None
    table = load_postal_codes(asked.geonames) if asked.geonames else opened.postal_codes
    found = postal_position(table, asked.postal)
    if found is None:
        stop(
            Exit.NOTHING, "the postal code is not known: give --near, or --geonames for its country"
        )
    return found


def _counts(counts: dict[str, Any]) -> Iterable[str]:
    if "providers" in counts:
        yield f"{counts['providers']:,} with these specialties within {counts['within_km']:g} km"
    for what, found in counts.items():
        if isinstance(found, dict):
            said = ", ".join(f"{n:,} {state}" for state, n in found.items())
            yield f"  {what}: {said.replace('unknown', 'not known')}"


def print_answer(document: dict[str, Any]) -> None:
    """The answer for reading."""
    for each in document["specialties"]:
        out.print(f"{each.name} ({each.code}): {each.why}", markup=False)
    if document["centres"]:
        out.print("\nExpert centres and networks", style="bold")
    for each in document["centres"]:
        out.print(f"  {each['name']}, {each['place']} {each['url']}".rstrip(), markup=False)
    if document.get("fictional"):
        out.print("\nEXAMPLE data: nobody below exists", style="bold")
    if document["widened_to_km"] is not None:
        out.print(
            f"\n{document['counts']['within_radius']} within the radius;"
            f" widened to {document['widened_to_km']} km",
            markup=False,
        )
    for line in _counts(document["counts"]):
        out.print(line, markup=False)
    for each in document["results"]:
        out.print(f"{each['distance_km']:8.1f} km  {each['name']}", style="bold", markup=False)
        where = ", ".join(filter(None, (each["address"], each["city"], each["postal_code"])))
        out.print(f"    {where}  {each['telephone']}", markup=False)
        spoken = ", ".join(language_name(tag, LANGUAGES[0]) for tag in each["languages"])
        told = (("languages", spoken), ("hours", hours_in_words(each["hours"], LANGUAGES[0])))
        for what, value in told:
            if value:
                out.print(f"    {what}: {value}", markup=False)
        out.print(f"    {'; '.join(each['why'])}", markup=False)
    if document["results"]:
        out.print("\nCall first: registers are often out of date.", markup=False)
