"""A server of several processes."""

import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

SERVE = [sys.executable, "-c", "from nosograph.cli import main; main()", "serve", "--workers", "2"]


def children(process):
    """Processes that a process has started to answer."""
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [each for each in listed if b"spawn_main" in Path(f"/proc/{each}/cmdline").read_bytes()]


@pytest.fixture
def served(tiny_release):
    command = [*SERVE, "--port", "0", "--release", tiny_release]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        yield process, re.search(r"http://\S+/", process.stderr.readline())[0]
        process.kill()


def until_answered(address):
    for _ in range(300):
        try:
            return httpx.get(f"{address}healthz")
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(f"nobody answers at {address}")


@pytest.mark.skipif(sys.platform != "linux", reason="counts processes in /proc")
def test_several_processes_answer_at_one_address_and_stop_together(served):
    process, address = served

    assert until_answered(address).json()["status"] == "ok"
    assert len(children(process)) == 2
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) in (0, -signal.SIGTERM)
    with pytest.raises(httpx.TransportError):
        httpx.get(f"{address}healthz")


def test_a_release_that_is_missing_is_told_before_any_process_starts(tmp_path):
    told = subprocess.run([*SERVE, "--release", tmp_path], capture_output=True, text=True)

    assert told.returncode == 3
    assert "nosograph build" in told.stderr
