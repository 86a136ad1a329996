"""Nothing that anybody asks, through any interface, is found anywhere afterwards.

Rule. Every address that the site has is asked, with marks in its address, its form, its file and
its document; an address that is added later is asked too.
"""

import itertools
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from nosograph.asking.release import OpenRelease
from nosograph.interop.mock_ehr import launches
from nosograph.interop.questions import QUESTIONS
from nosograph.site import application
from tests.directories import made, person
from tests.interop.hooks import PATIENT, adding, bundle, condition, outcome, view

MARK, PLACE = "zzmarkzz", "41.739174,-72.618253"
MARKS = (MARK.encode(), b"739174", b"618253")
RUN = [sys.executable, "-c", "from nosograph.cli import main; main()"]
CASE = {"id": MARK, "findings": [{"hpo": "HP:0001251", "status": "present", "note": MARK}]}
NOTE = f"Ataxia since May, says {MARK}. No seizures. Lives at {PLACE}."
SETTINGS = '[widget]\norigins = ["https://portal.example"]\n[development]\nmock-ehr = true\n'
PARAMETERS = {
    "slug": "example-syndrome", "set": "example-2001", "id": "criteria", "type": "CodeSystem",
    "term": "HP:0001251", "other": "marfan-syndrome", "system": "ORPHA", "operation": "$lookup",
    "rest": "of/these/none/is"
}  # fmt: skip
PACKET = {
    "id": MARK, "subject": {"id": MARK}, "phenotypicFeatures": [{"type": {"id": "HP:0001251", "label": MARK}}],
    "metaData": {"phenopacketSchemaVersion": "2.0", "createdBy": MARK},
}  # fmt: skip


@pytest.fixture
def world(tmp_path, tiny_release):
    """A release, a directory, settings, and one folder for all that is written beside them."""
    for name in ("scratch", "logs"):
        (tmp_path / name).mkdir()
    (tmp_path / "site.toml").write_text(SETTINGS)
    made(tmp_path / "directory", [person(n, 41.7, -72.6, postal="06105") for n in range(3)])
    return tmp_path


def environment(world):
    scratch = str(world / "scratch")
    return os.environ | {"TMPDIR": scratch, "HOME": scratch, "XDG_CACHE_HOME": scratch}


@pytest.fixture
def served(world, tiny_release):
    """The address of a real server that writes everything it writes below `world`."""
    log = (world / "logs" / "server").open("wb+")
    process = subprocess.Popen(
        [*RUN, "serve", "--port", "0", "--release", str(tiny_release), "--log", "json",
         "--directory", str(world / "directory"), "--settings", str(world / "site.toml")],
        stderr=log, stdout=log, cwd=world / "scratch", env=environment(world),
    )  # fmt: skip
    address = None
    for _ in itertools.repeat(None, 600):
        found = re.search(rb"http://\S+/", (world / "logs" / "server").read_bytes())
        if found:
            address = found[0].decode()
            break
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
    assert address, (world / "logs" / "server").read_text()
    yield address
    process.terminate()
    process.wait(30)
    log.close()


def paths(route):
    """The route's address with what is there, and with a mark in every place."""
    parameter = re.compile(r"\{(\w+)(?::path)?\}")
    yield parameter.sub(lambda found: PARAMETERS.get(found[1], "none"), route.path)
    yield parameter.sub(MARK, route.path)


FIELDS = {
    "q": MARK, "text": NOTE, "add": MARK, "case": json.dumps(CASE), "rest": json.dumps(CASE), "genes": MARK,
    "id": MARK, "age": MARK, "postal": MARK, "disease": MARK, "s.2084N0402X": "1", "position": PLACE,
    "mainSearchCriteria.v.dn": MARK, "mainSearchCriteria.v.c": "HP:0001251", "code": MARK, "name": MARK,
    "near": PLACE.replace(",", "|"), "specialty": MARK,
}  # fmt: skip


def documents():
    """Documents that every interface reads to its end."""
    person_named = PATIENT | {"name": [{"family": MARK}]}
    marked = condition("HP:0001251", display=MARK, text=MARK, id=MARK)
    yield "/cds-services/criteria", view(bundle(marked), patient=person_named)
    yield "/cds-services/entries", adding(marked)
    comment = {"reason": {"code": MARK}, "userComment": MARK}
    yield "/cds-services/criteria/feedback", {"feedback": [outcome(overrideReason=comment)]}
    yield "/api/search", {"text": MARK}
    yield "/api/ask", {"question": f"How is ataxia seen in {MARK}?"}
    yield "/api/recognise", {"text": NOTE}
    yield "/api/differential", {"present": ["Ataxia", MARK], "case": {}}
    yield "/api/differential", {"case": PACKET, "genes": [MARK]}
    yield "/api/evaluate-criteria", {"set": "example-2001", "case": CASE}
    yield "/api/evaluate-criteria", {"set": "example-2001", "findings": [{"item": MARK}]}
    for name in QUESTIONS:
        yield f"/api/{name}", {MARK: MARK}


