"""Rules beside Open Cap Format's terms: when the clock stands still, part-time work, what an exit brings forward."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from planner.calculators.reading import Count, Day, Document, NotNegative, Words
from planner.calculators.vesting_service_document import LeaveKind
from planner.errors import Fault


def _not_above_all(share: Fraction) -> Fraction:
    if share > 1:
        raise PydanticCustomError("share", "is more than 1, the whole")
    return share


Share = Annotated[NotNegative, AfterValidator(_not_above_all)]


class LeavingWindow(Document):
    """How long after an exit, or before it, leaving without cause still makes rights vest."""

    months_after: Count
    months_before: Count = 0


class Acceleration(Document):
    """A share of what hasn't vested does so at an exit; with `leaving`, only for who has to leave around it."""

    event: Words
    share: Share = Fraction(1)
    leaving: LeavingWindow | None = None


class Exit(Document):
    """That an event which accelerates came, and when."""

    event: Words
    date: Day


class VestingRules(Document):
    """`pauses` are the kinds of leave in which the clock stands still. Part-time work counts in `full`, makes each
    instalment smaller (`forfeit`), or makes the whole take longer (`stretch`)."""

    pauses: list[LeaveKind] = []
    part_time: Literal["full", "forfeit", "stretch"] = "full"
    acceleration: list[Acceleration] = []


def exit_faults(exits: Sequence[Exit], rules: VestingRules) -> Iterator[Fault]:
    """Exits that accelerate nothing, or that came twice."""
    known = list(dict.fromkeys(each.event for each in rules.acceleration))
    seen: set[str] = set()
    for at, each in enumerate(exits):
        place, value = f"exits[{at}].event", f'"{each.event}"'
        if each.event not in known:
            values = {"value": value, "known": ", ".join(known) or "-"}
            yield Fault(place, "{value} is in no acceleration of the rules; there are {known}", values)
        elif each.event in seen:
            yield Fault(place, "{value} has come already; an exit comes once", {"value": value})
        seen.add(each.event)
