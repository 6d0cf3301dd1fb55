"""Option values: textbooks' own, QuantLib's, and closed forms where an employee option has one."""

from __future__ import annotations

from itertools import product
from math import exp
from typing import Any

import numpy as np
import pytest
import QuantLib as ql  # noqa: N813 (as its own examples do)
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.calculators.black_scholes import black_scholes
from planner.calculators.normal import cumulative
from planner.calculators.option_value import option_value, option_values
from planner.calculators.option_value_document import OptionDocument
from planner.calculators.reading import read
from planner.errors import Refused

EUROPEAN = {"model": "black-scholes", "spot": 60, "strike": 65, "rate": "8%", "volatility": "30%", "years": "0.25"}
DAYS = ql.Actual365Fixed()
TODAY = ql.Date(1, 1, 2026)


def process(spot: float, rate: float, dividend_yield: float, volatility: float) -> Any:
    ql.Settings.instance().evaluationDate = TODAY
    return ql.BlackScholesMertonProcess(
        ql.QuoteHandle(ql.SimpleQuote(spot)),
        ql.YieldTermStructureHandle(ql.FlatForward(TODAY, dividend_yield, DAYS)),
        ql.YieldTermStructureHandle(ql.FlatForward(TODAY, rate, DAYS)),
        ql.BlackVolTermStructureHandle(ql.BlackConstantVol(TODAY, ql.NullCalendar(), volatility, DAYS)),
    )


def quantlib(market: Any, call: bool, strike: float, days: int, american: bool = False) -> Any:
    payoff = ql.PlainVanillaPayoff(ql.Option.Call if call else ql.Option.Put, strike)
    end = TODAY + days
    option = ql.VanillaOption(payoff, ql.AmericanExercise(TODAY, end) if american else ql.EuropeanExercise(end))
    scheme = ql.QdFpAmericanEngine.highPrecisionScheme()
    option.setPricingEngine(ql.QdFpAmericanEngine(market, scheme) if american else ql.AnalyticEuropeanEngine(market))
    return option


@pytest.mark.parametrize(
    ("changes", "value"),
    [
        # E. Haug, The Complete Guide to Option Pricing Formulas (2007), 1.1.1 and 1.1.2
        ({}, 2.1334),
        ({"type": "put", "spot": 100, "strike": 95, "rate": "10%", "dividend_yield": "5%", "volatility": "20%",
          "years": "0.5"}, 2.4648),
        # J. Hull, Options, Futures, and Other Derivatives, the chapter on the Black-Scholes-Merton model
        ({"spot": 42, "strike": 40, "rate": "10%", "volatility": "20%", "years": "0.5"}, 4.7594),
        ({"spot": 42, "strike": 40, "rate": "10%", "volatility": "20%", "years": "0.5", "type": "put"}, 0.8086),
    ],
)  # fmt: skip
def test_textbooks(changes: dict[str, Any], value: float) -> None:
    assert option_value({**EUROPEAN, **changes})["value"] == pytest.approx(value, abs=5e-5)


def test_an_american_put() -> None:
    """J. Hull, the chapter on binomial trees: 4.283 by 500 steps, where five steps give 4.49."""
    put = {"model": "binomial", "type": "put", "style": "american", "spot": 50, "strike": 50, "rate": "10%",
           "volatility": "40%", "years": "5/12", "steps": 5}  # fmt: skip
    assert option_value(put)["value"] == pytest.approx(4.283, abs=2e-3)


@pytest.mark.parametrize(
    ("call", "strike", "dividend_yield", "days"), list(product((True, False), (80, 100, 130), (0.0, 0.04), (90, 1825)))
)
def test_closed_form_beside_quantlib(call: bool, strike: int, dividend_yield: float, days: int) -> None:
    theirs = quantlib(process(100, 0.03, dividend_yield, 0.25), call, strike, days)
    ours = option_value({"model": "black-scholes", "type": "call" if call else "put", "spot": 100, "strike": strike,
                         "rate": "0.03", "dividend_yield": dividend_yield, "volatility": "0.25",
                         "years": f"{days}/365"})  # fmt: skip
    assert ours["value"] == pytest.approx(theirs.NPV(), rel=1e-9, abs=1e-9)
    for name, value in ours["greeks"].items():
        assert value == pytest.approx(getattr(theirs, name)(), rel=1e-8, abs=1e-8)


