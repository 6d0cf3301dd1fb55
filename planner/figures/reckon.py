"""Carrying out a formula: from its tree and the figures it may name to a figure that remembers both.

All rows are worked out at once. Both branches of an `if` are, too, but only the chosen one's problems count, so that
`if(days > 0, pay / days, 0)` divides by zero for nobody.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from typing import Any

from planner.figures import column as columns
from planner.figures.aggregate import aggregate
from planner.figures.calendar import months_between
from planner.figures.column import Numbers, Problem, single
from planner.figures.facts import Dates, Facts, Texts, Value, read_date
from planner.figures.figure import Figure
from planner.figures.formula import FUNCTIONS, FormulaError
from planner.figures.number import half_up_ratio, read_number, write_number
from planner.figures.syntax import Band, Binary, Call, Denied, Name, Negated, Node, Number, Quoted, plain_text
from planner.figures.unit import ANY, BARE

Table = Mapping[str, Fraction]
_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt, "<=": operator.le, "=": operator.eq, "!=": operator.ne, ">=": operator.ge, ">": operator.gt,
}  # fmt: skip
_TRUE, _FALSE = single(1), single(0)


@dataclass(frozen=True)
class Scope:
    """What a formula may name: figures and tables, and how many people there are.

    `totals` holds figures over people that are known already, by their spelling (`total(points)`): a proof carries
    them, since it has no colleagues to add up.
    """

    names: Mapping[str, Figure]
    tables: Mapping[str, Table] = field(default_factory=dict)
    people: int = 0
    totals: Mapping[str, Figure] | None = None


def reckon(node: Node, scope: Scope) -> Figure:
    """The figure that a formula stands for.

    Raises FormulaError where it can't be worked out for anyone (units that differ, an unknown name); rows that have no
    value carry their problem.
    """
    if isinstance(node, Number):
        return Figure(single(node.value), "literal", text=node.written, unit=BARE)
    if isinstance(node, Quoted):
        return _quoted(node)
    if isinstance(node, Name):
        return _named(node, scope)
    if isinstance(node, Negated):
        operand = reckon(node.operand, scope)
        return Figure(columns.negate(operand.numbers), "negated", (operand,), unit=operand.unit)
    if isinstance(node, Denied):
        operand = reckon(node.operand, scope)
        return Figure(columns.choose(operand.numbers, _FALSE, _TRUE), "not", (operand,))
    if isinstance(node, Binary):
        return _binary(node, reckon(node.left, scope), reckon(node.right, scope))
    if isinstance(node, Call):
        return _FUNCTIONS.get(node.function, _over_people)(node, scope)
    raise FormulaError(node.at, "is not expected here")


def _quoted(node: Quoted) -> Figure:
    day = read_date(node.text)
    value: Value = Dates([day], True) if day else Texts([node.text], True)
    return Figure(value, "literal", text=node.text)


def _named(node: Name, scope: Scope) -> Figure:
    if node.name in scope.names:
        return scope.names[node.name]
    if node.name in scope.tables:
        raise FormulaError(node.at, "{name} is a table; use it in lookup(x, {name})", name=node.name)
    raise FormulaError(node.at, "{name} is not known here", name=node.name)


def _binary(node: Binary, left: Figure, right: Figure) -> Figure:
    sign = node.sign
    if sign in _COMPARISONS:
        _same_unit(node, left, right)
        return Figure(compared(sign, left, right), sign, (left, right))
    if sign == "and":
        value = columns.choose(left.numbers, columns.choose(right.numbers, _TRUE, _FALSE), _FALSE)
        return Figure(value, sign, (left, right))
    if sign == "or":
        value = columns.choose(left.numbers, _TRUE, columns.choose(right.numbers, _TRUE, _FALSE))
        return Figure(value, sign, (left, right))
    if sign == "^":
        unit = BARE if left.unit == BARE else ANY
        return Figure(columns.power(left.numbers, right.numbers), sign, (left, right), unit=unit)
    if sign == "/":
        return _divided(node, left, right)
    if sign == "*":
        return left.times(right)
    _same_unit(node, left, right)
    return left.plus(right) if sign == "+" else left.minus(right)


def _divided(node: Binary, left: Figure, right: Figure) -> Figure:
    """A quotient; who divides by zero is told what is zero there."""
    figure = left.over(right)
    numbers = figure.numbers
    zero = {row: problem for row, problem in numbers.problems.items() if problem is columns.DIVISION}
    if not zero or isinstance(node.right, Number):
        return figure
    named = Problem("divides by zero: {divisor} is 0", {"divisor": plain_text(node.right)})
    return replace(figure, value=replace(numbers, problems={**numbers.problems, **dict.fromkeys(zero, named)}))


def _same_unit(node: Node, *figures: Figure) -> None:
    for first, second in pairwise(figures):
        if first.unit.clashes(second.unit):
            raise FormulaError(node.at, "joins figures of different units: {first} and {second}",
                               first=first.unit, second=second.unit)  # fmt: skip


def compared(sign: str, left: Figure, right: Figure) -> Numbers:
    """1 or 0 a row: as dates or as texts if one side is a quoted one, as numbers otherwise."""
    holds = _COMPARISONS[sign]
    a, b = left.value, right.value
    if isinstance(a, Dates) or isinstance(b, Dates):
        days = _dates(left), _dates(right)
        if all(not day.problems or sign not in ("=", "!=") for day in days):
            return _by_row(days[0].days, days[1].days, *days, holds=holds)
        a, b = texts_of(left), texts_of(right)
    if isinstance(a, Texts) or isinstance(b, Texts) or _aretexts_of(a, b):
        texts = texts_of(left), texts_of(right)
        return _by_row(texts[0].texts, texts[1].texts, *texts, holds=holds)
    return columns.compare(left.numbers, right.numbers, holds)


def _aretexts_of(a: Value, b: Value) -> bool:
    return isinstance(a, Facts) and isinstance(b, Facts) and not (a.is_numeric and b.is_numeric)


def _by_row(xs: list[str] | list[date], ys: list[str] | list[date], a: Dates | Texts, b: Dates | Texts,
            holds: Callable[[Any, Any], bool]) -> Numbers:  # fmt: skip
    count = 1 if a.single and b.single else max(len(each) for each in (a, b) if not each.single)
    first, second = columns.spread(list(xs), a.single, count), columns.spread(list(ys), b.single, count)
    sides = [Numbers([0] * len(each), 1, each.single, each.problems) for each in (a, b)]
    problems = columns.carried(*sides, count=count)
    tops = [int(holds(x, y)) for x, y in zip(first, second, strict=True)]
    return Numbers(tops, 1, a.single and b.single, problems)


def _dates(figure: Figure) -> Dates:
    if isinstance(figure.value, Dates):
        return figure.value
    if isinstance(figure.value, Facts):
        return figure.value.dates
    problem = Problem("{name} is not a date", {"name": figure.name or figure.text or "this"})
    count = len(figure.value)
    return Dates([date.min] * count, figure.single, dict.fromkeys(range(count), problem))


def texts_of(figure: Figure) -> Texts:
    """A figure as texts: facts as they were written, numbers in full."""
    value = figure.value
    if isinstance(value, Facts):
        return value.texts
    if isinstance(value, Numbers):
        return Texts([write_number(each) for each in value.fractions()], value.single, value.problems)
    return Texts([day.isoformat() for day in value.days], value.single) if isinstance(value, Dates) else value


def _function(node: Call, scope: Scope) -> tuple[Figure, ...]:
    return tuple(reckon(each, scope) for each in node.arguments)


def _extreme(node: Call, scope: Scope) -> Figure:
    operands = _function(node, scope)
    _same_unit(node, *operands)
    pick = min if node.function == "min" else max
    value = reduce(lambda a, b: columns.extreme(a, b, pick), (each.numbers for each in operands))
    unit = reduce(lambda a, b: a.beside(b), (each.unit for each in operands))
    return Figure(value, node.function, operands, unit=unit)


def _to_step(node: Call, scope: Scope) -> Figure:
    operand, step = _function(node, scope)
    if not step.single or step.problems or step.at(0) <= 0:
        raise FormulaError(node.at, "{name}(x, step) takes one step above zero for all", name=node.function)
    how = {"round": half_up_ratio, "floor": columns.down, "ceil": columns.up}[node.function]
    value = columns.rounded(operand.numbers, step.at(0), how)
    return Figure(value, node.function, (operand, step), unit=operand.unit)


def _if(node: Call, scope: Scope) -> Figure:
    condition, yes, no = _function(node, scope)
    _same_unit(node, yes, no)
    if _reads_as_numbers(yes.value) and _reads_as_numbers(no.value):
        value: Value = columns.choose(condition.numbers, yes.numbers, no.numbers)
    else:
        value = _chosen_texts(condition.numbers, texts_of(yes), texts_of(no))
    return Figure(value, "if", (condition, yes, no), unit=yes.unit.beside(no.unit))


def _reads_as_numbers(value: Value) -> bool:
    return isinstance(value, Numbers) or (isinstance(value, Facts) and value.is_numeric)


def _chosen_texts(condition: Numbers, yes: Texts, no: Texts) -> Texts:
    """The choice is made on the texts' positions, so that problems follow the same rule as with numbers."""
    words = [*yes.texts, *no.texts]
    first = Numbers(list(range(len(yes))), 1, yes.single, yes.problems)
    second = Numbers(list(range(len(yes), len(words))), 1, no.single, no.problems)
    chosen = columns.choose(condition, first, second)
    return Texts([words[place] for place in chosen.tops], chosen.single, chosen.problems)


