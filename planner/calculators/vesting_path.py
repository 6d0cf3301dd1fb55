"""Which conditions are met, one after the other, and when each of their instalments falls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from planner.calculators.vesting_document import DAYS_OF_MONTH, START_DAY, VestingCondition, VestingDocument
from planner.calculators.vesting_graph import roots
from planner.errors import refuse
from planner.figures.calendar import add_months


@dataclass(frozen=True)
class Met:
    """A condition on the path: its instalments' dates, and the day on which it gave way to the next one, if it did."""

    condition: VestingCondition
    dates: tuple[date, ...]
    ended: date | None = None

    @property
    def entered(self) -> date:
        return self.dates[0]

    @property
    def last(self) -> date:
        return self.dates[-1]

    @property
    def left(self) -> date:
        """The day from which a condition relative to this one counts."""
        return self.ended or self.last

    @property
    def is_event(self) -> bool:
        return self.condition.trigger.type == "VESTING_EVENT"


def walk(document: VestingDocument) -> list[Met]:
    """The one path through the conditions: each time the first to be met goes on, on one day the first in the list.

    Of a condition that repeats, the instalments after the next condition is met are not given (an event that makes the
    rest vest, a date on which vesting ends). An event that came before its turn counts at its turn.
    Raises Refused if a date would lie beyond the calendar.
    """
    conditions = {each.id: each for each in document.terms.vesting_conditions}
    step = _Step(document)
    path: list[Met] = []
    candidates = roots(document.terms.vesting_conditions)
    while found := step.first_met(candidates, path):
        if path and found.entered < path[-1].last:
            path[-1] = replace(path[-1], ended=found.entered)
        path.append(found)
        candidates = [conditions[name] for name in found.condition.next_condition_ids]
    return path


@dataclass(frozen=True)
class _Step:
    document: VestingDocument

    def first_met(self, candidates: Sequence[VestingCondition], path: Sequence[Met]) -> Met | None:
        met = [each for condition in candidates if (each := self._met(condition, path)) is not None]
        return min(met, key=lambda each: each.entered, default=None)

    def _met(self, condition: VestingCondition, path: Sequence[Met]) -> Met | None:
        """When the condition would be met after this path; None if it isn't (an event that didn't come)."""
        dates = tuple(self._dates(condition, path))
        if not dates:
            return None
        earliest = self._earliest(condition, dates[0], path)
        return Met(condition, tuple(max(day, earliest) for day in dates))

    def _earliest(self, condition: VestingCondition, due: date, path: Sequence[Met]) -> date:
        if not path:
            return due
        before = path[-1]
        # what was due by the time its turn came waits for the instalments before it; an event doesn't
        if condition.trigger.type == "VESTING_EVENT" or due > before.entered:
            return before.entered
        return before.last

    def _dates(self, condition: VestingCondition, path: Sequence[Met]) -> Iterator[date]:
        trigger = condition.trigger
        if trigger.type == "VESTING_START_DATE" and self.document.start is not None:
            yield self.document.start
        elif trigger.date is not None:
            yield trigger.date
        elif trigger.type == "VESTING_EVENT":
            yield from (event.date for event in self.document.events if event.condition_id == condition.id)
        else:
            base = [met for met in path if met.condition.id == trigger.relative_to_condition_id]
            yield from self._instalments(condition, base[0].last) if base else ()

    def _instalments(self, condition: VestingCondition, base: date) -> list[date]:
        period = condition.trigger.period
        assert period is not None  # noqa: S101 (a relative trigger has one: checked on reading)
        day = self._day_of_month(period.day_of_month, base)
        try:
            days = [
                _on_day(add_months(base, period.length * count), day)
                if period.type == "MONTHS"
                else base + timedelta(period.length * count)
                for count in range(1, period.occurrences + 1)
            ]
        except (OverflowError, ValueError):
            place = self.document.terms.vesting_conditions.index(condition)
            where = f"terms.vesting_conditions[{place}].trigger.period"
            raise refuse(where, "goes on beyond the year 9999; a calendar ends there") from None
        cliff = max(period.cliff_installment, 1) - 1
        return [max(each, days[cliff]) for each in days]

    def _day_of_month(self, rule: str | None, base: date) -> int:
        if rule == START_DAY:
            return (self.document.start or base).day
        return DAYS_OF_MONTH.get(rule or "", base.day)


def _on_day(day: date, day_of_month: int) -> date:
    """That day of the same month, or the month's last: counting starts at the base each time, so nothing drifts."""
    return add_months(day.replace(year=2000, month=1, day=day_of_month), (day.year - 2000) * 12 + day.month - 1)