@pytest.mark.parametrize(("call", "strike", "days"), list(product((True, False), (85, 100, 120), (60, 1095))))
def test_binomial_beside_quantlib(call: bool, strike: int, days: int) -> None:
    market = process(100, 0.05, 0.06, 0.3)
    theirs = quantlib(market, call, strike, days, american=True)
    ours = option_value({"model": "binomial", "type": "call" if call else "put", "style": "american", "spot": 100,
                         "strike": strike, "rate": "0.05", "dividend_yield": "0.06", "volatility": "0.3",
                         "years": f"{days}/365"})  # fmt: skip
    assert ours["value"] == pytest.approx(theirs.NPV(), abs=1e-3)
    moved = [quantlib(process(spot, 0.05, 0.06, 0.3), call, strike, days, True).NPV() for spot in (99.5, 100.5)]
    assert ours["greeks"]["delta"] == pytest.approx(moved[1] - moved[0], abs=1e-3)
    wider = [quantlib(process(100, 0.05, 0.06, v), call, strike, days, True).NPV() for v in (0.295, 0.305)]
    assert ours["greeks"]["vega"] == pytest.approx((wider[1] - wider[0]) / 0.01, rel=5e-3)
    dearer = [quantlib(process(100, r, 0.06, 0.3), call, strike, days, True).NPV() for r in (0.049, 0.051)]
    assert ours["greeks"]["rho"] == pytest.approx((dearer[1] - dearer[0]) / 0.002, rel=1e-2, abs=1e-2)


def test_a_european_tree_is_the_closed_form() -> None:
    for model_type in ("call", "put"):
        tree = option_value({**EUROPEAN, "model": "binomial", "type": model_type})
        closed = option_value({**EUROPEAN, "type": model_type})
        assert tree["value"] == pytest.approx(closed["value"], abs=1e-5)
        for name, value in closed["greeks"].items():
            assert tree["greeks"][name] == pytest.approx(value, rel=2e-3)


EMPLOYEE = {"model": "hull-white", "spot": 50, "strike": 50, "rate": "5%", "dividend_yield": "2%", "volatility": "30%",
            "years": 10, "exercise_multiple": 2, "vesting_years": 3, "exit_rate": "4%"}  # fmt: skip


@pytest.mark.parametrize(("multiple", "dividend_yield"), list(product((1.2, 2, 3.5), (0.0, 0.03))))
def test_used_at_a_multiple_is_a_knock_out_with_a_rebate(multiple: float, dividend_yield: float) -> None:
    """Vested and with nobody leaving, it is an up-and-out call that pays the gain when it knocks out."""
    market = process(50, 0.05, dividend_yield, 0.3)
    payoff, end = ql.PlainVanillaPayoff(ql.Option.Call, 50), ql.EuropeanExercise(TODAY + 3650)
    barrier = ql.BarrierOption(ql.Barrier.UpOut, 50 * multiple, 50 * (multiple - 1), payoff, end)
    barrier.setPricingEngine(ql.AnalyticBarrierEngine(market))
    ours = option_value({**EMPLOYEE, "exercise_multiple": multiple, "dividend_yield": dividend_yield,
                         "vesting_years": 0, "exit_rate": 0})  # fmt: skip
    assert ours["value"] == pytest.approx(barrier.NPV(), abs=1e-3)


