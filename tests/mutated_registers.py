"""Rows of registers with one change each, and what becomes of them: nobody is placed wrongly.

Every base row is a made-up person in a real postal code of the United States or a territory; each
change says where the person stands afterwards, and under which reason the change is reported.
"""

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from nosograph.directory.geocoding import PostalCodes, load_postal_codes
from nosograph.directory.nppes_columns import BASE, header
from nosograph.directory.plannet import NPI
from tests.directories import npi

HERE, NOWHERE, OUT, GONE = "here", "nowhere", "out", "gone"
"""Listed at its place; listed without a position; not listed; not listed, and counted as gone."""

Row = dict[str, Any]
Change = Callable[[Row, "Place", Random], Any]


class Place(NamedTuple):
    """Where somebody practises."""

    postal: str
    state: str
    latitude: float
    longitude: float


class Effect(NamedTuple):
    """A change and what it does."""

    change: Change
    effect: str = HERE
    reason: str = ""
    """Under which it is reported (of several between bars one); empty: it is not."""
    fits: Callable[[Place], bool] = lambda place: True
    """The places at which it can be made."""


@dataclass(frozen=True)
class Made:
    """A row as it was written."""

    name: str
    key: int
    place: Place
    row: Row
    told: Effect
    line: int


@cache
def postal_codes() -> PostalCodes:
    return load_postal_codes()


@cache
def places() -> tuple[Place, ...]:
    known = postal_codes()
    rows = zip(known.codes.to_pylist(), known.regions, known.latitudes, known.longitudes)  # noqa: B905  # the last position is nobody's
    return tuple(Place(code[3:], state, float(a), float(b)) for code, state, a, b in rows)


@cache
def with_zero() -> tuple[Place, ...]:
    """Places whose postal code begins with a zero, which spreadsheets lose."""
    return tuple(place for place in places() if place.postal[0] == "0")


def made(
    effects: dict[str, Effect], base: Callable[[int, Place], Row], count: int, seed: int, first: int
) -> Iterator[Made]:
    """So many rows, each with one change; `first` is the line of the first."""
    random, names = Random(seed), list(effects)
    fitting = {name: [p for p in places() if each.fits(p)] for name, each in effects.items()}
    for n in range(count):
        name = names[n % len(names)]
        told = effects[name]
        place = random.choice(fitting[name])
        if place.postal[0] != "0" and random.random() < 0.2 and told.fits(with_zero()[0]):
            place = random.choice([p for p in with_zero() if told.fits(p)])
        row = base(n, place)
        told.change(row, place, random)
        yield Made(name, npi(n), place, row, told, first + n)


def cell(column: str, *values: Any) -> Change:
    """One of these values in a cell; `{...}` are the place's."""

    def change(row: Row, place: Place, random: Random) -> None:
        value = random.choice(values)
        row[column] = value.format(**place._asdict()) if isinstance(value, str) else value

    return change


def cells(**values: str) -> Change:
    def change(row: Row, place: Place, random: Random) -> None:
        row.update({key: value.format(**place._asdict()) for key, value in values.items()})

    return change


def elsewhere(column: str) -> Change:
    """The postal code of another state."""

    def change(row: Row, place: Place, random: Random) -> None:
        row[column] = next(
            p.postal for p in iter(lambda: random.choice(places()), None) if p.state != place.state
        )

    return change


def short(column: str, tail: str = "") -> Change:
    """The postal code as a spreadsheet leaves it, a number."""

    def change(row: Row, place: Place, random: Random) -> None:
        row[column] = str(int(place.postal + tail))

    return change


def cut(column: str) -> Change:
    """The postal code without its last digit."""

    def change(row: Row, place: Place, random: Random) -> None:
        row[column] = place.postal[:-1]

    return change


def zero(place: Place) -> bool:
    return place.postal[0] == "0"


def territory(place: Place) -> bool:
    return place.state in ("PR", "VI", "GU", "AS", "MP", "PW")


