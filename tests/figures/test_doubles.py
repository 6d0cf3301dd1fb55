"""How far off binary numbers may be: measured against Python's own doubles, which are a spreadsheet's."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.figures import column as columns
from planner.figures.doubles import Nearness, distances, in_units, safe
from planner.figures.figure import Figure
from planner.figures.formula import parse
from planner.figures.reckon import Scope, reckon

CENTS = st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=8)
CENT = Fraction(1, 100)
Worked = Callable[[float, float], float]


def _column(cents: list[int], name: str = "x") -> Figure:
    return Figure(columns.column([Fraction(each, 100) for each in cents]), "fact", name=name)


def _figure(formula: str, **facts: Figure) -> Figure:
    count = max((len(each.value) for each in facts.values() if not each.single), default=1)
    return reckon(parse(formula), Scope(facts, {}, count))


@pytest.mark.parametrize(
    ("formula", "by_doubles"),
    [
        ("x * 12.5% + 0.1", lambda x, total: x * 0.125 + 0.1),
        ("x / 3 - x / 7", lambda x, total: x / 3 - x / 7),
        ("(x + 0.1) ^ 2 / 7", lambda x, total: (x + 0.1) ** 2 / 7),
        ("1000.05 * x / total(x * x + 1)", lambda x, total: 1000.05 * x / total),
        ("max(x, 0.3) * 1.1 - min(x, 0.7)", lambda x, total: max(x, 0.3) * 1.1 - min(x, 0.7)),
        ("tiers(x, 10% to 1000, 20%)", lambda x, total: 0.1 * max(0, min(x, 1000)) + 0.2 * max(0, x - 1000)),
    ],
)
@settings(max_examples=50, deadline=None)
@given(cents=CENTS)
def test_doubles_are_never_further_off(
    formula: str, by_doubles: Callable[[float, float], float], cents: list[int]
) -> None:
    figure = _figure(formula, x=_column(cents))
    near = Nearness(len(cents)).of(figure)
    total = sum((each / 100) * (each / 100) + 1 for each in cents)
    for row, each in enumerate(cents):
        exact, worked = figure.at(row), by_doubles(each / 100, total)
        assert abs(Fraction(worked) - exact) <= Fraction(float(near.off[row])) or worked == exact


@settings(max_examples=50, deadline=None)
@given(cents=CENTS)
def test_rounding_found_safe_is_right_in_doubles(cents: list[int]) -> None:
    """Half up to cents of a third and of an eighth: where it is found safe, so is naive arithmetic in doubles."""
    for formula, worked in (
        ("x / 3", [each / 100 / 3 for each in cents]),
        ("x * 12.5%", [each / 100 * 0.125 for each in cents]),
    ):
        figure = _figure(formula, x=_column(cents))
        off = in_units(Nearness(len(cents)).of(figure), CENT)
        is_safe = safe(distances(figure.numbers, CENT, len(cents), halves=True), off, None)
        exact = columns.rounded(figure.numbers, CENT)
        for row in np.flatnonzero(is_safe):
            naive = np.floor(abs(worked[row]) * 100 + 0.5) / 100
            assert round(naive * 100) == abs(exact.at(int(row))) * 100


def test_a_tie_is_safe_only_behind_a_guard() -> None:
    """10% of 1,157,313.05 is 115,731.305 exactly, which no double is."""
    figure = _figure("10% * x", x=_column([115731305]))
    off, away = in_units(Nearness(1).of(figure), CENT), distances(figure.numbers, CENT, 1, halves=True)
    assert not safe(away, off, None).any()
    assert safe(away, off, 6).all()


def test_next_to_a_tie_a_guard_is_wrong() -> None:
    """0.0000001 of a cent below a half: cut off at six decimals it would be a half."""
    close = Figure(columns.column([Fraction("0.005") - Fraction("0.000000001")]), "fact", name="x")
    off, away = in_units(Nearness(1).of(close), CENT), distances(close.numbers, CENT, 1, halves=True)
    assert safe(away, off, None).all()
    assert not safe(away, off, 6).any()


@pytest.mark.parametrize(
    ("formula", "is_sure"),
    [
        ("if(x / 3 * 3 = x, 1, 2)", False),  # equal, but for noise
        ("if(x = 0.07, 1, 2)", True),  # two numbers as written are the same double
        ("if(x < 0.08, 1, 2)", True),
        ("if(x * 100 / 7 >= 1, 1, 2)", False),
        ("floor(x / 0.07, 1)", True),  # a whole number, behind its guard
        ("if(x / 3 - x / 3, 1, 2)", False),  # zero only if nothing was lost
        ("if(not (x / 3 > 1), x, 0)", True),
    ],
)
def test_choices_that_noise_could_turn(formula: str, is_sure: bool) -> None:
    near = Nearness(1).of(_figure(formula, x=_column([7])))
    assert bool(np.isfinite(near.off).all()) is is_sure


def test_whole_numbers_carry_no_noise() -> None:
    figure = _figure("(x + 3) * 12 - total(x)", x=_column([36500, 18100]))
    assert not Nearness(2).of(figure).off.any()


def test_numbers_beyond_doubles_are_never_safe() -> None:
    figure = _figure("x ^ 200 / 3", x=_column([10**12]))
    off = in_units(Nearness(1).of(figure), CENT)
    assert not safe(distances(figure.numbers, CENT, 1, halves=True), off, None).any()


def test_a_choice_on_what_no_double_can_hold_is_doubtful() -> None:
    """Infinity times nothing is no number; it must not pass for a sure one."""
    figure = _figure("if((x - x) * x ^ 200, 1, 2)", x=_column([10**12]))
    assert not np.isfinite(Nearness(1).of(figure).off).any()
