"""What an award's sum makes for each, exactly, and how far off a spreadsheet's shares and remainders may be."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import inf, sqrt

import numpy as np

from planner.calculators.scheme_run import AwardResult
from planner.figures.doubles import NOISE, Floats, as_float
from planner.figures.number import half_up
from planner.figures.sheet_terms import GUARD
from planner.figures.split import Shares
from planner.operations.workbook.layout import Layout

REMAINDER_DECIMALS = (9, 8, 7, 6, 5, 4)


@dataclass
class AwardShares:
    """One award that shares a sum out: the figures behind its columns."""

    layout: Layout
    place: int
    award: AwardResult
    shares: Shares

    @property
    def size(self) -> Fraction:
        return self.award.award.size

    @cached_property
    def exact(self) -> list[Fraction]:
        """Each one's share before rounding; for who is held, the bound."""
        rate, by = self.shares.rate, self.award.figures["by"]
        held = [cap or floor for cap, floor in zip(self.shares.capped, self.shares.floored, strict=True)]
        return [self.award.parts[row] * self.size if held[row] or rate is None else rate * by.at(row) * self.size
                for row in range(self.layout.count)]  # fmt: skip

    @cached_property
    def weight(self) -> Fraction:
        """The weights of all who are free, together."""
        by = self.award.figures["by"]
        free = [row for row in range(self.layout.count) if not (self.shares.capped[row] or self.shares.floored[row])]
        return sum((by.at(row) for row in free), Fraction(0))

    @cached_property
    def off(self) -> Floats:
        """How far off each exact share may be, in steps."""
        by, count = self.layout.nearness.of(self.award.figures["by"]), self.layout.nearness.people
        size = np.abs(by.values)
        whole = as_float(abs(self.weight))
        steps = np.array([as_float(abs(value / self.size)) for value in self.exact] or [0.0])
        with np.errstate(all="ignore"):  # what no double can hold is infinitely far off
            own = np.divide(by.off, size, out=np.zeros(count), where=size > 0)
            total = (by.off.sum() + NOISE * (1 + sqrt(count) / 4) * size.sum()) / whole if whole else 0.0
            found: Floats = np.nan_to_num(steps * (own + total + 6 * NOISE), nan=inf, posinf=inf)
        return found

    @cached_property
    def downs(self) -> list[Fraction]:
        pairs = zip(self.award.parts, self.award.leftover, strict=True)
        return [(part - extra) * self.size for part, extra in pairs]

    @cached_property
    def rests(self) -> list[Fraction]:
        """What rounding down left of each, in steps."""
        return [abs(value - down) / self.size for value, down in zip(self.exact, self.downs, strict=True)]

    @cached_property
    def cut(self) -> Fraction | None:
        """The smallest remainder that got a leftover; None if there are none."""
        spare = sum(map(abs, self.award.leftover))
        return sorted(self.rests, reverse=True)[spare - 1] if spare else None

    @cached_property
    def told_rests(self) -> list[Fraction]:
        """The remainders as their cells say them."""
        return [half_up(rest, Fraction(1, 10 ** (self.decimals or GUARD))) for rest in self.rests]

    def told_cut(self) -> Fraction:
        """The cut as its cell says it, rounded as the remainders are; 2, beyond all, if there are no leftovers."""
        cut = self.cut
        return Fraction(2) if cut is None else half_up(cut, Fraction(1, 10 ** (self.decimals or GUARD)))

    @cached_property
    def decimals(self) -> int | None:
        """So many decimals of the remainders that noise changes nothing at the cut; None if no number does."""
        cut = self.cut
        if cut is None:
            return GUARD
        rests, off = self.rests, float(self.off.max(initial=0.0)) + 4 * NOISE
        near = {rest for rest in rests if abs(rest - cut) <= Fraction(1, 1_000)}
        return next((each for each in REMAINDER_DECIMALS if _is_told(near, cut, off, each)), None)


def _is_told(near: set[Fraction], cut: Fraction, off: float, decimals: int) -> bool:
    """Whether remainders near the cut, rounded so, still stand on their own side of it."""
    scale = 10**decimals
    if off * scale >= 0.25:
        return False
    at = round(cut * scale)
    for rest in near:
        rounded, from_half = round(rest * scale), abs((rest * scale) % 1 - Fraction(1, 2))
        if from_half <= off * scale or (rounded > at) != (rest > cut) or (rounded < at) != (rest < cut):
            return False
    return True
