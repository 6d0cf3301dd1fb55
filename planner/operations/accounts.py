"""Accounts and who is a member of which company."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.models import Account, Membership, Role, db
from planner.operations.clock import now
from planner.operations.passwords import hashed, matches


@dataclass(frozen=True)
class Who:
    """Somebody as they are addressed."""

    name: str
    email: str


def account_for(session: Session, who: Who, password: str | None = None) -> Account:
    """The account of this address, made if there is none."""
    email = who.email.strip().lower()
    account = session.scalar(select(Account).where(Account.email == email))
    if account is None:
        account = Account(email=email, name=who.name, fs_uniquifier=secrets.token_hex(16), created_at=now())
        session.add(account)
    if password is not None:
        account.password, account.password_set_at = hashed(password), now()
    session.flush()
    return account


def give_role(session: Session, account: Account, company_id: int, role: Role, number: str | None = None) -> None:
    """Make somebody a member in this role, or again if that had ended."""
    held = select(Membership).where(Membership.account_id == account.id, Membership.company_id == company_id)
    membership = session.scalar(held.where(Membership.role == role)) or Membership(
        account_id=account.id, company_id=company_id, role=role, since=now()
    )
    membership.person_number, membership.ended_at = number, None
    session.add(membership)
    session.flush()


def account_of(email: str, password: str) -> int | None:
    """The account that these let in, if there is one; an unknown address takes as long as a wrong password."""
    account = db.session.scalar(select(Account).where(Account.email == email.strip().lower()))
    is_right = matches(password, account.password if account else None)
    return account.id if account and account.active and is_right else None
