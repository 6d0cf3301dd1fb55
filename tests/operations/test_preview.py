"""What a draft changes, to the cent as the scheme gives it; and the ways a group's middle and quarters are counted."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from statistics import median

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from planner.calculators.scheme import run_scheme
from planner.errors import Refused
from planner.models import Person, Year, db
from planner.operations.drafts import drafts_of
from planner.operations.outcomes import outcome_of
from planner.operations.preview import Comparison, figures_of, left_out_of, median_of, quantile_of
from planner.operations.scheme_versions import versions_of
from planner.operations.transaction import transaction
from planner.operations.years import YearLine, people_of, years_of
from tests.demo_app import demo_app


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    app = demo_app(tmp_path)
    with app.app_context():
        yield app


def year(name: str = "2026") -> YearLine:
    return next(each for each in years_of(1) if each.name == name)


def comparison(letter: str) -> Comparison:
    draft = next(each for each in drafts_of(1) if each.letter == letter)
    now = versions_of(1)[0]
    return Comparison(outcome_of(draft.document, year()), outcome_of(now.document, year()))


def test_the_worked_case_of_the_sample_company(app: Flask) -> None:
    """12% × 1,157,313.00 = 138,877.56, and 10% = 115,731.30: to be redone with a pocket calculator."""
    found = comparison("B")
    now, draft = figures_of(found.now), figures_of(found.draft)  # type: ignore[arg-type]  # there is a now
    assert [now.pot, draft.pot] == [11_573_130, 13_887_756]
    assert (now.people, draft.people) == (61, 61)
    assert [now.median, now.lowest, now.highest] == [186_339, 104_377, 301_378]
    assert draft.lowest == 126_204
    assert draft.of_profit == Fraction("138877.56") / Fraction("1657313")


def test_a_preview_is_what_the_scheme_gives(app: Flask) -> None:
    draft = drafts_of(1)[1]
    document = {**draft.document, "period": year().period}
    run = run_scheme(document, year().company.values, list(people_of(year()).people))
    amounts = [sum(award.parts[row] for award in run.awards) for row in range(len(run.eligible))]
    found = outcome_of(draft.document, year())
    assert [found.amounts[place] for place in run.eligible] == amounts
    assert figures_of(found).median == median(amounts)
    assert found.total == sum(amounts) == 13_887_756


def test_who_gains_most_comes_first_and_where_some_lose_they_do(app: Flask) -> None:
    gains = [each.difference for each in comparison("B").effects(0, 100)]
    assert gains == sorted(gains, reverse=True)
    assert gains[-1] > 0
    losing = comparison("A")
    differences = [each.difference for each in losing.effects(0, 100)]
    assert differences == sorted(differences)
    assert differences[0] < 0
    assert losing.losing == 61
    assert sum(differences) == 0  # the same pot among two people more


def test_groups_hold_everybody_once(app: Flask) -> None:
    found = comparison("B")
    assert found.grouped_by == ["level", "department", "contract"]
    for fact in found.grouped_by:
        groups = found.groups(fact)
        assert sum(len(group.draft) for group in groups) == 61
        assert sum(sum(group.draft) for group in groups) == 13_887_756
    assert [(each.name, len(each.draft)) for each in found.groups("level")] == [
        ("junior", 16), ("medior", 23), ("senior", 15), ("lead", 6), ("director", 1),
    ]  # fmt: skip


def test_who_is_left_out_stands_under_the_first_condition_that_fails(app: Flask) -> None:
    found = left_out_of(comparison("B").draft)
    assert [(name, len(places)) for name, places in found] == [("service", 3), ("shareholding", 2)]


def test_other_figures_or_people_give_another_outcome_at_once(app: Flask) -> None:
    draft = drafts_of(1)[1]
    assert outcome_of(draft.document, year()).total == 13_887_756
    with transaction() as session:
        session.get_one(Year, year().id).facts = '{"net_profit": {"value": "1657313"}, "equity": {"value": "0"}}'
    assert outcome_of(draft.document, year()).total == 19_887_756  # 12% × 1,657,313.00
    with transaction() as session:
        gone = session.query(Person).filter_by(year_id=year().id, number="0167").one()
        session.delete(gone)
        session.get_one(Year, year().id).people_revision += 1
    assert len(outcome_of(draft.document, year()).sharing) == 60
    assert db.session.get(Year, year().id).people_revision == 2  # type: ignore[union-attr]  # it is there


def test_a_year_without_figures_says_what_is_missing(app: Flask) -> None:
    with pytest.raises(Refused, match="net_profit is not known"):
        outcome_of(drafts_of(1)[1].document, year("2027"))


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=200))
def test_the_median_is_that_of_the_standard_library(amounts: list[int]) -> None:
    ordered = sorted(amounts)
    assert median_of(ordered) == Fraction(median(map(Fraction, ordered)))
    assert quantile_of(ordered, Fraction(1, 2)) == median_of(ordered)
    assert quantile_of(ordered, Fraction(0)) == ordered[0]
    assert quantile_of(ordered, Fraction(1)) == ordered[-1]
