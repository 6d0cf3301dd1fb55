"""Many exits of one table at once, in floating-point numbers: for simulations and charts, never for a document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from math import lcm

import numpy as np
import numpy.typing as npt

from planner.calculators.waterfall_claims import ZERO
from planner.calculators.waterfall_table import Table

Floats = npt.NDArray[np.float64]


class Line:
    """Straight pieces between the table's breakpoints, as heights and slopes: one look-up and one product an exit."""

    def __init__(self, at: Sequence[Fraction], heights: Sequence[Fraction]) -> None:
        (ends, ends_over), (tops, tops_over) = _whole(at), _whole(heights)
        rises = zip(pairwise(ends), pairwise(tops), strict=True)
        slopes = ((high - low) * ends_over / ((far - near) * tops_over) for (near, far), (low, high) in rises)
        self._slopes = np.array(list(slopes))
        self._heights = np.array([top / tops_over for top in tops[:-1]])

    def along(self, places: npt.NDArray[np.intp], beyond: Floats, out: Floats | None = None) -> Floats:
        """The height `beyond` the breakpoint at each place."""
        found = np.take(self._slopes, places, out=out, mode="clip")
        found *= beyond
        found += np.take(self._heights, places, mode="clip")
        return found


def _whole(values: Sequence[Fraction]) -> tuple[list[int], int]:
    """The same numbers as whole ones over one denominator: their differences and quotients round once."""
    bottom = lcm(*(each.denominator for each in values))
    return [each.numerator * (bottom // each.denominator) for each in values], bottom


class Lines:
    """A table made ready for many exits. `ids` are its classes, in the document's order."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.ids = [each.id for each in table.document.classes]
        self.claims = {claim.id: claim for claim in table.claims}
        self._ends = [ZERO, *table.breakpoints]
        self._ends.append(self._ends[-1] + 1)  # the slope beyond the last breakpoint
        self._starts = np.array([float(each) for each in self._ends[:-1]])
        self._amounts = [table.for_classes(each) for each in self._ends]
        self._price = Line(self._ends, [table.equity.price(each) for each in self._amounts])
        classes = [self.claims[name] for name in self.ids]
        paid = [table.equity.paid(each, classes) for each in self._amounts]
        self._classes = [Line(self._ends, [each[name] for each in paid]) for name in self.ids]

    def at(self, exit_values: Floats) -> Exits:
        """Every class's payout and a common share's price at these exits (none below 0).

        A holder of options is worked out from the price, only when asked for: `Exits.of`.
        """
        places = np.searchsorted(self._starts, exit_values, side="right") - 1
        beyond = exit_values - np.take(self._starts, places, mode="clip")
        payouts = np.empty((len(self.ids), exit_values.size))
        for row, line in zip(payouts, self._classes, strict=True):
            line.along(places, beyond, out=row)
        return Exits(self, payouts, self._price.along(places, beyond), lambda line: line.along(places, beyond))

    def before(self, name: str) -> Line:
        """Of one who is paid before the classes: a debt, a right that is one, management."""
        return Line(self._ends, [self.table.paid_before(each).get(name, ZERO) for each in self._ends])


class Exits:
    """Many exits worked out: `payouts` (classes × exits), `price` of a common share, and any holder by id."""

    def __init__(self, lines: Lines, payouts: Floats, price: Floats, along: Callable[[Line], Floats]) -> None:
        self.lines, self.payouts, self.price, self._along = lines, payouts, price, along

    def of(self, name: str) -> Floats:
        """What one holder gets of each exit; of options, quantity × what a share is worth above the strike.

        Raises KeyError for an id that the table doesn't have.
        """
        if name in self.lines.ids:
            found: Floats = self.payouts[self.lines.ids.index(name)]
            return found
        if claim := self.lines.claims.get(name):
            return np.maximum(self.price - float(claim.strike), 0.0) * float(claim.units)
        if name not in self.lines.table.ids:
            raise KeyError(name)
        return self._along(self.lines.before(name))
