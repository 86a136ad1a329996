"""A running server moves to a new import of doctors, and never to a damaged or made-up one."""

import logging
import shutil

import pytest

from nosograph.model.directory import Position
from nosograph.model.failures import DirectoryError
from nosograph.serving.doctors import Doctors
from nosograph.site import application
from tests.directories import made, person
from tests.web.visitor import Visitor, awaited

HERE = Position(41.5, -72.0)


def directory(folder, name, **more):
    """A directory of one person at a place that may hold another one."""
    shutil.rmtree(folder, ignore_errors=True)
    return made(folder, [person(1, 41.5, -72.0, name=name)], **more)


def names(doctors):
    with doctors.lease() as lent:
        return [hit.role.name for hit in lent.directory.find((), HERE).hits]


@pytest.mark.parametrize("is_opened", [False, True], ids=["unopened", "opened"])
def test_a_new_import_is_followed(tmp_path, is_opened):
    doctors = Doctors(directory(tmp_path / "d", "EXAMPLE OLD"))
    if is_opened:
        names(doctors)

    made(tmp_path / "d", [person(1, 41.5, -72.0, name="EXAMPLE NEW")])

    assert awaited(doctors.refresh())
    assert names(doctors) == ["EXAMPLE NEW"]
    assert not awaited(doctors.refresh())


def test_a_request_keeps_the_import_with_which_it_began(tmp_path):
    doctors = Doctors(directory(tmp_path / "d", "EXAMPLE OLD"))
    with doctors.lease() as lent:
        opened = lent.directory
        made(tmp_path / "d", [person(1, 41.5, -72.0, name="EXAMPLE NEW")])
        awaited(doctors.refresh())

        assert [hit.role.name for hit in opened.find((), HERE).hits] == ["EXAMPLE OLD"]
        assert opened.postal_codes.position("US", "06105") is not None
        assert opened.centres == ()
    assert names(doctors) == ["EXAMPLE NEW"]


def test_a_link_is_followed(tmp_path):
    directory(tmp_path / "first", "EXAMPLE OLD")
    directory(tmp_path / "second", "EXAMPLE NEW")
    (tmp_path / "current").symlink_to("first")
    doctors = Doctors(tmp_path / "current")
    (tmp_path / "current").unlink()

    assert not awaited(doctors.refresh())
    (tmp_path / "current").symlink_to("second")
    assert awaited(doctors.refresh())
    assert names(doctors) == ["EXAMPLE NEW"]


def test_a_damaged_import_changes_nothing_and_is_logged(tmp_path, caplog):
    doctors = Doctors(directory(tmp_path / "d", "EXAMPLE OLD"))
    names(doctors)
    made(tmp_path / "other", [person(1, 41.5, -72.0, name="EXAMPLE NEW")])
    (tmp_path / "other" / "records.arrow").write_bytes(b"damaged")
    (tmp_path / "d").rename(tmp_path / "away")
    (tmp_path / "other").rename(tmp_path / "d")

    with caplog.at_level(logging.ERROR, "nosograph.serving"):
        assert not awaited(doctors.refresh())
        assert not awaited(doctors.refresh())

    assert len(caplog.records) == 1
    assert "still serving" in caplog.text
    assert names(doctors) == ["EXAMPLE OLD"]


def test_made_up_doctors_never_replace_real_ones_on_a_public_site(tmp_path):
    doctors = Doctors(directory(tmp_path / "d", "A. Real"), public=True)
    names(doctors)

    made(tmp_path / "d", [person(1, 41.5, -72.0)], fictional=True)

    assert not awaited(doctors.refresh())
    assert names(doctors) == ["A. Real"]


def test_a_damaged_directory_is_refused_at_the_start(tiny_release, tmp_path):
    folder = directory(tmp_path / "d", "EXAMPLE")
    index = folder / "index.sqlite"
    index.write_bytes(index.read_bytes()[:-1] + b"x")

    with pytest.raises(DirectoryError, match="damaged"):
        application(tiny_release, directory=folder)


def test_pages_answer_from_the_new_import(tiny_release, tmp_path):
    folder = directory(tmp_path / "d", "EXAMPLE OLD")
    site = application(tiny_release, directory=folder)
    client, asked = Visitor(site), {"s.2084N0402X": "1", "position": "41.5,-72.0"}
    assert "EXAMPLE OLD" in client.post("/find/clinicians", data=asked).text

    made(folder, [person(1, 41.5, -72.0, name="EXAMPLE NEW")])
    awaited(site.doctors.refresh())

    text = client.post("/find/clinicians", data=asked).text
    assert "EXAMPLE NEW" in text
    assert "EXAMPLE OLD" not in text
