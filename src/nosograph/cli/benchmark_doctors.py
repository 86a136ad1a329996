"""`nosograph benchmark doctors`: a directory of many made-up providers, measured."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from nosograph.cli.output import bars, print_json


def doctors(
    providers: Annotated[int, typer.Option(min=1_000, help="How many.")] = 1_000_000,
    asked: Annotated[int, typer.Option(min=1, help="Questions of each kind.")] = 200,
    compared: Annotated[
        int, typer.Option(min=0, help="Answers of each kind that are compared with a scan.")
    ] = 50,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Measure ingest, latency, sizes and agreement on made-up providers.

    \b
    nosograph benchmark doctors
    nosograph benchmark doctors --providers 8000000

    Times are CPU times; the baseline is a scan over everybody in the same run.
    """
    from nosograph.directory.benchmark import ingest, measure, sizes
    from nosograph.directory.geocoding import load_postal_codes
    from nosograph.directory.synthetic import united_states, write_register

    today = datetime.now(UTC).date()
    with TemporaryDirectory() as temporary, bars() as progress:
        register, folder = Path(temporary) / "register.csv", Path(temporary) / "directory"
        progress.step("make up providers")
        write_register(register, providers, 1, united_states())
        table, rates = load_postal_codes(), {}
        for engines in (("sqlite",), ("postings",), ("sqlite", "postings")):
            rates[" and ".join(engines)] = ingest(register, folder, today, table, engines, progress)
        progress.step("ask")
        rows = list(measure(folder, asked, compared))
        space = sizes(folder)
    if json:
        print_json({"providers": providers, "ingest": rates, "megabytes": space, "latency": rows})
        return
    for name, rate in rates.items():
        print(f"ingest to {name}: {rate:,.0f} providers per CPU-second")
    for name, size in space.items():
        print(f"{name}: {size:,.0f} MB")
    print(
        "\n| engine | question | asked | median CPU ms | p99 | wrong |\n|---|---|---|---|---|---|"
    )
    for row in rows:
        print(
            f"| {row.engine} | {row.question} | {row.asked} | {row.median:.2f} | {row.p99:.2f}"
            f" | {row.wrong} |"
        )
