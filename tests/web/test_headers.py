"""Every answer carries the same headers; nobody else than this computer gets one."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner import create_app
from planner.config import Settings
from planner.web.headers import HEADERS
from planner.web.hosts import network
from planner.web.reading import static_url
from tests.database import new_app
from tests.web.samples import DESK, SANNE

EXACTLY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
ANSWERS = [
    ("GET", "/", 302),
    ("GET", "/c/1/runs/1", 200),
    ("GET", f"/c/1/statements/{SANNE}", 200),
    ("GET", f"/c/1/statements/{SANNE}.pdf", 200),
    ("GET", "/c/1/runs/1/register.csv", 200),
    ("GET", "/static/css/page.css", 200),
    ("GET", "/static/nope.css", 404),
    ("GET", "/nope", 404),
    ("POST", "/", 405),
    ("POST", "/check", 400),
    ("HEAD", "/check", 200),
    ("OPTIONS", "/", 200),
]


@pytest.mark.parametrize(("method", "address", "status"), ANSWERS)
def test_every_answer_carries_them(client: FlaskClient, method: str, address: str, status: int) -> None:
    answer = client.open(address, method=method)
    assert answer.status_code == status
    assert answer.headers["Content-Security-Policy"] == EXACTLY
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_pages_are_never_kept_and_files_are(app: Flask, client: FlaskClient) -> None:
    with app.test_request_context():
        versioned = static_url("css/page.css")
    kept = {a: client.get(a).headers["Cache-Control"] for a in ("/", "/nope", "/static/nope", "/static/css/page.css")}
    assert kept == {
        "/": "no-store",
        "/nope": "no-store",
        "/static/nope": "no-store",
        "/static/css/page.css": "public, max-age=3600",
    }
    assert client.get(versioned).headers["Cache-Control"] == "public, max-age=31536000, immutable"


ELSEWHERE = ["evil.example", "127.0.0.1.evil.example", "evil.example:8421", "localhost.example", ""]


@pytest.mark.parametrize("host", ELSEWHERE)
def test_another_name_for_this_computer_is_refused(client: FlaskClient, host: str) -> None:
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert "Halte Noord" not in answer.text
    assert answer.headers["Content-Security-Policy"] == EXACTLY


@pytest.mark.parametrize("host", ["127.0.0.1:8421", "localhost", "[::1]:9000", "LOCALHOST:80"])
def test_its_own_names_are_answered(client: FlaskClient, host: str) -> None:
    assert client.get("/check", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("address", ["192.0.2.1", "10.0.0.2", "2001:db8::1", ""])
def test_another_computer_is_refused(client: FlaskClient, address: str) -> None:
    answer = client.get("/", environ_overrides={"REMOTE_ADDR": address})
    assert answer.status_code == 403
    assert "Halte Noord" not in answer.text


def test_others_come_in_under_the_public_address_alone(tmp_path: Path) -> None:
    new_app(tmp_path)
    public = create_app(Settings(instance=tmp_path, public_url="https://d.example.org"), DESK).test_client()
    elsewhere = {"REMOTE_ADDR": "192.0.2.1"}
    for host, status in (("d.example.org", 200), ("evil.example", 400), ("d.example.org:81", 400), ("", 400)):
        assert public.get("/check", headers={"Host": host}, environ_overrides=elsewhere).status_code == status


@pytest.mark.parametrize(
    ("public_url", "direct", "forwarded", "seen"),
    [
        ("https://d.example.org", "127.0.0.1", "203.0.113.9, 192.0.2.7", "192.0.2.7"),
        ("https://d.example.org", "192.0.2.1", "203.0.113.9", "192.0.2.1"),
        ("", "127.0.0.1", "203.0.113.9", "127.0.0.1"),
    ],
)
def test_a_proxy_is_believed_on_this_computer_alone(
    tmp_path: Path, public_url: str, direct: str, forwarded: str, seen: str
) -> None:
    app = create_app(Settings(instance=tmp_path, public_url=public_url), DESK)
    with app.test_request_context(headers={"X-Forwarded-For": forwarded}, environ_base={"REMOTE_ADDR": direct}):
        assert network() == seen


def test_no_page_has_inline_styles_or_scripts(client: FlaskClient) -> None:
    for address in ("/c/1/runs", "/c/1/runs/1", f"/c/1/statements/{SANNE}", "/check", "/nope"):
        page = client.get(address).text
        assert " style=" not in page
        assert "<style" not in page
        assert " onclick" not in page
        assert page.count("<script") == page.count('<script type="module" src="/static/')


def test_the_cookie_is_for_this_site_alone(app: Flask) -> None:
    session = app.test_client().get("/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in session
    assert "SameSite=Lax" in session
