"""Present value and yearly return, by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from planner.calculators.returns import present_value, yearly_return


def test_present_value() -> None:
    """Kept as an exact sum: 100 each year for ever is worth 100 ÷ r, and for n years that less what comes after."""
    rate = Fraction(8, 100)
    assert present_value([Fraction(100)] * 30, [rate] * 30) == 1250 - 1250 / (1 + rate) ** 30
    assert present_value([Fraction(0), Fraction(55)], [Fraction(0), Fraction(1, 10)]) == 50


@pytest.mark.parametrize(
    ("paid", "got", "years", "rate"),
    [(100, 121, 2, 0.1), (100, 0, 3, -1.0), (100, 100, 5, 0.0), (0, 100, 2, None), (100, 200, 0, None)],
)
def test_yearly_return(paid: int, got: int, years: int, rate: float | None) -> None:
    found = yearly_return(Fraction(paid), Fraction(got), years)
    assert found == (None if rate is None else pytest.approx(rate))
