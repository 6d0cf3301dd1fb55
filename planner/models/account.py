"""An account: somebody who can sign in, for whichever companies they are a member of."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from planner.models.base import Base, Moment


class Account(Base):
    """Known by an e-mail address, kept in small letters. Without a password nobody has accepted it yet."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password: Mapped[str | None]  # argon2id
    active: Mapped[bool] = mapped_column(default=True)
    totp: Mapped[str | None] = mapped_column(Text)  # sealed: the second step's secret and the last code used
    recovery_codes: Mapped[str | None] = mapped_column(Text)  # JSON: the hashes of those not used yet
    language: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(Moment)
    password_set_at: Mapped[datetime | None] = mapped_column(Moment)
    signed_in_at: Mapped[datetime | None] = mapped_column(Moment)  # the last time
