"""Infobutton: from a code in a record to pages, as a feed, as JSON and in the browser."""

import logging
from dataclasses import replace
from pathlib import Path
from shutil import copytree
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from nosograph.build.compile import build
from nosograph.formats.infobutton import PARAMETERS, read_request
from nosograph.model.failures import SettingsError
from nosograph.site import application
from tests.interop.feeds import LANG, mistakes, schema
from tests.web.visitor import Visitor

ORPHA = {"mainSearchCriteria.v.c": "9999991", "mainSearchCriteria.v.cs": "http://www.orpha.net"}
LOINC = "2.16.840.1.113883.6.1"
ICD = "2.16.840.1.113883.6.90"
PATIENT = {"informationRecipient": "PAT"}
PAGE = Path(__file__).parents[2] / "docs/reference/infobutton.md"


def ask(client, told, **headers):
    return client.get(f"/infobutton?{urlencode(told)}", headers=headers)


def coded(code, system):
    return {"mainSearchCriteria.v.c": code, "mainSearchCriteria.v.cs": system}


def links(answer, rel="alternate"):
    return [
        each.get("href")
        for each in etree.fromstring(answer.content).iter("link")
        if each.get("rel") == rel
    ]


def test_it_answers_a_feed_that_the_schema_allows(client):
    answer = ask(client, ORPHA | dict.fromkeys(PARAMETERS, "1") | ORPHA)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/xml; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert mistakes(answer.content) == []
    assert links(answer) == ["http://test/d/example-syndrome/"]


@pytest.mark.skipif(schema() is None, reason="NOSOGRAPH_CONFORMANCE names no folder with HL7's XSD")
def test_hl7s_own_schema_says_the_same(client):
    assert schema().validate(etree.fromstring(ask(client, ORPHA).content))


@given(st.dictionaries(st.sampled_from(PARAMETERS), st.text(max_size=20)))
def test_whatever_is_asked_the_feed_is_valid(site, told):
    answer = ask(Visitor(site), told | ORPHA)

    assert answer.status_code == 200
    assert mistakes(answer.content) == []


@given(st.lists(st.tuples(st.text(), st.text())))
def test_nothing_that_is_sent_can_fail(site, pairs):
    answer = ask(Visitor(site), [*pairs, *ORPHA.items()])

    assert answer.status_code == 200


def test_all_parameters_of_the_guide_are_known_and_others_passed_over():
    asked = read_request([(each, "x") for each in (*PARAMETERS, "unheardOf", "xsiType")])

    assert len(PARAMETERS) == 52
    assert [name for name, _ in asked.given] == list(PARAMETERS)


