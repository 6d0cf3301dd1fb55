"""The course of one grant: its instalments by the terms, and what service, exits and leaving make of them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from planner.calculators.vesting_acceleration import accelerated
from planner.calculators.vesting_document import VestingDocument
from planner.calculators.vesting_graph import grant_faults, terms_faults
from planner.calculators.vesting_part_time import in_proportion
from planner.calculators.vesting_rules_document import exit_faults
from planner.calculators.vesting_schedule import Instalment, instalments
from planner.calculators.vesting_service import ALWAYS, Service, ServiceClock, service
from planner.calculators.vesting_service_document import service_faults
from planner.calculators.vesting_timeline import Change, Rounding, Timeline, rounding, timeline
from planner.errors import Fault, Phrase, Refused
from planner.figures.day_numbers import NEVER, day_number
from planner.figures.number import write_number


@dataclass(frozen=True)
class Course:
    """What vests when: by the calendar and events alone, and with leaving and exits; why, step by step."""

    instalments: tuple[Instalment, ...]
    service: Service
    calendar: Timeline
    timeline: Timeline
    rounded: Rounding
    steps: tuple[Phrase, ...]


def course(found: VestingDocument) -> Course:
    """The course of a grant. Raises Refused."""
    if faults := course_faults(found):
        raise Refused(faults)
    steps: list[Phrase] = []
    served = service(found.leave, found.fte, found.rules)
    parts = instalments(found.terms, found.grant, _clock(found, served, steps))
    rounded = rounding(found.terms.allocation_type)
    last = NEVER if found.leaving is None else day_number(found.leaving.date)
    served_until = [each for each in parts if each.day <= last]
    if found.rules.part_time == "forfeit" and found.fte:
        changes = list(in_proportion(served_until, served, rounded, steps))
    else:
        changes = [Change(each.day, each.amount) for each in served_until]
    calendar = timeline(found.quantity, changes)
    by_day = accelerated(calendar, found, rounded, steps)
    if found.leaving is not None and (unvested := by_day.unvested(NEVER)):
        values = {"day": found.leaving.date, "unvested": write_number(unvested)}
        steps.append(Phrase("nothing vests by the calendar after leaving on {day}: {unvested} stay unvested", values))
    return Course(tuple(parts), served, calendar, by_day, rounded, tuple(steps))


def course_faults(found: VestingDocument) -> list[Fault]:
    """All that is wrong with a grant beside its single parts."""
    since = {"start": found.start, "grant_date": found.grant_date}
    return [
        *terms_faults(found.terms), *grant_faults(found.terms, found.grant),
        *service_faults(found.leave, found.fte, found.leaving, since), *exit_faults(found.exits, found.rules),
    ]  # fmt: skip


def _clock(found: VestingDocument, served: Service, steps: list[Phrase]) -> ServiceClock | None:
    """None where the clock runs with the calendar: no leave that pauses it, no part-time work that slows it down."""
    start = ALWAYS if found.start is None else day_number(found.start)
    pauses = [each for each in found.leave if each.kind in found.rules.pauses and day_number(each.to) >= start]
    for each in pauses:
        days = day_number(each.to) + 1 - max(start, day_number(each.from_))
        values = {"first": each.from_, "last": each.to, "days": days}
        steps.append(Phrase("the clock stands still from {first} to {last}: {days} days", values))
    stretches = found.rules.part_time == "stretch" and bool(found.fte)
    for spell in found.fte if stretches else ():
        values = {"first": spell.from_, "fte": write_number(min(spell.fte, Fraction(1)))}
        steps.append(Phrase("from {first} the clock runs at {fte}", values))
    return ServiceClock(start, served.full_time if stretches else served.days) if pauses or stretches else None
