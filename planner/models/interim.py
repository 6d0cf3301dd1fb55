"""How a year is going: figures up to a day that a founder chose to share. A guess, never a promise."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Moment
from planner.models.year import Year


class Interim(Base):
    """Never changed: newer figures are another row, and the latest is shown."""

    __tablename__ = "interim"

    id: Mapped[int] = mapped_column(primary_key=True)
    year_id: Mapped[int] = mapped_column(ForeignKey("year.id"), index=True)
    as_of: Mapped[date]
    next_on: Mapped[date | None]  # when the next figures come
    scheme: Mapped[str] = mapped_column(Text)  # canonical JSON: the rule that the estimate follows
    facts: Mapped[str] = mapped_column(Text)  # JSON, as a year's
    shared_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    shared_at: Mapped[datetime] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)

    year: Mapped[Year] = relationship()
