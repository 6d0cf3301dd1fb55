"""A form that arrives when its session is over: its answers are kept, and can be sent again after signing in.

Only a form of ours is kept (another site could else have its own sent by whoever signs in), no files, no passwords,
and not without end. It is offered to the one who filled it in, where that is known.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from planner.operations.sessions import whose_it_was
from planner.web.hosts import is_own_form
from planner.web.sessions import this_session

pages = Blueprint("kept_form", __name__)

KEPT = "kept_form"
MOST_FIELDS, MOST_TEXT = 500, 64 * 1024
_OURS = ("csrf_token", "key", "version")  # for the machine: not shown


def install(app: Flask) -> None:
    """A kept form is forgotten when it is sent again."""
    app.before_request(_forget)


@pages.get("/again")
def offer() -> str | Response:
    """The form that was kept, to be sent again or left."""
    kept = session.get(KEPT)
    if kept is None:
        return redirect(url_for("account.home"))
    return show(kept)


@pages.post("/again")
def leave() -> Response:
    """Not sent after all."""
    session.pop(KEPT, None)
    return redirect(url_for("account.home"), 303)


def keep() -> None:
    """Keep the form of this request, if it may be kept."""
    if is_own_form() and (kept := filled_in()):
        over = this_session().over
        session[KEPT] = {**kept, "account": whose_it_was(over) if over else None}


def filled_in() -> dict[str, Any] | None:
    """Where the form of this request goes, and its fields; None if they are too many."""
    fields = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name != "csrf_token" and "password" not in name
    ]
    if len(fields) > MOST_FIELDS or sum(len(name) + len(value) for name, value in fields) > MOST_TEXT:
        return None
    address = request.full_path if request.query_string else request.path
    return {"address": address, "fields": fields, "files": bool(request.files)}


def show(kept: dict[str, Any]) -> str:
    """The page that offers to send it."""
    seen = [value for name, value in kept["fields"] if value and name not in _OURS]
    return render_template(
        "account/again.html", address=kept["address"], fields=kept["fields"], seen=seen, has_files=kept["files"]
    )


def is_for(account_id: int) -> bool:
    """Whether a form was kept that this account may go on with; somebody else's is dropped."""
    kept = session.get(KEPT)
    if kept and kept["account"] not in (None, account_id):
        del session[KEPT]
        return False
    return kept is not None


def _forget() -> None:
    kept = session.get(KEPT)
    if kept and request.method == "POST" and kept["address"].partition("?")[0] == request.path:
        del session[KEPT]
