"""The outbox: e-mail that was written, whether or not it could be sent yet."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from planner.models.base import Base, Moment


class Message(Base):
    """A job sends it by SMTP, if that is set up; the body goes once it is sent, for links in it open doors."""

    __tablename__ = "message"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)  # what it is about, so that nobody gets it twice
    company_id: Mapped[int | None] = mapped_column(ForeignKey("company.id"), index=True)
    recipient: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None]
