"""The register's people spread over pages: nobody lost, totals carried to the cent, columns that fit."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, repeat

from hypothesis import given
from hypothesis import strategies as st

from planner.statements.register import Column, Register, Row, Sheet, sheets, totals
from planner.statements.widths import PAGE, SIZES, ems, fit
from tests.statements import samples


def made(cents: list[int]) -> Register:
    """A register of these amounts and nothing else."""
    rows = tuple(
        Row((f"{place}", "Kim", ""), (None, None, Fraction(amount, 100))) for place, amount in enumerate(cents)
    )
    columns = (Column("Nr.", is_figure=False), Column("Naam", is_figure=False), Column("Bedrag", decimals=2))
    return Register("nl", "", "", "", "", "", "", "", (), (), (), columns, rows, (), "")


def spread(register: Register, room: float, high: float = 1.0) -> list[Sheet]:
    return list(sheets(register, repeat(room), [high] * len(register.rows)))


def test_seven_people_of_one_euro_on_pages_of_three() -> None:
    pages = spread(made([100] * 7), 3)
    assert [(page.before, page.upto) for page in pages] == [(0, 3), (3, 6), (6, 7)]
    assert [page.brought[2] for page in pages] == ["0,00", "3,00", "6,00"]
    assert [page.carried[2] for page in pages] == ["3,00", "6,00", "7,00"]


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=60), st.floats(0.5, 20))
def test_nobody_is_lost_and_each_page_brings_what_the_last_carried(cents: list[int], room: float) -> None:
    register = made(cents)
    pages = spread(register, room)
    assert tuple(row for page in pages for row in page.rows) == register.rows
    assert all(one.carried == other.brought and one.upto == other.before for one, other in pairwise(pages))
    assert pages[-1].carried == totals(register)
    assert all(len(page.rows) <= max(room, 1) for page in pages)


def test_the_sample_adds_up_to_its_pot() -> None:
    assert totals(samples.register(61))[-1] == "115.731,30"
    assert totals(samples.register(61, "en"))[-1] == "115,731.30"


def test_columns_fill_the_page_and_never_pass_it() -> None:
    for extra in (0, 4, 8, 14):
        setting = fit(samples.register(12, extra=extra))
        assert sum(setting.widths) <= PAGE + 0.2, extra
        assert setting.size in SIZES


def test_more_columns_take_smaller_type_before_anything_wraps() -> None:
    few, many = fit(samples.register(12)), fit(samples.register(12, extra=9))
    assert few.size == 8.0
    assert many.size < few.size
    assert set(few.lines) == set(many.lines) == {1}


def test_a_name_of_sixty_letters_makes_its_row_higher() -> None:
    register = made([100, 100])
    long = Row(("1", "Maximiliaan" * 6, "1,00"), (None, None, Fraction(1)))
    setting = fit(Register(**{**register.__dict__, "rows": (register.rows[0], long)}))
    assert setting.lines[0] == 1
    assert setting.lines[1] > 1
    assert setting.heights[1] > setting.heights[0]


def test_a_text_is_measured_on_the_safe_side() -> None:
    assert ems("") == 0
    assert ems("0101") == 2.56
    assert ems("WWW") > ems("AAA") > ems("aaa") > ems("iii")
