"""A folder is replaced as a whole, and a killed replacement loses nothing."""

import pytest

from nosograph.formats.replacing import put, restore


@pytest.fixture
def place(tmp_path):
    """A folder that stands, and a draft of the next."""
    for name, text in (("standing", "old"), (".standing.draft", "new")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "told").write_text(text)
    return tmp_path


def told(place):
    return {str(each.relative_to(place)): each.read_text() for each in place.rglob("told")}


def test_a_draft_takes_the_place_of_what_stood_there(place):
    put(place / ".standing.draft", place / "standing")

    assert told(place) == {"standing/told": "new"}


def test_a_draft_takes_an_empty_place(place):
    put(place / ".standing.draft", place / "other")

    assert told(place) == {"standing/told": "old", "other/told": "new"}


def test_what_was_moved_aside_by_somebody_who_was_killed_is_brought_back(place):
    (place / "standing").rename(place / ".standing.old")

    restore(place / "standing")

    assert told(place)["standing/told"] == "old"
    assert not (place / ".standing.old").exists()


def test_what_a_killed_replacement_had_left_beside_the_new_one_goes(place):
    (place / ".standing.draft").rename(place / ".standing.old")

    restore(place / "standing")

    assert told(place) == {"standing/told": "old"}


def test_a_draft_that_cannot_be_put_there_leaves_what_stood_there(place):
    with pytest.raises(OSError, match="No such file"):
        put(place / "nowhere", place / "standing")

    assert told(place)["standing/told"] == "old"
