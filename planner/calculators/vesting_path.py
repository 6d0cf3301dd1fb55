"""Which conditions are met, one after the other, and when each of their instalments falls: for many grants at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from planner.calculators.vesting_document import DAYS_OF_MONTH, START_DAY, VestingCondition, VestingTerms
from planner.calculators.vesting_graph import roots
from planner.errors import Refused, refuse
from planner.figures.day_numbers import LAST_DAY, NEVER, Days, day_number, days_of_month, months_on


class Clock(Protocol):
    """Time in service, where it doesn't run with the calendar: both ways over arrays of day numbers."""

    def counted(self, days: Days) -> Days:
        """The day that it would have been, had the clock never stood still or run slowly."""
        ...

    def reached(self, counted: Days) -> Days:
        """The first day on which the clock shows so much."""
        ...


@dataclass(frozen=True)
class Timing:
    """What a path hangs on, a row a grant: the start (or `NEVER`), and the days of events by their condition's id."""

    starts: Days
    events: Mapping[str, Days]
    clock: Clock | None = None


@dataclass(frozen=True)
class Met:
    """A condition on the path of some grants, a row each; instalments are columns.

    `due` is when each instalment falls by its own count, `dates` when it does after a cliff and the conditions before
    it, `counted` the same by the clock. `since` is the day that is counted from, `ended` the day on which the
    condition gave way to the next one; either may be `NEVER`.
    """

    condition: VestingCondition
    since: Days
    due: Days
    dates: Days
    counted: Days
    ended: Days

    @property
    def entered(self) -> Days:
        return self.dates[:, 0]

    @property
    def last(self) -> Days:
        return self.dates[:, -1]

    @property
    def left(self) -> Days:
        """The day from which a condition relative to this one counts."""
        return np.where(self.ended == NEVER, self.last, self.ended)

    @property
    def given(self) -> Days:
        """How many instalments there are until it gave way."""
        return np.asarray((self.dates <= self.ended[:, None]).sum(axis=1))

    @property
    def is_event(self) -> bool:
        return self.condition.trigger.type == "VESTING_EVENT"

    def of(self, rows: Days) -> Met:
        """The same for some of the grants."""
        arrays = {name: getattr(self, name)[rows] for name in ("since", "due", "dates", "counted", "ended")}
        return replace(self, **arrays)


@dataclass(frozen=True)
class Route:
    """One path through the conditions, and the grants (by their rows) that take it."""

    rows: Days
    path: tuple[Met, ...] = ()

    def of(self, places: Days) -> Route:
        """The same for some of its grants."""
        if len(places) == len(self.rows):
            return self
        return Route(self.rows[places], tuple(met.of(places) for met in self.path))

    def followed_by(self, met: Met) -> Route:
        """A condition that repeats gives way to the next if that comes before its last instalment."""
        if not self.path:
            return Route(self.rows, (met,))
        before = self.path[-1]
        ended = np.where(met.entered < before.last, met.entered, NEVER)
        return Route(self.rows, (*self.path[:-1], replace(before, ended=ended), met))


def walk(terms: VestingTerms, timing: Timing) -> list[Route]:
    """The one path of each grant: each time the first to be met goes on, on one day the first in the list.

    Of a condition that repeats, the instalments after the next condition is met are not given (an event that makes the
    rest vest, a date on which vesting ends). An event that came before its turn counts at its turn.
    Raises Refused if a date would lie beyond the calendar.
    """
    walker = _Walker(terms, timing)
    done: list[Route] = []
    going = [Route(np.arange(len(timing.starts)))]
    while going:
        for route, has_ended in walker.onward(going.pop()):
            (done if has_ended else going).append(route)
    return done


