"""What the differential costs: time per case with twenty diseases explained, start, memory.

    python benchmarks/differential.py RELEASE CASES.jsonl[.gz]

How well it ranks is measured by `nosograph benchmark differential`.
"""

import argparse
import gzip
import resource
import time
from pathlib import Path

import numpy as np

started = time.perf_counter()

from nosograph.evaluation.published import published_cases  # noqa: E402
from nosograph.library.annotations import FOLDER, open_annotations  # noqa: E402
from nosograph.reasoning.differential.differential import Differential  # noqa: E402
from nosograph.reasoning.differential.question import Question  # noqa: E402

imported = time.perf_counter()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("release", type=Path)
    parser.add_argument("cases", type=Path)
    chosen = parser.parse_args()
    opened = time.perf_counter()
    differential = Differential(open_annotations(chosen.release))
    differential.rank(Question(("HP:0010543", "HP:0001336", "HP:0001251")))
    answered = time.perf_counter()
    size = sum(file.stat().st_size for file in (chosen.release / FOLDER).iterdir())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"imports {imported - started:.2f} s, open and first answer {answered - opened:.2f} s,"
        f" index {size / 1e6:.1f} MB, memory {memory:.0f} MB"
    )
    with (gzip.open if chosen.cases.suffix == ".gz" else open)(chosen.cases, "rt") as lines:
        questions = [case.question for case in published_cases(lines)]
    for name, absent in (("present alone", False), ("with absent", True)):
        wall, cpu = [], []
        for asked in questions:
            question = asked if absent else Question(asked.present)
            before = time.perf_counter(), time.process_time()
            differential.rank(question, top=20)
            wall.append(1000 * (time.perf_counter() - before[0]))
            cpu.append(1000 * (time.process_time() - before[1]))
        print(f"ms per case, {name}, 20 explained: {spread(wall)}; CPU {spread(cpu)}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory at the end {memory:.0f} MB, {len(questions)} cases included")


def spread(values: list[float]) -> str:
    p50, p95, most = np.quantile(values, (0.5, 0.95, 1))
    return f"p50 {p50:.2f}, p95 {p95:.2f}, most {most:.1f}"


if __name__ == "__main__":
    main()
