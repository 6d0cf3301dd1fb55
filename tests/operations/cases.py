"""Schemes and invented people that the register's tests are made with. All people are made from a number."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

from planner.calc import read_scheme_run
from planner.calculators.scheme_run import SchemeRun
from planner.statements.header import Header

PERIOD = {"from": "2026-01-01", "to": "2026-12-31"}
LEVELS = ("junior", "medior", "senior", "lead")
DEPARTMENTS = ("Zorg & advies", "IT", "Verkoop", "Beheer")


def both(nl: str, en: str) -> dict[str, str]:
    return {"nl": nl, "en": en}


def step(name: str, formula: str, size: str | None = "0.01", unit: str | None = None, **more: object) -> dict[str, Any]:
    return {
        "name": name,
        "formula": formula,
        **({"step": size} if size else {}),
        **({"unit": unit} if unit else {}),
        **more,
    }


def people(count: int, seed: int = 1, **facts: object) -> list[dict[str, Any]]:
    """Invented employees with hours, pay, level and department; some too short in service."""
    chance = random.Random(seed)  # noqa: S311 - samples, not secrets
    found: list[dict[str, Any]] = []
    for place in range(count):
        started = date(chance.choice((2012, 2019, 2023, 2025, 2026)), chance.randint(1, 9), chance.randint(1, 28))
        found.append({
            "id": f"{101 + 3 * place:04d}",
            "start_date": started.isoformat(),
            "fte": chance.choice(("1", "0.9", "0.8", "0.6", "0.8992")),
            "monthly_salary": str(chance.randrange(270_000, 700_000, 1_234) / 100),
            "level": chance.choice(LEVELS),
            "department": chance.choice(DEPARTMENTS),
            **facts,
        })  # fmt: skip
    return found


def worked(count: int = 66) -> dict[str, Any]:
    """Profit above a required return; half by presence, half by pay earned."""
    scheme = {
        "scheme": "winstdeling-2026",
        "title": both("Winstdeling 2026", "Profit share 2026"),
        "period": PERIOD,
        "version": "3",
        "decided": {"by": "H. de Lange", "on": "2027-04-09"},
        "facts": {
            "net_profit": {"title": both("Nettowinst 2026", "Net profit 2026"), "unit": "EUR",
                           "source": both("jaarrekening van 26 maart 2027", "annual accounts of 26 March 2027")},
            "equity": {"title": both("Eigen vermogen", "Equity"), "unit": "EUR"},
        },
        "given": {"required_return": {"value": "8%", "title": both("Vereist rendement", "Required return")}},
        "eligible": [{"name": "service", "when": "tenure_months >= 6",
                      "title": both("Minstens zes maanden in dienst", "At least six months' service")}],
        "company": [
            step("surplus", "max(0, net_profit - required_return * equity)", unit="EUR",
                 title=both("Winst daarboven", "Profit above it")),
            step("pool", "10% * surplus", unit="EUR", title=both("De pot", "The pool")),
            step("first_half", "pool / 2", unit="EUR", title=both("Eerste helft", "First half")),
        ],
        "person": [
            step("presence", "fte * days_employed / days_in_period", "0.0001", title=both("Aanwezigheid", "Presence")),
            step("pay", "pay_in_period", unit="EUR", title=both("Verdiend loon", "Pay earned")),
        ],
        "award": [
            {"split": "first_half", "by": "presence", "title": both("Naar aanwezigheid", "By presence")},
            {"split": "pool - first_half", "by": "pay", "title": both("Naar verdiend loon", "By pay earned")},
        ],
    }  # fmt: skip
    company = {"net_profit": "1657313", "equity": "6250000"}
    return {"scheme": scheme, "company": company, "people": people(count)}


def bounded() -> dict[str, Any]:
    """A cap of a month's pay that binds some, a floor that binds others, and leave that makes one a zero."""
    scheme = {
        "scheme": "bounded", "period": PERIOD,
        "person": [step("month_pay", "monthly_salary * fte", unit="EUR"),
                   step("points", "fte * days_employed / 100", "0.001")],
        "award": [{"split": "pot", "by": "points", "cap": "month_pay / 3",
                   "floor": "min(floor(month_pay / 3, 0.01), 700.005)"}],
    }  # fmt: skip
    return {"scheme": scheme, "company": {"pot": "66000.01"}, "people": people(60, 2)}


def all_capped() -> dict[str, Any]:
    """Caps that leave money over."""
    case = bounded()
    case["company"]["pot"] = "999999.99"
    return case


def mixed() -> dict[str, Any]:
    """One sum by a mix of two, and a deduction that makes the sum below zero."""
    scheme = {
        "scheme": "mixed", "period": PERIOD,
        "award": [
            {"split": "pot", "by": "mix(50%, fte * days_employed, 50%, pay_in_period)"},
            {"split": "correction", "by": "fte"},
        ],
    }  # fmt: skip
    return {"scheme": scheme, "company": {"pot": "31415.92", "correction": "-271.83"}, "people": people(37, 3)}


