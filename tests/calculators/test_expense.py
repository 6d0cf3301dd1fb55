"""What the accounts show: the examples of IFRS 2's own guidance, and what any of it must add up to."""

from __future__ import annotations

from itertools import accumulate
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.calculators.expense import expense
from planner.errors import Refused

GRANT: dict[str, Any] = {"settlement": "equity", "fair_value": "15", "units_per_holder": 100, "years": 3}
# The facts of IFRS 2 IG19, Example 12, as reprinted at bookreadfree.com/26922/711759 (EY, International GAAP 2019,
# example 30.37): 500 employees, 35 leave and 60 are expected to; 40 and 25; 22; then 150, 140 and 113 exercise.
RIGHTS: dict[str, Any] = {
    "settlement": "cash", "units_per_holder": 100, "years": 3, "holders_expected": [405, 400],
    "fair_value": ["14.40", "15.50", "18.20", "21.40", None], "intrinsic": [None, None, "15.00", "20.00", "25.00"],
    "holders_outstanding": [None, None, 253, 113, 0], "holders_exercised": [0, 0, 150, 140, 113],
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # IFRS 2 IG11, Example 1, scenario 1: printed so at whosread.com/26922/711677 (EY, example 30.7); and scenario 2
        ({"holders_expected": [400, 400, 400]}, [200_000, 200_000, 200_000]),
        ({"holders_expected": [425, 440, 443]}, [212_500, 227_500, 224_500]),
        # IG12, Example 2: a period that turns out longer. 440 × 100 × 30 ÷ 2; 417 × 100 × 30 × 2/3; 419 × 100 × 30
        ({"fair_value": 30, "holders_expected": [440, 417, 419], "period_fraction": ["1/2", "2/3", 1]},
         [660_000, 174_000, 423_000]),
        # IG15, Example 7: repriced at the end of the first year. 390 × 100 × 15 ÷ 3; 395 × 100 × (15 × 2/3 + 3 ÷ 2);
        # 397 × 100 × (15 + 3)
        ({"holders_expected": [390, 395, 397], "modification": {"year": 1, "incremental_fair_value": 3}},
         [195_000, 259_250, 260_350]),
    ],
)  # fmt: skip
def test_the_standards_own_examples(changes: dict[str, Any], expected: list[int]) -> None:
    assert expense({**GRANT, **changes})["expense"] == [str(each) for each in expected]


def test_share_appreciation_rights() -> None:
    """IFRS 2 IG19, Example 12."""
    assert expense(RIGHTS) == {
        "expense": ["194400", "218933", "272127", "61360", "40680"],
        "cumulative": ["194400", "413333", "685460", "746820", "787500"],
        "liability": ["194400", "413333", "460460", "241820", "0"],
    }


@pytest.mark.parametrize(
    ("expected_to_vest", "expense_of_each_year"),
    [
        (["95%", "95%", "45%"], [12_540, 12_920, -7_460]),
        (["90%", "95%", "75%"], [11_880, 13_580, 4_540]),
    ],
)
def test_leavers_are_trued_up(expected_to_vest: list[str], expense_of_each_year: list[int]) -> None:
    """Source: PwC, Stock-based compensation, section 2.7: 5,000 options at $8, 33%, 67% and all of the years gone."""
    document = {"settlement": "equity", "fair_value": 8, "units_per_holder": 5000, "holders_expected": expected_to_vest,
                "period_fraction": ["33%", "67%", 1]}  # fmt: skip
    assert expense(document)["expense"] == [str(each) for each in expense_of_each_year]


def test_tranches() -> None:
    """By hand: 300 + 600 + 900; graded 300 + 300 + 300 in year 1, then 300 + 300, then 300; or 600 a year."""
    tranches = [{"units": 10, "fair_value": value, "vest_year": year} for year, value in ((1, 30), (2, 60), (3, 90))]
    document = {"settlement": "equity", "tranches": tranches}
    assert expense(document)["expense"] == ["900", "600", "300"]
    assert expense({**document, "method": "straight-line"})["expense"] == ["600", "600", "600"]
    # who leaves after a tranche has vested keeps it: 2 × 300, then 1 × 600 and 1 × 900
    assert expense({**document, "holders_expected": [2, 1, 1]})["cumulative"] == ["1800", "1800", "2100"]


def test_straight_line_is_never_below_what_has_vested() -> None:
    tranches = [{"units": 90, "fair_value": 1, "vest_year": 1}, {"units": 10, "fair_value": 1, "vest_year": 2}]
    found = expense({"settlement": "equity", "tranches": tranches, "method": "straight-line"})
    assert found["cumulative"] == ["90", "100"]


