"""How far off a spreadsheet's numbers may be, and where that could change a rounded figure.

Spreadsheets count in binary doubles: 10% of 1,157,313.05 is a hair beside 115,731.305 there, and rounding to cents may
go the wrong way. For each figure this follows how far such noise can have grown; it rests on no program's own way of
working, so that what is found safe is safe in any.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf, sqrt

import numpy as np
import numpy.typing as npt

from planner.figures import column as columns
from planner.figures.column import Numbers
from planner.figures.facts import Dates, Texts
from planner.figures.figure import Figure
from planner.figures.formula import FUNCTIONS

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
# Eight times a double's own rounding: files hold 16 digits of a number, programs compare some 15
NOISE = 2.0**-50
_EXACT_WHOLE = 2.0**53


@dataclass(frozen=True)
class Near:
    """Values as doubles, one a row, and how far off each may be; `is_plain` if they came out of no arithmetic."""

    values: Floats
    off: Floats
    is_plain: bool = False

    @property
    def doubtful(self) -> Flags:
        """Where noise could turn a yes into a no."""
        return np.where(self.values == 0, self.off > 0, self.off >= np.abs(self.values))


def floats(numbers: Numbers, count: int) -> Floats:
    """Exact numbers as the nearest doubles; those too large for one are infinite. Nobody's numbers are zeros."""
    if not len(numbers):
        return np.zeros(count)
    pairs = zip(columns.spread(numbers.tops, numbers.single, count), numbers.bottoms(count), strict=True)
    return np.array([_ratio(top, bottom) for top, bottom in pairs], dtype=np.float64)


def as_float(value: Fraction) -> float:
    """The nearest double, or infinity."""
    return _ratio(value.numerator, value.denominator)


def _ratio(top: int, bottom: int) -> float:
    try:
        return top / bottom
    except OverflowError:
        return inf


class Nearness:
    """Follows the noise through figures' makings, for so many people; what was seen is remembered."""

    def __init__(self, people: int) -> None:
        self.people = people
        self._known: dict[int, tuple[Figure, Near]] = {}

    def of(self, figure: Figure) -> Near:
        """A figure's doubles and how far off they may be; `inf` where a choice or rounding inside could go wrong."""
        known = self._known.get(id(figure))
        if known is None:
            with np.errstate(all="ignore"):
                known = self._known[id(figure)] = (figure, _certain(self._near(figure)))
        return known[1]

    def _near(self, figure: Figure) -> Near:
        if isinstance(figure.value, (Texts, Dates)):
            inner = [self.of(each).off for each in figure.operands if figure.op == "if"][:1]
            off = np.where(inner[0] > 0, inf, 0.0) if inner else np.zeros(self.people)
            return Near(np.zeros(self.people), off)
        values = floats(figure.numbers, self.people)
        if figure.op == "named" and figure.step is None:
            return self.of(figure.operands[0])
        if figure.op in FUNCTIONS and FUNCTIONS[figure.op].over_people:
            return Near(values, self._over_people(figure, values))
        found = _GROWTH.get(figure.op)
        if found is None:
            return Near(values, _own(values), is_plain=True)
        return Near(values, found(self, figure, values))

    def _operands(self, figure: Figure) -> list[Near]:
        return [self.of(each) for each in figure.operands]

    def _sum(self, figure: Figure, values: Floats) -> Floats:
        a, b = self._operands(figure)
        return _grown(values, a.off + b.off, a, b)

    def _product(self, figure: Figure, values: Floats) -> Floats:
        a, b = self._operands(figure)
        return _grown(values, np.abs(a.values) * b.off + np.abs(b.values) * a.off + a.off * b.off, a, b)

    def _quotient(self, figure: Figure, values: Floats) -> Floats:
        a, b = self._operands(figure)
        left = np.maximum(np.abs(b.values) - b.off, 0)
        return (a.off + np.abs(values) * b.off) / left + NOISE * np.abs(values)

    def _power(self, figure: Figure, values: Floats) -> Floats:
        a, b = self._operands(figure)
        left = np.maximum(np.abs(a.values) - a.off, 0)
        grown = np.where(a.off > 0, np.abs(b.values) * a.off * np.abs(values) / left, 0)
        return np.where(b.off > 0, inf, grown + 16 * NOISE * np.abs(values))

    def _comparison(self, figure: Figure, values: Floats) -> Floats:
        a, b = self._operands(figure)
        apart, off = np.abs(a.values - b.values), a.off + b.off
        is_same = (off == 0) | (a.is_plain & b.is_plain)
        larger = np.maximum(np.abs(a.values), np.abs(b.values))
        sure = np.where(apart == 0, is_same, apart > off + larger * 2.0**-42)
        return np.where(sure, 0.0, inf)

    def _yes_no(self, figure: Figure, values: Floats) -> Floats:
        parts = self._operands(figure)
        doubt = np.any([each.doubtful for each in parts], axis=0)
        return np.where(doubt, inf, 0.0)

    def _if(self, figure: Figure, values: Floats) -> Floats:
        condition, yes, no = self._operands(figure)
        return np.where(condition.doubtful, inf, np.where(condition.values != 0, yes.off, no.off))

    def _largest(self, figure: Figure, values: Floats) -> Floats:
        found: Floats = np.max([each.off for each in self._operands(figure)], axis=0)
        return found

    def _to_step(self, figure: Figure, values: Floats) -> Floats:
        what, step = self.of(figure.operands[0]), figure.operands[1].at(0)
        away = distances(figure.operands[0].numbers, step, self.people, halves=figure.op == "round")
        return np.where(safe(away, in_units(what, step), 6), _own(values), inf)

    def _slices(self, figure: Figure, values: Floats) -> Floats:
        parts = self._operands(figure)
        return sum((each.off + 4 * NOISE * np.abs(each.values) for each in parts), np.zeros(self.people))

    def _over_people(self, figure: Figure, values: Floats) -> Floats:
        if figure.op == "count":
            return np.zeros(self.people)
        of = self.of(figure.operands[0])
        if figure.op in ("total", "average"):
            if not of.off.any() and np.abs(of.values).sum() < _EXACT_WHOLE and figure.op == "total":
                return np.zeros(self.people)
            # noise of many additions partly cancels out: it grows as the root of their number
            noise = NOISE * (1 + sqrt(self.people) / 4) * np.abs(of.values).sum()
            shared = self.people if figure.op == "average" and len(figure.operands) == 1 else 1
            return np.full(self.people, (of.off.sum() + noise) / shared)
        return np.full(self.people, of.off.max(initial=0.0) + NOISE * np.abs(of.values).max(initial=0.0))


