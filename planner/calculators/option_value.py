"""`calc option-value`: what a right is worth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import floor, log
from typing import Any

import numpy as np

from planner.calculators.binomial import Option, binomial
from planner.calculators.black_scholes import black_scholes
from planner.calculators.hull_white import EmployeeOptions, hull_white, width
from planner.calculators.market import Market
from planner.calculators.normal import Floats
from planner.calculators.option_value_document import OptionDocument, option_faults
from planner.calculators.reading import read
from planner.errors import Refused

DECIMALS = 10  # beyond them lies what one processor rounds in another way than the next
GREEKS = ("delta", "gamma", "vega", "theta", "rho")
Valued = tuple[Floats, dict[str, Floats]]


def option_value(document: object) -> dict[str, Any]:
    """What a right is worth, and how that moves: an estimate. Raises Refused.

    >>> found = option_value({"model": "black-scholes", "spot": 60, "strike": 65, "rate": "8%", "volatility": "30%",
    ...                       "years": "0.25"})
    >>> round(found["value"], 4)
    2.1334

    Delta and gamma are by 1.00 of the share price, vega by 1.00 of volatility, rho by 1.00 of the rate, theta a year.
    """
    found = read(OptionDocument, document)
    if faults := option_faults(found):
        raise Refused(faults)
    return option_values([found])[0]


def option_values(found: Sequence[OptionDocument]) -> list[dict[str, Any]]:
    """What each of many rights is worth, as `option_value` has it. Their faults have been looked for.

    By Black and Scholes all are worked out at once; rights that differ in price and strike alone share a lattice.
    """
    together: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, each in enumerate(found):
        together[_shared(each)].append(place)
    results: list[dict[str, Any]] = [{}] * len(found)
    for places in together.values():
        values, greeks = _value([found[place] for place in places])
        columns = {name: _rounded(greeks[name]) for name in GREEKS}
        for row, value in enumerate(_rounded(values)):
            results[places[row]] = {"value": value, "greeks": {name: columns[name][row] for name in GREEKS}}
    return results


def _rounded(values: Floats) -> list[float]:
    return [float(each) for each in np.round(values, DECIMALS) + 0.0]  # there is no zero below zero


def _shared(found: OptionDocument) -> tuple[object, ...]:
    """What rights must have in common to be worked out together."""
    if found.model == "black-scholes":
        return (found.model,)
    terms = tuple(sorted(found.model_dump(exclude={"spot", "strike"}).items()))
    if found.model == "binomial":
        return (*terms, found.spot, found.strike)
    apart = width(_market(found), float(found.years))
    return (*terms, floor(log(found.spot / found.strike) / apart))


def _value(found: Sequence[OptionDocument]) -> Valued:
    if found[0].model == "black-scholes":
        return _closed_form(found)
    spot, strike = (np.array([float(getattr(each, name)) for each in found]) for name in ("spot", "strike"))
    like = found[0]
    return _by_lattice(Rights(like, spot, strike, _market(like), float(like.years), float(like.vesting_years)))


def _market(found: OptionDocument) -> Market:
    return Market(float(found.rate), float(found.dividend_yield), float(found.volatility))


def _closed_form(found: Sequence[OptionDocument]) -> Valued:
    def column(name: str) -> Floats:
        return np.array([float(getattr(each, name)) for each in found])

    priced = black_scholes(
        column("spot"), column("strike"), column("rate"), column("dividend_yield"), column("volatility"),
        column("years"), np.array([each.type == "call" for each in found]),
    )  # fmt: skip
    return priced.value, {name: getattr(priced.greeks, name) for name in GREEKS}


@dataclass(frozen=True)
class Rights:
    """Rights that differ in price and strike alone, and their market, in floating-point numbers: an estimate's."""

    like: OptionDocument
    spot: Floats
    strike: Floats
    market: Market
    years: float
    vesting_years: float

    def sooner(self, by: float) -> Rights:
        """The same rights with so much more time until their end and, unless they have vested, until their vesting."""
        vesting = self.vesting_years and self.vesting_years + by
        return replace(self, years=self.years + by, vesting_years=vesting)

    def values(self) -> Floats:
        """Prices around the share's, and the rights' values at them: 2 by 3 by rights."""
        like = self.like
        if like.model == "binomial":
            spot, strike = float(self.spot[0]), float(self.strike[0])
            option = Option(spot, strike, self.years, like.type == "call", like.style == "american")
            return np.repeat(binomial(option, self.market, like.steps)[:, :, None], len(self.spot), axis=2)
        multiple, exits = float(like.exercise_multiple or 0), float(like.exit_rate)
        options = EmployeeOptions(self.spot, self.strike, self.years, multiple, self.vesting_years, exits)
        return hull_white(options, self.market, like.steps)


def _by_lattice(rights: Rights) -> Valued:
    """Delta and gamma from the lattice itself; the rest by working it out again a little higher and lower."""
    (low, spot, high), (below, value, above) = rights.values()
    up, down = (above - value) / (high - spot), (value - below) / (spot - low)
    market = rights.market

    def slope(size: float, moved: Callable[[float], Rights]) -> Floats:
        return np.asarray((moved(size).values()[1, 1] - moved(-size).values()[1, 1]) / (2 * size))

    return value, {
        "delta": (up * (spot - low) + down * (high - spot)) / (high - low),
        "gamma": 2 * (up - down) / (high - low),
        "vega": slope(market.volatility / 50, lambda by: _moved(rights, volatility=market.volatility + by)),
        "theta": -slope((rights.vesting_years or rights.years) / 100, rights.sooner),
        "rho": slope(0.001, lambda by: _moved(rights, rate=market.rate + by)),
    }


def _moved(rights: Rights, **changes: float) -> Rights:
    return replace(rights, market=replace(rights.market, **changes))
