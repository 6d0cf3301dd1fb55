"""Every route × every reader × our own, another company's and unknown ids, from the map of addresses itself.

A route that is added is tested here without a line more.
"""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from planner.models import Role
from planner.web.policy import POLICY
from tests.database import new_app
from tests.web.signing_in import csrf_token
from tests.web.test_pages import everything
from tests.web.world import (
    NO_ROW,
    NOBODYS,
    OURS,
    THEIRS,
    A,
    Someone,
    address,
    canaries,
    digits,
    example,
    make_world,
)

READERS = (
    "anonymous", "employee A", "employee B", "council", "accountant", "founder", "another's founder", "ended member",
)  # fmt: skip
# Pages whose answer rests on more than the role: without a code or a form on its way they lead elsewhere
LEADS_ON = {"account.home", "account.code", "own_account.codes", "kept_form.offer"}
GONE_ALREADY = {"imports.drop"}  # thrown away twice it is gone as well: the same answer, whatever was asked for
HERE = {"REMOTE_ADDR": "127.0.0.1"}
OF_PERSON = {"identity"}  # arguments that name somebody's figures: `may_see_person`


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> tuple[Flask, dict[str, Someone]]:
    app = new_app(tmp_path_factory.mktemp("instance"))
    with app.app_context():
        return app, make_world()


@pytest.fixture
def app(world: tuple[Flask, dict[str, Someone]]) -> Flask:
    return world[0]


@pytest.fixture
def readers(world: tuple[Flask, dict[str, Someone]]) -> dict[str, Someone]:
    return world[1]


def routes(app: Flask, method: str) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if method in (rule.methods or ())]


def verdict(rule: Rule, reader: Someone) -> str:
    """What the policy says of a reader and a page of our company."""
    row = POLICY[rule.endpoint]
    if row.anyone:
        return "admitted"
    if reader.account_id is None:
        return "asked to sign in"
    if row.roles is None:
        return "admitted"
    held = reader.roles if reader.company_id == OURS else frozenset[Role]()
    if not held:
        return "no such page"
    if not held & row.roles:
        return "not for your role"
    is_someones = bool(rule.arguments & OF_PERSON) and held == {Role.EMPLOYEE} and reader.number != A
    return "no such page" if is_someones else "admitted"


def outcome(answer: TestResponse) -> str:
    if answer.status_code in (302, 303) and answer.headers["Location"].startswith("/sign-in"):
        return "asked to sign in"
    return {404: "no such page", 403: "not for your role"}.get(answer.status_code, "admitted")


def ask(client: FlaskClient, method: str, path: str) -> TestResponse:
    return client.get(path) if method == "GET" else post(client, path)


def post(client: FlaskClient, path: str, **fields: str) -> TestResponse:
    return client.post(path, data={"csrf_token": csrf_token(client), **fields})


def normal(answer: TestResponse, path: str) -> tuple[int, str]:
    """The answer without the address that was asked for and what is new each time."""
    text = answer.text.replace(path, "…")
    return answer.status_code, re.sub(r'name="csrf_token" value="[^"]*"', "", text)


@pytest.mark.parametrize("name", READERS)
def test_a_page_is_shown_to_whom_the_policy_says(app: Flask, readers: dict[str, Someone], name: str) -> None:
    reader, wrong = readers[name], {}
    client = reader.browser(app)
    for rule in routes(app, "GET"):
        answer = client.get(address(app, rule))
        expected = verdict(rule, reader)
        if rule.endpoint in LEADS_ON and expected == "admitted":
            assert answer.status_code in (200, 302)
        elif outcome(answer) != expected or answer.status_code >= 500:
            wrong[rule.endpoint] = (expected, answer.status)
    assert wrong == {}


@pytest.mark.parametrize("name", READERS)
def test_a_change_is_open_to_whom_the_policy_says(app: Flask, readers: dict[str, Someone], name: str) -> None:
    """Who may is only let up to the view: what it does is tested where it is described."""
    reader, wrong = readers[name], {}
    client = reader.browser(app)
    for rule in routes(app, "POST"):
        path = address(app, rule)
        if verdict(rule, reader) == "admitted":
            found = admitted(app, client, path)
        else:
            found = outcome(post(client, path)) == verdict(rule, reader)
        if not found:
            wrong[rule.endpoint] = verdict(rule, reader)
    assert wrong == {}


