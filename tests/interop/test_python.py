"""The dictionary from Python: what `nosograph.open` answers."""

import subprocess
import sys

import msgspec
import pytest

import nosograph
from nosograph.interop.tables import SHOWN, Table

OMS = "opsoclonus-myoclonus-syndrome"


@pytest.fixture(scope="module")
def opened(tiny_release):
    with nosograph.open(tiny_release) as dictionary:
        yield dictionary


def test_it_is_imported_without_what_only_answers_need():
    told = "import sys, nosograph; print('msgspec' in sys.modules, 'numpy' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["False", "False"]


def test_it_has_no_other_names():
    with pytest.raises(AttributeError, match="opne"):
        nosograph.opne  # noqa: B018  # looking it up is what is tested


def test_a_search_is_rows_that_become_a_frame(opened):
    found = opened.search("opsoclonus", limit=5)

    assert OMS in [each.slug for each in found]
    assert list(found.frame()["slug"]) == [each.slug for each in found]
    assert found.record.query == "opsoclonus"
    assert "<table>" in found._repr_html_()


@pytest.mark.parametrize(
    "named", [OMS, "ORPHA:1183", "orpha 1183", "Opsoclonus-myoclonus syndrome"]
)
def test_a_disease_is_named_in_any_way(opened, named):
    assert opened.disease(named).slug == OMS


def test_a_disease_that_is_not_known_names_what_is_near(opened):
    with pytest.raises(LookupError, match=OMS):
        opened.disease("opsoclonus myoclonus sindrome")


def test_a_disease_shows_its_findings_and_its_status(opened):
    disease = opened.disease(OMS)

    assert "HP:0010543" in [each.term for each in disease.findings]
    assert disease.document()["slug"] == OMS
    assert disease.name in disease.text()
    assert "HP:0010543" in disease._repr_html_()


def test_claims_come_with_their_sources(opened):
    claims = opened.disease("example-syndrome").claims

    assert len(claims)
    assert all(each.sources for each in claims if each.support != "none")
    assert len(opened.disease(OMS).claims) == 0


def test_criteria_are_put_to_a_case(opened):
    criteria = opened.criteria(opened.criteria_sets[0])
    verdict = criteria.evaluate({"findings": []})

    assert set(verdict.levels.values()) == {"undetermined"}
    assert verdict.next in criteria.items
    assert verdict.missing
    assert verdict.text
    assert "undetermined" in repr(verdict)


def test_criteria_that_are_not_there_are_answered_with_those_that_are(opened):
    with pytest.raises(LookupError, match=opened.criteria_sets[0]):
        opened.criteria("nope")


def test_findings_are_named_by_id_or_name(opened):
    case = opened.case(["HP:0010543", "Ataxia"], ["Seizure"], age="20mo", sex="female")

    assert [str(each.status) for each in case.statements] == ["present", "present", "absent"]
    assert case.sex == "FEMALE"


def test_a_finding_that_is_not_known_is_refused_with_what_is_near(opened):
    with pytest.raises(LookupError, match="HP:0010543"):
        opened.case(["Opsoclonos"])


@pytest.mark.parametrize("wrong", [{"age": "soon"}, {"sex": "none of these"}])
def test_an_age_or_a_sex_that_is_none_is_refused(opened, wrong):
    with pytest.raises(ValueError, match=next(iter(wrong.values()))):
        opened.case(["Ataxia"], **wrong)


def test_a_case_with_mistakes_is_refused_with_every_mistake(opened):
    with pytest.raises(ValueError, match="statsu"):
        opened.differential({"findings": [{"code": "HP:0010543", "statsu": "present"}]})


def test_a_differential_has_its_reasons_and_its_purpose(opened):
    ranking = opened.differential(opened.case(["Opsoclonus"]), top=3, genes=["NOPE1"])
    whole = opened.differential(opened.case(["Opsoclonus"]), top=3)

    assert ranking.record.unknown_genes == ["NOPE1"]
    assert "NOPE1" in repr(ranking)
    assert whole[0].ids[0] == "ORPHA:1183"
    assert whole[0].reasons[0].id == "HP:0010543"
    assert "not a diagnosis" in whole._repr_html_()


def test_a_note_becomes_findings_and_a_case(opened):
    read = opened.recognise("Opsoclonus since May. No ataxia.")

    assert [(each.hpo, each.status) for each in read] == [
        ("HP:0010543", "present"),
        ("HP:0001251", "absent"),
    ]
    assert [each.code for each in read.case.statements] == ["HP:0010543", "HP:0001251"]


def test_codes_say_their_relation(opened):
    assert [(each.slug, each.relation) for each in opened.code("ORPHA:1183")] == [(OMS, "exact")]
    with pytest.raises(ValueError, match="nothing"):
        opened.code("nothing of a code")


def test_two_diseases_are_compared(opened):
    told = opened.compare(OMS, "example-syndrome")

    assert told["here"]["slug"] == OMS
    with pytest.raises(ValueError, match="itself"):
        opened.compare(OMS, "ORPHA:1183")


def test_a_case_is_read_from_a_file(opened, tmp_path):
    path = tmp_path / "case.json"
    path.write_text('{"hpoIds": ["HP:0010543"]}')

    assert [each.code for each in nosograph.read_case(path).statements] == ["HP:0010543"]

    path.write_text('{"hpoIds": "HP:0010543", "x": 1}\n{')
    with pytest.raises(ValueError, match=r"case\.json"):
        nosograph.read_case(path)


class Line(msgspec.Struct):
    word: str
    share: float = 0.5


def test_a_long_table_says_what_its_picture_leaves_out():
    table = Table(
        [Line("<b>")] * (SHOWN + 2), {"word": "Word", "share": "Share"}, "Words", ["", "n"]
    )

    assert len(table) == SHOWN + 2
    assert len(table[1:]) == SHOWN + 1
    assert "… 2 more" in table._repr_html_()
    assert "&lt;b&gt;" in table._repr_html_()
    assert table.notes == ("n",)
    assert len(table.frame()) == SHOWN + 2
