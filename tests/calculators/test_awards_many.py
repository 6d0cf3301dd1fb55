"""Awards over many paths: the same as the scheme carried out exactly, path by path."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import presets
from planner.calculators import awards_many
from planner.calculators.awards_many import AwardPaths, Own, Rated, awards_over
from planner.calculators.estimate import Sample
from planner.calculators.scheme import run_scheme
from planner.calculators.simulate_rights import of_awards
from planner.errors import Refused
from tests.calculators.samples import COMPANY, people, scheme

TIMES = ["-0.4", "0", "0.3137", "1", "1.01", "2.5"]


def check(document: dict[str, Any], times: list[str], company: dict[str, str] = COMPANY) -> list[Rated | Own]:
    """Each person's part of each award, and all together, on paths on which every fact is so many times as large."""
    run = run_scheme(document, company, people())
    facts = {name: np.array([float(Fraction(value) * Fraction(each)) for each in times])
             for name, value in company.items()}  # fmt: skip
    found = awards_over(run, facts, "schemes[0]")
    for path, each in enumerate(times):
        exact = run_scheme(document, {name: Fraction(value) * Fraction(each) for name, value in company.items()},
                           people())  # fmt: skip
        for award, paths in zip(exact.awards, found, strict=True):
            size = float(award.award.size)
            amounts = [np.broadcast_to(paths.parts.amounts(row), len(times))[path] for row in range(len(run.eligible))]
            assert amounts == pytest.approx([float(award.amount(row)) for row in range(len(amounts))], abs=1.01 * size)
            total = np.broadcast_to(paths.total, len(times))[path]
            assert total == pytest.approx(sum(amounts), abs=1e-6)
            assert total == pytest.approx(sum(award.parts) * size, abs=1.01 * size * len(amounts))
    return [each.parts for each in found]


@pytest.mark.parametrize("name", [*presets.names(), *presets.examples()])
def test_every_preset_path_by_path(name: str) -> None:
    check(presets.load(name), TIMES[2:])


@pytest.mark.parametrize(
    "formula",
    [
        "min(net_profit, 1_000_000) * 1% + max(0, equity) * 0.1%", "if(net_profit < 0, 0 - net_profit, net_profit)",
        "if(net_profit > equity or net_profit < 0, 7, 11)",
        "if(not (net_profit >= 1_000_000) and net_profit != 0, 3, 5)", "round(net_profit, 1000) / 100",
        "floor(net_profit / 3, 100)", "ceil(net_profit / 3, 100)", "-net_profit ^ 2 / 1_000_000_000 + 100_000",
        "tiers(net_profit, 5% to 500_000, 10% to max(600_000, equity), 20%)", "if(is_given(net_profit), customers, 0)",
        "if(customers <= 231, if(customers = 231, 1, 2), 3)",
    ],
)  # fmt: skip
def test_operations(formula: str) -> None:
    steps = [{"name": "pool", "formula": formula, "step": "0.01"}]
    (part,) = check(scheme(company=steps, award=[{"split": "pool", "by": "fte"}]), TIMES)
    assert isinstance(part, Rated)


@pytest.mark.parametrize("function", ["total", "average", "median", "smallest", "largest"])
@pytest.mark.parametrize("by", ["", ", level"])
def test_figures_over_people(function: str, by: str) -> None:
    steps = [{"name": "own", "formula": "fte * net_profit / 1000 + monthly_salary", "step": "0.01"},
             {"name": "all", "formula": f"{function}(own{by})", "step": "0.01"}]  # fmt: skip
    (part,) = check(scheme(person=steps, award=[{"amount": "all"}]), TIMES)
    assert isinstance(part, Own)


