"""A scenario's years, exactly: facts, schemes and cost by hand, and what is wrong with a plan."""

from __future__ import annotations

from fractions import Fraction

import pytest

from planner.calculators.growth_result import growth
from planner.calculators.scheme import run_scheme
from planner.calculators.scheme_result import result_document
from tests.calculators.plans import PEOPLE, PLAN, SHARE, amounts, grown, of_years, planned, said


def test_a_plan_by_hand() -> None:
    """Year 1: 10 % of (1,100,000 − 8 % of 4,000,000) is 78,000; half of what is left of the profit is retained."""
    found = grown({"employer_charges": {"value": "20%"}, "discount_rate": {"value": "8%"}})
    first, second, _ = found["years"]
    assert first["company"] == {"revenue": "11000000.00", "net_profit": "1100000.00", "equity": "4000000.00"}
    assert (first["pool"], first["cost"], first["share_of_profit"]) == ("78000.00", "93600.00", "0.0851")
    assert second["company"]["equity"] == "4503200.00"  # 4,000,000 + (1,100,000 − 93,600) ÷ 2
    assert of_years(found, "exit_value") == ["22000000.00", "24200000.00", "26620000.00"]
    costs = amounts(found, "cost")
    assert Fraction(found["cost"]["total"]) == sum(costs)
    discounted = sum(cost / Fraction(108, 100) ** year for year, cost in enumerate(costs, 1))
    assert abs(Fraction(found["cost"]["present_value"]) - discounted) <= Fraction(1, 200)


def test_a_year_without_change_is_calc_scheme() -> None:
    """Nothing moves: each year's amounts are those of the scheme over the same people and figures."""
    found = growth({"years": 1, "company": PLAN["company"], "schemes": [SHARE], "people": PEOPLE})[0]["years"][0]
    alone = result_document(run_scheme(SHARE, PLAN["company"], PEOPLE))
    assert found["pool"] == alone["total"]
    assert [each["share"] for each in found["people"].values()] == [each["amount"] for each in alone["awards"]]
    assert found["levels"] == {"medior": {"people": 1, "amount": found["people"]["sam"]["share"]},
                               "senior": {"people": 1, "amount": found["people"]["noor"]["share"]}}  # fmt: skip


def test_everyone_together_gets_the_pool() -> None:
    found = grown({"hires": {"medior": {"value": 2}}, "leavers": {"value": "30%"}})
    for year in found["years"]:
        assert sum(Fraction(each["amount"]) for each in year["levels"].values()) == Fraction(year["pool"])


@pytest.mark.parametrize(
    ("drivers", "profits"),
    [
        ({"margin": {"value": ["5%", "20%"]}}, ["550000.00", "2420000.00", "2662000.00"]),
        ({"profit": {"value": [-500, 100]}}, ["-500.00", "100.00", "100.00"]),
        ({"revenue_growth": {"value": "-100%"}}, ["0.00", "0.00", "0.00"]),
    ],
)
def test_profit_follows_its_driver(drivers: dict[str, object], profits: list[str]) -> None:
    assert [each["net_profit"] for each in of_years(grown(drivers), "company")] == profits


def test_a_loss_is_not_held_back() -> None:
    years = of_years(grown({"profit": {"value": -100_000}}), "company")
    assert [each["equity"] for each in years] == ["4000000.00", "3900000.00", "3800000.00"]


def test_other_facts_grow_and_periods_go_on() -> None:
    scheme = {**SHARE, "company": [{"name": "pool", "formula": "customers * days_in_period", "step": "0.01"}]}
    company = {**PLAN["company"], "customers": 100}
    found = grown({"facts": {"customers": {"value": "50%"}}}, schemes=[scheme], company=company)
    assert of_years(found, "pool") == ["54750.00", "82125.00", "123525.00"]  # 2028 has 366 days
    assert [year["from"] for year in found["years"]] == ["2026-01-01", "2027-01-01", "2028-01-01"]


def test_what_is_not_money_stands_apart() -> None:
    rights = {"scheme": "rights", "award": [{"amount": "10", "unit": "option"}, {"amount": "5"}]}
    found = grown(schemes=[rights])["years"][0]
    assert found["schemes"] == {"rights (option)": "20.00", "rights": "10.00"}
    assert found["pool"] == "10.00"


def test_warnings_name_the_year() -> None:
    """Two people's caps hold 90,000; the pool of the third year is the first above it."""
    capped = {**SHARE, "award": [{"split": "pool", "by": "1", "cap": "45_000"}]}
    _, warnings = growth(planned(schemes=[capped]))
    assert [fault.say() for fault in warnings] == [
        "schemes[0].award[0].cap, year 3: leaves 2511.65 EUR that nobody gets"
    ]


