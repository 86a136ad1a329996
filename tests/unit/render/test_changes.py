"""Changes for reading."""

from datetime import date

from nosograph.model.changes import Change, ChangeKind, ReleaseChanges
from nosograph.model.diseases import Disease
from nosograph.model.entries import Kind
from nosograph.render.changes import changes_page, difference


def test_a_difference_strikes_out_and_underlines():
    assert difference("It is <rare>", "It is very common") == (
        "It is <del>&lt;rare&gt;</del> <ins>very common</ins>"
    )


def test_a_change_links_to_where_it_stands_and_to_what_it_affects():
    change = Change(
        ChangeKind.REWORDED, "claim", "Treatment", "treatment", "a b", "a c",
        (("de", "behandlung", "Wie wird es behandelt?"),),
    )  # fmt: skip
    disease = Disease("example", Kind.CURATED, "Example", (), (), ())
    history = [ReleaseChanges("2026.02.02-1", date(2026, 2, 2), "2026.02.01-0", (change,))]
    (release,) = changes_page(disease, history, "en").releases

    assert release.title == "Release 2026.02.02-1 of 2 February 2026, compared with 2026.02.01-0"
    assert release.wording[0].href == "/d/example/#treatment"
    assert release.wording[0].affects == (
        ("de", "/de/d/example/patient/#behandlung", "Wie wird es behandelt?"),
    )
