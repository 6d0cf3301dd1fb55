"""From a proposal to what was paid, as its founder and its accountant go through it; axe looks at each page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from waitress.server import create_server

from planner.config import HOST
from planner.operations import papers
from planner.operations.decide import approve
from tests.e2e.dresses import Light, in_each_dress
from tests.e2e.test_accessible import overflow, violations
from tests.operations.publishing import (
    DAY,
    account_id,
    accountant,
    change_figures,
    proposed,
    sample_app,
    scheme_of_2027,
    work_off,
)
from tests.web.signing_in import token_for

FOUNDER, ACCOUNTANT = 0, 1


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setattr(papers, "print_sheet", lambda sheet: b"%PDF-")
    return sample_app(tmp_path)


@pytest.fixture
def server(app: Flask) -> Iterator[str]:
    server = create_server(app, host=HOST, port=0, threads=4)
    Thread(target=server.run, daemon=True).start()
    yield f"http://{HOST}:{server.effective_port}"
    server.close()


def sign_in(context: BrowserContext, app: Flask, server: str, place: int) -> None:
    with app.app_context():
        number = account_id(place)
    context.add_cookies([{"name": "deelgenoot", "value": token_for(app, number), "url": server}])


def test_returned_proposed_again_approved_followed_and_paid(page: Page, app: Flask, server: str) -> None:
    with app.app_context():
        proposed()
    sign_in(page.context, app, server, ACCOUNTANT)
    page.goto(f"{server}/?language=en")
    page.get_by_role("link", name="Profit share 2027: €115,731.30 among 60 people").click()
    page.get_by_role("button", name="Return it").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_label("Why it goes back").fill("The profit is not final.")
    page.get_by_role("button", name="Return it").click()
    expect(page.get_by_text("Returned on")).to_be_visible()
    with app.app_context():
        proposed("form-2")
    page.get_by_role("link", name="Runs").click()
    page.get_by_role("link", name="Profit share 2027: €115,731.30 among 60 people").click()
    page.get_by_label("Date on the statements").fill("2028-04-14")
    page.get_by_role("button", name="Approve and issue €115,731.30").click()
    expect(page.get_by_text("This waits for processing. Nothing is lost.")).to_be_visible()
    with app.app_context():
        work_off()
    page.get_by_role("link", name="Open the run").click()  # the page looked by itself
    expect(page.get_by_role("heading", level=1)).to_have_text("Profit share 2027: €115,731.30 for 60 people")
    page.get_by_label("Payroll period").fill("2028-04")
    page.get_by_role("button", name="Mark €115,731.30 for 60 people as paid").click()
    expect(page.get_by_text("Everything is paid.")).to_be_visible()


@in_each_dress
def test_axe_finds_nothing(browser: Browser, app: Flask, server: str, language: str, scheme: Light, width: int) -> None:
    with app.app_context():
        first = proposed()
        approve(accountant(), first, DAY)
        work_off()
        approve(accountant(), proposed("form-2", scheme=scheme_of_2027(scheme="bonus-2027")), DAY)
        proposed("form-3", scheme=scheme_of_2027(scheme="extra-2027"))
        change_figures(net_profit="1557313")
    pages = [
        (ACCOUNTANT, "/c/1/runs"),
        (ACCOUNTANT, "/c/1/proposals"),
        (ACCOUNTANT, "/c/1/proposals/1"),
        (ACCOUNTANT, "/c/1/proposals/2"),
        (ACCOUNTANT, "/c/1/proposals/3"),
        (ACCOUNTANT, "/c/1/runs/4"),
        (FOUNDER, "/c/1/runs/4/correct"),
    ]
    found = {}
    with browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, locale=language, reduced_motion="reduce"
    ) as context:
        page = context.new_page()
        for place, address in pages:
            sign_in(context, app, server, place)
            page.goto(server + address)
            found[address] = violations(page) + overflow(page)
    assert {address: wrong for address, wrong in found.items() if wrong} == {}
