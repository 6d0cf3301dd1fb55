"""The log: who did what, and who saw whose figures. Each entry holds the hash of the one before it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from planner.models.base import Base, Moment


class AuditEntry(Base):
    """Never changed. The chain is of the whole installation; each company reads its own entries."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)  # the order of what happened; clocks may go back
    at: Mapped[datetime] = mapped_column(Moment)
    company_id: Mapped[int | None] = mapped_column(ForeignKey("company.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))  # None: the command line, or a job
    action: Mapped[str]  # "statement.seen", "draft.saved", "run.approved"
    subject: Mapped[str] = mapped_column(index=True)  # "statement:3f1f…", "draft:12"
    detail: Mapped[str] = mapped_column(Text)  # JSON, without pay and without names
    previous: Mapped[str]
    identity: Mapped[str] = mapped_column(unique=True)  # SHA-256 over all of the above
