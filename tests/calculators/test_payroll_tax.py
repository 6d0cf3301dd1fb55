"""What is withheld: the contract's cases, what holds whatever the wage, bad input. The tables are in tests/golden."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.calculators.payroll_tax import payroll_tax
from planner.errors import Refused

MONTH: dict[str, Any] = {
    "country": "NL", "date": "2026-05-31", "monthly_wage": "4000.00", "tax_credit": True, "age_group": "below",
}  # fmt: skip
BONUS: dict[str, Any] = {
    "country": "NL", "date": "2026-05-31", "annual_wage": "50000", "bonus": "1234.56", "tax_credit": True,
    "age_group": "below", "single_elderly": False,
}  # fmt: skip
GROUPS = st.sampled_from(["below", "born-1946-or-later", "born-1945-or-before"])
WAGES = st.decimals(0, 20_000, places=2, allow_nan=False)


def withheld(document: dict[str, Any], **changes: object) -> dict[str, Any]:
    result, warnings = payroll_tax({**document, **changes})
    assert warnings == ()
    return {name: value for name, value in result.items() if name != "sources"}


def test_cases_of_the_contract() -> None:
    assert withheld(BONUS) == {"rate": "50.47", "tax": "623.08"}
    assert withheld(MONTH) == {"tax": "818.67", "labour_credit": "461.00"}


@pytest.mark.parametrize(
    ("wage", "tax"),
    [
        ("0", "0.00"),
        ("4.49", "0.00"),  # below the first row
        ("3999.99", "818.67"),  # the row of 3,996.00
        ("4000.49", "818.67"),
        ("4000.50", "820.92"),
        ("11092.50", "4651.67"),  # the last row
        ("11092.51", "4651.67"),  # 49.5% of a cent is less than a cent
        ("11092.53", "4651.68"),
        ("20000", "9060.88"),  # 4,651.67 and 49.5% of 8,907.50, 4,409.2125, rounded down
    ],
)
def test_between_the_rows_and_above_the_last(wage: str, tax: str) -> None:
    assert withheld(MONTH, monthly_wage=wage)["tax"] == tax


def test_single_elderly_people_have_a_credit_of_their_own() -> None:
    """540 a year in 2026 is 45 a month; what is left of the tax is all it can take."""
    elderly = {**MONTH, "age_group": "born-1946-or-later"}
    assert withheld(elderly) == {"tax": "402.75", "labour_credit": "230.33"}
    assert withheld(elderly, single_elderly=True) == {"tax": "357.75", "labour_credit": "230.33"}
    assert withheld(elderly, single_elderly=True, monthly_wage=2900)["tax"] == "0.00"
    assert withheld(elderly, single_elderly=True, tax_credit=False) == withheld(elderly, tax_credit=False)


def test_part_of_last_year_is_made_a_year() -> None:
    """Source: jortt.nl, after the tax authority's handbook: from 15 November, 3,000 in 1.5 months is 24,000 a year."""
    whole = withheld(BONUS, annual_wage=24_000)
    part = {name: value for name, value in BONUS.items() if name != "annual_wage"}
    assert withheld(part, last_year={"wage": "3000", "months": "1.5"}) == whole
    rules = payroll_tax({**part, "last_year": {"wage": 1, "months": 12}})[0]["sources"]
    assert [each["rules"] for each in rules] == [["special-rate.annual-wage"], ["special-rate.below"]]


@given(WAGES, WAGES, GROUPS, st.booleans(), st.sampled_from([2024, 2025, 2026]))
def test_who_earns_more_pays_more_and_keeps_more(
    one: Decimal, other: Decimal, group: str, credit: bool, year: int
) -> None:
    """But for the step of a row, € 4.50, in which the tax rises at once."""
    person = {"age_group": group, "tax_credit": credit, "date": f"{year}-01-01"}
    low, high = sorted((one, other))
    less, more = (Decimal(withheld(MONTH, monthly_wage=str(wage), **person)["tax"]) for wage in (low, high))
    assert 0 <= less <= more
    assert more - less <= high - low + Decimal("4.50")


@given(st.fractions(0, 10**6, max_denominator=1000), st.integers(0, 200_000), GROUPS, st.booleans())
def test_a_bonus_is_rounded_down_to_the_cent(bonus: Fraction, wage: int, group: str, credit: bool) -> None:
    found = withheld(BONUS, bonus=str(bonus), annual_wage=wage, age_group=group, tax_credit=credit)
    exact = bonus * Fraction(found["rate"]) / 100
    assert 0 <= exact - Fraction(found["tax"]) < Fraction(1, 100)


def test_figures_of_2027_are_provisional() -> None:
    result, warnings = payroll_tax({**MONTH, "date": "2027-01-31"})
    assert {each["status"] for each in result["sources"]} == {"provisional"}
    assert [each.say() for each in warnings] == [
        "date: the figures are provisional and may still change: "
        "Belastingdienst, Rekenvoorschriften loonheffingen 2027, Prinsjesdagversie (2026-09-15)"
    ]
    # By hand: 47,952 a year; 14,219 + 38.16% × 8,705 is 17,540; less 3,154 − 6.638% × 17,042 → 2,023, and 5,922
    assert (result["tax"], result["labour_credit"]) == ("799.58", "493.50")


def said(document: object) -> list[str]:
    with pytest.raises(Refused) as refused:
        payroll_tax(document)
    assert all(fault.say("nl") != fault.say("en") for fault in refused.value.faults)
    return [fault.say() for fault in refused.value.faults]


def test_all_faults_are_told_at_once() -> None:
    assert said({**MONTH, "country": "BE", "monthly_wage": "-1", "age_group": "old", "annual_wage": 5, "bonus": 1}) == [
        "age_group: \"old\" is not accepted; 'below', 'born-1946-or-later' or 'born-1945-or-before' is",
        'monthly_wage: "-1" is less than 0',
        'country: "BE" has no rules here; there are NL',
        "annual_wage: is not taken beside monthly_wage; ask for one at a time",
        "bonus: is not taken beside monthly_wage; ask for one at a time",
    ]
    assert said({}) == [
        "country: is missing", "date: is missing", "age_group: is missing", "tax_credit: is missing",
        "monthly_wage: is missing; give it, or bonus and annual_wage",
    ]  # fmt: skip
    assert said([]) == ["a list is not a set of keys"]


@pytest.mark.parametrize(
    ("changes", "sentences"),
    [
        ({"date": "2023-12-31"}, ['date: "2023-12-31" is outside what is known: 2024 to 2027']),
        ({"date": "2028-01-01"}, ['date: "2028-01-01" is outside what is known: 2024 to 2027']),
        ({"date": "2026-02-29"}, ['date: "2026-02-29" is not a date that exists, written YYYY-MM-DD']),
        ({"bonus": None}, ["bonus: is missing"]),
        ({"annual_wage": None}, ["annual_wage: is missing; the rate of a bonus depends on the wage of last year"]),
        ({"annual_wage": "-5", "bonus": "-0.01"},
         ['annual_wage: "-5" is less than 0', 'bonus: "-0.01" is less than 0']),
        ({"last_year": {"wage": 1, "months": 12}}, ["last_year: is not taken beside annual_wage; give one of them"]),
        ({"annual_wage": None, "last_year": {"wage": 1, "months": 13}},
         ['last_year.months: "13" is more than the 12 months of a year']),
        ({"single_elderly": True}, ["single_elderly: is only for those above state pension age"]),
        ({"country": 5}, ['country: "5" has no rules here; there are NL']),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_bonus(changes: dict[str, Any], sentences: list[str]) -> None:
    assert said({**BONUS, **changes}) == sentences
