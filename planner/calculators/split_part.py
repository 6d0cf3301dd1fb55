"""One person's part of a split, from the rate, the cut and their own bounds: what a proof lets anyone redo."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Bounds:
    """One person's place in a split: weight, floor and cap, in amounts."""

    weight: Fraction
    floor: Fraction | None
    cap: Fraction | None


def decision(rate: Fraction, cut: Fraction, bounds: Bounds, size: Fraction, sign: int) -> tuple[str, int, bool]:
    """What a rate and a cut decide for one person: at a bound or free, whole steps, and whether a step is added."""
    exact = rate * bounds.weight
    floor, cap = (bounds.floor, bounds.cap) if sign > 0 else (_opposite(bounds.cap), _opposite(bounds.floor))
    if cap is not None and exact > cap:
        return "cap", int(cap / size), False
    if floor is not None and exact < floor:
        return "floor", int(floor / size), False
    steps = exact / size
    whole = steps.numerator // steps.denominator
    return "free", whole, steps - whole > cut


def _opposite(bound: Fraction | None) -> Fraction | None:
    return None if bound is None else -bound
