"""What editors state joins the ranking."""

from datetime import date

from nosograph.build.annotations import arrays
from nosograph.build.edited import edited
from nosograph.build.reachable import unreachable
from nosograph.model.annotations import Frequency
from nosograph.model.codes import Code
from nosograph.model.entries import CodeLink, Entry, Finding, Kind, Reference, Review
from nosograph.reasoning.differential.answers import Match
from nosograph.reasoning.differential.differential import Differential
from nosograph.reasoning.differential.question import Question
from nosograph.sources.twins import DiseaseGroup
from tests.diagnosis_worlds import disease, ontology, row

WORLD = ontology({f"HP:00000{n}0": [] for n in range(1, 6)})
GROUPS = [
    DiseaseGroup((disease("ORPHA:1", "Known", {"HP:0000010": [row()], "HP:0000020": [row()]}),)),
    DiseaseGroup((disease("OMIM:100001", "Twin", {"HP:0000030": [row()]}),)),
    DiseaseGroup((disease("OMIM:100002", "Other", {"HP:0000040": [row()]}),)),
]


def entry(slug: str, codes: tuple[str, ...], findings: tuple[Finding, ...]) -> Entry:
    review = Review("not-reviewed", date(2026, 1, 1), date(2027, 1, 1))
    links = tuple(CodeLink(Code.parse(code)) for code in codes)
    works = (Reference("one2001", {"id": "one2001", "PMID": "7"}),)
    return Entry(
        slug, Kind.CURATED, slug.title(), review, codes=links, findings=findings, references=works
    )


def stated(term: str, share: float | None = None, phase: str = "acute") -> Finding:
    frequency = None if share is None else Frequency(share, share)
    return Finding(term, "", "child", (phase,), frequency, sources=("one2001",))


def ranked(*entries: Entry) -> Differential:
    return Differential(arrays(WORLD, GROUPS, {}, "test", edited(entries)))


def test_a_disease_that_only_an_entry_describes_is_ranked():
    asked = ranked(entry("common", (), (stated("HP:0000050", 0.9),)))
    [found] = asked.rank(Question(("HP:0000050",))).candidates

    assert (found.ids, found.name) == (("nosograph:common",), "Common")
    assert found.reasons[0].match is Match.EXACT
    assert found.reasons[0].sources == ("nosograph:common", "PMID:7")


def test_an_entry_takes_over_every_disease_that_it_means():
    own = entry("both", ("ORPHA:1", "OMIM:100001"), (stated("HP:0000050", 0.9),))
    asked = ranked(own)
    ids = [asked.annotations.ids(place) for place in range(len(asked.annotations))]

    assert ids == [("ORPHA:1", "OMIM:100001", "nosograph:both"), ("OMIM:100002",)]
    for term in ("HP:0000010", "HP:0000030", "HP:0000050"):
        assert asked.rank(Question((term,))).candidates[0].name == "Both"


def test_a_finding_is_as_frequent_as_in_the_phase_in_which_most_show_it():
    phases = (stated("HP:0000050", 0.1, "onset"), stated("HP:0000050", 0.9), stated("HP:0000050"))
    [(_, said)] = edited([entry("phases", (), phases)])[0].rows

    assert said.frequency == Frequency(0.9, 0.9)


def test_what_a_publication_says_can_be_left_out_of_an_entry_too():
    asked = ranked(entry("common", (), (stated("HP:0000050", 0.9),)))

    assert not asked.rank(Question(("HP:0000050",)), exclude_references=("PMID:7",)).candidates


def test_an_entry_that_its_own_findings_do_not_bring_up_is_told():
    shown_by_all = [
        DiseaseGroup(
            (disease(f"OMIM:20000{n}", f"Like {n}", {"HP:0000010": [row(Frequency(1, 1))]}),)
        )
        for n in range(6)
    ]
    seldom = edited([entry("lost", (), (stated("HP:0000010", 0.01),))])
    often = edited([entry("found", (), (stated("HP:0000020", 0.9),))])

    for own, expected in ((seldom, ["lost/entry.yaml"]), (often, [])):
        annotations = arrays(WORLD, shown_by_all, {}, "test", own)
        assert [problem.path for problem in unreachable(annotations, own)] == expected
