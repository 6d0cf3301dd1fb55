"""Ten years over 100,000 paths, with a pool and five classes; the percentiles of a thousand people's rights."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import exp
from random import Random
from typing import Any

import numpy as np

from benchmarks.bench import Measured, in_turn
from benchmarks.waterfall import Directly
from planner.calculators.awards_many import AwardPaths, Rated
from planner.calculators.estimate import Sample
from planner.calculators.normal import Floats
from planner.calculators.simulate import simulation
from planner.calculators.simulate_result import Told
from planner.calculators.simulate_rights import of_awards
from planner.calculators.waterfall_document import WaterfallDocument

PATHS, FEW, YEARS, PEOPLE = 100_000, 100, 10, 1_000
PERCENTILES = (5, 25, 50, 75, 95)
CLASSES: list[dict[str, Any]] = [{"id": "common", "type": "common", "shares": 800_000}] + [
    {"id": f"P{n}", "type": "preferred", "shares": 50_000, "invested": 1_000_000 * n, "seniority": 5 - n,
     "participating": n % 2 == 0, "cap_multiple": 3 if n % 2 == 0 else None}
    for n in range(1, 5)
]  # fmt: skip


def document(paths: int) -> dict[str, Any]:
    """An invented company: growth, margin and multiple stray, a tenth of the profit above 8 % of equity is shared."""
    return {
        "seed": 1, "paths": paths, "years": YEARS, "percentiles": list(PERCENTILES),
        "company": {"revenue": 10_000_000, "equity": 3_000_000},
        "drivers": {"revenue_growth": {"value": "10%", "volatility": "20%"}, "retained": {"value": "50%"},
                    "margin": {"value": "10%", "volatility": "3%"},
                    "exit": {"year": YEARS, "multiple": {"value": 2, "volatility": "30%"}}},
        "schemes": [{"scheme": "share", "award": [{"split": "pool", "by": "1"}], "company": [
            {"name": "pool", "formula": "max(0, 10% * (net_profit - 8% * equity))", "step": "0.01"}]}],
        "cap_table": {"classes": CLASSES}, "people": [{"id": "1"}],
    }  # fmt: skip


def plainly(paths: int) -> list[dict[str, float]]:
    """As one would write it first: a path after the other, a year after the other; then the mean of each figure."""
    terms = Directly(WaterfallDocument.model_validate({"exit": 0, "classes": CLASSES}))
    drawn = Random(1)  # noqa: S311 - a simulation, no secret
    sums: list[dict[str, float]] = [{} for _ in range(YEARS)]
    for _ in range(paths):
        revenue, equity = 10e6, 3e6
        for year in range(YEARS):
            revenue *= 1.1 * exp(0.2 * drawn.gauss(0, 1) - 0.02)
            profit = revenue * (0.1 + 0.03 * drawn.gauss(0, 1))
            pool = round(max(0.0, 0.1 * (profit - 0.08 * equity)), 2)
            value = revenue * 2 * exp(0.3 * drawn.gauss(0, 1) - 0.045)
            result = profit - pool
            equity += 0.5 * result if result > 0 else result
            for name, amount in {"pool": pool, "exit_value": value, **terms.share(value)}.items():
                sums[year][name] = sums[year].get(name, 0.0) + amount / paths
    return sums


def capped(people: int, paths: int) -> tuple[AwardPaths, Sample]:
    """An award whose parts are capped, each at another rate."""
    drawn = np.random.default_rng(1)
    weights, caps = drawn.uniform(1, 3, people), drawn.uniform(500, 4_000, people)
    parts = Rated(drawn.lognormal(7, 0.5, paths), weights, np.full(people, -np.inf), caps)
    return AwardPaths("EUR", parts, np.zeros(1)), Sample(paths, [Fraction(each) for each in PERCENTILES])


def by_rate(award: AwardPaths, sample: Sample, people: int) -> Floats:
    """Percentiles of every person's part, from those of the rate."""
    parts = award.parts
    assert isinstance(parts, Rated)
    percentiles = sample.percentiles(parts.rate)[0]
    return np.array([parts.of(row, percentiles) for row in range(people)])


def by_arrays(award: AwardPaths, sample: Sample, people: int) -> Floats:
    """The same from people × paths."""
    return np.array([sample.percentiles(award.parts.amounts(row))[0] for row in range(people)])


def estimated(award: AwardPaths, sample: Sample, people: int) -> list[Floats]:
    """Means, errors and percentiles of every person."""
    payoff = of_awards(sample, [award])
    return [payoff(row).percentiles[0] for row in range(people)]


def measured() -> Iterator[Measured]:
    """The whole of a simulation by the path beside a plain loop; percentiles beside arrays a person."""
    many = document(PATHS)
    work = f"{YEARS} years of a pool and {len(CLASSES)} classes, {PATHS:,} paths"
    ours, other = in_turn(lambda: Told(simulation(many)).document(), lambda: plainly(FEW), 3)
    yield Measured("simulate: company", f"{work}, with percentiles and errors", "arrays of paths",
                   f"a loop of {FEW} paths, times {PATHS // FEW:,}", ours * 1e3, other * 1e3 * PATHS / FEW,
                   "ms")  # fmt: skip
    award, sample = capped(PEOPLE, PATHS)
    ours, other = in_turn(lambda: by_rate(award, sample, PEOPLE), lambda: by_arrays(award, sample, 20), 3)
    yield Measured("simulate: percentiles", f"{PEOPLE:,} people's capped parts of a pool, {PATHS:,} paths",
                   "a function of the rate's percentiles", "an array a person: 20 of them, times 50", ours * 1e3,
                   other * 1e3 * PEOPLE / 20, "ms")  # fmt: skip
    ours, other = in_turn(lambda: estimated(award, sample, PEOPLE), lambda: by_arrays(award, sample, 20), 3)
    yield Measured("simulate: estimates", f"the same with means and errors, {PEOPLE:,} people",
                   "percentiles of the rate, two look-ups in sums a person", "an array a person: percentiles only",
                   ours * 1e3, other * 1e3 * PEOPLE / 20, "ms")  # fmt: skip
