"""Which cells can be live: formulas that give the exact figure in any program's binary numbers, and rows that can't."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from planner.figures.doubles import Flags, distances, in_units, safe
from planner.figures.figure import Figure
from planner.figures.sheet_terms import GUARD, NotInSheet, is_array, rounded
from planner.figures.spreadsheet import spreadsheet_formula
from planner.figures.syntax import Node
from planner.operations.workbook.layout import Layout, View, kind_of

GUARDS = (None, GUARD, 4, 2)


@dataclass(frozen=True)
class Live:
    """A formula, or None if only values can say it, and the rows that are values all the same."""

    formula: str | None
    fixed: frozenset[int] = frozenset()

    @property
    def is_array(self) -> bool:
        return self.formula is not None and is_array(self.formula)


def live_figure(layout: Layout, sheet: str, tree: Node, figure: Figure) -> Live:
    """A figure of this formula: with the rounding that it is closed with, if it is closed with one."""
    face = kind_of(figure)
    try:
        text = spreadsheet_formula(tree, View(layout, sheet), face)
    except NotInSheet:
        return Live(None)
    if figure.step is None:
        return Live(text, _rows(layout.nearness.of(figure).off < np.inf))
    return rounding(layout, figure.operands[0], figure.step, True, lambda guard: rounded(text, _step(figure), guard))


def _step(figure: Figure) -> Fraction:
    return figure.step or Fraction(1)


def rounding(layout: Layout, what: Figure, step: Fraction, halves: bool, text: Callable[[int | None], str]) -> Live:
    """The plainest rounding that is right for everybody; failing that, the guarded one and values where it isn't."""
    off = in_units(layout.nearness.of(what), step)
    away = distances(what.numbers, step, layout.nearness.people, halves)
    found: dict[int | None, Flags] = {}
    for guard in GUARDS if halves else GUARDS[1:]:
        found[guard] = safe(away, off, guard)
        if found[guard].all():
            return Live(text(guard))
    best = max(found, key=lambda guard: int(found[guard].sum()))
    return Live(text(best), _rows(found[best]))


def _rows(is_safe: Flags) -> frozenset[int]:
    return frozenset(int(row) for row in np.flatnonzero(~is_safe))
