"""Exact columns: one number (the company's), or one a person, as whole numerators over a common denominator.

Rounded steps make the denominator a natural one (10,000 for a step of 0.0001), so that sums, products and comparisons
of a hundred thousand people are whole-number work. A column divided by a column carries a denominator a row.

A row that has no value (a division by zero, a missing fact) carries a `Problem` instead, so that `if(…)` can leave it
out and all of them can be told at once. Rows with a problem hold 0 as a placeholder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd, lcm
from typing import TypeVar

from planner.figures.number import MAX_BITS, half_up_ratio


@dataclass(frozen=True)
class Problem:
    """Why a row has no value: a template and its values, and, once summed into one value, the rows concerned."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)
    rows: tuple[int, ...] = ()


Problems = dict[int, Problem]
Item = TypeVar("Item")
DIVISION = Problem("divides by zero")
TOO_LARGE = Problem("would grow past 10,000 digits")


@dataclass(frozen=True, slots=True)
class Numbers:
    """`tops[i] / bottom` (or `/ bottom[i]`), exactly; `single` is one value that serves every row."""

    tops: list[int]
    bottom: int | list[int] = 1
    single: bool = False
    problems: Problems = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.tops)

    def at(self, row: int) -> Fraction:
        """The value of one row (any row of a single is the single)."""
        row = 0 if self.single else row
        return Fraction(self.tops[row], self.bottom if isinstance(self.bottom, int) else self.bottom[row])

    def bottoms(self, count: int) -> list[int]:
        """A denominator a row."""
        return [self.bottom] * count if isinstance(self.bottom, int) else spread(self.bottom, self.single, count)

    def fractions(self) -> list[Fraction]:
        return [Fraction(top, bottom) for top, bottom in zip(self.tops, self.bottoms(len(self)), strict=True)]

    def rows(self, wanted: Sequence[int]) -> Numbers:
        """The column of these rows only, in this order."""
        if self.single:
            return self
        bottom = self.bottom if isinstance(self.bottom, int) else [self.bottom[row] for row in wanted]
        problems = {new: self.problems[row] for new, row in enumerate(wanted) if row in self.problems}
        return Numbers([self.tops[row] for row in wanted], bottom, False, problems)


def single(value: Fraction | int) -> Numbers:
    """One number for all rows."""
    value = Fraction(value)
    return Numbers([value.numerator], value.denominator, True)


def missing(problem: Problem) -> Numbers:
    """One number that isn't there, and why."""
    return Numbers([0], 1, True, {0: problem})


def column(values: Iterable[Fraction]) -> Numbers:
    """Numbers, one a person, over their common denominator."""
    values = list(values)
    return over_one([value.numerator for value in values], [value.denominator for value in values], {})


