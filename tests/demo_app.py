"""The sample company on the real engine, made once a process and copied: each test may change its own."""

from __future__ import annotations

import json
import tempfile
from functools import cache
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from planner import create_app
from planner.config import Settings
from planner.models import Account, Year, db
from planner.operations.demo_company import READERS, fill_demo
from planner.operations.transaction import transaction
from tests.database import new_app
from tests.web.signing_in import signed_in

FACTS_OF_2027 = {"net_profit": {"value": "1800000.00"}, "equity": {"value": "7000000.00"}}  # invented
FOUNDER, ACCOUNTANT, TEUN, SANNE = range(4)  # the places of READERS


def demo_app(folder: Path) -> Flask:
    """The application with the sample company, in this folder."""
    settings = Settings(instance=folder)
    folder.mkdir(parents=True, exist_ok=True)
    settings.database.write_bytes(_filled())
    return create_app(settings)


def account_of(app: Flask, reader: int) -> int:
    """The account's number of one of the sample company's readers."""
    with app.app_context():
        found = db.session.scalar(select(Account.id).where(Account.email == READERS[reader].who.email))
    assert found
    return found


def browser_of(app: Flask, reader: int) -> FlaskClient:
    """The browser of one of them."""
    return signed_in(app, account_of(app, reader))


def founder_id() -> int:
    """The account of the sample company's founder; within the application's context."""
    return db.session.scalars(select(Account.id).where(Account.email == READERS[FOUNDER].who.email)).one()


def close_2027() -> None:
    """Give the year that is being designed for its figures."""
    with transaction() as session:
        year = session.scalars(select(Year).where(Year.company_id == 1, Year.name == "2027")).one()
        year.facts = json.dumps(FACTS_OF_2027)


@cache
def _filled() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        app = new_app(Path(folder))
        with app.app_context():
            fill_demo()
            db.session.remove()
            db.engine.dispose()  # the last connection takes SQLite's log into the file
        settings: Settings = app.extensions["settings"]
        return settings.database.read_bytes()
