"""Days as numbers count as single dates do."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.figures.calendar import add_months
from planner.figures.day_numbers import LAST_DAY, date_of, day_number, days_of_month, months_on


@given(days=st.lists(st.dates(), min_size=1, max_size=8), months=st.lists(st.integers(0, 40), min_size=1, max_size=8))
def test_months_on_as_one_by_one(days: list[date], months: list[int]) -> None:
    numbers = np.array([day_number(day) for day in days])
    try:
        expected = [[add_months(day, count) for count in months] for day in days]
    except ValueError:  # there is no year 10,000
        with pytest.raises(OverflowError):
            months_on(numbers, np.array(months), days_of_month(numbers))
    else:
        found = months_on(numbers, np.array(months), days_of_month(numbers))
        assert [[date_of(each) for each in row] for row in found.tolist()] == expected


def test_the_first_and_the_last_day() -> None:
    assert day_number(date(1970, 1, 1)) == 0
    assert date_of(LAST_DAY) == date(9999, 12, 31)
    assert day_number(None) > LAST_DAY
