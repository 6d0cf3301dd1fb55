"""The sample company in a database, copied where a test needs one: working its years out takes seconds each time."""

from __future__ import annotations

import json
import tempfile
from functools import cache
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from planner import create_app
from planner.config import Settings
from planner.models import Account, Year, db
from planner.operations.demo_company import READERS, fill_demo
from planner.operations.transaction import transaction
from tests.database import new_app

FACTS_OF_2027 = {"net_profit": {"value": "1800000.00"}, "equity": {"value": "7000000.00"}}  # invented


def demo_app(folder: Path) -> Flask:
    """The application on a fresh copy of the sample company, on the real desk."""
    settings = Settings(instance=folder)
    folder.mkdir(parents=True, exist_ok=True)
    settings.database.write_bytes(_filled())
    return create_app(settings)


def founder_id() -> int:
    """The account of the sample company's founder."""
    return db.session.scalars(select(Account.id).where(Account.email == READERS[0].who.email)).one()


def close_2027() -> None:
    """Give the year that is being designed for its figures."""
    with transaction() as session:
        year = session.scalars(select(Year).where(Year.company_id == 1, Year.name == "2027")).one()
        year.facts = json.dumps(FACTS_OF_2027)


@cache
def _filled() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        with new_app(Path(folder)).app_context():
            fill_demo()
            db.engine.dispose()  # the last connection takes SQLite's log into the file
        return Settings(instance=Path(folder)).database.read_bytes()
