"""A directory on a PostgreSQL server: whole or not at all, its own import or none."""

import os
from functools import partial

import psycopg
import pytest

from nosograph.directory.postgis import Postgis, load
from nosograph.directory.reader import Directory
from nosograph.model.directory import Position
from nosograph.model.failures import DirectoryError
from tests.directories import made, person, random_positions

quietly = partial(load, seen=lambda done, total: None)


@pytest.fixture
def folder(tmp_path):
    return made(tmp_path / "d", [person(n, 41.7 + n / 50, -72.7) for n in range(9)])


def test_another_import_is_refused_by_name(postgis, folder, tmp_path):
    other = made(tmp_path / "other", [person(1, 41.7, -72.7)])
    quietly(folder, postgis)

    with pytest.raises(DirectoryError, match="another import"):
        Directory.open(other, postgres=postgis)


def test_who_has_a_directory_open_is_refused_once_another_is_loaded(postgis, folder, tmp_path):
    other = made(tmp_path / "other", [person(1, 41.7, -72.7)])
    quietly(folder, postgis)
    with Directory.open(folder, postgres=postgis) as opened:
        quietly(other, postgis)

        with pytest.raises(DirectoryError, match="another import"):
            opened.find((), Position(41.7, -72.7), k=3)


def test_a_load_that_breaks_off_leaves_what_stood(postgis, folder, tmp_path):
    other = made(tmp_path / "other", [person(n, 41.7, -72.7) for n in range(3)])
    quietly(folder, postgis)

    def stop(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(other, postgis, seen=stop)

    with Directory.open(folder, postgres=postgis) as opened:
        assert len(opened.find((), Position(41.7, -72.7), k=20).hits) == 9


def test_no_message_tells_a_password(folder):
    with pytest.raises(DirectoryError, match="refused") as caught:
        Postgis(folder, "postgresql://me:secret@localhost:1/nowhere")

    assert "secret" not in str(caught.value)
    assert "localhost" not in str(caught.value)


def test_a_server_without_a_directory_says_what_to_do(postgis, folder):
    with psycopg.connect(postgis) as connection:
        connection.execute("drop schema if exists nosograph cascade")

    with pytest.raises(DirectoryError, match=r"no directory.*doctors load"):
        Directory.open(folder, postgres=postgis)


def test_a_connection_that_was_cut_is_made_again(postgis, folder):
    quietly(folder, postgis)
    with Directory.open(folder, postgres=postgis) as opened, psycopg.connect(postgis) as other:
        other.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where pid <> pg_backend_pid() and datname = current_database()"
        )

        found = opened.find((), Position(41.7, -72.7), k=3)

    assert len(found.hits) == 3


def test_an_unknown_engine_is_refused(folder):
    with pytest.raises(ValueError, match="no engine 'scan'"):
        Directory.open(folder, prefer="scan")


@pytest.mark.skipif(
    os.environ.get("NOSOGRAPH_HYPOTHESIS") != "nightly", reason="a million people take the night"
)
def test_a_million_people_are_found_alike(postgis, tmp_path):
    places = random_positions(7, 1_000_000)
    codes = ("2084N0402X", "207Q00000X")
    folder = made(
        tmp_path / "d",
        [person(n, *place, specialties=codes[n % 7 > 0]) for n, place in enumerate(places)],
    )
    quietly(folder, postgis)

    with Directory.open(folder) as ours, Directory.open(folder, postgres=postgis) as theirs:
        for n, (latitude, longitude) in enumerate(random_positions(8, 1_000)):
            near = Position(latitude, longitude)
            asked = codes[n % 3 : n % 3 + 1]
            answers = [each.find(asked, near, k=20) for each in (ours, theirs)]
            assert answers[0] == answers[1]
