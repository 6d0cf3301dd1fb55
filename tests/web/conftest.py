from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade

from planner import create_app
from planner.config import Settings
from planner.operations.keep_run import keep_run
from tests.web.samples import DESK, ISSUED


@pytest.fixture
def empty_app(tmp_path: Path) -> Flask:
    app = create_app(Settings(instance=tmp_path), DESK)
    with app.app_context():
        upgrade()
    return app


@pytest.fixture
def app(empty_app: Flask) -> Flask:
    with empty_app.app_context():
        keep_run(ISSUED)
    return empty_app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