def _is_given(node: Call, scope: Scope) -> Figure:
    name = node.arguments[0]
    found = scope.names.get(name.name) if isinstance(name, Name) else None
    given = _FALSE
    if found is not None:
        given = found.value.given if isinstance(found.value, Facts) else _TRUE
    leaf = found or Figure(Texts([""], True), "fact", name=plain_text(name))
    return Figure(given, "is_given", (leaf,))


def _lookup(node: Call, scope: Scope) -> Figure:
    key = reckon(node.arguments[0], scope)
    name = plain_text(node.arguments[1])
    table = scope.tables.get(name)
    if table is None:
        raise FormulaError(node.arguments[1].at, "there is no table {name}", name=name)
    texts = texts_of(key)
    by_number = {number: entry for text, entry in table.items() if (number := read_number(text)) is not None}
    problems, values = dict(texts.problems), []
    for row, text in enumerate(texts.texts):
        entry = table.get(text)
        if entry is None and (number := read_number(text)) is not None:
            entry = by_number.get(number)
        if entry is None:
            known = ", ".join(table)
            problems.setdefault(row, Problem('"{value}" is not in {table}, which has {known}',
                                             {"value": text, "table": name, "known": known}))  # fmt: skip
        values.append(entry or Fraction(0))
    found = columns.column(values)
    return Figure(Numbers(found.tops, found.bottom, texts.single, problems), "lookup", (key,), text=name)


