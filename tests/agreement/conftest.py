"""Servers that agreement tests ask."""

import os
import tempfile
from pathlib import Path

import psycopg
import pytest

from tests import postgres


@pytest.fixture(scope="session")
def postgis():
    """The address of a PostgreSQL server with PostGIS, or a visible reason to skip."""
    folder = postgres.programs()
    if folder is None:
        _missing("no PostgreSQL server: install postgresql and its PostGIS")
    with (
        tempfile.TemporaryDirectory(prefix="nosograph-") as made,
        postgres.server(folder, Path(made)) as address,
    ):
        with psycopg.connect(address) as connection:
            found = connection.execute(
                "select from pg_available_extensions where name = 'postgis'"
            ).fetchall()
        if not found:
            _missing("no PostGIS beside PostgreSQL: install such as postgresql-15-postgis-3")
        yield address


def _missing(what):
    if os.environ.get("NOSOGRAPH_REQUIRE_POSTGIS"):
        pytest.fail(what)
    pytest.skip(what)
