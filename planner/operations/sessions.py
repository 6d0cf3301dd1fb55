"""Sessions live on the server: they end when they end, whatever a browser or a thief still holds.

Flask's own signed cookie works for ever after signing out, and the libraries that store sessions in a database commit
by themselves and can't end all sessions of one account; hence these few lines.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session as Writing

from planner.models import Session, db
from planner.operations.clock import now
from planner.operations.tokens import hash_of, new_token
from planner.operations.transaction import transaction

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
NOTED = timedelta(minutes=1)  # being seen is written down at most this often
REMEMBERED = timedelta(days=1)  # whose it was is known so long after it is over: their answers wait for them


@dataclass(frozen=True)
class Kept:
    """What is remembered of a browser. `is_stale`: that it was seen has not been written down for a while."""

    content: Mapping[str, Any]
    account_id: int | None
    is_stale: bool


@dataclass(frozen=True)
class Place:
    """A browser in which somebody is signed in. `is_here`: the one that asks."""

    content: Mapping[str, Any]
    since: datetime
    seen: datetime
    is_here: bool


def find_session(token: str) -> Kept | None:
    """The session behind a cookie's token, unless it is over."""
    row = db.session.get(Session, hash_of(token))
    moment = now()
    if row is None or moment - row.seen_at > IDLE or moment - row.created_at > LONGEST:
        return None
    return Kept(json.loads(row.content), row.account_id, moment - row.seen_at > NOTED)


def whose_it_was(token: str) -> int | None:
    """The account of a session that is over by time alone, if that is still known."""
    row = db.session.get(Session, hash_of(token))
    return row.account_id if row else None


def new_session(content: Mapping[str, Any], account_id: int | None) -> str:
    """Remember this content; gives the token to find it by."""
    token, moment = new_token(), now()
    with transaction() as session:
        session.add(
            Session(
                token_hash=hash_of(token),
                account_id=account_id,
                content=json.dumps(content),
                created_at=moment,
                seen_at=moment,
            )
        )
    return token


def save_session(token: str, content: Mapping[str, Any], account_id: int | None) -> None:
    """Remember this content from now on. A session that was ended meanwhile stays ended."""
    of_token = update(Session).where(Session.token_hash == hash_of(token))
    with transaction() as session:
        session.execute(of_token.values(content=json.dumps(content), account_id=account_id, seen_at=now()))


def touch_session(token: str) -> None:
    """It was seen just now; what else is remembered stays as another request may have left it."""
    with transaction() as session:
        session.execute(update(Session).where(Session.token_hash == hash_of(token)).values(seen_at=now()))


def end_session(token: str) -> None:
    """It is over."""
    with transaction() as session:
        session.execute(delete(Session).where(Session.token_hash == hash_of(token)))


def end_sessions_of(session: Writing, account_id: int, but: str | None = None) -> None:
    """Over everywhere, but in the browser with this token: after a new password, a role that ended, a deactivation."""
    ended = delete(Session).where(Session.account_id == account_id)
    if but:
        ended = ended.where(Session.token_hash != hash_of(but))
    session.execute(ended)


def forget_old_sessions() -> None:
    """Those that have been over for a day are removed; those that nobody signed in with at once."""
    moment = now()
    long_over = or_(Session.seen_at < moment - REMEMBERED, Session.created_at < moment - REMEMBERED)
    over = or_(Session.seen_at < moment - IDLE, Session.created_at < moment - LONGEST)
    with transaction() as session:
        session.execute(delete(Session).where(or_(long_over, over & Session.account_id.is_(None))))


def places_of(account_id: int, token: str | None) -> Sequence[Place]:
    """Where somebody is signed in, this browser first, then the latest seen."""
    moment = now()
    living = select(Session).where(
        Session.account_id == account_id, Session.seen_at > moment - IDLE, Session.created_at > moment - LONGEST
    )
    here = hash_of(token) if token else ""
    found = [
        Place(json.loads(row.content), row.created_at, row.seen_at, row.token_hash == here)
        for row in db.session.scalars(living.order_by(Session.seen_at.desc()))
    ]
    return sorted(found, key=lambda place: not place.is_here)
