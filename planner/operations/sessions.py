"""Sessions live on the server: they end when they end, whatever a browser or a thief still holds.

Flask's own signed cookie works for ever after signing out, and the libraries that store sessions in a database commit
by themselves and can't end all sessions of one account; hence these few lines.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, or_, select

from planner.models import Session, db
from planner.operations.clock import now
from planner.operations.transaction import transaction

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
NOTED = timedelta(minutes=1)  # being seen is written down at most this often


@dataclass(frozen=True)
class Kept:
    """What is remembered of a browser. `is_stale`: that it was seen has not been written down for a while."""

    content: Mapping[str, Any]
    account_id: int | None
    is_stale: bool


def find_session(token: str) -> Kept | None:
    """The session behind a cookie's token, unless it is over."""
    row = db.session.get(Session, hash_of(token))
    moment = now()
    if row is None or moment - row.seen_at > IDLE or moment - row.created_at > LONGEST:
        return None
    return Kept(json.loads(row.content), row.account_id, moment - row.seen_at > NOTED)


def save_session(token: str | None, content: Mapping[str, Any], account_id: int | None) -> str:
    """Remember this content, under a new token if there is none yet; gives the token."""
    moment, text = now(), json.dumps(content)
    with transaction() as session:
        row = session.get(Session, hash_of(token)) if token else None
        if row is None or token is None:
            token = secrets.token_urlsafe(32)
            row = Session(token_hash=hash_of(token), created_at=moment)
            session.add(row)
        row.content, row.account_id, row.seen_at = text, account_id, moment
    return token


def end_session(token: str) -> None:
    """It is over."""
    with transaction() as session:
        session.execute(delete(Session).where(Session.token_hash == hash_of(token)))


def end_sessions_of(account_id: int, but: str | None = None) -> None:
    """Over everywhere, but in the browser with this token: after a new password, another role, a deactivation."""
    ended = delete(Session).where(Session.account_id == account_id)
    if but:
        ended = ended.where(Session.token_hash != hash_of(but))
    with transaction() as session:
        session.execute(ended)


def forget_old_sessions() -> None:
    """Those that are over are removed."""
    moment = now()
    with transaction() as session:
        session.execute(
            delete(Session).where(or_(Session.seen_at < moment - IDLE, Session.created_at < moment - LONGEST))
        )


def count_sessions(account_id: int) -> int:
    """In how many browsers somebody is signed in."""
    moment = now()
    living = select(Session.token_hash).where(Session.account_id == account_id, Session.seen_at > moment - IDLE)
    return len(db.session.scalars(living).all())


def hash_of(token: str) -> str:
    """What is kept of a token: enough to know it again, too little to use it."""
    return hashlib.sha256(token.encode()).hexdigest()
