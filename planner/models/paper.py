"""A statement on paper, made once a language: the same bytes whenever it is made again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from planner.models.base import Base, Moment


class Paper(Base):
    """Beside its statement in the one database, so that a kill or a full disk leaves no half of it."""

    __tablename__ = "paper"

    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"), primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(Moment)
