"""The interfaces for machines under load and under nonsense, over one server of its own.

    python benchmarks/interfaces.py [--release releases/current] [--calls 500] [--bodies 10000]
        [--cases 300] [--seed 1]

Three tables. Calls of CDS Hooks' patient-view with 200 resources, made up with a seed: wall-clock
from sending to the whole answer, and the server's own CPU time. Random and over-deep bodies: the
statuses that were answered, and the server's memory before and after. Schemathesis over the whole
OpenAPI description, so many cases an operation: what it reports.
"""

import argparse
import contextlib
import json
import os
import random
import socket
import string
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).parent))

from machine import machine

LABS = (("718-7", "g/dL"), ("6690-2", "10*3/uL"), ("777-3", "10*3/uL"), ("4548-4", "%"),
        ("2345-7", "mg/dL"), ("1988-5", "mg/L"), ("2160-0", "mg/dL"), ("1751-7", "g/dL"))  # fmt: skip
PROBLEMS = (("R27.0", "Ataxia, unspecified"), ("G47.9", "Sleep disorder, unspecified"),
            ("R45.4", "Irritability and anger"), ("E11.9", "Type 2 diabetes mellitus"),
            ("I10", "Essential (primary) hypertension"), ("J45.909", "Unspecified asthma"))  # fmt: skip
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"


@contextlib.contextmanager
def served(release: Path) -> Iterator[tuple[str, int]]:
    """The address of a server over the release, warm, and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Path(sys.executable).with_name("nosograph")
    command = [program, "serve", "--release", str(release), "--port", str(port)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        while process.poll() is None:
            with contextlib.suppress(httpx.HTTPError):
                if httpx.get(f"{address}/readyz").status_code == 200:
                    break
            time.sleep(0.5)
        if process.returncode is not None:
            raise SystemExit(f"the server has ended with {process.returncode}")
        time.sleep(3)  # what is opened after it is ready
        yield address, process.pid
    finally:
        process.terminate()
        process.wait()


def cpu(pid: int) -> float:
    """CPU milliseconds of a process, all its threads together, to the nanosecond."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(each.read_text().split()[0]) for each in threads) / 1e6