def _between(node: Call, scope: Scope) -> Figure:
    first, second = _function(node, scope)
    a, b = _dates(first), _dates(second)
    count = 1 if a.single and b.single else max(len(each) for each in (a, b) if not each.single)
    pairs = zip(columns.spread(a.days, a.single, count), columns.spread(b.days, b.single, count), strict=True)
    is_days = node.function == "days"
    tops = [(y - x).days if is_days else months_between(x, y) for x, y in pairs]
    sides = [Numbers([0] * len(each), 1, each.single, each.problems) for each in (a, b)]
    value = Numbers(tops, 1, a.single and b.single, columns.carried(*sides, count=count))
    return Figure(value, node.function, (first, second))


def _tiers(node: Call, scope: Scope) -> Figure:
    """Marginal rates: each applies to the slice of the figure between its limit and the one before, from zero up."""
    figure = reckon(node.arguments[0], scope)
    below: Figure = Figure(_FALSE, "literal", text="0", unit=BARE)
    slices: list[Figure] = []
    for each in node.arguments[1:]:
        rate = reckon(each.rate if isinstance(each, Band) else each, scope)
        limit = reckon(each.limit, scope) if isinstance(each, Band) else None
        if limit is not None:
            _same_unit(each, figure, limit)
            if limit.single and below.single and limit.at(0) <= below.at(0):
                raise FormulaError(each.at, "the limits of tiers(…) must rise")
        top = figure.numbers if limit is None else columns.extreme(figure.numbers, limit.numbers, min)
        above = columns.add(top, columns.negate(below.numbers))
        part = Figure(columns.extreme(above, _FALSE, max), "slice", (figure, below, *([limit] if limit else [])),
                      unit=figure.unit)  # fmt: skip
        slices.append(rate.times(part))
        below = limit or below
    value = reduce(columns.add, (each.numbers for each in slices))
    return Figure(value, "tiers", (figure, *slices), unit=figure.unit)


def _over_people(node: Call, scope: Scope) -> Figure:
    """`total(x)` and its like; a proof has them worked out already."""
    if node.function not in FUNCTIONS:
        raise FormulaError(node.at, "there is no function {name}(…)", name=node.function)
    spelling = plain_text(node)
    if scope.totals is not None:
        if spelling not in scope.totals:
            raise FormulaError(node.at, "{name} is withheld", name=spelling)
        return scope.totals[spelling]
    operands = _function(node, scope)
    by = texts_of(operands[-1]) if len(operands) == 2 or (node.function == "count" and operands) else None
    of = operands[0].numbers if node.function != "count" else single(1)
    value = aggregate(node.function, of, by, scope.people)
    unit = operands[0].unit if node.function != "count" else BARE
    return Figure(value, node.function, operands, text=spelling, unit=unit)


def _mix(node: Call, scope: Scope) -> Figure:
    """`mix(a, x, b, y)` is `a · x / total(x) + b · y / total(y)`."""
    terms = []
    for part, by in zip(node.arguments[::2], node.arguments[1::2], strict=True):
        whole = Call(by.at, "total", (by,))
        terms.append(Binary(by.at, "*", part, Binary(by.at, "/", by, whole)))
    return reckon(reduce(lambda a, b: Binary(node.at, "+", a, b), terms), scope)


_FUNCTIONS: dict[str, Callable[[Call, Scope], Figure]] = {
    "min": _extreme, "max": _extreme, "round": _to_step, "floor": _to_step, "ceil": _to_step, "if": _if,
    "is_given": _is_given, "lookup": _lookup, "months": _between, "days": _between, "tiers": _tiers, "mix": _mix,
}  # fmt: skip