def test_better_terms_after_vesting_count_at_once() -> None:
    change = {"year": 3, "incremental_fair_value": 3}
    found = expense({**GRANT, "holders_expected": [400, 400, 400], "modification": change})
    assert found["expense"] == ["200000", "200000", "320000"]


@given(st.lists(st.integers(0, 500), min_size=1, max_size=8), st.fractions(0, 100, max_denominator=100))
def test_expenses_add_up_to_what_vests(holders: list[int], value: Any) -> None:
    found = expense({"settlement": "equity", "fair_value": str(value), "units_per_holder": 100,
                     "years": len(holders), "holders_expected": holders})  # fmt: skip
    assert list(accumulate(map(int, found["expense"]))) == [int(each) for each in found["cumulative"]]
    assert abs(int(found["cumulative"][-1]) - holders[-1] * 100 * value) * 2 <= 1


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 40)), min_size=1, max_size=6))
def test_cash_in_the_end_is_what_was_paid(years: list[tuple[int, int]]) -> None:
    left = [sum(count for count, _ in years[end + 1 :]) for end in range(len(years))]
    found = expense({"settlement": "cash", "units_per_holder": 7, "years": 1, "fair_value": [9] * len(years),
                     "intrinsic": [paid for _, paid in years], "holders_outstanding": left,
                     "holders_exercised": [count for count, _ in years]})  # fmt: skip
    assert found["liability"][-1] == "0"
    assert sum(map(int, found["expense"])) == sum(7 * count * paid for count, paid in years)


def said(document: dict[str, Any]) -> list[str]:
    with pytest.raises(Refused) as refused:
        expense(document)
    assert all(fault.say("nl") != fault.say("en") for fault in refused.value.faults)
    return [fault.say() for fault in refused.value.faults]


def test_faults_of_equity() -> None:
    assert said({"settlement": "wine"}) == ["settlement: \"wine\" is not accepted; 'equity' or 'cash' is"]
    assert said({"settlement": "equity"}) == [
        f"{name}: is missing" for name in ("fair_value", "units_per_holder", "holders_expected", "years")
    ]
    change = {"year": 4, "incremental_fair_value": 1}
    wrong = {"holders_expected": [1], "period_fraction": [2, 1], "modification": change}
    assert said({**GRANT, **wrong}) == [
        "period_fraction: has 2 year-ends; 1 are needed",
        'period_fraction[0]: "2" is not from 0 to 1',
        'modification.year: "4" is after the last of 1 year-ends',
    ]
    assert said({**GRANT, "holders_expected": [1]}) == ["holders_expected: has 1 year-ends; 3 are needed"]
    tranche = {"units": 1, "fair_value": 1, "vest_year": 1}
    assert said({"settlement": "equity", "tranches": [tranche], "years": 1, "holders_expected": [1, 2]}) == [
        "years: is not taken beside tranches; each tranche has its own",
        "holders_expected: has 2 year-ends; 1 are needed",
    ]
    assert said({**GRANT, "holders_expected": [1], "years": 0}) == [
        'years: "0" is less than it may be; at least 1 is accepted'
    ]
    assert said({**GRANT, "holders_expected": [1], "years": 101}) == [
        'years: "101" is more than it may be; at most 100 is accepted'
    ]


def test_faults_of_cash() -> None:
    wrong = {"holders_expected": [405], "holders_exercised": [1, 0, 150, 140, 113, 5], "intrinsic": [],
             "fair_value": [None, 1], "holders_outstanding": [None, None, 253, None, 0]}  # fmt: skip
    assert said({**RIGHTS, **wrong}) == [
        "holders_expected: has 1 year-ends; 2 are needed",
        "holders_exercised: has 6 year-ends; 5 are needed",
        "fair_value[0]: is missing; it is needed while rights are held",
        'holders_exercised[0]: "1" is before vesting',
        "intrinsic[0]: is missing; it is what those who exercised were paid a unit",
        "fair_value[2]: is missing; it is needed while rights are held",
        "intrinsic[2]: is missing; it is what those who exercised were paid a unit",
        "holders_outstanding[3]: is missing; from vesting on a number is needed, 0 too",
        "intrinsic[3]: is missing; it is what those who exercised were paid a unit",
        "intrinsic[4]: is missing; it is what those who exercised were paid a unit",
    ]
