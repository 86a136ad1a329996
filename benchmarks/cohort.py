"""Case finding beside hand-written SQL, Polars and pandas, on one made-up hospital.

    python benchmarks/cohort.py [--persons 200000] [--definitions 1,10,100] [--plot plot.svg]

All answer the same question over the same Parquet file, and must agree: which people have three
of four groups of findings. Polars and pandas are measured where they are installed; none is
needed. Times are CPU seconds, the best of three. The second table asks many definitions at once.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import duckdb
from machine import machine

from nosograph.cohort.duck import Duck, Limits
from nosograph.cohort.generate import Hospital, generate
from nosograph.cohort.readers.flat import read_flat
from nosograph.cohort.statement import Definition
from nosograph.cohort.value_sets import frozen
from nosograph.model.criteria import AnyOf, AtLeast, Item
from nosograph.model.criteria_sets import CriteriaSet, ItemCode, ItemDefinition, Level

GROUPS, CODES = 4, 40
"""Groups of which three are needed, and codes of each."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--persons", type=int, default=200_000)
    parser.add_argument("--definitions", default="1,10,100")
    parser.add_argument("--plot", type=Path)
    chosen = parser.parse_args()
    print(machine())
    definition = made_up("one", 0)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "hospital"
        generate(Hospital(chosen.persons, 1), [definition], folder)
        facts = str(folder / "facts.parquet")
        compare(definition, folder, facts)
        many(folder, [int(n) for n in chosen.definitions.split(",")], chosen.plot)


def made_up(id: str, first: int) -> Definition:
    """At least three of four groups, each of one item with forty codes."""
    names = [f"group{n}" for n in range(GROUPS)]
    codes = {
        name: tuple(f"HP:{first + 100 * n + k:07d}" for k in range(CODES))
        for n, name in enumerate(names)
    }
    items = tuple(
        ItemDefinition(name, name, codes=tuple(ItemCode(c) for c in codes[name])) for name in names
    )
    rule = AtLeast(3, tuple(AnyOf((Item(name),)) for name in names))
    criteria = CriteriaSet(id, id, "diagnosis", ("none",), "made up", "measuring", "nothing", items,
                           (Level("level", "Level", rule),))  # fmt: skip
    confirms = {code: (name,) for name in names for code in codes[name]}
    rules_out = {code: ((name, code),) for name in names for code in codes[name]}
    sets = frozen(criteria, confirms, rules_out, codes, {}, (), {})
    return Definition(criteria, sets, lambda value, unit, to: value if unit == to else None)


def compare(definition: Definition, folder: Path, facts: str) -> None:
    """Ours, hand-written SQL and data frames, over the same file."""
    duck = Duck(Limits(), folder / "spill")
    duck.take_value_sets([definition])
    duck.take_tables(read_flat(duck.connection, Path(facts), folder / "persons.parquet"))

    def ours() -> int:
        duck.match()
        duck.judge(duck.plan(definition))
        return duck.number("SELECT count(*) FROM verdicts WHERE level = 'met'")

    columns = "sum(person_id), max(code), max(code_system), max(status), max(start_date)"
    rows: list[tuple[str, Callable[[], int]]] = [
        ("scan of the needed columns", lambda: len(duck.rows(f"SELECT {columns} FROM facts"))),
        ("nosograph, DuckDB", ours),
        ("hand-written SQL, DuckDB", lambda: by_hand(duck)),
    ]
    groups = {c.code: n for n, i in enumerate(definition.criteria.items) for c in i.codes}
    if find_spec("polars"):
        rows.append(("Polars, streaming", lambda: with_polars(facts, groups)))
    if find_spec("pandas") and find_spec("pyarrow"):
        rows.append(("pandas", lambda: with_pandas(facts, groups)))
    number = duck.number("SELECT count(*) FROM facts")
    print(f"\n{number:,} facts\n")
    print("| what | CPU s | wall s | people who meet it |\n|---|---:|---:|---:|")
    for what, work in rows:
        cpu, wall, found = best(work)
        print(f"| {what} | {cpu:.2f} | {wall:.2f} | {'' if what.startswith('scan') else found} |")
    duck.close()


