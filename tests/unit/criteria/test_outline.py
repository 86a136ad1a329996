"""What a set asks: the limits of its quantities, and the spans between them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nosograph.criteria.nodes import AfterDay, AllOf, Bound, Quantity
from nosograph.criteria.outline import Outline, Span, spans_between
from nosograph.criteria.sets import CriteriaSet, ItemDefinition, ItemKind, Level

limits = st.one_of(st.none(), st.integers(-3, 3).map(Decimal))
spans = st.builds(Span, limits, limits, st.booleans(), st.booleans())
NUMBERS = [Decimal(n) / 4 for n in range(-20, 21)]


def numbers(span):
    """Its numbers, of those between and on the limits drawn here."""
    return {
        n
        for n in NUMBERS
        if (span.low is None or n > span.low or (span.has_low and n == span.low))
        and (span.high is None or n < span.high or (span.has_high and n == span.high))
    }


@given(spans.filter(numbers), spans)
def test_a_span_lies_in_another_that_has_all_its_numbers(one, other):
    assert one.lies_in(other) == (numbers(one) <= numbers(other))


@given(spans.filter(numbers), spans.filter(numbers))
def test_a_span_may_stay_below_another_if_some_number_is_no_larger_than_one_of_it(one, other):
    assert one.may_stay_below(other) == (min(numbers(one)) <= max(numbers(other)))


@given(st.lists(st.integers(-3, 3).map(Decimal)))
def test_every_number_lies_in_just_one_of_the_spans_between_limits(found):
    between = spans_between(found)

    assert all(span.example in numbers(span) for span in between if abs(span.example) <= 5)
    assert all(sum(number in numbers(span) for span in between) == 1 for number in NUMBERS)


def outline(*asked):
    items = (ItemDefinition("x", "x", ItemKind.QUANTITY, "mmol/L"),)
    level = Level("level", "level", AllOf(asked))
    return Outline(CriteriaSet("s", "s", "diagnosis", (), "", "", "", items, (level,)))


HIGH = Quantity("x", Bound(((Decimal("11.1"), "mmol/L"), (Decimal(200), "mg/dL")), strict=True))


@pytest.mark.parametrize(
    ("unit", "limit"), [("", "11.1"), ("mg/dL", "200"), ("umol/L", "11100"), ("mol/m3", "11.1")]
)
def test_a_limit_is_taken_as_published_or_else_converted(unit, limit):
    assert outline(HIGH).within("x", HIGH.low, None, unit) == Span(Decimal(limit), None)


def test_a_limit_in_a_unit_of_another_kind_is_refused():
    with pytest.raises(ValueError, match="cannot be read in 'h'"):
        outline(HIGH).within("x", HIGH.low, None, "h")


def test_a_result_after_a_day_may_be_missing_beside_others_even_where_both_ask_the_same():
    late = AfterDay(3, HIGH)

    assert not outline(late).has_own_results(late)
    assert outline(late, HIGH).has_own_results(late)
    assert outline(late, AfterDay(5, HIGH)).has_own_results(late)
