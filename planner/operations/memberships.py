"""Who has access to a company, and ending that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session

from planner.errors import refuse
from planner.models import Account, Membership, Role, db, folded
from planner.operations.audit import Actor, record
from planner.operations.clock import now
from planner.operations.sessions import end_sessions_of
from planner.operations.transaction import transaction

_ORDER = case({role.value: place for place, role in enumerate(Role)}, value=Membership.role)


@dataclass(frozen=True)
class Member:
    """Somebody's role in a company. `last` is when they last signed in."""

    id: int
    name: str
    email: str
    role: Role
    number: str | None
    since: datetime
    last: datetime | None
    is_last_founder: bool


def members(company_id: int, sought: str = "", offset: int = 0, limit: int = 100) -> Sequence[Member]:
    """A page of them: founders first, employees last, then by name."""
    founders = count_founders(company_id)
    found = (
        select(Membership, Account)
        .join(Membership.account)
        .where(*_held(company_id), *_has(sought))
        .order_by(_ORDER, func.folded(Account.name), Membership.id)
    )
    rows = db.session.execute(found.offset(offset).limit(limit))
    return [_line(membership, account, founders) for membership, account in rows]


def count_members(company_id: int, sought: str = "") -> int:
    """How many roles are held, of people who have `sought` in their name or address."""
    found = select(func.count(Membership.id)).join(Membership.account)
    return db.session.scalar(found.where(*_held(company_id), *_has(sought))) or 0


def count_people(company_id: int) -> int:
    """How many people have access, whatever their roles."""
    people = select(func.count(Membership.account_id.distinct())).where(*_held(company_id))
    return db.session.scalar(people) or 0


def count_founders(company_id: int) -> int:
    """How many founders a company has."""
    founders = select(func.count(Membership.id)).where(*_held(company_id), Membership.role == Role.FOUNDER)
    return db.session.scalar(founders) or 0


def find_member(company_id: int, membership_id: int) -> Member | None:
    """One role in this company, if it is held."""
    held = select(Membership, Account).join(Membership.account).where(*_held(company_id))
    row = db.session.execute(held.where(Membership.id == membership_id)).first()
    return _line(*row, count_founders(company_id)) if row else None


def end_role(actor: Actor, company_id: int, membership_id: int) -> None:
    """It ends now, and so do all sessions of its holder. A role that ended already stays so.

    Raises Refused for the last founder: nobody could let anyone in again.
    """
    with transaction() as session:
        membership = _find(session, company_id, membership_id)
        if membership is None:
            return
        if membership.role == Role.FOUNDER and count_founders(company_id) == 1:
            raise refuse("", "This is the last founder. Invite another founder first.")
        membership.ended_at = now()
        end_sessions_of(session, membership.account_id)
        subject = f"account:{membership.account_id}"
        record(session, actor, "role.ended", subject, role=membership.role)


def _find(session: Session, company_id: int, membership_id: int) -> Membership | None:
    return session.scalar(select(Membership).where(*_held(company_id), Membership.id == membership_id))


def _held(company_id: int) -> Sequence[ColumnElement[bool]]:
    return Membership.company_id == company_id, Membership.ended_at.is_(None)


def _has(sought: str) -> Sequence[ColumnElement[bool]]:
    part = folded(sought.strip())
    if not part:
        return ()
    in_name = func.folded(Account.name).contains(part, autoescape=True)
    return (or_(in_name, Account.email.contains(part, autoescape=True)),)


def _line(membership: Membership, account: Account, founders: int) -> Member:
    role = Role(membership.role)
    return Member(
        membership.id,
        account.name,
        account.email,
        role,
        membership.person_number,
        membership.since,
        account.signed_in_at,
        role is Role.FOUNDER and founders == 1,
    )