def test_the_page_of_parameters_lists_them_all():
    table = PAGE.read_text("utf-8").partition("## Parameters")[2].partition("## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    listed = " ".join(rows).replace("`", "").split()

    assert sorted(listed) == sorted(PARAMETERS)


def test_a_request_may_repeat_and_number_its_codes(client):
    numbered = coded("999", "1.2.3") | {
        "mainSearchCriteria.v.c1": "B05", "mainSearchCriteria.v.cs1": ICD,
    }  # fmt: skip
    repeated = [("mainSearchCriteria.v.c", "999"), ("mainSearchCriteria.v.c", "B05"),
                ("mainSearchCriteria.v.cs", "1.2.3"), ("mainSearchCriteria.v.cs", ICD)]  # fmt: skip

    assert links(ask(client, numbered)) == ["http://test/d/icd-10-cm-b05/"]
    assert links(ask(client, repeated)) == ["http://test/d/icd-10-cm-b05/"]


@pytest.mark.parametrize(
    ("code", "system", "page"),
    [
        ("B05.81", ICD, "/d/icd-10-cm-b05-8/"),
        ("B0581", f"urn:oid:{ICD}", "/d/icd-10-cm-b05-8/"),
        ("b05.81*", f"OID:{ICD}", "/d/icd-10-cm-b05-8/"),
        ("#154700", "http://omim.org", "/d/marfan-syndrome/"),
        ("Orphanet_558", "http://www.orpha.net/ORDO", "/d/marfan-syndrome/"),
        ("558", "https://www.orpha.net/", "/d/marfan-syndrome/"),
        ("154700", "2.16.840.1.113883.6.174", "/d/marfan-syndrome/"),
        ("154700", "http://www.omim.org", "/d/marfan-syndrome/"),
        ("ORPHA:1183", "http://www.orpha.net", "/d/opsoclonus-myoclonus-syndrome/"),
        ("HP:0001251", "http://human-phenotype-ontology.org", "/t/HP:0001251"),
    ],
)
def test_a_code_is_found_by_oid_or_uri(client, code, system, page):
    assert links(ask(client, coded(code, system))) == [f"http://test{page}"]


def test_a_code_that_only_comes_near_says_so(client):
    answer = ask(client, coded("G25.3", ICD))
    said = [each.findtext("summary") for each in etree.fromstring(answer.content).iter("entry")]

    assert len(said) == 2
    assert said[1].startswith("ICD-10-CM:G25.3: the code is broader than the disease.")


def test_a_german_code_is_only_related_to_what_the_international_one_means(client):
    german = ask(client, coded("G25.3", "http://fhir.de/CodeSystem/bfarm/icd-10-gm"))

    assert "only related" in german.text


def test_a_laboratory_code_leads_to_the_diseases_whose_criteria_ask_for_it(tiny_plan, tmp_path):
    dictionary = copytree(tiny_plan.dictionary, tmp_path / "dictionary")
    criteria = dictionary / "example-syndrome" / "criteria.yaml"
    item = "  - id: duration\n"
    told = criteria.read_text("utf-8")
    assert item in told
    criteria.write_text(
        told.replace(item, f"{item}    codes:\n    - code: LOINC:4548-4\n"), "utf-8"
    )
    built = build(replace(tiny_plan, dictionary=dictionary, release=tmp_path / "current"))
    assert built.manifest is not None, built.problems.found
    answer = ask(Visitor(application(tmp_path / "current")), coded("17856-6", LOINC))

    assert links(answer) == ["http://test/d/example-syndrome/"]
    assert "only related" in answer.text


def test_no_hit_is_an_empty_valid_feed(client):
    answer = ask(client, coded("A00.0", "9.9.9"))

    assert answer.status_code == 200
    assert mistakes(answer.content) == []
    assert links(answer) == []


def test_a_name_helps_only_where_no_code_does(client):
    named = coded("1", "2.16.840.1.113883.6.96") | {"mainSearchCriteria.v.dn": "marfan syndrome"}
    answer = ask(client, named)

    assert links(answer) == ["http://test/d/marfan-syndrome/"]
    assert "by its name alone" in answer.text
    assert links(ask(client, {"mainSearchCriteria.v.ot": "something like marfan"})) == []


def test_who_reads_picks_the_page_and_the_subtopic_the_part(client):
    therapy = {"subTopic.v.c": "Q000628", "subTopic.v.cs": "2.16.840.1.113883.6.177"}

    assert links(ask(client, ORPHA | therapy)) == ["http://test/d/example-syndrome/#treatment"]
    assert links(ask(client, ORPHA | {"taskContext.c.c": "LABRREV"})) == [
        "http://test/d/example-syndrome/#laboratory-findings"
    ]
    assert links(ask(client, ORPHA | {"subTopic.v.dn": "Causes"})) == [
        "http://test/d/example-syndrome/#causes"
    ]
    (family,) = links(ask(client, ORPHA | therapy | PATIENT))
    assert family.startswith("http://test/d/example-syndrome/patient/")


@pytest.mark.parametrize("tag", ["de", "de-AT", "ger", "DEU"])
def test_the_readers_language_is_the_answers(client, tag):
    answer = ask(client, ORPHA | PATIENT | {"informationRecipient.languageCode.c": tag})

    assert etree.fromstring(answer.content).get(LANG) == "de"
    assert links(answer) == ["http://test/de/d/example-syndrome/patient/"]
    assert 'hreflang="de"' in answer.text


def test_professionals_are_offered_the_tools_and_families_are_not(client, tiny_release):
    public = Visitor(application(tiny_release, with_tools=False))

    assert any("/criteria/" in each for each in links(ask(client, ORPHA), "related"))
    assert links(ask(client, ORPHA | PATIENT), "related") == []
    assert links(ask(public, ORPHA), "related") == []


def test_a_place_of_interest_offers_to_find_a_doctor(client):
    answer = ask(client, ORPHA | PATIENT | {"locationOfInterest.addr.ZIP": "06105"})

    assert links(answer, "related") == ["http://test/find?disease=example-syndrome"]


def test_the_same_as_json_in_the_form_of_medlineplus_connect(client):
    told = ask(client, ORPHA | {"knowledgeResponseType": "application/json"})
    feed = told.json()["feed"]

    assert told.headers["content-type"] == "application/json"
    assert feed["entry"][0]["link"][0]["href"] == "http://test/d/example-syndrome/"
    assert {"scheme": "mainSearchCriteria.v.c", "term": "9999991"} in feed["category"]


def test_atom_has_its_namespace_where_it_is_asked_for(client):
    answer = ask(client, ORPHA, accept="application/atom+xml")

    assert etree.fromstring(answer.content).tag == "{http://www.w3.org/2005/Atom}feed"


def test_a_browser_is_led_to_the_page_or_shown_the_choice(client):
    one = ask(client, ORPHA | {"subTopic.v.dn": "Causes"}, accept="text/html,*/*;q=0.8")
    several = ask(client, coded("G25.3", ICD), accept="text/html")
    none = ask(client, coded("A00.0", "9.9.9"), accept="text/html")

    assert (one.status_code, one.headers["location"]) == (303, "/d/example-syndrome/#causes")
    assert several.status_code == 300
    assert "the code is broader than the disease" in several.text
    assert none.status_code == 404


def test_it_can_be_asked_by_post(client):
    posted = client.post("/infobutton", data=ORPHA)

    assert posted.content == ask(client, ORPHA).content


@pytest.mark.parametrize(
    ("told", "status"),
    [({}, 400), ({"taskContext.c.c": "PROBLISTREV"}, 400),
     (ORPHA | {"knowledgeResponseType": "application/javascript"}, 406)],
)  # fmt: skip
def test_what_cannot_be_answered_is_refused(client, told, status):
    answer = ask(client, told)

    assert answer.status_code == status
    assert client.post("/infobutton", content="a=" + "x" * 70_000).status_code == 413


def test_a_program_is_refused_in_json_and_a_reader_with_a_page(client):
    for accept, type in (("*/*", "application/json"), ("application/atom+xml", "application/json"),
                         ("text/html,*/*;q=0.8", "text/html")):  # fmt: skip
        answer = client.get("/infobutton", headers={"accept": accept})
        assert answer.status_code == 400
        assert answer.headers["content-type"].startswith(type)


def test_the_first_page_leads_such_a_question_on(client):
    answer = client.get("/?mainSearchCriteria.v.c=B05")

    assert answer.status_code == 307
    assert answer.headers["location"] == "/infobutton?mainSearchCriteria.v.c=B05"


def test_neither_the_log_nor_the_answer_repeats_who_asked(client, caplog):
    told = ORPHA | {"holder.assignedEntity.certificateText": "marked", "age.v.v": "4711"}
    with caplog.at_level(logging.INFO, "nosograph.serving"):
        answer = ask(client, told)

    assert "marked" not in answer.text
    written = " ".join(record.getMessage() for record in caplog.records)
    assert "/infobutton" in written
    assert not {"9999991", "marked", "4711", "orpha"} & set(written.replace("?", " ").split())


MAP = "system,code,disease,match\n{rows}\n"


def mapped(tiny_release, folder, rows):
    (folder / "map.csv").write_text(MAP.format(rows="\n".join(rows)))
    (folder / "site.toml").write_text('[codes]\nmaps = ["map.csv"]\n')
    return Visitor(application(tiny_release, settings=folder / "site.toml"))


def test_a_users_map_brings_codes_of_other_systems(tiny_release, tmp_path):
    client = mapped(
        tiny_release,
        tmp_path,
        ["SNOMED,19346006,OMIM:154700,", "ICD10GM,G25.3,nosograph:example-syndrome,broader"],
    )
    snomed = ask(client, coded("19346006", "2.16.840.1.113883.6.96"))
    german = ask(client, coded("G253", "http://fhir.de/CodeSystem/bfarm/icd-10-gm"))

    assert links(snomed) == ["http://test/d/marfan-syndrome/"]
    assert "19346006:" not in snomed.text
    assert "http://test/d/example-syndrome/" in links(german)


@pytest.mark.parametrize(
    "text", ["[codes]\nmaps = ['none.csv']", "[codse]", "[codes]\nmap = 1", "["]
)
def test_settings_that_are_not_understood_stop_the_start(tiny_release, tmp_path, text):
    (tmp_path / "site.toml").write_text(text)

    with pytest.raises(SettingsError):
        application(tiny_release, settings=tmp_path / "site.toml")
