"""Interest by day count: published examples, and what must hold of any."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.calculators.interest import Interest


def owed(amount: int, until: str, **terms: Any) -> Fraction:
    return amount * Interest.model_validate(terms).growth(date.fromisoformat(until))


@pytest.mark.parametrize(
    ("terms", "amount"),
    [
        ({"rate": "6%", "from": "2023-09-01"}, "106016.44"),
        ({"rate": "6%", "from": "2023-09-01", "compounding": "semiannual"}, "106106.93"),
    ],
)
def test_a_leap_year_of_interest(terms: dict[str, Any], amount: str) -> None:
    """support.carta.com/article/633-interest-payment: 100,000 at 6 % over 366 days, simple and twice a year."""
    assert round(owed(100_000, "2024-09-01", **terms), 2) == Fraction(amount)


def test_a_year_of_a_note() -> None:
    """aparanagupta.com, convertible notes 3: 500,000 at 5 % is 525,000 after a year."""
    assert owed(500_000, "2023-01-01", **{"rate": "5%", "from": "2022-01-01"}) == 525_000


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        # "30/360": every month has thirty days, the 31st counts as the 30th
        ("2024-01-31", "2024-02-29", 29), ("2024-01-30", "2024-03-31", 60), ("2024-02-28", "2024-03-31", 33),
        ("2024-01-15", "2025-01-15", 360),
    ],
)  # fmt: skip
def test_months_of_thirty_days(first: str, last: str, days: int) -> None:
    grown = owed(360, last, **{"rate": "100%", "from": first, "day_count": "30/360"})
    assert grown - 360 == days


def test_actual_days_over_360() -> None:
    assert owed(360, "2025-01-01", **{"rate": "100%", "from": "2024-01-01", "day_count": "actual/360"}) == 360 + 366


def test_its_own_end_counts() -> None:
    assert owed(100, "2030-01-01", **{"rate": "10%", "from": "2022-01-01", "to": "2023-01-01"}) == 110


@given(
    st.dates(date(2020, 1, 1), date(2024, 1, 1)), st.integers(0, 2000), st.integers(0, 2000),
    st.sampled_from(["actual/365", "actual/360", "30/360"]),
)  # fmt: skip
def test_more_time_and_more_often_never_bring_less(start: date, days: int, more: int, count: str) -> None:
    sooner, later = (date.fromordinal(start.toordinal() + each) for each in (days, days + more))
    grown = []
    for compounding in ("simple", "annual", "semiannual", "quarterly", "monthly"):
        terms = {"rate": "8%", "from": start, "compounding": compounding, "day_count": count}
        loan = Interest.model_validate(terms)
        assert 1 <= loan.growth(sooner) <= loan.growth(later)
        grown.append(loan.growth(later))
    if count != "30/360":  # whose months of thirty days don't add up to the days of the whole
        assert grown == sorted(grown)
