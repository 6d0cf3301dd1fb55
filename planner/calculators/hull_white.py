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
class EmployeeOption:
    """A right to buy at the strike until `years`, from `vesting_years` on.

    It is used once the price reaches `multiple` times the strike, or on leaving if that pays. Of the holders, a part
    leaves all the time, `exit_rate` a year (continuously compounded); before vesting they lose it.
    """

    spot: float
    strike: float
    years: float
    multiple: float
    vesting_years: float
    exit_rate: float


def hull_white(option: EmployeeOption, market: Market, steps: int) -> Floats:
    """Values at a price a little lower, at the price, and a little higher; these prices; all as a 2 by 3 array.

    Nodes lie on the strike and on the multiple, so that the error falls with the square of their distance and two
    lattices give a third, which is nearer (Richardson). A tree whose nodes miss the multiple is off by some per cent.
    Source: J. Hull, A. White, "How to value employee stock options", Financial Analysts Journal 60 (2004) 114-119.
    """
    prices = option.spot * np.exp(np.array([-1.0, 0.0, 1.0]) * min(0.02, market.volatility * sqrt(option.years) / 10))
    if option.spot >= option.strike * option.multiple and not option.vesting_years:
        return np.array([prices, prices - option.strike])
    logs = [log(price / option.strike) for price in prices]
    gap = _gap(option, market, max(steps, FEWEST_STEPS) / 4)
    coarse, fine = (np.array(_values(option, market, size, logs)) for size in (gap, gap / 2))
    return np.array([prices, (4 * fine - coarse) / 3])


def _gap(option: EmployeeOption, market: Market, steps: float) -> float:
    """A distance of which a whole number make the multiple, for at least so many steps, that keeps weights above 0."""
    widest = market.volatility * sqrt(SPREAD * option.years / steps)
    if market.drift:
        widest = min(widest, 2 * market.volatility**2 / abs(market.drift))
    return log(option.multiple) / ceil(log(option.multiple) / widest)


def _values(option: EmployeeOption, market: Market, gap: float, logs: list[float]) -> list[float]:
    reach = ceil((REACH * market.volatility * sqrt(option.years) + abs(market.drift) * option.years) / gap) + 8
    top = min(round(log(option.multiple) / gap), max(ceil(logs[2] / gap), 0) + reach)
    grid = Grid(min(ceil(logs[0] / gap), top) - reach, top, gap)
    values = _vested(option, market, grid)
    if option.vesting_years:
        wider = Grid(grid.lowest, max(ceil(logs[2] / gap), top) + reach, gap)
        values = _unvested(option, market, wider, values)
        return [wider.read(values, at) for at in logs]
    return [option.strike * (exp(at) - 1) if at >= top * gap else grid.read(values, at) for at in logs]


def _vested(option: EmployeeOption, market: Market, grid: Grid) -> Floats:
    """On the day of vesting, below the multiple; at the multiple itself the option is used."""
    gain = option.strike * np.maximum(np.exp(grid.logs) - 1, 0.0)

    def leave(values: Floats, time: float) -> Floats:
        stayed = exp(-option.exit_rate * time)
        return np.asarray(stayed * values + (1 - stayed) * gain)

    return roll_back(gain, market, grid.gap, option.years - option.vesting_years, leave)


def _unvested(option: EmployeeOption, market: Market, grid: Grid, vested: Floats) -> Floats:
    """Now: above the multiple it is used on the day of vesting; who leaves before has nothing."""
    above = option.strike * (np.exp(grid.logs[len(vested) :]) - 1)

    def leave(values: Floats, time: float) -> Floats:
        return np.asarray(exp(-option.exit_rate * time) * values)

    return roll_back(np.concatenate((vested, above)), market, grid.gap, option.vesting_years, leave)
