"""Issuing what was approved: all of it or nothing, once, whatever fails on the way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from planner.jobs import worker
from planner.models import Announcement, Job, Message, Paper, Run, RunOrigin, RunSummary, Statement, db
from planner.operations import papers
from planner.operations.audit import first_broken
from planner.operations.decide import approve
from planner.operations.issue_proposal import inputs_of
from planner.operations.jobs import find_job, try_again
from planner.operations.proposals import find_proposal
from planner.operations.read_runs import find_run, find_statement
from planner.operations.run_summaries import summary_of_run
from planner.operations.transaction import transaction
from tests.operations.publishing import DAY, accountant, how_many, issued, proposed, sample_app, work_off

TABLES = (Run, Statement, RunOrigin, Announcement, Message, RunSummary)


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    monkeypatch.setattr(papers, "print_sheet", lambda sheet: f"paper of {sheet.identity}".encode())
    app = sample_app(tmp_path)
    with app.app_context():
        yield app


@pytest.mark.usefixtures("app")
class TestIssuing:
    def test_what_is_issued_is_what_was_seen(self) -> None:
        run = find_run(1, issued())
        assert run is not None
        assert (run.line.cents, run.line.statements, run.line.issued_on) == (11_573_130, 66, DAY)
        proposal = find_proposal(1, 1)
        assert proposal is not None
        assert run.document["inputs"] == inputs_of(proposal)
        assert summary_of_run(run, "en").answer == "Profit share 2027: €115,731.30 for 60 people"

    def test_each_gets_a_paper_and_those_with_an_account_a_letter_without_an_amount(self) -> None:
        run_id = issued()
        of_run = select(func.count(Paper.statement_id)).join(Statement, Statement.id == Paper.statement_id)
        assert db.session.scalar(of_run.where(Statement.run_id == run_id)) == 66
        found = find_job("papers", run_id)
        assert found is not None
        assert (found.state, found.done, found.total) == ("done", 66, 66)
        letters = db.session.scalars(select(Message).order_by(Message.id)).all()
        assert [each.recipient for each in letters] == [
            "teun.kok@haltenoord.example",
            "sanne.veenstra@haltenoord.example",
        ]
        assert "Dank aan het team Buiten." in (letters[0].body or "")
        assert "€" not in (letters[0].body or "")
        assert "/c/1/statements/" in (letters[0].body or "")

    def test_doing_it_again_adds_nothing(self) -> None:
        run_id = issued()
        before = [how_many(table) for table in (*TABLES, Paper)]
        with transaction() as session:
            session.execute(Job.__table__.update().values(state="waiting", lease=None, leased_until=None))  # type: ignore[attr-defined]  # a Table
        work_off()
        assert [how_many(table) for table in (*TABLES, Paper)] == before
        assert db.session.scalar(select(func.count(Run.id)).where(Run.id == run_id)) == 1
        assert first_broken() is None

    def test_a_paper_is_made_at_once_for_whoever_asks(self) -> None:
        run_id = issued()
        with transaction() as session:
            session.execute(Paper.__table__.delete())  # type: ignore[attr-defined]  # a Table
        identity = db.session.scalar(select(Statement.identity).where(Statement.run_id == run_id))
        kept = find_statement(identity or "")
        assert kept is not None
        assert papers.paper_of(kept, "en") == papers.paper_of(kept, "en") == f"paper of {identity}".encode()
        assert db.session.scalars(select(Paper.language)).all() == ["en"]

    def test_papers_that_were_cut_off_go_on_where_they_were(self, monkeypatch: pytest.MonkeyPatch) -> None:
        made: list[str] = []

        def fails_once(sheet: papers.Sheet) -> bytes:
            if len(made) == 45:
                made.append("")
                raise OSError("cut off")
            made.append(sheet.identity)
            return b"paper"

        monkeypatch.setattr(papers, "print_sheet", fails_once)
        run_id = issued()
        assert how_many(Paper) == 40  # whole batches of twenty
        with transaction() as session:
            session.execute(Job.__table__.update().values(leased_until=None))  # type: ignore[attr-defined]  # a Table
        work_off()
        assert how_many(Paper) == 66
        found = find_job("papers", run_id)
        assert found is not None
        assert found.state == "done"

    def test_a_full_disk_is_said_and_loses_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        number = proposed()
        approve(accountant(), number, DAY)
        before = [how_many(table) for table in TABLES]
        with monkeypatch.context() as patch:
            patch.setitem(worker.KINDS, "issue", full)
            work_off()
        found = find_job("issue", number)
        assert found is not None
        assert [fault.say() for fault in found.faults] == [worker.FULL]
        assert [how_many(table) for table in TABLES] == before
        try_again(1, found.id)
        work_off()
        assert db.session.scalar(select(func.count(RunOrigin.run_id))) == 1


def test_whatever_statement_fails_all_is_as_before_or_as_after(app: Flask) -> None:
    """The n-th write to the database fails, for every n, until none does."""
    number = proposed()
    approve(accountant(), number, DAY)
    before = [how_many(table) for table in TABLES]
    seen: list[list[int]] = []
    for place in range(1, 200):
        with failing(place) as counted, suppress(OSError):
            work_off()
        db.session.rollback()
        seen.append([how_many(table) for table in TABLES])
        with transaction() as session:
            session.execute(
                Job.__table__.update().where(Job.kind == "issue").values(state="waiting", leased_until=None, attempts=0)  # type: ignore[attr-defined]  # a Table
            )
        if counted["writes"] < place or seen[-1] != before:
            break
    after = seen[-1]
    assert after == [before[0] + 1, before[1] + 66, 1, 1, 2, 2]
    assert [each for each in seen if each not in (before, after)] == []
    assert len(seen) > 10
    assert first_broken() is None


class failing:  # noqa: N801  # read as `with failing(3)`
    """The database refuses the n-th statement that writes."""

    def __init__(self, place: int) -> None:
        self.place, self.counted = place, {"writes": 0}

    def __enter__(self) -> dict[str, int]:
        event.listen(db.engine, "before_cursor_execute", self._refuse)
        return self.counted

    def __exit__(self, *_: object) -> None:
        event.remove(db.engine, "before_cursor_execute", self._refuse)

    def _refuse(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.split(" ", 1)[0] in ("INSERT", "UPDATE", "DELETE"):
            self.counted["writes"] += 1
            if self.counted["writes"] == self.place:
                raise OSError(f"the {self.place}th write fails: {json.dumps(statement[:40])}")
