"""A lattice in the logarithm of the share price over the strike: nodes at equal distances, one of them the strike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, exp

import numpy as np

from planner.calculators.market import Market
from planner.calculators.normal import Floats

SPREAD = 3.0  # the nodes' distance squared over a step's variance: weights of 1/6, 2/3 and 1/6


@dataclass(frozen=True)
class Grid:
    """Nodes from `lowest` to `highest`, counted from the strike, `gap` apart."""

    lowest: int
    highest: int
    gap: float

    @property
    def logs(self) -> Floats:
        return np.asarray(np.arange(self.lowest, self.highest + 1) * self.gap, np.float64)

    def read(self, values: Floats, at: Floats) -> Floats:
        """Values between nodes, each by the cubic through the four around it."""
        place = np.clip(np.floor(at / self.gap).astype(np.int64) - self.lowest, 1, len(values) - 3)
        x = at / self.gap - self.lowest - place
        before, here, after, beyond = (values[place + step] for step in (-1, 0, 1, 2))
        return np.asarray(
            -before * x * (x - 1) * (x - 2) / 6
            + here * (x + 1) * (x - 1) * (x - 2) / 2
            - after * (x + 1) * x * (x - 2) / 2
            + beyond * (x + 1) * x * (x - 1) / 6
        )


def roll_back(
    values: Floats, market: Market, gap: float, years: float, half_step: Callable[[Floats, float], Floats]
) -> Floats:
    """The values on the nodes so many years earlier; the outermost two stay as they are.

    `half_step` is done before and after each step, with half its time: what happens besides the price's moving.
    """
    steps = ceil(years * SPREAD * market.volatility**2 / gap**2)
    if not steps:
        return values
    step = years / steps
    push = market.drift * step / gap
    move = market.volatility**2 * step / gap**2 + push**2
    up, down, discount = (move + push) / 2, (move - push) / 2, exp(-market.rate * step)
    for _ in range(steps):
        values = half_step(values, step / 2)
        inner = discount * (up * values[2:] + (1 - up - down) * values[1:-1] + down * values[:-2])
        values = half_step(np.concatenate((values[:1], inner, values[-1:])), step / 2)
    return values
