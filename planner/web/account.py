"""Signing in and out."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from planner.language import say
from planner.operations.accounts import account_of
from planner.web.frame import first_place
from planner.web.reader import current_reader
from planner.web.reading import language
from planner.web.sessions import ACCOUNT, this_session

pages = Blueprint("account", __name__)


@pages.get("/")
def home() -> Response:
    """Where this reader starts."""
    reader = current_reader()
    if reader is None:
        return redirect(url_for(".sign_in"))
    return redirect(first_place(reader))


@pages.get("/sign-in")
def sign_in() -> str:
    """The form."""
    return render_template("account/sign_in.html", errors={}, email="", onward=_onward())


@pages.post("/sign-in")
def sign_in_now() -> Response | tuple[str, int]:
    """In, under a new session; or back to the form, which keeps the address."""
    email = request.form.get("email", "")
    found = account_of(email, request.form.get("password", ""))
    if found is None:
        errors = {"email": say(language(), "This e-mail address and password don't go together.")}
        return render_template("account/sign_in.html", errors=errors, email=email, onward=_onward()), 422
    this_session().renew()
    session[ACCOUNT] = found
    return redirect(_onward() or url_for(".home"))


@pages.post("/sign-out")
def sign_out() -> Response:
    """Out: the session is over on the server."""
    this_session().end()
    return redirect(url_for(".sign_in"))


def _onward() -> str:
    """Where the reader was going; only a page of ours."""
    wanted = request.values.get("next", "")
    return wanted if wanted.startswith("/") and not wanted.startswith(("//", "/\\")) else ""
