"""What each right is worth over many paths: a rising function of what drives it, so that nothing is sorted twice.

The percentiles of what only rises with a driver are that function of the driver's percentiles. An award's parts rise
with its rate, payouts with the exit value. Only sums of things that don't rise together need an array a person.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

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
