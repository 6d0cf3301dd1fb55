"""What `calc vesting` takes: a grant, and its terms as an Open Cap Format VESTING_TERMS object (1.2.0)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from planner.calculators.reading import Count, Day, Document, NotNegative, Words
from planner.calculators.vesting_rules_document import Exit, VestingRules
from planner.calculators.vesting_service_document import Hours, Leave, Leaving

AllocationType = Literal[
    "CUMULATIVE_ROUNDING", "CUMULATIVE_ROUND_DOWN", "FRONT_LOADED", "BACK_LOADED", "FRONT_LOADED_TO_SINGLE_TRANCHE",
    "BACK_LOADED_TO_SINGLE_TRANCHE", "FRACTIONAL",
]  # fmt: skip
TriggerType = Literal["VESTING_START_DATE", "VESTING_SCHEDULE_ABSOLUTE", "VESTING_SCHEDULE_RELATIVE", "VESTING_EVENT"]
START_DAY = "VESTING_START_DAY_OR_LAST_DAY_OF_MONTH"
_LATE_DAYS = {f"{day}_OR_LAST_DAY_OF_MONTH": day for day in (29, 30, 31)}
DAYS_OF_MONTH = {**{f"{day:02}": day for day in range(1, 29)}, **_LATE_DAYS}


class VestingPeriod(Document):
    """How long between instalments, and how many there are."""

    type: Literal["DAYS", "MONTHS"]
    length: Count
    occurrences: Count
    day_of_month: Words | None = None
    cliff_installment: Count = 0

    @field_validator("occurrences")
    @classmethod
    def _at_least_one(cls, occurrences: int) -> int:
        if occurrences < 1:
            raise PydanticCustomError("occurrences", "is less than 1")
        return occurrences

    @field_validator("day_of_month")
    @classmethod
    def _known_day(cls, day: str | None) -> str | None:
        if day is not None and day != START_DAY and day not in DAYS_OF_MONTH:
            raise PydanticCustomError(
                "day_of_month",
                "is not a day of the month; 01 to 28, 29_OR_LAST_DAY_OF_MONTH to 31_OR_LAST_DAY_OF_MONTH and "
                "VESTING_START_DAY_OR_LAST_DAY_OF_MONTH are",
            )
        return day

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.type == "MONTHS" and self.day_of_month is None:
            raise PydanticCustomError("period", "is in MONTHS, which needs a day_of_month")
        if self.cliff_installment > self.occurrences:
            raise PydanticCustomError("period", "has its cliff_installment after its last occurrence")
        return self


class VestingTrigger(Document):
    """When a condition is met: at the start, on a date, some time after another condition, or at an event."""

    type: TriggerType
    date: Day | None = None
    period: VestingPeriod | None = None
    relative_to_condition_id: Words | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if (self.type == "VESTING_SCHEDULE_ABSOLUTE") is (self.date is None):
            raise PydanticCustomError("trigger", "takes a date if it is VESTING_SCHEDULE_ABSOLUTE, and only then")
        relative = self.type == "VESTING_SCHEDULE_RELATIVE"
        if relative is (self.period is None) or relative is (self.relative_to_condition_id is None):
            raise PydanticCustomError(
                "trigger", "takes period and relative_to_condition_id if it is VESTING_SCHEDULE_RELATIVE, and only then"
            )
        return self


class VestingPortion(Document):
    """Which part vests: of the whole grant, or of what is still unvested."""

    numerator: NotNegative
    denominator: NotNegative
    remainder: bool = False

    @model_validator(mode="after")
    def _a_part(self) -> Self:
        if self.denominator == 0:
            raise PydanticCustomError("portion", "has a denominator of 0; a number above 0 is needed")
        if self.numerator > self.denominator:
            raise PydanticCustomError("portion", "is more than the whole: the numerator is above the denominator")
        return self

    @property
    def part(self) -> Fraction:
        return self.numerator / self.denominator


class VestingCondition(Document):
    """What vests, when, and which conditions may follow, the most important first."""

    id: Words
    trigger: VestingTrigger
    description: str | None = None
    portion: VestingPortion | None = None
    quantity: NotNegative | None = None
    next_condition_ids: list[Words] = []

    @model_validator(mode="after")
    def _one_amount(self) -> Self:
        if (self.portion is None) is (self.quantity is None):
            raise PydanticCustomError("condition", "needs either a portion or a quantity")
        return self


class VestingTerms(Document):
    """A graph of conditions, of which one path is taken, and how parts of a right are rounded."""

    allocation_type: AllocationType
    vesting_conditions: Annotated[list[VestingCondition], Field(min_length=1)]
    id: Words | None = None
    object_type: Literal["VESTING_TERMS"] | None = None
    name: str | None = None
    description: str | None = None
    comments: list[str] = []


class VestingEvent(Document):
    """That a condition which waits for an event was met, and when."""

    condition_id: Words
    date: Day


@dataclass(frozen=True)
class Grant:
    """So many rights, counted from a start, given on a day (nothing vests before it); events that came."""

    quantity: Fraction
    start: date | None = None
    grant_date: date | None = None
    events: tuple[VestingEvent, ...] = ()


class VestingDocument(Document):
    """A grant of so many rights under these terms; and what the terms don't say: service, exits, and rules on them."""

    quantity: NotNegative
    terms: VestingTerms
    start: Day | None = None
    grant_date: Day | None = None
    events: list[VestingEvent] = []
    until: Day | None = None
    leave: list[Leave] = []
    fte: list[Hours] = []
    exits: list[Exit] = []
    leaving: Leaving | None = None
    rules: VestingRules = VestingRules()

    @property
    def grant(self) -> Grant:
        """What Open Cap Format knows of it."""
        return Grant(self.quantity, self.start, self.grant_date, tuple(self.events))

    @property
    def has_rules(self) -> bool:
        """Whether it says more than Open Cap Format does."""
        return bool(self.leave or self.fte or self.exits or self.leaving or self.rules != VestingRules())
