"""An invitation: a link that makes somebody a member, once, within a week."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Moment
from planner.models.company import Company


class Invitation(Base):
    """Only the hash of the link's token is kept: who reads the database can't use it."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), index=True)
    email: Mapped[str]
    name: Mapped[str]
    role: Mapped[str]
    person_number: Mapped[str | None]
    invited_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))  # None: from the command line
    created_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    accepted_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)

    company: Mapped[Company] = relationship()
