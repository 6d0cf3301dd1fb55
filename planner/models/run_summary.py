"""What a run's page says, kept beside it: working it out again takes as long as the run has people."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from planner.models.base import Base


class RunSummary(Base):
    """Words, not facts: made again by another version of the program, from what was issued."""

    __tablename__ = "run_summary"

    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    made_by: Mapped[str]  # the program and its version
    content: Mapped[str] = mapped_column(Text)  # JSON