POSTAL = {
    "plain": Effect(lambda row, place, random: None),
    "nine digits": Effect(cell("postal", "{postal}1234", "{postal}-1234", "{postal} 1234", " {postal}")),
    "a number": Effect(short("postal"), fits=zero),
    "a number of eight digits": Effect(short("postal", "1234"), fits=zero),
    "a number with a point": Effect(lambda r, p, x: r.update(postal=f"{int(p.postal)}.0"), fits=zero),
    "a number in another state": Effect(
        lambda r, p, x: r.update(postal=str(int(p.postal)), state="WY"), NOWHERE, "unknown-postal-code", zero
    ),
    "a number without a state": Effect(
        lambda r, p, x: r.update(postal=str(int(p.postal)), state=""), NOWHERE, "unknown-postal-code",
        lambda p: zero(p) and not territory(p),
    ),
    "a digit lost": Effect(cut("postal"), NOWHERE, "unknown-postal-code", lambda p: p.postal[0] not in "0"),
    "another state's": Effect(elsewhere("postal"), NOWHERE, "postal-code-elsewhere"),
    "a letter": Effect(lambda r, p, x: r.update(postal="O" + p.postal[1:]), NOWHERE, "unknown-postal-code"),
    "a sentence": Effect(cell("postal", "unknown", "see website", "061O5", "1E+04"), NOWHERE, "unknown-postal-code"),
    "no code": Effect(cell("postal", "", "NULL", "n/a", "-"), NOWHERE, "no-postal-code"),
    "a military code": Effect(cells(postal="09009", state="AE"), NOWHERE, "unknown-postal-code"),
    "a state in words": Effect(cell("state", "Connecticut", "CONNECTICUT", "ct", "C.T."), fits=lambda p: p.state == "CT"),
    "no state": Effect(cell("state", "", "NULL"), fits=lambda p: not territory(p)),
    "a country in words": Effect(cell("country", "USA", "U.S.A.", "United States", "us", "840", "Vereinigte Staaten")),
    "a country that is none": Effect(cell("country", "Narnia", "XX", "ZZ"), NOWHERE, "unknown-country"),
    "another country": Effect(cell("country", "DE", "Deutschland", "CA"), NOWHERE, "unknown-postal-code"),
    "a territory as a country": Effect(cells(country="{state}", state=""), fits=territory),
    "a territory as both": Effect(cell("country", "{state}"), fits=territory),
    "Puerto Rico in words": Effect(cells(country="Puerto Rico", state=""), fits=lambda p: p.state == "PR"),
    "a telephone that is a power": Effect(cell("phone", "5.55E+09", "n.n."), HERE, "bad-telephone"),
    "no telephone": Effect(cell("phone", "", "NULL", "<UNAVAIL>")),
}  # fmt: skip
"""What can be wrong with places in every register."""

