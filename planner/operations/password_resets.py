"""A forgotten password: a link by e-mail, that works once, for half an hour.

Who asks learns nothing of who has an account.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from planner.errors import Refused, refuse
from planner.models import Account, PasswordReset, db
from planner.operations import mail_words
from planner.operations.audit import Actor, record
from planner.operations.clock import now
from planner.operations.messages import write
from planner.operations.own_account import keep_password, names_of, sole_company
from planner.operations.passwords import fault_in
from planner.operations.sign_in import Door, account_key
from planner.operations.throttle import attempt, take_back
from planner.operations.tokens import hash_of, new_token
from planner.operations.transaction import transaction
from planner.operations.vault import Vault

HALF_AN_HOUR = timedelta(minutes=30)


def ask(door: Door, language: str, address: str) -> None:
    """Send a link to this address if there is an account; nothing shows whether there was.

    Raises Refused after too many requests.
    """
    asking = tuple(door.vault.mark(f"reset:{key}") for key in door.keys)
    with transaction() as session:
        attempt(session, asking)
        token, moment = new_token(), now()
        session.execute(delete(PasswordReset).where(PasswordReset.expires_at < moment))
        account = session.scalar(select(Account).where(Account.email == door.email.strip().lower()))
        if account is not None and account.active and account.password:
            session.add(
                PasswordReset(token_hash=hash_of(token), account_id=account.id, expires_at=moment + HALF_AN_HOUR)
            )
            link = f"{address}/new-password/{token}"
            words = mail_words.reset(account.language or language, account.name, link)
            key = f"reset:{hash_of(token)}"
            write(session, mail_words.letter(key, account.email, words, sole_company(session, account.id)))


def whose(token: str) -> str | None:
    """The address of the account that a link is for, if it still works."""
    found = select(Account.email).join(PasswordReset, PasswordReset.account_id == Account.id)
    living = found.where(PasswordReset.token_hash == hash_of(token), PasswordReset.expires_at > now(), Account.active)
    return db.session.scalar(living)


def choose(vault: Vault, token: str, password: str) -> None:
    """The new password; all sessions end, and so do all links.

    Raises Refused if the link is over or the password too weak.
    """
    with transaction() as session:
        account = _account(session, token)
        if fault := fault_in(password, names_of(session, account)):
            raise Refused([fault])
        keep_password(session, account, password)
        take_back(session, account_key(vault, account.email))
        record(session, Actor(account.id, None), "account.password_reset", f"account:{account.id}")


def _account(session: Session, token: str) -> Account:
    reset = session.get(PasswordReset, hash_of(token))
    account = session.get(Account, reset.account_id) if reset and reset.expires_at > now() else None
    if account is None or not account.active:
        raise refuse("", "This link works no longer.")
    return account
