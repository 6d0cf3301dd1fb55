"""`calc option-value`: what a right is worth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from planner.calculators.binomial import Option, binomial
from planner.calculators.black_scholes import black_scholes
from planner.calculators.hull_white import EmployeeOption, hull_white
from planner.calculators.market import Market
from planner.calculators.normal import Floats
from planner.calculators.option_value_document import OptionDocument, option_faults
from planner.calculators.reading import read
from planner.errors import Refused

DECIMALS = 10  # beyond them lies what one processor rounds in another way than the next


@dataclass(frozen=True)
class Right:
    """A right and its market, in floating-point numbers: what it is worth is an estimate."""

    found: OptionDocument
    market: Market
    years: float
    vesting_years: float

    def sooner(self, by: float) -> Right:
        """The same right with so much more time until its end and, unless it has vested, until its vesting."""
        vesting = self.vesting_years and self.vesting_years + by
        return replace(self, years=self.years + by, vesting_years=vesting)

    def values(self) -> Floats:
        """Prices around the share's, and the right's values at them, as a 2 by 3 array."""
        found = self.found
        spot, strike, call = float(found.spot), float(found.strike), found.type == "call"
        if found.model == "binomial":
            option = Option(spot, strike, self.years, call, found.style == "american")
            return binomial(option, self.market, found.steps)
        multiple, exits = float(found.exercise_multiple or 0), float(found.exit_rate)
        return hull_white(
            EmployeeOption(spot, strike, self.years, multiple, self.vesting_years, exits),
            self.market,
            found.steps,
        )


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
    market = Market(float(found.rate), float(found.dividend_yield), float(found.volatility))
    if found.model == "black-scholes":
        value, greeks = _closed_form(found, market)
    else:
        value, greeks = _by_lattice(Right(found, market, float(found.years), float(found.vesting_years)))
    return {"value": round(value, DECIMALS), "greeks": {name: round(each, DECIMALS) for name, each in greeks.items()}}


def _closed_form(found: OptionDocument, market: Market) -> tuple[float, dict[str, float]]:
    priced = black_scholes(
        float(found.spot), float(found.strike), market.rate, market.dividend_yield, market.volatility,
        float(found.years), found.type == "call",
    )  # fmt: skip
    names = ("delta", "gamma", "vega", "theta", "rho")
    return float(priced.value), {name: float(getattr(priced.greeks, name)) for name in names}


def _by_lattice(right: Right) -> tuple[float, dict[str, float]]:
    """Delta and gamma from the lattice itself; the rest by working it out again a little higher and lower."""
    (low, spot, high), (below, value, above) = right.values().tolist()
    up, down = (above - value) / (high - spot), (value - below) / (spot - low)
    market = right.market

    def slope(size: float, moved: Callable[[float], Right]) -> float:
        return float(moved(size).values()[1, 1] - moved(-size).values()[1, 1]) / (2 * size)

    return value, {
        "delta": (up * (spot - low) + down * (high - spot)) / (high - low),
        "gamma": 2 * (up - down) / (high - low),
        "vega": slope(market.volatility / 50, lambda by: _moved(right, volatility=market.volatility + by)),
        "theta": -slope((right.vesting_years or right.years) / 100, right.sooner),
        "rho": slope(0.001, lambda by: _moved(right, rate=market.rate + by)),
    }


def _moved(right: Right, **changes: float) -> Right:
    return replace(right, market=replace(right.market, **changes))