def admitted(app: Flask, client: FlaskClient, path: str) -> bool:
    """Whether a request comes as far as its view."""
    token, name = csrf_token(client), app.config["SESSION_COOKIE_NAME"]
    cookie = client.get_cookie(name)
    headers = {"Cookie": f"{name}={cookie.value}"} if cookie else {}
    with app.test_request_context(path, method="POST", data={"csrf_token": token}, headers=headers, environ_base=HERE):
        return app.preprocess_request() is None


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("name", ["founder", "accountant", "employee A"])
def test_another_companys_row_is_as_unknown_as_one_that_is_not_there(
    app: Flask, readers: dict[str, Someone], name: str, method: str
) -> None:
    client, wrong, before = readers[name].browser(app), {}, everything(app)
    for rule in routes(app, method):
        rows = rule.arguments - NO_ROW - {"company_id"}
        if "company_id" not in rule.arguments or not rows or verdict(rule, readers[name]) == "not for your role":
            continue
        asked = [address(app, rule, OURS, of) for of in (THEIRS, NOBODYS)]
        foreign, unknown = (normal(ask(client, method, path), path) for path in asked)
        if foreign != unknown or (foreign[0] < 400 and rule.endpoint not in GONE_ALREADY):
            wrong[rule.endpoint] = (foreign[0], unknown[0])
    assert wrong == {}
    assert everything(app) == before


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_company_is_as_unknown_as_one_that_is_not_there(
    app: Flask, readers: dict[str, Someone], method: str
) -> None:
    client, wrong = readers["founder"].browser(app), {}
    for rule in routes(app, method):
        if "company_id" in rule.arguments:
            asked = [address(app, rule, company_id, THEIRS) for company_id in (THEIRS, NOBODYS)]
            answers = [normal(ask(client, method, path), path) for path in asked]
            if answers[0] != answers[1] or answers[0][0] != 404:
                wrong[rule.endpoint] = [status for status, _ in answers]
    assert wrong == {}


def test_nothing_is_changed_without_the_forms_token(app: Flask, readers: dict[str, Someone]) -> None:
    wrong, before = {}, everything(app)
    for rule in routes(app, "POST"):
        reader = readers["anonymous" if POLICY[rule.endpoint].anyone else "founder"]
        if verdict(rule, reader) == "admitted":
            for fields in ({}, {"csrf_token": "forged"}):
                answer = reader.browser(app).post(address(app, rule), data=fields)
                if answer.status_code != 400:
                    wrong[rule.endpoint] = answer.status
    assert wrong == {}
    assert everything(app) == before


@pytest.mark.parametrize("name", ["founder", "employee A"])
def test_looking_changes_nothing(app: Flask, readers: dict[str, Someone], name: str) -> None:
    client, before = readers[name].browser(app), everything(app)
    for rule in routes(app, "GET"):
        client.get(address(app, rule))
    assert everything(app) == before


@pytest.mark.parametrize("name", ["anonymous", "employee B", "council", "another's founder", "ended member"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_nobodys_pay_is_shown_to_who_may_not_see_it(
    app: Flask, readers: dict[str, Someone], name: str, language: str
) -> None:
    client, secrets = readers[name].browser(app), canaries(app, but=readers[name].number)
    assert len(secrets) > 15
    shown: dict[str, set[str]] = {}
    for rule in routes(app, "GET"):
        answer = client.get(address(app, rule), headers={"Accept-Language": language})
        if (answer.mimetype or "").startswith(("text/", "application/json")) and rule.endpoint != "static":
            found = {secret for secret in secrets if re.search(rf"(?<!\d){secret}(?!\d)", digits(answer.text))}
            shown |= {rule.endpoint: found} if found else {}
    assert shown == {}


def test_the_canaries_are_seen_by_who_may(app: Flask, readers: dict[str, Someone]) -> None:
    """What isn't found above could be found."""
    path = next(address(app, rule) for rule in routes(app, "GET") if rule.endpoint == "statements.statement")
    own = canaries(app) - canaries(app, but=A)
    assert any(secret in digits(readers["employee A"].browser(app).get(path).text) for secret in own)


def test_a_route_whose_argument_is_unknown_here_says_so(app: Flask) -> None:
    with pytest.raises(LookupError, match="no example of <stray> in an address"):
        example(app, "stray", OURS)
