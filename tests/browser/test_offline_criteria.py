"""The script that works criteria out without a server agrees with the reference engine."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nosograph.criteria.numbers import NumberError, read_number
from nosograph.criteria.sets import ItemKind
from nosograph.editions.criteria import criteria_data
from nosograph.editions.scripts import AGES, EVALUATE, NUMBERS, own_script
from nosograph.model.ages import Age
from nosograph.model.cases import Case, Statement, Status
from nosograph.model.truth import Truth
from nosograph.reasoning.criteria import Evaluator
from nosograph.reasoning.variables import AGE
from tests.criteria_strategies import asked_items, sets, statement
from tests.populations import gallery

pytestmark = pytest.mark.browser

WORDS = {Truth.TRUE: "yes", Truth.FALSE: "no", Truth.UNKNOWN: "unknown"}
ASK = """([set, cases]) => cases.map(({ facts, choices, values, age }) => nosographEvaluate(set, {
  facts: new Map(facts), choices: new Map(choices), values: new Map(values), age,
}))"""
MOST_TOGETHER, MOST_MISSING = 3, 12
"""What the script keeps to: the size of a missing set, and how many it lists."""


@pytest.fixture(scope="module")
def script(browser):
    """Puts a set and what is said to the script."""
    page = browser.new_page()
    for each in (AGES, NUMBERS, EVALUATE):
        page.add_script_tag(content=own_script(each).decode())
    yield lambda evaluator, said: page.evaluate(ASK, [criteria_data(evaluator), said])
    page.close()


def as_said(statements, age=""):
    """Statements as the form gives them to the script."""
    facts = [[s.item, s.status is Status.PRESENT] for s in statements if s.value is None]
    choices = [[s.item, s.value] for s in statements if isinstance(s.value, str)]
    values = [
        [s.item, {"value": str(s.value), "comparator": s.comparator, "unit": s.unit}]
        for s in statements
        if isinstance(s.value, Decimal)
    ]
    return {"facts": facts, "choices": choices, "values": values, "age": age}


def parts_of(evidence):
    """The truths of a part and of those inside it, as a page lists them."""
    return [WORDS[evidence.truth], *(truth for each in evidence.parts for truth in parts_of(each))]


def held_to_reference(evaluator, statements, age, found):
    """What the script answers is what the engine answers."""
    answer = evaluator.evaluate(Case("", tuple(statements), Age.read(age) if age else None))
    assert bool(found["concerns"]) is bool(answer.concerns)
    for level, told in zip(answer.levels.values(), found["levels"], strict=True):
        assert told["id"] == level.level.id
        assert told["holds"] == WORDS[level.truth]
        assert told["parts"] == parts_of(level.evidence)
        assert [(s["low"], s["high"], s["threshold"]) for s in told["scores"]] == [
            (s.low, s.high, s.threshold) for s in level.scores
        ]
        assert sorted(told["revocable"]) == sorted(level.revocable)
        short = {names for names in level.missing if len(names) <= MOST_TOGETHER}
        listed = {tuple(names) for names in told["missing"]}
        assert listed <= short
        assert len(listed) == min(len(short), MOST_MISSING)


@pytest.mark.parametrize("id", sorted(gallery()))
def test_it_agrees_on_the_sets_of_the_dictionary(id, script):
    evaluator, chance = Evaluator(gallery()[id]), Random(id)
    data = criteria_data(evaluator)
    limits, spelt = data["limits"], data["spelt"]
    ages = ["", "20 months", "6 years", "P1Y6M", "5 weeks", "5,5 Jahre", "P5M29D", "200 d"]
    asked = [
        (
            [
                each
                for item in evaluator.criteria.items
                for each in drawn(item, limits, spelt, chance)
            ],
            chance.choice(ages) if AGE in limits else "",
        )
        for _ in range(120)
    ]

    found = script(evaluator, [as_said(*each) for each in asked])

    verdicts = {level["holds"] for each in found for level in each["levels"]}
    assert len(verdicts) > 1
    for (statements, age), each in zip(asked, found, strict=True):
        held_to_reference(evaluator, statements, age, each)


def drawn(item, limits, spelt, chance):
    """What is said of an item: often nothing, of a quantity something on or beside a limit."""
    if chance.random() < 0.3:
        return
    if item.kind is ItemKind.FACT:
        yield Statement(chance.choice([Status.PRESENT, Status.ABSENT]), item.id)
    elif item.kind is ItemKind.CHOICE:
        yield Statement(Status.MEASURED, item.id, value=chance.choice(item.words))
    else:
        unit = chance.choice([*limits[item.id], *spelt[item.id]])
        own, factor, none = spelt[item.id].get(unit, (unit, 1, 0))
        near = Decimal(str(chance.choice(limits[item.id][own] or [1])))
        near = (
            ((near - Decimal(str(none))) / Decimal(str(factor)))
            .quantize(Decimal("0.000001"))
            .normalize()
        )
        value = abs(near + chance.choice([0, 0, Decimal("0.1"), Decimal("-0.1"), 5, -5]))
        yield Statement(Status.MEASURED, item.id, value=Decimal(f"{value:f}"), unit=unit)


def test_units_are_read_as_the_engine_reads_them(script):
    evaluator = Evaluator(gallery()["kawasaki-aha-2017"])
    said = [
        Statement(Status.MEASURED, "crp", value=Decimal(30), unit="mg/L"),
        Statement(Status.MEASURED, "wbc", value=Decimal("15.1"), unit="10*3/uL"),
        Statement(Status.MEASURED, "albumin", value=Decimal("1"), unit="constructor"),
    ]

    (found,) = script(evaluator, [as_said(said)])

    assert found["concerns"] == [{"kind": "unit", "items": ["albumin"], "typed": "constructor"}]
    held_to_reference(evaluator, said, "", found)


@st.composite
def sets_with_cases(draw):
    """A set of any kind, and what a form without days says of its items."""
    criteria = draw(sets())
    told = draw(st.lists(st.sampled_from([*sorted(asked_items(criteria)), "a"]), unique=True))
    statements = [draw(statement(item))[:1] for item in told]
    undated = [
        Statement(one.status, one.item, value=one.value, unit=one.unit, comparator=one.comparator)
        for each in statements
        for one in each
    ]
    return criteria, undated, draw(st.sampled_from(["", "0 mo", "1 mo", "P2M", "45 d", "1 year"]))


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(sets_with_cases())
def test_it_agrees_on_any_set(script, drawn_set):
    criteria, statements, age = drawn_set
    evaluator = Evaluator(criteria)
    age = age if evaluator.outline.has_age else ""

    (found,) = script(evaluator, [as_said(statements, age)])

    held_to_reference(evaluator, statements, age, found)


@pytest.mark.parametrize("typed", ["old", "P", "5 constructor", "-1 year", "1.2.3", "7 parsecs"])
def test_what_is_no_age_is_said(typed, script):
    evaluator = Evaluator(gallery()["kawasaki-aha-2017"])

    (found,) = script(evaluator, [as_said([], typed)])

    assert found["concerns"] == [{"kind": "age", "items": [], "typed": typed}]


TYPED = st.one_of(
    st.from_regex(
        r"[<>~≤≥]?=? ?[+−-]?[0-9]{0,4}([., ’][0-9]{1,4}){0,3}(e[+-]?[0-9]{1,2})?", fullmatch=True
    ),
    st.text("0123456789.,<>=~eE -", max_size=12),
)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(TYPED, min_size=40, max_size=40), st.sampled_from([".", ","]))
def test_it_reads_numbers_as_the_server_reads_them(browser, typed, decimal):
    page = browser.new_page()
    page.add_script_tag(content=own_script(NUMBERS).decode())
    found = page.evaluate(
        "([texts, mark]) => texts.map((each) => nosographNumber(each, mark))", [typed, decimal]
    )
    page.close()

    assert [(each.get("comparator"), each.get("reason")) for each in found] == [
        as_the_server_says(each, decimal)[1:] for each in typed
    ]
    values = [
        (each["value"], as_the_server_says(text, decimal)[0])
        for each, text in zip(found, typed, strict=True)
        if "value" in each
    ]
    assert all(one == pytest.approx(other) for one, other in values)


def as_the_server_says(text, decimal):
    """Value, comparator and reason."""
    try:
        found = read_number(text, decimal)
    except NumberError as error:
        return None, None, "not_a_number" if error.reason == "empty" else error.reason
    return float(found.value), found.comparator, None
