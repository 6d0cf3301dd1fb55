"""What moves the years of a plan: each driver with its value, how far it may stray, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from planner.calculators.reading import Count, Document, Exact, NotNegative, Positive, Words
from planner.calculators.rounds_document import NamedRound
from planner.calculators.scheme_document import FigureName, Title
from planner.figures.number import read_number, write_number

MOST_YEARS = 50
NOTHING, ONE, CERTAIN = Fraction(0), Fraction(1), Fraction(1)


def _by_year(value: object) -> tuple[Fraction, ...]:
    values = value if isinstance(value, (list, tuple)) else [value]
    found = [None if isinstance(each, bool) else read_number(each) for each in values]
    if not found or None in found:
        raise PydanticCustomError("by_year", "is not a number, nor a list with a number for each year")
    return tuple(each for each in found if each is not None)


def _year(value: object) -> int:
    found = None if isinstance(value, bool) else read_number(value)
    if found is None or found.denominator != 1 or not 1 <= found <= MOST_YEARS:
        raise PydanticCustomError("year", "is not a year of the plan: a whole number from 1 to 50")
    return int(found)


_NUMBER = {"anyOf": [{"type": "string"}, {"type": "number"}]}
_AS_LIST = PlainSerializer(lambda values: [write_number(each) for each in values], return_type=list[str])
ByYear = Annotated[
    tuple[Fraction, ...],
    BeforeValidator(_by_year),
    WithJsonSchema({"anyOf": [*_NUMBER["anyOf"], {"type": "array", "items": _NUMBER, "minItems": 1}]}),
    _AS_LIST,
]
Year = Annotated[int, BeforeValidator(_year), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": MOST_YEARS})]
VALUE = Field(description="One number for every year, or a list with one for each; the last one goes on.")
SOURCE = Field(None, description="Where the value comes from, in words.")


def in_year(values: tuple[Fraction, ...], year: int) -> Fraction:
    """The value of a year, counted from 1: `("10%", "5%")` is 5 % in year 2 and in every later one."""
    return values[min(year, len(values)) - 1]


class Driver(Document):
    """A value for each year, and its source."""

    value: ByYear = VALUE
    source: Title | None = SOURCE

    def at(self, year: int) -> Fraction:
        """The value of a year, counted from 1."""
        return in_year(self.value, year)


class Rate(Driver):
    """A part, from 0 to 100 %, for each year."""

    @model_validator(mode="after")
    def _is_part(self) -> Self:
        if not all(0 <= each <= 1 for each in self.value):
            raise PydanticCustomError("rate", "has a value that isn't from 0% to 100%")
        return self


class People(Driver):
    """How many people, or which part of them: never below 0."""

    @model_validator(mode="after")
    def _not_negative(self) -> Self:
        if min(self.value) < 0:
            raise PydanticCustomError("people", "has a value below 0")
        return self


class Change(Driver):
    """By how much something grows in each year: `"10%"`, or `"-5%"` where it shrinks."""

    @model_validator(mode="after")
    def _something_left(self) -> Self:
        if min(self.value) < -1:
            raise PydanticCustomError("change", "has a value below -100%; less than nothing can't be left")
        return self

    def centre(self, year: int) -> Fraction:
        """What a year multiplies by."""
        return 1 + self.at(year)


class Spread(Document):
    """How far a driver strays from its value: `volatility` a year, along normal shocks of each year's own.

    With `z` a shock, lognormal is value × exp(volatility × z − volatility² ÷ 2), so that the value is its mean; normal
    is value + volatility × z. A growth's value is what a year multiplies by, 1 + growth; it never falls below zero.
    """

    volatility: NotNegative = Field(NOTHING, description="The standard deviation of a year's shock; 0 for none.")
    distribution: Literal["lognormal", "normal"] = "lognormal"


class Growth(Change, Spread):
    """Growth that strays: lognormal unless said otherwise."""


class Level(Driver, Spread):
    """An amount or a part that strays: normal unless said otherwise, so that it may fall below zero."""

    distribution: Literal["lognormal", "normal"] = "normal"

    @model_validator(mode="after")
    def _has_logarithm(self) -> Self:
        if self.distribution == "lognormal" and min(self.value) <= 0:
            raise PydanticCustomError("level", "is lognormal and has a value that isn't more than 0; normal may be")
        return self

    def centre(self, year: int) -> Fraction:
        """The value itself."""
        return self.at(year)


class Multiple(Level):
    """A multiple of a company fact: lognormal unless said otherwise, never below zero."""

    distribution: Literal["lognormal", "normal"] = "lognormal"


class FutureRound(NamedRound):
    """A financing at the end of a year: the terms of `calc rounds`, and those of its class in an exit."""

    year: Year = Field(description="At the end of which year of the plan.")
    multiple: NotNegative = ONE
    participating: bool = False
    cap_multiple: NotNegative | None = None
    seniority: Count = 1
    source: Title | None = SOURCE

    @model_validator(mode="after")
    def _cap_above_preference(self) -> Self:
        if self.participating and self.cap_multiple is not None and self.cap_multiple < self.multiple:
            raise PydanticCustomError("class", "has a cap_multiple below its multiple: less than its preference alone")
        return self


class Exit(Document):
    """When the company is sold, and for how much.

    `year` says when, or `hazard` with which chance in each year, if it isn't sold yet. At the end of a year it is worth
    `value`, grown by `growth` from today, or `multiple` times the company fact `of`. Without `year` and `hazard` it is
    only told what a sale in each year would bring.
    """

    year: Year | None = None
    hazard: Rate | None = None
    value: Positive | None = Field(None, description="What the company is worth today.")
    growth: Growth | None = None
    multiple: Multiple | None = None
    of: FigureName = Field("revenue", description="The company fact that `multiple` multiplies.")
    source: Title | None = SOURCE

    @model_validator(mode="after")
    def _one_of_each(self) -> Self:
        if self.year is not None and self.hazard is not None:
            raise PydanticCustomError("exit", "has both a year and a hazard; only one of them is taken")
        if (self.value is None) is (self.multiple is None):
            raise PydanticCustomError("exit", "needs either a value or a multiple of a company fact")
        if self.growth is not None and self.value is None:
            raise PydanticCustomError("exit", "has growth without a value that grows; a multiple follows its fact")
        return self


class Correlation(Document):
    """How two drivers move together in a year, from -1 to 1; pairs that aren't named don't."""

    between: tuple[Words, Words] = Field(description="Two drivers by their place, such as exit.multiple.")
    value: Annotated[Exact, Field(ge=-1, le=1)]
    source: Title | None = SOURCE


class Drivers(Document):
    """All that moves a plan. What isn't given stays as it is, and nobody comes or leaves."""

    revenue_growth: Growth | None = Field(None, description="Growth of `revenue`; without margin, of net_profit too.")
    margin: Level | None = Field(None, description="net_profit as a part of revenue.")
    profit: Level | None = Field(None, description="net_profit itself, in place of a margin.")
    facts: dict[FigureName, Growth] = Field({}, description="Growth of other company facts, by name.")
    retained: Rate = Field(
        Rate(value=(CERTAIN,)),
        description="The part of the profit after the schemes' cost that is added to `equity`; a loss counts whole.",
    )
    pay_growth: Change | None = Field(None, description="Growth of everyone's pay, from the second year on.")
    hires: dict[Words, People] = Field({}, description="How many people come at a level on a year's first day.")
    joiners: People | None = Field(None, description="How many come at every level, as a part of its people.")
    leavers: Rate | None = Field(None, description="The part of each level that leaves on a year's last day.")
    rounds: list[FutureRound] = []
    exit: Exit | None = None
    correlations: list[Correlation] = []
    employer_charges: Rate | None = Field(None, description="What the employer pays on top, as a part of the pool.")
    discount_rate: Rate | None = Field(None, description="What a year's wait costs, for the present value of costs.")

    def moving(self) -> Iterator[tuple[str, Growth | Level]]:
        """The drivers that may stray, by their place, always in this order."""
        for name, each in (("revenue_growth", self.revenue_growth), ("margin", self.margin), ("profit", self.profit)):
            if each is not None:
                yield name, each
        for fact, growth in sorted(self.facts.items()):
            yield f"facts.{fact}", growth
        if self.exit and self.exit.growth:
            yield "exit.growth", self.exit.growth
        if self.exit and self.exit.multiple:
            yield "exit.multiple", self.exit.multiple

    def charged(self, year: int) -> Fraction:
        """What a euro of pool costs the employer."""
        return 1 + (self.employer_charges.at(year) if self.employer_charges else NOTHING)
