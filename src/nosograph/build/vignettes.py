"""A dictionary checked with its criteria at work: every vignette must come out as it says.

Rule. An entry whose criteria fail a vignette is broken like any other broken entry.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from nosograph.entries.check import CheckedDictionary, checked_dictionary
from nosograph.entries.criteria_files import VIGNETTES
from nosograph.entries.read import LocatedEntry
from nosograph.model.ontology import Ontology
from nosograph.model.problems import Report
from nosograph.reasoning.criteria import Evaluator
from nosograph.reasoning.vignettes import differences


def checked_at_work(
    root: Path, ontology: Ontology, known: Mapping[str, str], today: date
) -> CheckedDictionary:
    """A dictionary read and checked, its vignettes run."""
    result = checked_dictionary(root, ontology, known, today)
    failed = {
        each.slug for each in result.located if not run_vignettes(each, ontology, result.problems)
    }
    result.entries = tuple(each for each in result.entries if each.slug not in failed)
    result.broken = tuple(sorted({*result.broken, *failed}))
    return result


def run_vignettes(located: LocatedEntry, ontology: Ontology, report: Report) -> bool:
    """Whether all vignettes of an entry come out right; each that does not is reported."""
    evaluators = {each.id: Evaluator(each, ontology) for each in located.criteria.sets}
    desk = located.desk(VIGNETTES, report)
    right = True
    for vignette in located.vignettes.vignettes:
        evaluator = evaluators.get(vignette.criteria)
        for difference in () if evaluator is None else differences(evaluator, vignette):
            right = False
            desk.note(
                "failing-vignette",
                f"{vignette.case.id}: {difference}",
                vignette.place,
                value=vignette.case.id,
                hint="see which of the two is right by the publication: the criteria or the case",
            )
    return right
