"""The list of people that the last import replaced, so that it can be put back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from planner.models.base import Base, Moment


class FormerPeople(Base):
    """One a year. Gone when the next import comes, when it is put back, and after a month: it is full of pay."""

    __tablename__ = "former_people"

    year_id: Mapped[int] = mapped_column(ForeignKey("year.id"), primary_key=True)
    import_id: Mapped[int]  # the import that replaced it: a form sent twice finds it here
    replaced_at: Mapped[datetime] = mapped_column(Moment)
    count: Mapped[int]
    people_revision: Mapped[int]  # of the year, once the import was taken over
    people: Mapped[bytes] = mapped_column(LargeBinary)  # JSON, compressed
