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


def used(pid: int) -> tuple[float, int]:
    """CPU seconds and resident kilobytes of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    seconds = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return seconds, pages * os.sysconf("SC_PAGE_SIZE") // 1024


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
    took, cards = [], Counter[int]()
    with httpx.Client(base_url=address, timeout=60) as client:
        for body in bodies:
            client.post("/cds-services/criteria", content=body)
        before, _ = used(pid)
        for n in range(count):
            began = time.perf_counter()
            answer = client.post("/cds-services/criteria", content=bodies[n % len(bodies)])
            took.append((time.perf_counter() - began) * 1000)
            cards[len(answer.json()["cards"])] += 1
        after, _ = used(pid)
    took.sort()
    half, most = took[len(took) // 2], took[int(len(took) * 0.99) - 1]
    print(f"patient-view, 200 resources, {count} calls of {len(bodies[0]) // 1024} KB")
    print(
        f"  p50 {half:.1f} ms  p99 {most:.1f} ms  CPU {(after - before) / count * 1000:.1f} ms a call"
    )
    print(f"  cards: {dict(sorted(cards.items()))}\n")


def nonsense(draw: random.Random) -> bytes:
    """A body that is no question: noise, cut JSON, or nested far too deeply."""
    depth = draw.choice((10, 200, 2_000, 50_000))
    match draw.randrange(5):
        case 0:
            return draw.randbytes(draw.randrange(300))
        case 1:
            return b"[" * depth + b"]" * depth
        case 2:
            return b'{"prefetch":' * depth
        case 3:
            whole = chart(draw)
            return whole[: draw.randrange(len(whole))]
        case _:
            return json.dumps(
                {c: draw.choice(string.printable) for c in string.ascii_letters}
            ).encode()


def bodies(address: str, pid: int, count: int, draw: random.Random) -> None:
    addresses = ("/cds-services/criteria", "/cds-services/entries", "/cds-services/criteria/feedback",
                 "/api/differential", "/api/evaluate-criteria", "/infobutton")  # fmt: skip
    statuses = Counter[int]()
    with httpx.Client(base_url=address, timeout=30) as client:
        for n in range(count):
            if n == count // 10:
                _, before = used(pid)
            statuses[client.post(addresses[n % 6], content=nonsense(draw)).status_code] += 1
    _, after = used(pid)
    print(f"{count} random or over-deep bodies")
    print(f"  statuses: {dict(sorted(statuses.items()))}")
    print(f"  memory after a tenth {before // 1024} MB, at the end {after // 1024} MB\n")


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
