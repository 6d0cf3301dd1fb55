"""Many grants at once give what each gives by itself."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.calculators.vesting import vesting
from planner.calculators.vesting_document import Grant, VestingEvent
from planner.calculators.vesting_schedule import vested_at
from planner.errors import Refused
from tests.calculators.vesting_cases import ALLOCATIONS, FOUR_YEARS, START, compiled, part, relative, repeated, terms

SOLD = {"id": "sold", "portion": part(1, 2, remainder=True), "trigger": {"type": "VESTING_EVENT"}}
END = {"id": "end", "quantity": "0", "trigger": {"type": "VESTING_SCHEDULE_ABSOLUTE", "date": "2024-05-01"}}
LATER = {"id": "later", "portion": part(1, 3, remainder=True), "trigger": relative("sold", 2, 3)}
SEVERAL_WAYS = (
    {**START, "next_condition_ids": ["monthly"]},
    {**repeated(48, cliff_installment=6), "next_condition_ids": ["end", "sold"]},
    {**END, "next_condition_ids": []},
    SOLD,
    LATER,
)
DAYS = st.dates(date(2019, 1, 1), date(2025, 12, 31))


@st.composite
def grants(draw: st.DrawFn) -> Grant:
    sold = draw(st.none() | DAYS)
    events = () if sold is None else (VestingEvent(condition_id="sold", date=sold),)
    return Grant(Fraction(draw(st.integers(0, 10**19))), draw(DAYS), draw(st.none() | DAYS), events)


def alone(document: dict[str, Any], grant: Grant, until: date | None) -> Fraction:
    events = [{"condition_id": each.condition_id, "date": each.date} for each in grant.events]
    found = vesting({"quantity": str(grant.quantity), "start": grant.start, "grant_date": grant.grant_date,
                     "terms": document, "events": events, "until": until})  # fmt: skip
    return Fraction(found["vested"])


@settings(deadline=None, max_examples=60)
@given(
    several=st.lists(grants(), min_size=1, max_size=12),
    allocation=st.sampled_from(ALLOCATIONS),
    until=st.none() | DAYS,
)
def test_together_as_alone(several: list[Grant], allocation: str, until: date | None) -> None:
    """Grants that start, and give way to an event or a date, on different days; small and too large for 64 bits."""
    document = terms(*SEVERAL_WAYS, allocation=allocation)
    assert vested_at(compiled(document), several, until) == [alone(document, each, until) for each in several]


@settings(deadline=None, max_examples=20)
@given(several=st.lists(grants(), min_size=1, max_size=6), allocation=st.sampled_from(ALLOCATIONS), first=DAYS)
def test_more_vests_as_time_goes_on(several: list[Grant], allocation: str, first: date) -> None:
    document = compiled(terms(*SEVERAL_WAYS, allocation=allocation))
    steps = [vested_at(document, several, first + timedelta(days)) for days in range(0, 900, 100)]
    for earlier, later in zip(steps, [*steps[1:], vested_at(document, several, None)], strict=True):
        assert all(a <= b <= grant.quantity for a, b, grant in zip(earlier, later, several, strict=True))


def test_long_schedules_are_taken_in_parts() -> None:
    """50,000 instalments of a hundred grants would not fit in memory at once."""
    days = relative("start", 1, 50_000, day=None)
    days["period"]["type"] = "DAYS"
    daily = compiled(terms(START, {"id": "daily", "portion": part(1, 50_000), "trigger": days}))
    several = [Grant(Fraction(50_000 * place), date(2020, 1, 1)) for place in range(100)]
    assert vested_at(daily, several, date(2020, 1, 31)) == [30 * place for place in range(100)]


def test_nobody_has_nothing() -> None:
    assert vested_at(compiled(terms(*FOUR_YEARS)), [], None) == []


def test_faults_name_their_grant() -> None:
    document = compiled(terms(*FOUR_YEARS))
    event = VestingEvent(condition_id="ipo", date=date(2022, 1, 1))
    wrong = [Grant(Fraction(48), date(2020, 1, 1)), Grant(Fraction(1, 2)), Grant(Fraction(1), date.max, None, (event,))]
    with pytest.raises(Refused) as refused:
        vested_at(document, wrong, None)
    assert [fault.say() for fault in refused.value.faults] == [
        '[1].quantity: "0.5" isn\'t whole; only FRACTIONAL terms split rights',
        "[1].start: is missing; the terms have a VESTING_START_DATE",
        '[2].events[0].condition_id: "ipo" is the id of no condition; there are start, cliff, monthly',
    ]
