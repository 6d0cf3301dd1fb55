"""A company: whose people, schemes and runs these are. Companies in one installation never see each other."""

from __future__ import annotations

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from planner.models.base import Base


class Company(Base):
    """What is true now; how it was called when something was issued stands in each run."""

    __tablename__ = "company"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    place: Mapped[str | None]
    contact: Mapped[str] = mapped_column(Text, default="[]")  # JSON: the lines that say whom to ask
    one_approver: Mapped[str | None]  # why nobody else can approve here; None: whoever proposed may not approve
    is_sample: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # mypy: SQLAlchemy declares it as the instance's
