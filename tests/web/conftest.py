from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.operations.keep_run import keep_run
from tests.database import new_app
from tests.web.samples import DESK, ISSUED
from tests.web.signing_in import founder_of, new_company


@pytest.fixture
def empty_app(tmp_path: Path) -> Flask:
    app = new_app(tmp_path, DESK)
    with app.app_context():
        new_company()
    return app


@pytest.fixture
def app(empty_app: Flask) -> Flask:
    with empty_app.app_context():
        keep_run(1, ISSUED)
    return empty_app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """The browser of a founder."""
    return founder_of(app)
