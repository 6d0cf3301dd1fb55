"""A proposal: rules, figures and people, frozen together, that an accountant approves or returns."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Moment
from planner.models.company import Company
from planner.models.year import Year


class Proposal(Base):
    """Never changed, but for `cards` (names and addresses, which can be erased): what is approved is what was seen."""

    __tablename__ = "proposal"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)  # made by the form, so that one sent twice counts once
    identity: Mapped[str] = mapped_column(index=True)  # SHA-256 over scheme, company, people
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), index=True)
    year_id: Mapped[int] = mapped_column(ForeignKey("year.id"))
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("draft.id"))
    scheme: Mapped[str] = mapped_column(Text)  # canonical JSON
    company_file: Mapped[str] = mapped_column(Text)  # canonical JSON: name, place, contact, facts
    people: Mapped[str] = mapped_column(Text)  # canonical JSON
    cards: Mapped[str | None] = mapped_column(Text)  # JSON: number → {name, email}
    announcement: Mapped[str | None] = mapped_column(Text)  # JSON: what is said to those who share, by language
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("run.id"))
    downward: Mapped[str | None]  # of a correction: what happens where it is less, "recovered" or "waived"
    why: Mapped[str | None]  # of a correction: its reason, by language (JSON)
    year_version: Mapped[int]  # what it was made from: other figures or people since make it stale
    people_revision: Mapped[int]
    cents: Mapped[int] = mapped_column(BigInteger)
    statements: Mapped[int]
    sharing: Mapped[int]
    proposed_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    proposed_at: Mapped[datetime] = mapped_column(Moment)

    company: Mapped[Company] = relationship()
    year: Mapped[Year] = relationship()


class Decision(Base):
    """What became of a proposal: once, and never changed."""

    __tablename__ = "decision"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True)
    kind: Mapped[str]  # "approved", "returned", "withdrawn"
    reason: Mapped[str | None]  # why it was returned or withdrawn, or why one person could both propose and approve
    issue_on: Mapped[date | None]  # the date on the statements
    decided_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime] = mapped_column(Moment)
    by_proposer: Mapped[bool] = mapped_column(default=False)  # the four eyes were waived; shown wherever it matters

    proposal: Mapped[Proposal] = relationship()
