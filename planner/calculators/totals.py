"""Which totals over people may be told to one of them.

A total leads from many to one value, so it is told only if those in it and those left out of it are each none or at
least five. Who brings it nothing is left out too where the formula chooses: `total(if(level = 'director', pay, 0))` is
one director's pay. A smallest or largest value is one person's, and never told; how many there are always is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from planner.calculators.scheme_run import SchemeRun
from planner.figures.column import spread
from planner.figures.figure import Figure
from planner.figures.formula import FUNCTIONS
from planner.figures.reckon import texts_of

SMALLEST_GROUP = 5
_ONE_PERSONS = {"smallest", "largest"}
_CHOOSING = {"if", "and", "or", "not", "lookup", "is_given", "<", "<=", "=", "!=", ">=", ">"}


class Totals:
    """Which totals over people may be told to one of them."""

    def __init__(self, run: SchemeRun) -> None:
        self.everybody, self.inside = len(run.people), len(run.eligible)
        self._tainted: dict[int, bool] = {}
        self._known_sizes: dict[int, Mapping[str, tuple[int, int]]] = {}

    def written(self, figure: Figure, row: int | None) -> str | None:
        """The total as this person may see it: its value, or None if it is withheld."""
        return figure.written(row or 0) if self._may_tell(figure, row or 0) else None

    def _may_tell(self, figure: Figure, row: int) -> bool:
        if figure.op == "count":
            return True
        if figure.op in _ONE_PERSONS:
            return False
        inside, counted = self._sizes(figure)[_group(figure, row)]
        if _chooses(figure.operands[0]):
            return self._are_enough(counted)
        return self._are_enough(inside) and (counted == 0 or counted >= SMALLEST_GROUP)

    def _sizes(self, figure: Figure) -> Mapping[str, tuple[int, int]]:
        """By group: how many are in a total, and how many of those bring it anything but zero."""
        found = self._known_sizes.get(id(figure))
        if found is None:
            of = figure.operands[0].numbers
            brings = spread([top != 0 for top in of.tops], of.single, self.inside)
            groups = _groups(figure, self.inside)
            inside = Counter(groups)
            counted = Counter(group for group, bring in zip(groups, brings, strict=True) if bring)
            found = {group: (size, counted[group]) for group, size in inside.items()} or {"": (0, 0)}
            self._known_sizes[id(figure)] = found
        return found

    def _are_enough(self, inside: int) -> bool:
        return all(size == 0 or size >= SMALLEST_GROUP for size in (inside, self.everybody - inside))

    def taints(self, figure: Figure) -> bool:
        """Whether one value for all follows from a total that is withheld."""
        known = self._tainted.get(id(figure))
        if known is None:
            if figure.op in FUNCTIONS and FUNCTIONS[figure.op].over_people:
                known = not self._may_tell(figure, 0)
            else:
                known = any(self.taints(operand) for operand in figure.operands)
            self._tainted[id(figure)] = known
        return known


def _groups(figure: Figure, count: int) -> list[str]:
    """Of each person the fact by which a total is grouped; empty for a total over everybody."""
    if len(figure.operands) < 2:
        return [""] * count
    texts = texts_of(figure.operands[1])
    return spread(texts.texts, texts.single, count)


def _group(figure: Figure, row: int) -> str:
    if len(figure.operands) < 2:
        return ""
    by = texts_of(figure.operands[1])
    return by.texts[0 if by.single else row]


def _chooses(figure: Figure) -> bool:
    """Whether a figure may leave people out by making them zero: `if(level = 'director', pay, 0)`."""
    waiting, seen = [figure], set[int]()
    while waiting:
        each = waiting.pop()
        if each.op in _CHOOSING:
            return True
        waiting += [operand for operand in each.operands if id(operand) not in seen]
        seen.update(map(id, each.operands))
    return False
