"""The FHIR facade as a server: it can do what it says, and refuses the rest as FHIR wants it."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nosograph.site import application
from tests.directories import made, person
from tests.r4 import everything_wrong
from tests.web.visitor import Visitor

BASE = "/fhir/R4"
SEARCH = {"_id": "x", "url": "urn:x", "version": "1", "status": "draft", "name": "N", "title": "T",
          "_lastUpdated": "ge2020", "date": "2026-01", "description": "d", "publisher": "N",
          "context": "http://www.orpha.net|1183"}  # fmt: skip


@pytest.fixture(scope="module")
def full(tiny_release, tmp_path_factory):
    """A server with a directory."""
    rows = [
        person(1, 41.77, -72.70, phone="5550100001", accepting=2, qualification="MD",
               organization="EXAMPLE PRACTICE", languages="en de", address="1 EXAMPLE ST"),
        person(2, 41.80, -72.60, accepting=0),
        person(3, 41.81, -72.61),
    ]  # fmt: skip
    doctors = made(tmp_path_factory.mktemp("fhir") / "d", rows, fictional=True)
    return Visitor(application(tiny_release, directory=doctors, base_url="https://example.org"))


def outcome(answer):
    """Status and code of an OperationOutcome."""
    told = answer.json()
    assert told["resourceType"] == "OperationOutcome", answer.text[:300]
    assert answer.headers["content-type"].startswith("application/fhir+json")
    assert everything_wrong(told) == []
    return answer.status_code, told["issue"][0]["code"]


# What it says


def test_its_statements_are_valid(full, client):
    for each in (full, client):
        for mode in ("full", "normative", "terminology"):
            answer = each.get(f"{BASE}/metadata?mode={mode}")
            assert answer.status_code == 200
            assert everything_wrong(answer.json()) == []
    assert outcome(client.get(f"{BASE}/metadata?mode=other")) == (400, "value")
    assert outcome(client.post(f"{BASE}/metadata")) == (405, "not-supported")


def declared(client):
    [rest] = client.get(f"{BASE}/metadata").json()["rest"]
    return {each["type"]: each for each in rest["resource"]}


def test_what_is_declared_is_answered(full):
    for type, told in declared(full).items():
        interactions = {each["code"] for each in told["interaction"]}
        assert outcome(full.get(f"{BASE}/{type}/none")) == (404, "not-found")
        for each in told.get("searchParam", []):
            if type != "PractitionerRole":
                value = SEARCH[each["name"]]
                answer = full.get(f"{BASE}/{type}", params={each["name"]: value})
                assert answer.status_code == 200
                assert everything_wrong(answer.json()) == []
        assert ("search-type" in interactions) == (full.get(f"{BASE}/{type}").status_code != 404)
        for each in told.get("operation", []):
            answer = full.post(
                f"{BASE}/{type}/${each['name']}", json={"resourceType": "Parameters"}
            )
            assert outcome(answer) == (400, "required")


def test_what_is_not_declared_is_refused(full):
    types = declared(full)
    for type in ("Patient", "Observation", "Bundle", "Encounter"):
        assert type not in types
        assert outcome(full.get(f"{BASE}/{type}")) == (404, "not-supported")
        assert outcome(full.get(f"{BASE}/{type}/1")) == (404, "not-supported")
    assert outcome(full.get(f"{BASE}/Practitioner")) == (404, "not-supported")
    assert outcome(full.get(f"{BASE}/ValueSet/$closure")) == (404, "not-supported")
    assert outcome(full.get(f"{BASE}/ValueSet/findings/_history/1")) == (404, "not-supported")
    assert outcome(full.post(f"{BASE}", json={})) == (404, "not-supported")
    for method in ("PUT", "DELETE", "PATCH"):
        assert outcome(full.request(method, f"{BASE}/ValueSet/findings")) == (405, "not-supported")
    assert outcome(full.post(f"{BASE}/ValueSet", json={})) == (405, "not-supported")


def test_a_server_without_directory_or_tools_does_not_claim_them(client, tiny_release):
    public = Visitor(application(tiny_release, with_tools=False))
    form = "Questionnaire/$evaluate"

    assert "PractitionerRole" not in declared(client)
    assert "operation" in declared(client)["Questionnaire"]
    assert "operation" not in declared(public)["Questionnaire"]
    assert outcome(public.post(f"{BASE}/{form}", json={})) == (404, "not-supported")
    plan = f"{BASE}/PlanDefinition/example-2001/$apply?subject=Patient/1"
    assert outcome(public.get(plan)) == (404, "not-supported")


# Reading and searching


def test_a_resource_is_read_kept_and_asked_after(client):
    address = f"{BASE}/PlanDefinition/example-2001"
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first.headers["etag"]})

    assert first.json()["id"] == "example-2001"
    assert again.status_code == 304
    assert client.head(address).status_code == 200
    day = first.headers["last-modified"]
    for since, status in ((day, 304), ("Sun, 06 Nov 1994 08:49:37 GMT", 200), ("soon", 200)):
        told = client.get(address, headers={"if-modified-since": since})
        assert told.status_code == status
        assert told.headers["last-modified"] == day
    both = {"if-modified-since": day, "if-none-match": '"another"'}
    assert client.get(address, headers=both).status_code == 200
    assert client.get(f"{address}?_pretty=true").text.count("\n") > 20
    assert outcome(client.get(f"{address}?colour=red")) == (400, "not-supported")


def test_an_entrys_page_leads_to_what_there_is_in_fhir(client, tiny_library):
    for slug in tiny_library.slugs():
        leads = client.get(f"/d/{slug}/", headers={"accept": "application/fhir+json"})
        assert leads.status_code == 303
        told = client.get(leads.headers["location"]).json()
        assert told["resourceType"] == ("Library" if slug == "example-syndrome" else "Parameters")
    assert client.get("/d/example-syndrome/").headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    "address",
    ["metadata", "PlanDefinition", "PlanDefinition/example-2001", "ValueSet/findings/$expand"],
)
def test_xml_is_refused_everywhere(client, address):
    accepting = client.get(f"{BASE}/{address}", headers={"accept": "application/fhir+xml"})

    assert outcome(accepting) == (406, "not-supported")
    for asked in ("xml", "application/fhir+xml", "text/turtle", "html",
                  "application/fhir%2Bjson;fhirVersion=5.0"):  # fmt: skip
        told = client.get(f"{BASE}/{address}?_format={asked}")
        assert outcome(told) == (406, "not-supported")


@pytest.mark.parametrize(
    "type",
    ["application/fhir+json", "application/json", "application/fhir+json; fhirVersion=4.0", "*/*",
     "text/html, application/fhir+json;q=0.9", 'application/fhir+json;fhirVersion="4.0.1"'],
)  # fmt: skip
def test_json_is_answered_however_it_is_asked_for(client, type):
    assert client.get(f"{BASE}/metadata", headers={"accept": type}).status_code == 200
    assert client.get(f"{BASE}/metadata", params={"_format": "json"}).status_code == 200
    assert client.get(f"{BASE}/metadata?_format=application/fhir+json").status_code == 200


def test_plans_are_found_by_what_they_are_about(client):
    def found(**told):
        got = client.get(f"{BASE}/PlanDefinition", params=told)
        posted = client.post(f"{BASE}/PlanDefinition/_search", data=told)
        assert got.json() == posted.json()
        assert everything_wrong(got.json()) == []
        return [each["resource"]["id"] for each in got.json().get("entry", [])]

    everything = found()
    assert len(everything) == 5
    ataxia = "http://human-phenotype-ontology.org|HP:0001251"
    assert found(context=ataxia) == [
        "suddenly-unsteady.pathway.pathway",
        "suddenly-unsteady.workup",
    ]
    assert found(title="example") == found(title="EXAMPLE")
    assert found(**{"title:contains": "visit"}) == ["example-syndrome.pathway.first-visit"]
    assert found(**{"title:exact": "First"}) == []
    assert found(_id="example-2001,none") == ["example-2001"]
    assert found(url="urn:nosograph:PlanDefinition:example-2001") == ["example-2001"]
    assert found(status="active") == []
    assert found(context="http://www.orpha.net|none") == []
    assert found(**{"status:not": "draft"}) == []
    assert found(**{"status:not": "active,retired"}) == everything
    assert found(**{"_id:not": "example-2001"}) == [e for e in everything if e != "example-2001"]
    assert found(**{"context:missing": "true"}) == []
    assert found(**{"title:missing": "false"}) == everything
    assert found(publisher="noso") == everything


@pytest.mark.parametrize(
    ("asked", "all_or_none"),
    [
        ("{day}", True), ("eq{day}", True), ("{year}", True), ("ne{year}", False), ("lt{day}", False),
        ("le{day}", True), ("gt{day}", False), ("ge{day}", True), ("sa2000", True), ("eb2000", False),
        ("ap{year}", True), ("lt2100-01-01T00:00:00Z", True), ("2000,{day}", True), ("gt2100", False),
    ],
)  # fmt: skip
def test_artefacts_are_found_by_their_day(client, asked, all_or_none):
    address = f"{BASE}/PlanDefinition"
    day = client.get(f"{address}/example-2001").json()["date"]
    wanted = asked.format(day=day, year=day[:4])

    for name in ("date", "_lastUpdated"):
        told = client.get(address, params={name: wanted}).json()
        assert bool(told["total"]) is all_or_none
    assert outcome(client.get(address, params={"date": "01.02.2020"})) == (400, "value")


@pytest.mark.parametrize(
    "asked",
    ["context.code=1", "name:below=x", "title:missing=maybe", "_sort=name", "_has:Library:x=1",
     "url:exact=x", "date:contains=2", "_include=Library:x", "_text=x", "_filter=name eq x"],
)  # fmt: skip
def test_chains_and_modifiers_that_are_not_supported_are_refused_or_told(client, asked):
    address = f"{BASE}/PlanDefinition?{asked}"
    strict = client.get(address, headers={"prefer": "handling=strict"})
    lenient = client.get(address, headers={"Prefer": "return=minimal; handling=lenient"})

    assert outcome(strict)[0] == 400
    if asked != "title:missing=maybe":
        assert lenient.status_code == 200
        assert lenient.json()["entry"][-1]["search"]["mode"] == "outcome"


def test_a_search_is_paged_through_to_its_end(client):
    seen, address = [], f"{BASE}/ValueSet?_count=4"
    while address:
        told = client.get(address).json()
        seen += [each["resource"]["id"] for each in told["entry"]]
        links = {each["relation"]: each["url"] for each in told["link"]}
        address = links.get("next", "").removeprefix("http://test")

    assert len(seen) == len(set(seen)) == told["total"] > 8
    assert "previous" in links


def test_less_than_all_is_marked_and_counted(client):
    def told(**asked):
        return client.get(f"{BASE}/PlanDefinition", params={"_id": "example-2001", **asked}).json()

    for asked in ({"_summary": "true"}, {"_summary": "data"}, {"_elements": "title"}):
        resource = told(**asked)["entry"][0]["resource"]
        assert resource["meta"]["tag"][0]["code"] == "SUBSETTED"
        assert "text" not in resource
    assert "action" not in told(_summary="true")["entry"][0]["resource"]
    counted = told(_summary="count")
    assert counted["total"] == 1
    assert "entry" not in counted


def test_an_unknown_parameter_is_answered(client):
    address = f"{BASE}/PlanDefinition?colour=red"
    lenient = client.get(address, headers={"prefer": "handling=lenient"}).json()

    assert outcome(client.get(address)) == (400, "not-supported")
    assert lenient["entry"][-1]["search"]["mode"] == "outcome"
    assert "colour" in lenient["entry"][-1]["resource"]["issue"][0]["diagnostics"]


# Plans


def test_a_plan_becomes_options_for_somebody(client):
    for plan in ("example-2001", "example-syndrome.pathway.first-visit", "example-syndrome.workup"):
        answer = client.get(f"{BASE}/PlanDefinition/{plan}/$apply?subject=Patient/1")
        care = answer.json()
        assert answer.status_code == 200
        assert everything_wrong(care) == []
        [group] = care["contained"]
        assert care["intent"] == group["intent"] == "option"
        assert care["status"] == group["status"] == "draft"
        assert care["subject"] == {"reference": "Patient/1"}
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({}, (400, "required")),
        ({"subject": "Practitioner/1"}, (400, "value")),
        ({"subject": "somebody"}, (400, "value")),
        ({"subject": "Patient/1", "url": "urn:none"}, (404, "not-found")),
        ({"subject": "Patient/1", "dose": "1"}, (400, "not-supported")),
    ],
)
def test_a_plan_that_cannot_be_applied_is_an_outcome(client, told, found):
    url = {"url": "urn:nosograph:PlanDefinition:example-2001"}

    assert outcome(client.get(f"{BASE}/PlanDefinition/$apply", params=url | told)) == found


# The directory


def test_a_listing_is_read_with_what_belongs_to_it(full):
    asked = {"specialty": "2084N0402X", "location.near": "41.77|-72.70|50|km"}
    bundle = full.get(f"{BASE}/PractitionerRole", params=asked | {"_include": "*"}).json()
    modes = [each["search"]["mode"] for each in bundle["entry"]]
    first = bundle["entry"][0]["resource"]

    assert everything_wrong(bundle) == []
    assert modes.count("match") == 3
    assert modes.count("include") == 7
    assert bundle["entry"][0]["fullUrl"].startswith("https://example.org/fhir/R4/PractitionerRole/")
    for key in ("practitioner", "organization", "location"):
        reference = first[key][0] if key == "location" else first[key]
        answer = full.get(f"{BASE}/{reference['reference']}")
        assert answer.status_code == 200
        assert everything_wrong(answer.json()) == []
        assert answer.json() in [each["resource"] for each in bundle["entry"]]
    assert full.get(f"{BASE}/PractitionerRole/{first['id']}").json() == first


def test_clinicians_are_paged_through(full):
    asked = {"specialty": "2084N0402X", "location.near": "41.77|-72.70|50|km", "_count": "2"}
    first = full.get(f"{BASE}/PractitionerRole", params=asked).json()
    links = {each["relation"]: each["url"] for each in first["link"]}
    second = full.get(links["next"].removeprefix("https://example.org")).json()
    ids = [e["resource"]["id"] for page in (first, second) for e in page["entry"] if "fullUrl" in e]

    assert first["total"] == second["total"] == 3
    assert len(set(ids)) == 3
    far = full.get(f"{BASE}/PractitionerRole", params=asked | {"_offset": "5000"})
    assert outcome(far) == (422, "too-costly")


@pytest.mark.parametrize("id", ["none", "9-1-99", "1-99999999999", "-1", "x" * 200])
def test_who_is_not_listed_is_not_found(full, id):
    for type in ("PractitionerRole", "Practitioner", "Organization", "Location"):
        assert outcome(full.get(f"{BASE}/{type}/{id}")) == (404, "not-found")


# What is sent


DEEP = b'{"resourceType":"Parameters","parameter":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
OPERATIONS = ("CodeSystem/$lookup", "CodeSystem/$subsumes", "CodeSystem/$validate-code",
              "ValueSet/$expand", "ValueSet/$validate-code", "ConceptMap/$translate",
              "PlanDefinition/$apply", "Questionnaire/$evaluate")  # fmt: skip


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize(
    "body",
    [DEEP, b"[" * 1000, b"{", b"", b"\xff\xfe", b"null", b"[]", b'"x"', b"NaN", b'{"a":1,"a":2}',
     b'{"resourceType":"Parameters","parameter":[{"name":"count","valueInteger":1e999999}]}',
     b'{"resourceType":"Parameters","parameter":{}}',
     b'{"resourceType":"Parameters","parameter":[{"name":1}]}'],
)  # fmt: skip
def test_a_body_that_cannot_be_read_is_an_outcome(client, operation, body):
    answer = client.post(
        f"{BASE}/{operation}", content=body, headers={"content-type": "application/fhir+json"}
    )

    status, _ = outcome(answer)
    assert 400 <= status < 500


def test_brackets_in_a_text_are_no_depth(client):
    told = {"name": "filter", "valueString": "[{" * 100 + '\\"['}
    url = {"name": "url", "valueUri": "urn:nosograph:ValueSet:findings"}
    body = {"resourceType": "Parameters", "parameter": [told, url]}

    assert client.post(f"{BASE}/ValueSet/$expand", json=body).status_code == 200


WORDS = st.sampled_from([
    "resourceType", "Parameters", "ValueSet", "QuestionnaireResponse", "parameter", "name", "url",
    "valueString", "valueCoding", "resource", "compose", "include", "system", "code", "filter",
    "http://human-phenotype-ontology.org", "HP:0010543", "item", "linkId", "answer", "coding",
    "valueSet", "response", "expansion", "contains", "property", "op", "value", "is-a", "status",
])  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False) | WORDS | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=5),
    max_leaves=25,
)


@settings(max_examples=40)
@given(st.sampled_from(OPERATIONS), JSON, st.booleans())
def test_whatever_json_comes_is_answered_clearly(site, operation, value, wrapped):
    if wrapped:
        names = (
            "valueSet",
            "response",
            "coding",
            "codeableConcept",
            "planDefinition",
            "url",
            "code",
        )
        parameter = [{"name": name, "resource": value} for name in names]
        value = {"resourceType": "Parameters", "parameter": parameter}
    text = json.dumps(value).encode()

    answer = Visitor(site).post(
        f"{BASE}/{operation}", content=text, headers={"content-type": "application/json"}
    )

    assert answer.status_code < 500
    assert answer.json()["resourceType"] in (
        "OperationOutcome",
        "Parameters",
        "ValueSet",
        "CarePlan",
    )


def test_no_log_holds_what_was_asked(client, caplog):
    caplog.set_level("INFO", logger="nosograph.serving")
    marked = "MARKED4711"
    client.get(
        f"{BASE}/CodeSystem/$lookup", params={"system": "http://www.orpha.net", "code": marked}
    )
    client.post(f"{BASE}/Questionnaire/$evaluate", json={"resourceType": marked})
    client.get(
        f"{BASE}/PlanDefinition/example-2001/$apply", params={"subject": f"Patient/{marked}"}
    )

    assert caplog.records
    assert marked not in caplog.text


def test_pages_of_other_sites_may_ask_as_far_as_the_settings_allow(client, tiny_release, tmp_path):
    address, origin = f"{BASE}/metadata", {"origin": "https://portal.example"}
    file = tmp_path / "site.toml"
    file.write_text('[cors]\norigins = ["https://other.example"]\n')
    strict = Visitor(application(tiny_release, settings=file))

    assert client.get(address, headers=origin).headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in strict.get(address, headers=origin).headers
    asked = client.request("OPTIONS", address, headers=origin)
    assert asked.status_code == 204
    assert "POST" in asked.headers["access-control-allow-methods"]


def test_an_older_code_is_valid_where_the_one_that_replaced_it_is(client, tiny_library):
    older = next(iter(tiny_library.former_terms()))
    told = {"url": "urn:nosograph:ValueSet:findings", "code": older,
            "system": "http://human-phenotype-ontology.org"}  # fmt: skip

    answer = client.get(f"{BASE}/ValueSet/$validate-code", params=told).json()["parameter"]

    assert answer[0] == {"name": "result", "valueBoolean": True}
    assert "is an older id of" in answer[1]["valueString"]
