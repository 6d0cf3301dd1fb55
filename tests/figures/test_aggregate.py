from __future__ import annotations

import statistics
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.figures.aggregate import aggregate
from planner.figures.column import DIVISION, Numbers, column, divide, single
from planner.figures.facts import Texts

FRACTIONS = st.fractions(max_denominator=60, min_value=-500, max_value=500)
PLAINLY: dict[str, Callable[[list[Fraction]], Fraction]] = {
    "total": lambda values: sum(values, Fraction(0)),
    "average": lambda values: sum(values, Fraction(0)) / len(values),
    "median": statistics.median,
    "smallest": min,
    "largest": max,
    "count": lambda values: Fraction(len(values)),
}


@pytest.mark.parametrize("function", PLAINLY)
@given(values=st.lists(FRACTIONS, min_size=1, max_size=9), each=st.booleans())
def test_over_everybody(function: str, values: list[Fraction], each: bool) -> None:
    numbers = (
        divide(column([value * 7 for value in values]), column([Fraction(7)] * len(values))) if each else column(values)
    )
    assert aggregate(function, numbers, None, len(values)).at(0) == PLAINLY[function](values)


@pytest.mark.parametrize("function", PLAINLY)
@given(pairs=st.lists(st.tuples(FRACTIONS, st.sampled_from("abc")), min_size=1, max_size=9))
def test_over_those_who_share_a_fact(function: str, pairs: list[tuple[Fraction, str]]) -> None:
    found = aggregate(function, column([value for value, _ in pairs]), Texts([team for _, team in pairs]), len(pairs))
    for row, (_, team) in enumerate(pairs):
        assert found.at(row) == PLAINLY[function]([value for value, other in pairs if other == team])


def test_one_value_for_all_counts_for_each() -> None:
    assert aggregate("total", single(3), None, 4).at(0) == 12
    assert aggregate("average", single(3), None, 4).at(0) == 3
    assert aggregate("median", single(3), None, 4).at(0) == 3


def test_a_group_with_a_problem_is_the_only_one_that_has_it() -> None:
    numbers = Numbers([1, 0, 3], 1, False, {1: DIVISION})
    found = aggregate("total", numbers, Texts(["a", "b", "a"]), 3)
    assert list(found.problems) == [1]
    assert (found.at(0), found.at(2)) == (Fraction(4), Fraction(4))
