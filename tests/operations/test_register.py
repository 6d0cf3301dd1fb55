"""The register's primitives: what the worked case says, and that every sum in it was made again."""

from __future__ import annotations

from fractions import Fraction

import pytest

from planner.language import NBSP
from planner.operations.register import MOST_COLUMNS, register_of
from planner.statements.register import Register, added, totals
from tests.operations import cases


def _register(case: dict[str, object], language: str = "nl") -> Register:
    run = cases.run_of(case)
    return register_of(run, cases.header_of(run, statements=len(run.people), identity="ab" * 32), language)


def test_worked_case_in_dutch() -> None:
    """Net profit 1,657,313 less 8% of 6,250,000 leaves 1,157,313; 10% of it is the pool, as on the design's picture."""
    register = _register(cases.worked())
    steps = {step.what: (step.how.replace(NBSP, " "), step.result.replace(NBSP, " ")) for step in register.steps}
    assert steps["Nettowinst 2026"] == ("jaarrekening van 26 maart 2027", "€ 1.657.313,00")
    assert steps["De pot"] == ("10% × € 1.157.313,00", "€ 115.731,30")
    assert steps["Naar verdiend loon"][0].startswith("€ 115.731,30 − € 57.865,65; € 0,0")
    assert [step.what for step in register.steps if step.strong] == ["De pot"]
    assert register.answer.replace(NBSP, " ").startswith("Winstdeling 2026: € 115.731,30 over ")
    assert all(check.ok for check in register.checks)
    assert [column.group for column in register.columns].count("Naar aanwezigheid") == 3
    assert register.columns[-1].strong
    assert totals(register)[-1] == "115.731,30"


def test_english_says_the_same_figures() -> None:
    dutch, english = _register(cases.worked()), _register(cases.worked(), "en")
    assert [row.figures for row in dutch.rows] == [row.figures for row in english.rows]
    assert english.answer.startswith("Profit share 2026: €115,731.30 for ")
    assert "Sum of the parts = the pool" in {check.label for check in english.checks}


@pytest.mark.parametrize("case", ["bounded", "all_capped", "mixed", "grouped", "tiered", "dated", "several"])
def test_parts_and_leftovers_add_up_to_the_amounts(case: str) -> None:
    """Each row's parts and leftovers make its amounts, and each total is what the rows add up to."""
    run = cases.run_of(getattr(cases, case)())
    register = register_of(run, cases.header_of(run), "nl")
    money = [place for place, column in enumerate(register.columns) if column.title in ("Deel", "Restcent")]
    amount = next(place for place, column in enumerate(register.columns) if column.strong)
    currency = [award for award in run.awards if award.unit == "EUR"]
    for place, row in enumerate(register.rows):
        assert row.figures[amount] == sum((award.amount(place) for award in currency), Fraction(0))
        if len(currency) == len(run.awards) and money:
            assert sum((row.figures[each] or Fraction(0) for each in money), Fraction(0)) == row.figures[amount]
    assert added([Fraction(0)] * len(register.columns), register.rows)[amount] == sum(
        (sum(award.parts) * award.award.size for award in currency), Fraction(0)
    )
    assert all(check.ok for check in register.checks)
    assert len(register.columns) <= MOST_COLUMNS


def test_money_left_over_is_said() -> None:
    register = _register(cases.all_capped())
    left = next(check for check in register.checks if check.label == "Niet verdeeld")
    assert left.ok
    assert left.figure != f"€{NBSP}0,00"


def test_left_out_says_what_is_asked_and_what_they_have() -> None:
    case = cases.worked(8)
    case["people"][0]["start_date"] = "2026-09-01"
    case["people"][1].update(start_date="2020-01-01", end_date="2025-12-31")
    register = _register(case, "en")
    reasons = {each.person_id: each.reason for each in register.left_out}
    assert reasons["0101"] == "At least six months' service: no, has 4 months of service"
    assert reasons["0104"] == "In service in the period: no"
    assert {fact.label: fact.value for fact in register.decided}["Not: at least six months' service"] == "1"


def test_what_differs_is_shown_as_differing() -> None:
    """A run whose parts were tampered with fails its checks: they are sums, not sentences."""
    run = cases.run_of(cases.worked(20))
    run.awards[0].parts[3] += 1
    register = register_of(run, cases.header_of(run, statements=19), "nl")
    assert [check.label for check in register.checks if not check.ok] == [
        "Som van de delen = de pot", next(c.label for c in register.checks if c.label.startswith("Naar aanw")),
        "Niet verdeeld", "Overzichten gemaakt",
    ]  # fmt: skip


def test_figures_without_end_show_that_they_go_on() -> None:
    case = cases.mixed()
    register = _register(case)
    weight = next(place for place, column in enumerate(register.columns) if column.title == "Gewicht")
    assert all(row.cells[weight].endswith("…") for row in register.rows)
    assert register.columns[weight].decimals is None
