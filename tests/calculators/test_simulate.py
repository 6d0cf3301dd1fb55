"""Many futures: closed forms, the exact plan without volatility, order, conservation, and what can't be drawn."""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import exp, log, sqrt
from statistics import NormalDist
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.calculators.simulate_result import simulate
from tests.calculators.financings import sentences
from tests.calculators.plans import SHARE, grown, of_years, planned, simulated

NORMAL = NormalDist()
STRAYS: dict[str, Any] = {
    "revenue_growth": {"value": "10%", "volatility": "20%"}, "margin": {"value": "10%", "volatility": "3%"},
    "exit": {"year": 3, "multiple": {"value": 2, "volatility": "30%"}},
}  # fmt: skip
VALUED = {"exit": {"year": 3, "value": 1_000_000, "growth": {"value": "5%", "volatility": "30%"}}}


def near(estimate: dict[str, Any], mean: float, errors: float = 4) -> bool:
    return bool(abs(estimate["mean"] - mean) <= errors * estimate["standard_error"])


def estimates(value: Any) -> Iterator[dict[str, Any]]:
    """Every estimate in a result."""
    if isinstance(value, dict) and "standard_error" in value:
        yield value
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from estimates(inner)


# Closed forms


def test_lognormal_growth() -> None:
    """After t years the mean is (1 + g)^t, and the logarithm normal with σ √t about its own middle."""
    found = simulated({"revenue_growth": {"value": "10%", "volatility": "20%"}}, paths=20_000, schemes=[])
    for year, facts in enumerate(of_years(found, "company"), 1):
        revenue = facts["revenue"]
        assert near(revenue, 10e6 * 1.1**year)
        for percent, value in revenue["percentiles"].items():
            z = NORMAL.inv_cdf(int(percent) / 100)
            expected = 10e6 * 1.1**year * exp(0.2 * sqrt(year) * z - 0.02 * year)
            assert abs(value - expected) <= 4 * revenue["percentile_errors"][percent]


def test_normal_margin() -> None:
    """10 million × a margin of 2 % ± 3 %: zero or less where z is below −2 ÷ 3."""
    found = simulated({"revenue_growth": {"value": 0}, "margin": {"value": "2%", "volatility": "3%"}}, paths=20_000)
    profit = found["years"][2]["company"]["net_profit"]
    assert near(profit, 200_000)
    assert profit["standard_error"] == pytest.approx(300_000 / sqrt(20_000), rel=0.02)
    assert profit["percentiles"]["50"] == pytest.approx(200_000, abs=4 * profit["percentile_errors"]["50"])
    assert profit["nothing"] == pytest.approx(NORMAL.cdf(-2 / 3), abs=0.012)


def test_options_are_black_and_scholes() -> None:
    """One class and options beside 10 million shares, at the forward price: F N(d₁) − K N(d₂), not discounted."""
    table = {"classes": [{"id": "common", "type": "common", "shares": 10**7}],
             "options": [{"id": "grant", "person": "noor", "quantity": 1, "strike": "0.12"}]}  # fmt: skip
    found = simulated(VALUED, paths=50_000, cap_table=table, schemes=[])
    forward, spread = 0.1 * 1.05**3, 0.3 * sqrt(3)
    d1 = log(forward / 0.12) / spread + spread / 2
    expected = forward * NORMAL.cdf(d1) - 0.12 * NORMAL.cdf(d1 - spread)
    grant = found["exit"]["people"]["noor"]["grant"]
    assert near(grant, expected, 3)
    assert grant["nothing"] == pytest.approx(1 - NORMAL.cdf(d1 - spread), abs=0.01)
    assert found["pays_from"] == {"grant": "1200000.00"}


@pytest.mark.parametrize("correlation", ["-1", "0", "0.5", "1"])
def test_drivers_that_move_together(correlation: str) -> None:
    """The mean of a product of lognormals is that of its parts × exp(ρ σ₁ σ₂)."""
    pair = {"correlations": [{"between": ["exit.multiple", "revenue_growth"], "value": correlation}]}
    found = simulated({**STRAYS, "exit": {"multiple": {"value": 2, "volatility": "30%"}}, **pair},
                      paths=20_000, years=1, schemes=[])  # fmt: skip
    assert near(found["years"][0]["exit_value"], 22e6 * exp(float(correlation) * 0.06))


def test_a_hazard() -> None:
    """Each year 20 % of what is left: 1 − 0.8^t; a sale pays 1 million, of which the whole is two people's."""
    table = {"classes": [{"id": "common", "type": "common", "shares": 10}],
             "holdings": [{"person": "noor", "class": "common", "shares": 4}]}  # fmt: skip
    found = simulated({"exit": {"hazard": {"value": "20%"}, "value": 10**6}}, paths=20_000, cap_table=table)["exit"]
    assert found["sold_by"] == [0.2, 0.36, 0.488]
    assert (found["exit_value"]["mean"], found["share_value"]["mean"]) == (10**6, 10**5)
    assert near(found["people"]["noor"]["common"], 0.488 * 400_000)
    assert found["people"]["noor"]["common"]["nothing"] == pytest.approx(0.512, abs=0.015)
    assert simulated({"exit": {"hazard": {"value": 0}, "value": 10**6}})["exit"]["exit_value"] is None


