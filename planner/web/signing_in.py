"""From a right password to a signed-in browser, the step in between included."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import g, request, session

from planner.operations.clock import now
from planner.operations.sessions import forget_old_sessions
from planner.operations.sign_in import Door, Entry
from planner.web import kept_form
from planner.web.browsers import browser_name
from planner.web.hosts import network
from planner.web.reader import vault
from planner.web.sessions import ACCOUNT, BROWSER, this_session

HALFWAY = "halfway"  # the key under which a session says whose password was right, before the code
_WAITS = timedelta(minutes=10)  # for the code


def door(email: str) -> Door:
    """Where this request comes in."""
    return Door(vault(), email, network())


def start(account_id: int, language: str | None = None) -> None:
    """Signed in from now on, under a new session; nothing of the one before is left but a form that was kept."""
    kept = session.get(kept_form.KEPT)
    forget_old_sessions()
    this_session().renew()
    session.clear()
    session[ACCOUNT], session[BROWSER] = account_id, browser_name(request.user_agent.string)
    if kept:
        session[kept_form.KEPT] = kept
    g.remember_language = language


def wait_for_code(entry: Entry, email: str, onward: str) -> None:
    """Halfway, under a new session."""
    this_session().renew()
    session.pop(ACCOUNT, None)
    session[HALFWAY] = {
        "account": entry.account_id,
        "stamp": entry.stamp,
        "language": entry.language,
        "email": email,
        "onward": onward,
        "until": (now() + _WAITS).isoformat(),
    }


def halfway() -> dict[str, Any] | None:
    """Whose password was right in this browser, not long ago."""
    found: dict[str, Any] | None = session.get(HALFWAY)
    return found if found and found["until"] > now().isoformat() else None


def safe_address(wanted: str) -> str:
    """Where the reader was going, if that is a page of ours; empty otherwise."""
    is_ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()
    return wanted if is_ours else ""
