"""Numbers as people write them: read, taken for a bound, or refused with the way to write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nosograph.criteria.numbers import NumberError, exact, plain_number, read_number


@pytest.mark.parametrize("decimal", [".", ","])
@pytest.mark.parametrize(
    ("text", "value", "comparator"),
    [
        ("7", "7", ""),
        ("7.0", "7", ""),
        ("7,0", "7", ""),
        ("0,125", "0.125", ""),
        ("0.125", "0.125", ""),
        ("1234,567", "1234.567", ""),
        ("1,234.5", "1234.5", ""),
        ("1.234,5", "1234.5", ""),
        ("1.234.567", "1234567", ""),
        ("12 500", "12500", ""),
        ("12\u202f500,5", "12500.5", ""),
        ("1'000", "1000", ""),
        ("1e3", "1000", ""),
        ("−3", "-3", ""),
        ("> 7.0", "7", ">"),
        ("<6,5", "6.5", "<"),
        ("≥5", "5", ">="),
        ("=<5", "5", "<="),
        ("~5", "5", "~"),
    ],
)
def test_a_number_is_read_however_it_is_written(text, value, comparator, decimal):
    assert read_number(text, decimal) == (Decimal(value), comparator)


def test_a_point_before_three_digits_is_a_decimal_mark_where_the_page_uses_it_so():
    assert read_number("18.500").value == Decimal("18.5")


@pytest.mark.parametrize(
    ("text", "decimal", "sentence"),
    [
        ("12,000", ".", "write 12000 or 12.0"),
        ("12,000", ",", "write 12000 or 12,0"),
        ("18.500", ",", "write 18500 or 18,5"),
        ("<250,000", ".", "write 250000 or 250.0"),
    ],
)
def test_what_may_be_two_numbers_is_refused_with_both(text, decimal, sentence):
    with pytest.raises(NumberError, match=sentence) as error:
        read_number(text, decimal)

    assert error.value.reason == "ambiguous"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" ", "empty"),
        ("NaN", "not_finite"),
        ("-inf", "not_finite"),
        (">Infinity", "not_finite"),
        ("1e999999999", "not_a_number"),
        ("1e99", "too_large"),
        ("9" * 5000, "too_large"),
        ("1,2,3", "not_a_number"),
        ("7.0.1", "not_a_number"),
        ("7 0", "not_a_number"),
        ("5%", "not_a_number"),
        ("٣", "not_a_number"),
        ("<", "not_a_number"),
    ],
)
def test_what_is_no_number_is_refused(text, reason):
    with pytest.raises(NumberError) as error:
        read_number(text)

    assert error.value.reason == reason


@pytest.mark.parametrize("value", [True, None, float("nan"), float("inf"), 10**60, "<5", [5]])
def test_data_that_hold_no_finite_number_are_refused(value):
    with pytest.raises(NumberError):
        exact(value)


@given(st.decimals(-(10**6), 10**6, places=2), st.sampled_from(["", "<", ">=", "~"]))
def test_a_number_reads_back_as_it_is_printed(number, comparator):
    assert read_number(f"{comparator}{number}") == (number, comparator)


@given(st.floats(-1e15, 1e15).filter(lambda x: x == 0 or abs(x) > 1e-29))
def test_a_float_is_read_as_it_is_written(number):
    assert exact(number) == Decimal(str(number))


@given(
    st.decimals(-(10**6), 10**6, places=3) | st.decimals(0, 1, places=9),
    st.sampled_from(["", "<"]),
    st.sampled_from([".", ","]),
)
def test_a_number_in_a_form_reads_back_on_a_page_of_any_language(number, comparator, decimal):
    assert read_number(plain_number(number, comparator), decimal) == (number, comparator)
