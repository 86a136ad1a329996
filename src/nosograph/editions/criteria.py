"""Criteria without a server: the diagrams of a set, for a script that only follows them.

Rule 1. What a set means is worked out here, by the reference engine with nothing known; the
script looks up where the known items lead, and whether all ways out of there agree.
Rule 2. Days, samples and further results are not asked for: they stay unknown.
"""

from collections.abc import Container, Iterable, Iterator
from typing import Any

from nosograph.criteria.nodes import Criterion
from nosograph.criteria.outline import Span
from nosograph.criteria.units import MEANT, line
from nosograph.criteria.wording import title_of
from nosograph.editions.scripts import holding
from nosograph.model.ages import MEAN_MONTH, UNITS_SPELT
from nosograph.model.cases import Case
from nosograph.reasoning.diagrams import FALSE, TRUE, Diagrams
from nosograph.reasoning.engine import CriteriaEngine
from nosograph.reasoning.rules import Rules
from nosograph.reasoning.variables import AGE, Unknown, Variables
from nosograph.render.criteria import phrases_for
from nosograph.render.languages import decimal_mark, for_script

_PHRASES = (
    "criteria_age",
    "criteria_age_bad",
    "criteria_concerns",
    "criteria_inputs_count",
    "criteria_nothing",
    "criteria_revocable",
    "criteria_score",
    "criteria_value_bad",
    "criteria_value_two",
    "edition_criteria",
    "edition_impossible",
    "edition_missing",
    "edition_opposed",
    "edition_unit_bad",
    "holds_no",
    "holds_unknown",
    "holds_yes",
    "verdict_met",
    "verdict_not_met",
    "verdict_undetermined",
)

_SPELT = (
    "g/L", "g/dL", "mg/L", "mg/dL", "ug/mL", "µg/mL", "mmol/L", "umol/L", "mmol/mol", "%",
    "10*3/uL", "10*9/L", "10^9/L", "/nL", "/uL", "/µL", "/mm3", "mm/h", "mm/(1.h)",
    "h", "d", "wk", "mo", "a", "mg/(24.h)", "g/(24.h)", "mg/d", "g/d",
)  # fmt: skip
"""Units as people type them, none of them with a zero of its own.

Those that a set's limits cannot be read in are left out."""


def criteria_script(engine: CriteriaEngine, languages: Iterable[str]) -> bytes:
    """The set as a script that leaves it in `nosographCriteria`."""
    told = {
        each: for_script(_PHRASES, each)
        | {"decimal": decimal_mark(each), "titles": _titles(engine, each)}
        for each in languages
    }
    return holding("nosographCriteria", criteria_data(engine) | {"words": told})


def criteria_data(engine: CriteriaEngine) -> dict[str, Any]:
    """What the script reads: unknowns, diagrams, and where those of each level and part begin."""
    criteria, outline = engine.criteria, engine.outline
    rules = engine.completions(engine.situation(Case())).rules
    limits = {item: _limits(outline, item) for item in outline.domains}
    kept = _Kept(rules)
    levels = {
        each.id: {
            "holds": kept.root(each.criterion),
            "parts": [kept.root(part) for part in _parts(engine, each.criterion)],
            "scores": [
                {
                    "threshold": score.threshold,
                    "reached": [
                        kept.of(rules.total(score, n))
                        for n in range(1, 1 + sum(step[0][0] for step in rules.steps(score)))
                    ],
                }
                for score in engine.scores[each.id]
            ],
        }
        for each in criteria.levels
    }
    return {
        "unknowns": [_unknown(rules, each) for each in outline.unknowns],
        "levels": levels,
        "consistent": [kept.number(each) for each in kept.consistent],
        "nodes": kept.nodes,
        "limits": limits,
        "spelt": {item: _spelt(outline, item, limits[item]) for item in limits if item != AGE},
        "possible": {
            item: {
                unit: [float(ends.low or 0), float(ends.high or 0)]
                for unit in limits[item]
                if (ends := outline.possible(item, unit)) is not None
            }
            for item in limits
            if item != AGE
        },
        "units": {item.id: item.unit for item in criteria.items if item.unit},
        "implied": outline.implied,
        "neverExceeds": outline.never_exceeds,
        "telling": sorted(outline.telling),
        "notMetMeans": criteria.not_met_means,
        "age": {"units": UNITS_SPELT, "month": MEAN_MONTH.numerator, "day": MEAN_MONTH.denominator},
    }


