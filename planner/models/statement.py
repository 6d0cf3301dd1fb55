"""A statement as it was issued: the hashed facts, and beside them the name that may have to be erased."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base
from planner.models.run import Run


class Statement(Base):
    """Never changed, but for `name` and `email`: they are no part of what is hashed."""

    __tablename__ = "statement"
    __table_args__ = (UniqueConstraint("run_id", "position"), UniqueConstraint("run_id", "person_number"))

    id: Mapped[int] = mapped_column(primary_key=True)
    identity: Mapped[str] = mapped_column(unique=True)  # SHA-256 of the document, 64 hex digits
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    position: Mapped[int]  # from 1, in the order of the run
    person_number: Mapped[str]
    shares: Mapped[bool]
    reason: Mapped[str | None]  # the name of the condition that somebody who does not share fails
    cents: Mapped[int] = mapped_column(BigInteger)
    document: Mapped[str] = mapped_column(Text)  # canonical JSON
    name: Mapped[str | None]
    email: Mapped[str | None]

    run: Mapped[Run] = relationship()
