"""Who may approve what somebody proposes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from planner.models import Account, Company, Membership, Role, db


@dataclass(frozen=True)
class Approvers:
    """The names of the accountants who may; `waiver` is why, in a company of one, its proposer may too."""

    names: Sequence[str]
    waiver: str


def approvers_of(company_id: int, proposer: int) -> Approvers:
    """Who may approve what this account proposes: every accountant of the company but itself."""
    held = (
        select(Account.name)
        .join(Membership, Membership.account_id == Account.id)
        .where(
            Membership.company_id == company_id,
            Membership.role == Role.ACCOUNTANT,
            Membership.ended_at.is_(None),
            Account.id != proposer,
        )
        .order_by(Account.name)
    )
    waiver = db.session.scalar(select(Company.one_approver).where(Company.id == company_id))
    return Approvers(db.session.scalars(held).all(), waiver or "")
