"""Who is there in each year: ageing, coming and leaving, by hand."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planner.calculators.growth_document import GrowthDocument
from planner.calculators.growth_people import Workforce
from planner.calculators.reading import read

STAFF = [
    {"id": "a", "level": "junior", "start_date": "2020-05-01", "monthly_salary": "3000"},
    {"id": "b", "level": "junior", "start_date": "2024-05-01", "monthly_salary": "3300.01", "fte": "0.5"},
    {"id": "c", "level": "junior", "start_date": "2022-05-01", "monthly_salary": "3500", "team": "blue"},
    {"id": "d", "level": "senior", "start_date": "2010-01-01", "monthly_salary": "6000", "end_date": "2026-06-30"},
]
SCHEME = {"scheme": "s", "period": {"from": "2026-01-01", "to": "2026-12-31"}, "award": [{"amount": "1"}]}


def years(count: int, people: list[dict[str, Any]] | None = None, **drivers: Any) -> list[list[dict[str, Any]]]:
    document = {"years": count, "people": STAFF if people is None else people, "drivers": drivers, "schemes": [SCHEME]}
    return Workforce(read(GrowthDocument, document)).years


def ids(people: list[dict[str, Any]]) -> list[str]:
    return [each["id"] for each in people]


def test_present_people_stay_and_age() -> None:
    """Pay grows from the second year on, each time from what it was, and is told in cents."""
    staff = [{**STAFF[1], "tenure_months": 20, "age": 30, "spells": []}]
    first, second, third = years(3, staff, pay_growth={"value": ["50%", "3%", "10%"]})
    assert first == staff
    assert second[0] == {"id": "b", "level": "junior", "start_date": "2024-05-01", "fte": "0.5", "age": 31,
                         "monthly_salary": Fraction("3399.01"), "tenure_months": 32}  # fmt: skip
    assert third[0]["monthly_salary"] == Fraction("3738.91")  # 3,300.01 × 1.03 × 1.10
    assert third[0]["tenure_months"] == 44


def test_who_has_left_is_not_there_in_the_next_year() -> None:
    assert [ids(year) for year in years(2)] == [["a", "b", "c", "d"], ["a", "b", "c"]]


def test_who_came_last_leaves_first() -> None:
    """A third of three is one a year; of a senior it adds up to a half after two years, and is rounded up."""
    found = years(4, [*STAFF[:3], {**STAFF[3], "end_date": None}], leavers={"value": ["1/3", "1/4", "0"]})
    assert [ids(year) for year in found] == [["a", "b", "c", "d"], ["a", "c", "d"], ["a"], ["a"]]


def test_who_comes_has_the_middle_ones_facts_and_the_median_pay() -> None:
    (year,) = years(1, STAFF, hires={"junior": {"value": 1}})
    assert year[-1] == {"id": "junior-1-1", "level": "junior", "fte": "0.5", "start_date": "2026-01-01",
                        "monthly_salary": Fraction("3300.01")}  # fmt: skip


def test_newcomers_leave_before_those_of_today() -> None:
    found = years(3, STAFF[:3], joiners={"value": "1/3"}, leavers={"value": "1/4"})
    assert ids(found[0]) == ["a", "b", "c", "junior-1-1"]
    assert ids(found[1]) == ["a", "b", "c", "junior-2-1"]
    assert len(found[2]) == 4


def test_a_level_may_be_filled_again() -> None:
    found = years(3, STAFF[:1], leavers={"value": [1, 0]}, hires={"junior": {"value": [0, 0, 1]}})
    assert [ids(year) for year in found] == [["a"], [], ["junior-3-1"]]
    assert found[2][0]["monthly_salary"] == 3000


PARTS = st.lists(st.fractions(0, 1, max_denominator=12), min_size=5, max_size=5)


@given(PARTS, st.integers(1, 12))
def test_parts_of_newcomers_make_whole_ones(parts: list[Fraction], count: int) -> None:
    """So many have come as the numbers add up to, halves rounded up."""
    staff = [{**STAFF[0], "id": str(n)} for n in range(count)]
    found = years(5, staff, hires={"junior": {"value": [str(each) for each in parts]}})
    assert [len(year) for year in found] == [count + floor(sum(parts[:at], Fraction(1, 2))) for at in range(1, 6)]


@given(PARTS, st.integers(1, 12))
def test_parts_of_leavers_make_whole_ones(rates: list[Fraction], count: int) -> None:
    """So many have left as the rates of those who were there add up to, halves rounded up; the first come stay."""
    staff = [{**STAFF[0], "id": str(n), "start_date": f"20{n + 10}-01-01"} for n in range(count)]
    found = years(5, staff, leavers={"value": [str(each) for each in rates]})
    owed = [rate * len(year) for rate, year in zip(rates, found, strict=True)]
    for at in range(1, 5):
        assert len(found[at]) == count - floor(sum(owed[:at], Fraction(1, 2)))
        assert found[at] == [{**each, **found[at][n]} for n, each in enumerate(staff[: len(found[at])])]
