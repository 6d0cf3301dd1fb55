"""A real browser before a real server, on a free port of this computer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade
from waitress.server import create_server

from planner import create_app
from planner.config import HOST, Settings
from planner.operations.keep_run import keep_run
from tests.web.samples import DESK, ISSUED

CHROMIUM = Path("/usr/bin/chromium")  # Debian's; Playwright's own where that is not there


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    own = {"executable_path": str(CHROMIUM)} if CHROMIUM.exists() else {}
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    return {**browser_type_launch_args, **own, "args": [*quiet, "--disable-component-update", "--disable-sync"]}


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with the sample run."""
    app = create_app(Settings(instance=tmp_path_factory.mktemp("instance")), DESK)
    with app.app_context():
        upgrade()
        keep_run(ISSUED)
    yield from served(app)


@pytest.fixture(scope="session")
def empty_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server where nothing was issued yet."""
    app = create_app(Settings(instance=tmp_path_factory.mktemp("empty")), DESK)
    with app.app_context():
        upgrade()
    yield from served(app)


def served(app: Flask) -> Iterator[str]:
    server = create_server(app, host=HOST, port=0, threads=4)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://{HOST}:{server.effective_port}"
    server.close()
