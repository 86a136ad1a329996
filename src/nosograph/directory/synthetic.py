"""A made-up register in the form of NPPES: for trying things out, for tests, for benchmarks.

Rule 1. Nobody in it exists: identifiers start with 9, which no real one does, and every name and
address says EXAMPLE.
Rule 2. The same seed makes the same file, byte for byte.
"""

import csv
import random
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from nosograph.directory.inputs import opened
from nosograph.directory.npi import check_digit
from nosograph.directory.nppes_columns import BASE, header
from nosograph.directory.specialties import NAMED

SOURCE = "Made-up example register"

RARE = {"2084N0402X": 3, "2080P0207X": 4, "207SG0201X": 3, "207SG0202X": 1, "207WX0109X": 1}
COMMON = {
    "207Q00000X": 280, "207R00000X": 250, "208000000X": 110, "225100000X": 400,
    "2084P0800X": 90, "207RC0000X": 45, "2084N0400X": 30, "122300000X": 300,
    "163W00000X": 1200, "363L00000X": 500, "183500000X": 600, "1041C0700X": 700,
}  # fmt: skip
"""How many of ten thousand have a specialty; chosen, not counted. The rest share what is left."""

SECOND = 0.2
"""Share of providers with a second specialty; the register's sample has 1.27 on average."""

_DAYS = [
    f"{month:02}/{day:02}/{year}"
    for year in range(2012, 2026)
    for month in range(1, 13)
    for day in (3, 17)
]


def write_register(
    path: Path, providers: int, seed: int, places: Sequence[tuple[str, str, str]]
) -> None:
    """Write so many providers as a file of NPPES.

    `places` are postal code, city and state.
    """
    with path.open("w", encoding="ascii", errors="replace", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(header())
        file.writelines(_lines(providers, seed, places))


def _lines(providers: int, seed: int, places: Sequence[tuple[str, str, str]]) -> Iterator[str]:
    names = header()
    template, wanted = _template(names)
    chance = random.Random(seed)  # noqa: S311  # made up, not secret
    codes = sorted({*NAMED, *COMMON})
    weights = list(accumulate(COMMON.get(code, RARE.get(code, 15)) for code in codes))
    # Providers crowd: a postal code's weight falls with its place in a shuffled list.
    shuffled = list(places)
    chance.shuffle(shuffled)
    crowd = list(accumulate(1 / (n + 30) ** 0.8 for n in range(len(shuffled))))
    # Identifiers come in an order of their own, as in the register.
    step = next(s for s in (7_919_777, 7_919_779, 7_919_783) if providers % s)
    for start in range(0, providers, 10_000):
        count = min(10_000, providers - start)
        firsts = chance.choices(codes, cum_weights=weights, k=count)
        seconds = chance.choices(codes, cum_weights=weights, k=count)
        where = chance.choices(shuffled, cum_weights=crowd, k=count)
        days = chance.choices(_DAYS, k=count)
        for n in range(count):
            serial = (start + n) * step % providers if providers > 1 else 0
            nine = f"9{serial:08}"
            postal, city, state = where[n]
            values = {
                "npi": nine + check_digit(nine), "type": "1", "organisation": "",
                "last": f"EXAMPLE {serial}", "first": "EXAMPLE", "qualification": "MD",
                "line1": f"{serial % 9999 + 1} EXAMPLE STREET", "city": city, "state": state,
                "postal": f"{postal}{serial % 10_000:04}", "country": "US", "phone": "5550100000",
                "updated": days[n], "code1": firsts[n],
                "code2": seconds[n] if chance.random() < SECOND and seconds[n] != firsts[n] else "",
            }  # fmt: skip
            yield template % tuple(values[own] for own in wanted)


def _template(names: list[str]) -> tuple[str, list[str]]:
    """A row with gaps, and what belongs into them."""
    own = {name: key for key, name in BASE.items()}
    own |= {f"Healthcare Provider Taxonomy Code_{n}": f"code{n}" for n in (1, 2)}
    fixed = {
        "Healthcare Provider Primary Taxonomy Switch_1": "Y",
        "Certification Date": "01/01/2025",
    }
    left_out = {"replacement", "deactivated", "reactivated", "line2"}
    cells, wanted = [], []
    for name in names:
        key = own.get(name)
        if key is None or key in left_out:
            cells.append(f'"{fixed.get(name, "")}"')
        else:
            cells.append('"%s"')
            wanted.append(key)
    return ",".join(cells) + "\n", wanted


def united_states() -> list[tuple[str, str, str]]:
    """Postal codes, cities and states to put made-up providers into."""
    import zipcodes

    return sorted(
        (row["zip_code"], f"EXAMPLE {row['city'].upper()}", row["state"])
        for row in zipcodes.list_all()  # type: ignore[no-untyped-call]
        if float(row["lat"] or 0) and row["country"] == "US"
    )


def is_made_up(path: Path) -> bool:
    """Whether the file's first row is made up: its identifier starts with 9."""
    with opened(path) as file:
        file.readline(64 * 2**10)
        start = file.readline(2**10)
    return start.lstrip(b'"').startswith(b"9") and b"EXAMPLE" in start
