"""Where a run came from: the proposal that it carries out, and the run that it corrects."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from planner.models.base import Base


class RunOrigin(Base):
    """Issued with its run, and final like it: a proposal is carried out once, a run is corrected once."""

    __tablename__ = "run_origin"

    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), unique=True)
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("run.id"), unique=True)
