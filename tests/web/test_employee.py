"""What an employee reads: their own, whole, and of nobody else a trace."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from planner.models import Announcement, Payment, Person, Role, Statement, Year, db
from planner.operations.audit import log_of
from planner.operations.clock import now
from planner.operations.transaction import transaction
from tests.demo_app import ACCOUNTANT, FOUNDER, SANNE, TEUN, account_of, browser_of, demo_app
from tests.web.signing_in import member, new_company, signed_in


@pytest.fixture
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return demo_app(tmp_path_factory.mktemp("instance"))


@pytest.fixture
def sanne(app: Flask) -> FlaskClient:
    return browser_of(app, SANNE)


PRINTED = ("0167", "0104", "0164")  # the two who read, and whom the statement says to ask


def words(client: FlaskClient, address: str, language: str = "nl") -> str:
    page = client.get(address, headers={"Accept-Language": language})
    assert page.status_code == 200
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))).replace("\u00a0", " ")


def identity_of(app: Flask, number: str, run: int = 3) -> str:
    with app.app_context():
        found = db.session.scalar(
            select(Statement.identity).where(Statement.run_id == run, Statement.person_number == number)
        )
    assert found
    return found


def test_the_first_page_opens_with_the_latest_amount_and_holds_all_years(sanne: FlaskClient) -> None:
    text = words(sanne, "/c/1/mine")
    assert "U krijgt € 1.842,17 bruto over 2026." in text
    assert "In twee van de drie jaren was er iets te delen" in text
    assert "ongeveer € 530" in text
    assert "2024 Winstdeling 2024" in text


def test_in_english_too(sanne: FlaskClient) -> None:
    text = words(sanne, "/c/1/mine", "en")
    assert "In two of the three years there was something to share" in text
    assert "about €530" in text


def test_an_earlier_year_opens_from_the_table(app: Flask, sanne: FlaskClient) -> None:
    assert "bruto over 2025" in words(sanne, f"/c/1/statements/{identity_of(app, '0167', 2)}")


def test_own_statement_is_recomputed_on_the_spot(app: Flask, sanne: FlaskClient) -> None:
    text = words(sanne, f"/c/1/statements/{identity_of(app, '0167')}/check", "en")
    assert "The arithmetic holds" in text
    assert "It was issued on 15 April 2027." in text


@pytest.mark.parametrize("end", ["", ".pdf", ".json", "/check"])
def test_a_colleague_s_statement_might_as_well_not_exist(app: Flask, sanne: FlaskClient, end: str) -> None:
    theirs = sanne.get(f"/c/1/statements/{identity_of(app, '0104')}{end}")
    unknown = sanne.get(f"/c/1/statements/{'0' * 64}{end}")
    assert (theirs.status_code, unknown.status_code) == (404, 404)
    assert alike(theirs.text) == alike(unknown.text)


def alike(page: str) -> str:
    """A page without identities and form tokens, which differ from one second to the next."""
    return re.sub(r'[0-9a-f]{64}|name="csrf_token" value="[^"]+"', "", page)


def test_no_colleague_stands_on_any_page_of_an_employee_or_the_council(app: Flask, sanne: FlaskClient) -> None:
    with app.app_context():
        others = db.session.scalars(
            select(Person.name).join(Year).where(Year.name == "2026", Person.number.not_in(PRINTED))
        ).all()
        cents = db.session.scalars(
            select(Statement.cents).where(Statement.run_id == 3, Statement.person_number.not_in(("0167", "0104")))
        ).all()
    amounts = {f"{value // 100:,}".replace(",", ".") + f",{value % 100:02}" for value in cents if value}
    amounts -= {"1.842,17", "2.407,80"}  # somebody else may get as much as the two who read
    own = identity_of(app, "0167")
    for client, addresses in (
        (sanne, ["/c/1/mine", f"/c/1/statements/{own}", f"/c/1/statements/{own}.json", "/c/1/rules"]),
        (browser_of(app, TEUN), ["/c/1/outcomes", "/c/1/outcomes/2", "/c/1/rules", "/c/1/mine"]),
    ):
        for address in addresses:
            page = unescape(client.get(address, headers={"Accept-Language": "nl"}).text)
            assert [name for name in others if name and name in page] == []
            assert [amount for amount in amounts if amount in page] == []


def test_who_looks_at_another_s_figures_stands_in_the_log_and_who_looks_at_their_own_does_not(
    app: Flask, sanne: FlaskClient
) -> None:
    own = identity_of(app, "0167")
    sanne.get(f"/c/1/statements/{own}")
    browser_of(app, ACCOUNTANT).get(f"/c/1/statements/{own}")
    with app.app_context():
        seen = [line for line in log_of(1) if line.action == "statement.seen"]
    assert [(line.who, line.subject) for line in seen] == [("Thijs Wolters", f"statement:{own}")]


def test_the_guess_is_for_the_person_alone(app: Flask) -> None:
    page = words(browser_of(app, FOUNDER), f"/c/1/statements/{identity_of(app, '0167')}")
    assert "Schatting" not in page


def test_what_was_paid_and_what_was_reached_is_said(app: Flask, sanne: FlaskClient) -> None:
    said = {"title": {"nl": "Tweehonderd klanten", "en": "200 customers"}, "thanks": {"nl": "Dank u", "en": "Thanks"}}
    paid = {"period": "2027-04", "cents": 184217, "marked_by": account_of(app, ACCOUNTANT), "marked_at": now()}
    with app.app_context():
        mine = db.session.scalar(select(Statement.id).where(Statement.identity == identity_of(app, "0167")))
        with transaction() as session:
            session.add_all([Payment(statement_id=mine, **paid), Announcement(run_id=3, words=json.dumps(said))])
    text = words(sanne, "/c/1/mine")
    assert "Betaald met uw loon van april 2027." in text
    assert "Tweehonderd klanten" in text
    assert "Dank u" in text


def test_an_employee_without_a_statement_reads_what_will_come(app: Flask) -> None:
    with app.app_context():
        account = member(1, Role.EMPLOYEE, "0999")
    text = words(signed_in(app, account), "/c/1/mine")
    assert "Er is nog geen overzicht voor u." in text


def test_a_company_without_runs_says_so_on_each_page(app: Flask) -> None:
    with app.app_context():
        company = new_company("Leeg B.V.")
        account = member(company, Role.COUNCIL)
    client = signed_in(app, account)
    assert "Er zijn nog geen regels." in words(client, f"/c/{company}/rules")
    assert "Er is nog niets verdeeld." in words(client, f"/c/{company}/outcomes")


def test_rules_stand_there_in_full_and_earlier_ones_too(sanne: FlaskClient) -> None:
    text = words(sanne, "/c/1/rules")
    assert "Winstdeling 2026: 21 regels, voor iedereen gelijk." in text
    assert "Winstdeling 2025: 21 regels" in words(sanne, "/c/1/rules/2")
    assert sanne.get("/c/1/rules/99").status_code == 404


def test_the_council_reads_groups(app: Flask) -> None:
    text = words(browser_of(app, TEUN), "/c/1/outcomes")
    assert "De helft kreeg € 1.860 of meer." in text
    assert "Medior 23 € 1.950" in text
    assert "Lead" not in text
    assert browser_of(app, TEUN).get("/c/1/outcomes/99").status_code == 404
