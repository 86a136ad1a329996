"""Measuring a directory of many made-up providers, beside the obvious way of doing it.

Rule 1. Times are CPU times of this process: other work on the machine does not count.
Rule 2. Every table has the baseline in it: a scan over all listings in numpy, which is also what
the answers are compared with.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa

from nosograph.directory.batches import Batch
from nosograph.directory.compile import Plan, Progress
from nosograph.directory.engine import Found, Question, nearest, provider
from nosograph.directory.filters import Wanted
from nosograph.directory.geocoding import PostalCodes, load_postal_codes
from nosograph.directory.importing import import_files
from nosograph.directory.nppes import NppesReader
from nosograph.directory.points import point
from nosograph.directory.postings import COLUMNS, FOLDER
from nosograph.directory.reader import Directory
from nosograph.directory.rejects import Rejects
from nosograph.directory.sqlite_engine import FILE
from nosograph.directory.synthetic import united_states, write_register
from nosograph.model.directory import Position

K = 20
ENGINES = (("sqlite",), ("postings",), ("sqlite", "postings"))

QUESTIONS: dict[str, tuple[tuple[str, ...], Wanted]] = {
    "family medicine": (("207Q00000X",), Wanted()),
    "rare pair, accepting": (
        ("2084N0402X", "2080P0207X"),
        Wanted(accepting=True, unknown=False),
    ),
    "psychiatry, accepting, video": (
        ("2084P0800X",),
        Wanted(accepting=True, telehealth=True, unknown=False),
    ),
    "anybody": ((), Wanted()),
    "anybody, accepting": ((), Wanted(accepting=True, unknown=False)),
}
"""What is asked, and with which filters."""


@dataclass(frozen=True, slots=True)
class Timed:
    """CPU milliseconds of one kind of question."""

    engine: str
    question: str
    asked: int
    median: float
    p99: float
    wrong: int
    """Answers that differ from the scan's, of those that were compared."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a directory cost."""

    ingest: dict[str, float]
    """Engines → providers per CPU-second."""
    megabytes: dict[str, float]
    latency: list[Timed]


def made_up(providers: int, asked: int, compared: int, day: date, progress: Progress) -> Measured:
    """A directory of so many made-up providers, imported for each engine and asked."""
    with TemporaryDirectory() as temporary:
        register, folder = Path(temporary) / "register.csv", Path(temporary) / "directory"
        progress.step("make up providers")
        write_register(register, providers, 1, united_states())
        table, rates = load_postal_codes(), {}
        for engines in ENGINES:
            rates[" and ".join(engines)] = ingest(register, folder, day, table, engines, progress)
        progress.step("ask")
        return Measured(rates, sizes(folder), list(measure(folder, asked, compared)))


def ingest(
    register: Path,
    out: Path,
    day: date,
    postal_codes: PostalCodes,
    engines: tuple[str, ...],
    progress: Progress,
) -> float:
    """Import a register; providers per CPU-second."""
    began = time.process_time()
    plan = Plan(out, "benchmark", day, (register,), fictional=True, engines=engines)
    manifest = import_files(plan, _with_answers, postal_codes, progress)
    return int(manifest["counts"]["providers"]) / (time.process_time() - began)


def _with_answers(path: Path, source: str, rejects: Rejects) -> Iterator[Batch]:
    """The register, with made-up answers about new patients (half say yes) and video (a fifth)."""
    chance = np.random.default_rng(7)
    for batch in NppesReader().read(path, source, rejects):
        rows = batch.rows
        for name, shares in (("accepting", (0.2, 0.3, 0.5)), ("telehealth", (0.3, 0.5, 0.2))):
            drawn = chance.choice(np.arange(3, dtype=np.int8), len(rows), p=shares)
            rows = rows.set_column(rows.schema.get_field_index(name), name, pa.array(drawn))
        yield replace(batch, rows=rows)


def positions(folder: Path, count: int, seed: int) -> list[Position]:
    """Where people ask from: seven of ten where providers are, the others anywhere in between."""
    chance = np.random.default_rng(seed)
    cells = np.load(folder / FOLDER / "vectors.npy", mmap_mode="r")
    chosen = np.asarray(cells[chance.integers(0, len(cells), count)], np.float64)
    away = chosen[chance.permutation(count)]
    mixed = np.where(chance.random((count, 1)) < 0.7, chosen, chosen + away)
    mixed /= np.linalg.norm(mixed, axis=1, keepdims=True)
    latitudes = np.degrees(np.arcsin(mixed[:, 2].clip(-1, 1)))
    longitudes = np.degrees(np.arctan2(mixed[:, 1], mixed[:, 0]))
    return [Position(float(a), float(b)) for a, b in zip(latitudes, longitudes, strict=True)]


