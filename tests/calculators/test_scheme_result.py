"""How figures are written, as the contract has it."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from planner.calculators.scheme_result import written_column
from planner.figures.column import Numbers, column
from planner.figures.figure import Figure
from tests.calculators.samples import result, scheme


def test_every_step_with_the_decimals_of_its_step() -> None:
    steps = [
        {"name": "a", "formula": "1 / 3", "step": "0.0001"},
        {"name": "b", "formula": "1 / 3"},
        {"name": "c", "formula": "2.50"},
        {"name": "d", "formula": "1250", "step": "50"},
        {"name": "e", "formula": "if(1 > 0, 'yes', 'no')"},
        {"name": "f", "formula": "-0.004", "step": "0.01"},
        {"name": "g", "formula": "days('2026-01-01', '2026-12-31')"},
    ]
    found = result(scheme(person=steps), [{"id": "1"}])["awards"][0]["steps"]
    assert found == {"a": "0.3333", "b": "1/3", "c": "2.5", "d": "1250", "e": "yes", "f": "0.00", "g": "364"}


def test_left_out_people_keep_their_place() -> None:
    who = [{"id": "c", "x": 0}, {"id": "a", "x": 1}, {"id": "b", "x": 0}]
    found = result(scheme(eligible=[{"name": "in", "when": "x = 1"}]), who)
    assert [each["id"] for each in found["awards"]] == ["c", "a", "b"]
    assert found["awards"][0] == {"id": "c", "eligible": False, "reason": "in", "amount": "0.00"}
    assert found["awards"][1] == {
        "id": "a",
        "eligible": True,
        "amount": "100.00",
        "parts": ["100.00"],
        "leftover": "0.00",
        "capped": False,
        "steps": {},
    }


def test_leftover_cents_are_said() -> None:
    found = result(scheme(), [{"id": str(place)} for place in range(3)])
    assert [each["leftover"] for each in found["awards"]] == ["0.01", "0.00", "0.00"]


def test_other_currencies_and_steps() -> None:
    found = result(
        scheme(currency="USD", award=[{"split": "10", "by": "1", "step": "0.50"}]), [{"id": str(n)} for n in range(3)]
    )
    assert [each["amount"] for each in found["awards"]] == ["3.50", "3.50", "3.00"]
    assert found["total"] == "10.00"


@given(
    st.lists(st.fractions(-1000, 1000, max_denominator=400), min_size=1, max_size=6),
    st.sampled_from(["0.01", "0.0001", "1", "0.25", "5"]),
)
def test_many_at_once_are_written_as_one_by_one(values: list[Fraction], step: str) -> None:
    figure = Figure(column(values), "fact", name="x").named("x", step)
    assert isinstance(figure.value, Numbers)
    assert written_column(figure, len(values)) == [figure.written(row) for row in range(len(values))]
