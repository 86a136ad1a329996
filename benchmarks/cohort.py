"""Case finding beside hand-written SQL, Polars, pandas and Spark, on one made-up hospital.

    python benchmarks/cohort.py [--persons 200000] [--definitions 1,10,100] [--asked 0.007]
                                [--plot plot.svg]

All answer the same question over the same Parquet file, and must agree: which people have three
of four groups of findings. Polars, pandas and Spark are measured where they are installed
(`pip install --group bench`). Times are CPU seconds (for Spark with its Java process), the best
of five rounds. The second table asks many definitions at once, of hospitals of several sizes.
"""

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import product
from pathlib import Path

import duckdb
from machine import machine

from nosograph.cohort.coding import Codes
from nosograph.cohort.duck import PARQUET, Duck, Limits
from nosograph.cohort.generate import FACTS_EACH, Hospital, generate
from nosograph.cohort.readers.flat import read_flat
from nosograph.cohort.spark import Spark
from nosograph.cohort.statement import Definition
from nosograph.cohort.value_sets import frozen
from nosograph.criteria.nodes import AnyOf, AtLeast, Item
from nosograph.criteria.sets import CriteriaSet, ItemCode, ItemDefinition, Level

GROUPS, CODES = 4, 40
"""Groups of which three are needed, and codes of each."""

SPARK = "local[2]"
ROUNDS = 5


@dataclass(frozen=True)
class Point:
    """One run with many definitions."""

    facts: int
    definitions: int
    matched: int
    cpu: float
    wall: float


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--persons", default="200000", help="several: 200000,1000000")
    parser.add_argument("--definitions", default="1,10,100")
    parser.add_argument(
        "--asked", default="0.007", help="share of facts that any of them asks about"
    )
    parser.add_argument("--plot", type=Path)
    chosen = parser.parse_args()
    print(machine())
    definition = made_up("one", 0)
    persons = [int(n) for n in chosen.persons.split(",")]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "hospital"
        generate(Hospital(persons[0], 1), [definition], folder)
        compare(definition, folder, str(folder / "facts.parquet"))
    shares = [float(share) for share in chosen.asked.split(",")]
    many(persons, shares, [int(n) for n in chosen.definitions.split(",")], chosen.plot)


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
    return Definition(criteria, sets)


def compare(definition: Definition, folder: Path, facts: str) -> None:
    """Ours, hand-written SQL and data frames, over the same file."""
    duck = Duck(Limits(), folder / "spill")
    duck.take_value_sets([definition])
    codes = Codes(definition.value_sets.rows)
    duck.take_codes(codes)
    tables = read_flat(duck.connection, Path(facts), folder / "persons.parquet", codes)
    duck.take_persons(tables)
    duck.execute(f"CREATE TEMP VIEW flat AS SELECT * FROM {tables.source}")

    results = {name: folder / f"{name}.parquet" for name in ("ours", "hand")}

    def counted(name: str) -> int:
        return duck.number(f"SELECT count(*) FROM '{results[name]}' WHERE level = 'met'")

    def ours() -> int:
        duck.match(tables, codes)
        planned = duck.plan(definition)
        duck.judge(planned)
        duck.write(planned, results["ours"])
        return counted("ours")

    def hand() -> int:
        write_by_hand(duck, results["hand"])
        return counted("hand")

    columns = "sum(person_id), max(code), max(code_system), max(status), max(start_date)"
    rows: list[tuple[str, Callable[[], int]]] = [
        (
            "scan of the needed columns",
            lambda: len(duck.rows(f"SELECT {columns} FROM {tables.source}")),
        ),
        ("nosograph, DuckDB: everybody's row", ours),
        ("SQL by hand, DuckDB: everybody's row", hand),
        ("SQL by hand, DuckDB: the count alone", lambda: count_by_hand(duck)),
    ]
    # Registers write a code with its prefix or without, and what has no code by the item.
    groups = {
        f"{definition.criteria.id}/{i.id}": n for n, i in enumerate(definition.criteria.items)
    }
    for n, item in enumerate(definition.criteria.items):
        for code in item.codes:
            groups |= {code.code: n, code.code.partition(":")[2]: n}
    if find_spec("polars"):
        rows.append(("Polars, streaming: the count alone", lambda: with_polars(facts, groups)))
    if find_spec("pandas") and find_spec("pyarrow"):
        rows.append(("pandas: the count alone", lambda: with_pandas(facts, groups)))
    if find_spec("pyspark") and shutil.which("java"):
        spark = Spark(duck, SPARK, folder / "spark")

        def ours_on_spark() -> int:
            spark.match(tables, codes)
            spark.judge(duck.plan(definition))
            return duck.number("SELECT count(*) FROM verdicts WHERE level = 'met'")

        rows.append(("nosograph, Spark: everybody's verdict", ours_on_spark))
        rows.append(("by hand, Spark: the count alone", lambda: with_spark(facts, groups)))
    number = duck.number(tables.counts["facts"])
    print(f"\n{number:,} facts\n")
    print("| what | CPU s | wall s | people who meet it |\n|---|---:|---:|---:|")
    answers: set[int] = set()
    for (what, _), (cpu, wall, found) in zip(rows, best([work for _, work in rows]), strict=True):
        is_scan = what.startswith("scan")
        answers |= set() if is_scan else {found}
        print(f"| {what} | {cpu:.2f} | {wall:.2f} | {'' if is_scan else found} |", flush=True)
    if len(answers) != 1:
        raise SystemExit(f"they disagree: {sorted(answers)}")
    one, other = (f"SELECT * FROM '{path}'" for path in results.values())
    differ = duck.number(
        f"SELECT count(*) FROM (({one} EXCEPT {other}) UNION ({other} EXCEPT {one}))"
    )
    print(f"\nrows in which Nosograph and the SQL by hand differ: {differ}")
    duck.close()


