"""Vignettes: what a criteria set has to say about worked cases.

Rule. A vignette that fails says what was expected and what came out, level by level; order does
not matter among missing sets, nor inside one.
"""

from nosograph.model.vignettes import Vignette
from nosograph.reasoning.criteria import Evaluator


def differences(evaluator: Evaluator, vignette: Vignette) -> tuple[str, ...]:
    """In what the answer differs from what the vignette expects."""
    answer = evaluator.evaluate(vignette.case)
    found = []
    for level, expected in vignette.levels.items():
        if level not in answer.levels:
            found.append(f"{level}: there is no such level")
        elif answer[level].verdict != expected:
            found.append(f"{level}: expected {expected}, got {answer[level].verdict}")
    if vignette.missing is not None:
        for level, each in answer.levels.items():
            wanted = {frozenset(names) for names in vignette.missing.get(level, ())}
            got = {frozenset(names) for names in each.missing}
            if wanted != got:
                found.append(f"{level}: expected missing {_shown(wanted)}, got {_shown(got)}")
    if vignette.score is not None:
        ranges = {(s.low, s.high) for each in answer.levels.values() for s in each.scores}
        if vignette.score not in ranges:
            found.append(f"expected a score of {vignette.score}, got {sorted(ranges)}")
    found += [f"{each.item}: {each.trouble}" for each in answer.concerns]
    return tuple(found)


def _shown(sets: set[frozenset[str]]) -> str:
    return " or ".join(sorted("{" + ", ".join(sorted(names)) + "}" for names in sets)) or "nothing"
