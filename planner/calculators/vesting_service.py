"""A person's time in service as vesting counts it: where the clock stands still, and where it runs slowly."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import accumulate, pairwise
from math import ceil

import numpy as np

from planner.calculators.vesting_rules_document import VestingRules
from planner.calculators.vesting_service_document import Hours, Leave
from planner.figures.day_numbers import LAST_DAY, NEVER, Days, day_number

ALWAYS = -NEVER  # before any day
_FULL = Fraction(1)


class Meter:
    """Adds up so much a day, at a pace that changes on some days; exact."""

    def __init__(self, paces: Sequence[tuple[int, Fraction]]) -> None:
        """From each of these days on, the first before any other, so much a day."""
        self._days = [day for day, _ in paces]
        self._paces = [pace for _, pace in paces]
        steps = zip(pairwise(self._days), self._paces, strict=False)
        self._sums = list(accumulate(((end - day) * pace for (day, end), pace in steps), initial=Fraction(0)))

    def at(self, day: int) -> Fraction:
        """What has been added up before a day begins."""
        place = max(bisect_right(self._days, day) - 1, 0)
        return self._sums[place] + (day - self._days[place]) * self._paces[place]

    def between(self, first: int, end: int) -> Fraction:
        """What is added from a day until before another."""
        return self.at(end) - self.at(first)

    def first_day(self, amount: Fraction) -> int:
        """The first day before which so much has been added up."""
        place = max(bisect_left(self._sums, amount) - 1, 0)
        return self._days[place] + ceil((amount - self._sums[place]) / self._paces[place])


@dataclass(frozen=True)
class Service:
    """On how many days the clock runs; the same with each counted for its part of full time; and for at most one."""

    days: Meter
    worked: Meter
    full_time: Meter


def service(leave: Sequence[Leave], hours: Sequence[Hours], rules: VestingRules) -> Service:
    """What leave and part-time work make together of all days; leave of a kind that doesn't pause changes nothing."""
    pauses = _Spans((each.from_, each.to, Fraction(0)) for each in leave if each.kind in rules.pauses)
    spells = _Spans((each.from_, each.last, each.fte) for each in hours)
    days, worked, full_time = [], [], []
    for day in sorted({ALWAYS, *pauses.marks, *spells.marks}):
        runs, fte = pauses.at(day), spells.at(day)
        days.append((day, runs))
        worked.append((day, runs * fte))
        full_time.append((day, runs * min(fte, _FULL)))
    return Service(Meter(days), Meter(worked), Meter(full_time))


class _Spans:
    """Values over spans of days that don't overlap; 1 where there are none."""

    def __init__(self, spans: Iterable[tuple[date, date, Fraction]]) -> None:
        self._spans = sorted((day_number(first), day_number(last) + 1, value) for first, last, value in spans)

    @property
    def marks(self) -> set[int]:
        return {day for first, end, _ in self._spans for day in (first, end)}

    def at(self, day: int) -> Fraction:
        place = bisect_right(self._spans, day, key=lambda span: span[0]) - 1
        return self._spans[place][2] if place >= 0 and day < self._spans[place][1] else _FULL


@dataclass(frozen=True)
class ServiceClock:
    """The clock from a start on, where it shows what a meter adds up; before it, it runs with the calendar.

    A pause of 92 days from 1 March moves what was due on 15 June to 15 September. What was due on a pause's first day
    falls on it: until then the clock has run in full.
    """

    start: int
    meter: Meter

    def counted(self, days: Days) -> Days:
        """The day that it would have been, had the clock always run; a part of a day counts as a whole one."""
        return _each(days, self._counted)

    def _counted(self, day: int) -> int:
        return day if day <= self.start else self.start + ceil(self.meter.between(self.start, day))

    def reached(self, counted: Days) -> Days:
        """The first day on which the clock shows so much. Raises OverflowError beyond the calendar."""
        return _each(counted, self._reached)

    def _reached(self, counted: int) -> int:
        if counted <= self.start:
            return counted
        day = self.meter.first_day(self.meter.at(self.start) + counted - self.start)
        if day > LAST_DAY:
            raise OverflowError
        return day


def _each(days: Days, of: Callable[[int], int]) -> Days:
    found = [NEVER if day == NEVER else of(day) for day in days.ravel().tolist()]
    return np.array(found, np.int64).reshape(days.shape)
