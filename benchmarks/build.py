"""How long the whole build takes and how much memory all its processes hold together.

Memory is the sum of the proportional set sizes of the build and its workers, looked at ten times
a second, so that shared pages count once. Beside it stands what a user would take instead to get
the same texts on pages: one Markdown file per disease, made into a site by a plain loop over
Jinja and markdown-it, without search, codes, neighbours or checks.

    python benchmarks/build.py [--times 3]
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import jinja2
from machine import machine
from markdown_it import MarkdownIt

from nosograph.library.reader import Library
from nosograph.model.entries import Audience
from nosograph.render.text import as_markdown

TARGET_SECONDS, TARGET_MB = 45, 1500

PLAIN = "<!doctype html><html lang=en><title>{{ title }}</title><main>{{ body }}</main></html>"


@dataclass(frozen=True, slots=True)
class Measured:
    """One row of the table."""

    name: str
    seconds: float
    megabytes: float


def held(pid: int) -> float:
    """Megabytes that a process and those below it hold, shared pages divided among their users."""
    total = 0.0
    for each in [pid, *_below(pid)]:
        try:
            told = Path(f"/proc/{each}/smaps_rollup").read_text(encoding="ascii")
        except OSError:
            continue
        total += sum(
            int(line.split()[1]) / 1024 for line in told.splitlines() if line.startswith("Pss:")
        )
    return total


def _below(pid: int) -> Iterator[int]:
    try:
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return
    for child in map(int, told.split()):
        yield child
        yield from _below(child)


def watched(name: str, command: list[str]) -> Measured:
    """Run a command to its end."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    most = 0.0
    while process.poll() is None:
        most = max(most, held(process.pid))
        time.sleep(0.1)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return Measured(name, time.perf_counter() - began, most)


def plain(release: Path, folder: Path) -> None:
    """The naive site: texts that a release holds, each through Markdown into one template."""
    markdown, template = MarkdownIt(), jinja2.Template(PLAIN)
    with Library.open(release) as library:
        for slug in library.slugs():
            disease = library.disease(slug)
            if disease is not None:
                body = markdown.render(as_markdown(disease, Audience.PROFESSIONAL))
                text = template.render(title=disease.name, body=body)
                (folder / f"{slug}.html").write_text(text, encoding="utf-8")


def main() -> int:
    """Print the table; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--plain", type=Path, nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.plain:
        plain(*options.plain)
        return 0
    print(machine())
    with tempfile.TemporaryDirectory() as place:
        runs: list[Measured] = []
        link = Path(place)
        for number in range(options.times):
            link = Path(place, str(number), "current")
            link.parent.mkdir()
            program = str(Path(sys.executable).with_name("nosograph"))
            command = [program, "build", "--release", str(link)]
            runs.append(watched("nosograph build", command))
        site = Path(place, "site")
        site.mkdir()
        command = [sys.executable, __file__, "--plain", str(link), str(site)]
        naive = watched("Markdown loop, nothing else", command)
    best = min(runs, key=lambda each: each.seconds)
    spread = " ".join(f"{each.seconds:.1f}" for each in runs)
    print(f"\n{'build':32}{'seconds':>9}{'MB':>8}")
    for each in (best, naive):
        print(f"{each.name:32}{each.seconds:9.1f}{each.megabytes:8.0f}")
    print(f"\nall runs: {spread} s; ratio to the loop {best.seconds / naive.seconds:.2f}")
    met = best.seconds <= TARGET_SECONDS and max(e.megabytes for e in runs) <= TARGET_MB
    print("Targets met." if met else f"Targets missed: {TARGET_SECONDS} s, {TARGET_MB} MB.")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
