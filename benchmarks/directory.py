"""The directory at scale: ingest, latency, sizes and memory, beside a scan over everybody.

    .venv/bin/python benchmarks/directory.py [--providers 1000000] [--asked 200] [--folder DIR]

The register is made up (`nosograph doctors generate`), the questions are drawn from where its
providers are. Ingest reads the register once per engine; latency is CPU time of one question,
warm. Answers of both engines are compared with the scan.
"""

import argparse
import json
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent))

from machine import machine

from nosograph.directory.geocoding import load_postal_codes
from nosograph.directory.synthetic import united_states, write_register
from nosograph.evaluation.clinicians import ingest, measure, positions, sizes

DAY = date(2026, 1, 1)
SERVING = """
import json, sys
from pathlib import Path
from nosograph.evaluation.clinicians import serving_memory
from nosograph.model.directory import Position
places = [Position(*each) for each in json.load(sys.stdin)]
print(*serving_memory(Path(sys.argv[1]), sys.argv[2], places))
"""


class Quiet:
    """Progress that nobody watches."""

    def step(self, name: str, total: int | None = None) -> None:
        """A step begins."""

    def advance(self, parts: int = 1) -> None:
        """So many parts more are done."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--providers", type=int, default=1_000_000)
    parser.add_argument("--asked", type=int, default=200)
    parser.add_argument("--compared", type=int, default=50)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--postgres", default="", help="also through this server")
    told = parser.parse_args()
    print(machine(), f"\n{told.providers:,} made-up providers", flush=True)
    with TemporaryDirectory() as temporary:
        folder = told.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        register = folder / "register.csv"
        if not register.exists():
            write_register(register, told.providers, 1, united_states())
        _run(register, folder, told)


def _run(register: Path, folder: Path, told: argparse.Namespace) -> None:
    postal_codes = load_postal_codes()
    for engines in (("sqlite",), ("postings",), ("sqlite", "postings")):
        rate = ingest(register, folder / "directory", DAY, postal_codes, engines, Quiet())
        print(
            f"ingest to {' and '.join(engines)}: {rate:,.0f} providers per CPU-second", flush=True
        )
    directory = folder / "directory"
    for name, size in sizes(directory).items():
        print(f"{name}: {size:,.0f} MB")
    places = [(each.latitude, each.longitude) for each in positions(directory, 200, 13)]
    for which in ("sqlite", "postings"):
        command = [sys.executable, "-c", SERVING, str(directory), which]
        said = subprocess.run(
            command, input=json.dumps(places), check=True, capture_output=True, text=True
        ).stdout
        most, own = map(float, said.split())
        print(f"serving with {which}: {most:,.0f} MB at most, {own:,.0f} MB of it not mapped")
    if told.postgres:
        from nosograph.directory.postgis import load

        began = time.perf_counter()
        listings = load(directory, told.postgres, lambda done, total: None)
        print(f"{listings:,} rows on the server after {time.perf_counter() - began:,.0f} s")
    print(
        f"{'engine':10} {'question':30} {'asked':>6} {'median':>9} {'p99':>9} CPU ms {'wrong':>6}"
    )
    for row in measure(directory, told.asked, told.compared, told.postgres):
        print(
            f"{row.engine:10} {row.question:30} {row.asked:6} {row.median:9.2f} {row.p99:9.2f}"
            f"        {row.wrong:6}",
            flush=True,
        )


if __name__ == "__main__":
    main()
