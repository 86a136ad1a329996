"""A running server moves to a new release without dropping a request."""

import gc
import os
import shutil
import sqlite3
import weakref
from contextlib import closing
from dataclasses import replace

import pytest

from nosograph.formats.sums import sum_of
from nosograph.library.manifest import manifest_bytes, read_manifest, sealed
from nosograph.model.failures import LibraryError
from nosograph.serving.releases import Releases
from nosograph.site import application
from tests.web.visitor import awaited


@pytest.fixture
def link(tmp_path, tiny_release):
    """A link to a copy of the tiny release, beside which others may be put."""
    shutil.copytree(tiny_release, tmp_path / "first")
    shutil.copytree(tiny_release, tmp_path / "second")
    (tmp_path / "current").symlink_to("first")
    return tmp_path / "current"


def switch(link, name):
    """Move the link as a build does: in one step."""
    draft = link.with_name("draft")
    draft.symlink_to(name)
    os.replace(draft, link)


def served(releases):
    with releases.lease() as opened:
        return opened.library.folder.name


def test_the_server_follows_the_link(link):
    releases = Releases(link)

    switch(link, "second")

    assert awaited(releases.refresh())
    assert served(releases) == "second"
    releases.close()


def test_without_a_change_nothing_happens(link):
    releases = Releases(link)

    assert not awaited(releases.refresh())
    releases.close()


def test_a_request_keeps_the_release_with_which_it_began(link):
    releases = Releases(link)
    with releases.lease() as opened:
        switch(link, "second")
        awaited(releases.refresh())

        assert served(releases) == "second"
        assert opened.library.disease("example-syndrome") is not None

    with pytest.raises(Exception, match="closed"):
        opened.library.disease("example-syndrome")
    releases.close()


def test_nothing_of_a_release_that_is_gone_stays_in_memory(link):
    releases = Releases(link)
    with releases.lease() as opened:
        ids = dict(opened.library.criteria_sets())
        derived = [opened.differential, opened.leaflets, *map(opened.evaluator, ids)]
    gone = [weakref.ref(each) for each in (opened, *derived)]
    switch(link, "second")

    awaited(releases.refresh())
    del opened, derived
    gc.collect()

    assert len(gone) > 2
    assert [each() for each in gone] == [None] * len(gone)
    releases.close()


def test_a_damaged_release_is_not_moved_to(link, caplog):
    releases = Releases(link)
    (link.parent / "second" / "library.sqlite").write_bytes(b"not a library")
    switch(link, "second")

    assert not awaited(releases.refresh())
    assert not awaited(releases.refresh())
    assert served(releases) == "first"
    assert len(caplog.records) == 1
    assert "nosograph build" in caplog.text
    releases.close()


def test_a_link_into_nothing_keeps_the_old_release(link):
    releases = Releases(link)
    switch(link, "nowhere")

    assert not awaited(releases.refresh())
    assert served(releases) == "first"
    releases.close()


def test_going_back_works_after_a_damaged_release(link):
    releases = Releases(link)
    (link.parent / "second" / "manifest.json").write_bytes(b"{}")
    switch(link, "second")
    awaited(releases.refresh())
    shutil.copytree(link.parent / "first", link.parent / "third")
    switch(link, "third")

    assert awaited(releases.refresh())
    assert served(releases) == "third"
    releases.close()


def test_a_server_without_a_release_does_not_start(tmp_path):
    with pytest.raises(LibraryError, match="nosograph build"):
        application(tmp_path / "nowhere")


async def lifetime(site):
    """Start an application and stop it again, as a server does."""
    said = []
    told = iter([{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}])

    async def receive():
        return next(told)

    async def send(message):
        said.append(message["type"])

    await site({"type": "lifespan"}, receive, send)
    return said


def test_the_release_is_closed_when_the_server_ends(link):
    site = application(link)

    said = awaited(lifetime(site))

    assert said == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    with site.releases.lease() as opened, pytest.raises(Exception, match="closed"):
        opened.library.disease("example-syndrome")


def test_a_release_that_is_still_being_copied_is_served_when_it_is_whole(link, monkeypatch):
    monkeypatch.setattr("nosograph.serving.releases.TRY_AGAIN", 0)
    releases = Releases(link)
    last = link.parent / "second" / "library.sqlite"
    last.rename(last.with_name("later"))
    switch(link, "second")

    assert not awaited(releases.refresh())
    assert "missing" in next(iter(releases.state.refused.values()))
    last.with_name("later").rename(last)
    assert awaited(releases.refresh())
    assert served(releases) == "second"
    assert not releases.state.refused
    releases.close()


def test_a_release_without_its_tables_is_refused_though_its_sums_are_right(link):
    second = link.parent / "second"
    with closing(sqlite3.connect(second / "library.sqlite")) as connection:
        connection.execute("drop table finding")
    manifest = read_manifest(second)
    sums = {name: sum_of(second / name) for name in manifest.files}
    (second / "manifest.json").write_bytes(manifest_bytes(sealed(replace(manifest, files=sums))))
    releases = Releases(link)
    switch(link, "second")

    assert not awaited(releases.refresh())
    assert "not whole" in next(iter(releases.state.refused.values()))
    assert served(releases) == "first"
    releases.close()
