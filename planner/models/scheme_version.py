"""A version of a scheme: the rules as they were when somebody was paid by them."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base
from planner.models.company import Company


class SchemeVersion(Base):
    """Never changed: other rules are another version, numbered from 1 for each scheme of a company."""

    __tablename__ = "scheme_version"
    __table_args__ = (UniqueConstraint("company_id", "identity"), UniqueConstraint("company_id", "name", "version"))

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    name: Mapped[str]  # "winstdeling-2026"
    version: Mapped[int]
    identity: Mapped[str]  # SHA-256 of the document, 64 hex digits
    document: Mapped[str] = mapped_column(Text)  # canonical JSON

    company: Mapped[Company] = relationship()
