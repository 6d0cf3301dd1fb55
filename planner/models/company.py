"""A company: whose schemes and runs these are."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from planner.models.base import Base


class Company(Base):
    """Known by its name. Its place and its contact stand in each run, as they were when it was issued."""

    __tablename__ = "company"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
