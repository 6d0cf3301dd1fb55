"""A binomial tree: options that may be used before their last day."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, exp, sqrt

import numpy as np

from planner.calculators.black_scholes import black_scholes
from planner.calculators.market import Market
from planner.calculators.normal import Floats

FEWEST_STEPS = 1_000  # of the finer of two trees


@dataclass(frozen=True)
class Option:
    """A right to buy (or to sell) a share at the strike, in so many years or, if it is American, until then."""

    spot: float
    strike: float
    years: float
    call: bool
    american: bool

    def payoff(self, prices: Floats) -> Floats:
        return np.maximum(prices - self.strike if self.call else self.strike - prices, 0.0)


def binomial(option: Option, market: Market, steps: int) -> Floats:
    """Values at a price a little lower, at the price, and a little higher; these prices; all as a 2 by 3 array.

    Black-Scholes takes the last step; trees of `steps` and a quarter of it give a third, which is nearer (Richardson).
    Spot 50, strike 50, 10 %, 40 %, five months: an American put is worth 4.2842 (4.49 by a tree of five steps).
    Source: M. Broadie, J. Detemple, "American option valuation" (1996), BBSR; the numbers are J. Hull's, "Options,
    Futures, and Other Derivatives", chapter on binomial trees, where 500 steps give 4.283.
    """
    quarter = ceil(max(steps, FEWEST_STEPS) / 4)
    spacing = market.volatility * sqrt(option.years / quarter)
    coarse, fine = (_tree(option, market, quarter * finer, 2 * spacing) for finer in (1, 4))
    prices = option.spot * np.exp(np.array([-2.0, 0.0, 2.0]) * spacing)
    return np.array([prices, (4 * fine - coarse) / 3])


def _tree(option: Option, market: Market, steps: int, apart: float) -> Floats:
    """Values now at the price and, `apart` in its logarithm, on either side of it.

    The tree is rooted a few steps before now, so that several of its nodes are now.
    """
    step = option.years / steps
    move = market.volatility * sqrt(step)
    side = round(apart / (2 * move))
    mean = exp((market.rate - market.dividend_yield) * step)
    up, down = exp(market.drift * step + move), exp(market.drift * step - move)
    chance = (mean - down) / (up - down)
    discount = exp(-market.rate * step)

    def prices(done: int) -> Floats:
        """Of the nodes after so many steps from now, the lowest first."""
        count = done + 2 * side
        ladder = np.arange(-count, count + 1, 2) * move
        return np.asarray(option.spot * np.exp(market.drift * step * done + ladder))

    before_last = prices(steps - 1)
    values = black_scholes(
        before_last, option.strike, market.rate, market.dividend_yield, market.volatility, step, option.call
    ).value
    if option.american:
        values = np.maximum(values, option.payoff(before_last))
    for done in range(steps - 2, -1, -1):
        values = discount * (chance * values[1:] + (1 - chance) * values[:-1])
        if option.american:
            values = np.maximum(values, option.payoff(prices(done)))
    return np.asarray(values[[0, side, 2 * side]])
