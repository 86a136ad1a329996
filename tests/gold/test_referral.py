"""Diseases lead to the specialties that the gold set names, without any curated help.

The gold set has not been reviewed by a clinician: it holds the table of organ systems to what it
did when it was written, and its ids to the ontology.
"""

from pathlib import Path

import pytest

from nosograph.directory.specialties import NAMED
from nosograph.model.ages import Age
from nosograph.model.codes import Code
from nosograph.model.diseases import Disease
from nosograph.model.entries import CodeLink, Kind
from nosograph.model.ontology import PHENOTYPE
from nosograph.reasoning.referral import SYSTEMS, suggest
from nosograph.reasoning.specialty_words import FINDINGS, NAMES, of_name
from nosograph.sources.hpo import read_ontology
from nosograph.sources.hpoa import read_annotations
from tests.tiny import hpo_data

HERE = Path(__file__).parent
GOLD = {
    name: [
        line.split("\t")
        for line in (HERE / f"{name}.tsv").read_text().splitlines()
        if not line.startswith(("#", "disease\t"))
    ]
    for name in ("referral", "referral_drawn")
}
ROWS = [row for rows in GOLD.values() for row in rows]


@pytest.fixture(scope="module")
def ontology():
    return read_ontology(hpo_data() / "hp.obo")


@pytest.fixture(scope="module")
def annotated(ontology, tmp_path_factory):
    """The annotated diseases of the gold set."""
    wanted = {f"{row[0]}\t" for row in ROWS}
    path = tmp_path_factory.mktemp("hpoa") / "phenotype.hpoa"
    with (hpo_data() / "phenotype.hpoa").open(encoding="utf-8") as lines:
        kept = [
            line
            for line in lines
            if line.startswith(("#", "database_id")) or line[: line.index("\t") + 1] in wanted
        ]
    path.write_text("".join(kept), encoding="utf-8")
    return {str(each.id): each for each in read_annotations(path, ontology).diseases}


def as_disease(each):
    link = CodeLink(each.id)
    return Disease("slug", Kind.ANNOTATED, each.name, (), (link,), each.findings)


def test_the_gold_set_is_large_enough_and_every_id_has_its_name(annotated):
    names = {code: each.name for code, each in annotated.items()}

    assert min(map(len, GOLD.values())) >= 60
    assert {row[0]: row[1] for row in ROWS} == names
    assert {str(Code.parse(row[0])) for row in ROWS} == set(names)


def test_every_specialty_of_the_gold_set_and_of_the_table_has_a_name():
    gold = {code for row in ROWS for code in row[3].split()}
    tables = (*SYSTEMS.values(), *(pair for _, pair in (*NAMES, *FINDINGS)))

    assert gold | {code for pair in tables for code in pair} <= set(NAMED)


def test_every_organ_system_of_the_table_is_one_of_the_ontology(ontology):
    assert set(SYSTEMS) <= set(ontology.children[PHENOTYPE])


@pytest.mark.parametrize(("name", "among_first", "among_three"), [
    ("referral", 0.90, 0.98), ("referral_drawn", 0.86, 0.96),
])  # fmt: skip
def test_name_and_findings_lead_to_a_specialty_of_the_gold_set_as_often_as_measured(
    annotated, name, among_first, among_three
):
    first = third = 0
    for code, _, age, wanted in GOLD[name]:
        found = [s.code for s in suggest(as_disease(annotated[code]), Age.parse(age))][:3]
        first += found[0] in wanted.split()
        third += bool(set(found) & set(wanted.split()))

    assert first / len(GOLD[name]) >= among_first
    assert third / len(GOLD[name]) >= among_three


def test_a_part_of_a_name_is_no_word_within_another():
    assert of_name("Primary ciliary dyskinesia") != of_name("Peeling skin syndrome")
    assert of_name("Example syndrome") is None


def test_the_age_decides_between_child_and_adult(annotated):
    disease = as_disease(annotated["ORPHA:1183"])
    child, adult, both = (
        {s.code for s in suggest(disease, age)} for age in (Age(20), Age(480), None)
    )

    assert "2084N0402X" in child
    assert "2084N0402X" not in adult
    assert "2084N0400X" in adult
    assert {"2084N0402X", "2084N0400X"} <= both


def test_a_classification_stands_above_findings(annotated):
    disease = as_disease(annotated["ORPHA:1183"])
    found = suggest(disease, Age(20), {"ORPHA:1183": ("2080P0207X", "207RR0500X")})

    assert found[0].code == "2080P0207X"
    assert found[0].is_recommended
    assert "207RR0500X" not in {each.code for each in found}


def test_without_findings_primary_care_is_asked_for_a_referral(annotated):
    empty = Disease("slug", Kind.ANNOTATED, "Example", (), (), ())

    assert [each.code for each in suggest(empty, Age(20))] == ["208000000X"]
    assert [each.code for each in suggest(empty, Age(480))] == ["207Q00000X"]
