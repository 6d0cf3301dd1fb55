"""Payments: each statement's is marked once, with the payroll period that it went in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from planner.errors import Refused
from planner.models import Payment, Role
from planner.operations.audit import Actor, log_of
from planner.operations.keep_run import keep_run
from planner.operations.payments import PaidPart, mark_paid, payments_of
from tests.database import new_app
from tests.operations.publishing import how_many
from tests.web.samples import ISSUED
from tests.web.signing_in import member, new_company


@pytest.fixture(autouse=True)
def app(tmp_path: Path) -> Iterator[Flask]:
    app = new_app(tmp_path)
    with app.app_context():
        new_company()
        keep_run(1, ISSUED)
        member(1, Role.ACCOUNTANT)
        yield app


ACCOUNTANT = Actor(1, 1)


def test_some_and_then_the_rest() -> None:
    assert mark_paid(ACCOUNTANT, 1, "2027-04", ["0104", "0101", "0104"]) == 2
    found = payments_of(1)
    assert (found.paid, found.unpaid_people) == ([PaidPart("2027-04", 2, 169_233 + 240_780)], 3)
    assert mark_paid(ACCOUNTANT, 1, "2027-05") == 3
    assert payments_of(1).unpaid_cents == 0
    assert sum(part.cents for part in payments_of(1).paid) == 908_842


def test_nobody_is_paid_twice() -> None:
    mark_paid(ACCOUNTANT, 1, "2027-04")
    with pytest.raises(Refused, match="marked as paid already"):
        mark_paid(ACCOUNTANT, 1, "2027-04")
    with pytest.raises(Refused, match="0104 has nothing left"):
        mark_paid(ACCOUNTANT, 1, "2027-05", ["0104"])
    assert how_many(Payment) == 5


@pytest.mark.parametrize("period", ["", "2027", "2027-13", "2027-4", "april", "1999-01", "2027-04-01"])
def test_a_period_is_a_month(period: str) -> None:
    with pytest.raises(Refused, match="no payroll period"):
        mark_paid(ACCOUNTANT, 1, period)


def test_unknown_numbers_are_named_all_at_once_and_nothing_is_marked() -> None:
    with pytest.raises(Refused) as refused:
        mark_paid(ACCOUNTANT, 1, "2027-04", ["0104", "9998", "9999"])
    assert [fault.values["number"] for fault in refused.value.faults] == ["9998", "9999"]
    assert how_many(Payment) == 0


def test_it_is_logged_without_amounts() -> None:
    mark_paid(ACCOUNTANT, 1, "2027-04")
    entry = log_of(1)[0]
    assert (entry.action, entry.detail) == ("run.paid", {"period": "2027-04", "people": 5})


def test_another_company_marks_nothing_here() -> None:
    with pytest.raises(LookupError):
        mark_paid(Actor(1, 2), 1, "2027-04")
