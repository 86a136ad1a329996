"""A build that dies leaves the old release as it was, and nothing of the new one to see."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from nosograph.build.compile import build
from nosograph.library.reader import Library

BUILD = """
import sys
from datetime import date
from pathlib import Path
from nosograph.build.compile import BuildPlan, build
dictionary, sources, release = map(Path, sys.argv[1:4])

class Told:
    def step(self, name, total=None):
        print(name, flush=True)
    def advance(self, parts=1):
        pass

plan = BuildPlan(dictionary, sources, release, date.fromisoformat(sys.argv[4]), workers=0)
build(plan, Told())
"""


@pytest.fixture
def plan(tiny_plan, tmp_path):
    """The tiny plan with a place of its own."""
    return replace(tiny_plan, release=tmp_path / "releases" / "current")


def start(plan, day):
    """A build of `plan` in a process of its own."""
    root = Path(__file__).parents[3]
    arguments = [plan.dictionary, plan.sources, plan.release, day]
    return subprocess.Popen(
        [sys.executable, "-c", BUILD, *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(root / "src")},
    )


def kill_at(process, step, delay):
    """Kill the build so many seconds after it has named that step."""
    for line in process.stdout:
        if line.startswith(step):
            break
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()


def visible(plan):
    """What a reader may see beside the link."""
    return {path for path in plan.release.parent.iterdir() if not path.name.startswith(".")}


@pytest.mark.parametrize(
    ("step", "delay"),
    [
        ("Reading", 0.0),
        ("Finding", 0.0),
        ("Storing", 0.0),
        ("Writing", 0.01),
        ("Rendering", 0.0),
        ("Publishing", 0.0),
        ("Publishing", 0.01),
        ("Publishing", 0.03),
    ],
)
def test_a_kill_leaves_the_old_release_or_the_whole_new_one(plan, step, delay):
    old = build(plan).folder
    kill_at(start(plan, "2026-02-02"), step, delay)
    seen = visible(plan)

    for folder in seen:
        Library.open(folder).close()
    if plan.release.resolve() == old.resolve():
        assert len(seen) <= 3
    with Library.open(plan.release) as library:
        assert library.disease("example-syndrome")


def test_the_next_build_clears_away_what_a_kill_has_left(plan):
    build(plan)
    kill_at(start(plan, "2026-02-02"), "Storing", 0.0)
    built = build(replace(plan, day=date(2026, 2, 2)))

    assert not list(plan.release.parent.glob(".draft-*"))
    assert plan.release.resolve() == built.folder.resolve()
