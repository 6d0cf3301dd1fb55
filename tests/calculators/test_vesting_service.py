"""Time in service, beside counting it day by day."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.calculators.reading import read
from planner.calculators.vesting_rules_document import VestingRules
from planner.calculators.vesting_service import Service, ServiceClock, service
from planner.calculators.vesting_service_document import Hours, Leave
from planner.figures.day_numbers import day_number
from tests.calculators.service_cases import hours, leaves

START = date(2026, 1, 1)


def pace(day: date, leave: list[dict[str, Any]], spells: list[dict[str, Any]]) -> tuple[int, Fraction]:
    """Whether the clock runs on a day, and at how much of full time."""
    written = day.isoformat()
    paused = any(each["from"] <= written <= each["to"] and each["kind"] != "parental" for each in leave)
    parts = [Fraction(each["fte"]) for each in spells if each["from"] <= written <= each["to"]]
    return int(not paused), parts[0] if parts else Fraction(1)


def held(leave: list[dict[str, Any]], spells: list[dict[str, Any]]) -> Service:
    rules = VestingRules(pauses=["unpaid", "other"])
    return service([read(Leave, each) for each in leave], [read(Hours, each) for each in spells], rules)


@settings(deadline=None, max_examples=50)
@given(leave=leaves(), spells=hours(), days=st.integers(1, 1200))
def test_as_counted_day_by_day(leave: list[Any], spells: list[Any], days: int) -> None:
    found = held(leave, spells)
    each = [pace(START + timedelta(day), leave, spells) for day in range(days)]
    span = day_number(START), day_number(START) + days
    assert found.days.between(*span) == sum(runs for runs, _ in each)
    assert found.worked.between(*span) == sum(runs * fte for runs, fte in each)
    assert found.full_time.between(*span) == sum(runs * min(fte, Fraction(1)) for runs, fte in each)


@settings(deadline=None, max_examples=50)
@given(leave=leaves(), spells=hours(), due=st.integers(0, 600))
def test_what_is_due_comes_on_the_first_day_that_the_clock_shows_it(
    leave: list[Any], spells: list[Any], due: int
) -> None:
    shown, days = Fraction(0), 0
    while shown < due:
        runs, fte = pace(START + timedelta(days), leave, spells)
        shown, days = shown + runs * min(fte, Fraction(1)), days + 1
    start = day_number(START)
    clock = ServiceClock(start, held(leave, spells).full_time)
    assert clock.reached(np.array([start + due])).tolist() == [start + days]
    counted = clock.counted(np.array([start - 9, start + days])).tolist()
    assert counted[0] == start - 9
    assert start + due <= counted[1] <= start + due + 1  # the day may end what it began
