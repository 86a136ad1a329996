"""The dearest requests of programs."""

import itertools
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from dear_world import FORM, FORM_TYPE, JSON, Asked, World, posted, told


def of_programs(w: World) -> Iterator[Asked]:
    """Questions that programs ask."""
    some, labels = w.some(100), w.chance.sample(w.labels, 100)
    for name, present in {"ids": some, "names": labels, "odd": ["x" * 400] * 100}.items():
        asked = {
            "present": present,
            "absent": w.some(100),
            "genes": w.genes[:200],
            "top": 50,
            "age": "3a",
        }
        yield told("/api/differential", name, asked)
    yield told(
        "/api/differential", "names that are near", {"present": [e[:-1] + "x" for e in labels]}
    )
    for name, text in w.cases(JSON - 200):
        yield told("/api/differential", f"case: {name}", {"case": json.loads(text), "top": 50})
        for _, id in w.sets[:4]:
            yield told(
                "/api/evaluate-criteria", f"{id} {name}", {"set": id, "case": json.loads(text)}
            )
    yield from _knowledge(w, labels)
    yield from _clinicians(some, labels)
    yield from _of_hooks(w)


def _knowledge(w: World, labels: list[str]) -> Iterator[Asked]:
    for _, id in w.sets:
        yield told("/api/criteria", id, {"id": id})
        several = [{"item": item, "status": "present"} for item in w.items[id]]
        yield told("/api/evaluate-criteria", id, {"set": id, "findings": (several * 300)[:300]})
    for each in w.curated:
        yield told("/api/claims", each.slug, {"disease": each.slug})
        yield told("/api/claims", f"{each.slug} about", {"disease": each.slug, "about": "a " * 50})
        for audience in ("professional", "patient"):
            yield told("/api/read-entry", each.slug, {"disease": each.slug, "audience": audience})
    yield told("/api/compare", "long", {"here": w.curated[0].slug, "there": w.curated[1].slug})
    yield told("/api/compare", "near", {"here": "x" * 400, "there": " ".join(labels)[:400]})
    yield told("/api/specialties", "-", {"disease": w.curated[0].slug, "age": "3a"})
    yield told("/api/specialties", "near", {"disease": " ".join(labels)[:400]})
    for n, body in enumerate(
        ("[" * 60_000, '{"text":' * 8000, '{"text":"' + "\\u0041" * 10_000 + '"}')
    ):
        for question in ("search", "differential", "recognise", "evaluate-criteria"):
            yield told(f"/api/{question}", f"odd {n}", body)


def _clinicians(some: list[str], labels: list[str]) -> Iterator[Asked]:
    for count in (12, 600):
        fields = {f"s.{code}X": "1" for code in range(count)} | {
            "s.2084N0402X": "1",
            "s.208000000X": "1",
        }
        for path in ("/find/clinicians", "/api/find"):
            yield posted(
                path, f"{count} specialties", **fields, postal="06106", language="de", network="x"
            )
    codes = urlencode([("mainSearchCriteria.v.c", each) for each in some * 8])
    dn = urlencode([("mainSearchCriteria.v.dn", each[:300]) for each in labels * 8])
    for name, text in {"codes": codes, "names": dn}.items():
        for type in ("text/xml", "application/json", "text/html"):
            more = {"content": text[:FORM], "headers": FORM_TYPE | {"accept": type}}
            yield Asked("/infobutton", f"{name}, {type}", "POST", more)


def _of_hooks(w: World) -> Iterator[Asked]:
    patient = {"resourceType": "Patient", "id": "p", "birthDate": "2020-01-01"}

    def call(hook: str, resources: list[dict[str, Any]]) -> dict[str, Any]:
        entries = {"resourceType": "Bundle", "type": "searchset",
                   "entry": [{"resource": each} for each in resources]}  # fmt: skip
        context = {"userId": "Practitioner/x", "patientId": "p"}
        if hook == "problem-list-item-create":
            context |= {"conditions": entries}
        return {
            "hook": hook, "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea", "context": context,
            "prefetch": {"patient": patient, "conditions": entries, "observations": entries},
        }  # fmt: skip

    def condition(term: str, n: int) -> dict[str, Any]:
        coding = [{"system": "http://human-phenotype-ontology.org", "code": term}]
        return {"resourceType": "Condition", "id": f"c{n}", "subject": {"reference": "Patient/p"},
                "code": {"coding": coding}, "onsetDateTime": "2021-05-01"}  # fmt: skip

    def observation(n: int) -> dict[str, Any]:
        coding = [{"system": "http://loinc.org", "code": "4548-4"}]
        return {"resourceType": "Observation", "id": f"o{n}", "subject": {"reference": "Patient/p"},
                "status": "final", "code": {"coding": coding}, "effectiveDateTime": "2021-05-01",
                "valueQuantity": {"value": 6.5 + n, "system": "http://unitsofmeasure.org", "code": "%"}}  # fmt: skip

    several = {
        "conditions": [condition(each, n) for n, each in enumerate(itertools.islice(
            itertools.cycle(w.terms), 16_000))],
        "as many as are taken": [condition(each, n) for n, each in enumerate(w.some(3_999))],
        "one condition": [condition("HP:0001251", n) for n in range(16_000)],
        "observations": [observation(n) for n in range(12_000)],
        "a chart": [condition(each, n) for n, each in enumerate(w.some(200))],
    }  # fmt: skip
    for name, resources in several.items():
        while len(json.dumps(call("patient-view", resources))) > 4 * 2**20:
            resources = resources[: int(len(resources) * 0.9)]
        for service, hook in (
            ("criteria", "patient-view"),
            ("entries", "problem-list-item-create"),
        ):
            yield told(f"/cds-services/{service}", name, call(hook, resources))
    outcomes = {"feedback": [{"card": "x", "outcome": "accepted"}] * 1500}
    yield told("/cds-services/criteria/feedback", "-", outcomes)
    yield from _of_fhir(w, list(several["a chart"]))