# Without volatility


@pytest.mark.parametrize(
    "award", [SHARE["award"], [{"split": "pool", "by": "pay_in_period", "cap": "30_000", "floor": "1"}]]
)
def test_no_volatility_is_the_plan(award: list[dict[str, str]]) -> None:
    changes: dict[str, Any] = {"schemes": [{**SHARE, "award": award}]}
    drivers = {"employer_charges": {"value": "20%"}, "leavers": {"value": "10%"}, "hires": {"medior": {"value": 1}},
               "rounds": [{"id": "B", "year": 1, "pre_money": 20_000_000, "new_money": 10**6,
                           "convention": "pre_money"}]}  # fmt: skip
    exact, found = grown(drivers, **changes), simulated(drivers, paths=3, **changes)
    assert all(each["standard_error"] == 0 for each in estimates(found))
    for year, told in zip(exact["years"], found["years"], strict=True):
        for name in ("pool", "cost", "exit_value", "share_value"):
            assert told[name]["mean"] == pytest.approx(float(year[name]), abs=0.011)
        for name, amount in year["payouts"].items():
            assert told["payouts"][name]["percentiles"]["5"] == pytest.approx(float(amount), abs=0.011)
        for person, rights in year["people"].items():
            assert {right: each["mean"] for right, each in told["people"][person].items()} == pytest.approx(
                {right: float(amount) for right, amount in rights.items()}, abs=0.011
            )


def test_volatility_too_small_to_see_is_the_plan() -> None:
    """The formulas over arrays come to what the exact ones do."""
    tiny = {name: {"value": "10%", "volatility": "1/100000000000000"} for name in ("revenue_growth", "margin")}
    exact, found = grown(tiny), simulated(tiny, paths=10)
    for year, told in zip(exact["years"], found["years"], strict=True):
        assert told["pool"]["percentiles"]["50"] == pytest.approx(float(year["pool"]), abs=0.011)
        share = told["people"]["noor"]["share"]["percentiles"]["95"]
        assert share == pytest.approx(float(year["people"]["noor"]["share"]), abs=0.011)


# Properties

SIZES = st.sampled_from(["0", "10%", "60%"])


@settings(max_examples=15)
@given(st.integers(0, 2**63 - 1), SIZES, SIZES, st.booleans(), st.sampled_from([None, "30_000"]))
def test_every_result_is_in_order_and_whole(
    seed: int, growth: str, margin: str, antithetic: bool, cap: str | None
) -> None:
    """Percentiles rise; people's means add up to the pool's, payouts' to the exit's; the same seed, the same bytes."""
    award = {**SHARE["award"][0], **({"cap": cap} if cap else {})}
    document = {**planned({"revenue_growth": {"value": "10%", "volatility": growth},
                           "margin": {"value": "10%", "volatility": margin}}, schemes=[{**SHARE, "award": [award]}]),
                "seed": seed, "paths": 60, "antithetic": antithetic}  # fmt: skip
    found = simulate(document)[0]
    for each in estimates(found):
        values = list(each["percentiles"].values())
        assert values == sorted(values)
        assert 0 <= each["nothing"] <= 1
        assert each["standard_error"] >= 0
    for year in found["years"]:
        shared = sum(rights["share"]["mean"] for rights in year["people"].values())
        assert shared == pytest.approx(year["pool"]["mean"], rel=1e-9, abs=1e-4)
        assert sum(each["mean"] for each in year["payouts"].values()) == pytest.approx(year["exit_value"]["mean"])
    assert json.dumps(simulate(document)[0]) == json.dumps(found)


def test_another_seed_is_another_future() -> None:
    first, second = (simulated(STRAYS, seed=seed)["years"][0]["pool"]["mean"] for seed in (1, 2))
    assert first != second


def test_more_paths_know_more() -> None:
    few, many = (simulated(STRAYS, paths=paths)["years"][2] for paths in (1000, 16_000))
    for name in ("pool", "exit_value", "share_value"):
        assert many[name]["standard_error"] == pytest.approx(few[name]["standard_error"] / 4, rel=0.25)
        assert many[name]["percentile_errors"]["50"] < few[name]["percentile_errors"]["50"]


def test_opposite_paths_know_more_of_what_rises() -> None:
    """The error over pairs is smaller, and so is the true one: means of twenty seeds lie closer together."""
    sold = {**STRAYS, "exit": {"multiple": STRAYS["exit"]["multiple"]}}
    plain, paired = (
        [simulated(sold, paths=200, seed=seed, antithetic=way, years=1, schemes=[])["years"][0]["exit_value"]
         for seed in range(20)]
        for way in (False, True)
    )  # fmt: skip
    off = [sum((each["mean"] - 22e6) ** 2 for each in found) for found in (plain, paired)]
    assert off[1] < off[0] / 2
    assert all(b["standard_error"] < a["standard_error"] / 2 for a, b in zip(plain, paired, strict=True))


