from dataclasses import replace
from datetime import date

import pytest

from nosograph.model.entries import Entry, Kind, Review
from nosograph.model.origins import Origin
from nosograph.render.languages import words
from nosograph.render.view import licence_line

ENTRY = Entry("palsy", Kind.CURATED, "Palsy", Review("not-reviewed", date.min, date.min))
ORIGIN = Origin("Palsy", "CC-BY-SA-3.0", "Example wiki", revision="7", editors=("A. Example",))


@pytest.mark.parametrize("language", ["en", "de"])
def test_an_entry_names_the_page_whose_sentences_it_keeps(language):
    line = licence_line(replace(ENTRY, origin=ORIGIN), words(language))

    for part in ("CC-BY-SA-4.0", "Palsy", "Example wiki", "7", "A. Example", "CC-BY-SA-3.0"):
        assert part in line


def test_an_entry_of_our_own_names_nobody_else():
    assert "wiki" not in licence_line(ENTRY, words("en"))
