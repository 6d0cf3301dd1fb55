"""The log of who did what and who saw what: written in the same transaction as the deed itself.

Each entry holds the hash of the one before, so that a changed, missing or moved entry shows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from planner.canonical import canonical, identity_of
from planner.models import Account, AuditEntry, db
from planner.operations.clock import now
from planner.operations.transaction import transaction

_AT_ONCE = 1000  # entries in memory
FIRST = "0" * 64  # what the first entry follows


@dataclass(frozen=True)
class Actor:
    """Who does something, and in which company. Without an account: the command line, or a job."""

    account_id: int | None
    company_id: int | None


@dataclass(frozen=True)
class LogLine:
    """An entry as its company reads it."""

    id: int
    at: datetime
    who: str  # empty: the command line, or a job
    action: str
    subject: str
    detail: Mapping[str, Any]


def record(session: Session, actor: Actor, action: str, subject: str, **detail: object) -> None:
    """Write an entry. `detail` holds no names and no pay: the log is kept when those must go."""
    last = session.scalar(select(AuditEntry.identity).order_by(AuditEntry.id.desc()).limit(1))
    entry = AuditEntry(
        at=now().replace(microsecond=0),
        company_id=actor.company_id,
        account_id=actor.account_id,
        action=action,
        subject=subject,
        detail=canonical(detail).decode(),
        previous=last or FIRST,
    )
    entry.identity = identity_of(_chained(entry))
    session.add(entry)
    session.flush()


def record_seen(actor: Actor, action: str, subject: str, **detail: object) -> None:
    """As `record`, for a page that only shows something: in a transaction of its own."""
    with transaction() as session:
        record(session, actor, action, subject, **detail)


def log_of(company_id: int, offset: int = 0, limit: int = 100, subject: str = "") -> Sequence[LogLine]:
    """A company's entries, the latest first; of one subject if it is named."""
    entries = select(AuditEntry, Account.name).outerjoin(Account, AuditEntry.account_id == Account.id)
    entries = entries.where(AuditEntry.company_id == company_id)
    if subject:
        entries = entries.where(AuditEntry.subject == subject)
    rows = db.session.execute(entries.order_by(AuditEntry.id.desc()).offset(offset).limit(limit))
    return [
        LogLine(entry.id, entry.at, name or "", entry.action, entry.subject, json.loads(entry.detail))
        for entry, name in rows
    ]


def count_log(company_id: int, subject: str = "") -> int:
    """How many entries a company has; of one subject if it is named."""
    entries = select(func.count(AuditEntry.id)).where(AuditEntry.company_id == company_id)
    if subject:
        entries = entries.where(AuditEntry.subject == subject)
    return db.session.scalar(entries) or 0


def first_broken() -> int | None:
    """The number of the first entry that isn't as it was written, or doesn't follow the one before; None if whole."""
    previous = FIRST
    for entry in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id).execution_options(yield_per=_AT_ONCE)):
        if entry.previous != previous or identity_of(_chained(entry)) != entry.identity:
            return entry.id
        previous = entry.identity
    return None


def _chained(entry: AuditEntry) -> dict[str, Any]:
    """What an entry's hash is over."""
    return {
        "at": entry.at.isoformat(),
        "company": entry.company_id,
        "account": entry.account_id,
        "action": entry.action,
        "subject": entry.subject,
        "detail": entry.detail,
        "previous": entry.previous,
    }
