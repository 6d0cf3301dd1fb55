"""Signing in: with a password, and with a code if the account asks for one. Guessing is slowed down, and logged."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from planner.models import Account, db
from planner.operations.audit import Actor, record
from planner.operations.clock import now
from planner.operations.passwords import hashed, is_outdated, matches
from planner.operations.second_step import use_code
from planner.operations.throttle import attempt, take_back
from planner.operations.transaction import transaction
from planner.operations.vault import Vault


@dataclass(frozen=True)
class Door:
    """Where somebody tries to come in: under which address, and from which network address."""

    vault: Vault
    email: str
    network: str

    @property
    def account_key(self) -> str:
        """The mark that attempts under this address are counted by."""
        return account_key(self.vault, self.email)

    @property
    def keys(self) -> tuple[str, ...]:
        """All marks that an attempt is counted by."""
        return self.account_key, self.network_key

    @property
    def network_key(self) -> str:
        """The mark that attempts from this network address are counted by."""
        return self.vault.mark(f"network:{self.network}")


@dataclass(frozen=True)
class Entry:
    """Somebody whose password was right. `stamp` changes with the password: an entry doesn't outlive it."""

    account_id: int
    stamp: str
    needs_code: bool
    language: str | None


def account_key(vault: Vault, email: str) -> str:
    """The mark of an address, known here or not."""
    return vault.mark(f"account:{email.strip().lower()}")


def enter(door: Door, password: str) -> Entry | None:
    """The account that these let in, if there is one; an unknown address takes as long as a wrong password.

    Raises Refused if there were too many attempts.
    """
    with transaction() as session:
        attempt(session, door.keys)
    account = db.session.scalar(select(Account).where(Account.email == door.email.strip().lower()))
    is_right = matches(password, account.password if account else None)
    if account is None or not account.active or not is_right:
        _refused(account.id if account else None)
        return None
    entry = Entry(account.id, stamp_of(account), account.totp is not None, account.language)
    if not entry.needs_code:
        _entered(door, entry.account_id, password)
    return entry


def enter_code(door: Door, account_id: int, stamp: str, code: str) -> bool:
    """Whether the second step is right too. Raises Refused after too many attempts, or if the entry is over."""
    with transaction() as session:
        attempt(session, door.keys)
    with transaction() as session:
        account = session.get_one(Account, account_id)
        is_right = account.active and stamp_of(account) == stamp and use_code(account, code, door.vault, now())
    if not is_right:
        _refused(account_id)
        return False
    _entered(door, account_id)
    return True


def stamp_of(account: Account) -> str:
    """Changes with each new password."""
    return account.password_set_at.isoformat() if account.password_set_at else ""


def _entered(door: Door, account_id: int, password: str | None = None) -> None:
    with transaction() as session:
        take_back(session, door.account_key, door.network_key)
        account = session.get_one(Account, account_id)
        account.signed_in_at = now()
        _keep_stronger(account, password)
        record(session, Actor(account_id, None), "account.signed_in", f"account:{account_id}")


def _keep_stronger(account: Account, password: str | None) -> None:
    if password is not None and account.password and is_outdated(account.password):
        account.password = hashed(password)


def _refused(account_id: int | None) -> None:
    with transaction() as session:
        record(session, Actor(None, None), "account.refused", f"account:{account_id or 'unknown'}")
