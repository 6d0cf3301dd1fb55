"""A company, people with a role in it, and a browser in which one of them is signed in."""

from __future__ import annotations

import re

from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import BrowserContext

from planner.models import Company, Role
from planner.operations.accounts import Who, account_for, give_role
from planner.operations.sessions import new_session
from planner.operations.transaction import transaction
from planner.web.sessions import ACCOUNT


def new_company(name: str = "Halte Noord B.V.") -> int:
    """A company without anything; within an application's context."""
    with transaction() as session:
        company = Company(name=name)
        session.add(company)
        session.flush()
        return company.id


def member(company_id: int, role: Role, number: str | None = None, email: str = "") -> int:
    """Somebody with this role in a company: their account's number."""
    with transaction() as session:
        account = account_for(session, Who(role.title(), email or f"{role}{company_id}{number or ''}@example.org"))
        give_role(session, account, company_id, role, number)
        return account.id


def token_for(app: Flask, account_id: int) -> str:
    """What the cookie of a browser holds in which they are signed in."""
    with app.app_context():
        return new_session({ACCOUNT: account_id}, account_id)


def signed_in(app: Flask, account_id: int) -> FlaskClient:
    """A browser in which they are signed in."""
    client = app.test_client()
    client.set_cookie(app.config["SESSION_COOKIE_NAME"], token_for(app, account_id))
    return client


def founder_of(app: Flask, company_id: int = 1) -> FlaskClient:
    """The browser of a founder of a company, made if it has none."""
    with app.app_context():
        account_id = member(company_id, Role.FOUNDER)
    return signed_in(app, account_id)


def csrf_token(client: FlaskClient) -> str:
    """What a form of this browser holds to show that it came from here."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/sign-in").text)
    assert found
    return found[1]


TOKENS: dict[str, str] = {}  # by server: what the cookie of its founder holds


def sign_in_browser(context: BrowserContext, address: str) -> None:
    """A real browser, signed in as the founder of this server's first company."""
    context.add_cookies([{"name": "deelgenoot", "value": TOKENS[address], "url": address}])
