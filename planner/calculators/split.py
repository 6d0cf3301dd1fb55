"""`calc split`: a sum over weights, nothing lost."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import Any

from pydantic import ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from planner.calculators.reading import Document, Exact, NotNegative, Step, read
from planner.errors import refuse
from planner.figures.number import write_number
from planner.figures.split import CannotShare, share


class SplitDocument(Document):
    """A total in whole steps, and what it is shared out by."""

    step: Step = Fraction(1, 100)
    total: Exact
    weights: list[NotNegative]

    @field_validator("total")
    @classmethod
    def _whole(cls, total: Fraction, info: ValidationInfo) -> Fraction:
        step = info.data.get("step")
        if step and (total / step).denominator != 1:
            raise PydanticCustomError("whole", "is not a whole number of steps of {step}", {"step": write_number(step)})
        return total


def split(document: object) -> dict[str, Any]:
    """Parts that add up to the total, by largest remainder; equal remainders go to the earlier one.

    >>> split({"total": "100.00", "step": "0.01", "weights": [1, 1, 1]})
    {'parts': ['33.34', '33.33', '33.33']}
    """
    found = read(SplitDocument, document)
    bottom = lcm(*(weight.denominator for weight in found.weights))
    try:
        shares = share(int(found.total / found.step), [int(weight * bottom) for weight in found.weights])
    except CannotShare:
        raise refuse(
            "weights",
            "are all zero, so nobody can get a part" if found.weights else "are none, so nobody can get a part",
        ) from None
    return {"parts": [write_number(part * found.step, found.step) for part in shares.parts]}
