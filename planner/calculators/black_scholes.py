"""European options in closed form, over any number of grants at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.calculators.normal import Floats, cumulative, density

Numbers = float | Floats


@dataclass(frozen=True)
class Greeks:
    """How the value moves: with the share price, twice, with volatility and the rate (per 1.00), and with a year."""

    delta: Floats
    gamma: Floats
    vega: Floats
    theta: Floats
    rho: Floats


@dataclass(frozen=True)
class Priced:
    """Values and their greeks, of the shape that the arguments broadcast to."""

    value: Floats
    greeks: Greeks


def black_scholes(
    spot: Numbers, strike: Numbers, rate: Numbers, dividend_yield: Numbers, volatility: Numbers, years: Numbers,
    call: bool | npt.NDArray[np.bool_] = True,
) -> Priced:  # fmt: skip
    """What a European option is worth. Amounts in the currency of `spot`; rates a year, continuously compounded.

    Spot 60, strike 65, a rate of 8 %, volatility 30 %, a quarter of a year: a call is worth 2.1334.
    Source: F. Black, M. Scholes (1973), with R. Merton's dividend yield (1973); the numbers are E. Haug's, "The
    Complete Guide to Option Pricing Formulas", 2007, section 1.1.1.
    """
    s, k, r, q, v, t = (
        np.asarray(each, np.float64) for each in (spot, strike, rate, dividend_yield, volatility, years)
    )
    sign = np.where(call, 1.0, -1.0)
    spread = v * np.sqrt(t)
    d1 = (np.log(s / k) + (r - q + v * v / 2) * t) / spread
    kept, due = s * np.exp(-q * t), k * np.exp(-r * t)
    in_share, in_strike = cumulative(sign * d1), cumulative(sign * (d1 - spread))
    peak = kept * density(d1)
    greeks = Greeks(
        delta=sign * np.exp(-q * t) * in_share,
        gamma=peak / (s * s * spread),
        vega=peak * np.sqrt(t),
        theta=sign * (q * kept * in_share - r * due * in_strike) - peak * v / (2 * np.sqrt(t)),
        rho=sign * t * due * in_strike,
    )
    return Priced(sign * (kept * in_share - due * in_strike), greeks)
