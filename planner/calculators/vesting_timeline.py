"""How much of a grant has vested by any day, and how much was lost to part-time work; the rest is unvested."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from math import floor

from planner.figures.number import half_up

Rounding = Callable[[Fraction], Fraction]


@dataclass(frozen=True)
class Change:
    """On a day (a day number) so many rights vest, and so many are lost."""

    day: int
    vested: Fraction
    forfeited: Fraction = Fraction(0)

    def __add__(self, other: Change) -> Change:
        return Change(self.day, self.vested + other.vested, self.forfeited + other.forfeited)


@dataclass(frozen=True)
class Timeline:
    """What has come to be by the end of each day on which something changes, in order."""

    quantity: Fraction
    sums: tuple[Change, ...]

    def at(self, day: int) -> Change:
        """What has vested, and what was lost, by the end of a day."""
        place = bisect_right(self.sums, day, key=lambda each: each.day)
        return self.sums[place - 1] if place else Change(day, Fraction(0))

    def unvested(self, day: int) -> Fraction:
        """What may still vest after a day."""
        by_then = self.at(day)
        return self.quantity - by_then.vested - by_then.forfeited

    @property
    def changes(self) -> list[Change]:
        """Day by day, what vests and what is lost."""
        found = []
        before = Change(0, Fraction(0))
        for each in self.sums:
            found.append(Change(each.day, each.vested - before.vested, each.forfeited - before.forfeited))
            before = each
        return found


def timeline(quantity: Fraction, changes: Iterable[Change]) -> Timeline:
    """Changes in any order, added up."""
    by_day: dict[int, Change] = {}
    for each in changes:
        by_day[each.day] = by_day[each.day] + each if each.day in by_day else each
    ordered = (by_day[day] for day in sorted(by_day))
    return Timeline(quantity, tuple(accumulate(ordered, lambda sums, each: Change(each.day, *_added(sums, each)))))


def _added(sums: Change, each: Change) -> tuple[Fraction, Fraction]:
    return sums.vested + each.vested, sums.forfeited + each.forfeited


def rounding(allocation_type: str) -> Rounding:
    """How parts of a right are rounded beside the terms: half up or down as these add up, or not at all."""
    if allocation_type == "FRACTIONAL":
        return lambda amount: amount
    if allocation_type == "CUMULATIVE_ROUNDING":
        return lambda amount: half_up(amount, Fraction(1))
    return lambda amount: Fraction(floor(amount))
