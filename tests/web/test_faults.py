"""What may happen to a server and to releases, done to real processes: nothing is lost, and no
hand is needed."""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest

from nosograph.build.standing import switch_to
from nosograph.library.reader import Library

RUN = [sys.executable, "-c", "from nosograph.cli import main; main()"]
KILLS = int(os.environ.get("NOSOGRAPH_KILLS", "6"))
SWITCHING = """
import itertools, sys
from pathlib import Path
from nosograph.build.publish import switch
print("ready", flush=True)
for name in itertools.cycle(("first", "second")):
    switch(Path(sys.argv[1]), name)
"""


@pytest.fixture
def link(tmp_path, tiny_release):
    """A link to one of two releases."""
    for name in ("first", "second"):
        shutil.copytree(tiny_release, tmp_path / name)
    (tmp_path / "current").symlink_to("first")
    return tmp_path / "current"


def until(true, seconds=60):
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        try:
            if true():
                return True
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    return False


@pytest.fixture
def start(link, tmp_path):
    """Starts servers and gives the process and the address of each; they end with the test."""
    running = []

    def started(*options, **more):
        log = (tmp_path / "log").open("w")
        command = [*RUN, "serve", "--port", "0", "--release", str(link), *options]
        process = subprocess.Popen(command, stderr=log, **more)
        running.append((process, log))
        assert until(lambda: "http://" in (tmp_path / "log").read_text())
        address = re.search(r"http://\S+/", (tmp_path / "log").read_text())[0]
        assert until(lambda: httpx.get(f"{address}readyz").status_code == 200)
        return process, address

    yield started
    for process, log in running:
        process.terminate()
        process.wait(30)
        log.close()


def test_a_switch_that_is_killed_leaves_a_whole_release_and_the_next_one_works(link):
    chance = random.Random(7)
    for _ in range(KILLS):
        command = [sys.executable, "-c", SWITCHING, link]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            process.stdout.readline()
            time.sleep(chance.uniform(0, 0.1))
            process.kill()
        Library.open(link).close()
        switch_to(link, "second")
        assert os.readlink(link) == "second"


def test_no_request_fails_while_releases_change_under_load(link, start):
    process, address = start()
    failed, done, stop = [], [], threading.Event()

    def ask():
        with httpx.Client(timeout=30) as client:
            while not stop.is_set():
                for path in ("d/example-syndrome/", "search?q=ataxia", ""):
                    status = client.get(address + path).status_code
                    (done if status == 200 else failed).append(status)

    asking = [threading.Thread(target=ask) for _ in range(2)]
    for each in asking:
        each.start()
    for name in ("second", "first", "second"):
        before = httpx.get(f"{address}healthz").status_code
        switch_to(link, name)
        assert before == 200
        time.sleep(2)
    stop.set()
    for each in asking:
        each.join()
    process.terminate()

    assert not failed
    assert len(done) > 20
    assert process.wait(30) in (0, -signal.SIGTERM)


@pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc")
def test_a_process_that_is_killed_is_replaced(start):
    process, address = start("--workers", "2")

    def workers():
        listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        return [n for n in listed if b"spawn_main" in Path(f"/proc/{n}/cmdline").read_bytes()]

    first = workers()
    os.kill(int(first[0]), signal.SIGKILL)

    assert until(lambda: len(workers()) == 2 and workers() != first)
    assert until(lambda: httpx.get(f"{address}readyz").status_code == 200)


def test_a_file_that_is_cut_under_a_server_ends_its_answers_until_it_is_whole(
    link, start, tmp_path
):
    _, address = start()
    file = link.parent / "first" / "library.sqlite"
    whole = file.read_bytes()

    file.write_bytes(whole[: len(whole) // 2])

    assert until(lambda: httpx.get(f"{address}readyz").json()["status"] == "damaged"), (
        tmp_path / "log"
    ).read_text()
    assert httpx.get(f"{address}t/HP:0001251").status_code == 503
    switch_to(link, "second")
    assert until(lambda: httpx.get(f"{address}readyz").status_code == 200)
    assert httpx.get(f"{address}t/HP:0001251").status_code == 200


MARK = "zzmarkzz"


def test_nothing_that_was_asked_is_found_anywhere_afterwards(start, tmp_path):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    process, address = start(
        "--log", "json", cwd=scratch, env=os.environ | {"TMPDIR": str(scratch)}
    )
    case = f'{{"id": "{MARK}", "findings": [{{"item": "{MARK}", "status": "present"}}]}}'
    page = f"{address}d/example-syndrome/criteria/example-2001"
    headers = {
        "x-request-id": MARK,
        "user-agent": MARK,
        "referer": f"http://{MARK}/",
        "cookie": MARK,
    }
    with httpx.Client(headers=headers, timeout=60) as client:
        for path in ("search", "api/search", "api/suggest", "find", "infobutton", MARK, f"d/{MARK}/", f"t/{MARK}",
                     f"g/{MARK}", f"c/{MARK}/{MARK}", f"d/example-syndrome/compare/{MARK}"):  # fmt: skip
            client.get(address + path, params={"q": MARK, "disease": MARK})
        for path in ("search", "api/suggest", "differential", "recognise", "differential/findings", "find",
                     "find/clinicians", "api/find", "fhir/R4/PractitionerRole/_search"):  # fmt: skip
            client.post(address + path, data={"q": MARK, "text": MARK, "add": MARK, "rest": case, "case": case,
                                              "genes": MARK, "postal": MARK, "position": MARK})  # fmt: skip
        for door in (f"{page}/open", f"{address}differential/open"):
            client.post(door, files={"file": (MARK, case)})
        client.post(page, data={"id": MARK, "rest": case, "age": MARK})
        client.request(MARK.upper(), address)
        metrics = client.get(f"{address}metrics").text
    process.terminate()
    process.wait(30)

    assert "nosograph_requests_total" in metrics
    assert MARK not in metrics.casefold()
    written = [tmp_path / "log", *(p for p in tmp_path.rglob("*") if p.is_file())]
    assert len(written) > 10
    assert [p for p in written if MARK.encode() in p.read_bytes().lower()] == []
