"""A way back in for who forgot their password: a link that works once, for half an hour."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from planner.models.base import Base, Moment


class PasswordReset(Base):
    """Only the hash of the link's token is kept. Used, or overtaken by a new password, the row goes."""

    __tablename__ = "password_reset"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    expires_at: Mapped[datetime] = mapped_column(Moment)
