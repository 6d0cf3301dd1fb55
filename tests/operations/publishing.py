"""A sample company whose year 2027 can be proposed, approved and issued, as its readers would."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask, current_app
from sqlalchemy import func, select

from planner.jobs.worker import Worker
from planner.models import Account, Year, db
from planner.operations.audit import Actor
from planner.operations.decide import approve
from planner.operations.demo import demo_scheme
from planner.operations.demo_company import READERS, fill_demo
from planner.operations.propose import Plan, outlook, propose
from planner.operations.transaction import transaction
from planner.operations.years import YearLine, find_year, years_of
from tests.database import new_app

DAY = date(2028, 4, 14)
ANNOUNCEMENT = {
    "title": {"nl": "De duizendste halte", "en": "The thousandth stop"},
    "text": {"nl": "Hij staat er.", "en": "It is there."},
    "thanks": {"nl": "Dank aan het team Buiten.", "en": "Thanks to the outdoor team."},
}


def sample_app(folder: Path) -> Flask:
    """The sample company, with the figures of 2026 standing in 2027 too."""
    app = new_app(folder)
    app.extensions["settings"].database.write_bytes(_sample())
    return app


@cache
def _sample() -> bytes:
    """Made once a test process: it takes a second or two."""
    with TemporaryDirectory() as folder:
        app = new_app(Path(folder))
        with app.app_context():
            fill_demo()
            with transaction() as session:
                found = {year.name: year for year in session.scalars(select(Year))}
                found["2027"].facts = found["2026"].facts
            db.engine.dispose()  # the last connection takes SQLite's log into the file
        return Path(app.extensions["settings"].database).read_bytes()


def scheme_of_2027(**changes: Any) -> dict[str, Any]:
    return {**demo_scheme(2026), "scheme": "winstdeling-2027", "title": {"nl": "Winstdeling 2027",
            "en": "Profit share 2027"}, "period": {"from": "2027-01-01", "to": "2027-12-31"}, **changes}  # fmt: skip


def year_2027() -> YearLine:
    return next(year for year in years_of(1) if year.name == "2027")


def account_id(place: int) -> int:
    """Of the founder (0), the accountant (1), a council member (2), an employee (3)."""
    found = db.session.scalar(select(Account.id).where(Account.email == READERS[place].who.email))
    assert found is not None
    return found


def founder() -> Actor:
    return Actor(account_id(0), 1)


def accountant() -> Actor:
    return Actor(account_id(1), 1)


def proposed(key: str = "form-1", **plan: Any) -> int:
    """What the founder proposes."""
    plan = {"announcement": ANNOUNCEMENT, "scheme": scheme_of_2027(), **plan}
    found = Plan(key, year_2027(), **plan)
    return propose(founder(), found, outlook(found).identity)


def work_off() -> None:
    """What a worker would do, without PDFs in processes of their own."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # an untyped proxy
    Worker(replace(app.extensions["settings"], workers=1), app.app_context).work_off()
    db.session.rollback()  # what was read before is older


def issued(key: str = "form-1", day: date = DAY, **plan: Any) -> int:
    """The number of the run that comes of it."""
    from planner.models import RunOrigin

    proposal_id = proposed(key, **plan)
    approve(accountant(), proposal_id, day)
    work_off()
    found = db.session.scalar(select(RunOrigin.run_id).where(RunOrigin.proposal_id == proposal_id))
    assert found is not None
    return found


def how_many(table: type[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def change_figures(**facts: Any) -> YearLine:
    """Other figures in 2027."""
    import json

    with transaction() as session:
        year = session.get_one(Year, year_2027().id)
        known = json.loads(year.facts)
        year.facts = json.dumps(known | {name: {**known[name], "value": value} for name, value in facts.items()})
    found = find_year(1, year_2027().id)
    assert found is not None
    return found