def test_vesting_comes_before_use_at_a_multiple() -> None:
    """With nobody leaving: the knock-out's value on the day of vesting, over all prices of that day."""
    waves = np.linspace(-8, 8, 641)
    weights = np.exp(-waves * waves / 2)
    drift, spread = (0.05 - 0.02 - 0.045) * 3, 0.3 * 3**0.5
    total = 0.0
    for wave, weight in zip(waves, weights / weights.sum(), strict=True):
        price = 50 * exp(drift + spread * float(wave))
        if price >= 100:
            total += weight * (price - 50)
        elif price > 0.5:
            barrier = ql.BarrierOption(ql.Barrier.UpOut, 100, 50, ql.PlainVanillaPayoff(ql.Option.Call, 50),
                                       ql.EuropeanExercise(TODAY + 2555))  # fmt: skip
            barrier.setPricingEngine(ql.AnalyticBarrierEngine(process(price, 0.05, 0.02, 0.3)))
            total += weight * barrier.NPV()
    ours = option_value({**EMPLOYEE, "exit_rate": 0})["value"]
    assert ours == pytest.approx(total * exp(-0.15), abs=5e-3)


@pytest.mark.parametrize("vesting_years", [0, 3, 10])
def test_leaving_is_a_sum_of_european_options(vesting_years: int) -> None:
    """Never used early but on leaving: European options over the times of leaving, lost before vesting."""
    nodes, weights = np.polynomial.legendre.leggauss(200)
    half = (10 - vesting_years) / 2
    times = vesting_years + half * (nodes + 1)
    left = 0.04 * np.exp(-0.04 * times) * black_scholes(50, 50, 0.05, 0.02, 0.3, times).value
    stayed = exp(-0.4) * float(black_scholes(50, 50, 0.05, 0.02, 0.3, 10.0).value)
    ours = option_value({**EMPLOYEE, "exercise_multiple": 10**6, "vesting_years": vesting_years})["value"]
    assert ours == pytest.approx(half * float(weights @ left) + stayed, abs=1e-3)


@pytest.mark.parametrize(("multiple", "vesting_years", "nodes"), [(2, 3, 30), (1.2, 0, 8)])
def test_a_plain_tree_with_a_node_on_the_multiple(multiple: float, vesting_years: int, nodes: int) -> None:
    """Hull and White's own binomial tree, of as many steps as put a node on the multiple.

    P. Boyle, S. Lau, "Bumping up against the barrier with the binomial method" (1994).
    """
    steps = int(nodes**2 * 0.09 * 10 / np.log(multiple) ** 2)
    step = 10 / steps
    up, stay, grow = exp(0.3 * step**0.5), exp(-0.04 * step), exp(0.03 * step)
    chance = (grow - 1 / up) / (up - 1 / up)
    values = np.maximum(50 * up ** np.arange(-steps, steps + 1, 2.0) - 50, 0)
    for done in range(steps - 1, -1, -1):
        gains = 50 * up ** np.arange(-done, done + 1, 2.0) - 50
        values = stay * exp(-0.05 * step) * (chance * values[1:] + (1 - chance) * values[:-1])
        if done * step >= vesting_years:
            left = values + (1 - stay) * np.maximum(gains, 0)
            values = np.where(gains >= 50 * (multiple - 1) - 1e-9, gains, left)
    ours = option_value({**EMPLOYEE, "exercise_multiple": multiple, "vesting_years": vesting_years})["value"]
    assert ours == pytest.approx(float(values[0]), abs=3e-3)


def test_more_steps_change_little() -> None:
    """Hull and White's model with all its parts: 1,000 steps are as good as 5,000."""
    few, many = option_value(EMPLOYEE), option_value({**EMPLOYEE, "steps": 5000})
    assert few["value"] == pytest.approx(many["value"], abs=1e-4)
    assert few["greeks"]["delta"] == pytest.approx(many["greeks"]["delta"], abs=1e-4)
    nudged = [option_value({**EMPLOYEE, "spot": spot})["value"] for spot in ("49.9", "50.1")]
    assert few["greeks"]["delta"] == pytest.approx((nudged[1] - nudged[0]) / 0.2, abs=1e-3)


def test_above_the_multiple_it_is_used_at_once() -> None:
    found = option_value({**EMPLOYEE, "spot": 120, "vesting_years": 0})
    assert found["value"] == pytest.approx(70)
    assert found["greeks"] == pytest.approx({"delta": 1, "gamma": 0, "vega": 0, "theta": 0, "rho": 0}, abs=1e-9)


