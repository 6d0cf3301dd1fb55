"""Shocks: their root by hand, what they are like, and that each driver has its own."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.calculators.simulate_shocks import Shocks, root

NONE = [[Fraction(1), Fraction(0)], [Fraction(0), Fraction(1)]]


def test_the_root_by_hand() -> None:
    assert root([[Fraction(1), Fraction("0.6")], [Fraction("0.6"), Fraction(1)]]) == [[1, 0], [0.6, 0.8]]
    assert root([[Fraction(1), Fraction(-1)], [Fraction(-1), Fraction(1)]]) == [[1, 0], [-1, 0]]


@given(st.lists(st.fractions(-1, 1, max_denominator=20), min_size=6, max_size=6))
def test_a_root_is_there_exactly_where_the_correlations_hold_together(pairs: list[Fraction]) -> None:
    """Correlations are possible where no eigenvalue is below zero; the root times itself is what they were."""
    places = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]
    matrix = [[Fraction(int(row == column)) for column in range(4)] for row in range(4)]
    for (row, column), value in zip(places, pairs, strict=True):
        matrix[row][column] = matrix[column][row] = value
    found, numbers = root(matrix), np.array([[float(each) for each in row] for row in matrix])
    least = np.linalg.eigvalsh(numbers).min()
    if found is None:
        assert least < 1e-9
    else:
        assert least > -1e-6
        assert np.array(found) @ np.array(found).T == pytest.approx(numbers, abs=2e-6)


def test_opposite_paths() -> None:
    found = Shocks(7, 3, 10, antithetic=True)
    normals, uniforms = found.of(["margin"], [[Fraction(1)]])["margin"], found.uniforms()
    assert normals.shape == (3, 10)
    assert (normals[:, :5] == -normals[:, 5:]).all()
    assert uniforms[:5] + uniforms[5:] == pytest.approx(np.ones(5))


def test_each_driver_has_a_stream_of_its_own() -> None:
    shocks = Shocks(7, 2, 50_000, antithetic=False)
    together, alone = shocks.of(["margin", "profit"], NONE), shocks.of(["profit"], [[Fraction(1)]])
    assert (together["profit"] == alone["profit"]).all()
    drawn = np.concatenate([*together.values()])
    assert np.corrcoef(drawn) == pytest.approx(np.eye(4), abs=0.02)
    assert (drawn.mean(), drawn.std()) == pytest.approx((0, 1), abs=0.01)
    assert not (Shocks(8, 2, 50_000, False).of(["profit"], [[Fraction(1)]])["profit"] == alone["profit"]).any()