def resident(pid: int) -> int:
    """Megabytes that a process holds."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024**2


def chart(draw: random.Random) -> bytes:
    """A call of patient-view with 200 resources."""
    subject = {"subject": {"reference": "Patient/p"}}
    day = f"2026-{draw.randint(1, 11):02}-{draw.randint(1, 28):02}"
    conditions = []
    for n in range(60):
        code, display = draw.choice(PROBLEMS)
        coding = {"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": code, "display": display}
        conditions.append({"resourceType": "Condition", "id": f"c{n}", **subject,
                           "code": {"coding": [coding], "text": display}, "onsetDateTime": day})  # fmt: skip
    results = []
    for n in range(139):
        code, unit = draw.choice(LABS)
        value = {"value": round(draw.uniform(1, 300), 1), "unit": unit, "code": unit,
                 "system": "http://unitsofmeasure.org"}  # fmt: skip
        results.append({"resourceType": "Observation", "id": f"o{n}", "status": "final", **subject,
                        "code": {"coding": [{"system": "http://loinc.org", "code": code}]},
                        "valueQuantity": value, "effectiveDateTime": day})  # fmt: skip
    sent = {"patient": {"resourceType": "Patient", "id": "p", "birthDate": "2025-03-01"}}
    for key, found in (("conditions", conditions), ("observations", results)):
        entries = [{"resource": each} for each in found]
        sent[key] = {"resourceType": "Bundle", "type": "searchset", "entry": entries}
    return json.dumps({
        "hook": "patient-view", "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
        "context": {"userId": "Practitioner/1", "patientId": "p"}, "prefetch": sent,
    }).encode()  # fmt: skip


def calls(address: str, pid: int, count: int, draw: random.Random) -> None:
    bodies = [chart(draw) for _ in range(20)]
    took, worked, cards = [], [], Counter[int]()
    with httpx.Client(base_url=address, timeout=60) as client:
        for body in bodies:
            client.post("/cds-services/criteria", content=body)
        for n in range(count):
            before, began = cpu(pid), time.perf_counter()
            answer = client.post("/cds-services/criteria", content=bodies[n % len(bodies)])
            took.append((time.perf_counter() - began) * 1000)
            worked.append(cpu(pid) - before)
            cards[len(answer.json()["cards"])] += 1
    print(f"patient-view, 200 resources, {count} calls of {len(bodies[0]) // 1024} KB")
    for what, found in (("wall clock", sorted(took)), ("CPU", sorted(worked))):
        half, most = found[len(found) // 2], found[int(len(found) * 0.99) - 1]
        print(f"  {what:10}  p50 {half:.1f} ms  p99 {most:.1f} ms")
    print(f"  load {os.getloadavg()[0]:.1f}, cards: {dict(sorted(cards.items()))}\n")


def nonsense(draw: random.Random) -> bytes:
    """A body that is no question: noise, cut JSON, or nested far too deeply."""
    depth = draw.choice((10, 200, 2_000, 50_000))
    match draw.randrange(7):
        case 0:
            return draw.randbytes(draw.randrange(300))
        case 1:
            return b"[" * depth + b"]" * depth
        case 2:
            return b'{"prefetch":' * depth
        case 3:
            whole = chart(draw)
            return whole[: draw.randrange(len(whole))]
        case 4:
            concept = b'{"code":"a","concept":[' * depth + b"]}" * depth
            return (
                b'{"resourceType":"Parameters","parameter":[{"name":"tx-resource","resource":%b}]}'
                % concept
            )
        case 5:
            names = (
                "url",
                "code",
                "system",
                "coding",
                "valueSet",
                "tx-resource",
                "filter",
                "count",
            )
            told = [
                {"name": draw.choice(names), draw.choice(KINDS): value(draw, 4)} for _ in range(5)
            ]
            return json.dumps({"resourceType": "Parameters", "parameter": told}).encode()
        case _:
            return json.dumps(
                {c: draw.choice(string.printable) for c in string.ascii_letters}
            ).encode()


KINDS = (
    "valueString",
    "valueUri",
    "valueCoding",
    "valueInteger",
    "resource",
    "valueCodeableConcept",
)
KEYS = (
    "resourceType",
    "url",
    "compose",
    "include",
    "concept",
    "code",
    "system",
    "filter",
    "coding",
)
WORDS = ("CodeSystem", "ValueSet", "urn:nosograph:ValueSet:findings", "HP:0001251", "is-a", "complete",
         "http://human-phenotype-ontology.org", "")  # fmt: skip


def value(draw: random.Random, depth: int) -> object:
    """Anything that JSON can hold, in words that FHIR has."""
    match draw.randrange(6 if depth else 4):
        case 0:
            return draw.choice(WORDS)
        case 1:
            return draw.choice((None, True, -1, 10**30, 0.5))
        case 2 | 3:
            return draw.choice(string.printable) * draw.randrange(4)
        case 4:
            return [value(draw, depth - 1) for _ in range(draw.randrange(4))]
        case _:
            return {draw.choice(KEYS): value(draw, depth - 1) for _ in range(draw.randrange(6))}


def bodies(address: str, pid: int, count: int, draw: random.Random) -> None:
    fhir = ("CodeSystem/$lookup", "CodeSystem/$validate-code", "CodeSystem/$subsumes", "ValueSet/$expand",
            "ValueSet/$validate-code", "ConceptMap/$translate", "Questionnaire/$evaluate",
            "PlanDefinition/$apply")  # fmt: skip
    addresses = (
        "/cds-services/criteria", "/cds-services/entries", "/cds-services/criteria/feedback",
        "/api/differential", "/api/evaluate-criteria", "/api/recognise", "/infobutton",
        *(f"/fhir/R4/{each}" for each in fhir),
    )  # fmt: skip
    statuses = Counter[int]()
    with httpx.Client(base_url=address, timeout=30) as client:
        for n in range(count):
            if n == count // 10:
                before = resident(pid)
            statuses[
                client.post(addresses[n % len(addresses)], content=nonsense(draw)).status_code
            ] += 1
    print(f"{count} random or over-deep bodies")
    print(f"  statuses: {dict(sorted(statuses.items()))}")
    print(f"  memory after a tenth {before} MB, at the end {resident(pid)} MB\n")


def described(address: str, cases: int, seed: int) -> int:
    tool = Path(sys.executable).with_name("schemathesis")
    return subprocess.run(
        [tool, "run", f"{address}/api/openapi.json", "--max-examples", str(cases), "--checks",
         CHECKS, "--seed", str(seed), "--continue-on-failure", "--suppress-health-check", "all"],
        check=False,
    ).returncode  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--release", type=Path, default=Path("releases/current"))
    parser.add_argument("--calls", type=int, default=500)
    parser.add_argument("--bodies", type=int, default=10_000)
    parser.add_argument("--cases", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    draw = random.Random(asked.seed)
    print(machine() + "\n")
    with served(asked.release) as (address, pid):
        calls(address, pid, asked.calls, draw)
        bodies(address, pid, asked.bodies, draw)
        return described(address, asked.cases, asked.seed) if asked.cases else 0


if __name__ == "__main__":
    sys.exit(main())
