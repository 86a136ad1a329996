"""How a record becomes cards: what is read, what is not, and what the card says of it."""

from decimal import Decimal

import pytest

from nosograph.asking.notices import notices
from nosograph.asking.release import OpenRelease
from nosograph.model.cases import Case, Statement, Status
from nosograph.site import application
from tests.interop.hooks import HPO, ICD, SNOMED, adding, bundle, condition, mistakes, view
from tests.web.visitor import Visitor

ATAXIA = condition("HP:0001251")


def cards(client, *resources, path="/cds-services/criteria", **more):
    answer = client.post(path, json=view(bundle(*resources), **more))
    assert answer.status_code == 200, answer.text
    assert mistakes(answer.json()) == []
    return answer.json()["cards"]


def adds(client, *resources):
    answer = client.post("/cds-services/entries", json=adding(*resources))
    assert answer.status_code == 200, answer.text
    assert mistakes(answer.json()) == []
    return answer.json()["cards"]


def known(found):
    """The items that the first card says are in the record."""
    return found[0]["detail"].partition("In the record: ")[2].partition(".")[0].split(", ")


def test_a_card_says_what_would_settle_the_criteria(client):
    (found,) = cards(client, ATAXIA, condition("HP:0001336"))

    assert found["summary"].startswith("Example syndrome, 2001: open; would be settled by ")
    assert known([found]) == ["Ataxia", "Myoclonus"]
    assert "is not known, not absent" in found["detail"]
    assert "makes no diagnosis" in found["detail"]


def test_one_finding_alone_makes_no_card(client):
    assert cards(client, ATAXIA) == []


@pytest.mark.parametrize(
    "resource",
    [
        condition("1", SNOMED, "Myoclonus (finding)"),
        condition(text="Myoclonus"),
        condition(text="Myoklonus"),
        condition("G25.3", ICD, "anything"),
        condition("HP:0001336", HPO, verificationStatus={"coding": [{"code": "confirmed"}]}),
    ],
    ids=["name of a code", "text", "German text", "title of ICD-10-CM", "confirmed"],
)
def test_a_finding_is_known_by_its_code_or_its_very_name(client, resource):
    assert known(cards(client, ATAXIA, resource)) == ["Ataxia", "Myoclonus"]


@pytest.mark.parametrize(
    "resource",
    [
        condition("HP:0001336", verificationStatus={"coding": [{"code": "refuted"}]}),
        condition("HP:0001336", verificationStatus={"coding": [{"code": "provisional"}]}),
        condition("HP:0001336", verificationStatus={"coding": [{"code": "entered-in-error"}]}),
        condition("HP:0001336", subject={"reference": "Patient/other"}),
        condition("HP:0001336", modifierExtension=[{"url": "x"}]),
        condition(text="No myoclonus"),
        condition(text="Myoclonus of the brother"),
        condition("1", SNOMED, "x"),
    ],
    ids=["refuted", "in doubt", "in error", "another person", "modified", "denied", "more words", "unknown"],
)  # fmt: skip
def test_what_does_not_say_so_is_not_known(client, resource):
    assert cards(client, ATAXIA, resource) == []


def test_what_was_left_out_is_counted(client):
    doubtful = condition("HP:0000518", verificationStatus={"coding": [{"code": "provisional"}]})
    (found,) = cards(client, ATAXIA, condition("HP:0001336"), doubtful)

    assert "1 resource was not used" in found["detail"]


def test_a_result_is_read_with_its_comparator(client):
    seen = {
        "resourceType": "Observation", "id": "o", "status": "final",
        "subject": {"reference": "Patient/pt-1"},
        "code": {"coding": [{"system": HPO, "code": "HP:0001336"}]}, "valueBoolean": True,
    }  # fmt: skip
    both = client.post("/cds-services/criteria", json=view(bundle(ATAXIA), bundle(seen)))
    denied = seen | {"valueBoolean": False}
    one = client.post("/cds-services/criteria", json=view(bundle(ATAXIA), bundle(denied)))

    assert known(both.json()["cards"]) == ["Ataxia", "Myoclonus"]
    assert one.json()["cards"] == []


def test_a_users_map_brings_findings_of_other_systems(tiny_release, tmp_path):
    rows = ["SNOMED,17450006,HP:0001336,exact", "SNOMED,2,HP:0001336,broader"]
    (tmp_path / "map.csv").write_text("\n".join(["system,code,finding,match", *rows]))
    (tmp_path / "site.toml").write_text('[codes]\nfindings = ["map.csv"]\n')
    client = Visitor(application(tiny_release, settings=tmp_path / "site.toml"))

    assert known(cards(client, ATAXIA, condition("17450006", SNOMED))) == ["Ataxia", "Myoclonus"]
    assert cards(client, ATAXIA, condition("2", SNOMED)) == []


def test_a_disease_of_the_record_leads_to_its_entry(client):
    (found,) = cards(client, condition("9999991", "http://www.orpha.net"))

    assert found["summary"] == "Example syndrome: the dictionary's entry"
    assert found["links"][-1]["url"] == "http://test/d/example-syndrome/patient/"


def test_a_problem_that_is_written_down_leads_to_what_there_is_to_read(client):
    (marfan,) = adds(client, condition("154700", "http://www.omim.org"))

    assert marfan["summary"] == "Marfan syndrome: the dictionary's entry"
    assert adds(client, condition("A00.0", ICD)) == []


def test_a_code_that_only_comes_near_says_so_on_the_card(client):
    (found,) = adds(client, condition("G25.3", ICD))

    assert found["detail"].startswith("ICD-10-CM:G25.3: the code is broader than the disease.")


def test_a_refuted_problem_leads_nowhere(client):
    refuted = {"coding": [{"code": "refuted"}]}

    assert (
        adds(client, condition("154700", "http://www.omim.org", verificationStatus=refuted)) == []
    )


def test_german_cards_speak_german(client):
    path = "/de/cds-services/criteria"
    (found,) = cards(client, ATAXIA, condition("HP:0001336"), path=path)

    assert "offen; entschieden durch" in found["summary"]
    assert found["links"][0]["url"] == "http://test/de/d/example-syndrome/"


def test_a_result_speaks_only_where_it_is_within_the_limits(tiny_release):
    def spoken(days):
        lasted = Statement(Status.MEASURED, item="duration", value=Decimal(days), unit="d")
        case = Case(statements=(Statement(Status.PRESENT, code="HP:0001251"), lasted))
        with OpenRelease.open(tiny_release) as opened:
            return [(each.level.level.id, each.known) for each in notices(opened, case)]

    assert spoken(2) == []
    assert spoken(14) == [("certain", ("ataxia", "duration"))]
