"""Option values of many grants, beside a plain loop and QuantLib."""

from __future__ import annotations

from collections.abc import Iterator
from math import erf, exp, log, sqrt

import numpy as np
import QuantLib as ql  # noqa: N813 (as its own examples do)

from benchmarks.bench import Measured, in_turn
from planner.calculators.black_scholes import black_scholes
from planner.calculators.hull_white import EmployeeOptions, hull_white
from planner.calculators.market import Market
from planner.calculators.normal import Floats

RATE, DIVIDENDS = 0.03, 0.01
MARKET = Market(RATE, DIVIDENDS, 0.3)


def grants(count: int) -> tuple[Floats, Floats, Floats, Floats]:
    """Invented prices, strikes, volatilities and years."""
    draw = np.random.default_rng(1)
    return (
        draw.uniform(20, 200, count), draw.uniform(20, 200, count), draw.uniform(0.1, 0.6, count),
        draw.uniform(0.1, 10, count),
    )  # fmt: skip


def plain_loop(spot: Floats, strike: Floats, volatility: Floats, years: Floats) -> list[float]:
    """Black and Scholes' formula for calls, a value at a time and without greeks."""
    found = []
    for s, k, v, t in zip(spot.tolist(), strike.tolist(), volatility.tolist(), years.tolist(), strict=True):
        d1 = (log(s / k) + (RATE - DIVIDENDS + v * v / 2) * t) / (v * sqrt(t))
        in_share, in_strike = ((1 + erf(d / sqrt(2))) / 2 for d in (d1, d1 - v * sqrt(t)))
        found.append(s * exp(-DIVIDENDS * t) * in_share - k * exp(-RATE * t) * in_strike)
    return found


def quantlib(spot: Floats, strike: Floats, volatility: Floats, years: Floats) -> list[float]:
    """The same by QuantLib's formula, a value at a time and without greeks."""
    found = []
    for s, k, v, t in zip(spot.tolist(), strike.tolist(), volatility.tolist(), years.tolist(), strict=True):
        forward = s * exp((RATE - DIVIDENDS) * t)
        found.append(ql.blackFormula(ql.Option.Call, k, forward, v * sqrt(t), exp(-RATE * t)))
    return found


def ours(spot: Floats, strike: Floats, volatility: Floats, years: Floats) -> Floats:
    """All at once, with the greeks."""
    return black_scholes(spot, strike, RATE, DIVIDENDS, volatility, years).value


def employee(strike: Floats) -> Floats:
    """Employee options that differ in strike alone, by Hull and White."""
    spot = np.full(len(strike), 100.0)
    return np.asarray(hull_white(EmployeeOptions(spot, strike, 10.0, 2.0, 3.0, 0.04), MARKET, 0)[1, 1])


def employee_one_by_one(strike: Floats) -> Floats:
    """The same, a lattice each."""
    return np.array([employee(strike[[row]])[0] for row in range(len(strike))])


def measured() -> Iterator[Measured]:
    """Ten thousand European options; twenty employee options of one year."""
    columns = grants(10_000)
    work = "10,000 Black-Scholes values (ours with five greeks), in seconds"
    for name, other in (("a loop", plain_loop), ("QuantLib", quantlib)):
        mine, theirs = in_turn(lambda: ours(*columns), lambda: other(*columns), 15)  # noqa: B023
        yield Measured(f"option values beside {name}", work, "arrays", name, mine, theirs, "s")
    strikes = np.linspace(50, 150, 20)
    mine, theirs = in_turn(lambda: employee(strikes), lambda: employee_one_by_one(strikes), 3)
    work = "20 employee options that differ in strike alone, by Hull and White, in seconds"
    yield Measured("employee options", work, "a shared lattice", "a lattice each", mine, theirs, "s")