def _titles(engine: CriteriaEngine, language: str) -> dict[str, str]:
    """What each unknown is called."""
    criteria = engine.criteria.in_language(language)
    rules = phrases_for(engine.criteria, language)
    return {each.name: title_of(criteria, each.name, rules) for each in engine.outline.unknowns}


class _Kept:
    """The diagrams that are handed out, numbered anew: 0 is false, 1 is true."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._diagrams: Diagrams = rules.diagrams
        self.consistent = (rules.consistent(), rules.consistent(ordered=False))
        """Where a case is possible, and where it is if amounts are not held to one another."""
        self.nodes: list[list[int]] = [[], []]
        """The unknown that is asked, and what follows from each of its values."""
        self._numbers = {FALSE: 0, TRUE: 1}

    def root(self, criterion: Criterion) -> list[int]:
        """Where the criterion's diagrams begin."""
        return self.of(self._rules.build(criterion))

    def of(self, holds: int) -> list[int]:
        """Where it holds; where it does and the case is possible, and where it does or it is not."""
        d, found = self._diagrams, [holds]
        for consistent in self.consistent:
            found += [d.both(consistent, holds), d.either(d.negate(consistent), holds)]
        return [self.number(each) for each in found]

    def number(self, diagram: int) -> int:
        """The diagram's number here."""
        found = self._numbers.get(diagram)
        if found is None:
            d = self._diagrams
            children = [self.number(each) for each in d.children(diagram)]
            found = self._numbers[diagram] = len(self.nodes)
            self.nodes.append([d.variable(diagram), *children])
        return found


def _parts(engine: CriteriaEngine, criterion: Criterion) -> Iterator[Criterion]:
    """A criterion and what is inside it, as the page lists them."""
    yield criterion
    for inner in engine.part(criterion).inner:
        yield from _parts(engine, inner)


def _unknown(rules: Rules, unknown: Unknown) -> dict[str, Any]:
    values = rules.outcomes.values(unknown.name)
    spans = rules.outline.domains.get(unknown.item, ())
    states = [spans.index(v.state) if isinstance(v.state, Span) else v.state for v in values]
    found: dict[str, Any] = {"name": unknown.name, "states": states}
    # What is known of an item says nothing of its onset, and nothing of a second result.
    if unknown.name == unknown.item or unknown.name in rules.outline.late.values():
        found["item"] = unknown.item
        if f"{unknown.item}@onset" in rules.outline.position:
            found["onset"] = f"{unknown.item}@onset"
    if not all(value.done for value in values):
        found["open"] = [n for n, value in enumerate(values) if not value.done]
    return found


def _limits(outline: Variables, item: str) -> dict[str, list[float]]:
    """Unit → the limits between the item's spans, in each unit that has them all."""
    if item == AGE:
        # In parts of which a month and a day have whole numbers.
        return {"": [float(span.low or 0) for span in outline.domains[AGE][1::2]]}
    own = outline.items[item].unit
    units = [own, *sorted(outline.units(item) - {own})]
    found = {unit: outline.limits_in(item, unit, outline.domains[item]) for unit in units}
    return {unit: list(map(float, each)) for unit, each in found.items() if each is not None}


def _spelt(
    outline: Variables, item: str, limits: Container[str]
) -> dict[str, tuple[str, float, float]]:
    """Unit as typed → the unit that has limits, how many of these one of it is, and none of it."""
    read = {
        typed: outline.read_in(item, typed) for typed in (*_SPELT, *MEANT) if typed not in limits
    }
    return {
        typed: (own, *line(typed, own))
        for typed, own in read.items()
        if own is not None and own in limits
    }