def test_what_is_odd_in_people_is_a_warning() -> None:
    _, warnings = growth(planned(people=[{**PEOPLE[0], "fte": "1.1"}, PEOPLE[1]]))
    assert [fault.place for fault in warnings] == ["people[0].fte"]


def test_faults_in_the_document() -> None:
    assert said(years=0) == ['years: "0" is not a year of the plan: a whole number from 1 to 50']
    faults = said({"revenue_growth": {"value": ["10%", "x"], "volatility": "-1"}, "leavers": {"value": "110%"},
                   "exit": {"year": 2, "hazard": {"value": "5%"}, "value": 1}, "retained": {"value": "50%", "of": 1},
                   "pay_growth": {"value": -2}, "joiners": {"value": [1, -1]}})  # fmt: skip
    assert faults == [
        'drivers.revenue_growth.volatility: "-1" is less than 0',
        "drivers.revenue_growth.value: is not a number, nor a list with a number for each year",
        "drivers.retained.of: is not a known key; known are value, source",
        "drivers.pay_growth: has a value below -100%; less than nothing can't be left",
        "drivers.joiners: has a value below 0",
        "drivers.leavers: has a value that isn't from 0% to 100%",
        "drivers.exit: has both a year and a hazard; only one of them is taken",
    ]
    assert said({"margin": {"value": [1, 0], "distribution": "lognormal"}, "exit": {"year": 3}}) == [
        "drivers.margin: is lognormal and has a value that isn't more than 0; normal may be",
        "drivers.exit: needs either a value or a multiple of a company fact",
    ]
    assert said({"exit": {"multiple": {"value": 1}, "growth": {"value": 0}}}) == [
        "drivers.exit: has growth without a value that grows; a multiple follows its fact"
    ]


def test_faults_between_its_parts() -> None:
    round_b = {"id": "B", "pre_money": 1, "new_money": 1, "convention": "pre_money"}
    assert said({"margin": {"value": "5%"}, "profit": {"value": 1}, "exit": {"year": 4, "multiple": {"value": 2},
                 "of": "ebit"}, "facts": {"equity": {"value": 0}, "clients": {"value": 0}},
                 "rounds": [{**round_b, "year": 4}], "hires": {"lead": {"value": 1}}},
                company={"equity": 1}, schemes=[SHARE, SHARE], cap_table=None,
                people=[*PEOPLE, {"id": "new", "fte": 2}]) == [
        "drivers.profit: stands beside a margin; only one of them is taken",
        "company.revenue: is missing; revenue_growth and margin need it",
        "drivers.facts.equity: has drivers of its own: revenue_growth, margin or profit, retained",
        "company.clients: is missing; drivers.facts lets it grow",
        "company.ebit: is missing; the exit is a multiple of it",
        "drivers.exit.year: 4 is after the last year of the plan, 3",
        "cap_table: is missing; rounds need the shares that there are",
        "drivers.rounds[0].year: 4 is not before the exit in year 4; leave the round out or sell later",
        'schemes[0].scheme: "share" is the name of more than one scheme',
        'schemes[1].scheme: "share" is the name of more than one scheme',
        'drivers.hires.lead: nobody is at level "lead"; there are medior, senior',
        'people[2].fte: "2" is more than 1.2',
    ]  # fmt: skip


def test_faults_of_a_later_year_say_so() -> None:
    assert said({"leavers": {"value": "100%"}}) == [
        "people: are none in year 2, so nobody can share; give people, or fewer leavers"
    ]
    fading = {**SHARE, "company": [{"name": "pool", "formula": "1 / (12_100_000 - revenue)", "step": "0.01"}]}
    assert said(schemes=[fading]) == [
        'schemes[0].company[0].formula, year 2: "1 / (12_100_000 - revenue)" divides by zero: 12_100_000 - revenue is 0'
    ]
    assert said(people=[]) == [
        'cap_table.options[0].person: "noor" is nobody under people',
        'cap_table.holdings[0].person: "sam" is nobody under people',
    ]
    assert said(schemes=[{**SHARE, "scheme": "grant"}]) == [
        'schemes[0].scheme: "grant" is also the id of cap_table.options[0]'
    ]
    assert said(schemes=[{**SHARE, "award": [{"split": "pool", "by": "pay in"}]}])[0].startswith(
        "schemes[0].award[0].by"
    )
