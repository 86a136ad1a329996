import json

import pytest

from nosograph.directory.care_compare import CareCompareReader
from nosograph.directory.classification import load_classification
from nosograph.directory.geocoding import load_postal_codes
from nosograph.directory.mapped_csv import MappedReader, load_mapping
from nosograph.directory.nucc import load_nucc
from nosograph.directory.plannet import NETWORK, NEW_PATIENTS, NPI, PlanNetReader
from nosograph.directory.reader import Directory
from nosograph.directory.rejects import REASONS, Rejects
from nosograph.model.directory import Known, Position, Precision
from nosograph.model.failures import SourceError
from tests.directories import imported, made, npi, person

BERLIN = Position(52.5323, 13.3846)

MAPPING = """
source = "Invented list"
country = "DE"
delimiter = ";"
separator = ","
[columns]
name = "Arzt"
specialty = "Fach"
postal = "PLZ"
accepting = "neue Patienten"
languages = "Sprachen"
[specialties]
"Neuropädiatrie" = "2084N0402X"
"""
LIST = """Arzt;Fach;PLZ;neue Patienten;Sprachen
EXAMPLE Eins;Neuropädiatrie;10115;ja;DE,TR
EXAMPLE Zwei;Neuropädiatrie;10115;nein;
EXAMPLE Drei;Neuropädiatrie;99999;;de
;Neuropädiatrie;10115;ja;
"""