def ask_everything(client, routes, tiny_release):
    """Ask; the addresses that were asked."""
    for route in routes:
        for path, method in itertools.product(paths(route), ("GET", "POST", "PUT", MARK.upper())):
            client.request(
                method, path, params={"q": MARK, "with": MARK, "code": MARK, "near": PLACE}
            )
            if method == "POST":
                client.post(path, data=FIELDS)
                client.post(path, files={"file": (MARK, json.dumps(PACKET))})
                client.post(
                    path, json={"text": MARK, "parameter": [{"name": "code", "valueCode": MARK}]}
                )
                client.post(path, content=f'{{"{MARK}": ')
    for path, document in documents():
        answer = client.post(path, json=document)
        assert answer.status_code < 500, path
    with OpenRelease.open(tiny_release) as opened:
        for each in launches(opened):
            body = re.sub(r"\bexample\b(?!-)|Irritability", MARK, each.body)
            head = {"content-type": each.type}
            client.request("POST" if each.body else "GET", each.path, content=body, headers=head)


def found_below(*folders):
    """Files that hold a mark, by content or name."""
    files = [
        each for folder in folders for each in Path(folder).resolve().rglob("*") if each.is_file()
    ]
    assert files
    return [
        str(each)
        for each in files
        if any(mark in each.read_bytes().lower() or mark.decode() in each.name for mark in MARKS)
    ]


def test_nothing_that_was_asked_at_any_address_is_found_afterwards(world, served, tiny_release):
    site = application(tiny_release, directory=world / "directory", settings=world / "site.toml")
    routes = [*site._router.routes]
    head = {
        "x-request-id": MARK, "user-agent": MARK, "referer": f"http://{MARK}/", "cookie": MARK, "authorization": MARK,
        "x-forwarded-for": "203.0.113.77", "accept-language": MARK, "origin": f"https://{MARK}.example",
    }  # fmt: skip
    with httpx.Client(base_url=served, headers=head, timeout=60) as client:
        ask_everything(client, routes, tiny_release)
        metrics = client.get("/metrics", headers={"x-forwarded-for": "127.0.0.1"}).text
    site.pool.close()
    site.releases.close()

    told = (world / "logs" / "server").read_text()
    asked = {
        json.loads(line)["route"]
        for line in told.splitlines()
        if line.startswith("{") and '"route"' in line
    }
    assert {route.path for route in routes} == asked - {"-"}
    assert "nosograph_requests_total" in metrics
    assert MARK not in metrics.casefold()
    assert "203.0.113.77" not in told + metrics
    assert "Traceback" not in told
    assert found_below(world / "logs", world / "scratch", world / "directory", tiny_release) == []


def test_nothing_that_was_given_to_a_command_stays_beside_what_it_writes(world, tiny_release):
    (world / "case.json").write_text(json.dumps(PACKET))
    (world / "note.txt").write_text(NOTE)
    (world / "facts.csv").write_text(
        f"person_id,code_system,code,status,start_date,value,unit\n{MARK},HP,HP:0001251,present,2020-01-01,,\n"
    )
    release = ("--release", str(tiny_release))
    calls = [{"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {
        "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": MARK, "version": "1"}}}]  # fmt: skip
    calls += [
        {"jsonrpc": "2.0", "id": n, "method": "tools/call", "params": {"name": name, "arguments": arguments}}
        for n, (name, arguments) in enumerate(
            [("recognise", {"text": NOTE}), ("ask", {"question": f"What of {MARK}?"}), (MARK, {"text": MARK})], 1
        )
    ]  # fmt: skip
    spoken = "".join(json.dumps(each) + "\n" for each in calls)
    for words, given in (
        (("recognise", NOTE, *release), ""),
        (("differential", "--case", "../case.json", *release), ""),
        (("criteria", "evaluate", "example-2001", "--case", "../case.json", *release), ""),
        (("phenopacket", "validate", "../case.json"), ""),
        (("search", MARK, *release), ""),
        (("ask", f"How is ataxia seen in {MARK}?", *release), ""),
        (("doctors", "find", "--near", PLACE, "--specialty", "2084N0402X", "--directory", "../directory"), ""),
        (("cohort", "run", "--set", "example-2001", "--facts", "../facts.csv", "--out", "../results", *release), ""),
        (("mcp", *release), spoken),
    ):  # fmt: skip
        done = subprocess.run(
            [*RUN, *words], input=given, capture_output=True, text=True, cwd=world / "scratch", env=environment(world)
        )  # fmt: skip
        assert "Traceback" not in done.stderr, words
        if words[0] in ("cohort", "mcp"):
            assert MARK not in done.stderr.casefold(), words

    (world / "scratch" / "looked").write_text("")
    assert (world / "results" / "persons.parquet").is_file()
    assert found_below(world / "scratch", world / "directory", tiny_release) == []
    assert not [each for each in world.iterdir() if each.name.startswith(".")]
