"""Signing in: what is refused looks and works alike, guessing is slowed down, and all of it is logged."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest
import time_machine
from argon2 import PasswordHasher
from sqlalchemy import event, select, update

from planner.errors import Refused
from planner.models import Account, AuditEntry, SignInAttempt, db
from planner.operations import passwords
from planner.operations.accounts import Who, account_for
from planner.operations.clock import now
from planner.operations.own_account import turn_on
from planner.operations.second_step import STEP, new_second
from planner.operations.sign_in import Door, enter, enter_code
from planner.operations.transaction import transaction
from planner.operations.vault import Vault
from tests.database import new_app

VAULT = Vault(b"k" * 32)
EMAIL, PASSWORD = "sanne@example.org", "halve maan boven zee"
DOOR = Door(VAULT, EMAIL, "192.0.2.1")


@pytest.fixture
def account_id(tmp_path: Path) -> Iterator[int]:
    with new_app(tmp_path).app_context():
        with transaction() as session:
            account_id = account_for(session, Who("Sanne", EMAIL), PASSWORD).id
        yield account_id


def actions() -> list[tuple[str, str]]:
    return [(entry.action, entry.subject) for entry in db.session.scalars(select(AuditEntry))]


def test_who_knows_the_password_is_let_in(account_id: int) -> None:
    entry = enter(Door(VAULT, " Sanne@Example.org ", "192.0.2.1"), PASSWORD)
    assert entry
    assert (entry.account_id, entry.needs_code) == (account_id, False)
    assert actions() == [("account.signed_in", f"account:{account_id}")]
    assert db.session.get_one(Account, account_id).signed_in_at


def test_a_refusal_is_logged_without_what_was_typed(account_id: int) -> None:
    assert enter(DOOR, "typed by mistake") is None
    assert enter(Door(VAULT, "stranger@example.org", "192.0.2.1"), PASSWORD) is None
    assert actions() == [("account.refused", f"account:{account_id}"), ("account.refused", "account:unknown")]
    assert not any("stranger" in entry.detail for entry in db.session.scalars(select(AuditEntry)))


@pytest.mark.parametrize("kind", ["wrong", "unknown", "inactive", "not accepted"])
def test_every_refusal_takes_the_same_work(account_id: int, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted, not timed: one comparison of a password, and as many statements to the database."""
    if kind in ("inactive", "not accepted"):
        gone = {"active": False} if kind == "inactive" else {"password": None}
        with transaction() as session:
            session.execute(update(Account).values(**gone))
    compared: list[str] = []
    hasher = PasswordHasher()

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
            compared.append(str(password))
            return hasher.verify(hash, password)

    monkeypatch.setattr(passwords, "_hasher", Counting())
    with counted() as statements:
        email, given = ("stranger@example.org", PASSWORD) if kind == "unknown" else (EMAIL, "wrong, whoever it is")
        assert enter(Door(VAULT, email, "192.0.2.1"), PASSWORD if kind == "inactive" else given) is None
    assert len(compared) == 1
    assert len(statements) == 14


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that are sent to the database within it."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield statements
    event.remove(db.engine, "before_cursor_execute", note)


def test_ten_attempts_in_a_quarter_of_an_hour_and_then_the_right_one_is_refused_too(account_id: int) -> None:
    with time_machine.travel("2026-11-27T12:00:00Z", tick=False) as clock:
        for _ in range(10):
            assert enter(DOOR, "wrong") is None
        with pytest.raises(Refused, match="Try again in 15 minutes"):
            enter(DOOR, PASSWORD)
        with pytest.raises(Refused):
            enter(Door(VAULT, EMAIL, "198.51.100.9"), PASSWORD)  # from anywhere
        with pytest.raises(Refused):
            enter(Door(VAULT, "other@example.org", "192.0.2.1"), PASSWORD)  # and from there to any account
        clock.shift(timedelta(minutes=15, seconds=1))
        assert enter(DOOR, PASSWORD)
        assert enter(DOOR, PASSWORD)


def test_the_longer_it_goes_on_the_longer_one_waits(account_id: int) -> None:
    with time_machine.travel("2026-11-27T12:00:00Z", tick=False) as clock:
        for _ in range(3):
            for _ in range(10):
                enter(DOOR, "wrong")
            clock.shift(timedelta(minutes=16))
        with pytest.raises(Refused, match="132 minutes"):
            enter(DOOR, PASSWORD)
        clock.shift(timedelta(hours=24))
        assert enter(DOOR, PASSWORD)


def test_an_unknown_address_is_slowed_down_alike(account_id: int) -> None:
    for network in range(10):
        enter(Door(VAULT, "stranger@example.org", f"192.0.2.{network}"), "wrong")
    with pytest.raises(Refused, match="too many attempts"):
        enter(Door(VAULT, "stranger@example.org", "192.0.2.99"), "wrong")


def test_what_is_kept_of_attempts_names_nobody(account_id: int) -> None:
    enter(DOOR, "wrong")
    keys = [each.key for each in db.session.scalars(select(SignInAttempt))]
    assert len(keys) == 2
    assert all(len(key) == 64 and EMAIL not in key for key in keys)
    assert VAULT.mark("network:192.0.2.1") in keys
    assert Vault(b"o" * 32).mark("network:192.0.2.1") not in keys


def test_the_second_step_is_slowed_down_too_and_the_password_does_not_reset_it(account_id: int) -> None:
    with time_machine.travel("2026-11-27T12:00:00Z", tick=False) as clock:
        second = new_second()
        turn_on(VAULT, account_id, second, second.code_at(step()))
        entry = enter(DOOR, PASSWORD)
        assert entry
        assert entry.needs_code
        for _ in range(9):
            assert not enter_code(DOOR, account_id, entry.stamp, "000000")
        with pytest.raises(Refused):
            enter(DOOR, PASSWORD)
        clock.shift(timedelta(minutes=16))
        code = second.code_at(step())
        assert not enter_code(DOOR, account_id, "another stamp", code)
        assert enter_code(DOOR, account_id, entry.stamp, code)
        assert not enter_code(DOOR, account_id, entry.stamp, code)


def step() -> int:
    """The step of the second step's codes that it is now."""
    return int(now().timestamp()) // STEP


def test_a_password_kept_with_weaker_settings_is_kept_anew(account_id: int) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with transaction() as session:
        session.execute(update(Account).values(password=weak))
    assert enter(DOOR, PASSWORD)
    assert db.session.get_one(Account, account_id).password != weak
    assert enter(DOOR, PASSWORD)
