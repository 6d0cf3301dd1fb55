"""A database as the migrations leave it, copied where a test needs one: migrating anew takes a second each time."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade

from planner import create_app
from planner.config import Settings
from planner.models import db
from planner.web.desk import Desk


def new_app(folder: Path, desk: Desk | None = None) -> Flask:
    """The application on a fresh database in this folder."""
    settings = Settings(instance=folder)
    folder.mkdir(parents=True, exist_ok=True)
    settings.database.write_bytes(_migrated())
    return create_app(settings, desk)


@cache
def _migrated() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(instance=Path(folder))
        with create_app(settings).app_context():
            upgrade()
            db.engine.dispose()  # the last connection takes SQLite's log into the file
        return settings.database.read_bytes()
