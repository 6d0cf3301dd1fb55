"""Employee options: not to be used before they vest, used early, and lost or used on leaving."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, exp, log, sqrt

import numpy as np

from planner.calculators.lattice import SPREAD, Grid, roll_back
from planner.calculators.market import Market
from planner.calculators.normal import Floats

FEWEST_STEPS = 1_000  # of the finer of two lattices
REACH = 9.0  # standard deviations on either side: beyond them lies a chance of 1e-19


@dataclass(frozen=True)
class EmployeeOptions:
    """Rights to buy at the strike until `years`, from `vesting_years` on; prices and strikes may be many, a grant each.

    They are used once the price reaches `multiple` times the strike, or on leaving if that pays. Of the holders, a part
    leaves all the time, `exit_rate` a year (continuously compounded); before vesting they lose them.
    """

    spot: Floats
    strike: Floats
    years: float
    multiple: float
    vesting_years: float
    exit_rate: float


def hull_white(options: EmployeeOptions, market: Market, steps: int) -> Floats:
    """Prices a little below the price, at it, and a little above; the values at these prices: 2 by 3 by grants.

    One lattice serves all, as it is built on price over strike. Nodes lie on the strike and on the multiple, so that
    the error falls with the square of their distance and two lattices give a third, which is nearer (Richardson). A
    tree whose nodes miss the multiple is off by some per cent.
    Source: J. Hull, A. White, "How to value employee stock options", Financial Analysts Journal 60 (2004) 114-119.
    """
    apart = min(0.02, market.volatility * sqrt(options.years) / 10)
    prices = options.spot * np.exp(np.array([[-1.0], [0.0], [1.0]]) * apart)
    is_used = (options.spot >= options.strike * options.multiple) & (not options.vesting_years)
    values = prices - options.strike
    if not is_used.all():
        logs = np.log(prices / options.strike)[:, ~is_used]
        gap = _gap(options, market, max(steps, FEWEST_STEPS) / 4)
        coarse, fine = (_values(options, market, size, logs) for size in (gap, gap / 2))
        values[:, ~is_used] = options.strike[~is_used] * (4 * fine - coarse) / 3
    return np.array([prices, values])


def width(market: Market, years: float) -> float:
    """How far apart prices over strikes may lie, in their logarithms, for a shared lattice not to be mostly idle."""
    return REACH * market.volatility * sqrt(years)


def _gap(options: EmployeeOptions, market: Market, steps: float) -> float:
    """A distance of which a whole number make the multiple, for at least so many steps, that keeps weights above 0."""
    widest = market.volatility * sqrt(SPREAD * options.years / steps)
    if market.drift:
        widest = min(widest, 2 * market.volatility**2 / abs(market.drift))
    return log(options.multiple) / ceil(log(options.multiple) / widest)


def _values(options: EmployeeOptions, market: Market, gap: float, logs: Floats) -> Floats:
    """For a strike of 1."""
    reach = ceil((width(market, options.years) + abs(market.drift) * options.years) / gap) + 8
    lowest, highest = ceil(logs.min() / gap), ceil(logs.max() / gap)
    top = min(round(log(options.multiple) / gap), max(highest, 0) + reach)
    grid = Grid(min(lowest, top) - reach, top, gap)
    values = _vested(options, market, grid)
    if options.vesting_years:
        wider = Grid(grid.lowest, max(highest, top) + reach, gap)
        return wider.read(_unvested(options, market, wider, values), logs)
    return np.where(logs >= top * gap, np.exp(logs) - 1, grid.read(values, logs))


def _vested(options: EmployeeOptions, market: Market, grid: Grid) -> Floats:
    """On the day of vesting, below the multiple; at the multiple itself the option is used."""
    gain = np.maximum(np.exp(grid.logs) - 1, 0.0)

    def leave(values: Floats, time: float) -> Floats:
        stayed = exp(-options.exit_rate * time)
        return np.asarray(stayed * values + (1 - stayed) * gain)

    return roll_back(gain, market, grid.gap, options.years - options.vesting_years, leave)


def _unvested(options: EmployeeOptions, market: Market, grid: Grid, vested: Floats) -> Floats:
    """Now: above the multiple it is used on the day of vesting; who leaves before has nothing."""
    above = np.exp(grid.logs[len(vested) :]) - 1

    def leave(values: Floats, time: float) -> Floats:
        return np.asarray(exp(-options.exit_rate * time) * values)

    return roll_back(np.concatenate((vested, above)), market, grid.gap, options.vesting_years, leave)
