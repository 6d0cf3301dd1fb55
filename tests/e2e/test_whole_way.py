"""A company's first year, from the founder's invitation to the statement that an employee keeps: all by its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from sqlalchemy import select

from planner.jobs.worker import Worker
from planner.models import Message, db
from planner.operations.check_installation import broken
from planner.operations.companies import found_company
from tests.database import new_app
from tests.e2e.conftest import served

FOUNDER, ACCOUNTANT, EMPLOYEE = (f"{who}@bakkerij.example" for who in ("bea", "ab", "p7"))
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
    yield from served(app, has_founder=False)


def letter_to(app: Flask, recipient: str) -> str:
    """The path in the latest e-mail to somebody."""
    with app.app_context():
        written = select(Message.body).where(Message.recipient == recipient).order_by(Message.id.desc())
        body = db.session.scalars(written).first()
    found = re.search(r"https?://[^/]+(/\S+)", body or "")
    assert found, f"no link for {recipient}"
    return found[1]


def come_in(page: Page, app: Flask, server: str, email: str) -> None:
    """Accept an invitation."""
    page.goto(server + letter_to(app, email))
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="De uitnodiging aannemen").click()
    expect(page.get_by_role("button", name="Uitloggen")).to_be_visible()


def fill_year(page: Page, file: Path) -> None:
    """The year, its figures and its people."""
    page.get_by_role("link", name="Jaren").click()
    page.get_by_role("link", name="Voeg 2026 toe").click()
    page.get_by_role("button", name="Voeg dit jaar toe").click()
    for name, value in (("Nettowinst", "400.000"), ("Eigen vermogen", "1.000.000")):
        page.locator("main").get_by_role("link", name=name, exact=True).click()
        page.get_by_label("Waarde").fill(value)
        page.get_by_role("button", name="Bewaren").click()
    page.get_by_role("link", name="Mensen van 2026").click()
    page.get_by_role("link", name="Mensen importeren").click()
    page.set_input_files("#people", file)
    page.get_by_role("button", name="Bekijk het bestand").click()
    page.get_by_role("button", name="Overnemen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("12 mensen in 2026")


def design(page: Page) -> None:
    """A scheme from an example, decided on, checked and proposed."""
    page.get_by_role("link", name="Regelingen").click()
    page.get_by_role("link", name="Begin een concept").click()
    page.get_by_role("button", name=re.compile("Winstdeling, half om half")).click()
    expect(page.get_by_text("Dit concept verdeelt € 32.000,00 over 12 mensen").first).to_be_visible()
    page.get_by_role("link", name="Controleren en voorstellen").click()
    page.get_by_label("Wie besliste, in het Nederlands").fill("de directie")
    page.get_by_label("Wie besliste, in het Engels").fill("the board")
    page.get_by_label("Op welke datum?").fill("2025-12-12")
    page.get_by_role("button", name="Verder naar de controle").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("€ 32.000,00")
    page.get_by_role("button", name="Voorstellen", exact=True).click()


def invite(page: Page, name: str, email: str, role: str, number: str = "") -> None:
    page.get_by_role("link", name="Toegang").click()
    page.get_by_role("link", name="Iemand uitnodigen").click()
    page.get_by_label("Naam", exact=True).fill(name)
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label(role, exact=True).check()
    page.get_by_label("Personeelsnummer").fill(number)
    page.get_by_role("button", name="De uitnodiging sturen").click()
    expect(page.get_by_role("heading", name="Wie is uitgenodigd")).to_be_visible()


def test_from_an_invitation_to_a_statement_that_is_kept(
    browser: Browser, app: Flask, server: str, tmp_path: Path
) -> None:
    file = tmp_path / "mensen.csv"
    file.write_text(PEOPLE, encoding="cp1252")
    with app.app_context():
        found_company("Bakkerij De Korenaar", FOUNDER, "nl", server)
    with browser.new_context(locale="nl") as founders:
        page = founders.new_page()
        come_in(page, app, server, FOUNDER)
        fill_year(page, file)
        design(page)
        invite(page, "Ab de Vries", ACCOUNTANT, "accountant")
        invite(page, "Persoon 7", EMPLOYEE, "medewerker", "0007")
    with browser.new_context(locale="nl") as accountants:
        page = accountants.new_page()
        come_in(page, app, server, ACCOUNTANT)
        page.get_by_role("link", name=re.compile(r"Winstdeling, half om half: € 32\.000,00")).click()
        page.get_by_label("Datum op de overzichten").fill("2027-04-15")
        page.get_by_role("button", name="Keur € 32.000,00 goed en geef uit").click()
        Worker(app.extensions["settings"], app.app_context).work_off()
        page.get_by_role("link", name="Open de verdeling").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("€ 32.000,00 over 12 mensen")
    with browser.new_context(locale="nl") as employees:
        page = employees.new_page()
        come_in(page, app, server, EMPLOYEE)
        answer = page.get_by_role("heading", level=1)
        expect(answer).to_contain_text(re.compile(r"U krijgt €\s2\.\d{3},\d\d bruto over 2026\."))
        amount = answer.inner_text().split("krijgt ")[1].split(" bruto")[0]
        href = page.get_by_role("link", name="Overzicht als pdf").get_attribute("href")
        paper = PdfReader(BytesIO(page.request.get(f"{server}{href}").body()))
        assert amount.replace("\u00a0", " ") in paper.pages[0].extract_text().replace("\u00a0", " ")
        page.get_by_role("link", name="Zelf narekenen").click()
        expect(answer).to_contain_text("De berekening klopt")
    with app.app_context():
        assert list(broken()) == []