def _of_fhir(w: World, chart: list[dict[str, Any]]) -> Iterator[Asked]:
    base = "/fhir/R4"
    yield Asked(base)
    yield Asked(f"{base}/none/of/these/things")
    yield Asked(f"{base}/metadata")
    yield Asked(f"{base}/metadata?mode=terminology")
    for type in ("CodeSystem", "ValueSet", "ConceptMap", "PlanDefinition", "Questionnaire", "Library",
                 "Measure", "ActivityDefinition", "Citation", "Evidence", "Composition"):  # fmt: skip
        yield Asked(f"{base}/{type}")
        yield Asked(f"{base}/{type}?_count=1000")
        yield Asked(f"{base}/{type}?_count=1000&_pretty=true&name=a")
    for role in (
        "specialty=" + ",".join(["2084N0402X"] * 5000),
        "near=41.7|-72.6|900000|km&_count=1000",
        "location.near=41.7|-72.6|900000|km&_count=1000&specialty=208000000X",
        "&".join(f"specialty={n}" for n in range(90)),
    ):
        yield Asked(f"{base}/PractitionerRole?{role}", "roles")
        more = {"content": role, "headers": FORM_TYPE}
        yield Asked(f"{base}/PractitionerRole/_search", "roles", "POST", more)
    hpo = "http://human-phenotype-ontology.org"
    for operation in (
        f"ValueSet/$expand?url={hpo}?fhir_vs&count=1000",
        f"ValueSet/$expand?url={hpo}?fhir_vs&filter=a&count=100000",
        f"ValueSet/$expand?url={hpo}?fhir_vs=isa/HP:0000118&count=1000&offset=5000",
        f"CodeSystem/$lookup?system={hpo}&code=HP:0000118",
        f"CodeSystem/$subsumes?system={hpo}&codeA=HP:0000118&codeB=HP:0001251",
        f"ConceptMap/$translate?system={hpo}&code=HP:0000118",
        f"CodeSystem/$validate-code?url={hpo}&code=HP:0000118&display=" + "x" * 3000,
    ):
        yield Asked(f"{base}/{operation}", "terminology")
    include = [{"system": hpo, "filter": [{"property": "concept", "op": "is-a", "value": each}]}
               for each in itertools.islice(itertools.cycle(w.terms), 6000)]  # fmt: skip
    concepts = [{"system": hpo, "concept": [{"code": each} for each in w.terms[:15000]]}]
    for name, compose in {
        "filters": {"include": include}, "concepts": {"include": concepts * 2},
        "excluded": {"include": concepts, "exclude": include[:3000]},
        "regular": {"include": [{"system": hpo, "filter": [
            {"property": "display", "op": "regex", "value": "(a+)+$"}]}] * 50},
    }.items():  # fmt: skip
        vs = {"resourceType": "ValueSet", "status": "draft", "compose": compose}
        text = json.dumps({"resourceType": "Parameters",
                           "parameter": [{"name": "valueSet", "resource": vs}]})  # fmt: skip
        if len(text) > 2**20:
            compose = {key: value[: len(value) // 2] for key, value in compose.items()}
            text = json.dumps({"resourceType": "Parameters", "parameter": [
                {"name": "valueSet", "resource": vs | {"compose": compose}}]})  # fmt: skip
        headers = {"content-type": "application/fhir+json"}
        yield Asked(f"{base}/ValueSet/$expand", name, "POST", {"content": text, "headers": headers})
    data = {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"resource": e} for e in chart],
    }
    for _, id in w.sets[:4]:
        for operation in (
            f"PlanDefinition/{id}/$apply",
            f"PlanDefinition/{id}/$evaluate",
            f"Measure/{id}/$evaluate",
        ):
            body = {"resourceType": "Parameters", "parameter": [
                {"name": "subject", "valueString": "Patient/p"}, {"name": "data", "resource": data}]}  # fmt: skip
            more = {
                "content": json.dumps(body),
                "headers": {"content-type": "application/fhir+json"},
            }
            yield Asked(f"{base}/{operation}", "a chart", "POST", more)