@pytest.mark.parametrize(
    "award",
    [
        {"split": "pool", "by": "fte + max(0, net_profit) / 1_000_000 * monthly_salary"},
        {"split": "pool", "by": "1 + max(0, net_profit)", "cap": "fte * max(0, equity) / 100"},
        {"split": "pool", "by": "fte * (1 + equity ^ 2)", "cap": "monthly_salary * 3",
         "floor": "max(0, net_profit) / 1000"},
    ],
)  # fmt: skip
def test_weights_and_bounds_that_follow_the_company(award: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether in one block or in many."""
    steps = [{"name": "pool", "formula": "max(0, 5% * net_profit)", "step": "0.01"}]
    for block in (awards_many.BLOCK, 20):
        monkeypatch.setattr(awards_many, "BLOCK", block)
        (part,) = check(scheme(company=steps, award=[award]), TIMES)
        assert isinstance(part, Own)


@settings(max_examples=40)
@given(
    st.lists(st.integers(0, 400_000), min_size=1, max_size=5),
    st.sampled_from(["1", "fte", "monthly_salary", "if(level = 'senior', 0, 3)"]),
    st.sampled_from([None, "0", "200", "monthly_salary / 2"]), st.sampled_from([None, "0", "90.123"]),
)  # fmt: skip
def test_bounds_hold_at_every_rate(pools: list[int], by: str, cap: str | None, floor: str | None) -> None:
    bounds = {name: each for name, each in (("cap", cap), ("floor", floor)) if each is not None}
    if cap is not None and floor is not None:
        bounds["cap"] = f"ceil(max({cap}, {floor}), 0.01)"
    award = {"split": "net_profit", "by": by, **bounds}
    times = [str(Fraction(pool + 1000, 1000)) for pool in pools]
    (part,) = check(scheme(award=[award]), times, {"net_profit": "1000"})
    assert isinstance(part, Rated)


def test_two_sums_that_rise_together_are_sorted_once() -> None:
    """Percentiles of their sum are those of an array a person; and so they are where they don't rise together."""
    halves = [{"split": "0.5 * max(0, net_profit)", "by": "fte", "cap": "monthly_salary"},
              {"split": "0.1 * max(0, net_profit)", "by": "1"}]  # fmt: skip
    against = [halves[0], {"split": "max(0, 100_000 - net_profit)", "by": "1"}]
    profits = np.random.default_rng(1).normal(50_000, 40_000, 999)
    sample = Sample(profits.size, [Fraction(5), Fraction(50), Fraction(95)])
    for awards in (halves, against):
        run = run_scheme(scheme(award=awards), {"net_profit": 10_000}, people())
        found = awards_over(run, {"net_profit": profits}, "")
        estimate = of_awards(sample, found)(1)
        each = sum(award.parts.amounts(1) for award in found)
        assert estimate.percentiles == pytest.approx(sample.percentiles(np.asarray(each)))
        assert estimate.mean == pytest.approx(float(np.mean(each)))


BOUNDS = st.tuples(st.sampled_from([0.5, 1, 30]), st.sampled_from([-np.inf, 0, 3]), st.sampled_from([0, 4, 60, np.inf]))


@given(st.lists(BOUNDS, min_size=1, max_size=3), st.lists(st.integers(-2, 9), min_size=2, max_size=30))
def test_sums_tell_what_arrays_do(people: list[tuple[float, float, float]], rates: list[int]) -> None:
    """Mean, error, percentiles and the part that is nothing, for every weight between every bounds."""
    weights, floors, caps = (np.array(each, dtype=float) for each in zip(*people, strict=True))
    parts = Rated(np.array(rates, dtype=float), weights, floors, np.maximum(floors, caps))
    sample = Sample(len(rates), [Fraction(5), Fraction(50), Fraction(95)])
    payoff = of_awards(sample, [AwardPaths("EUR", parts, np.zeros(1))])
    for row in range(len(people)):
        found, expected = payoff(row), sample.estimate(parts.amounts(row))
        assert (found.mean, found.error) == pytest.approx((expected.mean, expected.error), abs=1e-6)
        assert found.percentiles.tolist() == expected.percentiles.tolist()
        assert found.nothing == expected.nothing


def test_too_many_people_times_paths() -> None:
    run = run_scheme(scheme(award=[{"amount": "net_profit / count()"}]), {"net_profit": 1}, people())
    assert len(run.eligible) == 10
    with pytest.raises(
        Refused, match=r"follows the company's figures person by person; 10 people allow at most 2000000"
    ):
        awards_over(run, {"net_profit": np.zeros(2_000_001)}, "schemes[0]")


def test_a_text_that_follows_the_company_is_refused() -> None:
    looked_up = scheme(given={"rates": {"table": {"1": 5, "2": 6}}}, award=[{"amount": "lookup(customers, rates)"}])
    run = run_scheme(looked_up, {"customers": 1}, people())
    with pytest.raises(Refused, match="looks a text or table up"):
        awards_over(run, {"customers": np.array([1.0, 2.0])}, "schemes[0]")
