from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from planner.web.answers import Answers


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [
        ("nl", "1.234,50", Fraction(2469, 2)),
        ("en", "1,234.50", Fraction(2469, 2)),
        ("nl", "€ 1.234,50", Fraction(2469, 2)),
        ("nl", "12,5%", Fraction(1, 8)),
        ("nl", "−3", Fraction(-3)),
    ],
)
def test_a_number_is_read_as_its_language_writes_it(language: str, typed: str, meant: Fraction) -> None:
    answers = Answers({"x": typed}, language)
    assert (answers.number("x"), answers.faults) == (meant, [])


@pytest.mark.parametrize("typed", ["12.34", "1,2,3", "NaN", "Infinity", "1e9", "twaalf", "9" * 50])
def test_what_is_no_number_is_told_with_an_example_and_kept(typed: str) -> None:
    answers = Answers({"x": typed}, "nl")
    assert answers.number("x") is None
    assert answers.errors() == {"x": f'Dit is geen getal: "{typed[:40]}". Schrijf het als 1.234,50.'}
    assert answers.shown("x") == typed


@pytest.mark.parametrize("typed", ["2026-12-31", "31-12-2026", " 31-12-2026 "])
def test_a_date_is_read_as_browsers_and_as_people_write_it(typed: str) -> None:
    assert Answers({"x": typed}, "nl").day("x") == date(2026, 12, 31)


@pytest.mark.parametrize("typed", ["31-02-2026", "2026", "31/12/2026", "gisteren"])
def test_what_is_no_date_is_told(typed: str) -> None:
    answers = Answers({"x": typed}, "en")
    assert answers.day("x") is None
    assert answers.errors() == {"x": f'This is no date: "{typed}". Write it like 31-12-2026.'}


def test_all_faults_are_kept_and_only_what_must_be_there_is_missed() -> None:
    answers = Answers({"long": "x" * 201, "kind": "other"}, "en")
    assert answers.text("name", "Choose one of these.") == ""
    assert answers.text("note") == ""
    answers.text("long")
    assert answers.choice("kind", ("a", "b")) is None
    assert list(answers.errors()) == ["name", "long", "kind"]
    assert not answers.flag("agreed")