def written(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def test_a_mapped_table_is_read_and_unknown_stays_unknown(tmp_path):
    mapping = load_mapping(written(tmp_path / "m.toml", MAPPING))

    manifest = imported(
        tmp_path / "d", MappedReader(mapping).read, written(tmp_path / "liste.csv", LIST)
    )

    assert manifest["rejects"] == {"no-name": 1, "unknown-postal-code": 1}
    with Directory.open(tmp_path / "d") as opened:
        found = opened.find(("2084N0402X",), BERLIN)
    assert found.unplaced == 1
    assert {hit.role.name: hit.role.new_patients for hit in found.hits} == {
        "EXAMPLE Eins": Known.YES,
        "EXAMPLE Zwei": Known.NO,
    }
    assert found.hits[0].role.practitioner.communication in (("de", "tr"), None)


def test_expert_centres_are_kept_with_their_diseases(tmp_path):
    mapping = load_mapping(
        written(
            tmp_path / "m.toml",
            'kind = "centre"\n[columns]\nname = "n"\nexpertise = "e"\ncountry = "c"\nurl = "u"\n',
        )
    )
    table = written(
        tmp_path / "c.csv",
        "n,e,c,u\nEXAMPLE Centre,orpha 1183; ORPHA:635,DE,https://example.org/\n",
    )
    imported(tmp_path / "d", MappedReader(mapping).read, table)

    with Directory.open(tmp_path / "d") as opened:
        centres = opened.centres_for(frozenset({"ORPHA:1183"}))
        others = opened.centres_for(frozenset({"ORPHA:558"}))

    assert [centre.service.organization.name for centre in centres] == ["EXAMPLE Centre"]
    assert centres[0].url == "https://example.org/"
    assert others == ()


@pytest.mark.parametrize(
    ("mapping", "what"),
    [
        ("[columns", "no mapping"),
        ('delimeter = ";"\n[columns]\nname = "n"', "has no 'delimeter': use source, columns"),
        ('[columns]\nname = "n"\nheight = "h"', "no such column 'height'"),
        ('[columns]\ncity = "n"', "no column for `name`"),
        ('kind = "shop"\n[columns]\nname = "n"', "kind is one of"),
    ],
)
def test_a_wrong_mapping_says_what_is_wrong(tmp_path, mapping, what):
    with pytest.raises(SourceError, match=what):
        load_mapping(written(tmp_path / "m.toml", mapping))


CARE = """NPI,Provider Last Name,Provider First Name,Cred,pri_spec,Telehlth,Facility Name,adr_ln_1,adr_ln_2,City/Town,State,ZIP Code,Telephone Number
{0},EXAMPLE,ONE,MD,NEUROLOGY,Y,EXAMPLE GROUP,1 EXAMPLE ST,,HARTFORD,CT,061051234,5550100000
{0},EXAMPLE,ONE,MD,NEUROLOGY,Y,EXAMPLE GROUP,2 EXAMPLE ST,,HARTFORD,CT,061061234,5550100000
{0},EXAMPLE,ONE,MD,NEUROLOGY,Y,EXAMPLE GROUP,2 EXAMPLE ST,,HARTFORD,CT,061061234,5550100000
1234567890,EXAMPLE,TWO,MD,NEUROLOGY,,,1 EXAMPLE ST,,HARTFORD,CT,06105,
"""


def test_care_compare_lists_every_address_once(tmp_path):
    path = written(tmp_path / "DAC.csv", CARE.format(npi(1)))

    manifest = imported(tmp_path / "d", CareCompareReader().read, path)

    assert manifest["counts"]["providers"] == 1
    assert manifest["counts"]["listings"] == 2
    assert manifest["rejects"] == {"bad-npi": 1, "duplicate": 1}
    with Directory.open(tmp_path / "d") as opened:
        hits = opened.find(("2084N0400X",), Position(41.7474, -72.6948)).hits
    assert [(hit.role.telehealth, hit.distance_km) for hit in hits] == [(Known.YES, 0.0)]


def resources():
    return [
        {"resourceType": "Practitioner", "id": "p1", "identifier": [{"system": NPI, "value": str(npi(4))}],
         "name": [{"family": "EXAMPLE", "given": ["FOUR"]}],
         "communication": [{"coding": [{"code": "de"}]}]},
        {"resourceType": "Location", "id": "l1", "position": {"latitude": 39.78373, "longitude": -100.445882},
         "address": {"line": ["1 EXAMPLE ST"], "city": "HARTFORD", "state": "CT", "postalCode": "06105-1234"}},
        {"resourceType": "Location", "id": "l2", "position": {"latitude": 41.75, "longitude": -72.69},
         "address": {"line": ["2 EXAMPLE ST"], "city": "HARTFORD", "state": "CT", "postalCode": "06106"}},
        {"resourceType": "PractitionerRole", "id": "r1", "practitioner": {"reference": "Practitioner/p1"},
         "specialty": [{"coding": [{"code": "2084N0402X"}]}],
         "location": [{"reference": "Location/l1"}, {"reference": "https://example.org/fhir/Location/l2"}],
         "extension": [
             {"url": NEW_PATIENTS, "extension": [
                 {"url": "acceptingPatients", "valueCodeableConcept": {"coding": [{"code": "newpt"}]}}]},
             {"url": NETWORK, "valueReference": {"reference": "Organization/n", "display": "EXAMPLE NETWORK"}}]},
        {"resourceType": "PractitionerRole", "id": "r2", "practitioner": {"reference": "Practitioner/nobody"}},
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["json", "ndjson"])
def test_plan_net_is_read_as_bundle_and_as_lines(tmp_path, form):
    path = tmp_path / f"plannet.{form}"
    if form == "json":
        entries = [{"resource": each} for each in resources()]
        path.write_text(json.dumps({"resourceType": "Bundle", "entry": entries}, indent=1))
    else:
        path.write_text("".join(json.dumps(each) + "\n" for each in resources()) + "{broken\n")

    manifest = imported(tmp_path / "d", PlanNetReader((path,)).read, path)

    assert manifest["counts"]["listings"] == 2
    expected = {"default-position": 1, "unknown-reference": 1} | (
        {"bad-resource": 1} if form == "ndjson" else {}
    )
    assert manifest["rejects"] == expected
    with Directory.open(tmp_path / "d") as opened:
        hit = opened.find(("2084N0402X",), Position(41.75, -72.69)).hits[0]
        assert opened.words.networks == ("EXAMPLE NETWORK",)
    assert hit.role.new_patients is Known.YES
    assert hit.role.location.precision is Precision.ADDRESS
    assert hit.role.practitioner.communication == ("de",)


def test_default_and_impossible_positions_count_as_none(tmp_path):
    rows = [
        person(1, 39.78373, -100.445882, postal="06105"),
        person(2, 91.0, 0.0, postal="nowhere"),
        person(3, 51.165691, 10.451526),
    ]
    made(tmp_path / "d", rows)

    with Directory.open(tmp_path / "d") as opened:
        found = opened.find(("2084N0402X",), Position(41.7691, -72.701))
        assert opened.manifest["rejects"] == {
            "bad-position": 1, "default-position": 2, "unknown-postal-code": 1,
        }  # fmt: skip
    assert [hit.role.location.precision for hit in found.hits] == [Precision.POSTAL]
    assert found.unplaced == 2


def test_geonames_adds_countries(tmp_path):
    rows = "DE\t10115\tBerlin\tBerlin\tBE\t\t\t\t\t52.53\t13.38\t6\n"
    codes = load_postal_codes([written(tmp_path / "DE.txt", rows)])

    assert codes.position("DE", "10115") == Position(52.53, 13.38)
    assert codes.position("US", "06105-1234") is not None
    assert codes.position("DE", "99999") is None


def test_geonames_may_bring_the_united_states_too(tmp_path):
    rows = "PR\t00601\tAdjuntas\t\t\tAdjuntas\t001\t\t\t18.16\t-66.72\t4\nUS\t06105\tHartford\tConnecticut\tCT\t\t\t\t\t41.77\t-72.7\t4\n"
    codes = load_postal_codes([written(tmp_path / "more.txt", rows)])

    for country, state, code in (
        ("US", "PR", "601"),
        ("US", "CT", "06105"),
        ("US", "CT", "61051234"),
    ):
        assert codes.look_up(country, state, code, "").at >= 0
    assert codes.look_up("US", "NY", "06105", "").reason == "postal-code-elsewhere"
    assert codes.position("PR", "00601") == Position(18.16, -66.72)


def test_a_code_that_lost_its_zero_is_mended_where_the_town_confirms_it(tmp_path):
    rows = "DE\t01067\tDresden\tSachsen\tSN\t\t00\tDresden\t14612\t51.06\t13.74\t6\n"
    codes = load_postal_codes([written(tmp_path / "DE.txt", rows)])

    assert codes.look_up("DE", "", "1067", "Dresden").code == "01067"
    assert codes.look_up("DE", "", "D-01067", "Elsewhere").code == "01067"
    assert codes.look_up("DE", "", "1067", "Leipzig").reason == "unknown-postal-code"


def test_a_wrong_geonames_file_is_refused(tmp_path):
    with pytest.raises(SourceError, match="not a row of GeoNames"):
        load_postal_codes([written(tmp_path / "DE.txt", "10115;Berlin\n")])


def test_rejected_values_cannot_act_as_formulas(tmp_path):
    with Rejects(tmp_path / "rejects.csv") as rejects:
        rejects.add("f", 1, "no-name", "=HYPERLINK(1)")

    assert ",'=HYPERLINK(1)" in (tmp_path / "rejects.csv").read_text()


def test_reasons_are_a_closed_list(tmp_path):
    with Rejects(tmp_path / "r.csv") as rejects, pytest.raises(ValueError, match="not a reason"):
        rejects.add("f", 1, "because")

    assert all(REASONS.values())


def test_the_code_set_is_read_from_its_users_file(tmp_path):
    text = "Code,Grouping,Classification,Specialization\n2084N0402X,G,Invented,Words\n"

    assert load_nucc(written(tmp_path / "nucc.csv", text)) == {"2084N0402X": "Invented, Words"}


def test_a_classification_lists_specialties_of_diseases(tmp_path):
    text = "disease,specialty\nOrphanet:1183,2084N0402X\nORPHA:1183,2080P0207X\n"

    assert load_classification(written(tmp_path / "c.csv", text)) == {
        "ORPHA:1183": ("2084N0402X", "2080P0207X")
    }
