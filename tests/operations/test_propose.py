"""What is proposed is what was checked, frozen once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from planner.errors import Refused
from planner.models import Account, Person, Proposal, Year, db
from planner.operations.audit import Actor, first_broken, log_of
from planner.operations.demo import demo_scheme
from planner.operations.demo_company import READERS
from planner.operations.propose import Plan, outlook, propose
from planner.operations.transaction import transaction
from planner.operations.years import YearLine, find_year, people_of, years_of
from tests.demo_app import demo_app


@pytest.fixture
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    app = demo_app(tmp_path_factory.mktemp("instance"))
    with app.app_context():
        yield app


@pytest.fixture
def plan(app: Flask) -> Plan:
    return Plan("form-1", year_of_2026(), demo_scheme(2026))


@pytest.fixture
def founder(app: Flask) -> Actor:
    return Actor(db.session.scalar(select(Account.id).where(Account.email == READERS[0].who.email)), 1)


def year_of_2026() -> YearLine:
    return next(year for year in years_of(1) if year.name == "2026")


def test_the_outlook_of_the_sample_year_is_its_worked_case(plan: Plan) -> None:
    found = outlook(plan)
    assert (found.cents, found.statements, found.sharing) == (11_573_130, 66, 61)


def test_a_form_sent_twice_proposes_once(plan: Plan, founder: Actor) -> None:
    checked = outlook(plan).identity
    first = propose(founder, plan, checked)
    assert propose(founder, plan, checked) == first
    assert db.session.scalar(select(func.count()).select_from(Proposal)) == 1
    assert [line.action for line in log_of(1, subject=f"proposal:{first}")] == ["proposal.made"]
    assert first_broken() is None


def test_figures_that_changed_since_the_check_are_refused(plan: Plan, founder: Actor) -> None:
    checked = outlook(plan).identity
    with transaction() as session:
        session.get_one(Year, plan.year.id).facts = "{}"
    with pytest.raises(Refused, match="changed since you checked"):
        propose(founder, plan, checked)


def test_other_people_are_read_when_their_list_changed(plan: Plan) -> None:
    before = len(people_of(plan.year).people)
    with transaction() as session:
        session.execute(Person.__table__.delete().where(Person.number == "0167"))  # type: ignore[attr-defined]  # a Table
        session.get_one(Year, plan.year.id).people_revision += 1
    assert len(people_of(year_of_2026()).people) == before - 1
    assert outlook(replace(plan, year=year_of_2026())).identity != outlook(plan).identity


def test_another_company_finds_no_year_here(plan: Plan) -> None:
    assert find_year(2, plan.year.id) is None