HIT = """SELECT f.person_id, v.item, f.status, v.mask FROM flat f JOIN value_set v
    ON f.code = v.code AND f.status = v.status AND f.code_system = v.system
    WHERE f.code IN (SELECT code FROM value_set)"""
"""What somebody who knows DuckDB would begin with: the codes first, then the rest of the row."""


def write_by_hand(duck: Duck, path: Path) -> None:
    """What they would write for this one question, with what ours tells: three values, every item."""
    groups = range(GROUPS)
    known = ", ".join(
        f"bool_or(item = 'group{n}' AND status = 'present') AS yes{n}, "
        f"bit_or(CASE WHEN item = 'group{n}' AND status = 'absent' THEN mask ELSE 0 END) "
        f"= {(1 << CODES) - 1} OR bool_or(item = 'group{n}' AND status = 'absent' AND mask = 0) AS no{n}"
        for n in groups
    )
    yes, no = (" + ".join(f"({what}{n})::TINYINT" for n in groups) for what in ("yes", "no"))
    items = ", ".join(
        f"CASE WHEN yes{n} THEN 'present' WHEN no{n} THEN 'absent' END AS group{n}" for n in groups
    )
    duck.execute(
        f"COPY (WITH known AS (SELECT person_id, {known} FROM ({HIT}) GROUP BY person_id) "
        f"SELECT person_id, CASE WHEN {yes} >= 3 THEN 'met' WHEN {no} > 1 THEN 'not_met' "
        f"ELSE 'undetermined' END AS level, {items} FROM persons LEFT JOIN known USING (person_id) "
        f"ORDER BY person_id) TO '{path}' ({PARQUET})"
    )


def count_by_hand(duck: Duck) -> int:
    """The count alone, of those who meet it."""
    return duck.number(
        f"SELECT count(*) FROM (SELECT person_id FROM ({HIT}) WHERE status = 'present' "
        "GROUP BY person_id HAVING count(DISTINCT item) >= 3)"
    )


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


def with_spark(facts: str, groups: dict[str, int]) -> int:
    from pyspark.sql import functions

    from nosograph.cohort.spark import session

    spark = session(SPARK)
    codes = spark.createDataFrame(list(groups.items()), ["code", "item"])
    return int(
        spark.read.parquet(facts)
        .select("person_id", "code", "status")
        .where("status = 'present'")
        .join(functions.broadcast(codes), "code")
        .groupBy("person_id")
        .agg(functions.countDistinct("item").alias("yes"))
        .where("yes >= 3")
        .count()
    )


