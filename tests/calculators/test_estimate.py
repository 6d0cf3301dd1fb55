"""Estimates: order statistics and errors by hand, and how they are told."""

from __future__ import annotations

from fractions import Fraction
from statistics import NormalDist, stdev

import numpy as np
import pytest

from planner.calculators.estimate import Sample, told

PERCENTS = [Fraction(each) for each in (1, 10, 50, 99)]


def test_a_percentile_is_one_of_the_values() -> None:
    """As numpy's inverted_cdf: of 200 values in disorder the second, the 20th, the 100th and the 198th."""
    values = np.random.default_rng(1).permutation(200).astype(float) + 1
    found = Sample(200, PERCENTS).estimate(values).percentiles
    assert found[0].tolist() == [2, 20, 100, 198]
    assert found[0].tolist() == np.percentile(values, [1, 10, 50, 99], method="inverted_cdf").tolist()
    # √(0.5 × 0.5 ÷ 200) is 3.54 % of 200: about seven ranks to either side
    assert found[1:, 2].tolist() == [93, 108]


def test_errors_of_means() -> None:
    values = np.array([3.0, 1.0, 4.0, 1.0, 5.0, 9.0])
    assert Sample(6, PERCENTS).estimate(values).error == pytest.approx(stdev(values.tolist()) / 6**0.5)
    pairs = [(3 + 1) / 2, (1 + 5) / 2, (4 + 9) / 2]
    assert Sample(6, PERCENTS, antithetic=True).estimate(values).error == pytest.approx(stdev(pairs) / 3**0.5)


def test_the_error_of_a_percentile_is_the_true_one() -> None:
    """Of normals it is √(p (1 − p) ÷ n) ÷ density: that of the median 1.2533 ÷ √n."""
    values = np.random.default_rng(1).standard_normal(100_000)
    found = Sample(100_000, [Fraction(50), Fraction(95)]).estimate(values).document(["50", "95"])
    for name, part in (("50", 0.5), ("95", 0.95)):
        density = NormalDist().pdf(NormalDist().inv_cdf(part))
        expected = (part * (1 - part) / 100_000) ** 0.5 / density
        assert found["percentile_errors"][name] == pytest.approx(expected, rel=0.2)


def test_what_all_paths_share_is_certain() -> None:
    found = Sample(1000, PERCENTS).estimate(np.array([0.1]))
    assert (found.mean, found.error, found.nothing) == (0.1, 0, 0)
    assert np.unique(found.percentiles).tolist() == [0.1]


def test_a_part_of_an_estimate() -> None:
    values = np.array([0.0, 1.0, 2.0, 5.0])
    sample = Sample(4, PERCENTS)
    half, of_half = sample.estimate(values).times(0.5), sample.estimate(values / 2)
    assert half.document("abcd") == of_half.document("abcd")
    assert half.nothing == 0.25
    assert sample.estimate(values).times(0).nothing == 1


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1 / 3, 0.333333), (-0.0000001, 0.0), (123_456_789_012.345_67, 123_456_789_012.0),
     (2e15 / 3, 666_666_666_667_000.0)],
)  # fmt: skip
def test_digits_that_say_something(value: float, expected: float) -> None:
    assert (told(value), str(told(value))) == (expected, str(expected))
