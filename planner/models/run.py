"""A run: a scheme carried out over a company's people, as it was issued."""

from __future__ import annotations

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base
from planner.models.company import Company
from planner.models.scheme_version import SchemeVersion


class Run(Base):
    """Never changed: a correction is another run that names the one it replaces."""

    __tablename__ = "run"
    __table_args__ = (CheckConstraint("sharing <= statements", name="sharing_within_statements"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    identity: Mapped[str] = mapped_column(unique=True)  # SHA-256 of the document, 64 hex digits
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), index=True)
    scheme_version_id: Mapped[int] = mapped_column(ForeignKey("scheme_version.id"), index=True)
    issued_on: Mapped[date]
    period_from: Mapped[date | None]
    period_to: Mapped[date | None]
    cents: Mapped[int] = mapped_column(BigInteger)  # the amounts of all statements together
    statements: Mapped[int]  # how many people it speaks of
    sharing: Mapped[int]  # how many of them share
    document: Mapped[str] = mapped_column(Text)  # canonical JSON

    company: Mapped[Company] = relationship()
    scheme_version: Mapped[SchemeVersion] = relationship()
