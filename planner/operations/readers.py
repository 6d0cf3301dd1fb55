"""Who somebody is, and what they may read: an account with its roles in each company."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from planner.models import Account, Company, Membership, Role, db


@dataclass(frozen=True)
class Seat:
    """Somebody's place in one company."""

    company_id: int
    company: str
    roles: frozenset[Role]
    person_number: str | None = None  # of an employee: whose statements are theirs


@dataclass(frozen=True)
class Reader:
    """Somebody who is signed in."""

    account_id: int
    name: str
    email: str
    language: str | None
    seats: Mapping[int, Seat]  # by company

    def roles_in(self, company_id: int | None) -> frozenset[Role]:
        """Their roles in a company: none if they are no member."""
        seat = self.seats.get(company_id or 0)
        return seat.roles if seat else frozenset()


def find_reader(account_id: int) -> Reader | None:
    """The reader behind an account that can sign in, if there is one."""
    account = db.session.get(Account, account_id)
    if account is None or not account.active:
        return None
    return Reader(account.id, account.name, account.email, account.language, _seats(account_id))


def _seats(account_id: int) -> dict[int, Seat]:
    held = (
        select(Membership, Company.name)
        .join(Membership.company)
        .where(Membership.account_id == account_id, Membership.ended_at.is_(None))
        .order_by(Company.name, Company.id)
    )
    seats: dict[int, Seat] = {}
    for membership, name in db.session.execute(held):
        before = seats.get(membership.company_id) or Seat(membership.company_id, name, frozenset())
        number = membership.person_number or before.person_number
        seats[membership.company_id] = Seat(before.company_id, name, before.roles | {Role(membership.role)}, number)
    return seats