def by_hand(duck: Duck) -> int:
    """What somebody who knows DuckDB would write for this one question, three values and all."""
    return duck.number("""
        WITH hit AS (
          SELECT f.person_id, v.item, f.status FROM facts f JOIN value_set v
          ON f.code = v.code AND f.status = v.status AND f.code_system = v.system
          WHERE f.code IN (SELECT code FROM value_set)
        ), item AS (
          SELECT person_id, item, bool_or(status = 'present') AS present FROM hit GROUP BY ALL
        )
        SELECT count(*) FROM (
          SELECT person_id, count(*) FILTER (present) AS yes,
                 count(*) FILTER (NOT present) AS no FROM item GROUP BY person_id)
        WHERE yes >= 3
    """)


def with_polars(facts: str, groups: dict[str, int]) -> int:
    import polars

    codes = polars.LazyFrame({"code": list(groups), "item": list(groups.values())})
    found = (
        polars.scan_parquet(facts)
        .select("person_id", "code", "status", "start_date")
        .join(codes, on="code")
        .filter(polars.col("status") == "present")
        .group_by("person_id")
        .agg(polars.col("item").n_unique().alias("yes"))
        .filter(polars.col("yes") >= 3)
    )
    return found.collect(engine="streaming").height


def with_pandas(facts: str, groups: dict[str, int]) -> int:
    import pandas

    table = pandas.read_parquet(facts, columns=["person_id", "code", "status", "start_date"])
    kept = table[(table.status == "present") & table.code.isin(groups)]
    yes = kept.assign(item=kept.code.map(groups)).groupby("person_id").item.nunique()
    return int((yes >= 3).sum())


def many(folder: Path, numbers: list[int], plot: Path | None) -> None:
    """Many definitions over the same facts, in one scan."""
    print("\n| definitions | facts asked about | CPU s | µs a fact beyond the scan |")
    print("|---:|---:|---:|---:|")
    points = []
    for number in numbers:
        # Definitions overlap on purpose: each asks about the codes that the hospital has.
        defined = [made_up(f"set{n}", 0) for n in range(number)]
        duck = Duck(Limits(), folder / "spill")
        duck.take_value_sets(defined)
        tables = read_flat(duck.connection, folder / "facts.parquet", folder / "persons.parquet")
        duck.take_tables(tables)
        before = time.process_time()
        matched = duck.match()
        for each in defined:
            duck.judge(duck.plan(each))
        cpu = time.process_time() - before
        duck.close()
        points.append((matched, cpu))
        scan, first = points[0][1], points[0][0]
        each_fact = 1e6 * (cpu - scan) / (matched - first) if matched > first else 0
        print(f"| {number} | {matched:,} | {cpu:.2f} | {each_fact:.2f} |")
    if plot is not None:
        plot.write_text(drawn(points), encoding="utf-8")


def drawn(points: list[tuple[int, float]]) -> str:
    """CPU seconds over facts asked about, as a picture."""
    most, longest = max(x for x, _ in points) or 1, max(y for _, y in points) or 1
    spots = [(60 + 500 * x / most, 340 - 300 * y / longest, x, y) for x, y in points]
    line = " ".join(f"{x:.0f},{y:.0f}" for x, y, _, _ in spots)
    marks = "".join(
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="4"/><text x="{x + 6:.0f}" y="{y - 6:.0f}">'
        f"{facts:,}: {cpu:.1f} s</text>"
        for x, y, facts, cpu in spots
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 400" font-family="sans-serif" '
        'font-size="13"><path d="M60 30V340H640" fill="none" stroke="gray"/>'
        f'<polyline points="{line}" fill="none" stroke="steelblue" stroke-width="2"/>{marks}'
        '<text x="60" y="20">CPU seconds</text><text x="430" y="370">facts asked about</text></svg>\n'
    )


def best(work: Callable[[], int]) -> tuple[float, float, int]:
    found, times = 0, []
    for _ in range(3):
        cpu, wall = time.process_time(), time.perf_counter()
        found = work()
        times.append((time.process_time() - cpu, time.perf_counter() - wall))
    return min(c for c, _ in times), min(w for _, w in times), found


if __name__ == "__main__":
    print(f"DuckDB {duckdb.__version__}")
    main()
