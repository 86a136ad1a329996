"""What `nosograph doctors find` asks and prints.

Rule. The disease decides the specialties and stays behind: the search by position hears of
specialties only.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nosograph.asking.release import OpenRelease
from nosograph.cli.asked import disease_named
from nosograph.cli.case_files import age_of
from nosograph.cli.output import Exit, out, print_json, stop
from nosograph.directory.classification import load_classification
from nosograph.directory.filters import Wanted
from nosograph.directory.geocoding import load_postal_codes
from nosograph.directory.reader import Directory
from nosograph.directory.specialties import name
from nosograph.directory.words import found_as_document, search_as_document
from nosograph.model.directory import Position
from nosograph.model.diseases import Disease
from nosograph.reasoning.referral import Suggestion, suggest


@dataclass(frozen=True, slots=True)
class Asked:
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


def show(asked: Asked, directory: Path, release: Path, *, json: bool) -> None:
    """Ask and print; the command fails when it was asked who is near and nobody is."""
    document = answer(asked, directory, release)
    if json:
        print_json(document)
    else:
        print_answer(document)
    if not document["results"] and (asked.near or asked.postal):
        stop(Exit.NOTHING, "nobody is found: try another specialty, or fewer filters")


def answer(asked: Asked, directory: Path, release: Path) -> dict[str, Any]:
    """The answer as a JSON document."""
    if not (asked.disease or asked.specialties):
        stop(Exit.USAGE, "name a --disease or a --specialty")
    disease = _disease(asked.disease, release) if asked.disease else None
    suggestions = _suggestions(asked, disease)
    document: dict[str, Any] = {
        "specialties": [
            {"code": s.code, "name": s.name, "why": s.why, "basis": str(s.basis)}
            for s in suggestions
        ],
        "centres": [],
        "results": [],
        "widened_to_km": None,
        "counts": {},
    }
    if disease is not None and disease.entry is not None:
        document["centres"] = [
            {
                "name": o.name,
                "kind": o.kind,
                "place": o.place,
                "url": o.url,
                "sources": o.sources,
                "local": o.local.hospital if o.local else "",
            }
            for o in disease.entry.organisations
            if o.kind in ("centre", "network")
        ]
    placed = asked.near or asked.postal
    if not placed and disease is not None and not directory.exists():
        return document
    with Directory.open(directory, postgres=asked.postgres) as opened:
        near = _position(asked, opened)
        if disease is not None:
            named = frozenset(str(link.code) for link in disease.codes)
            document["centres"] += [found_as_document(c) for c in opened.centres_for(named)]
        if near is not None:
            codes = asked.specialties or _to_ask(suggestions)
            document |= search_as_document(
                opened, codes, near, asked.wanted, asked.k, asked.radius_km
            )
    return document


def _to_ask(suggestions: tuple[Suggestion, ...]) -> tuple[str, ...]:
    """What is recommended; where nothing is, what findings suggest."""
    recommended = tuple(s.code for s in suggestions if s.is_recommended)
    return recommended or tuple(s.code for s in suggestions)


def _suggestions(asked: Asked, disease: Disease | None) -> tuple[Suggestion, ...]:
    if disease is None:
        from nosograph.reasoning.referral import Basis

        return tuple(Suggestion(c, name(c), Basis.NONE, "asked for") for c in asked.specialties)
    table = load_classification(asked.classification) if asked.classification else {}
    return suggest(disease, age_of("--age", asked.age), table)


def _disease(asked: str, release: Path) -> Disease:
    with OpenRelease.open(release) as held:
        return disease_named(held, asked)


def _position(asked: Asked, opened: Directory) -> Position | None:
    if asked.near:
        try:
            latitude, longitude = map(float, asked.near.split(","))
            return Position(latitude, longitude)
        except ValueError:
            stop(Exit.USAGE, "--near: write latitude and longitude like 41.76,-72.67")
    if asked.postal:
        country, _, code = asked.postal.strip().upper().rpartition(" ")
        table = load_postal_codes(asked.geonames) if asked.geonames else opened.postal_codes
        found = table.position(country or "US", code)
        if found is None:
            stop(
                Exit.NOTHING,
                "the postal code is not known: give --near, or --geonames for its country",
            )
        return found
    return None


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
        out.print(f"{each['name']} ({each['code']}): {each['why']}", markup=False)
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
        out.print(f"    {'; '.join(each['why'])}", markup=False)
    if document["results"]:
        out.print("\nCall first: registers are often out of date.", markup=False)