def over_one(tops: list[int], bottoms: list[int], problems: Problems) -> Numbers:
    """Numbers, one a person, over one denominator if that is of a modest size, each over its own otherwise."""
    bottom, sizes = 1, set(bottoms)
    if sizes == {1}:
        return Numbers(tops, 1, False, problems)
    for each in sizes:
        bottom = lcm(bottom, each)
        if bottom.bit_length() > 1_024:
            return Numbers(tops, bottoms, False, problems)
    return Numbers([top * (bottom // own) for top, own in zip(tops, bottoms, strict=True)], bottom, False, problems)


def spread(values: list[Item], is_single: bool, count: int) -> list[Item]:
    """A single's value for every row, a column as it is."""
    return values * count if is_single and count != 1 else values


def together(a: Numbers, b: Numbers) -> tuple[int, bool]:
    """How many rows the two make, and whether that is one value for all."""
    return (1, True) if a.single and b.single else (len(b) if a.single else len(a), False)


def carried(*columns: Numbers, count: int) -> Problems:
    """The problems of what a result is made from: a row has the first that any of its operands has."""
    found: Problems = {}
    for each in columns:
        if each.single and each.problems:
            return dict.fromkeys(range(count), each.problems[0])
        if each.problems:
            found = {**each.problems, **found}
    return found


def add(a: Numbers, b: Numbers) -> Numbers:
    """a + b, row by row."""
    count, one = together(a, b)
    xs, ys, bottom = aligned(a, b, count)
    return bounded(Numbers([x + y for x, y in zip(xs, ys, strict=True)], bottom, one, carried(a, b, count=count)))


def aligned(a: Numbers, b: Numbers, count: int) -> tuple[list[int], list[int], int | list[int]]:
    """The numerators of both over one denominator (a row, where need be)."""
    xs, ys = spread(a.tops, a.single, count), spread(b.tops, b.single, count)
    if isinstance(a.bottom, int) and isinstance(b.bottom, int):
        bottom = lcm(a.bottom, b.bottom)
        return _scaled(xs, bottom // a.bottom), _scaled(ys, bottom // b.bottom), bottom
    ms, ns = a.bottoms(count), b.bottoms(count)
    bottoms = [lcm(m, n) for m, n in zip(ms, ns, strict=True)]
    return (
        [x * (w // m) for x, w, m in zip(xs, bottoms, ms, strict=True)],
        [y * (w // n) for y, w, n in zip(ys, bottoms, ns, strict=True)],
        bottoms,
    )


def _scaled(tops: list[int], factor: int) -> list[int]:
    return tops if factor == 1 else [top * factor for top in tops]


def negate(a: Numbers) -> Numbers:
    """−a, row by row."""
    return Numbers([-top for top in a.tops], a.bottom, a.single, a.problems)


def multiply(a: Numbers, b: Numbers) -> Numbers:
    """a × b, row by row."""
    count, one = together(a, b)
    problems = carried(a, b, count=count)
    xs, ys = spread(a.tops, a.single, count), spread(b.tops, b.single, count)
    tops = [x * y for x, y in zip(xs, ys, strict=True)]
    if isinstance(a.bottom, int) and isinstance(b.bottom, int):
        return bounded(Numbers(tops, a.bottom * b.bottom, one, problems))
    bottoms = [m * n for m, n in zip(a.bottoms(count), b.bottoms(count), strict=True)]
    return bounded(_reduced(Numbers(tops, bottoms, one, problems)))


def divide(a: Numbers, b: Numbers) -> Numbers:
    """a ÷ b, row by row; a row whose divisor is zero has a problem."""
    return multiply(a, inverse(b))


def inverse(b: Numbers) -> Numbers:
    """1 ÷ b, row by row."""
    zeros = {row: DIVISION for row, top in enumerate(b.tops) if not top}
    bottoms = b.bottoms(len(b))
    tops = [-bottom if top < 0 else bottom for top, bottom in zip(b.tops, bottoms, strict=True)]
    unders = [abs(top) or 1 for top in b.tops]
    if b.single:
        return Numbers(tops, unders[0], True, {**zeros, **b.problems})
    return Numbers(tops, unders, False, {**zeros, **b.problems})


def _reduced(a: Numbers) -> Numbers:
    """Each row in lowest terms, which keeps a row's own denominator small."""
    bottoms = a.bottoms(len(a))
    shared = [gcd(top, bottom) for top, bottom in zip(a.tops, bottoms, strict=True)]
    return Numbers(
        [top // by for top, by in zip(a.tops, shared, strict=True)],
        [bottom // by for bottom, by in zip(bottoms, shared, strict=True)],
        a.single,
        a.problems,
    )


def bounded(a: Numbers) -> Numbers:
    """The same, but rows of over 10,000 digits have a problem instead of a value."""
    bottoms = [a.bottom] if isinstance(a.bottom, int) else a.bottom
    largest = max(map(int.bit_length, bottoms), default=0) + max(map(int.bit_length, a.tops), default=0)
    if largest <= MAX_BITS:
        return a
    a = _reduced(a)
    bottoms = a.bottoms(len(a))
    large = {
        row: TOO_LARGE
        for row, (top, bottom) in enumerate(zip(a.tops, bottoms, strict=True))
        if max(top.bit_length(), bottom.bit_length()) > MAX_BITS
    }
    tops = [0 if row in large else top for row, top in enumerate(a.tops)]
    kept = [1 if row in large else bottom for row, bottom in enumerate(bottoms)]
    if a.single:
        return Numbers(tops, kept[0], True, {**large, **a.problems})
    return over_one(tops, kept, {**large, **a.problems})


def power(a: Numbers, b: Numbers) -> Numbers:
    """a to the whole power b, negative too; 0^0 is 1."""
    count, one = together(a, b)
    problems = carried(a, b, count=count)
    values: list[Fraction] = []
    for row in range(count):
        value = Fraction(0) if row in problems else _power(a.at(row), b.at(row))
        if isinstance(value, Problem):
            problems[row], value = value, Fraction(0)
        values.append(value)
    result = column(values)
    return bounded(Numbers(result.tops, result.bottom, one, problems))


def _power(base: Fraction, exponent: Fraction) -> Fraction | Problem:
    if exponent.denominator != 1:
        return Problem("raises to a power that isn't a whole number: {exponent}", {"exponent": exponent})
    if not base and exponent < 0:
        return DIVISION
    size = max(base.numerator.bit_length(), base.denominator.bit_length())
    if (size - 1) * abs(exponent.numerator) > MAX_BITS:
        return TOO_LARGE
    return base**exponent.numerator


def compare(a: Numbers, b: Numbers, holds: Callable[[int, int], bool]) -> Numbers:
    """1 where the comparison holds, 0 where it doesn't."""
    count, one = together(a, b)
    xs, ys, _ = aligned(a, b, count)
    return Numbers([int(holds(x, y)) for x, y in zip(xs, ys, strict=True)], 1, one, carried(a, b, count=count))


def choose(condition: Numbers, a: Numbers, b: Numbers) -> Numbers:
    """a where the condition holds, b elsewhere; what isn't chosen may have problems, they don't matter."""
    one = condition.single and a.single and b.single
    count = 1 if one else max(len(each) for each in (condition, a, b) if not each.single)
    return _picked(spread([top != 0 for top in condition.tops], condition.single, count), condition, a, b, one)


def _picked(first: list[bool], condition: Numbers, a: Numbers, b: Numbers, one: bool) -> Numbers:
    count = len(first)
    xs, ys, bottom = aligned(a, b, count)
    problems = carried(condition, count=count)
    from_a, from_b = carried(a, count=count), carried(b, count=count)
    if from_a or from_b:
        for row, is_first in enumerate(first):
            found = (from_a if is_first else from_b).get(row)
            if found:
                problems.setdefault(row, found)
    return Numbers([x if pick else y for pick, x, y in zip(first, xs, ys, strict=True)], bottom, one, problems)


def extreme(a: Numbers, b: Numbers, pick: Callable[[int, int], int]) -> Numbers:
    """The smaller or the larger of two, row by row: `pick` is `min` or `max`."""
    count, one = together(a, b)
    xs, ys, bottom = aligned(a, b, count)
    return Numbers(list(map(pick, xs, ys)), bottom, one, carried(a, b, count=count))


def rounded(a: Numbers, step: Fraction, how: Callable[[int, int], int] = half_up_ratio) -> Numbers:
    """In whole steps; `how` gives the whole number for a top and a bottom (half up, if not said otherwise)."""
    return Numbers(_scaled(in_steps(a, step, how, len(a)), step.numerator), step.denominator, a.single, a.problems)


def in_steps(a: Numbers, step: Fraction, how: Callable[[int, int], int], count: int) -> list[int]:
    """How many steps each row is, rounded to whole ones: cents, if the step is 0.01."""
    tops = spread(a.tops, a.single, count)
    if isinstance(a.bottom, int):
        by, under = step.denominator, a.bottom * step.numerator
        return [how(top * by, under) for top in tops]
    by, size = step.denominator, step.numerator
    return [how(top * by, bottom * size) for top, bottom in zip(tops, a.bottoms(count), strict=True)]


def down(top: int, bottom: int) -> int:
    """The whole number at or below top ÷ bottom."""
    return top // bottom


def up(top: int, bottom: int) -> int:
    """The whole number at or above top ÷ bottom."""
    return -(-top // bottom)


def total(a: Numbers, count: int) -> Numbers:
    """The sum over the people, one number."""
    if a.problems:
        return missing(gathered(a.problems))
    if a.single:
        return multiply(a, single(count))
    if isinstance(a.bottom, int):
        return bounded(single(Fraction(sum(a.tops), a.bottom)))
    return bounded(_pairwise([Numbers([top], bottom, True) for top, bottom in zip(a.tops, a.bottom, strict=True)]))


def _pairwise(parts: list[Numbers]) -> Numbers:
    """Sum by halves: the intermediate denominators stay as small as they can."""
    if len(parts) <= 1:
        return parts[0] if parts else single(0)
    half = len(parts) // 2
    return bounded(add(_pairwise(parts[:half]), _pairwise(parts[half:])))


def gathered(problems: Problems) -> Problem:
    """Many rows' problems as the problem of one value: the first kind found, and all rows that have it."""
    first = next(iter(problems.values()))
    rows = tuple(row for row, each in problems.items() if each.text == first.text)
    return Problem(first.text, first.values, first.rows or rows)