NPPES = POSTAL | {
    "a wrong check digit": Effect(lambda r, p, x: r.update(npi=r["npi"][:9] + str((int(r["npi"][9]) + x.randint(1, 9)) % 10)), OUT, "bad-npi"),
    "no identifier": Effect(cell("npi", "", "NULL", "123", "12345678901", "1.23E+09"), OUT, "bad-npi"),
    "blanks around": Effect(lambda r, p, x: r.update(npi=f" {r['npi']} ")),
    "nobody": Effect(cells(first="", last=""), OUT, "no-name"),
    "nobody in words": Effect(cells(first="<UNAVAIL>", last="NULL"), OUT, "no-name"),
    "no kind": Effect(cell("type", "", "3"), OUT, "no-name"),
    "ISO dates": Effect(cell("updated", "2024-01-08", "20240108", "2024-01-08T10:00:00Z", "1/8/2024", "Jan 8, 2024", "08-JAN-2024", "01/08/2024 12:00:00 AM")),
    "no day": Effect(cell("updated", "soon", "13/45/2020", "45299", "2024", "1/8/24", "08.01.2024x", "02/30/2024"), HERE, "bad-date"),
    "the future": Effect(cell("updated", "01/08/2099", "2099-01-08"), HERE, "future-date"),
    "no date": Effect(cell("updated", "", "NULL", "00/00/0000")),
    "deactivated": Effect(cell("deactivated", "01/08/2024", "2024-01-08", "1/8/2024", "20240108"), GONE),
    "deactivated on some day": Effect(cell("deactivated", "yes", "45299", "01/2024"), GONE, "bad-date"),
    "deactivated never": Effect(cell("deactivated", "NULL", "00/00/0000", "N/A")),
    "came back": Effect(cells(deactivated="01/08/2020", reactivated="2021-05-01")),
    "came back the same day": Effect(cells(deactivated="01/08/2020", reactivated="1/8/2020")),
    "left again": Effect(cells(deactivated="2024-05-01", reactivated="01/08/2021"), GONE),
    "left again, by month": Effect(cells(deactivated="10/01/2021", reactivated="9/1/2021"), GONE),
    "came back on some day": Effect(cells(deactivated="01/08/2020", reactivated="later"), GONE, "bad-date"),
    "replaced": Effect(cell("replacement", str(npi(99_999_999))), GONE),
    "replaced by nobody": Effect(cell("replacement", "NULL", "0", "<UNAVAIL>")),
    "specialty in lower case": Effect(cell("code1", "2084n0402x")),
    "specialty in words": Effect(cell("code1", "Neurology", "2084N0402", "394537008"), HERE, "unknown-specialty"),
    "no specialty": Effect(cell("code1", ""), HERE, "no-specialty"),
    "a cut row": Effect(lambda r, p, x: r.update(cut=x.randrange(1, 300)), OUT, "bad-row"),
    "a letter of Windows-1252": Effect(cell("last", "EXAMPLE MÜLLER")),
}  # fmt: skip

COLUMNS = {**BASE, "code1": "Healthcare Provider Taxonomy Code_1", "primary1": "Healthcare Provider Primary Taxonomy Switch_1"}  # fmt: skip
SPECIALTY = "2084N0402X"


def nppes(n: int, place: Place) -> Row:
    return dict.fromkeys(COLUMNS, "") | {
        "npi": str(npi(n)), "type": "1", "last": "EXAMPLE", "first": f"N{n}", "line1": f"{n} EXAMPLE ST",
        "city": "EXAMPLE", "state": place.state, "postal": place.postal, "country": "US",
        "phone": "5550100000", "updated": "01/08/2024", "code1": SPECIALTY, "primary1": "Y",
    }  # fmt: skip


def write_nppes(path: Path, rows: list[Row]) -> None:
    names = header()
    with path.open("w", newline="", encoding="cp1252") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(names)
        for row in rows:
            told = {COLUMNS[own]: value for own, value in row.items() if own in COLUMNS}
            writer.writerow([told.get(name, "") for name in names][: row.get("cut", len(names))])


def position(change: Callable[[float, float, Random], tuple[Any, Any]]) -> Change:
    def move(row: Row, place: Place, random: Random) -> None:
        row["latitude"], row["longitude"] = change(place.latitude, place.longitude, random)

    return move


FAR = {
    "swapped": lambda a, b, x: (b, a),
    "without its sign": lambda a, b, x: (a, -b),
    "both signs": lambda a, b, x: (-a, -b),
    "the other half": lambda a, b, x: (-a, b),
    "swapped and without sign": lambda a, b, x: (-b, a),
    "far away": lambda a, b, x: (x.uniform(-80, -60), x.uniform(0, 90)),
}
OFF_GLOBE = {
    "without its point": lambda a, b, x: (round(a * 1e4), round(b * 1e4)),
    "in metres": lambda a, b, x: (4_627_000, 693_000),
}
NO_NUMBER = {
    "words": lambda a, b, x: ("north", "west"),
    "not a number": lambda a, b, x: ("nan", "inf"),
}
DEFAULTS = {
    "the origin": lambda a, b, x: (0, 0),
    "the middle of the country": lambda a, b, x: (39.8283, -98.5795),
}


