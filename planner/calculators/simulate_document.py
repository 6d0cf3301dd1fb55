"""What `calc simulate` takes: a plan as `calc growth` takes it, a seed, and how many paths."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from planner.calculators.growth_document import GrowthDocument
from planner.calculators.reading import shown
from planner.calculators.simulate_shocks import correlations_faults
from planner.errors import Fault
from planner.figures.number import read_number, write_number

MOST_PATHS, MOST_SEED = 1_000_000, 2**63 - 1


def _whole(value: object) -> int | None:
    found = None if isinstance(value, bool) else read_number(value)
    return int(found) if found is not None and found.denominator == 1 else None


def _seed(value: object) -> int:
    if (found := _whole(value)) is None or not 0 <= found <= MOST_SEED:
        raise PydanticCustomError("seed", "is not a seed: a whole number from 0 to 9,223,372,036,854,775,807")
    return found


def _paths(value: object) -> int:
    if (found := _whole(value)) is None or not 1 <= found <= MOST_PATHS:
        raise PydanticCustomError("paths", "is not a number of paths: a whole number from 1 to 1,000,000")
    return found


def _percentile(value: object) -> Fraction:
    found = None if isinstance(value, bool) else read_number(value)
    if found is None or not 0 < found < 100:
        raise PydanticCustomError("percentile", "is not a percentile: a number above 0 and below 100")
    return found


Percentile = Annotated[
    Fraction,
    BeforeValidator(_percentile),
    WithJsonSchema({"type": ["number", "string"], "exclusiveMinimum": 0, "exclusiveMaximum": 100}),
]


class SimulateDocument(GrowthDocument):
    """A plan many times over: each path draws its own shocks, and everything else is worked out as in `calc growth`."""

    seed: Annotated[
        int, BeforeValidator(_seed), WithJsonSchema({"type": "integer", "minimum": 0, "maximum": MOST_SEED})
    ] = Field(description="The same seed gives the same result, to the byte.")
    paths: Annotated[
        int, BeforeValidator(_paths), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": MOST_PATHS})
    ] = Field(description="How many futures are drawn.")
    percentiles: list[Percentile] = Field(
        [Fraction(each) for each in (5, 25, 50, 75, 95)],
        min_length=1,
        description="Which percentiles are told; each is the smallest drawn value that so many percent don't exceed.",
    )
    antithetic: bool = Field(
        False, description="Whether each of the first half of the paths has an opposite in the second."
    )


def simulate_faults(document: SimulateDocument) -> Iterator[Fault]:
    """What can't be drawn: half a pair, percentiles out of order, correlations that contradict each other."""
    if document.antithetic and document.paths % 2:
        yield Fault("paths", "{paths} is odd; antithetic paths come in pairs", {"paths": document.paths})
    for at, (low, high) in enumerate(zip(document.percentiles, document.percentiles[1:], strict=False), 1):
        if high <= low:
            values = {"value": shown(write_number(high))}
            yield Fault(f"percentiles[{at}]", "{value} is not above the one before it", values)
    places = [place for place, _ in document.drivers.moving()]
    yield from correlations_faults(document.drivers.correlations, places)
