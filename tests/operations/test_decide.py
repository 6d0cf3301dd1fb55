"""Deciding on a proposal: once, by somebody else, on what was seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from planner.errors import Refused
from planner.models import AuditEntry, Company, Decision, Job, db
from planner.operations.changed_since import changes_since
from planner.operations.decide import approve, send_back, withdraw
from planner.operations.proposals import find_proposal, proposals_of, waiting_for
from planner.operations.transaction import transaction
from tests.operations.publishing import (
    DAY,
    accountant,
    change_figures,
    founder,
    how_many,
    proposed,
    sample_app,
    scheme_of_2027,
)

DECISIONS: list[Callable[[int], None]] = [
    lambda number: approve(accountant(), number, DAY),
    lambda number: send_back(accountant(), number, "The profit is not final."),
    lambda number: withdraw(founder(), number),
]


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    app = sample_app(tmp_path)
    with app.app_context():
        yield app


@pytest.mark.usefixtures("app")
class TestDeciding:
    def test_approving_asks_for_issuing_and_is_logged(self) -> None:
        number = proposed()
        approve(accountant(), number, DAY)
        assert [line.id for line in waiting_for(1)] == []
        assert db.session.scalars(select(Job.key)).all() == [f"issue:{number}"]
        assert db.session.scalars(select(AuditEntry.action)).all()[-2:] == ["proposal.made", "proposal.approved"]

    @pytest.mark.parametrize("first", DECISIONS)
    @pytest.mark.parametrize("second", DECISIONS)
    def test_what_is_decided_stays_so(self, first: Callable[[int], None], second: Callable[[int], None]) -> None:
        number = proposed()
        first(number)
        with pytest.raises(Refused, match=r"This was (approved|returned|withdrawn) by .* already"):
            second(number)
        assert how_many(Decision) == 1

    def test_who_proposed_it_may_not_approve_it(self) -> None:
        number = proposed()
        with pytest.raises(Refused, match="Somebody else has to approve this"):
            approve(founder(), number, DAY)
        assert how_many(Decision) + how_many(Job) == 0

    def test_a_company_of_one_may_waive_that_and_it_shows(self) -> None:
        with transaction() as session:
            session.get_one(Company, 1).one_approver = "There is nobody else."
        number = proposed()
        approve(founder(), number, DAY)
        found = find_proposal(1, number)
        assert found is not None
        assert found.line.outcome is not None
        assert (found.line.outcome.by_proposer, found.line.outcome.reason) == (True, "There is nobody else.")
        entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert entry is not None
        assert '"four_eyes":"waived"' in entry.detail

    def test_only_who_proposed_it_withdraws_it(self) -> None:
        with pytest.raises(Refused, match="Only Rosalie Bouzid"):
            withdraw(accountant(), proposed())

    def test_a_stale_one_says_what_changed_and_is_not_approved(self) -> None:
        number = proposed()
        change_figures(net_profit="1700000")
        found = find_proposal(1, number)
        assert found is not None
        changes = changes_since(found)
        assert [(each.name, each.before, each.now) for each in changes.facts] == [("net_profit", "1657313", "1700000")]
        with pytest.raises(Refused, match="Figures or people changed"):
            approve(accountant(), number, DAY)

    def test_what_changed_and_was_put_back_is_not_stale(self) -> None:
        number = proposed()
        change_figures(net_profit="1700000")
        change_figures(net_profit=1657313)
        approve(accountant(), number, DAY)

    def test_the_same_scheme_over_the_same_period_is_approved_once(self) -> None:
        approve(accountant(), proposed(), DAY)
        with pytest.raises(Refused, match="winstdeling-2027 over this period was approved already"):
            approve(accountant(), proposed("form-2"), DAY)
        issued_before = scheme_of_2027(scheme="winstdeling-2026", period={"from": "2026-01-01", "to": "2026-12-31"})
        with pytest.raises(Refused, match="was issued already"):
            approve(accountant(), proposed("form-3", scheme=issued_before), DAY)

    def test_another_company_finds_nothing(self) -> None:
        number = proposed()
        assert find_proposal(2, number) is None
        assert list(proposals_of(2)) == []


def test_fifty_clicks_at_once_approve_once(app: Flask) -> None:
    number, who = proposed(), accountant()

    def click(_: int) -> str:
        with app.app_context():
            try:
                approve(who, number, DAY)
            except Refused as refused:
                return str(refused)
            return "approved"

    db.session.remove()
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(click, range(50)))
    assert sorted(set(answers)) == ["This was approved by Thijs Wolters already.", "approved"]
    assert answers.count("approved") == 1
    assert (how_many(Decision), how_many(Job)) == (1, 1)
