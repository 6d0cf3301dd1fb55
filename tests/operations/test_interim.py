"""Interim figures: the same rule with the period cut, never to the cent, shared and withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from planner.calculators.scheme import run_scheme
from planner.calculators.scheme_result import amount_in
from planner.errors import Refused
from planner.operations.audit import Actor, log_of
from planner.operations.interim import (
    SharedFigures,
    estimate_for,
    latest_figures,
    rules_to_follow,
    share_figures,
    withdraw_figures,
    work_out,
)
from planner.operations.years import people_of
from planner.statements.estimate import about
from tests.demo_app import FOUNDER, account_of, demo_app


@pytest.fixture
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    app = demo_app(tmp_path_factory.mktemp("instance"))
    with app.app_context():
        yield app


@pytest.fixture
def shared(app: Flask) -> SharedFigures:
    found = latest_figures(1)
    assert found
    return found


def test_the_guess_is_the_same_rule_over_the_days_so_far(shared: SharedFigures) -> None:
    period = {"from": "2027-01-01", "to": "2027-03-31"}
    scheme = {**shared.figures.scheme, "period": period}
    run = run_scheme(scheme, shared.figures.facts, list(people_of(shared.year).people))
    row = run.eligible.index(run.people.ids.index("0167"))
    exact = amount_in(run, row, "EUR")
    estimate = estimate_for(shared, "0167", "en")
    assert estimate is not None
    assert estimate.amount == f"about €{int(about(exact))}"
    assert estimate.amount == "about €530"


def test_who_would_not_share_reads_why_and_no_amount(shared: SharedFigures) -> None:
    estimate = estimate_for(shared, "0110", "en")  # holds 38% of the shares
    assert estimate is not None
    assert estimate.amount == ""
    assert "you would not share" in estimate.sentence


def test_a_stranger_to_the_year_gets_no_guess(shared: SharedFigures) -> None:
    assert estimate_for(shared, "9999", "en") is None


def test_a_day_outside_the_year_and_an_earlier_next_one_are_both_told(shared: SharedFigures) -> None:
    figures = replace(shared.figures, as_of=date(2028, 1, 1), next_on=date(2027, 1, 1))
    with pytest.raises(Refused) as refused:
        work_out(shared.year, figures)
    assert [fault.place for fault in refused.value.faults] == ["as_of", "next_on"]


def test_newer_figures_take_the_place_and_withdrawn_ones_give_it_back(app: Flask, shared: SharedFigures) -> None:
    actor = Actor(account_of(app, FOUNDER), 1)
    newer = share_figures(actor, shared.year, replace(shared.figures, as_of=date(2027, 6, 30), next_on=None))
    latest = latest_figures(1)
    assert latest is not None
    assert latest.figures.as_of == date(2027, 6, 30)
    assert withdraw_figures(actor, 1, newer)
    assert not withdraw_figures(actor, 1, newer)
    assert not withdraw_figures(Actor(actor.account_id, 2), 2, shared.id)
    assert latest_figures(1) == shared
    assert [line.action for line in log_of(1)][:2] == ["interim.withdrawn", "interim.shared"]


def test_the_rules_to_follow_name_the_company_s_figures_in_their_order(app: Flask) -> None:
    first = rules_to_follow(1)[0]
    assert (first.title["nl"], first.version, list(first.facts)) == ("Winstdeling 2026", "3", ["net_profit", "equity"])
