"""What vests before the rounding: exact parts of the grants that take one path, as whole numbers over one bottom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
import numpy.typing as npt

from planner.calculators.vesting_document import VestingCondition
from planner.calculators.vesting_path import Met, Route
from planner.errors import Fault, Refused
from planner.figures.day_numbers import Days
from planner.figures.number import write_number

Whole = npt.NDArray[Any]  # whole numbers: 64 bits where they fit, otherwise Python's own, which are as large as need be
Flags = npt.NDArray[np.bool_]
_MOST = 2**61


@dataclass(frozen=True)
class Portions:
    """Of grants that take one path and get as many instalments of it: a row a grant, a column an instalment.

    `mets` says which condition on the path a column is of; not `given` is what comes after its condition gave way.
    """

    route: Route
    mets: tuple[int, ...]
    given: Flags
    tops: Whole
    bottom: int

    @property
    def dates(self) -> Days:
        return np.concatenate([met.dates for met in self.route.path], axis=1)

    def condition(self, column: int) -> VestingCondition:
        return self.route.path[self.mets[column]].condition


def portions(route: Route, quantities: Sequence[Fraction]) -> list[Portions]:
    """The exact part of every instalment. Raises Refused if they are more than a grant."""
    if not route.path:
        return []
    given = np.stack([met.given for met in route.path], axis=1)
    if (given == given[0]).all():
        return [_portions(route, given[0].tolist(), quantities)]
    return [
        _portions(route.of(np.flatnonzero((given == counts).all(axis=1))), counts.tolist(), quantities)
        for counts in np.unique(given, axis=0)
    ]


def _portions(route: Route, given: list[int], quantities: Sequence[Fraction]) -> Portions:
    own = [quantities[row] for row in route.rows.tolist()]
    shared = lcm(*{each.denominator for each in own})
    amounts = [each.numerator * (shared // each.denominator) for each in own]
    parts, fixed = zip(*_by_condition(route.path, given), strict=True)
    over = lcm(*(each.denominator for each in (*parts, *fixed)))
    steep = [int(each * over) for each in parts]
    level = [int(each * over) * shared for each in fixed]
    counts = [met.dates.shape[1] for met in route.path]
    columns = max(counts)
    largest = max(amounts) * (over + columns * sum(map(abs, steep))) + columns * sum(map(abs, level)) + over * shared
    kind: Any = np.int64 if largest < _MOST else object
    a_condition = np.array(amounts, kind)[:, None] * np.array(steep, kind) + np.array(level, kind)
    mets = np.repeat(np.arange(len(counts)), counts)
    is_given = np.concatenate([np.arange(count) < until for count, until in zip(counts, given, strict=True)])
    found = Portions(route, tuple(mets.tolist()), is_given, a_condition[:, mets], over * shared)
    _refuse_too_much(found, np.array(amounts, kind) * over)
    return found


def _by_condition(path: Sequence[Met], given: Sequence[int]) -> list[tuple[Fraction, Fraction]]:
    """An instalment of each condition as a part of the quantity, and a number besides, whatever the quantity is.

    A remainder is of what hadn't vested when its condition began, in equal instalments.
    """
    found: list[tuple[Fraction, Fraction]] = []
    vested_part, vested_fixed = Fraction(0), Fraction(0)
    for met, count in zip(path, given, strict=True):
        portion = met.condition.portion
        if portion is None:
            part, fixed = Fraction(0), met.condition.quantity or Fraction(0)
        elif portion.remainder:
            part, fixed = portion.part * (1 - vested_part), -portion.part * vested_fixed
        else:
            part, fixed = portion.part, Fraction(0)
        found.append((part, fixed))
        vested_part, vested_fixed = vested_part + part * count, vested_fixed + fixed * count
    return found


def _refuse_too_much(found: Portions, quantities: Whole) -> None:
    """At the first condition by which more than the grant would have vested."""
    vested = np.cumsum(np.where(found.given, found.tops, 0), axis=1)
    ends = np.flatnonzero(np.diff(found.mets, append=-1))
    is_over = vested[:, ends] > quantities[:, None]
    if is_over.any():
        end = int(np.flatnonzero(is_over.any(axis=0))[0])
        row = int(np.flatnonzero(is_over[:, end])[0])
        amounts = (Fraction(int(each), found.bottom) for each in (vested[row, ends[end]], quantities[row]))
        raise Refused([_too_much(found.condition(int(ends[end])), *amounts)])


def _too_much(condition: VestingCondition, vested: Fraction, quantity: Fraction) -> Fault:
    values = {"condition": f'"{condition.id}"', "vested": write_number(vested), "quantity": write_number(quantity)}
    text = "by {condition} {vested} would have vested, more than the quantity of {quantity}"
    return Fault("terms.vesting_conditions", text, values)