class Scan:
    """The baseline: every row of the specialties is looked at, each time."""

    def __init__(self, folder: Path) -> None:
        self._starts, _, self._numbers, self._vectors, self._bits = (
            np.load(folder / FOLDER / f"{name}.npy", mmap_mode="r") for name in COLUMNS
        )

    def nearest(self, question: Question, k: int) -> list[Found]:
        """The nearest `k` providers."""
        near = np.array(point(question.near.latitude, question.near.longitude), np.int64)
        found: list[Found] = []
        for each in question.specialties:
            part = slice(int(self._starts[each.number]), int(self._starts[each.number + 1]))
            keep = np.ones(part.stop - part.start, np.bool_)
            for yes, known in question.masks:
                one = (self._bits[part] & yes) != 0
                keep &= (one | ((self._bits[part] & known) == 0)) if question.unknown else one
            away = self._vectors[part][keep].astype(np.int64) - near
            squares, numbers = np.einsum("ij,ij->i", away, away), self._numbers[part][keep]
            if len(squares) > 40 * k:
                close = squares <= np.partition(squares, 40 * k)[40 * k]
                squares, numbers = squares[close], numbers[close]
            found += zip(squares.tolist(), numbers.tolist(), strict=True)
        first: dict[int, Found] = {}
        for square, number in sorted(found):
            first.setdefault(provider(number), (square, number))
        return list(first.values())[:k]


def measure(folder: Path, asked: int, compared: int, postgres: str = "") -> Iterator[Timed]:
    """The times of every engine for every kind of question; of PostGIS those of its client."""
    engines = ("sqlite", "postings", *(("postgis",) if postgres else ()), "scan")
    places = positions(folder, asked, 11)
    scan = Scan(folder)
    for name, (codes, wanted) in QUESTIONS.items():
        for which in engines:
            prefer = "sqlite" if which == "scan" else which
            with Directory.open(folder, prefer=prefer, postgres=postgres) as opened:
                specialties = tuple(opened.specialties[c] for c in codes or ("",))
                masks = wanted.masks(opened.words)
                questions = [Question(specialties, each, masks, wanted.unknown) for each in places]
                source = opened.engine
                ask: Callable[[Question], list[Found]] = (
                    (lambda q: scan.nearest(q, K))
                    if which == "scan"
                    else (lambda q, source=source: nearest(source, q, K))  # type: ignore[misc]
                )
                some = questions if which != "scan" else questions[: max(compared, 1)]
                times = [_cpu(ask, each) for each in some]
                wrong = sum(ask(q) != scan.nearest(q, K) for q in questions[:compared])
            low, high = np.percentile(times, [50, 99])
            yield Timed(which, name, len(some), float(low), float(high), wrong)


def _cpu(ask: Callable[[Question], Any], question: Question) -> float:
    began = time.process_time()
    ask(question)
    return (time.process_time() - began) * 1000


def sizes(folder: Path) -> dict[str, float]:
    """MB of each engine's files and of the records."""
    parts = {
        "sqlite index": [folder / FILE],
        "postings index": list((folder / FOLDER).glob("*.npy")),
        "records": [folder / "records.arrow", folder / "rows.npy", folder / "numbers.npy"],
    }
    return {name: sum(p.stat().st_size for p in paths) / 1e6 for name, paths in parts.items()}


def serving_memory(folder: Path, which: str, places: list[Position]) -> tuple[float, float]:
    """The most memory of this process after answering, with mapped pages, and its own, in MB.

    Meant for a process of its own, which has not drawn the places itself.
    """
    with Directory.open(folder, prefer=which) as opened:
        for near in places:
            opened.find(("2084N0402X",), near)
            opened.find((), near)
        # Not from getrusage: its figure starts with the process that started this one.
        told = Path("/proc/self/status").read_text(encoding="ascii")
    most, own = (int(told.partition(f"{name}:")[2].split()[0]) for name in ("VmHWM", "RssAnon"))
    return most / 1024, own / 1024