def grouped() -> dict[str, Any]:
    """Every figure over people, of all and by a fact."""
    scheme = {
        "scheme": "grouped", "period": PERIOD,
        "company": [step("whole", "total(salary * fte)"), step("middle", "median(salary)"),
                    step("mean", "average(fte)", "0.0001"), step("heads", "count()", None),
                    step("span", "largest(salary) - smallest(salary)")],
        "person": [
            step("team_pay", "total(salary, department)"), step("team_mean", "average(salary * fte, department)"),
            step("team_middle", "median(salary, department)"), step("team_size", "count(department)", None),
            step("team_low", "smallest(salary, department)"), step("team_high", "largest(salary, department)"),
            step("place", "salary * team_size / team_pay + team_middle / team_mean", "0.000001"),
        ],
        "award": [{"split": "whole / 100", "by": "place"}],
    }  # fmt: skip
    return {"scheme": scheme, "company": {}, "people": people(45, 4)}


def tiered() -> dict[str, Any]:
    """Tiers, tables, choices, rounding of every kind and sign, powers, and what isn't given."""
    scheme = {
        "scheme": "tiered", "period": PERIOD,
        "given": {"level_points": {"table": {"junior": 10, "medior": 12, "senior": "15.5", "lead": 20}},
                  "scale": {"table": {"1": "1.00", "2": "1.10", "3": "1.25"}}},
        "company": [
            step("pool", "tiers(profit, 5% to 1_000_000, 10% to 2_500_000, 20%)"),
            step("growth", "(profit / last_profit) ^ 2 - -2 ^ 2 / 100 + 2 ^ -1", "0.0001"),
            step("down", "floor(-profit / 7, 1000)", None), step("up", "ceil(-profit / 7, 0.05)", None),
            step("near", "round(-2.5, 1) + round(2.675, 0.01) + round(profit / 3, 250)", None),
        ],
        "person": [
            step("points", "lookup(level, level_points) * lookup(grade, scale)", None),
            step("extra", "if(is_given(bonus) and bonus > 3 or level = 'lead', 1.5, 0.25)", None),
            step("strict", "if(not (level != 'junior') and grade >= 2, max(1, points - 3), min(points, 12))", None),
            step("per_day", "if(days_employed > 365, 0, points / days_employed)", "0.00001"),
            step("label", "if(fte < 1, 'part', 'full')", None),
            step("nudge", "if(label = 'part', 1, 0) + (fte < 0.7)", None),
        ],
        "award": [{"split": "pool", "by": "points * extra + strict + per_day + nudge + growth / 10"}],
    }  # fmt: skip
    found = people(50, 5)
    for place, each in enumerate(found):
        each["grade"] = str(1 + place % 3)
        if place % 4 == 0:
            each["bonus"] = str(place % 7)
    return {"scheme": scheme, "company": {"profit": "3141592.65", "last_profit": "2718281.83"}, "people": found}


def dated() -> dict[str, Any]:
    """Months and days between dates, at the ends of months too, and dates compared."""
    scheme = {
        "scheme": "dated", "period": PERIOD,
        "given": {"turn": {"value": "2026-02-28"}},
        "person": [
            step("months_to", "months(joined, turn)", None), step("months_back", "months(turn, joined)", None),
            step("days_to", "days(joined, '2026-12-31')", None),
            step("early", "if(joined < '2020-01-01' or joined = '2025-01-31', 2, 1)", None),
            step("points", "max(0, months_to) + early + max(0, days_to) / 100", "0.01"),
        ],
        "award": [{"split": "50000", "by": "points"}, {"amount": "max(0, months_back) * 1.005"}],
    }  # fmt: skip
    found = people(40, 6)
    days = (
        "2019-01-31",
        "2025-01-31",
        "2024-02-29",
        "2023-02-28",
        "2026-03-31",
        "2025-08-30",
        "2027-01-29",
        "2020-01-01",
    )
    for place, each in enumerate(found):
        each["joined"] = days[place % len(days)]
    return {"scheme": scheme, "company": {}, "people": found}


def several() -> dict[str, Any]:
    """Money and shares, a sum in steps of five cents and an own formula."""
    scheme = {
        "scheme": "several", "period": PERIOD,
        "award": [
            {"split": "1000.05", "by": "fte", "step": "0.05"},
            {"amount": "salary * 1.25% * fte"},
            {"split": "shares", "by": "salary", "unit": "share"},
            {"split": "shares / 7", "by": "salary * fte", "unit": "share", "step": "0.25", "cap": "20"},
        ],
    }  # fmt: skip
    return {"scheme": scheme, "company": {"shares": "7000"}, "people": people(33, 7)}


def run_of(case: dict[str, Any]) -> SchemeRun:
    return read_scheme_run(case)


def header_of(run: SchemeRun, **changes: Any) -> Header:
    names = {each: f"Voorbeeld {each}" for each in run.people.ids}
    given = {"company": "Halte Noord B.V. (voorbeeld)", "day": date(2027, 4, 15), "place": "Deventer", "names": names}
    return Header(**{**given, **changes})