def many(persons: list[int], shares: list[float], numbers: list[int], plot: Path | None) -> None:
    """Many definitions over the same facts, in one scan; each asks for codes of its own."""
    print("\n| facts | definitions | facts asked about | CPU s | wall s |")
    print("|---:|---:|---:|---:|---:|")
    points = []
    defined = [made_up(f"set{n}", GROUPS * 100 * n) for n in range(max(numbers))]
    for each, share in product(persons, shares):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "hospital"
            generate(Hospital(each, 1, qualifying=share), defined, folder)
            for number in numbers:
                points.append(Point(each * FACTS_EACH, number, *judged(folder, defined[:number])))
                p = points[-1]
                print(
                    f"| {p.facts:,} | {p.definitions} | {p.matched:,} | {p.cpu:.2f} | {p.wall:.2f} |",
                    flush=True,
                )
    terms = fitted(points)
    print(
        f"\nCPU = {terms[0] * 1e9:.0f} ns × facts + {terms[1] * 1e6:.2f} µs × facts asked about"
        f" + {terms[2] * 1e3:.0f} ms × definitions (least squares, relative)"
    )
    if plot is not None:
        draw(points, terms, plot)


def judged(folder: Path, defined: list[Definition]) -> tuple[int, float, float]:
    """Facts that the definitions ask about, CPU and wall seconds."""
    duck = Duck(Limits(), folder / "spill")
    duck.take_value_sets(defined)
    codes = Codes(row for each in defined for row in each.value_sets.rows)
    duck.take_codes(codes)
    tables = read_flat(duck.connection, folder / "facts.parquet", folder / "persons.parquet", codes)
    duck.take_persons(tables)
    cpu, wall = time.process_time(), time.perf_counter()
    matched = duck.match(tables, codes)
    for each in defined:
        duck.turn_to(each)
        duck.judge(duck.plan(each))
    spent = time.process_time() - cpu, time.perf_counter() - wall
    duck.close()
    return matched, *spent


def fitted(points: list[Point]) -> list[float]:
    """Seconds per fact, per fact asked about, and per definition."""
    import numpy as np

    # Divided by what was measured, so that a run of a second counts as much as one of a minute.
    terms = np.array([(p.facts, p.matched, p.definitions) for p in points], float)
    measured = np.array([p.cpu for p in points])
    found, *_ = np.linalg.lstsq(terms / measured[:, None], np.ones(len(points)), rcond=None)
    return [float(each) for each in found]


def draw(points: list[Point], terms: list[float], path: Path) -> None:
    """CPU seconds measured over those of the fitted law, a colour for each size of hospital."""
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams |= {"svg.fonttype": "none", "svg.hashsalt": "nosograph"}
    from matplotlib import pyplot

    figure, (law, many) = pyplot.subplots(1, 2, figsize=(10, 4.5), layout="constrained")
    for facts in dict.fromkeys(p.facts for p in points):
        own = [p for p in points if p.facts == facts]
        told = [terms[0] * facts + terms[1] * p.matched + terms[2] * p.definitions for p in own]
        name = f"{facts / 1e6:.0f} million facts"
        law.plot(told, [p.cpu for p in own], "o", label=name)
        many.plot([p.matched for p in own], [p.cpu for p in own], "o", label=name)
        for p in own:
            many.annotate(str(p.definitions), (p.matched, p.cpu), xytext=(4, 4),
                          textcoords="offset points", fontsize=8)  # fmt: skip
    ends = [min(p.cpu for p in points), max(p.cpu for p in points)]
    law.plot(ends, ends, color="grey", linewidth=1)
    law.set(xscale="log", yscale="log", xlabel="fitted law, s",
            ylabel="CPU seconds measured", title="Measured over the fitted law")  # fmt: skip
    many.set(xscale="log", yscale="log", xlabel="facts asked about", ylabel="CPU seconds measured",
             title="Measured, with the number of definitions")  # fmt: skip
    law.legend()
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)


def java_seconds() -> float:
    """CPU seconds of Spark's Java process, a child of this one."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = stat.read_text(encoding="utf-8").rpartition(")")
        except OSError:
            continue
        if name.endswith("(java"):
            fields = rest.split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def best(works: list[Callable[[], int]]) -> list[tuple[float, float, int]]:
    """CPU seconds, wall seconds and answer of each, the best of rounds that all take part in."""
    spent: list[list[tuple[float, float]]] = [[] for _ in works]
    found = [0 for _ in works]
    for _ in range(ROUNDS):
        for n, work in enumerate(works):
            cpu, java, wall = time.process_time(), java_seconds(), time.perf_counter()
            found[n] = work()
            cpu = time.process_time() - cpu + java_seconds() - java
            spent[n].append((cpu, time.perf_counter() - wall))
    return [
        (min(cpu for cpu, _ in each), min(wall for _, wall in each), answer)
        for each, answer in zip(spent, found, strict=True)
    ]


if __name__ == "__main__":
    print(f"DuckDB {duckdb.__version__}")
    main()
