"""Who may do what in which company: one row a role. A role that ended stays on record."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.account import Account
from planner.models.base import Base, Moment
from planner.models.company import Company


class Role(StrEnum):
    """How somebody reads a company. One person may have several, and others in another company."""

    FOUNDER = "founder"
    ACCOUNTANT = "accountant"
    COUNCIL = "council"
    EMPLOYEE = "employee"


class Membership(Base):
    """An employee's `person_number` says which statements are theirs, after they left too."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("account_id", "company_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), index=True)
    role: Mapped[str]
    person_number: Mapped[str | None]
    since: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    account: Mapped[Account] = relationship()
    company: Mapped[Company] = relationship()
