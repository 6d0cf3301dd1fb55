"""Estimates: what many paths say of one figure. Never a figure itself, so that no guess can pass for a fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, sqrt
from typing import Any

import numpy as np
import numpy.typing as npt

from planner.calculators.normal import Floats

Places = npt.NDArray[np.intp]
DECIMALS, DIGITS = 6, 12  # of what is told: beyond them an estimate says nothing, and processors differ


@dataclass(frozen=True)
class Estimate:
    """A mean and percentiles over paths, each with its standard error, and on which part of the paths it is nothing.

    `percentiles` are three a percentile: the value, and those a standard error lower and higher in rank. The error of
    what was drawn once can't be known: it is None.
    """

    mean: float
    error: float | None
    percentiles: Floats
    nothing: float

    def times(self, factor: float) -> Estimate:
        """The same of a part of it, or of a multiple (not below zero)."""
        error = None if self.error is None else self.error * factor
        return Estimate(self.mean * factor, error, self.percentiles * factor, self.nothing if factor else 1.0)

    def document(self, names: Sequence[str]) -> dict[str, Any]:
        """As the contract writes it."""
        middle, low, high = self.percentiles
        return {
            "mean": told(self.mean),
            "standard_error": None if self.error is None else told(self.error),
            "percentiles": {name: told(each) for name, each in zip(names, middle, strict=True)},
            "percentile_errors": {name: told(each) for name, each in zip(names, (high - low) / 2, strict=True)},
            "nothing": told(self.nothing),
        }


def told(value: float) -> float:
    """A number to six decimals and twelve digits, without a minus before zero."""
    return round(float(f"{value:.{DIGITS}g}"), DECIMALS) + 0.0


class Sample:
    """How many paths there are, whether they come in opposite pairs, and which percentiles are asked for.

    A percentile is the smallest value that so many percent of the paths don't exceed (numpy's `inverted_cdf`): one of
    those drawn. Its standard error is half the distance between the values whose ranks lie √(p (1 − p) ÷ n) to either
    side; opposite pairs make it smaller still, which is not counted.
    """

    def __init__(self, paths: int, percentiles: Sequence[Fraction], antithetic: bool = False) -> None:
        self.paths, self.antithetic = paths, antithetic
        parts = [each / 100 for each in percentiles]
        apart = [sqrt(part * (1 - part) / paths) for part in parts]
        self._ranks = np.array([
            [ceil(part * paths) - 1 for part in parts],
            [self._rank(float(part) - off) for part, off in zip(parts, apart, strict=True)],
            [self._rank(float(part) + off) for part, off in zip(parts, apart, strict=True)],
        ])  # fmt: skip

    def _rank(self, part: float) -> int:
        return min(max(ceil(part * self.paths) - 1, 0), self.paths - 1)

    def percentiles(self, values: Floats) -> Floats:
        """Three a percentile: the value, and those a standard error lower and higher in rank."""
        if values.size == 1:
            return np.full(self._ranks.shape, values[0])
        found: Floats = np.sort(values)[self._ranks]  # sooner than partitions at fifteen ranks
        return found

    def places(self, order: Places) -> Places:
        """As `percentiles`, but where they stand: of the order in which the paths' values rise."""
        return np.zeros(self._ranks.shape, dtype=np.intp) if order.size == 1 else order[self._ranks]

    def estimate(self, values: Floats, percentiles: Floats | None = None) -> Estimate:
        """Of a value a path, or of one that all paths share.

        Percentiles of what only rises with something else are that of its percentiles; they may be given.
        """
        if percentiles is None:
            percentiles = self.percentiles(values)
        off = values - values[0]
        return Estimate(float(values[0] + off.mean()), self._error(off), percentiles, float(np.mean(values <= 0)))

    def _error(self, off: Floats) -> float | None:
        if off.size == 1 and self.paths > 1:
            return 0.0
        if self.antithetic and off.size > 1:
            half = off.size // 2
            off = (off[:half] + off[half:]) / 2
        return float(off.std(ddof=1)) / sqrt(off.size) if off.size > 1 else None
