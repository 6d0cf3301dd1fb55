"""A company's year: its period, its own figures, and the people that a scheme is worked out over."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base
from planner.models.company import Company


class Year(Base):
    """Can be edited until it is over; what was proposed or issued from it holds its own copy."""

    __tablename__ = "year"
    __table_args__ = (UniqueConstraint("company_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    name: Mapped[str]  # "2026", or "2026-2027"
    period_from: Mapped[date]
    period_to: Mapped[date]
    facts: Mapped[str] = mapped_column(Text, default="{}")  # JSON: name → {value, title, source, unit}
    people_revision: Mapped[int] = mapped_column(default=0)  # goes up with each change to the people
    version: Mapped[int] = mapped_column()

    company: Mapped[Company] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # mypy: SQLAlchemy declares it as the instance's