def off_the_middle(place: Place) -> bool:
    return not territory(place) and abs(place.latitude) > 1


POSITIONS = (
    {"the very place": Effect(position(lambda a, b, x: (a, b))),
     "a comma": Effect(position(lambda a, b, x: (str(a).replace(".", ","), str(b).replace(".", ","))))}
    | {f"position {k}": Effect(position(v), HERE, "position-elsewhere|bad-position") for k, v in FAR.items()}
    | {f"position {k}": Effect(position(v), HERE, "bad-position") for k, v in OFF_GLOBE.items()}
    | {f"position {k}": Effect(position(v), HERE, "bad-position") for k, v in NO_NUMBER.items()}
    | {f"position {k}": Effect(position(v), HERE, "default-position") for k, v in DEFAULTS.items()}
    | {f"no code, position {k}": Effect(
        lambda r, p, x, v=v: (position(v)(r, p, x), r.update(postal="")), NOWHERE, "position-elsewhere|bad-position",
        off_the_middle) for k, v in FAR.items()}
    | {"no code, the very place": Effect(
        lambda r, p, x: r.update(postal="", latitude=p.latitude, longitude=p.longitude))}
)  # fmt: skip

LIST = POSTAL | POSITIONS | {
    "nobody": Effect(cell("name", "", "n/a", " "), OUT, "no-name"),
    "inactive": Effect(cell("active", "nein", "NEIN", "false", "0"), OUT, "inactive"),
    "active": Effect(cell("active", "ja", "True", "1", "")),
    "active in words": Effect(cell("active", "perhaps"), HERE, "unknown-answer"),
    "over": Effect(cell("until", "2015-01-01", "31.12.2024"), OUT, "ended"),
    "not over": Effect(cell("until", "2099-01-01", "31.12.2099")),
    "over some day": Effect(cell("until", "soon"), HERE, "bad-date"),
    "a day": Effect(cell("verified", "2024-01-08", "08.01.2024", "8. Januar 2024", "8/1/2024")),
    "no day": Effect(cell("verified", "2024", "yes, by telephone", "<b>today</b>", "45299", "1/13/2024"), HERE, "bad-date"),
    "the future": Effect(cell("verified", "2099-01-08"), HERE, "future-date"),
    "a word for a specialty": Effect(cell("specialty", "NEUROPÄDIATRIE", "Neuropa\u0308diatrie", " neuropädiatrie ")),
    "a word that nobody knows": Effect(cell("specialty", "Neurologie/Pädiatrie", "Kinderarzt", "2084N"), HERE, "unknown-specialty"),
    "no specialty": Effect(cell("specialty", "", "keine Angabe"), HERE, "no-specialty"),
    "languages": Effect(cell("languages", "Deutsch", "de", "deu,tr", "German", "de-AT, Türkisch", "DE,Englisch")),
    "languages that are none": Effect(cell("languages", "Deutsch, Elbisch", "yes", "Elbisch"), HERE, "unknown-language"),
    "no languages": Effect(cell("languages", "", "k.A.", "-")),
    "an answer": Effect(cell("accepting", "JA", "nein", "True", "")),
    "an answer that is none": Effect(cell("accepting", "auf Anfrage", "2", "ja?"), HERE, "unknown-answer"),
    "a cell too many": Effect(lambda r, p, x: r.update(more="x"), OUT, "bad-row"),
    "a cell too few": Effect(lambda r, p, x: r.popitem(), OUT, "bad-row"),
}  # fmt: skip

