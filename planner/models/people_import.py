"""A people file that was uploaded and not yet taken over: its reader sees first what it would change."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from planner.models.base import Base, Moment


class PeopleImport(Base):
    """Gone once it is taken over or dropped, and after a day: it is full of pay."""

    __tablename__ = "people_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    year_id: Mapped[int] = mapped_column(ForeignKey("year.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    files: Mapped[str] = mapped_column(Text)  # JSON: part → file name
    people: Mapped[bytes] = mapped_column(LargeBinary)
    changes: Mapped[bytes | None] = mapped_column(LargeBinary)
    absences: Mapped[bytes | None] = mapped_column(LargeBinary)
    reading: Mapped[str] = mapped_column(Text, default="{}")  # JSON: how it is to be read, as its reader said
