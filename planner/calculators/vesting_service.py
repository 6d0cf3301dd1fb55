"""A person's time in service as vesting counts it: where the clock stands still, and where it runs slowly."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil

import numpy as np

from planner.calculators.vesting_rules_document import VestingRules
from planner.calculators.vesting_service_document import Hours, Leave
from planner.figures.day_numbers import LAST_DAY, NEVER, Days, day_number

ALWAYS = -NEVER  # before any day


@dataclass(frozen=True)
class Span:
    """Days from `first` until before `end` on which the clock runs or doesn't, at so much of full time."""

    first: int
    end: int
    runs: bool
    fte: Fraction


@dataclass(frozen=True)
class Service:
    """All days, as spans one after the other. Days that no spell covers are full time."""

    spans: tuple[Span, ...]

    def days(self, first: int, end: int) -> int:
        """On how many days of these the clock runs."""
        return sum(days for days, _ in self._within(first, end))

    def worked(self, first: int, end: int) -> Fraction:
        """The same, each day counted for its part of full time."""
        return sum((days * span.fte for days, span in self._within(first, end)), Fraction(0))

    def full_time(self, first: int, end: int) -> Fraction:
        """The same, with no day counted for more than one."""
        return sum((days * min(span.fte, Fraction(1)) for days, span in self._within(first, end)), Fraction(0))

    def _within(self, first: int, end: int) -> Iterator[tuple[int, Span]]:
        for span in self.spans:
            days = min(end, span.end) - max(first, span.first)
            if days > 0 and span.runs:
                yield days, span


def service(leave: Sequence[Leave], hours: Sequence[Hours], rules: VestingRules) -> Service:
    """The spans that leave and part-time work make together; leave of a kind that doesn't pause changes nothing."""
    pauses = [(day_number(each.from_), day_number(each.to) + 1) for each in leave if each.kind in rules.pauses]
    spells = [(day_number(each.from_), day_number(each.last) + 1, each.fte) for each in hours]
    marks = {ALWAYS, NEVER}.union(*((first, end) for first, end in pauses), *((each[0], each[1]) for each in spells))
    spans = []
    for first, end in pairwise(sorted(marks)):
        runs = not any(start <= first < until for start, until in pauses)
        fte = next((part for start, until, part in spells if start <= first < until), Fraction(1))
        spans.append(Span(first, end, runs, fte))
    return Service(tuple(spans))


class ServiceClock:
    """The clock from a start on: no step for a day of a pause and, if hours count, a part of one for part-time work.

    A pause of 92 days from 1 March moves what was due on 15 June to 15 September. What was due on a pause's first day
    falls on it: until then the clock has run in full. More than full time counts as full time.
    """

    def __init__(self, start: int, kept: Service, hours_count: bool) -> None:
        spans = [span for span in kept.spans if span.end > start]
        self._marks = [max(span.first, start) for span in spans]
        self._speeds = [_speed(span, hours_count) for span in spans]
        self._shows = [Fraction(self._marks[0])]
        for (mark, following), speed in zip(pairwise(self._marks), self._speeds, strict=False):
            self._shows.append(self._shows[-1] + (following - mark) * speed)

    def counted(self, days: Days) -> Days:
        """The day that it would have been, had the clock always run; a part of a day counts as a whole one."""
        return _each(days, self._shown)

    def _shown(self, day: int) -> int:
        place = bisect_right(self._marks, day) - 1
        return day if place < 0 else ceil(self._shows[place] + (day - self._marks[place]) * self._speeds[place])

    def reached(self, counted: Days) -> Days:
        """The first day on which the clock shows so much. Raises OverflowError beyond the calendar."""
        return _each(counted, self._first_day)

    def _first_day(self, shown: int) -> int:
        place = bisect_left(self._shows, shown) - 1
        if place < 0:
            return shown
        day = self._marks[place] + ceil((shown - self._shows[place]) / self._speeds[place])
        if day > LAST_DAY:
            raise OverflowError
        return day


def _speed(span: Span, hours_count: bool) -> Fraction:
    if not span.runs:
        return Fraction(0)
    return min(span.fte, Fraction(1)) if hours_count else Fraction(1)


def _each(days: Days, of: Callable[[int], int]) -> Days:
    found = [NEVER if day == NEVER else of(day) for day in days.ravel().tolist()]
    return np.array(found, np.int64).reshape(days.shape)