def test_one_path_has_no_error_to_tell() -> None:
    pool = simulated(STRAYS, paths=1)["years"][0]["pool"]
    assert pool["standard_error"] is None
    assert set(pool["percentiles"].values()) == {pool["mean"]}


def test_each_right_rises_with_the_exit() -> None:
    """What the percentiles of the exit pay is what the percentiles of the payouts are: nothing else drives them."""
    found = simulated(STRAYS)["exit"]
    grant = found["people"]["noor"]["grant"]["percentiles"]
    shares = found["share_value"]["percentiles"]
    assert grant == pytest.approx({name: 10_000 * max(0, price - 12) for name, price in shares.items()}, abs=0.01)


def test_a_driver_more_leaves_the_others_as_they_were() -> None:
    alone = simulated({"revenue_growth": STRAYS["revenue_growth"]})["years"][1]["company"]["revenue"]
    assert simulated(STRAYS)["years"][1]["company"]["revenue"] == alone


# What can't be drawn


def said(drivers: dict[str, Any] | None = None, **changes: Any) -> list[str]:
    return sentences(lambda: simulate({"seed": 1, "paths": 100, **planned(drivers, **changes)}))


def test_faults() -> None:
    assert sentences(lambda: simulate({"years": 1})) == ["seed: is missing", "paths: is missing"]
    assert said(seed=-1, paths=0, percentiles=[50, 100]) == [
        'seed: "-1" is not a seed: a whole number from 0 to 9,223,372,036,854,775,807',
        'paths: "0" is not a number of paths: a whole number from 1 to 1,000,000',
        'percentiles[1]: "100" is not a percentile: a number above 0 and below 100',
    ]
    assert said({"margin": {"value": 0}, "profit": {"value": 0}}, paths=7, antithetic=True, percentiles=[50, 5]) == [
        "paths: 7 is odd; antithetic paths come in pairs",
        'percentiles[1]: "5" is not above the one before it',
        "drivers.profit: stands beside a margin; only one of them is taken",
    ]


def pair(first: str, second: str, value: object) -> dict[str, Any]:
    return {"between": [first, second], "value": value}


def test_impossible_correlations() -> None:
    three = [pair("margin", "revenue_growth", "0.9"), pair("revenue_growth", "exit.multiple", "0.9")]
    assert said({**STRAYS, "correlations": [*three, pair("margin", "exit.multiple", "-0.9")]}) == [
        "drivers.correlations: can't hold together: no figures move so. Bring them nearer to 0"
    ]
    assert said({**STRAYS, "correlations": [pair("margin", "margin", 1), pair("margin", "weather", 0), *three,
                                            pair("exit.multiple", "revenue_growth", 0)]}) == [
        "drivers.correlations[0].between: names one driver twice; two are needed",
        'drivers.correlations[1].between: "weather" is no driver of this plan that may stray; '
        "there are revenue_growth, margin, exit.multiple",
        "drivers.correlations[4].between: are the pair of an earlier correlation",
    ]  # fmt: skip
    assert said({"correlations": [pair("margin", "profit", "1.1")]}) == [
        'drivers.correlations[0].value: "1.1" is more than it may be; at most 1 is accepted'
    ]


@pytest.mark.parametrize(
    ("scheme", "sentence"),
    [
        ({"eligible": [{"name": "profit", "when": "net_profit > 0"}]},
         "schemes[0].eligible: follow from net_profit, which differs from path to path; who shares can't"),
        ({"award": [{"split": "pool", "by": "if(fte > 2, 1, 0)"}]},
         "schemes[0].award[0]: has money to share on some paths, but nobody is eligible or all weights are zero"),
        ({"award": [{"split": "pool", "by": "1", "floor": "20"}]},
         "schemes[0].award[0]: has floors that add up to more than there is to share on some paths"),
        ({"award": [{"split": "pool", "by": "fte * (1 + net_profit)"}]},
         "schemes[0].award[0]: has a weight below zero on some paths, and a share can't be"),
        ({"award": [{"amount": "1 / max(0, net_profit + 1)"}]},
         "schemes[0].award[0]: can't be worked out on every path: it divides by zero, or grows without measure"),
    ],
)  # fmt: skip
def test_schemes_that_fail_on_some_paths(scheme: dict[str, Any], sentence: str) -> None:
    """The plan itself can be worked out: at its own value the pool is exactly what the scheme needs."""
    pool = {"name": "pool", "formula": "max(0, net_profit) + if(total(fte) > 100, 1, 0)", "step": "0.01"}
    drivers = {"profit": {"value": 0 if "floor" not in str(scheme) else 40, "volatility": 100}}
    assert said(drivers, schemes=[{**SHARE, "company": [pool], **scheme}]) == [sentence]


def test_figures_without_measure() -> None:
    assert said({"revenue_growth": {"value": "1" + "0" * 200}}) == [
        "drivers: make figures that grow without measure in year 2"
    ]
