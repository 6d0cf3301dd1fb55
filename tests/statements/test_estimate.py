from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.statements.estimate import about


@pytest.mark.parametrize(
    ("exact", "told"), [("526.81", 530), ("4.99", 0), ("37536", 37_500), ("1234567", 1_235_000), ("-526.81", -530)]
)
def test_a_guess_is_rounded_off(exact: str, told: int) -> None:
    assert about(Fraction(exact)) == told


@given(st.fractions(min_value=-(10**9), max_value=10**9))
def test_it_is_never_far_from_what_was_worked_out(exact: Fraction) -> None:
    assert abs(about(exact) - exact) <= max(Fraction(5), abs(exact) / 200)
