"""A scheme in the making: several stand side by side until one is proposed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Moment
from planner.models.company import Company
from planner.models.scheme_version import SchemeVersion
from planner.models.year import Year


class Draft(Base):
    """`step` points into its history; going back a step is undo."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("company_id", "scheme", "letter"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    year_id: Mapped[int] = mapped_column(ForeignKey("year.id"))  # whose people and figures it is tried on
    scheme: Mapped[str]  # "winstdeling-2027"
    letter: Mapped[str]  # A, B, …
    base_version_id: Mapped[int | None] = mapped_column(ForeignKey("scheme_version.id"))
    step: Mapped[int]
    discarded_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column()

    company: Mapped[Company] = relationship()
    year: Mapped[Year] = relationship()
    base_version: Mapped[SchemeVersion | None] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # mypy: SQLAlchemy declares it as the instance's


class DraftStep(Base):
    """The whole document after one change."""

    __tablename__ = "draft_step"

    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)  # from 1
    document: Mapped[str] = mapped_column(Text)  # JSON as it was written; it may not be right yet
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(Moment)