MAPPING = """source = "Invented list"
country = "US"
separator = ","
dates = "day first"
[columns]
identifier = "id"
{columns}
[specialties]
"Neuropädiatrie" = "2084N0402X"
"""
OWN = ("name", "specialty", "address", "city", "state", "postal", "country", "phone", "latitude",
       "longitude", "languages", "accepting", "verified", "active", "until")  # fmt: skip


def entry(n: int, place: Place) -> Row:
    return {"identifier": str(npi(n))} | dict.fromkeys(OWN, "") | {
        "name": f"EXAMPLE {n}", "specialty": SPECIALTY, "address": f"{n} EXAMPLE ST", "city": "EXAMPLE",
        "state": place.state, "postal": place.postal, "country": "US", "phone": "5550100000",
    }  # fmt: skip


def write_list(path: Path, rows: list[Row]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", *(f"c.{name}" for name in OWN)])
        for row in rows:
            writer.writerow(row.values())


def coded(code: str, **more: str) -> Row:
    return {"coding": [{"code": code, **more}]}


def at(resource: str, path: str, value: Any) -> Change:
    """Put a value somewhere in one of the resources."""

    def change(row: Row, place: Place, random: Random) -> None:
        *way, last = path.split(".")
        inner = row[resource]
        for step in way:
            inner = inner[int(step)] if step.isdigit() else inner.setdefault(step, {})
        inner[int(last) if last.isdigit() else last] = value

    return change


def in_fhir(name: str) -> Change:
    """A change of a flat row, made to resources."""

    def change(row: Row, place: Place, random: Random) -> None:
        told = {**POSTAL, **POSITIONS}[name]
        flat = {
            "postal": place.postal,
            "state": place.state,
            "country": "US",
            "phone": "5550100000",
        }
        told.change(flat, place, random)
        address = {"line": ["1 EXAMPLE ST"], "city": "EXAMPLE", "state": flat["state"],
                   "postalCode": flat["postal"], "country": flat["country"]}  # fmt: skip
        row["location"]["address"] = address
        row["role"]["telecom"] = [{"system": "phone", "value": flat["phone"]}]
        if "latitude" in flat:
            row["location"]["position"] = {k: flat[k] for k in ("latitude", "longitude")}

    return change


UNSAID = {"position not a number": "bad-resource", "position words": "bad-resource"}
PERIOD_OVER = {"start": "2010-01-01", "end": "2015-01-01"}
PLAN_NET = {
    name: Effect(in_fhir(name), OUT if name in UNSAID else each.effect, UNSAID.get(name, each.reason), each.fits)
    for name, each in (POSTAL | POSITIONS).items() if name != "a comma"
} | {
    "inactive role": Effect(at("role", "active", False), OUT, "inactive"),
    "active in words": Effect(at("role", "active", "false"), OUT, "bad-resource"),
    "inactive person": Effect(at("person", "active", False), OUT, "inactive"),
    "role over": Effect(at("role", "period", PERIOD_OVER), OUT, "ended"),
    "role over by month": Effect(at("role", "period", {"end": "2025-12"}), OUT, "ended"),
    "role to come": Effect(at("role", "period", {"start": "2999"}), OUT, "ended"),
    "role going on": Effect(at("role", "period", {"start": "2010", "end": "2999-01-01"})),
    "a period that is none": Effect(at("role", "period", {"end": "last May"}), OUT, "bad-resource"),
    "place inactive": Effect(at("location", "status", "inactive"), OUT, "closed-place"),
    "place suspended": Effect(at("location", "status", "suspended"), OUT, "closed-place"),
    "place closed": Effect(at("location", "operationalStatus", {"code": "C"}), OUT, "closed-place"),
    "place open": Effect(at("location", "status", "active")),
    "old name": Effect(at("person", "name", [{"use": "old", "family": "WRONG"}, {"family": "EXAMPLE"}])),
    "old name alone": Effect(at("person", "name", [{"use": "old", "family": "WRONG"}]), OUT, "no-name"),
    "name over": Effect(at("person", "name", [{"family": "WRONG", "period": PERIOD_OVER}, {"text": "EXAMPLE"}])),
    "nickname first": Effect(at("person", "name", [{"use": "nickname", "text": "WRONG"}, {"use": "official", "text": "EXAMPLE"}])),
    "no name": Effect(at("person", "name", []), OUT, "no-name"),
    "modifier": Effect(at("role", "modifierExtension", [{"url": "urn:x"}]), OUT, "modifier"),
    "nobody": Effect(at("role", "practitioner", {"reference": "Practitioner/nobody"}), OUT, "unknown-reference"),
    "no practitioner": Effect(lambda r, p, x: r["role"].pop("practitioner"), OUT, "no-name"),
    "no such place": Effect(at("role", "location", [{"reference": "Location/nowhere"}]), OUT, "unknown-reference"),
    "versioned": Effect(lambda r, p, x: r["role"]["practitioner"].update(reference=r["role"]["practitioner"]["reference"] + "/_history/2")),
    "absolute": Effect(lambda r, p, x: r["role"]["location"][0].update(reference="https://example.org/fhir/" + r["role"]["location"][0]["reference"])),
    "contained": Effect(lambda r, p, x: r["role"].update(contained=[r["location"] | {"id": "c"}], location=[{"reference": "#c"}])),
    "old telephone": Effect(at("role", "telecom", [{"system": "phone", "use": "old", "value": "666"}])),
    "wrong check digit": Effect(at("person", "identifier.0.value", "1234567890"), OUT, "bad-npi"),
    "specialty of another system": Effect(at("role", "specialty", [coded("394537008", system="http://snomed.info/sct")]), HERE, "unknown-specialty"),
    "specialty in words": Effect(at("role", "specialty", [{"text": "Neurology"}]), HERE, "unknown-specialty"),
    "no specialty": Effect(at("role", "specialty", []), HERE, "no-specialty"),
    "language in words": Effect(at("person", "communication", [{"text": "Deutsch"}, coded("tr")])),
    "language unknown": Effect(at("person", "communication", [coded("de"), {"text": "Elbisch"}]), HERE, "unknown-language"),
    "verified in words": Effect(at("role", "meta", {"lastUpdated": "<script>"}), HERE, "bad-date"),
    "verified in the future": Effect(at("role", "meta", {"lastUpdated": "2099-01-01T00:00:00Z"}), HERE, "future-date"),
    "a list for an object": Effect(at("location", "address", ["x"]), OUT, "bad-resource"),
    "hours": Effect(at("role", "availableTime", [{"daysOfWeek": ["mon"], "availableStartTime": "09:00:00", "availableEndTime": "12:00:00"}])),
    "hours that are none": Effect(at("role", "availableTime", [{"daysOfWeek": ["monday"]}]), OUT, "bad-resource"),
}  # fmt: skip


def plan_net(n: int, place: Place) -> Row:
    return {
        "person": {"resourceType": "Practitioner", "id": f"p{n}", "name": [{"family": "EXAMPLE", "given": ["N"]}],
                   "identifier": [{"system": NPI, "value": str(npi(n))}]},
        "location": {"resourceType": "Location", "id": f"l{n}", "address": {
            "line": ["1 EXAMPLE ST"], "city": "EXAMPLE", "state": place.state, "postalCode": place.postal}},
        "role": {"resourceType": "PractitionerRole", "id": f"r{n}", "practitioner": {"reference": f"Practitioner/p{n}"},
                 "location": [{"reference": f"Location/l{n}"}], "specialty": [coded(SPECIALTY)],
                 "meta": {"lastUpdated": "2024-01-08T00:00:00Z"}},
    }  # fmt: skip


def write_plan_net(path: Path, rows: list[Row]) -> None:
    kinds = ("role", "person", "location")
    lines = [json.dumps(row[kind]) for kind in kinds for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
