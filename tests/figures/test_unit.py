from __future__ import annotations

import pytest

from planner.figures.unit import ANY, BARE, Unit, declared, hinted

EUR, DAY = declared("EUR"), declared("day")


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        (BARE, ""),
        (EUR, "EUR"),
        (EUR.times(DAY), "EUR·day"),
        (EUR.times(DAY, -1), "EUR/day"),
        (BARE.times(DAY, -1), "1/day"),
        (EUR.times(EUR).times(DAY, -1).times(DAY, -1), "EUR^2/day^2"),
        (EUR.times(DAY, -1).times(DAY), "EUR"),
    ],
)
def test_units_in_words(unit: Unit, text: str) -> None:
    assert str(unit) == text


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [(EUR, DAY, True), (EUR, EUR, False), (EUR, BARE, False), (EUR, ANY, False), (EUR, hinted("day"), False),
     (hinted("EUR"), hinted("day"), False), (EUR.times(DAY), EUR, True)],
)  # fmt: skip
def test_only_two_declared_units_clash(first: Unit, second: Unit, clash: bool) -> None:
    assert first.clashes(second) is clash
    assert second.clashes(first) is clash


def test_the_unit_of_a_sum_is_that_of_whichever_has_one() -> None:
    assert BARE.beside(EUR) == EUR
    assert EUR.beside(BARE) == EUR
    assert hinted("day").beside(EUR) == EUR
    assert ANY.beside(hinted("day")) == hinted("day")


def test_what_is_multiplied_by_the_unknown_is_unknown() -> None:
    assert not EUR.times(ANY).known
    assert EUR.times(BARE).known
    assert hinted("") == ANY
