"""The outbox: e-mail is written in the same transaction as the deed that it tells of, and sent afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from planner.config import is_email
from planner.models import Message, db
from planner.operations.clock import now


@dataclass(frozen=True)
class Letter:
    """An e-mail to be written. `key` says what it is about, so that nobody gets it twice."""

    key: str
    recipient: str
    subject: str
    body: str
    company_id: int | None = None


@dataclass(frozen=True)
class Written:
    """An e-mail in the outbox. `body` is None once it was sent."""

    id: int
    recipient: str
    subject: str
    body: str | None
    at: datetime


def write(session: Session, *letters: Letter) -> None:
    """Put letters in the outbox. Raises ValueError for what could reach into the headers of an e-mail."""
    for letter in letters:
        if not is_email(letter.recipient) or not letter.subject.isprintable():
            raise ValueError("an e-mail goes to one address, with a subject of one line")
    moment = now()
    session.add_all(
        Message(
            key=letter.key,
            company_id=letter.company_id,
            recipient=letter.recipient,
            subject=letter.subject,
            body=letter.body,
            created_at=moment,
            attempts=0,
        )
        for letter in letters
    )


def outbox(company_id: int, offset: int = 0, limit: int = 100) -> Sequence[Written]:
    """What was written for a company, the latest first."""
    of_company = select(Message).where(Message.company_id == company_id).order_by(Message.id.desc())
    found = db.session.scalars(of_company.offset(offset).limit(limit))
    return [Written(each.id, each.recipient, each.subject, each.body, each.created_at) for each in found]


def count_outbox(company_id: int) -> int:
    """How many there are."""
    return db.session.scalar(select(func.count(Message.id)).where(Message.company_id == company_id)) or 0


def count_waiting(company_id: int) -> int:
    """How many were not sent yet."""
    waiting = select(func.count(Message.id)).where(Message.company_id == company_id, Message.sent_at.is_(None))
    return db.session.scalar(waiting) or 0
