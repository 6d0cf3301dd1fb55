"""What an exit brings forward: at once (single trigger), or with having to leave around it (double trigger)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from planner.calculators.vesting_document import VestingDocument
from planner.calculators.vesting_rules_document import Acceleration, LeavingWindow
from planner.calculators.vesting_service_document import Leaving
from planner.calculators.vesting_timeline import Change, Rounding, Timeline
from planner.errors import Phrase
from planner.figures.calendar import add_months
from planner.figures.day_numbers import day_number
from planner.figures.number import write_number


def accelerated(course: Timeline, found: VestingDocument, rounded: Rounding, steps: list[Phrase]) -> Timeline:
    """The course with each acceleration on it whose conditions are met, in order of time."""
    met = sorted(_met(found, steps), key=lambda each: (each[0], each[1].share, each[1].event))
    for day, rule in met:
        values = {"day": day, "share": write_number(rule.share * 100), "event": f'"{rule.event}"',
                  "unvested": write_number(course.unvested(day_number(day)))}  # fmt: skip
        steps.append(Phrase("{day}: {share}% of {unvested} unvested rights vest, by {event}", values))
        course = brought_forward(course, day_number(day), rule.share, rounded)
    return course


def _met(found: VestingDocument, steps: list[Phrase]) -> Iterator[tuple[date, Acceleration]]:
    came = {each.event: each.date for each in found.exits}
    granted = found.grant_date or found.start or date.min
    for rule in found.rules.acceleration:
        if rule.event not in came:
            continue
        values = {"event": f'"{rule.event}"', "day": came[rule.event]}
        if came[rule.event] < granted:
            steps.append(Phrase("{event} on {day} brings nothing forward: it came before the grant", values))
        elif day := _day(rule.leaving, came[rule.event], found.leaving):
            yield day, rule
        else:
            steps.append(Phrase("{event} on {day} brings nothing forward: its condition on leaving isn't met", values))


def _day(window: LeavingWindow | None, came: date, leaving: Leaving | None) -> date | None:
    """When both triggers have been pulled; None if they aren't. Who has left gains nothing by a single one."""
    if window is None:
        return came if leaving is None or came <= leaving.date else None
    if leaving is None or not leaving.without_cause:
        return None
    opens, closes = _months_from(came, -window.months_before), _months_from(came, window.months_after)
    return max(came, leaving.date) if opens <= leaving.date <= closes else None


def _months_from(day: date, months: int) -> date:
    """As far as the calendar goes."""
    try:
        return add_months(day, months)
    except ValueError:
        return date.max if months > 0 else date.min


def brought_forward(course: Timeline, day: int, share: Fraction, rounded: Rounding) -> Timeline:
    """A share of what is unvested on a day vests on it; what was due later is the smaller by that share.

    Half of 360 unvested rights: 180 at once, and of each later instalment of 10, then, 5. Of what part-time work would
    still have lost, that share has vested before it could be.
    """
    at, left = course.at(day), course.unvested(day)
    sums = []
    for mark in sorted({day, *(each.day for each in course.sums)}):
        then = course.at(mark)
        ahead = rounded(share * (left - (then.vested - at.vested))) if mark >= day else 0
        saved = rounded(share * (then.forfeited - at.forfeited)) if mark >= day else 0
        sums.append(Change(mark, then.vested + ahead, then.forfeited - saved))
    return Timeline(course.quantity, tuple(sums))
