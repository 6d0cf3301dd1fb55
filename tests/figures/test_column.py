"""Columns against a plain reader that takes one person at a time, on fractions."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.figures import column as columns
from planner.figures.column import Numbers, column, down, rounded, single, up
from planner.figures.facts import Facts
from planner.figures.figure import Figure
from planner.figures.number import half_up
from planner.figures.reckon import Scope, reckon
from planner.figures.syntax import Binary, Call, Denied, Name, Negated, Node, Number

VALUES = st.sampled_from(["0", "1", "-1", "2", "1/3", "0.05", "-7/9", "12.5%", "1000"])
ROWS = st.lists(st.fixed_dictionaries({name: st.none() | VALUES for name in "abc"}), min_size=1, max_size=5)


def number(written: str) -> Node:
    value = Fraction(written)
    return Number(0, abs(value), str(abs(value)))


def grown(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    signs = st.sampled_from(["+", "-", "*", "/", "<", "<=", "=", "!=", ">=", ">", "and", "or"])
    step = st.sampled_from(["0.01", "1", "0.25", "7"]).map(number)
    return st.one_of(
        st.builds(lambda sign, left, right: Binary(0, sign, left, right), signs, inner, inner),
        st.builds(
            lambda left, power: Binary(0, "^", left, Number(0, Fraction(power), str(power))), inner, st.integers(0, 3)
        ),
        st.builds(lambda operand: Negated(0, operand), inner),
        st.builds(lambda operand: Denied(0, operand), inner),
        st.builds(lambda name, a, b: Call(0, name, (a, b)), st.sampled_from(["min", "max"]), inner, inner),
        st.builds(
            lambda name, a, size: Call(0, name, (a, size)), st.sampled_from(["round", "floor", "ceil"]), inner, step
        ),
        st.builds(lambda a, b, c: Call(0, "if", (a, b, c)), inner, inner, inner),
        st.builds(lambda name: Call(0, "is_given", (Name(0, name),)), st.sampled_from("abc")),
    )


LEAVES = st.one_of(
    st.sampled_from("abcs").map(lambda name: Name(0, name)), st.sampled_from(["0", "1", "2.5", "3"]).map(number)
)
TREES = st.recursive(LEAVES, grown, max_leaves=10)


class Nothing(Exception):
    """There is no value for this person."""


COMPARED: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b, ">=": lambda a, b: a >= b, ">": lambda a, b: a > b,
}  # fmt: skip
SUMS: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b,
}  # fmt: skip
ROUNDED: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "round": half_up,
    "floor": lambda a, step: math.floor(a / step) * step,
    "ceil": lambda a, step: math.ceil(a / step) * step,
}


def of_one(node: Node, facts: dict[str, str | None]) -> Fraction:
    """A formula for one person, read as anyone would."""
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Name):
        if (written := facts[node.name]) is None:
            raise Nothing
        return Fraction(written[:-1]) / 100 if written.endswith("%") else Fraction(written)
    if isinstance(node, Negated):
        return -of_one(node.operand, facts)
    if isinstance(node, Denied):
        return Fraction(not of_one(node.operand, facts))
    if isinstance(node, Binary):
        return _two(node, facts)
    assert isinstance(node, Call)
    return _call(node, facts)


def _two(node: Binary, facts: dict[str, str | None]) -> Fraction:
    left = of_one(node.left, facts)
    if node.sign in ("and", "or"):
        if bool(left) is (node.sign == "or"):
            return Fraction(node.sign == "or")
        return Fraction(bool(of_one(node.right, facts)))
    right = of_one(node.right, facts)
    if node.sign in COMPARED:
        return Fraction(COMPARED[node.sign](left, right))
    if node.sign == "/" and not right:
        raise Nothing
    return left ** int(right) if node.sign == "^" else SUMS[node.sign](left, right)


def _call(node: Call, facts: dict[str, str | None]) -> Fraction:
    if node.function == "is_given":
        assert isinstance(node.arguments[0], Name)
        return Fraction(facts[node.arguments[0].name] is not None)
    if node.function == "if":
        condition, yes, no = node.arguments
        return of_one(yes if of_one(condition, facts) else no, facts)
    first, second = (of_one(each, facts) for each in node.arguments)
    return (
        ROUNDED[node.function](first, second)
        if node.function in ROUNDED
        else (min if node.function == "min" else max)(first, second)
    )


@given(TREES, ROWS, VALUES)
def test_everybody_at_once_is_each_by_themselves(tree: Node, rows: list[dict[str, str | None]], company: str) -> None:
    names = {name: Figure(Facts(name, [row[name] for row in rows]), "fact", name=name) for name in "abc"}
    names["s"] = Figure(Facts("s", [company], True), "fact", name="s")
    figure = reckon(tree, Scope(names, {}, len(rows)))
    numbers = figure.numbers
    for place, row in enumerate(rows):
        problem = columns.carried(numbers, count=len(rows)).get(place)
        try:
            expected = of_one(tree, {**row, "s": company})
        except Nothing:
            assert problem is not None
        else:
            assert problem is None
            assert numbers.at(place) == expected


FRACTIONS = st.fractions(max_denominator=997, min_value=-10_000, max_value=10_000)


@given(st.lists(FRACTIONS, max_size=8))
def test_columns_hold_what_was_put_in(values: list[Fraction]) -> None:
    numbers = column(values)
    assert numbers.fractions() == values
    assert [numbers.at(place) for place in range(len(values))] == values
    assert columns.total(numbers, len(values)).at(0) == sum(values)


@given(st.lists(st.tuples(FRACTIONS, FRACTIONS.filter(bool)), min_size=1, max_size=6))
def test_totals_of_quotients_with_a_denominator_each(pairs: list[tuple[Fraction, Fraction]]) -> None:
    quotient = columns.divide(column([top for top, _ in pairs]), column([bottom for _, bottom in pairs]))
    assert quotient.fractions() == [top / bottom for top, bottom in pairs]
    assert columns.total(quotient, len(pairs)).at(0) == sum(top / bottom for top, bottom in pairs)


@given(st.lists(FRACTIONS, min_size=1, max_size=5), st.fractions(min_value=Fraction(1, 500), max_value=50))
def test_rounding_up_down_and_half_up(values: list[Fraction], step: Fraction) -> None:
    for numbers in (column(values), columns.divide(column(values), column([Fraction(7)] * len(values)))):
        exact = numbers.fractions()
        assert rounded(numbers, step).fractions() == [half_up(each, step) for each in exact]
        assert rounded(numbers, step, down).fractions() == [math.floor(each / step) * step for each in exact]
        assert rounded(numbers, step, up).fractions() == [math.ceil(each / step) * step for each in exact]


@given(st.lists(FRACTIONS, min_size=1, max_size=6), st.data())
def test_some_rows_only(values: list[Fraction], data: st.DataObject) -> None:
    wanted = data.draw(st.lists(st.integers(0, len(values) - 1), max_size=6))
    assert column(values).rows(wanted).fractions() == [values[row] for row in wanted]
    assert single(3).rows(wanted).at(0) == 3


@pytest.mark.parametrize("digits", [9_999, 10_000, 10_001, 10_020])
def test_products_are_bounded_at_ten_thousand_digits(digits: int) -> None:
    """The bound is in bits, so that it is met within a few digits of 10,000."""
    half = single(10 ** (digits // 2))
    found = columns.multiply(half, single(10 ** (digits - digits // 2 - 1)))
    assert bool(found.problems) is (digits > 10_001)


def test_growing_column_by_column_is_bounded() -> None:
    numbers = Numbers([10**9_000, 2], 1)
    squared = columns.multiply(numbers, numbers)
    assert list(squared.problems) == [0]
    assert squared.at(1) == 4
