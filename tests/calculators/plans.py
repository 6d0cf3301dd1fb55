"""Plans for the tests of growth and simulation; all invented."""

from __future__ import annotations

from copy import deepcopy
from fractions import Fraction
from typing import Any

from planner.calculators.growth_result import growth
from planner.calculators.simulate_result import simulate
from tests.calculators.financings import sentences

PERIOD = {"from": "2026-01-01", "to": "2026-12-31"}
SHARE: dict[str, Any] = {
    "scheme": "share", "period": PERIOD,
    "company": [{"name": "pool", "formula": "max(0, 10% * (net_profit - 8% * equity))", "step": "0.01"}],
    "award": [{"split": "pool", "by": "pay_in_period"}],
}  # fmt: skip
CAP_TABLE: dict[str, Any] = {
    "classes": [{"id": "A", "type": "preferred", "shares": 200_000, "invested": 2_000_000},
                {"id": "common", "type": "common", "shares": 790_000}],
    "options": [{"id": "grant", "person": "noor", "quantity": 10_000, "strike": "12", "vested": ["50%", "100%"]}],
    "holdings": [{"person": "sam", "class": "common", "shares": 7_900}],
}  # fmt: skip
PEOPLE = [
    {"id": "noor", "level": "senior", "start_date": "2020-01-01", "monthly_salary": "6000"},
    {"id": "sam", "level": "medior", "start_date": "2023-01-01", "monthly_salary": "4000", "fte": "0.8"},
]
PLAN: dict[str, Any] = {
    "years": 3, "company": {"revenue": 10_000_000, "net_profit": 1_000_000, "equity": 4_000_000},
    "drivers": {"revenue_growth": {"value": "10%"}, "retained": {"value": "50%"},
                "exit": {"year": 3, "multiple": {"value": 2}}},
    "schemes": [SHARE], "cap_table": CAP_TABLE, "people": PEOPLE,
}  # fmt: skip


def planned(drivers: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """The plan, with drivers and other parts put in their place."""
    found = deepcopy(PLAN) | changes
    return {**found, "drivers": {**found["drivers"], **(drivers or {})}}


def grown(drivers: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    return growth(planned(drivers, **changes))[0]


def simulated(drivers: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    return simulate({"seed": 1, "paths": 4000, **planned(drivers, **changes)})[0]


def of_years(found: dict[str, Any], name: str) -> list[Any]:
    return [year[name] for year in found["years"]]


def amounts(found: dict[str, Any], name: str) -> list[Fraction]:
    return [Fraction(each) for each in of_years(found, name)]


def said(drivers: dict[str, Any] | None = None, **changes: Any) -> list[str]:
    """What is wrong with a plan; each sentence has its Dutch."""
    return sentences(lambda: growth(planned(drivers, **changes)))
