"""Attempts to sign in that failed: what slows down who guesses."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from planner.models.base import Base, Moment


class SignInAttempt(Base):
    """Kept by the hash of what was tried (an address, a network address) and forgotten after a day."""

    __tablename__ = "sign_in_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(Moment)
