"""What `calc option-value` takes: a right, the share it is on, and the model that values it."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from planner.calculators.reading import Count, Document, Exact, NotNegative, Positive

MOST_STEPS = 5_000


class OptionDocument(Document):
    """Rates are yearly and continuously compounded; volatility is yearly; `years` is how long the right may be used."""

    model: Literal["black-scholes", "binomial", "hull-white"]
    spot: Positive
    strike: Positive
    rate: Exact
    volatility: Positive
    years: Positive
    type: Literal["call", "put"] = "call"
    style: Literal["european", "american"] = "european"
    dividend_yield: Exact = Fraction(0)
    steps: Count = 0
    exercise_multiple: Positive | None = None
    vesting_years: NotNegative = Fraction(0)
    exit_rate: NotNegative = Fraction(0)

    @model_validator(mode="after")
    def _within_bounds(self) -> Self:
        """What the lattices can hold in floating-point numbers, far beyond any real right."""
        if max(self.volatility, abs(self.rate), abs(self.dividend_yield), self.exit_rate) > 10:
            raise PydanticCustomError("option", "has a rate or a volatility above 10; write 25% as 0.25")
        if self.years > 100 or self.volatility**2 * self.years > 25:
            raise PydanticCustomError(
                "option", "has too many years for this volatility; 100 is the most, and 25 at 100%"
            )
        if self.volatility**2 * 10_000 < self.years * max(abs(self.rate), abs(self.dividend_yield)) ** 2:
            raise PydanticCustomError("option", "has a volatility that is too small beside its rates")
        if not Fraction(1, 10**6) <= self.spot / self.strike <= 10**6:
            raise PydanticCustomError("option", "has a spot over a million times its strike, or the reverse")
        if self.steps > MOST_STEPS:
            raise PydanticCustomError("option", "has more than 5,000 steps; fewer are near enough")
        return self

    @model_validator(mode="after")
    def _fits_its_model(self) -> Self:
        if self.model == "black-scholes" and self.style == "american":
            raise PydanticCustomError("option", "is american, which black-scholes can't value; binomial can")
        if self.model != "hull-white":
            return self
        if self.type == "put":
            raise PydanticCustomError("option", "is a put; hull-white values employee options, which are calls")
        if self.exercise_multiple is None or not 1 < self.exercise_multiple <= 10**6:
            raise PydanticCustomError("option", "needs an exercise_multiple above 1 for hull-white, such as 2")
        if self.vesting_years > self.years:
            raise PydanticCustomError("option", "vests after it has ended: vesting_years is more than years")
        return self
