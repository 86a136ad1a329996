"""Criteria: what a verdict costs, what its explanation, and the largest open question.

    python benchmarks/criteria.py [DICTIONARY]

For each set of the gallery: time to make it ready; the median over its vignettes of the
processor time of a verdict (and the slowest of them), of the evidence for it, and of the whole
record; and, with every item unknown, of all
minimal missing sets, on a fresh evaluator and again. Best of several runs.
"""

import sys
import time
import timeit
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from machine import machine

from nosograph.criteria.sets import CriteriaSet
from nosograph.entries.criteria_files import VIGNETTES, read_vignette_file
from nosograph.entries.criteria_yaml import FILE, read_criteria
from nosograph.entries.problems import Desk
from nosograph.model.cases import Case
from nosograph.model.problems import Problems
from nosograph.reasoning.criteria import Evaluator
from nosograph.render.criteria_files import answer_record

COLUMNS = "set", "ready ms", "verdict µs", "slowest µs", "evidence µs", "record µs", "open, fresh ms", "again ms", "missing sets"  # fmt: skip


def best(work: Callable[[], object], number: int, repeat: int = 7) -> float:
    """Seconds of processor time that `work` takes at best."""
    runs = timeit.repeat(work, number=number, repeat=repeat, timer=time.process_time)
    return min(runs) / number


def measured(criteria: CriteriaSet, cases: list[Case]) -> list[str]:
    """One row of the table."""
    evaluator = Evaluator(criteria)
    for case in cases:
        answer_record(evaluator.evaluate(case))

    def each(work: Callable[[Case], object], number: int) -> list[float]:
        return [best(partial(work, case), number) * 1e6 for case in cases]

    def evidence(case: Case) -> object:
        return [level.evidence for level in evaluator.evaluate(case).levels.values()]

    def open_sets(with_evaluator: Evaluator) -> int:
        return sum(len(each.missing) for each in with_evaluator.evaluate(Case()).levels.values())

    verdicts = each(evaluator.verdicts, 500)
    return [
        criteria.id,
        f"{best(lambda: Evaluator(criteria), 1) * 1e3:.1f}",
        f"{median(verdicts):.1f}",
        f"{max(verdicts):.1f}",
        f"{median(each(evidence, 50)):.0f}",
        f"{median(each(lambda case: answer_record(evaluator.evaluate(case)), 20)):.0f}",
        f"{best(lambda: open_sets(Evaluator(criteria)), 1) * 1e3:.1f}",
        f"{best(lambda: open_sets(evaluator), 1) * 1e3:.1f}",
        str(open_sets(evaluator)),
    ]


def main() -> None:
    """Print the table."""
    root = Path(sys.argv[1] if len(sys.argv) > 1 else "dictionary")
    print(machine())
    print(" | ".join(COLUMNS))
    for folder in sorted(root.iterdir()):
        if not (folder / FILE).is_file():
            continue
        desk = Desk(Problems(), FILE)
        sets = read_criteria((folder / FILE).read_text(encoding="utf-8"), desk).sets
        text = (folder / VIGNETTES).read_text(encoding="utf-8")
        vignettes = read_vignette_file(text, desk).vignettes
        for criteria in sets:
            cases = [each.case for each in vignettes if each.criteria == criteria.id]
            print(" | ".join(measured(criteria, cases)), flush=True)


if __name__ == "__main__":
    main()