def _certain(near: Near) -> Near:
    """What can't be told to be near is infinitely far off."""
    return replace(near, off=np.nan_to_num(near.off, nan=inf, posinf=inf)) if np.isnan(near.off).any() else near


def _own(values: Floats) -> Floats:
    """The noise of a number that is merely written down: none if it is whole."""
    is_whole = (values == np.round(values)) & (np.abs(values) < _EXACT_WHOLE)
    return np.where(is_whole, 0.0, NOISE * np.abs(values))


def _grown(values: Floats, off: Floats, a: Near, b: Near) -> Floats:
    """The noise of a sum or product; whole numbers stay whole."""
    is_whole = (off == 0) & (np.abs(values) < _EXACT_WHOLE) & (values == np.round(values))
    size = np.maximum(np.abs(values), np.maximum(np.abs(a.values), np.abs(b.values)) * 2.0**-3)
    return np.where(is_whole, 0.0, off + NOISE * size)


_GROWTH: dict[str, Callable[[Nearness, Figure, Floats], Floats]] = {
    "+": Nearness._sum, "-": Nearness._sum, "*": Nearness._product, "/": Nearness._quotient, "^": Nearness._power,
    "negated": Nearness._largest, "min": Nearness._largest, "max": Nearness._largest, "if": Nearness._if,
    "not": Nearness._yes_no, "and": Nearness._yes_no, "or": Nearness._yes_no,
    "round": Nearness._to_step, "floor": Nearness._to_step, "ceil": Nearness._to_step,
    "tiers": Nearness._slices, "slice": Nearness._slices,
    **dict.fromkeys(("<", "<=", "=", "!=", ">=", ">"), Nearness._comparison),
}  # fmt: skip


# Rounding


def in_units(near: Near, step: Fraction) -> Floats:
    """How far off a figure may be, counted in steps, the counting itself included."""
    size = as_float(step)
    return near.off / size + np.where(near.off > 0, NOISE * np.abs(near.values) / size, 0.0)


def distances(numbers: Numbers, step: Fraction, count: int, halves: bool) -> Floats:
    """How far each figure lies from where rounding turns over, in steps: a half step, or a whole one; exact zeros."""
    found = []
    if not len(numbers):
        return np.zeros(count)
    tops = columns.spread(numbers.tops, numbers.single, count)
    for top, bottom in zip(tops, numbers.bottoms(count), strict=True):
        units, whole = abs(top) * step.denominator, bottom * step.numerator
        rest = units % whole
        found.append(abs(2 * rest - whole) / (2 * whole) if halves else min(rest, whole - rest) / whole)
    return np.array(found, dtype=np.float64)


def safe(away: Floats, off: Floats, guard: int | None) -> Flags:
    """Where rounding gives the exact figure's result; with a guard, noise beyond so many decimals is cut off first."""
    grid = 0.0 if guard is None else 0.5 * 10.0**-guard
    is_clear, is_cut_off = away > grid + off, (away == 0) & (off < grid)
    found: Flags = is_clear | is_cut_off | (off == 0)
    return found
