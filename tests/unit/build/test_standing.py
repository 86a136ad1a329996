"""Releases beside a link: listed, switched, gone back to, removed."""

import os
import shutil

import pytest
from typer.testing import CliRunner

from nosograph.build.standing import before, prune, standing_releases, switch_to
from nosograph.cli import app
from nosograph.model.failures import LibraryError


@pytest.fixture
def link(tmp_path, tiny_release):
    """Three releases, of which the link leads to the newest."""
    for n, name in enumerate(("first", "second", "third")):
        shutil.copytree(tiny_release, tmp_path / name)
        os.utime(tmp_path / name, ns=(n, n))
    (tmp_path / "current").symlink_to("third")
    return tmp_path / "current"


def versions(link):
    return [each.version for each in standing_releases(link)]


def test_the_newest_comes_first_and_the_served_one_is_marked(link):
    assert versions(link) == ["third", "second", "first"]
    assert [each.is_served for each in standing_releases(link)] == [True, False, False]


def test_going_back_leads_to_the_release_before(link):
    switch_to(link, before(link))

    assert os.readlink(link) == "second"
    switch_to(link, before(link))
    with pytest.raises(LibraryError, match="no release older"):
        before(link)


def test_the_link_never_leads_to_what_cannot_be_read(link):
    (link.parent / "first" / "library.sqlite").write_bytes(b"damaged")

    with pytest.raises(LibraryError, match="truncated"):
        switch_to(link, "first")
    with pytest.raises(LibraryError, match="third, second, first"):
        switch_to(link, "../elsewhere")
    assert os.readlink(link) == "third"


def test_old_releases_go_and_the_served_one_stays(link):
    switch_to(link, "first")
    (link.parent / ".draft-left").mkdir()

    assert prune(link, 1) == ["second"]
    assert versions(link) == ["third", "first"]
    assert not (link.parent / ".draft-left").exists()


def test_the_commands_say_what_they_did(link):
    run = CliRunner().invoke
    listed = run(app, ["release", "list", "--release", str(link)])

    assert "* third" in listed.output
    assert run(app, ["release", "rollback", "--release", str(link)]).exit_code == 0
    assert os.readlink(link) == "second"
    assert run(app, ["release", "prune", "--release", str(link), "--keep", "1"]).exit_code == 0
    assert versions(link) == ["third", "second"]
