"""A worker is killed again and again while it publishes: nothing is lost, nothing is there twice."""

from __future__ import annotations

import multiprocessing
import random
import time
from pathlib import Path

from sqlalchemy import func, insert, select

from planner.models import Job, Message, Paper, Person, Run, RunOrigin, Statement, Year, db
from planner.operations.audit import first_broken
from planner.operations.decide import approve
from planner.operations.transaction import transaction
from tests.jobs.killable import work
from tests.operations.publishing import DAY, accountant, how_many, proposed, sample_app, year_2027

PEOPLE, KILLS = 200, 5


def test_killed_at_any_moment_it_publishes_once(tmp_path: Path) -> None:
    app = sample_app(tmp_path)
    with app.app_context():
        more_people()
        approve(accountant(), proposed(), DAY)
        db.session.remove()
    moments = random.Random(7)  # noqa: S311  # the same moments each time
    killed = 0
    for _ in range(KILLS):
        killed += killed_after(tmp_path, moments.uniform(0.1, 3))
    assert not killed_after(tmp_path, 60)
    with app.app_context():
        assert {job.kind: job.state for job in db.session.scalars(select(Job))} == {"issue": "done", "papers": "done"}
        run_id = db.session.scalar(select(RunOrigin.run_id))
        of_run = select(func.count(Statement.id)).where(Statement.run_id == run_id)
        assert (how_many(Run), db.session.scalar(of_run), how_many(Paper), how_many(Message)) == (4, PEOPLE, PEOPLE, 2)
        wrong = select(func.count()).where(Paper.statement_id == Statement.id, Statement.run_id != run_id)
        assert db.session.scalar(wrong) == 0
        assert first_broken() is None
    assert killed > 0


def killed_after(instance: Path, seconds: float) -> bool:
    """Start a worker and kill it so long after it began; False if it was done before."""
    worker = multiprocessing.get_context("fork").Process(target=work, args=(instance,))
    worker.start()
    worker.join(seconds)
    if worker.exitcode is not None:
        return False
    worker.kill()
    worker.join()
    time.sleep(0.6)  # its lease runs out
    return True


def more_people() -> None:
    """Two hundred in 2027: the sample's own and others like them."""
    with transaction() as session:
        year = year_2027()
        known = session.scalars(select(Person).where(Person.year_id == year.id)).all()
        likeness = known[20]
        rows = [
            {"year_id": year.id, "number": f"9{place:03}", "position": 100 + place, "name": f"Persoon {place}",
             "facts": likeness.facts}
            for place in range(PEOPLE - len(known))
        ]  # fmt: skip
        session.execute(insert(Person), rows)
        session.get_one(Year, year.id).people_revision += 1
