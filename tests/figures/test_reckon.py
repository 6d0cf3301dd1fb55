from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.figures.calendar import months_between
from planner.figures.column import Numbers
from planner.figures.facts import Facts, Texts
from planner.figures.figure import Figure
from planner.figures.formula import FormulaError, parse
from planner.figures.reckon import Scope, reckon
from planner.figures.unit import declared

PEOPLE: dict[str, list[object]] = {
    "pay": ["1000", "2000.50", "3000", 4000],
    "fte": ["1", "0.8", "0.5", "1"],
    "level": ["junior", "senior", "junior", "10"],
    "team": ["A", "B", "A", "B"],
    "start_date": ["2020-01-31", "2024-02-29", "2026-07-01", "2026-12-31"],
    "bonus": ["100", None, "300", None],
    "zero": ["0", "1", "0", "2"],
}
COMPANY = {"profit": "1000000", "loss": "-5", "third": "1/3"}
TABLES = {"points": {"junior": Fraction(10), "senior": Fraction(15), "10": Fraction(7)}}


def scope(rows: int = 4) -> Scope:
    names = {name: Figure(Facts(name, values[:rows]), "fact", name=name) for name, values in PEOPLE.items()}
    names |= {name: Figure(Facts(name, [value], True), "fact", name=name) for name, value in COMPANY.items()}
    names["euros"] = Figure(Facts("euros", ["5"], True), "fact", name="euros", unit=declared("EUR"))
    names["days_off"] = Figure(Facts("days_off", ["5"], True), "fact", name="days_off", unit=declared("day"))
    return Scope(names, TABLES, rows)


def worked(text: str, rows: int = 4) -> Figure:
    return reckon(parse(text), scope(rows))


def values(text: str) -> list[Fraction]:
    numbers = worked(text).numbers
    assert not numbers.problems
    return numbers.fractions()


def one(text: str) -> Fraction:
    figure = worked(text)
    assert figure.single
    (value,) = figure.numbers.fractions()
    return value


def problems(text: str) -> dict[int, str]:
    return {row: each.text.format(**each.values) for row, each in worked(text).numbers.problems.items()}


OPERANDS = st.sampled_from(["0", "1", "2", "3.5", "12.5%", "7", "(1 + 2)", "(2 - 5)"])
POWERS = st.sampled_from(["", "", "", "^2", "^-1", "^2^1", "^0", "^-2^2"])
TERMS = st.tuples(st.sampled_from(["", "-", "--", "+"]), OPERANDS, POWERS).map("".join)


@st.composite
def arithmetic(draw: st.DrawFn) -> str:
    text: str = draw(TERMS)
    for _ in range(draw(st.integers(min_value=0, max_value=6))):
        text += draw(st.sampled_from([" + ", " - ", " * ", " / ", "-", "*"])) + draw(TERMS)
    return text


def as_python(text: str) -> Fraction | None:
    """Python's own reading of the same text, on fractions: an independent judge of precedence."""

    def fraction(found: re.Match[str]) -> str:
        return f"Fraction('{Fraction(found[1]) / (100 if found[2] else 1)}')"

    spelled = re.sub(r"(\d+(?:\.\d+)?)(%?)", fraction, text).replace("^", "**")
    try:
        return Fraction(eval(spelled, {"Fraction": Fraction}))  # noqa: S307
    except ZeroDivisionError:
        return None


