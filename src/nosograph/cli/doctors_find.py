"""What `nosograph doctors find` asks and prints.

Rule. The disease decides the specialties and stays behind: the search by position hears of
specialties only.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nosograph.cli.output import Exit, out, stop
from nosograph.directory.classification import load_classification
from nosograph.directory.filters import Wanted
from nosograph.directory.geocoding import load_postal_codes
from nosograph.directory.reader import Answer, Directory
from nosograph.directory.specialties import name
from nosograph.directory.words import found_as_document, reasons
from nosograph.library.reader import Library
from nosograph.model.ages import Age
from nosograph.model.codes import Code
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
    accepting: bool = False
    telehealth: bool = False
    languages: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    unknown: bool = True
    classification: Path | None = None
    geonames: tuple[Path, ...] = ()


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
            {"name": o.name, "kind": o.kind, "place": o.place, "url": o.url, "sources": o.sources}
            for o in disease.entry.organisations
            if o.kind in ("centre", "network")
        ]
    placed = asked.near or asked.postal
    if not placed and disease is not None and not directory.exists():
        return document
    with Directory.open(directory) as opened:
        near = _position(asked, opened)
        if disease is not None:
            codes = frozenset(str(link.code) for link in disease.codes)
            document["centres"] += [found_as_document(c) for c in opened.centres_for(codes)]
        if near is not None:
            codes_asked = asked.specialties or _to_ask(suggestions)
            _search(asked, opened, codes_asked, near, document)
    return document


def _to_ask(suggestions: tuple[Suggestion, ...]) -> tuple[str, ...]:
    """What is recommended; where nothing is, what findings suggest."""
    recommended = tuple(s.code for s in suggestions if s.is_recommended)
    return recommended or tuple(s.code for s in suggestions)


def _search(
    asked: Asked,
    opened: Directory,
    codes: tuple[str, ...],
    near: Position,
    document: dict[str, Any],
) -> None:
    wanted = Wanted(
        asked.accepting, asked.telehealth, asked.languages, asked.networks, asked.unknown
    )
    found: Answer = opened.find(codes, near, wanted, k=asked.k, radius_km=asked.radius_km)
    document["results"] = [
        {
            "npi": hit.role.id.partition("-")[0],
            "name": hit.role.name,
            "specialty": [{"code": c, "name": name(c)} for c in hit.role.specialty],
            "distance_km": hit.distance_km,
            "precision": str(hit.role.location.precision),
            "why": reasons(hit, codes),
            "last_verified": hit.role.provenance.last_verified or None,
            "source": hit.role.provenance.source,
            "address": hit.role.location.address,
            "city": hit.role.location.city,
            "postal_code": hit.role.location.postal_code,
            "telephone": hit.role.telecom,
        }
        for hit in found.hits
    ]
    document["widened_to_km"] = found.widened_to_km
    document["counts"] = {
        "within_radius": found.within_radius,
        "without_position": found.unplaced,
        **found.counts,
    }
    document["fictional"] = opened.is_fictional


def _suggestions(asked: Asked, disease: Disease | None) -> tuple[Suggestion, ...]:
    if disease is None:
        from nosograph.reasoning.referral import Basis

        return tuple(Suggestion(c, name(c), Basis.NONE, "asked for") for c in asked.specialties)
    try:
        age = Age.parse(asked.age.upper()) if asked.age else None
    except ValueError as error:
        stop(Exit.USAGE, f"--age: {error}; write it like P20M or P6Y")
    table = load_classification(asked.classification) if asked.classification else {}
    return suggest(disease, age, table)


def _disease(asked: str, release: Path) -> Disease:
    with Library.open(release) as library:
        slug: str | None = asked
        try:
            slug = library.slug_for(Code.parse(asked))
        except ValueError:
            slug = library.redirect(asked) or asked
        disease = library.disease(slug) if slug else None
    if disease is None:
        stop(Exit.NOTHING, f"no disease {asked[:80]!r}: try `nosograph search`")
    return disease


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
    for each in document["results"]:
        out.print(f"{each['distance_km']:8.1f} km  {each['name']}", style="bold", markup=False)
        where = ", ".join(filter(None, (each["address"], each["city"], each["postal_code"])))
        out.print(f"    {where}  {each['telephone']}", markup=False)
        out.print(f"    {'; '.join(each['why'])}", markup=False)
    if document["results"]:
        out.print("\nCall first: registers are often out of date.", markup=False)
