"""Commands that are killed at any moment lose nothing, and the next run needs no hand.

The suite kills each once, builds elsewhere; `NOSOGRAPH_KILLS=50 pytest tests/unit/cli/test_kills.py` takes
the night.
"""

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from nosograph.directory.manifest import read_manifest, verify
from nosograph.library.reader import Library
from tests.conftest import TINY_DICTIONARY
from tests.directories import register

RUN = [sys.executable, "-c", "from nosograph.cli import main; main()"]
KILLS = int(os.environ.get("NOSOGRAPH_KILLS", "1"))
SEED = 20261130


@dataclass(frozen=True, slots=True)
class Job:
    """A command that makes something new of what stands at a place."""

    place: Path
    """What the command writes."""
    before: tuple[str, ...]
    after: tuple[str, ...]
    told: Callable[[Path], object]
    """What a reader finds at the place; fails where it is not whole."""
    days: tuple[str, str] = ("1769904000", "1769990400")

    def run(self, *, new: bool, within: float | None = None) -> subprocess.CompletedProcess[str]:
        """Run it to its end, or kill it after so many seconds."""
        words = self.after if new else self.before
        environment = os.environ | {"SOURCE_DATE_EPOCH": self.days[new]}
        process = subprocess.Popen(
            [*RUN, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env=environment, start_new_session=True,
        )  # fmt: skip
        try:
            out, err = process.communicate(timeout=within)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            out, err = process.communicate()
        return subprocess.CompletedProcess(words, process.returncode, out, err)


def of_release(link):
    with Library.open(link) as library:
        return library.manifest.version


def of_directory(folder):
    verify(folder, read_manifest(folder))
    return read_manifest(folder)["counts"]["providers"]


def of_edition(folder):
    pages = [each.read_text() for each in sorted(folder.rglob("*.html"))]
    bases = {base for base in ("old.example", "new.example") if any(base in p for p in pages)}
    return bases.pop(), len(list(folder.rglob("*"))), (folder / "README.txt").is_file()


def of_results(folder):
    rows = duckdb.sql(f"SELECT person_id FROM '{folder}/persons.parquet'").fetchall()
    assert (folder / "report.html").read_text().rstrip().endswith("</html>")
    return sorted(rows)


@pytest.fixture
def build(tmp_path, tiny_config):
    """A build of the dictionary of another day."""
    link = tmp_path / "releases" / "current"
    words = ("build", "--dictionary", str(TINY_DICTIONARY), "--sources", str(tiny_config),
             "--release", str(link), "--keep", "1")  # fmt: skip
    return Job(link, words, words, of_release)


@pytest.fixture
def importing(tmp_path):
    """An import of a larger register."""
    words = []
    for name, count in (("old", 20), ("new", 4_000)):
        register(tmp_path / f"{name}.csv", count)
        words.append(("doctors", "import", "nppes", "--out", str(tmp_path / "d" / "doctors"),
                      str(tmp_path / f"{name}.csv")))  # fmt: skip
    return Job(tmp_path / "d" / "doctors", *words, of_directory)


@pytest.fixture
def export(tmp_path, tiny_release):
    """An edition that leads to another site."""
    out = tmp_path / "editions" / "offline"
    words = [
        ("export", "static", "--out", str(out), "--release", str(tiny_release), "--workers", "1",
         "--base-url", f"https://{name}.example")
        for name in ("old", "new")
    ]  # fmt: skip
    return Job(out, *words, of_edition)


@pytest.fixture
def cohort(tmp_path, tiny_release):
    """A run over other people."""
    out, words = tmp_path / "results" / "out", []
    for name, first in (("old", 1), ("new", 500)):
        facts = "".join(f"{first + n},HP,HP:0001251,present,2020-01-01,,\n" for n in range(300))
        (tmp_path / f"{name}.csv").write_text(
            f"person_id,code_system,code,status,start_date,value,unit\n{facts}"
        )
        words.append(("cohort", "run", "--set", "example-2001", "--facts", str(tmp_path / f"{name}.csv"),
                      "--out", str(out), "--release", str(tiny_release)))  # fmt: skip
    return Job(out, *words, of_results)


NAMES = ["importing", "export", "cohort", *(["build"] if KILLS > 1 else [])]


@pytest.fixture(params=NAMES)
def job(request):
    """Each of them."""
    return request.getfixturevalue(request.param)


def test_what_is_killed_at_any_moment_loses_nothing_and_the_next_run_needs_no_hand(job):
    chance = random.Random(SEED)
    assert job.run(new=False).returncode == 0
    old, folder = job.told(job.place), job.place.parent
    shutil.copytree(folder, saved := folder.with_name("saved"), symlinks=True)
    began = time.monotonic()
    told = job.run(new=True)
    took, new = time.monotonic() - began, job.told(job.place)
    assert told.returncode == 0, told.stderr
    visible = {each.name for each in folder.iterdir() if each.name != ".lock"}
    assert new != old

    for _ in range(KILLS):
        shutil.rmtree(folder)
        shutil.copytree(saved, folder, symlinks=True)
        killed = job.run(new=True, within=chance.uniform(0.3, 1.0) * took)
        assert killed.returncode in (0, -9)
        if job.place.exists():
            assert job.told(job.place) in (old, new)
        else:
            assert (folder / f".{job.place.name}.old").exists()
        again = job.run(new=True)
        assert again.returncode == 0, again.stderr
        assert job.told(job.place) == new
        assert {each.name for each in folder.iterdir() if each.name != ".lock"} == visible


def test_a_place_that_cannot_be_written_is_told_in_a_sentence_and_keeps_what_stood(job):
    assert job.run(new=False).returncode == 0
    old, folder = job.told(job.place), job.place.parent
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000)); "
    told = subprocess.run(
        [sys.executable, "-c", f"{limit}from nosograph.cli import main; main()", *job.after],
        capture_output=True, text=True, env={k: v for k, v in os.environ.items() if not k.startswith("COVERAGE")}
        | {"SOURCE_DATE_EPOCH": job.days[1]},
    )  # fmt: skip

    assert told.returncode == 2, told.stderr
    assert "Traceback" not in told.stderr
    assert "cannot" in told.stderr
    assert job.told(job.place) == old
    assert not [each for each in folder.rglob("*") if "draft" in each.name]
