"""The differential on published cases: accuracy, honestly, and what it costs.

    python benchmarks/differential.py RELEASE CASES.jsonl[.gz] [--part even|odd] [--lopo-every N]

Prints AS-IS, NONLEAK and LOPO together, by case and by disease, with findings that are present
alone and with absent ones, for OMIM diseases and for all groups of twins, with 95 % intervals by
publication; paired differences from the LIRICAL-like yardstick; the control with exchanged absent
findings; how lists with each confidence did; and time and memory.
"""

import argparse
import gzip
import hashlib
import resource
import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np

started = time.perf_counter()

from nosograph.library.annotations import FOLDER, open_annotations  # noqa: E402
from nosograph.reasoning.differential.differential import Differential  # noqa: E402
from nosograph.reasoning.differential.lirical_like import LiricalLike  # noqa: E402
from nosograph.reasoning.differential.protocol import (  # noqa: E402
    TOPS,
    Policy,
    Track,
    difference,
    exchanged,
    ranks,
    share,
    trials,
    without_absent,
)
from nosograph.reasoning.differential.published import published_cases  # noqa: E402
from nosograph.reasoning.differential.question import Question  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("release", type=Path)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--part", choices=("even", "odd"))
    parser.add_argument("--only", choices=("accuracy", "confidence", "speed"))
    chosen = parser.parse_args()
    with (gzip.open if chosen.cases.suffix == ".gz" else open)(chosen.cases, "rt") as lines:
        cases = list(published_cases(lines))
    if chosen.part:
        cases = [case for case in cases if parity(case.diagnosis) == chosen.part]
    loaded = time.perf_counter()
    annotations = open_annotations(chosen.release)
    differential = Differential(annotations)
    first(differential, cases[0].question, loaded)
    tested = trials(cases, annotations)
    print(
        f"\nannotations {annotations.version}, {len(annotations)} diseases;"
        f" {len(cases)} cases, {len(tested)} tested"
    )
    if chosen.only in (None, "speed"):
        speed(differential, tested)
    if chosen.only in (None, "confidence"):
        confidence(differential, cases, tested)
    if chosen.only in (None, "accuracy"):
        accuracy(differential, annotations, tested)


def parity(disease: str) -> str:
    number = int(hashlib.sha1(disease.encode()).hexdigest(), 16)
    return "odd" if number % 2 else "even"


def first(differential, question, loaded) -> None:
    differential.rank(question)
    answered = time.perf_counter()
    size = sum(
        file.stat().st_size
        for file in (Path(sys.argv[1]) / FOLDER).iterdir()
    )  # fmt: skip
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"open and first answer {answered - loaded:.2f} s (imports"
        f" {loaded - started:.2f} s, cases included); index {size / 1e6:.1f} MB;"
        f" memory {memory:.0f} MB, cases included"
    )


def speed(differential, tested) -> None:
    for name, absent in (("present alone", False), ("with absent", True)):
        times = []
        for trial in tested:
            asked = trial.case.question
            question = asked if absent else Question(asked.present)
            before = time.perf_counter()
            differential.rank(question, top=20)
            times.append(1000 * (time.perf_counter() - before))
        p50, p95, most = np.quantile(times, (0.5, 0.95, 1))
        print(f"ms per case, {name}, 20 explained: p50 {p50:.2f}, p95 {p95:.2f}, most {most:.1f}")


def confidence(differential, cases, tested) -> None:
    clean = [trial for trial in tested if Track.NONLEAK in trial.tracks]
    known = {
        id for at in range(len(differential.annotations)) for id in differential.annotations.ids(at)
    }
    table: dict[str, Counter] = {}
    for trial in clean:
        ranking = differential.rank(Question(trial.case.question.present), top=10, explain=False)
        row = table.setdefault(ranking.confidence.level.value, Counter())
        places = [candidate.disease for candidate in ranking.candidates]
        row["cases"] += 1
        row["first"] += trial.gold in places[:1]
        row["ten"] += trial.gold in places
    seen = Counter()
    for case in cases:
        if case.diagnosis in known or seen[case.diagnosis] >= 20:
            continue
        seen[case.diagnosis] += 1
        ranking = differential.rank(Question(case.question.present), top=1, explain=False)
        table.setdefault(ranking.confidence.level.value, Counter())["unknown"] += 1
    print("\nconfidence (NONLEAK; unknown: cases whose disease nobody has annotated)")
    print("| level | cases | first | in ten | unknown |\n|---|---|---|---|---|")
    for level, row in table.items():
        n = max(row["cases"], 1)
        print(
            f"| {level} | {row['cases']} | {100 * row['first'] / n:.0f} % |"
            f" {100 * row['ten'] / n:.0f} % | {row['unknown']} |"
        )


def accuracy(differential, annotations, tested) -> None:
    yardstick = LiricalLike(annotations)
    plain = without_absent(tested)
    yard = ranks(plain, annotations, lambda q, refs: yardstick.scores(q, refs, absent=False))
    ours = ranks(plain, annotations, differential.scores)
    both = ranks(tested, annotations, differential.scores)
    control = ranks(exchanged(tested, annotations), annotations, differential.scores)
    yard_both = ranks(tested, annotations, yardstick.scores)
    named = (
        ("LIRICAL-like, present", yard), ("LIRICAL-like, with absent", yard_both),
        ("present", ours), ("with absent", both), ("absent exchanged", control),
    )  # fmt: skip
    for policy in Policy:
        print(
            f"\n{policy.value}\n| findings | track | cases | "
            + " | ".join(f"top-{n}" for n in TOPS)
            + " | by disease |\n"
            + "|---" * (4 + len(TOPS))
            + "|"
        )
        for name, found in named:
            for track in Track:
                count = int((~np.isnan(found.values[track, policy])).sum())
                cells = [interval(share(found, (track, policy), n)) for n in TOPS]
                macro = "/".join(
                    f"{share(found, (track, policy), n, macro=True).value:.1f}" for n in TOPS
                )
                print(f"| {name} | {track.value} | {count} | {' | '.join(cells)} | {macro} |")
        for name, one, other in (
            ("present - LIRICAL-like", ours, yard),
            ("with absent - present", both, ours),
            ("with absent - exchanged", both, control),
        ):
            for track in Track:
                cells = [interval(difference(one, other, (track, policy), n)) for n in TOPS]
                print(f"| {name} | {track.value} | | {' | '.join(cells)} | |")


def interval(found) -> str:
    return f"{found.value:.1f} [{found.low:.1f}, {found.high:.1f}]"


if __name__ == "__main__":
    main()