@given(arithmetic())
def test_precedence_as_an_independent_reader_has_it(text: str) -> None:
    expected = as_python(text)
    numbers = worked(text).numbers
    if expected is None:
        assert numbers.problems
    else:
        assert numbers.fractions() == [expected]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-2^2", "-4"),
        ("2^3^2", "512"),
        ("2^-2", "1/4"),
        ("0^0", "1"),
        ("10 - 4 - 3", "3"),
        ("24 / 4 / 3", "2"),
        ("12.5% * 80", "10"),
        ("1_000.50 * 2", "2001"),
        ("min(3, 1, 2)", "1"),
        ("max(0, loss)", "0"),
        ("round(2.5, 1)", "3"),
        ("round(-2.5, 1)", "-3"),
        ("round(1234.5, 50)", "1250"),
        ("floor(-2.5, 1)", "-3"),
        ("ceil(2.1, 0.5)", "2.5"),
        ("if(1 < 2, 10, 1 / 0)", "10"),
        ("if(1 > 2, 1 / 0, 20)", "20"),
        ("1 < 2 and 2 < 3", "1"),
        ("1 > 2 or not 3 > 4", "1"),
        ("1 > 2 and 1 / 0 = 3", "0"),
        ("1 < 2 or 1 / 0 = 3", "1"),
        ("'b' > 'a'", "1"),
        ("'2026-01-31' < '2026-02-01'", "1"),
        ("'junior' != 'senior'", "1"),
        ("months('2026-01-31', '2026-02-28')", "1"),
        ("months('2026-07-01', '2026-12-31')", "5"),
        ("months('2026-12-31', '2026-07-01')", "-5"),
        ("days('2026-01-01', '2026-12-31')", "364"),
        ("days('2026-03-01', '2026-02-28')", "-1"),
        ("tiers(0, 10% to 100, 20%)", "0"),
        ("tiers(-50, 10% to 100, 20%)", "0"),
        ("tiers(100, 10% to 100, 20%)", "10"),
        ("tiers(250, 10% to 100, 15% to 200, 20%)", "35"),
        ("tiers(profit, 10% to 2_500_000, 20%)", "100000"),
        ("count()", "4"),
        ("total(pay)", "10000.50"),
        ("total(1)", "4"),
        ("average(fte)", "0.825"),
        ("median(pay)", "2500.25"),
        ("smallest(pay * fte)", "1000"),
        ("largest(pay)", "4000"),
        ("total(if(team = 'A', pay, 0))", "4000"),
        ("is_given(nothing)", "0"),
        ("is_given(profit)", "1"),
    ],
)
def test_one_value(text: str, value: str) -> None:
    assert one(text) == Fraction(value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pay * fte", ["1000", "1600.4", "1500", "4000"]),
        ("lookup(level, points)", ["10", "15", "10", "7"]),
        ("level = 'junior'", ["1", "0", "1", "0"]),
        ("team != 'A'", ["0", "1", "0", "1"]),
        ("is_given(bonus)", ["1", "0", "1", "0"]),
        ("if(is_given(bonus), bonus, 0)", ["100", "0", "300", "0"]),
        ("if(zero > 0, pay / zero, 0)", ["0", "2000.5", "0", "2000"]),
        ("total(pay, team)", ["4000", "6000.5", "4000", "6000.5"]),
        ("count(team)", ["2", "2", "2", "2"]),
        ("largest(pay, team)", ["3000", "4000", "3000", "4000"]),
        ("start_date < '2024-03-01'", ["1", "1", "0", "0"]),
        ("months(start_date, '2026-12-31')", ["83", "34", "5", "0"]),
        ("mix(50%, fte, 50%, 1)", ["73/264", "65/264", "53/264", "73/264"]),
        ("pay / total(pay)", ["2000/20001", "4001/20001", "6000/20001", "8000/20001"]),
    ],
)
def test_a_value_a_person(text: str, expected: list[str]) -> None:
    assert values(text) == [Fraction(each) for each in expected]


@given(
    st.dates(date(1990, 1, 1), date(2040, 12, 31)),
    st.dates(date(1990, 1, 1), date(2040, 12, 31)),
)
def test_months_and_days_against_counting(first: date, second: date) -> None:
    assert one(f"days('{first}', '{second}')") == second.toordinal() - first.toordinal()
    assert one(f"months('{first}', '{second}')") == months_between(first, second)


@given(
    st.fractions(-1_000, 1_000, max_denominator=100), st.lists(st.integers(1, 500), min_size=1, max_size=4, unique=True)
)
def test_tiers_as_an_integral_of_the_rates(amount: Fraction, limits: list[int]) -> None:
    limits.sort()
    bands = ", ".join(f"{10 + 5 * place}% to {limit}" for place, limit in enumerate(limits))
    written = f"{amount.numerator} / {amount.denominator}"
    expected, below = Fraction(0), 0
    for place, limit in enumerate([*limits, 10**9]):
        rate = Fraction(10 + 5 * place, 100) if limit != 10**9 else Fraction(1, 2)
        expected += rate * max(Fraction(0), min(amount, Fraction(limit)) - below)
        below = limit
    assert one(f"tiers({written}, {bands}, 50%)") == expected


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("pay / zero", {0: "divides by zero: zero is 0", 2: "divides by zero: zero is 0"}),
        ("bonus + 1", {1: "bonus isn't given", 3: "bonus isn't given"}),
        ("pay + level", {0: 'level is "junior", which isn\'t a number', 1: 'level is "senior", which isn\'t a number',
                         2: 'level is "junior", which isn\'t a number'}),
        ("pay * 'many'", dict.fromkeys(range(4), "many is a text, not a number")),
        ("months(level, start_date)", {row: f'level is "{level}", which isn\'t a date (YYYY-MM-DD)'
                                       for row, level in enumerate(["junior", "senior", "junior", "10"])}),
        ("lookup(team, points)", {row: f'"{team}" is not in points, which has junior, senior, 10'
                                  for row, team in enumerate("ABAB")}),
        ("2^0.5", {0: "raises to a power that isn't a whole number: 1/2"}),
        ("0^-1", {0: "divides by zero"}),
        ("9^9^9", {0: "would grow past 10,000 digits"}),
        ("(10^9000) * (10^9000)", {0: "would grow past 10,000 digits"}),
        ("total(pay / zero)", {0: "divides by zero: zero is 0"}),
        ("if(bonus > 100, 1, 0)", {1: "bonus isn't given", 3: "bonus isn't given"}),
    ],
)  # fmt: skip
def test_rows_without_a_value_say_why(text: str, rows: dict[int, str]) -> None:
    assert problems(text) == rows


