"""Accepting an invitation: with a new account and its password, or with the account that one has."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.errors import Refused, refuse
from planner.models import Account, Invitation, Role
from planner.operations.accounts import Who, account_for, give_role
from planner.operations.audit import Actor, record
from planner.operations.clock import now
from planner.operations.passwords import fault_in
from planner.operations.tokens import hash_of
from planner.operations.transaction import transaction


def accept_new(token: str, name: str, password: str) -> int:
    """Make the account that was invited; gives its number. Raises Refused: the link is over, the password too weak."""
    with transaction() as session:
        invitation = _open(session, token)
        if fault := fault_in(password, (invitation.email, invitation.company.name)):
            raise Refused([fault])
        known = session.scalar(select(Account).where(Account.email == invitation.email))
        if known is not None and known.password:
            raise refuse("", "There is an account with this address already. Sign in to accept the invitation.")
        account = account_for(session, Who(name.strip() or invitation.name, invitation.email), password)
        account.name, account.signed_in_at = name.strip() or invitation.name, now()
        _accept(session, invitation, account)
        return account.id


def accept_as(token: str, account_id: int) -> int:
    """Take the invitation with the account of its address, which is signed in; gives the company's number.

    Raises Refused if the link is over or is meant for somebody else.
    """
    with transaction() as session:
        invitation, account = _open(session, token), session.get_one(Account, account_id)
        if account.email != invitation.email:
            raise refuse("", "This invitation is for {email}. Sign in with that address.", email=invitation.email)
        _accept(session, invitation, account)
        return invitation.company_id


def _open(session: Session, token: str) -> Invitation:
    of_token = select(Invitation).where(Invitation.token_hash == hash_of(token), Invitation.expires_at > now())
    found = session.scalar(of_token.where(Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None)))
    if found is None:
        raise refuse("", "This link works no longer.")
    return found


def _accept(session: Session, invitation: Invitation, account: Account) -> None:
    invitation.accepted_at = now()
    give_role(session, account, invitation.company_id, Role(invitation.role), invitation.person_number)
    actor = Actor(account.id, invitation.company_id)
    record(session, actor, "invitation.accepted", f"invitation:{invitation.id}", role=invitation.role)