def test_an_employee_option_is_worth_less_than_one_that_trades() -> None:
    """Its value falls with leaving, and rises from a low multiple to a high one."""
    leaving = [option_value({**EMPLOYEE, "exit_rate": rate})["value"] for rate in (0, "5%", "20%")]
    multiples = [
        option_value({**EMPLOYEE, "dividend_yield": 0, "exercise_multiple": m})["value"] for m in ("1.1", 2, 9)
    ]
    whole = option_value({**EMPLOYEE, "model": "black-scholes", "dividend_yield": 0})["value"]
    assert leaving == sorted(leaving, reverse=True)
    assert [*multiples, whole] == sorted([*multiples, whole])


def test_thousands_at_once() -> None:
    spots = np.linspace(20, 180, 10_000)
    values = black_scholes(spots, 100.0, 0.03, 0.01, 0.25, 2.0).value
    assert values[::999] == pytest.approx(
        [float(black_scholes(s, 100, 0.03, 0.01, 0.25, 2).value) for s in spots[::999]]
    )


def test_many_grants_beside_quantlib() -> None:
    """Each with its own price, strike, time and volatility, worked out at once: values and greeks."""
    draw = np.random.default_rng(4)
    spot, strike = draw.uniform(1, 200, 300), draw.uniform(1, 200, 300)
    volatility, days, calls = draw.uniform(0.1, 0.9, 300), draw.integers(5, 3650, 300), draw.random(300) < 0.7
    ours = black_scholes(spot, strike, 0.03, 0.01, volatility, days / 365, calls)
    for row in range(300):
        market = process(float(spot[row]), 0.03, 0.01, float(volatility[row]))
        theirs = quantlib(market, bool(calls[row]), float(strike[row]), int(days[row]))
        assert ours.value[row] == pytest.approx(theirs.NPV(), rel=1e-9, abs=1e-9)
        for name in ("delta", "gamma", "vega", "theta", "rho"):
            assert getattr(ours.greeks, name)[row] == pytest.approx(getattr(theirs, name)(), rel=1e-8, abs=1e-8)


@pytest.mark.parametrize("call", [True, False])
@pytest.mark.parametrize(("volatility", "years"), [(0.0, 2.0), (0.3, 0.0), (0.0, 0.0)])
def test_nothing_left_to_happen(call: bool, volatility: float, years: float) -> None:
    """Without volatility or time a right is worth what using it at its end gives; nothing is infinite or unknown."""
    spots = np.array([1e-3, 50, 100, 100 * exp(-0.04), 150, 1e6])
    with np.errstate(all="raise", under="ignore"):
        found = black_scholes(spots, 100.0, 0.03, 0.01, volatility, years, call)
    forward = spots * exp(-0.01 * years) - 100 * exp(-0.03 * years)
    assert found.value == pytest.approx(np.maximum(forward if call else -forward, 0), abs=1e-9)
    sure = found.greeks.delta[[0, 1, 4, 5]] / exp(-0.01 * years)
    assert sure == pytest.approx([0, 0, 1, 1] if call else [-1, -1, 0, 0])
    assert all(np.isfinite(getattr(found.greeks, name)).all() for name in ("delta", "gamma", "vega", "theta", "rho"))


@settings(max_examples=60, deadline=None)
@given(
    spot=st.floats(1e-3, 1e9), moneyness=st.floats(1e-6, 1e6), rate=st.floats(-0.1, 0.5), call=st.booleans(),
    volatility=st.floats(0, 3), years=st.floats(0, 50),
)  # fmt: skip
def test_values_stay_within_their_bounds(
    spot: float, moneyness: float, rate: float, call: bool, volatility: float, years: float
) -> None:
    """However deep in or out of the money: finite, not below what the forward gives, not above what is bought."""
    strike = spot * moneyness
    found = black_scholes(spot, strike, rate, 0.02, volatility, years, call)
    kept, due = spot * exp(-0.02 * years), strike * exp(-rate * years)
    off = 1e-9 * max(kept, due)
    assert max(kept - due if call else due - kept, 0) - off <= found.value <= (kept if call else due) + off
    assert all(np.isfinite(getattr(found.greeks, name)) for name in ("delta", "gamma", "vega", "theta", "rho"))
    assert found.greeks.gamma >= 0
    assert found.greeks.vega >= 0


