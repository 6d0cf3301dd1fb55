"""The founder's pages of years, people, imports and settings: what they say, and what they refuse."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from planner.models import Company, Role, db
from planner.operations.audit import Actor
from planner.operations.change_year import next_year
from planner.operations.company_settings import find_company
from planner.operations.find_people import count_people, same_person
from planner.operations.transaction import transaction
from planner.operations.years import find_year, people_of
from tests.database import new_app
from tests.operations.small_company import ANNA, BRAM, CATO, bring, payroll, small_company
from tests.web.forms import file, hidden, sent
from tests.web.samples import DESK
from tests.web.signing_in import founder_of, member, new_company, signed_in

PERSON = {"name": "Dirk Bos", "email": "", "start_date": "31-12-2025", "fte": "0.8", "monthly_salary": "3500"}


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    app = new_app(tmp_path, DESK)
    with app.app_context():
        small_company()
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return founder_of(app)


def text_of(page: str) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))).replace("\u00a0", " ")


def read(client: FlaskClient, address: str, language: str = "en") -> str:
    answer = client.get(address, headers={"Accept-Language": language})
    assert answer.status_code == 200
    return text_of(answer.text)


def kept(client: FlaskClient, *rows: str, chosen: object = None) -> str:
    """A file on the way: the address of its page."""
    answer = sent(client, "/c/1/people/import", year="1", people=chosen or file(payroll(*rows)))
    assert answer.status_code == 303, text_of(answer.text)
    return answer.location


# Years and figures


def test_years_say_people_and_profit_and_what_is_to_come(client: FlaskClient) -> None:
    assert "2026 has 3 people; its net profit is still to come." in read(client, "/c/1/years")
    answer = sent(client, "/c/1/years/1/figures/new", name="net_profit", value="1,657,313.00", unit="EUR")
    assert answer.status_code == 303
    assert "2026 heeft 3 mensen en een nettowinst van € 1.657.313,00." in read(client, "/c/1/years", "nl")
    assert 'value="1657313,00"' in client.get("/c/1/years/1/figures/net_profit?language=nl").text


def test_a_faulty_figure_keeps_what_was_typed(client: FlaskClient) -> None:
    page = "/c/1/years/1/figures/new"
    answer = sent(client, page, name="Net profit", value="much", **{"title.en": "My title"})
    assert answer.status_code == 422
    assert 'href="#name"' in answer.text
    assert "My title" in answer.text
    assert "<title>Error:" in answer.text
    assert sent(client, page).status_code == 422


def test_two_at_one_figure_see_the_difference(client: FlaskClient) -> None:
    sent(client, "/c/1/years/1/figures/new", name="equity", value="5", unit="EUR")
    page = "/c/1/years/1/figures/equity"
    seen = hidden(client, page, "seen")
    assert sent(client, page, value="6", unit="EUR", seen=seen).status_code == 303
    answer = sent(client, page, value="7", unit="EUR", seen=seen)
    assert answer.status_code == 409
    assert "Value 6 7" in text_of(answer.text)
    again = re.search(r'name="seen" value="([^"]*)"', answer.text)
    assert again
    assert sent(client, page, value="7", unit="EUR", seen=again[1]).status_code == 303
    stale = sent(client, page, page + "/remove", seen=seen)
    assert stale.status_code == 409
    assert sent(client, page, page + "/remove", seen=hidden(client, page, "seen")).status_code == 303
    assert client.get(page).status_code == 404


def test_a_company_s_file_is_taken_over_or_told_by_line(client: FlaskClient) -> None:
    wrong = sent(client, "/c/1/years/1", "/c/1/years/1/file", file=file(b"equity: much\nNet: 1\n", "c.yaml"))
    assert wrong.status_code == 422
    assert "c.yaml, line 1, equity" in text_of(wrong.text)
    assert "c.yaml, line 2, Net" in text_of(wrong.text)
    assert sent(client, "/c/1/years/1", "/c/1/years/1/file").status_code == 422
    right = sent(client, "/c/1/years/1", "/c/1/years/1/file", file=file(b"equity: 6250000\n", "c.yaml"))
    assert right.status_code == 303
    assert "1 figure was taken over." in read(client, right.location)


def test_a_year_is_added_once_with_who_is_still_there(client: FlaskClient) -> None:
    page = "/c/1/years/new"
    fields = {"name": "2027", "first": "01-01-2027", "last": "31-12-2027", "people_of": "1"}
    first, second = (sent(client, page, "/c/1/years", **fields) for _ in range(2))
    assert first.location == second.location == "/c/1/years/2"
    assert "2 people in 2027" in read(client, "/c/1/people?year=2")
    wrong = sent(client, page, "/c/1/years", **fields | {"name": "", "first": "31-31-2027"})
    assert wrong.status_code == 422
    assert wrong.text.count('class="error"') == 2


def test_a_year_s_period_is_changed_unless_another_did_first(client: FlaskClient) -> None:
    page = "/c/1/years/1/edit"
    seen = hidden(client, page, "seen")
    fields = {"first": "01-01-2026", "last": "31-12-2026", "seen": seen}
    assert sent(client, page, name="2026 A", **fields).status_code == 303
    stale = sent(client, page, name="2026 B", **fields)
    assert stale.status_code == 409
    assert "Name 2026 A 2026 B" in text_of(stale.text)


# People


def test_the_list_shows_nobody_s_pay(client: FlaskClient) -> None:
    text = read(client, "/c/1/people")
    assert "3 people in 2026, together 1.5 full-time years." in text
    assert "0101 Anna de Wit senior since 1 Feb 2020 1.00" in text
    assert "4,000" not in text
    assert "4.000" not in text
    assert "Bram Vos" not in read(client, "/c/1/people?year=1&name=anna")
    assert "Nobody in 2026 has “zzz”" in read(client, "/c/1/people?year=1&name=zzz")


def test_a_person_s_page_opens_with_what_follows_and_notes_who_saw_it(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        address = f"/c/1/people/1/{same_person(1, '0101')}"
    text = read(client, address)
    assert "Anna de Wit: 365 days in service in 2026, at 0.899 of full-time, €43,160.55 earned." in text
    assert "from 1 Jul 2026 0.80" in text
    assert "Nobody before you." in text
    assert "Founder saw these figures" in read(client, address)


def test_somebody_is_added_with_all_faults_at_once(client: FlaskClient) -> None:
    page = "/c/1/people/1/new"
    wrong = sent(
        client, page, **PERSON | {"id": "0101", "fte": "1.3", "spells-1-from": "x", "absences-1-kind": "parental"}
    )
    assert wrong.status_code == 422
    for field in ("fte", "spells-1-from", "absences-1-from", "absences-1-to"):
        assert f'href="#{field}"' in wrong.text
    taken = sent(client, page, **PERSON | {"id": "0101"})
    assert "Somebody in this year has this number already." in text_of(taken.text)
    first, second = (sent(client, page, **PERSON | {"id": "0104"}) for _ in range(2))
    assert first.location == second.location
    assert "Dirk Bos: 365 days in service" in read(client, first.location)


def test_fields_that_a_form_does_not_have_change_nothing(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        row = same_person(1, "0102")
    page = f"/c/1/people/1/{row}/edit"
    fields = {"name": "Bram", "start_date": "01-07-2026", "fte": "0.5", "monthly_salary": "3000", "level": "junior"}
    extra = {
        "id": "9999",
        "number": "9999",
        "year_id": "7",
        "position": "0",
        "facts": "{}",
        "company_id": "2",
        "bonus": "5",
    }
    assert sent(client, page, seen=hidden(client, page, "seen"), **fields, **extra).status_code == 303
    with app.app_context():
        found = find_year(1, 1)
        assert found
        person = people_of(found).people[1]
    assert person == {
        "id": "0102", "start_date": "2026-07-01", "fte": "0.5", "monthly_salary": "3000", "level": "junior"
    }  # fmt: skip


def test_two_at_one_person_see_the_difference(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        row = same_person(1, "0102")
    page = f"/c/1/people/1/{row}/edit"
    seen = hidden(client, page, "seen")
    fields = {
        "name": "Bram Vos",
        "start_date": "01-07-2026",
        "monthly_salary": "3000.00",
        "level": "junior",
        "seen": seen,
    }
    assert sent(client, page, **fields, fte="0.60").status_code == 303
    stale = sent(client, page, **fields, fte="0.70", **{"spells-1-from": "01-08-2026", "spells-1-fte": "1"})
    assert stale.status_code == 409
    text = text_of(stale.text)
    assert "Part-time factor 0.60 0.70" in text
    assert "Change 1: From – 01-08-2026" in text
    assert 'value="0.70"' in stale.text
    assert sent(client, page, f"/c/1/people/1/{row}/remove", seen=seen).status_code == 409
    assert sent(client, page, f"/c/1/people/1/{row}/remove", seen=hidden(client, page, "seen")).status_code == 303
    with app.app_context():
        assert count_people(1) == 2


# Imports


def test_a_file_is_looked_at_read_otherwise_and_taken_over_once(app: Flask, client: FlaskClient) -> None:
    page = kept(client, ANNA.replace("4.000,00", "4.200,00"), BRAM, "0104;Dirk;01-01-2026;;1,00;3.500,00;medior")
    text = read(client, page)
    assert "Nothing is wrong: 3 people for 2026." in text
    assert "Read as UTF-8, semicolons, decimal comma, dates day-month-year. 3 people, 7 columns." in text
    assert "New 1 Changed 1 Unchanged 1 Not in the file 1 " in text
    assert "for how many Full-time pay a month 1" in text
    assert "0101 Anna de Wit Full-time pay a month €4,000.00 €4,200.00" in text
    ask = sent(client, page, page + "/take", revision=hidden(client, page, "revision"))
    assert ask.status_code == 422
    assert 'href="#gone"' in ask.text
    assert sent(client, page, **{"map-6": "own"}).status_code == 303
    assert 'value="own" selected' in client.get(page).text
    fields = {"revision": hidden(client, page, "revision"), "gone": "remove", "spans": "keep"}
    token = hidden(client, page, "csrf_token")
    first, second = (client.post(page + "/take", data={"csrf_token": token, **fields}) for _ in range(2))
    assert first.location == second.location == "/c/1/people?year=1"
    assert "The list before the last import, of 3 people, can be put back" in read(client, first.location)
    with app.app_context():
        found = find_year(1, 1)
        assert found
        assert [(each["id"], each["niveau"]) for each in people_of(found).people] == [
            ("0101", "senior"), ("0102", "junior"), ("0104", "medior")
        ]  # fmt: skip
    back = sent(
        client,
        "/c/1/people?year=1",
        "/c/1/people/1/put-back",
        revision=hidden(client, "/c/1/people?year=1", "revision"),
    )
    assert back.status_code == 303
    assert "Cato Smit" in read(client, back.location)
    assert client.get(page).status_code == 404


def test_faults_stand_by_row_and_column_and_nothing_can_be_taken_over(client: FlaskClient) -> None:
    page = kept(client, ANNA.replace("1,00", "1,50"), BRAM.replace("01-07-2026", "31-06-2026"), CATO)
    text = read(client, page, "nl")
    assert "2 fouten staan in de weg." in text
    assert '2 deeltijdfactor "1,50" is meer dan 1,2' in text
    assert "3 in dienst" in text
    assert "Overnemen" not in text
    forced = sent(client, page, page + "/take", revision="1", gone="keep", spans="keep")
    assert forced.status_code == 422


def test_people_that_changed_while_a_file_was_looked_at_are_compared_again(app: Flask, client: FlaskClient) -> None:
    page = kept(client, ANNA)
    revision = hidden(client, page, "revision")
    sent(client, "/c/1/people/1/new", **PERSON | {"id": "0104"})
    stale = sent(client, page, page + "/take", revision=revision, gone="remove", spans="keep")
    assert stale.status_code == 409
    assert "were changed meanwhile" in text_of(stale.text)
    with app.app_context():
        assert count_people(1) == 4


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"%PDF-1.7", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"nr;naam\n", b'nr;naam\n1;"open\n',
     b"nr\n" + b"1\n" * 200_002, "naïef;\n".encode() + "naïef;\n".encode("cp1252")],
)  # fmt: skip
def test_a_hostile_file_gets_its_sentence_and_is_not_kept(client: FlaskClient, content: bytes) -> None:
    answer = sent(client, "/c/1/people/import", year="1", people=file(content, "{x}<b>.csv"))
    assert answer.status_code == 422
    assert 'href="#people"' in answer.text
    assert "<b>" not in answer.text


@pytest.mark.parametrize("cell", ["<script>alert(1)</script>", "{{7*7}}", "=1+1", "{row}", "%s", "\u202e", "a" * 5000])
def test_whatever_stands_in_a_file_is_shown_as_it_stands(client: FlaskClient, cell: str) -> None:
    page = kept(client, chosen=file(f"nr;naam;{cell};niveau\n1;{cell};{cell};{cell}\n".encode()))
    answer = client.get(page)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "49" not in text_of(answer.text)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(client: FlaskClient) -> None:
    answer = sent(client, "/c/1/people/import", year="1", people=file(b"x" * (20 * 1024 * 1024)))
    assert answer.status_code == 413
    assert "larger than 20 MB together" in answer.text


def test_a_fault_in_the_changes_stands_at_the_changes(client: FlaskClient) -> None:
    answer = sent(client, "/c/1/people/import", year="1", people=file(payroll(ANNA)), changes=file(b"", "w.csv"))
    assert 'href="#changes"' in answer.text
    assert sent(client, "/c/1/people/import", year="99", people=file(payroll(ANNA))).status_code == 422


# The company


def test_settings_are_saved_with_a_reason_or_not_at_all(app: Flask, client: FlaskClient) -> None:
    page = "/c/1/settings"
    seen = hidden(client, page, "version")
    wrong = sent(client, page, name="", alone="1", version=seen)
    assert wrong.status_code == 422
    assert 'href="#one_approver"' in wrong.text
    fields = {
        "name": "Halte Noord",
        "contact": "Mirjam\r\n\r\nhr@example.org",
        "version": seen,
        "is_sample": "1",
        "id": "2",
    }
    saved = sent(client, page, **fields, alone="1", one_approver="One person works here.")
    assert saved.status_code == 303
    assert "One person may propose and approve here." in read(client, page)
    stale = sent(client, page, **fields | {"name": "Halte Zuid"})
    assert stale.status_code == 409
    assert "Name Halte Noord Halte Zuid" in text_of(stale.text)
    with app.app_context():
        found = find_company(1)
    assert (found.is_sample, found.settings.contact) == (False, ("Mirjam", "hr@example.org"))


def test_the_sample_is_put_away_in_one_go(app: Flask, client: FlaskClient) -> None:
    with app.app_context(), transaction() as session:
        session.get_one(Company, 1).is_sample = True
    assert sent(client, "/c/1/settings", "/c/1/settings/put-away").status_code == 303
    assert client.get("/c/1/years").status_code == 404


# Whose pages these are


def addresses(app: Flask) -> list[str]:
    with app.app_context():
        row = same_person(1, "0101")
    return ["/c/1/years", "/c/1/years/1", "/c/1/years/new", "/c/1/years/1/figures/new", "/c/1/people",
            f"/c/1/people/1/{row}", f"/c/1/people/1/{row}/edit", "/c/1/people/import", "/c/1/settings"]  # fmt: skip


@pytest.mark.parametrize("role", [Role.ACCOUNTANT, Role.COUNCIL, Role.EMPLOYEE])
def test_only_founders_come_here(app: Flask, role: Role) -> None:
    with app.app_context():
        account = member(1, role, "0101")
    assert {signed_in(app, account).get(address).status_code for address in addresses(app)} == {403}


def test_another_company_s_founder_finds_nothing_here(app: Flask, client: FlaskClient) -> None:
    page = kept(client, ANNA)
    with app.app_context():
        new_company("Elders")
    stranger = founder_of(app, 2)
    for address in (*addresses(app), page):
        assert stranger.get(address).status_code == 404
        foreign = address.replace("/c/1/", "/c/2/")
        if re.search(r"/\d+", foreign.removeprefix("/c/2")):
            assert stranger.get(foreign).status_code == 404
    assert sent(stranger, "/c/2/years/new", page.replace("/c/1/", "/c/2/") + "/drop").status_code == 303
    assert client.get(page).status_code == 200


def test_an_empty_company_is_told_what_comes_first(app: Flask) -> None:
    with app.app_context():
        new_company("Leeg")
        assert next_year(2).people_of is None
    founder = founder_of(app, 2)
    assert "There is no year yet." in read(founder, "/c/2/years")
    assert "People belong to a year." in read(founder, "/c/2/people")


def test_no_page_asks_more_of_the_database_with_more_people(app: Flask, client: FlaskClient) -> None:
    asked: list[str] = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    counts: dict[str, list[int]] = {}
    for many in (20, 300):
        with app.app_context():
            actor_rows = [f"{n:05};Persoon {n};01-01-2020;;1,00;3.000,00;junior" for n in range(many)]
            bring(Actor(1, 1), 1, payroll(*actor_rows))
        for address in addresses(app):
            asked.clear()
            client.get(address)
            counts.setdefault(address, []).append(len(asked))
    assert {address: few for address, (few, many) in counts.items() if many > few + 1} == {}
