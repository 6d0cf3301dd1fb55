"""A new company, with its first founder invited."""

from __future__ import annotations

from sqlalchemy import select

from planner.errors import refuse
from planner.models import Company, Message, Role, db
from planner.operations.audit import Actor, record
from planner.operations.invitations import Guest, Sender, invite_within
from planner.operations.transaction import transaction


def found_company(name: str, founder: str, language: str, address: str) -> int:
    """Make a company and invite its founder (an e-mail address); gives its number. Raises Refused, and nothing is made.

    Without an account yet a founder is called by the part of their address before the @.
    """
    guest = Guest(founder.partition("@")[0], founder, Role.FOUNDER)
    if not name.strip():
        raise refuse("", "Fill in the name.")
    with transaction() as session:
        company = Company(name=name.strip())
        session.add(company)
        session.flush()
        actor = Actor(None, company.id)
        record(session, actor, "company.made", f"company:{company.id}")
        invite_within(session, Sender(actor, language, address), company, [guest])
        return company.id


def founder_link(company_id: int) -> str:
    """The link in the first e-mail that a new company's founder gets; empty once it was sent."""
    body = db.session.scalar(select(Message.body).where(Message.company_id == company_id).order_by(Message.id))
    return next((line for line in (body or "").splitlines() if "/invitation/" in line), "")


def is_sample(company_id: int) -> bool:
    """Whether its people are invented."""
    return bool(db.session.scalar(select(Company.is_sample).where(Company.id == company_id)))