def test_grants_that_share_a_lattice() -> None:
    """Strikes of many years, a few terms, any model: as each by itself, and in the order given."""
    strikes = ["0.01", "20", "50", "61"]
    documents: list[dict[str, Any]] = [
        {**EMPLOYEE, "strike": strike, **more} for strike in strikes for more in ({}, {"vesting_years": 0})
    ]
    documents += [EUROPEAN, {**EUROPEAN, "model": "binomial", "type": "put", "style": "american"}]
    together = option_values([read(OptionDocument, each) for each in documents])
    for document, found in zip(documents, together, strict=True):
        alone = option_value(document)
        assert found["value"] == pytest.approx(alone["value"], rel=1e-8, abs=1e-8)
        assert found["greeks"] == pytest.approx(alone["greeks"], rel=1e-5, abs=1e-5)


def test_the_normal_distribution() -> None:
    x = np.linspace(-38, 38, 1521)
    theirs = ql.CumulativeNormalDistribution()
    assert cumulative(x) == pytest.approx([theirs(float(each)) for each in x], rel=1e-12, abs=1e-15)


@settings(max_examples=60, deadline=None)
@given(
    spot=st.integers(10, 400), rate=st.integers(-2, 12), dividend=st.integers(0, 10), volatility=st.integers(5, 90),
    months=st.integers(1, 120),
)  # fmt: skip
def test_calls_less_puts_are_the_forward(spot: int, rate: int, dividend: int, volatility: int, months: int) -> None:
    given_ = {"model": "black-scholes", "spot": spot, "strike": 100, "rate": f"{rate}%",
              "dividend_yield": f"{dividend}%", "volatility": f"{volatility}%", "years": f"{months}/12"}  # fmt: skip
    call, put = (option_value({**given_, "type": each})["value"] for each in ("call", "put"))
    years = months / 12
    assert call - put == pytest.approx(spot * exp(-dividend / 100 * years) - 100 * exp(-rate / 100 * years), abs=1e-8)
    assert -1e-9 <= call <= spot + 1e-9


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"style": "american"}, 'style: "american" is not for black-scholes; the model binomial takes it'),
        ({"model": "hull-white"}, "exercise_multiple: is missing; hull-white needs it, such as 2"),
        ({"model": "hull-white", "exercise_multiple": 1},
         'exercise_multiple: "1" is not above 1 and at most 1,000,000'),
        ({"model": "hull-white", "type": "put", "exercise_multiple": 2},
         'type: "put" is not for hull-white; it values employee options, which are calls'),
        ({"model": "hull-white", "exercise_multiple": 2, "vesting_years": 1},
         'vesting_years: "1" is more than years, 0.25'),
        ({"volatility": 25}, 'volatility: "25" is not from 0.001 to 10'),
        ({"years": 101}, 'years: "101" is not from 0.001 to 100'),
        ({"volatility": 2, "years": 10}, 'volatility: "2" is too much for 10 years'),
        ({"rate": 1, "years": 60}, 'rate: "1" is too much for 60 years'),
        ({"model": "binomial", "volatility": "0.001"}, 'volatility: "0.001" is too small beside rate for binomial'),
        ({"spot": 10**10}, 'strike: "65" is a million times more or less than spot'),
        ({"steps": 5001}, 'steps: "5001" is not from 0 to 5000'),
        ({"spot": 0}, 'spot: "0" is not more than 0'),
        ({"volatility": "-20%"}, 'volatility: "-20%" is not more than 0'),
        ({"exit_rate": "-1%"}, 'exit_rate: "-1%" is less than 0'),
        ({"model": "lattice"}, "model: \"lattice\" is not accepted; 'black-scholes', 'binomial' or 'hull-white' is"),
    ],
)  # fmt: skip
def test_faults(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        option_value({**EUROPEAN, **changes})
    assert [fault.say() for fault in refused.value.faults] == [sentence]
    assert refused.value.faults[0].say("nl") != sentence
