"""What each right is worth over many paths: a rising function of what drives it, so that nothing is sorted twice.

The percentiles of what only rises with a driver are that function of the driver's percentiles. An award's parts rise
with its rate, payouts with the exit value. Only sums of things that don't rise together need an array a person.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt

import numpy as np

from planner.calculators.awards_many import AwardPaths, Rated
from planner.calculators.estimate import Estimate, Sample
from planner.calculators.normal import Floats
from planner.calculators.simulate import summed
from planner.calculators.waterfall_claims import Claim
from planner.calculators.waterfall_many import Exits


def of_awards(sample: Sample, awards: Sequence[AwardPaths]) -> Callable[[int], Estimate]:
    """What the person of a row gets of these awards together."""
    parts = [each.parts for each in awards if isinstance(each.parts, Rated)]
    if len(parts) == len(awards):
        rates = np.broadcast_arrays(*(each.rate for each in parts))
        order = np.argsort(rates[0], kind="stable")
        if all((np.diff(rate[order]) >= 0).all() for rate in rates):
            if len(parts) == 1 and rates[0].size > 1 and not sample.antithetic and (parts[0].weights > 0).all():
                return Sums(sample, parts[0], rates[0][order]).estimate
            return _rising(sample, parts, [rate[sample.places(order)] for rate in rates])
    return lambda row: sample.estimate(summed(each.parts.amounts(row) for each in awards))


def _rising(sample: Sample, parts: Sequence[Rated], percentiles: Sequence[Floats]) -> Callable[[int], Estimate]:
    """Of parts whose rates rise together; without bounds it is a rate's own estimate, times a weight."""
    if len(parts) == 1 and parts[0].is_free:
        rate = sample.estimate(parts[0].rate, percentiles[0])
        return lambda row: rate.times(float(parts[0].weights[row]))
    return lambda row: sample.estimate(
        summed(each.amounts(row) for each in parts),
        summed(each.of(row, rates) for each, rates in zip(parts, percentiles, strict=True)),
    )


class Sums:
    """Means and errors of parts between bounds, from sums over the rates in order: two look-ups a person.

    Between its bounds a part is weight × rate, so that a sum of rates, and one of their squares, up to each place tell
    all. Weights are above zero, and paths not paired.
    """

    def __init__(self, sample: Sample, parts: Rated, rates: Floats) -> None:
        self.sample, self.parts, self.rates = sample, parts, rates
        self._percentiles = rates[sample.places(np.arange(rates.size))]
        self._middle = float(rates[rates.size // 2])  # sums of what is near zero lose no digits
        off = rates - self._middle
        self._once, self._squared = (np.concatenate([[0.0], np.cumsum(each)]) for each in (off, off * off))

    def estimate(self, row: int) -> Estimate:
        """What the person of a row gets."""
        weight, count = float(self.parts.weights[row]), self.rates.size
        floor, cap = float(self.parts.floors[row]), float(self.parts.caps[row])
        low = int(np.searchsorted(self.rates, floor / weight))
        high = max(low, int(np.searchsorted(self.rates, cap / weight)))
        centre = weight * self._middle
        ends = [(times, bound - centre) for times, bound in ((low, floor), (count - high, cap)) if times]
        once = weight * (self._once[high] - self._once[low]) + sum(times * off for times, off in ends)
        squared = weight**2 * (self._squared[high] - self._squared[low]) + sum(times * off**2 for times, off in ends)
        spread = max(0.0, float(squared - once**2 / count)) / (count - 1)
        below = int(np.searchsorted(self.rates, 0.0, side="right")) if floor <= 0 else 0
        return Estimate(
            centre + float(once) / count,
            sqrt(spread / count),
            self.parts.of(row, self._percentiles),
            1.0 if cap <= 0 else below / count,
        )


def of_holders(sample: Sample, paid: Exits, at: Exits, shape: tuple[int, ...]) -> dict[str, Estimate]:
    """What each holder gets of exits, all of which rise with the exit value; `at` are the exits of its percentiles.

    Options of one strike are worked out once, for a unit.
    """
    lines, units = paid.lines, dict[float, Estimate]()

    def of_option(claim: Claim) -> Estimate:
        strike = float(claim.strike)
        if strike not in units:
            percentiles = np.maximum(at.price - strike, 0.0).reshape(shape)
            units[strike] = sample.estimate(np.maximum(paid.price - strike, 0.0), percentiles)
        return units[strike].times(float(claim.units))

    def of(name: str) -> Estimate:
        if name in lines.claims and name not in lines.ids:
            return of_option(lines.claims[name])
        return sample.estimate(paid.of(name), at.of(name).reshape(shape))

    return {name: of(name) for name in lines.table.ids}
