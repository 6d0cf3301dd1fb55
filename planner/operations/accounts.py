"""Accounts and who is a member of which company."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.models import Account, Membership, Role
from planner.operations.clock import now
from planner.operations.passwords import hashed


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
        account = Account(email=email, name=who.name, created_at=now())
        session.add(account)
    if password is not None:
        account.password, account.password_set_at = hashed(password), now()
    session.flush()
    return account


def give_role(session: Session, account: Account, company_id: int, role: Role, number: str | None = None) -> None:
    """Make somebody a member in this role, or again if that had ended."""
    held = select(Membership).where(Membership.account_id == account.id, Membership.company_id == company_id)
    membership = session.scalar(held.where(Membership.role == role))
    if membership is None or membership.ended_at:
        membership = membership or Membership(account_id=account.id, company_id=company_id, role=role)
        membership.since = now()
    membership.person_number, membership.ended_at = number, None
    session.add(membership)
    session.flush()