def test_a_total_names_the_rows_that_have_no_value() -> None:
    (problem,) = worked("total(pay / zero)").numbers.problems.values()
    assert problem.rows == (0, 2)


def test_looking_over_nobody() -> None:
    nobody = Scope({"pay": Figure(Facts("pay", []), "fact", name="pay")}, {}, 0)
    assert reckon(parse("total(pay)"), nobody).at(0) == 0
    assert reckon(parse("count()"), nobody).at(0) == 0
    (problem,) = reckon(parse("average(pay)"), nobody).numbers.problems.values()
    assert problem.text == "looks over people, but nobody is eligible"


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("1 + euros + days_off", 10, "joins figures of different units: EUR and day"),
        ("max(euros, days_off)", 0, "joins figures of different units: EUR and day"),
        ("euros < days_off", 6, "joins figures of different units: EUR and day"),
        ("if(1 = 1, euros, days_off)", 0, "joins figures of different units: EUR and day"),
        ("tiers(euros, 1% to days_off, 2%)", 13, "joins figures of different units: EUR and day"),
        ("round(1, 0)", 0, "round(x, step) takes one step above zero for all"),
        ("round(pay, fte)", 0, "round(x, step) takes one step above zero for all"),
        ("tiers(1, 1% to 5, 2% to 5, 3%)", 18, "the limits of tiers(…) must rise"),
        ("points + 1", 0, "points is a table; use it in lookup(x, points)"),
        ("nothing + 1", 0, "nothing is not known here"),
        ("lookup(level, nothing)", 14, "there is no table nothing"),
    ],
)
def test_what_cannot_be_worked_out_for_anyone(text: str, at: int, message: str) -> None:
    with pytest.raises(FormulaError) as caught:
        worked(text)
    assert (caught.value.at, str(caught.value.problem)) == (at, message)


@pytest.mark.parametrize(
    "text",
    [
        "1 + euros",
        "euros * days_off + 1",
        "euros / euros + days_off",
        "2 * euros + euros",
        "max(0, euros)",
        "euros > 3",
    ],
)
def test_bare_numbers_take_any_unit(text: str) -> None:
    assert not worked(text).numbers.problems


def test_units_of_products() -> None:
    assert str(worked("euros / days_off").unit) == "EUR/day"
    assert str(worked("euros * euros * days_off").unit) == "EUR^2·day"
    assert str(worked("euros / euros").unit) == ""


def test_a_figure_remembers_its_making() -> None:
    figure = worked("max(0, profit - 8% * third)").named("surplus", "0.01", "EUR")
    assert (figure.op, figure.name, str(figure.unit), figure.written(0)) == ("named", "surplus", "EUR", "999999.97")
    (exact,) = figure.operands
    zero, difference = exact.operands
    assert (exact.op, zero.text, difference.op) == ("max", "0", "-")
    assert [each.op for each in difference.operands] == ["fact", "*"]


def test_text_steps() -> None:
    value = worked("if(pay > 1500, 'high', 'low')").plain
    assert isinstance(value, Texts)
    assert value.texts == ["low", "high", "high", "high"]
    assert worked("if(pay > 1500, 'high', 'low') = 'low'").numbers == Numbers([1, 0, 0, 0], 1, False, {})


def test_numbers_compared_with_quoted_text_are_compared_as_written() -> None:
    assert values("pay = '2000.50'") == [0, 1, 0, 0]
    assert values("pay = '2000.5'") == [0, 0, 0, 0]
    assert values("pay = 2000.5") == [0, 1, 0, 0]
