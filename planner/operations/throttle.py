"""What slows down who guesses: ten attempts in a quarter of an hour, and fewer the longer it goes on.

Counted for each account, known here or not, and for each network address. An attempt is written down before it is
looked at, so that many at once don't slip through; one that succeeds is taken back. Who is refused is not counted: they
need not wait longer than they were told.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from planner.errors import refuse
from planner.models import SignInAttempt
from planner.operations.clock import now

LIMITS = ((timedelta(minutes=15), 10), (timedelta(hours=3), 30), (timedelta(hours=24), 60))
_FORGOTTEN = max(window for window, _ in LIMITS)


def attempt(session: Session, keys: tuple[str, ...]) -> None:
    """One more for each of these keys (marks, never the addresses themselves). Raises Refused if that is too many."""
    moment = now()
    session.execute(delete(SignInAttempt).where(SignInAttempt.at < moment - _FORGOTTEN))
    waits = [wait for key in keys if (wait := _wait(session, key)) > timedelta()]
    if waits:
        minutes = -(-int(max(waits).total_seconds()) // 60)
        raise refuse("", "There were too many attempts. Try again in {minutes} minutes.", minutes=max(2, minutes))
    session.add_all(SignInAttempt(key=key, at=moment) for key in keys)
    session.flush()


def take_back(session: Session, account_key: str, *others: str) -> None:
    """It was right: the account's slate is clean, and each other key has one fewer."""
    session.execute(delete(SignInAttempt).where(SignInAttempt.key == account_key))
    for key in others:
        last = select(SignInAttempt.id).where(SignInAttempt.key == key).order_by(SignInAttempt.id.desc()).limit(1)
        session.execute(delete(SignInAttempt).where(SignInAttempt.id.in_(last)))


def _wait(session: Session, key: str) -> timedelta:
    """How long until this key may try again; nothing if it may now."""
    moment = now()
    of_key = select(SignInAttempt.at).where(SignInAttempt.key == key).order_by(SignInAttempt.at.desc())
    tries = session.scalars(of_key).all()
    waits = [tries[most - 1] + window - moment for window, most in LIMITS if len(tries) >= most]
    return max([*waits, timedelta()])
