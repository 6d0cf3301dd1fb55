"""The outbox: each message once, later where the mail server refuses, and nothing that reaches into a header."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from planner.config import Settings
from planner.models import Message, db
from planner.operations.mail_words import invitation
from planner.operations.messages import Letter, write
from planner.operations.send_messages import MOST_ATTEMPTS, Sent, send_waiting
from planner.operations.transaction import transaction
from tests.database import new_app

SETTINGS = Settings(smtp_host="mail.example.org", smtp_user="deelgenoot", smtp_password="s3cret", mail_from="d@x.org")


class Server:
    """A mail server as smtplib shows one; `refuses` are the addresses that it won't take."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.refuses: set[str] = set()
        self.hangs_up_after = 1000
        self.said: list[str] = []
        self.sock: object | None = object()

    def __call__(self, host: str, port: int, **_: Any) -> Server:
        self.said.append(f"{host}:{port}")
        self.sock = object()
        return self

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None: ...

    def starttls(self, context: object) -> None:
        self.said.append("starttls")

    def login(self, user: str, password: str) -> None:
        self.said.append(f"{user} {password}")

    def send_message(self, email: EmailMessage) -> None:
        if len(self.taken) >= self.hangs_up_after:
            self.sock = None
            raise smtplib.SMTPServerDisconnected("gone")
        if email["To"] in self.refuses:
            raise smtplib.SMTPRecipientsRefused({email["To"]: (550, b"no such user")})
        self.taken.append(email)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    server = Server()
    monkeypatch.setattr(smtplib, "SMTP", server)
    return server


@pytest.fixture(autouse=True)
def app(tmp_path: Path) -> Iterator[None]:
    with new_app(tmp_path).app_context():
        with transaction() as session:
            write(session, *(Letter(f"k{n}", f"p{n}@example.org", "Für u", f"Link {n}") for n in range(3)))
        yield


def kept() -> list[tuple[bool, int, str | None, str | None]]:
    found = db.session.scalars(select(Message).order_by(Message.id))
    return [(each.sent_at is not None, each.attempts, each.error, each.body) for each in found]


def test_each_goes_once_and_its_body_goes_with_it(server: Server) -> None:
    assert send_waiting(SETTINGS) == Sent(sent=3)
    assert send_waiting(SETTINGS) == Sent()
    assert [email["To"] for email in server.taken] == ["p0@example.org", "p1@example.org", "p2@example.org"]
    assert (server.taken[0]["From"], server.taken[0]["Subject"]) == ("d@x.org", "Für u")
    assert server.said == ["mail.example.org:587", "starttls", "deelgenoot s3cret"]
    assert kept() == [(True, 1, None, None)] * 3


def test_nothing_is_tried_without_a_mail_server(server: Server) -> None:
    assert send_waiting(Settings()) == Sent()
    assert server.said == []


def test_what_is_refused_waits_longer_each_time_and_holds_up_nothing(server: Server) -> None:
    server.refuses = {"p1@example.org"}
    assert send_waiting(SETTINGS) == Sent(sent=2, failed=1)
    assert kept()[1] == (False, 1, "SMTPRecipientsRefused", "Link 1")
    assert send_waiting(SETTINGS) == Sent()
    with time_machine.travel(timedelta(minutes=2)):
        assert send_waiting(SETTINGS) == Sent(failed=1)
    with time_machine.travel(timedelta(days=30)):
        for _ in range(20):
            send_waiting(SETTINGS)
    assert kept()[1][1] == MOST_ATTEMPTS


def test_a_server_that_hangs_up_leaves_the_rest_for_later(server: Server) -> None:
    server.hangs_up_after = 1
    assert send_waiting(SETTINGS) == Sent(sent=1, failed=1)
    server.hangs_up_after = 1000
    with time_machine.travel(timedelta(minutes=2)):
        assert send_waiting(SETTINGS) == Sent(sent=2)
    assert [email["To"] for email in server.taken] == ["p0@example.org", "p1@example.org", "p2@example.org"]


def test_a_server_that_is_not_there_counts_for_one_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(smtplib, "SMTP", nobody)
    assert send_waiting(SETTINGS) == Sent(failed=1)
    assert [attempts for _, attempts, _, _ in kept()] == [1, 0, 0]


def test_only_as_many_as_asked(server: Server) -> None:
    assert send_waiting(SETTINGS, limit=2) == Sent(sent=2)


@pytest.mark.parametrize(
    ("recipient", "subject"),
    [
        ("p@example.org\nBcc: all@example.org", "Hello"),
        ("p@example.org, all@example.org", "Hello"),
        ("P <p@example.org>", "Hello"),
        ("p@example.org", "Hello\r\nBcc: all@example.org"),
    ],
)
def test_nothing_reaches_into_the_headers(recipient: str, subject: str) -> None:
    with pytest.raises(ValueError, match="one address"), transaction() as session:
        write(session, Letter("k", recipient, subject, "Body"))


def test_a_company_that_calls_itself_a_link_is_none_in_our_mail() -> None:
    subject, body = invitation(
        "en", "Bo\nBcc: all", "http://evil.example\r\nX: y", "founder", "https://ours/invitation/t"
    )
    assert subject.isprintable()
    assert "Bo Bcc: all" in body
    assert [word for word in body.split() if "://" in word] == ["https://ours/invitation/t"]
