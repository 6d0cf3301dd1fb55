"""The pages of a founder: who has access, the outbox of the sample company, and the log."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from planner.models import Company, Role
from planner.operations.audit import Actor, record_seen
from planner.operations.transaction import transaction
from planner.web.log_words import ACTIONS
from tests.web.samples import SANNE
from tests.web.signing_in import csrf_token, member, signed_in
from tests.web.test_pages import text_of

BO = {"name": "Bo <b>Kramer</b>", "email": "bo@example.org", "role": "employee", "number": "0199"}


def invite(client: FlaskClient, **fields: str) -> int:
    return client.post("/c/1/access/invite", data={"csrf_token": csrf_token(client), **fields}).status_code


def test_who_was_invited_stands_there_until_withdrawn(client: FlaskClient) -> None:
    assert invite(client, **BO) == 303
    assert "Bo <b>Kramer</b> bo@example.org medewerker, 0199" in text_of(client, "/c/1/access")
    client.post("/c/1/access/invitations/1/withdraw", data={"csrf_token": csrf_token(client)})
    assert "Niemand op dit moment." in text_of(client, "/c/1/access")


def test_what_is_wrong_stands_at_its_field_and_answers_stay(client: FlaskClient) -> None:
    answer = client.post(
        "/c/1/access/invite?language=nl", data={"csrf_token": csrf_token(client), **BO, "number": "", "email": "bo"}
    )
    assert answer.status_code == 422
    assert "<title>Fout: Iemand uitnodigen" in answer.text
    assert "is geen e-mailadres" in answer.text
    assert "Bo &lt;b&gt;Kramer&lt;/b&gt;" in answer.text
    assert invite(client, **{**BO, "role": "owner"}) == 422


def test_the_outbox_is_of_the_sample_company_alone(app: Flask, client: FlaskClient) -> None:
    invite(client, **BO)
    assert client.get("/c/1/outbox").status_code == 404
    with app.app_context(), transaction() as session:
        session.execute(update(Company).values(is_sample=True))
    page = client.get("/c/1/outbox").text
    assert '<a href="/invitation/' in page
    assert "<b>Kramer" not in page


def test_ending_an_employees_role_is_warned_of_and_the_last_founders_is_refused(
    app: Flask, client: FlaskClient
) -> None:
    with app.app_context():
        member(1, Role.EMPLOYEE, "0167")
    assert "mag deze rol houden" in text_of(client, "/c/1/access/roles/2")
    assert "Dit is de laatste oprichter." in text_of(client, "/c/1/access/roles/1")
    assert client.post("/c/1/access/roles/1", data={"csrf_token": csrf_token(client)}).status_code == 422
    assert client.post("/c/1/access/roles/2", data={"csrf_token": csrf_token(client)}).status_code == 303


def test_the_log_says_who_saw_a_statement_and_the_statement_leads_there(app: Flask, client: FlaskClient) -> None:
    page = client.get(f"/c/1/statements/{SANNE}").text
    assert f'href="/c/1/log?subject=statement:{SANNE}"' in page
    assert f"Founder bekeek overzicht {SANNE[:8]}." in text_of(client, f"/c/1/log?subject=statement:{SANNE}")
    with app.app_context():
        sanne = member(1, Role.EMPLOYEE, "0167")
    own = signed_in(app, sanne)
    assert "/c/1/log" not in own.get(f"/c/1/statements/{SANNE}").text
    assert "Eén regel, van wie iets deed of zag." in text_of(client, f"/c/1/log?subject=statement:{SANNE}")


def test_the_log_comes_a_hundred_at_a_time_and_says_that_it_is_whole(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        for number in range(101):
            record_seen(Actor(None, 1), "something.new", f"thing:{number}")
        record_seen(Actor(None, None), "something.elsewhere", "thing:7")
    assert "Deelgenoot zelf: something.new 0" in text_of(client, "/c/1/log?page=2")
    first = text_of(client, "/c/1/log")
    assert "Deelgenoot zelf: something.new 100" in first
    assert "elsewhere" not in first
    assert "Het logboek is heel." in text_of(client, "/c/1/log/whole")


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_every_action_is_a_sentence_whatever_its_details(app: Flask, client: FlaskClient, action: str) -> None:
    with app.app_context():
        record_seen(Actor(None, 1), action, "thing:7")
    text = text_of(client, "/c/1/log")
    assert action not in text
    assert "{" not in text
