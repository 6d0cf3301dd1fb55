"""Figures: values that remember how they were reached.

A figure is one value (the company's) or one value a person (a column), with a unit, a name once it has one, and the
operation and figures that it was made from. Arithmetic on figures gives figures; `named` closes a step: the value is
rounded there, and goes on rounded, so that what is printed is what was used.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from planner.figures import column as columns
from planner.figures.column import Numbers, Problems
from planner.figures.facts import Dates, Facts, Texts, Value
from planner.figures.number import write_number
from planner.figures.unit import ANY, BARE, Unit, declared


@dataclass(frozen=True, eq=False)
class Figure:
    """A value and its making. `op` is a sign, a function's name, or one of the leaves:

    `literal` (a number or quoted text in a formula, as in `text`), `fact` (a given figure or fact called `name`),
    `aggregate` (a total over people whose making isn't shown, spelled in `text`). `named` is a closed step: its one
    operand is the exact figure before rounding to `step`.
    """

    value: Value
    op: str
    operands: tuple[Figure, ...] = ()
    name: str = ""
    text: str = ""
    unit: Unit = ANY
    step: Fraction | None = None

    @property
    def numbers(self) -> Numbers:
        """The value as exact numbers; texts that aren't numbers have a problem in each row."""
        if isinstance(self.value, Numbers):
            return self.value
        if isinstance(self.value, Facts):
            return self.value.numbers
        problem = columns.Problem("{text} is a text, not a number", {"text": self.text or self.name})
        count = len(self.value)
        return Numbers([0] * count, 1, self.value.single, dict.fromkeys(range(count), problem))

    @property
    def plain(self) -> Numbers | Texts | Dates:
        """The value as what it reads as: a fact is taken for numbers if all of it are, for texts otherwise."""
        if isinstance(self.value, Facts):
            return self.value.numbers if self.value.is_numeric else self.value.texts
        return self.value

    @property
    def single(self) -> bool:
        """One value for all, rather than one a person."""
        return self.value.single

    @property
    def problems(self) -> Problems:
        """Which rows have no value, and why; a fact that isn't given counts only where it is used."""
        return {} if isinstance(self.value, Facts) else self.value.problems

    def at(self, row: int) -> Fraction:
        """The number of one row."""
        return self.numbers.at(row)

    def written(self, row: int) -> str:
        """The value of one row in full: a number to its step, a date, a text."""
        row = 0 if self.single else row
        if isinstance(self.value, Numbers):
            return write_number(self.value.at(row), self.step)
        if isinstance(self.value, Facts):
            return _written_fact(self.value, row)
        return self.value.days[row].isoformat() if isinstance(self.value, Dates) else self.value.texts[row]

    def named(self, name: str, step: Fraction | str | None = None, unit: str = "") -> Figure:
        """The step closed under its name, rounded half up to `step` if there is one.

        >>> fact("profit", Fraction("100.05")).times(literal("12.5%")).named("pool", "0.01").written(0)
        '12.51'
        """
        size = Fraction(step) if step is not None else None
        value = columns.rounded(self.numbers, size) if size is not None else self.plain
        return Figure(value, "named", (self,), name, "", declared(unit) if unit else self.unit, size)

    def times(self, other: Figure) -> Figure:
        value = columns.multiply(self.numbers, other.numbers)
        return Figure(value, "*", (self, other), unit=self.unit.times(other.unit))

    def over(self, other: Figure) -> Figure:
        value = columns.divide(self.numbers, other.numbers)
        return Figure(value, "/", (self, other), unit=self.unit.times(other.unit, -1))

    def plus(self, other: Figure) -> Figure:
        value = columns.add(self.numbers, other.numbers)
        return Figure(value, "+", (self, other), unit=self.unit.beside(other.unit))

    def minus(self, other: Figure) -> Figure:
        value = columns.add(self.numbers, columns.negate(other.numbers))
        return Figure(value, "-", (self, other), unit=self.unit.beside(other.unit))

    def spelled(self, text: str) -> Figure:
        """The same figure, with the words it had in its formula."""
        return replace(self, text=text)


def _written_fact(fact: Facts, row: int) -> str:
    written = fact.written[row]
    if fact.exact is not None or not isinstance(written, str):
        return write_number(fact.numbers.at(row))
    return written


def literal(text: str) -> Figure:
    """A number as a formula writes it: `"12.5%"`."""
    value = Fraction(text[:-1].replace("_", "")) / 100 if text.endswith("%") else Fraction(text.replace("_", ""))
    return Figure(columns.single(value), "literal", text=text, unit=BARE)


def fact(name: str, value: Fraction | int, unit: Unit = ANY) -> Figure:
    """A given figure or a fact of the company."""
    return Figure(columns.single(value), "fact", name=name, unit=unit)


__all__ = ["Dates", "Facts", "Figure", "Numbers", "Texts", "fact", "literal"]
