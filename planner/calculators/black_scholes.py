"""European options in closed form, over any number of grants at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.calculators.normal import Floats, cumulative, cumulative_and_density

Numbers = float | Floats
_SURE = 40.0  # standard deviations: beyond all doubt
_STILL = 1e-10  # a spread of less is none: a share of 100 would move by a hundred-millionth


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

    Spot 60, strike 65, a rate of 8 %, volatility 30 %, a quarter of a year: a call is worth 2.1334. Without time or
    volatility it is worth what using it then gives, and it no longer moves by volatility (gamma, on the strike itself
    beyond all bounds, is put at 0).
    Source: F. Black, M. Scholes (1973), with R. Merton's dividend yield (1973); the numbers are E. Haug's, "The
    Complete Guide to Option Pricing Formulas", 2007, section 1.1.1.
    """
    s, k, r, q, v, t = (
        np.asarray(each, np.float64) for each in (spot, strike, rate, dividend_yield, volatility, years)
    )
    sign, root = np.where(call, 1.0, -1.0), np.sqrt(t)
    spread, ahead = v * root, np.log(s / k) + (r - q) * t
    is_open = spread > _STILL
    wide = spread + ~is_open  # 1 where there is nothing to divide by
    d1 = ahead / wide + spread / 2
    if not is_open.all():
        d1 = np.where(is_open, d1, np.sign(ahead) * _SURE)
    grown, shrunk = np.exp(-q * t), np.exp(-r * t)
    kept, due = s * grown, k * shrunk
    in_share, likely = cumulative_and_density(sign * d1)
    in_strike = cumulative(sign * (d1 - spread))
    peak = kept * likely
    greeks = Greeks(
        delta=sign * grown * in_share,
        gamma=peak / (s * s * wide) * is_open,
        vega=peak * root,
        theta=sign * (q * kept * in_share - r * due * in_strike) - peak * v * v / (2 * wide) * is_open,
        rho=sign * t * due * in_strike,
    )
    return Priced(np.maximum(sign * (kept * in_share - due * in_strike), 0.0), greeks)
