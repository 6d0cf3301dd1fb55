"""Figures over many paths: a scheme that was carried out once, worked out again by its figures' own making.

A figure remembers what it was made from. Where that leads to a company fact that differs from path to path, the same
operations are done over floating-point arrays, people × paths, either of them 1 where there is one for all; everything
else keeps the value that it was worked out to exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

import numpy as np

from planner.calculators.normal import Floats
from planner.calculators.scheme_run import SchemeRun
from planner.figures.column import spread
from planner.figures.doubles import as_float, floats
from planner.figures.facts import Dates, Texts
from planner.figures.figure import Figure
from planner.figures.reckon import texts_of


class CannotSimulate(Exception):
    """A figure whose making follows no array: a table or a text looked up by a figure that differs by path."""


class Many:
    """A run's figures on paths. `facts` are the company's that differ, a value a path."""

    def __init__(self, run: SchemeRun, facts: Mapping[str, Floats]) -> None:
        self.people = len(run.eligible)
        self._varied = {id(run.company_facts[name]): values for name, values in facts.items()
                        if name in run.company_facts}  # fmt: skip
        self._known: dict[int, tuple[Figure, Floats]] = {}
        self._moves: dict[int, tuple[Figure, bool]] = {}

    def moves(self, figure: Figure) -> bool:
        """Whether a figure differs from path to path."""
        if id(figure) not in self._moves:
            found = id(figure) in self._varied
            if not found and figure.op != "is_given":
                found = any(self.moves(each) for each in figure.operands)
            self._moves[id(figure)] = (figure, found)
        return self._moves[id(figure)][1]

    def of(self, figure: Figure) -> Floats:
        """A figure as people × paths. Raises CannotSimulate."""
        if id(figure) not in self._known:
            with np.errstate(all="ignore"):
                self._known[id(figure)] = (figure, self._worked_out(figure))
        return self._known[id(figure)][1]

    def _worked_out(self, figure: Figure) -> Floats:
        if id(figure) in self._varied:
            return self._varied[id(figure)][np.newaxis, :]
        if isinstance(figure.value, (Texts, Dates)):
            raise CannotSimulate(figure.op)
        if not self.moves(figure):
            return floats(figure.numbers, 1 if figure.single else self.people)[:, np.newaxis]
        work = _OPERATIONS.get(figure.op)
        if work is None:
            raise CannotSimulate(figure.op)
        return work(self, figure)

    def each(self, figure: Figure) -> list[Floats]:
        """What a figure was made from."""
        return [self.of(operand) for operand in figure.operands]

    def everybody(self, values: Floats) -> Floats:
        """The same, a row a person."""
        return np.broadcast_to(values, (self.people, values.shape[1]))


def to_step(values: Floats, step: Fraction, how: Callable[[Floats], Floats]) -> Floats:
    """Whole steps of the size, the sign kept apart as rounding half away from zero does."""
    size = as_float(1 / step)
    found: Floats = np.sign(values) * how(np.abs(values) * size) / size
    return found


def half_up(values: Floats) -> Floats:
    """The nearest whole numbers of values not below zero, halves up."""
    return np.floor(values + 0.5)


def _named(many: Many, figure: Figure) -> Floats:
    values = many.of(figure.operands[0])
    return values if figure.step is None else to_step(values, figure.step, half_up)


def _rounded(many: Many, figure: Figure) -> Floats:
    values, step = many.of(figure.operands[0]), figure.operands[1].at(0)
    if figure.op == "round":
        return to_step(values, step, half_up)
    size = as_float(1 / step)
    how = np.floor if figure.op == "floor" else np.ceil
    return np.asarray(how(values * size) / size)


def _slice(many: Many, figure: Figure) -> Floats:
    """The part of a figure between two limits."""
    of, below, *limit = many.each(figure)
    return np.maximum((np.minimum(of, limit[0]) if limit else of) - below, 0.0)


def _aggregate(many: Many, figure: Figure) -> Floats:
    values = many.everybody(many.of(figure.operands[0]))
    pick = _OVER_PEOPLE[figure.op]
    if len(figure.operands) == 1:
        return pick(values)
    texts = texts_of(figure.operands[1])
    groups = np.array(spread(texts.texts, texts.single, many.people))
    found = np.empty(values.shape)
    for group in np.unique(groups):
        found[groups == group] = pick(values[groups == group])
    return found


_OVER_PEOPLE: dict[str, Callable[[Floats], Floats]] = {
    "total": lambda values: values.sum(axis=0, keepdims=True),
    "average": lambda values: values.mean(axis=0, keepdims=True),
    "median": lambda values: np.median(values, axis=0, keepdims=True),
    "smallest": lambda values: values.min(axis=0, keepdims=True),
    "largest": lambda values: values.max(axis=0, keepdims=True),
}


def _chosen(holds: Floats, yes: Floats, no: Floats) -> Floats:
    return np.where(holds != 0, yes, no)


def _of_all(work: Callable[..., Floats]) -> Callable[[Many, Figure], Floats]:
    return lambda many, figure: np.asarray(work(*many.each(figure)), dtype=np.float64)


def _folded(work: Callable[[Floats, Floats], Floats]) -> Callable[[Many, Figure], Floats]:
    def over(many: Many, figure: Figure) -> Floats:
        first, *others = many.each(figure)
        for each in others:
            first = work(first, each)
        return first

    return over


_OPERATIONS: dict[str, Callable[[Many, Figure], Floats]] = {
    "+": _of_all(np.add), "-": _of_all(np.subtract), "*": _of_all(np.multiply), "/": _of_all(np.divide),
    "^": _of_all(np.power), "negated": _of_all(np.negative), "min": _folded(np.minimum), "max": _folded(np.maximum),
    "<": _of_all(np.less), "<=": _of_all(np.less_equal), "=": _of_all(np.equal), "!=": _of_all(np.not_equal),
    ">=": _of_all(np.greater_equal), ">": _of_all(np.greater),
    "and": _of_all(np.logical_and), "or": _of_all(np.logical_or), "not": _of_all(np.logical_not),
    "if": _of_all(_chosen),
    "tiers": lambda many, figure: _folded(np.add)(many, Figure(figure.value, "+", figure.operands[1:])),
    "named": _named, "round": _rounded, "floor": _rounded, "ceil": _rounded, "slice": _slice,
    **dict.fromkeys(_OVER_PEOPLE, _aggregate),
}  # fmt: skip
