"""From people to one value: totals, averages and their like, over everybody or by a fact they share."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from planner.figures import column as columns
from planner.figures.column import Numbers, Problem, missing, single
from planner.figures.facts import Texts

NOBODY = Problem("looks over people, but nobody is eligible")


def aggregate(function: str, of: Numbers, by: Texts | None, people: int) -> Numbers:
    """One value over all people or, with `by`, one a person: that of everyone who shares their fact."""
    if by is None:
        return _one(function, of, people)
    groups: dict[str, list[int]] = {}
    for row, text in enumerate(columns.spread(by.texts, by.single, people)):
        groups.setdefault(text, []).append(row)
    found = {text: _one(function, of.rows(rows), len(rows)) for text, rows in groups.items()}
    tops, bottoms, problems = [0] * people, [1] * people, columns.carried(_as_numbers(by), count=people)
    for text, rows in groups.items():
        value = found[text]
        for row in rows:
            tops[row], bottoms[row] = value.tops[0], value.bottoms(1)[0]
            if value.problems:
                problems.setdefault(row, value.problems[0])
    values = columns.column(Fraction(top, bottom) for top, bottom in zip(tops, bottoms, strict=True))
    return Numbers(values.tops, values.bottom, False, problems)


def _as_numbers(by: Texts) -> Numbers:
    return Numbers([0] * len(by), 1, by.single, by.problems)


def _one(function: str, of: Numbers, people: int) -> Numbers:
    if function == "count":
        return single(people)
    if function == "total" or of.problems:
        return columns.total(of, people)
    if not people:
        return missing(NOBODY)
    if of.single:
        return of
    if function == "average":
        return columns.divide(columns.total(of, people), single(people))
    return single(_PICKED[function](sorted_values(of)))


def sorted_values(of: Numbers) -> list[Fraction]:
    """The values from smallest to largest; over one denominator they are sorted as whole numbers."""
    if isinstance(of.bottom, int):
        bottom = of.bottom
        return [Fraction(top, bottom) for top in sorted(of.tops)]
    return sorted(of.fractions())


def _median(values: list[Fraction]) -> Fraction:
    middle = len(values) // 2
    return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2


_PICKED: dict[str, Callable[[list[Fraction]], Fraction]] = {
    "median": _median,
    "smallest": lambda values: values[0],
    "largest": lambda values: values[-1],
}
