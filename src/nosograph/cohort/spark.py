"""Apache Spark: the same statements over the same tables, on one machine or on many.

Rule 1. Spark does what grows with the records: the scan, the grouping, the verdicts. Its answers
go through files to DuckDB, which writes the results as it always does.

Rule 2. Java is needed and not installed by this project; without it the message says so.
"""

import os
import shutil
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlglot import exp, transpile

from nosograph.cohort.coding import Codes
from nosograph.cohort.duck import SET_NUMBER, Duck, verdicts_over
from nosograph.cohort.hits import hits
from nosograph.cohort.readers.tables import Tables, literal
from nosograph.cohort.refusals import EngineError
from nosograph.cohort.settling import ALWAYS, Study
from nosograph.cohort.statement import Plan, sql, with_steps

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


class Spark:
    """A Spark session that judges for a DuckDB session."""

    name = "spark"

    def __init__(self, duck: Duck, url: str, folder: Path) -> None:
        self._duck = duck
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._session = session(url)

    def match(self, tables: Tables, codes: Codes, study: Study = ALWAYS) -> int:
        """Make `facts`, `left_out` and `matched` in the DuckDB session; how many are matched."""
        if tables.parquet:
            self._session.read.parquet(tables.parquet).createOrReplaceTempView("source_facts")
            for name in ("asked_keys", "asked_heads"):
                self._give(name)
            query = transpile(tables.stated("source_facts"), read="duckdb", write="spark")
            self._write(query[0], "stated_files")
            self._duck.take_stated(f"SELECT * FROM {self._files('stated_files')}")
        else:
            self._duck.take_stated(tables.stated(tables.source))
        found = self._duck.settle(codes, study, tables.decimal)
        for name in ("matched", "persons"):
            self._give(name)
        return found

    def judge(self, planned: Plan) -> None:
        """Make `person_rows` and `verdicts` in the DuckDB session."""
        self._duck.turn_to(planned.definition)
        number = self._duck.numbers[planned.definition.criteria.id]
        own = self._session.table("matched").where(f"{SET_NUMBER} = {number}")
        own.createOrReplaceTempView("asked")
        steps = [("hits", hits("asked", counts_days=planned.counts_days)), *planned.rows]
        rows = with_steps(exp.select(exp.Star()).from_(planned.row_table), steps)
        self._write(sql(rows, "spark", pretty=False), "person_rows")
        table = self._session.read.parquet(str(self._folder / "person_rows"))
        table.createOrReplaceTempView("person_rows")
        self._write(sql(verdicts_over(planned, "person_rows"), "spark", pretty=False), "verdicts")
        self._take("person_rows")
        self._duck.take_verdicts(planned, self._files("verdicts"))

    def _give(self, name: str) -> None:
        """A table of the DuckDB session as a view here."""
        path = self._folder / f"{name}.parquet"
        self._duck.execute(f"COPY (SELECT * FROM {name}) TO {literal(path)} (FORMAT parquet)")
        self._session.read.parquet(str(path)).createOrReplaceTempView(name)

    def _write(self, query: str, name: str) -> None:
        try:
            frame = self._session.sql(query)
            frame.write.mode("overwrite").parquet(str(self._folder / name))
        except _spark_errors() as error:
            raise EngineError(f"Spark: {str(error).splitlines()[0]}") from None

    def _take(self, name: str) -> None:
        self._duck.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM {self._files(name)}"
        )

    def _files(self, name: str) -> str:
        return f"read_parquet({literal(self._folder / name / '*.parquet')})"


def session(url: str) -> "SparkSession":
    """The Spark session at a URL: local[N], spark://…, or sc://… for Spark Connect.

    Raises:
        EngineError: PySpark or Java is missing, or the cluster cannot be reached.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise EngineError(
            "Spark needs PySpark: install it with  pip install 'nosograph[spark]'"
        ) from None
    if (
        not url.startswith("sc://")
        and shutil.which("java") is None
        and "JAVA_HOME" not in os.environ
    ):
        raise EngineError("Spark needs Java 17 or newer: install it, or set JAVA_HOME")
    _check_reachable(url)
    builder: Any = SparkSession.builder.appName("nosograph")
    builder = builder.remote(url) if url.startswith("sc://") else builder.master(url)
    for key, value in _SETTINGS.items():
        builder = builder.config(key, value)
    try:
        return builder.getOrCreate()  # type: ignore[no-any-return]
    except _spark_errors() as error:
        raise EngineError(f"Spark at {url}: {str(error).splitlines()[0]}") from None


PATIENCE = 5.0
"""Seconds that a master may take to answer a knock; Spark itself goes on knocking for minutes."""


def _check_reachable(url: str) -> None:
    """Knock at the masters that a URL names.

    Raises:
        EngineError: none of them answers.
    """
    scheme, _, rest = url.partition("://")
    if scheme not in {"spark", "sc"}:
        return
    failed = "it names no host"
    for host in rest.partition("/")[0].partition(";")[0].split(","):
        name, _, port = host.rpartition(":") if ":" in host else (host, "", "")
        try:
            address = (name, int(port or (7077 if scheme == "spark" else 15002)))
            socket.create_connection(address, PATIENCE).close()
            return
        except (OSError, ValueError, OverflowError) as error:
            failed = str(error)
    raise EngineError(f"Spark at {url} cannot be reached: {failed}")


_SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "false",
    "spark.sql.shuffle.partitions": "8",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.legacy.parquet.nanosAsLong": "true",
}


def _spark_errors() -> tuple[type[Exception], ...]:
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    return (PySparkException, Py4JError, RuntimeError, ConnectionError)
