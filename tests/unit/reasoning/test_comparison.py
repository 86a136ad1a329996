"""Two diseases side by side: what is unknown stays unknown, from either side."""

from datetime import date

from nosograph.model.annotations import Annotation, DiseaseFinding, Frequency
from nosograph.model.codes import Code
from nosograph.model.diseases import Disease
from nosograph.model.entries import CodeLink, Entry, Kind, Reference, Review
from nosograph.model.neighbours import Difference, Mind, Neighbour, Neighbourhood
from nosograph.reasoning.comparison import Group, compared, joint_works

ABOVE = {"HP:2": {"HP:2", "HP:1"}}


def ancestors(term):
    return frozenset(ABOVE.get(term, {term}))


def an_entry(slug, **more):
    review = Review("not-reviewed", date(2026, 1, 1), date(2027, 1, 1))
    return Entry(slug, Kind.CURATED, slug.title(), review, **more)


def finding(term, share=None, excluded=False):
    frequency = None if share is None else Frequency(share, share)
    rows = (Annotation(("PMID:1",), excluded, frequency),)
    return DiseaseFinding(term, f"label of {term}", "", rows, frequency, excluded)


def disease(slug, *findings, entry=None, codes=()):
    return Disease(slug, Kind.CURATED, slug.title(), (), codes, tuple(findings), entry=entry)


def groups(one, other):
    return {row.term: row.group for row in compared(one, other, ancestors).rows}


def test_a_finding_that_is_not_annotated_is_unknown_and_not_absent():
    found = groups(disease("a", finding("HP:1")), disease("b"))

    assert found == {"HP:1": Group.HERE}


def test_what_one_source_denies_and_the_other_reports_stands_apart():
    found = groups(disease("a", finding("HP:1")), disease("b", finding("HP:1", excluded=True)))

    assert found == {"HP:1": Group.OPPOSED}


def test_a_kind_of_the_finding_at_the_other_disease_is_named():
    row, _ = compared(disease("a", finding("HP:2")), disease("b", finding("HP:1")), ancestors).rows

    assert {each.term for each in (*row.here.akin, *row.there.akin)} <= {"HP:1", "HP:2"}
    assert row.here.akin or row.there.akin


def test_both_sides_mirror_each_other():
    one = disease("a", finding("HP:1", 0.5), finding("HP:3", excluded=True))
    other = disease("b", finding("HP:1", 0.2), finding("HP:2"))
    there = {row.term: (row.there, row.here) for row in compared(other, one, ancestors).rows}

    assert {
        row.term: (row.here, row.there) for row in compared(one, other, ancestors).rows
    } == there


def test_an_entry_is_read_from_the_side_that_asks():
    difference = Difference("Fever", "typical", "absent", here_text="in all", sources=("k",))
    test = Mind("Look", "red", "here", sources=("k",))
    neighbour = Neighbour(
        "b", "why", code=Code.parse("ORPHA:1"), differences=(difference,), tests=(test,)
    )
    entry = an_entry("a", differential=Neighbourhood("basis", (neighbour,)))
    here = disease("a", entry=entry)
    there = disease("b", codes=(CodeLink(Code.parse("ORPHA:1")),))

    (statement,) = compared(there, here, ancestors).statements
    (result,) = compared(there, here, ancestors).tests
    assert (statement.said[0].by, statement.said[0].difference.there_text) == ("a", "in all")
    assert statement.said[0].difference.here == "absent"
    assert result.test.for_ == "there"


def test_a_work_that_both_entries_cite_is_listed_once():
    ours = Reference("one", {"DOI": "10.1/A"})
    theirs = Reference("uno", {"DOI": "10.1/a"}), Reference("one", {"DOI": "10.1/b"})
    works = joint_works(
        disease("a", entry=an_entry("a", references=(ours,))),
        disease("b", entry=an_entry("b", references=theirs)),
    )

    assert works.keys["a", "one"] == works.keys["b", "uno"] != works.keys["b", "one"]
    assert len(works.references) == 2
