"""Rules in words with their settings in place, and what holds of who fails a condition."""

from __future__ import annotations

import itertools

import pytest

from planner import presets
from planner.calculators.scheme import run_scheme
from planner.calculators.scheme_document import Given, Scheme
from planner.figures.formula import parse
from planner.figures.syntax import plain_text
from planner.statements.setting_words import Piece, if_failed, opposite, setting_value, with_settings

SCHEME = Scheme.model_validate(presets.load("half-and-half"))


def test_settings_stand_in_a_formula_by_their_value() -> None:
    assert with_settings("max(0, net_profit - required_return * equity)", SCHEME, "en") == (
        Piece("net profit − "), Piece("8%", "required_return"), Piece(" × equity, at least 0"),
    )  # fmt: skip
    assert with_settings("pool_share * surplus", SCHEME, "nl") == (
        Piece("10%", "pool_share"),
        Piece(" × overwinst"),
    )


def test_who_fails_a_condition_reads_what_holds_of_them() -> None:
    assert if_failed("tenure_months >= minimum_service", SCHEME, "en") == (
        "completed months of service is less than 6\u00a0months"
    )
    failed = if_failed("not is_given(share_percentage) or share_percentage < share_limit", SCHEME, "en")
    assert failed == "shares of your own is at least 5%"


@pytest.mark.parametrize(
    "condition", ["a < 3", "a >= b", "not a = 1", "a > 1 and b <= 2", "a = 1 or b != 2", "not (a < b and a > 0)", "a"]
)
def test_the_opposite_holds_exactly_where_the_condition_does_not(condition: str) -> None:
    people = [{"id": str(n), "a": a, "b": b} for n, (a, b) in enumerate(itertools.product(range(4), range(4)))]

    def holds(text: str) -> set[str]:
        document = {"scheme": "x", "eligible": [{"name": "c", "when": text}], "award": [{"amount": "1"}]}
        run = run_scheme(document, {}, people)
        return {run.people.ids[place] for place in run.eligible}

    both = {each["id"] for each in people}
    assert holds(condition) ^ holds(plain_text(opposite(parse(condition)))) == both


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"value": "12.5%"}, "12,5%"),
        ({"value": "5", "unit": "%"}, "5%"),
        ({"value": "1", "unit": "month"}, "1\u00a0maand"),
        ({"value": "60000", "unit": "EUR"}, "€\u00a060.000,00"),
        ({"value": "2026-12-31"}, "2026-12-31"),
    ],
)
def test_a_setting_is_shown_with_its_unit(given: dict[str, str], shown: str) -> None:
    assert setting_value(Given.model_validate(given), "nl") == shown
