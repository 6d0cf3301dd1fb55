from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.figures.facts import Facts, as_written, read_date
from planner.figures.number import read_number

WRITTEN = (
    st.none()
    | st.booleans()
    | st.integers(-(10**6), 10**6)
    | st.sampled_from(["1.50", "12.5%", "2/3", "senior", "", "2026-02-28"])
)


@given(st.lists(WRITTEN, min_size=1, max_size=8))
def test_a_column_reads_as_each_value_does(values: list[object]) -> None:
    facts = Facts("x", values)
    for row, value in enumerate(values):
        number = read_number(value)
        assert (row in facts.numbers.problems) is (number is None)
        assert facts.numbers.at(row) == (number or 0)
        assert (row in facts.texts.problems) is (value is None)
        assert facts.given.at(row) == (value is not None)
    assert facts.is_numeric is all(read_number(value) is not None for value in values if value is not None)


@pytest.mark.parametrize(
    ("value", "text"),
    [("1.50", "1.50"), (1, "1"), (Decimal("1.50"), "1.5"), (True, "true"), (False, "false"), (None, None), ("", "")],
)
def test_a_fact_as_it_was_written(value: object, text: str | None) -> None:
    assert as_written(value) == text


@pytest.mark.parametrize(
    "text", ["2026-02-30", "2026-2-3", "20260203", "2026-02-03T00:00", "03-02-2026", "", "٢٠٢٦-٠١-٠١", 20260203, None]
)
def test_what_is_no_date(text: object) -> None:
    assert read_date(text) is None


def test_some_people_only() -> None:
    facts = Facts("pay", ["1", None, "x"])
    assert facts.rows([2, 0]).written == ["x", "1"]
    assert Facts("profit", ["1"], True).rows([0, 1]).written == ["1"]


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (None, "pay isn't given"),
        ("much", 'pay is "much", which isn\'t a number'),
        ("1.000,50", 'pay is "1.000,50", which isn\'t a number'),
    ],
)
def test_why_a_row_has_no_number(value: object, sentence: str) -> None:
    (problem,) = Facts("pay", [value]).numbers.problems.values()
    assert problem.text.format(**problem.values) == sentence


def test_a_fact_known_beforehand() -> None:
    numbers = Facts("x", ["2/3"]).numbers
    assert Facts("fte", [0], exact=numbers).numbers.at(0) == Fraction(2, 3)
