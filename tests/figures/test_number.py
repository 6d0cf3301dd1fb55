from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.figures.number import decimals_of, half_up, read_number, write_decimal, write_number

FRACTIONS = st.fractions(max_denominator=10_000)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1234.50", Fraction(2469, 2)),
        ("-3", Fraction(-3)),
        ("+0.10", Fraction(1, 10)),
        ("2/3", Fraction(2, 3)),
        ("-2/3", Fraction(-2, 3)),
        ("12.5%", Fraction(1, 8)),
        ("0", Fraction(0)),
        (7, Fraction(7)),
        (True, Fraction(1)),
        (False, Fraction(0)),
        (0.1, Fraction(1, 10)),
        (Decimal("1e3"), Fraction(1000)),
    ],
)
def test_what_reads_as_a_number(written: object, value: Fraction) -> None:
    assert read_number(written) == value


@pytest.mark.parametrize(
    "written",
    ["", " ", "1 000", "1.000,50", "1,5", "1e5", "abc", "1/0", "1/00", "--1", "0x10", "١", "1_000", ".5", "5.", "1/2/3",
     "50 %", "2/3%", float("nan"), float("inf"), Decimal("NaN"), Decimal("1e999999"), None, [], {}],
)  # fmt: skip
def test_what_does_not(written: object) -> None:
    assert read_number(written) is None


def test_numbers_are_bounded_in_size() -> None:
    assert read_number("9" * 10_000) == 10**10_000 - 1
    assert read_number("9" * 10_001) is None


@given(FRACTIONS)
def test_what_is_written_reads_back(value: Fraction) -> None:
    assert read_number(write_number(value)) == value
    assert read_number(write_number(value, Fraction(1, 100))) == value


@given(st.integers(), st.integers(min_value=0, max_value=6))
def test_decimals_are_written_in_full(units: int, decimals: int) -> None:
    text = write_decimal(Fraction(units, 10**decimals), decimals)
    assert Fraction(text) == Fraction(units, 10**decimals)
    assert len(text.partition(".")[2]) == decimals


@given(FRACTIONS)
def test_decimals_of_is_the_fewest_that_hold_it(value: Fraction) -> None:
    decimals = decimals_of(value)
    if decimals is None:
        assert any(value.denominator % prime == 0 for prime in range(3, value.denominator + 1, 2) if prime % 5)
    else:
        assert (value * 10**decimals).denominator == 1
        assert decimals == 0 or (value * 10 ** (decimals - 1)).denominator != 1


@pytest.mark.parametrize(
    ("value", "step", "rounded"),
    [
        ("0.125", "0.01", "0.13"),
        ("-0.125", "0.01", "-0.13"),
        ("0.124999", "0.01", "0.12"),
        ("2.5", "1", "3"),
        ("-2.5", "1", "-3"),
        ("137", "50", "150"),
        ("125", "50", "150"),
        ("1/3", "0.0001", "0.3333"),
        ("7", "2/3", "22/3"),
    ],
)
def test_halves_go_away_from_zero(value: str, step: str, rounded: str) -> None:
    assert half_up(Fraction(value), Fraction(step)) == Fraction(rounded)


@given(FRACTIONS, st.fractions(min_value=Fraction(1, 1000), max_value=100))
def test_rounding_stays_within_half_a_step(value: Fraction, step: Fraction) -> None:
    rounded = half_up(value, step)
    assert (rounded / step).denominator == 1
    assert abs(rounded - value) <= step / 2
    assert half_up(-value, step) == -rounded
