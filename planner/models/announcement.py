"""An announcement: a milestone was reached, and those who share in it are thanked."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from planner.models.base import Base


class Announcement(Base):
    """Issued with its run, and final like it."""

    __tablename__ = "announcement"

    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), primary_key=True)
    words: Mapped[str] = mapped_column(Text)  # JSON: {"title": {nl, en}, "text": {nl, en}, "thanks": {nl, en}}
