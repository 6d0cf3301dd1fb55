"""From an invitation to a password, a second step, a sign-in with a code and a forgotten one, by keyboard alone."""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from planner.models import Message, Role, db
from planner.operations.audit import Actor
from planner.operations.invitations import Guest, Sender, invite
from planner.operations.second_step import STEP, Second
from tests.database import new_app
from tests.e2e.conftest import served
from tests.e2e.test_journeys import press
from tests.web.samples import DESK
from tests.web.signing_in import new_company

EMAIL, PASSWORD, OTHER = "sanne@example.org", "halve maan boven zee", "een heel ander wachtwoord"


@pytest.fixture(scope="module")
def own_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    app = new_app(tmp_path_factory.mktemp("accounts"), DESK)
    with app.app_context():
        new_company()
    return app


@pytest.fixture(scope="module")
def own_address(own_app: Flask) -> Iterator[str]:
    """A server of its own: what happens here would show on the pages of others."""
    yield from served(own_app)


def link(app: Flask, kind: str) -> str:
    """The path that the latest e-mail to Sanne leads to."""
    with app.app_context():
        bodies = db.session.scalars(select(Message.body).order_by(Message.id.desc())).all()
    return next(found[0] for body in bodies if (found := re.search(rf"/{kind}/\S+", body or "")))


def fill(page: Page, **fields: str) -> None:
    """Come to each field with Tab, type, and send the form with Enter."""
    for name, text in fields.items():
        expect(page.locator(f"#{name}")).to_be_visible()  # the page before may be leaving
        press(page, "Tab", f"#{name}")
        page.keyboard.type(text)
    page.keyboard.press("Enter")


def code_of(second: Second, used: set[str]) -> str:
    """A code that was not used yet: of now, or of the half minute that comes."""
    now = int(time.time()) // STEP
    code = next(code for step in (now, now + 1) if (code := second.code_at(step)) not in used)
    used.add(code)
    return code


def test_from_invitation_to_forgotten_password(browser: Browser, own_app: Flask, own_address: str) -> None:
    with own_app.app_context():
        invite(Sender(Actor(None, 1), "nl", own_address), 1, [Guest("Sanne", EMAIL, Role.EMPLOYEE, "0167")])
    used: set[str] = set()
    with browser.new_context(locale="nl") as context:
        page = context.new_page()
        page.goto(own_address + link(own_app, "invitation"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Halte Noord B.V. nodigt u uit als medewerker.")
        fill(page, password="kort")
        expect(page.get_by_role("alert")).to_be_focused()
        fill(page, password=PASSWORD)
        page.wait_for_url(lambda url: "/invitation" not in url)

        page.goto(f"{own_address}/account/second-step")
        typed = page.locator(".secret").inner_text().replace(" ", "")
        second = Second(base64.b32decode(typed))
        fill(page, code=code_of(second, used))
        expect(page.get_by_role("heading", level=1)).to_have_text("Bewaar deze codes op papier.")
        recovery = page.locator(".codes code").first.inner_text()
        press(page, "Tab", "main button")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Er zijn nog 10 herstelcodes over.")).to_be_visible()

        page.get_by_role("button", name="Uitloggen").press("Enter")
        fill(page, email=EMAIL, password=PASSWORD)
        fill(page, code=code_of(second, used))
        expect(page.get_by_role("button", name="Uitloggen")).to_be_visible()

        page.get_by_role("button", name="Uitloggen").press("Enter")
        page.get_by_role("link", name="Wachtwoord vergeten?").press("Enter")
        fill(page, email=EMAIL)
        expect(page.get_by_role("heading", level=1)).to_have_text("Kijk in uw mailbox.")
        page.goto(own_address + link(own_app, "new-password"))
        fill(page, password=OTHER)
        expect(page.get_by_text("Uw wachtwoord is veranderd. Log ermee in.")).to_be_visible()
        fill(page, email=EMAIL, password=OTHER)
        fill(page, code=recovery)
        expect(page.get_by_role("button", name="Uitloggen")).to_be_visible()
        page.goto(f"{own_address}/account")
        expect(page.get_by_text("Er zijn nog 9 herstelcodes over.")).to_be_visible()
