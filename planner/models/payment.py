"""A payment: what a statement promised went with the pay of a payroll period."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from planner.models.base import Base, Moment


class Payment(Base):
    """Never changed. Of a correction, `cents` is what it added to or took from what was paid before."""

    __tablename__ = "payment"

    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"), primary_key=True)
    period: Mapped[str]  # "2027-04"
    cents: Mapped[int] = mapped_column(BigInteger)
    marked_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    marked_at: Mapped[datetime] = mapped_column(Moment)
