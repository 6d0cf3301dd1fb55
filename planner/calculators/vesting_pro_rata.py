"""What has been served of instalments that haven't vested yet."""

from __future__ import annotations

from fractions import Fraction

from planner.calculators.vesting_course import Course
from planner.calculators.vesting_document import VestingDocument
from planner.calculators.vesting_schedule import Instalment
from planner.calculators.vesting_service import Service
from planner.figures.day_numbers import day_number


def pro_rata(of: Course, found: VestingDocument) -> Fraction:
    """Of each instalment that was running on the last day in service, the part of its days that were served.

    A cliff of 120 rights after a year of 365 days, left on the 73rd: 24. Days on which the clock stood still don't
    count; part-time work counts as it does for vesting. What an exit has brought forward of it is taken off.
    """
    assert found.leaving is not None  # noqa: S101 (who asks has looked)
    last = day_number(found.leaving.date)
    running = [each for each in of.instalments if each.is_timed and each.since <= last < each.day]
    exact = sum((each.amount * _served(each, of.service, found.rules.part_time, last) for each in running), Fraction(0))
    left, still = of.calendar.unvested(last), of.timeline.unvested(last)
    return of.rounded(exact * still / left) if left else Fraction(0)


def _served(instalment: Instalment, service: Service, part_time: str, last: int) -> Fraction:
    whole, served = {
        "full": (service.days, service.days),
        "forfeit": (service.days, service.worked),
        "stretch": (service.full_time, service.full_time),
    }[part_time]
    days = whole.between(instalment.since, instalment.due)
    until = min(last + 1, instalment.due)
    return min(served.between(instalment.since, until) / days, Fraction(1)) if days > 0 else Fraction(1)
