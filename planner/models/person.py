"""Somebody in a company's year: their facts as a scheme takes them, and beside them who they are."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planner.models.base import Base


class Person(Base):
    """One JSON of facts a row: ten thousand people are read in one go."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("year_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year_id: Mapped[int] = mapped_column(ForeignKey("year.id"))
    number: Mapped[str]  # of the payroll; the same in every year
    position: Mapped[int]  # in the file that they came from
    name: Mapped[str | None]
    email: Mapped[str | None]
    facts: Mapped[str] = mapped_column(Text)  # JSON, as the contract's person without `id`
