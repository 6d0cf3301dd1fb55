"""`calc split`: a sum over weights, nothing lost."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import Any

from planner.calculators.reading import Document, Exact, Step, read
from planner.errors import Fault, Refused
from planner.figures.number import write_number
from planner.figures.split import CannotShare, share


class SplitDocument(Document):
    """A total in whole steps, and what it is shared out by."""

    total: Exact
    step: Step = Fraction(1, 100)
    weights: list[Exact]


def split(document: object) -> dict[str, Any]:
    """Parts that add up to the total, by largest remainder; equal remainders go to the earlier one.

    >>> split({"total": "100.00", "step": "0.01", "weights": [1, 1, 1]})
    {'parts': ['33.34', '33.33', '33.33']}
    """
    found = read(SplitDocument, document)
    steps = found.total / found.step
    faults = [
        Fault(f"weights[{place}]", "{value} is less than 0", {"value": f'"{write_number(weight)}"'})
        for place, weight in enumerate(found.weights)
        if weight < 0
    ]
    if steps.denominator != 1:
        values = {"value": f'"{write_number(found.total)}"', "step": write_number(found.step)}
        faults.append(Fault("total", "{value} is not a whole number of steps of {step}", values))
    if faults:
        raise Refused(faults)
    bottom = lcm(*(weight.denominator for weight in found.weights))
    try:
        shares = share(int(steps), [int(weight * bottom) for weight in found.weights])
    except CannotShare:
        text = "are all zero, so nobody can get a part" if found.weights else "are none, so nobody can get a part"
        raise Refused([Fault("weights", text)]) from None
    return {"parts": [write_number(part * found.step, found.step) for part in shares.parts]}
