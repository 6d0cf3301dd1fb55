"""A real browser before a real server, on a free port of this computer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext
from waitress.server import create_server

from planner.config import HOST
from planner.models import Role
from planner.operations.demo_company import READERS
from planner.operations.keep_run import keep_run
from tests.database import new_app
from tests.demo_app import account_of, demo_app
from tests.e2e.demo_server import Demo
from tests.web.samples import DESK, ISSUED
from tests.web.signing_in import TOKENS, member, new_company, sign_in_browser, token_for

CHROMIUM = Path("/usr/bin/chromium")  # Debian's; Playwright's own where that is not there


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    own = {"executable_path": str(CHROMIUM)} if CHROMIUM.exists() else {}
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    return {**browser_type_launch_args, **own, "args": [*quiet, "--disable-component-update", "--disable-sync"]}


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with the sample run."""
    app = new_app(tmp_path_factory.mktemp("instance"), DESK)
    with app.app_context():
        new_company()
        keep_run(1, ISSUED)
    yield from served(app)


@pytest.fixture(scope="session")
def empty_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server where nothing was issued yet."""
    app = new_app(tmp_path_factory.mktemp("empty"), DESK)
    with app.app_context():
        new_company()
    yield from served(app)


@pytest.fixture
def context(context: BrowserContext, address: str) -> BrowserContext:
    """A browser in which a founder is signed in."""
    sign_in_browser(context, address)
    return context


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A server with the sample company on the real engine, and what the cookie of each of its readers holds."""
    app = demo_app(tmp_path_factory.mktemp("demo"))
    tokens = [token_for(app, account_of(app, reader)) for reader in range(len(READERS))]
    for address in served(app):
        yield Demo(address, app, tokens)


def served(app: Flask, has_founder: bool = True) -> Iterator[str]:
    """A server on a free port; with a founder of the first company who can be signed in as."""
    server = create_server(app, host=HOST, port=0, threads=4)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    address = f"http://{HOST}:{server.effective_port}"
    if has_founder:
        with app.app_context():
            founder = member(1, Role.FOUNDER)
        TOKENS[address] = token_for(app, founder)
    yield address
    server.close()
