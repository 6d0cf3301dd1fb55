from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.figures.calendar import add_months, months_between

DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))


@given(DAYS, st.integers(-600, 600))
def test_so_many_months_on_is_that_many_months_between(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and add_months(later, 0) == later)
    if months >= 0:
        assert months_between(day, later) == months


@given(DAYS, DAYS)
def test_completed_months_fit_and_one_more_does_not(first: date, second: date) -> None:
    if second < first:
        assert months_between(first, second) == -months_between(second, first)
        return
    months = months_between(first, second)
    assert add_months(first, months) <= second < add_months(first, months + 1)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-01-01", -1, "2025-12-01"),
    ],
)
def test_month_ends(day: str, months: int, later: str) -> None:
    assert add_months(date.fromisoformat(day), months).isoformat() == later
