"""What `calc option-value` takes: a right, the share it is on, and the model that values it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from planner.calculators.reading import Count, Document, Exact, NotNegative, Positive, shown
from planner.errors import Fault
from planner.figures.number import write_number

MOST_STEPS = 5_000
LEAST, MOST_PRICE = Fraction(1, 1000), 10**12


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


def option_faults(found: OptionDocument) -> list[Fault]:
    """What the chosen model can't value, and what floating-point numbers can't hold: far beyond any real right."""
    return [*(list(_out_of_bounds(found)) or _rates_too_large(found)), *_not_of_the_model(found)]


def _out_of_bounds(found: OptionDocument) -> Iterator[Fault]:
    for name, least, most in (
        ("spot", LEAST, MOST_PRICE), ("strike", LEAST, MOST_PRICE), ("years", LEAST, 100), ("volatility", LEAST, 10),
        ("rate", -10, 10), ("dividend_yield", -10, 10), ("exit_rate", 0, 10), ("steps", 0, MOST_STEPS),
    ):  # fmt: skip
        value = getattr(found, name)
        if not least <= value <= most:
            values = {
                "value": shown(value),
                "least": write_number(Fraction(least)),
                "most": write_number(Fraction(most)),
            }
            yield Fault(name, "{value} is not from {least} to {most}", values)
    if not Fraction(1, 10**6) <= found.spot / found.strike <= 10**6:
        yield Fault("strike", "{value} is a million times more or less than spot", {"value": shown(found.strike)})


def _rates_too_large(found: OptionDocument) -> Iterator[Fault]:
    years = write_number(found.years)
    for name in ("rate", "dividend_yield"):
        value = getattr(found, name)
        if abs(value) * found.years > 50:
            yield Fault(name, "{value} is too much for {years} years", {"value": shown(value), "years": years})
        elif found.model != "black-scholes" and value**2 * found.years > 400 * found.volatility**2:
            values = {"value": shown(found.volatility), "rate": name, "model": found.model}
            yield Fault("volatility", "{value} is too small beside {rate} for {model}", values)
    if found.volatility**2 * found.years > 25:
        values = {"value": shown(found.volatility), "years": years}
        yield Fault("volatility", "{value} is too much for {years} years", values)


def _not_of_the_model(found: OptionDocument) -> Iterator[Fault]:
    if found.model == "black-scholes" and found.style == "american":
        yield Fault("style", '"american" is not for black-scholes; the model binomial takes it')
    if found.model != "hull-white":
        return
    if found.type == "put":
        yield Fault("type", '"put" is not for hull-white; it values employee options, which are calls')
    if found.exercise_multiple is None:
        yield Fault("exercise_multiple", "is missing; hull-white needs it, such as 2")
    elif not 1 < found.exercise_multiple <= 10**6:
        values = {"value": shown(found.exercise_multiple)}
        yield Fault("exercise_multiple", "{value} is not above 1 and at most 1,000,000", values)
    if found.vesting_years > found.years:
        years = write_number(found.years)
        values = {"value": shown(found.vesting_years), "years": years}
        yield Fault("vesting_years", "{value} is more than years, {years}", values)
