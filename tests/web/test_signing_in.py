"""Sessions and signing in through the pages: what is replayed is refused, what was typed is kept."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from planner import create_app
from planner.config import Settings
from planner.models import Account, Message, PasswordReset, Role, Session, db
from planner.operations.accounts import Who, account_for, give_role
from planner.operations.audit import Actor
from planner.operations.clock import now
from planner.operations.memberships import end_role, members
from planner.operations.own_account import turn_on
from planner.operations.second_step import STEP, Second, new_second, unsealed
from planner.operations.transaction import transaction
from planner.operations.vault import Vault
from tests.database import new_app
from tests.web.samples import DESK
from tests.web.signing_in import csrf_token, new_company, signed_in

EMAIL, PASSWORD, OTHER = "rosalie@example.org", "halve maan boven zee", "een heel ander wachtwoord"
OWN = {"Sec-Fetch-Site": "same-origin"}
CODE = re.compile(r"[a-z2-7]{4}(?:-[a-z2-7]{4}){3}")


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    app = new_app(tmp_path, DESK)
    with app.app_context():
        new_company()
        with transaction() as session:
            account = account_for(session, Who("Rosalie", EMAIL), PASSWORD)
            give_role(session, account, 1, Role.FOUNDER)
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def post(client: FlaskClient, path: str, **fields: str) -> TestResponse:
    return client.post(path, data={"csrf_token": csrf_token(client), **fields})


def sign_in(client: FlaskClient, password: str = PASSWORD, onward: str = "") -> TestResponse:
    return post(client, "/sign-in", email=EMAIL, password=password, next=onward)


def cookie(client: FlaskClient) -> str:
    found = client.get_cookie("deelgenoot")
    assert found
    return found.value


def is_in(app: Flask, token: str) -> bool:
    """Whether whoever holds this token is signed in."""
    client = app.test_client()
    client.set_cookie("deelgenoot", token)
    return client.get("/account").status_code == 200


def link(app: Flask, kind: str) -> str:
    """What the latest e-mail links to."""
    with app.app_context():
        bodies = db.session.scalars(select(Message.body).order_by(Message.id.desc())).all()
    return next(found[0] for body in bodies if (found := re.search(rf"/{kind}/\S+", body or "")))


def test_signing_in_leaves_the_old_session_behind(app: Flask, client: FlaskClient) -> None:
    client.get("/sign-in")
    planted = cookie(client)
    answer = sign_in(client)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert cookie(client) != planted
    assert is_in(app, cookie(client))
    assert not is_in(app, planted)


def test_after_signing_out_the_token_is_worth_nothing(app: Flask, client: FlaskClient) -> None:
    sign_in(client)
    token = cookie(client)
    answer = post(client, "/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_in(app, token)


def test_a_new_password_ends_every_other_session(app: Flask, client: FlaskClient) -> None:
    elsewhere = app.test_client()
    sign_in(elsewhere)
    sign_in(client)
    before, there = cookie(client), cookie(elsewhere)
    answer = post(client, "/account/password", current_password=PASSWORD, password=OTHER)
    assert answer.status_code == 303
    assert [is_in(app, token) for token in (cookie(client), before, there)] == [True, False, False]
    assert sign_in(app.test_client()).status_code == 422
    assert sign_in(app.test_client(), OTHER).status_code == 303


def test_a_deactivated_account_and_an_ended_role_let_nobody_in(app: Flask, client: FlaskClient) -> None:
    sign_in(client)
    token = cookie(client)
    with app.app_context():
        with transaction() as session:
            give_role(session, account_for(session, Who("Bo", "bo@example.org")), 1, Role.FOUNDER)
        end_role(Actor(None, 1), 1, next(each.id for each in members(1) if each.email == EMAIL))
    assert not is_in(app, token)
    sign_in(client)
    assert client.get("/c/1/runs").status_code == 404
    with app.app_context(), transaction() as session:
        session.execute(update(Account).values(active=False))
    assert not is_in(app, cookie(client))


@pytest.mark.parametrize(("clicks", "is_still_in"), [([29, 58], True), ([31], False), ([29] * 25, False)])
def test_sessions_end_by_themselves(app: Flask, client: FlaskClient, clicks: list[int], is_still_in: bool) -> None:
    """After half an hour without a click, and after twelve hours whatever happens."""
    with time_machine.travel("2026-11-27T07:00:00Z", tick=False) as clock:
        sign_in(client)
        for step in [clicks[0], *([29] * (len(clicks) - 1))]:
            clock.shift(timedelta(minutes=step))
            answer = client.get("/account")
        assert (answer.status_code == 200) is is_still_in


def test_a_session_that_was_ended_is_not_brought_back_by_a_request_on_its_way(app: Flask, client: FlaskClient) -> None:
    sign_in(client)
    token = cookie(client)
    with app.test_request_context("/account", headers={"Cookie": f"deelgenoot={token}"}) as context:
        assert context.session["account"]
        with transaction() as session:
            session.query(Session).delete()
        context.session["late"] = True
        app.session_interface.save_session(app, context.session, app.response_class())
    assert not is_in(app, token)


def test_over_https_the_cookie_is_held_to_this_host(tmp_path: Path) -> None:
    new_app(tmp_path)
    secure = create_app(Settings(instance=tmp_path, public_url="https://deelgenoot.example.org"), DESK)
    answer = secure.test_client().get("/sign-in", headers={"Host": "deelgenoot.example.org"})
    set_cookie = answer.headers["Set-Cookie"]
    assert set_cookie.startswith("__Host-deelgenoot=")
    assert all(part in set_cookie for part in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"))
    assert "Domain" not in set_cookie
    assert secure.test_client().get("/sign-in", headers={"Host": "evil.example"}).status_code == 400


def test_too_many_attempts_are_told_so_even_with_the_right_password(client: FlaskClient) -> None:
    with time_machine.travel("2026-11-27T07:00:00Z", tick=False):
        for _ in range(10):
            assert sign_in(client, "wrong").status_code == 422
        answer = sign_in(client)
    assert answer.status_code == 429
    assert "Probeer het over 15 minuten weer." in answer.text


@pytest.mark.parametrize("onward", ["https://evil.example/", "//evil.example", "/\\evil.example", "evil", "/\r\nX: y"])
def test_signing_in_leads_to_no_other_site(client: FlaskClient, onward: str) -> None:
    assert sign_in(client, onward=onward).headers["Location"] == "/"


def test_where_one_was_going_is_where_one_comes(client: FlaskClient) -> None:
    asked = client.get("/c/1/runs?page=2").headers["Location"]
    assert "next=/c/1/runs?page" in asked.replace("%2F", "/").replace("%3F", "?")
    assert sign_in(client, onward="/c/1/runs?page=2").headers["Location"] == "/c/1/runs?page=2"


def test_the_second_step_lets_nobody_in_halfway_and_no_code_twice(app: Flask, client: FlaskClient) -> None:
    with time_machine.travel("2026-11-27T07:00:10Z", tick=False) as clock:
        second = turned_on(app)
        clock.shift(timedelta(seconds=STEP))
        assert sign_in(client, onward="/account").headers["Location"] == "/sign-in/code"
        assert not is_in(app, cookie(client))
        assert post(client, "/sign-in/code", code="000000").status_code == 422
        code = second.code_at(step())
        assert post(client, "/sign-in/code", code=code).headers["Location"] == "/account"
        assert is_in(app, cookie(client))
        again = app.test_client()
        sign_in(again)
        assert post(again, "/sign-in/code", code=code).status_code == 422
        clock.shift(timedelta(minutes=11))
        assert post(again, "/sign-in/code", code=second.code_at(step())).headers["Location"] == "/sign-in"


def test_a_new_password_ends_an_entry_that_waits_for_its_code(app: Flask, client: FlaskClient) -> None:
    with time_machine.travel("2026-11-27T07:00:10Z", tick=False) as clock:
        second = turned_on(app)
        clock.shift(timedelta(seconds=STEP))
        sign_in(client)
        with app.app_context(), transaction() as session:
            session.execute(update(Account).values(password_set_at=now()))
        assert post(client, "/sign-in/code", code=second.code_at(step())).status_code == 422


def test_turning_the_second_step_on_and_off_through_the_pages(app: Flask, client: FlaskClient) -> None:
    with time_machine.travel("2026-11-27T07:00:10Z", tick=False):
        sign_in(client)
        page = client.get("/account/second-step").text
        assert page == client.get("/account/second-step").text
        assert post(client, "/account/second-step", code="000000").status_code == 422
        second = being_set_up(app, client)
        assert post(client, "/account/second-step", code=second.code_at(step())).status_code == 303
        codes = CODE.findall(client.get("/account/recovery-codes").text)
        assert len(codes) == 10
        post(client, "/account/recovery-codes")
        assert client.get("/account/recovery-codes").status_code == 302
        other = app.test_client()
        sign_in(other)
        assert post(other, "/sign-in/code", code=codes[0]).headers["Location"] == "/"
        assert "Er zijn nog 9 herstelcodes over." in other.get("/account?language=nl").text
        assert post(other, "/account/second-step/codes", password="no").status_code == 422
        assert post(other, "/account/second-step/codes", password=PASSWORD).status_code == 303
        assert not set(codes) & set(CODE.findall(other.get("/account/recovery-codes").text))
        assert post(other, "/account/second-step/off", password=PASSWORD).status_code == 303
        assert sign_in(app.test_client()).headers["Location"] == "/"


def turned_on(app: Flask) -> Second:
    second = new_second()
    with app.app_context():
        turn_on(Vault(app.config["SECRET_KEY"]), 1, second, second.code_at(step()))
    return second


def being_set_up(app: Flask, client: FlaskClient) -> Second:

    with client.session_transaction() as session:
        second = unsealed(Vault(app.config["SECRET_KEY"]), session["second"])
    assert second
    return second


def step() -> int:
    return int(now().timestamp()) // STEP


def test_a_forgotten_password_tells_nobody_who_has_an_account(app: Flask, client: FlaskClient) -> None:
    answers = [post(client, "/forgotten", email=email) for email in (EMAIL, "stranger@example.org", "nonsense", "")]
    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {(303, "/forgotten?sent=1")}
    with app.app_context():
        assert [each.recipient for each in db.session.scalars(select(Message))] == [EMAIL]


def test_its_link_works_once_for_half_an_hour(app: Flask, client: FlaskClient) -> None:
    sign_in(client)
    signed_in_before = cookie(client)
    post(client, "/forgotten", email=EMAIL)
    path, other = link(app, "new-password"), app.test_client()
    with app.app_context():
        assert str(db.session.scalar(select(PasswordReset.token_hash))) not in path
    with time_machine.travel(timedelta(minutes=31)):
        assert other.get(path).status_code == 410
    for _ in range(2):
        assert other.get(path).status_code == 200  # a mail program that looks uses nothing up
    assert post(other, path, password="kort").status_code == 422
    assert post(other, path, password=OTHER).headers["Location"] == "/sign-in?new=1"
    assert not is_in(app, signed_in_before)
    assert post(other, path, password=PASSWORD).status_code == 410
    assert sign_in(app.test_client(), OTHER).status_code == 303


def test_a_link_never_names_the_host_that_was_asked(app: Flask, client: FlaskClient) -> None:
    client.post("/forgotten", data={"csrf_token": csrf_token(client), "email": EMAIL}, headers={"Host": "localhost:1"})
    with app.app_context():
        body = db.session.scalar(select(Message.body))
    assert "http://127.0.0.1:8421/new-password/" in (body or "")


FORM = {"name": "Bo Kramer", "email": "bo@example.org", "role": "council", "number": ""}


def test_a_form_whose_session_was_over_is_sent_after_signing_in(app: Flask, client: FlaskClient) -> None:
    with time_machine.travel("2026-11-27T07:00:00Z", tick=False) as clock:
        sign_in(client)
        stale = csrf_token(client)
        clock.shift(timedelta(minutes=31))
        answer = client.post("/c/1/access/invite", data={"csrf_token": stale, **FORM}, headers=OWN)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in")
        assert "Uw antwoorden zijn bewaard" in client.get("/sign-in?language=nl").text
        assert sign_in(client).headers["Location"] == "/again"
        page = client.get("/again").text
        assert 'action="/c/1/access/invite"' in page
        assert 'name="name" value="Bo Kramer"' in page
        assert stale not in page
        assert post(client, "/c/1/access/invite", **FORM).status_code == 303
        assert client.get("/again").status_code == 302


def test_somebody_else_gets_no_form_that_was_not_theirs(app: Flask, client: FlaskClient) -> None:
    with app.app_context(), transaction() as session:
        account_for(session, Who("Bo", "bo@example.org"), PASSWORD)
    with time_machine.travel("2026-11-27T07:00:00Z", tick=False) as clock:
        sign_in(client)
        clock.shift(timedelta(minutes=31))
        client.post("/c/1/access/invite", data=FORM, headers=OWN)
        assert post(client, "/sign-in", email="bo@example.org", password=PASSWORD).headers["Location"] == "/"
        assert client.get("/again").status_code == 302


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {}])
def test_another_sites_form_is_never_kept(client: FlaskClient, headers: dict[str, str]) -> None:
    client.post("/c/1/access/invite", data=FORM, headers=headers)
    assert sign_in(client).headers["Location"] == "/"


def test_passwords_and_endless_forms_are_not_kept(app: Flask, client: FlaskClient) -> None:
    client.post("/account/password", data={"current_password": OTHER, "password": OTHER}, headers=OWN)
    with app.app_context():
        assert OTHER not in "".join(db.session.scalars(select(Session.content)))
    fresh = app.test_client()
    fresh.post("/c/1/access/invite", data={"name": "x" * 70_000}, headers=OWN)
    assert sign_in(fresh).headers["Location"] == "/"


def test_a_form_with_a_token_of_before_can_be_sent_again_at_once(client: FlaskClient) -> None:
    sign_in(client)
    answer = client.post("/c/1/access/invite", data={"csrf_token": "old", **FORM}, headers=OWN)
    assert answer.status_code == 400
    assert 'name="email" value="bo@example.org"' in answer.text
    forged = client.post("/c/1/access/invite", data={"csrf_token": "old", **FORM})
    assert "bo@example.org" not in forged.text


def test_who_left_the_sign_in_page_open_signs_in_once_more(client: FlaskClient) -> None:
    answer = client.post("/sign-in", data={"email": EMAIL, "password": PASSWORD, "csrf_token": "old"})
    assert answer.status_code == 400
    assert f'value="{EMAIL}"' in answer.text


def test_who_belongs_to_several_companies_chooses_one(app: Flask) -> None:
    with app.app_context():
        other = new_company("Andere B.V.")
        with transaction() as session:
            give_role(session, session.get_one(Account, 1), other, Role.ACCOUNTANT)
    client = signed_in(app, 1)
    assert client.get("/").headers["Location"] == "/companies"
    page = client.get("/companies?language=nl").text
    assert page.index("Andere B.V.") < page.index("Halte Noord B.V.")
    assert f'href="/c/{other}/runs"' in page
    assert '<a href="/companies">Andere B.V.</a>' in client.get(f"/c/{other}/runs").text
    assert client.get(f"/c/{other}/access").status_code == 403
    assert client.get("/c/1/access").status_code == 200


def test_ones_name_and_language_are_ones_own(app: Flask, client: FlaskClient) -> None:
    sign_in(client)
    assert post(client, "/account", name=" ", language="fr").status_code == 422
    fields = {"name": "Rosa", "language": "en", "email": "thief@example.org", "active": "0", "role": "founder"}
    assert post(client, "/account", **fields).status_code == 303
    with app.app_context():
        account = db.session.get_one(Account, 1)
        assert (account.name, account.language, account.email, account.active) == ("Rosa", "en", EMAIL, True)
    fresh = app.test_client()
    sign_in(fresh)
    assert '<html lang="en">' in fresh.get("/account").text


def test_signed_out_everywhere_else_one_stays_in_here(app: Flask, client: FlaskClient) -> None:
    elsewhere = app.test_client()
    sign_in(elsewhere)
    sign_in(client)
    assert post(client, "/account/sign-out-elsewhere").status_code == 303
    assert [is_in(app, cookie(each)) for each in (client, elsewhere)] == [True, False]
