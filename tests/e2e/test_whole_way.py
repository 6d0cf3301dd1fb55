"""A company's first year, from the founder's invitation to the statement that an employee keeps: all by the pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from planner.jobs.worker import Worker
from planner.models import Message, db
from planner.operations.companies import found_company
from tests.database import new_app
from tests.e2e.conftest import served

PASSWORD = "halve maan boven zee"
HEADINGS = "Nummer;Naam;E-mail;In dienst;Niveau;Deeltijdfactor;Bruto maandsalaris fulltime"
PEOPLE = "\n".join(
    [HEADINGS]
    + [f"{n:04};Persoon {n};p{n}@bakkerij.example;01-02-2020;junior;1,00;{3000 + 100 * n},00" for n in range(1, 13)]
)


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return new_app(tmp_path)


@pytest.fixture
def server(app: Flask) -> Iterator[str]:
    yield from served(app)


def letter_to(app: Flask, recipient: str) -> str:
    """The path in the latest e-mail to somebody."""
    with app.app_context():
        body = db.session.scalar(
            select(Message.body).where(Message.recipient == recipient).order_by(Message.id.desc()).limit(1)
        )
    found = re.search(r"https?://[^/]+(/\S+)", body or "")
    assert found, f"no link for {recipient}"
    return found[1]


def come_in(page: Page, app: Flask, server: str, email: str) -> None:
    """Accept an invitation."""
    page.goto(server + letter_to(app, email))
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url(lambda url: "/invitation" not in url)
    page.wait_for_load_state()


def test_from_an_invitation_to_a_statement_that_is_kept(browser: Browser, app: Flask, server: str) -> None:
    with app.app_context():
        found_company("Bakkerij De Korenaar", "founder@bakkerij.example", "nl", server)
    with browser.new_context(locale="nl") as context:
        page = context.new_page()
        come_in(page, app, server, "founder@bakkerij.example")
        print(page.url, page.locator("h1").inner_text())
        page.screenshot(path="/tmp/brief/j1.png", full_page=True)
