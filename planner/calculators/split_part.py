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


Decision = tuple[str, int, bool]


class Decisions:
    """What rates and cuts decide for one person: at a bound or free, whole steps, and whether a step is added.

    A proof looks for the shortest rate that still gives its person's cents, so this is asked some thirteen times a
    person: in whole numbers, in which it takes a tenth of the time.
    """

    def __init__(self, bounds: Bounds, size: Fraction, sign: int) -> None:
        floor, cap = (bounds.floor, bounds.cap) if sign > 0 else (_opposite(bounds.cap), _opposite(bounds.floor))
        weight = bounds.weight / size  # in steps, at a rate of one
        self.top, self.bottom = weight.numerator, weight.denominator
        self.floor = None if floor is None else floor / size
        self.cap = None if cap is None else cap / size

    def at(self, rate: Fraction, cut: Fraction) -> Decision:
        """By this rate and this cut."""
        top, bottom = rate.numerator * self.top, rate.denominator * self.bottom
        if self.cap is not None and top * self.cap.denominator > self.cap.numerator * bottom:
            return "cap", int(self.cap), False
        if self.floor is not None and top * self.floor.denominator < self.floor.numerator * bottom:
            return "floor", int(self.floor), False
        whole, rest = divmod(top, bottom)
        return "free", whole, rest * cut.denominator > cut.numerator * bottom


def decision(rate: Fraction, cut: Fraction, bounds: Bounds, size: Fraction, sign: int) -> Decision:
    """What one rate and one cut decide for one person."""
    return Decisions(bounds, size, sign).at(rate, cut)


def _opposite(bound: Fraction | None) -> Fraction | None:
    return None if bound is None else -bound
