"""What `calc vesting` may be told of a person's service: leave, part-time work and leaving."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from planner.calculators.people_document import MOST_FTE, overlaps
from planner.calculators.reading import Day, Document, NotNegative, shown
from planner.errors import Fault

LeaveKind = Literal["parental", "unpaid", "other"]


def _not_above_most(fte: Fraction) -> Fraction:
    if fte > MOST_FTE:
        raise PydanticCustomError("fte", "is more than 1.2")
    return fte


class Leave(Document):
    """Days away, the first and the last included."""

    from_: Day = Field(alias="from")
    to: Day
    kind: LeaveKind

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to < self.from_:
            raise PydanticCustomError("span", "ends before it begins")
        return self


class Hours(Document):
    """Part-time work: so much of full time, until a day or from then on."""

    from_: Day = Field(alias="from")
    fte: Annotated[NotNegative, AfterValidator(_not_above_most)]
    to: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to is not None and self.to < self.from_:
            raise PydanticCustomError("span", "ends before it begins")
        if self.to is None and not self.fte:
            raise PydanticCustomError("hours", "has an fte of 0 without an end; say until when")
        return self

    @property
    def last(self) -> date:
        return self.to or date.max


class Leaving(Document):
    """The last day in service, and whether the company ended it without cause."""

    date: Day
    without_cause: bool = False


def service_faults(
    leave: Sequence[Leave], fte: Sequence[Hours], leaving: Leaving | None, since: dict[str, date | None]
) -> Iterator[Fault]:
    """Spans that overlap, and leaving before what it ends began (`since`, by the key that says when)."""
    yield from overlaps([(each.from_, each.to) for each in leave], "leave")
    yield from overlaps([(each.from_, each.last) for each in fte], "fte")
    for name, day in since.items():
        if leaving is not None and day is not None and leaving.date < day:
            values = {"value": shown(leaving.date), "name": name, "day": day}
            yield Fault("leaving.date", "{value} is before {name}, {day}", values)