class _Walker:
    def __init__(self, terms: VestingTerms, timing: Timing) -> None:
        self.terms, self.timing = terms, timing
        self.conditions = {each.id: each for each in terms.vesting_conditions}
        self.roots = roots(terms.vesting_conditions)

    def onward(self, route: Route) -> Iterator[tuple[Route, bool]]:
        """A route a condition further, parted where grants go different ways; and whether it has ended."""
        found = [met for each in self._following(route) if (met := self._met(each, route)) is not None]
        if not found:
            yield route, True
            return
        entered = np.array([met.entered for met in found])
        choice = np.where(entered.min(axis=0) == NEVER, -1, entered.argmin(axis=0))  # of equal ones the first
        for which in np.unique(choice):
            places = np.flatnonzero(choice == which)
            part = route.of(places)
            yield (part, True) if which < 0 else (part.followed_by(found[which].of(places)), False)

    def _following(self, route: Route) -> Sequence[VestingCondition]:
        if not route.path:
            return self.roots
        return [self.conditions[name] for name in route.path[-1].condition.next_condition_ids]

    def _met(self, condition: VestingCondition, route: Route) -> Met | None:
        """When the condition would be met after this path; None if it never is."""
        trigger = condition.trigger
        if trigger.type == "VESTING_SCHEDULE_RELATIVE":
            base = next((met for met in route.path if met.condition.id == trigger.relative_to_condition_id), None)
            own = base and self._repeated(condition, base, route)
        else:
            own = self._once(condition, route)
        return own and self._in_turn(own, route)

    def _once(self, condition: VestingCondition, route: Route) -> Met:
        trigger, count = condition.trigger, len(route.rows)
        if trigger.type == "VESTING_START_DATE":
            days = self.timing.starts[route.rows]
        elif trigger.date is not None:
            days = np.full(count, day_number(trigger.date))
        else:
            known = self.timing.events.get(condition.id)
            days = np.full(count, NEVER) if known is None else known[route.rows]
        is_timed = trigger.date is not None and bool(route.path)
        since = route.path[-1].left if is_timed else np.full(count, NEVER)
        column = days[:, None]
        return Met(condition, since, column, column, self._counted(column), np.full(count, NEVER))

    def _counted(self, days: Days) -> Days:
        return self.timing.clock.counted(days) if self.timing.clock else days

    def _repeated(self, condition: VestingCondition, base: Met, route: Route) -> Met:
        """Counted from the base each time, so that nothing drifts."""
        clock, period = self.timing.clock, condition.trigger.period
        assert period is not None  # noqa: S101 (a relative trigger has one: checked on reading)
        from_day = np.where(base.ended == NEVER, base.counted[:, -1], self._counted(base.ended)) if clock else base.left
        try:
            counted = self._instalments(condition, from_day, route)
            due = clock.reached(counted) if clock else counted
            if due.max() > LAST_DAY:
                raise OverflowError
        except OverflowError:
            raise self._too_late(condition) from None
        cliff = max(period.cliff_installment, 1) - 1
        dates = np.maximum(due, due[:, cliff : cliff + 1])
        shown = np.maximum(counted, counted[:, cliff : cliff + 1]) if clock else dates
        return Met(condition, base.left, due, dates, shown, np.full(len(due), NEVER))

    def _instalments(self, condition: VestingCondition, base: Days, route: Route) -> Days:
        period = condition.trigger.period
        assert period is not None  # noqa: S101
        lengths = period.length * np.arange(1, period.occurrences + 1)
        if period.type == "DAYS":
            return np.asarray(base[:, None] + lengths[None, :])
        if period.day_of_month == START_DAY:
            starts = self.timing.starts[route.rows]
            wanted = days_of_month(np.where(starts == NEVER, base, starts))
        else:
            wanted = np.full(len(base), DAYS_OF_MONTH[period.day_of_month or ""])
        return months_on(base, lengths, wanted)

    def _too_late(self, condition: VestingCondition) -> Refused:
        where = f"terms.vesting_conditions[{self.terms.vesting_conditions.index(condition)}].trigger.period"
        return refuse(where, "goes on beyond the year 9999; a calendar ends there")

    def _in_turn(self, own: Met, route: Route) -> Met:
        """What was due by the time its turn came waits for the instalments before it; an event doesn't."""
        if not route.path:
            return own
        before = route.path[-1]
        at_once = np.full(len(route.rows), own.is_event) | (own.entered > before.entered)
        dates = np.maximum(own.dates, np.where(at_once, before.entered, before.last)[:, None])
        if self.timing.clock is None:
            return replace(own, dates=dates, counted=dates)
        counted = np.maximum(own.counted, np.where(at_once, before.counted[:, 0], before.counted[:, -1])[:, None])
        return replace(own, dates=dates, counted=counted)
