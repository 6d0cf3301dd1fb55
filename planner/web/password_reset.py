"""A forgotten password: asking for a link, and choosing another with it."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.errors import Refused
from planner.operations import password_resets
from planner.web.hosts import settings
from planner.web.reader import vault
from planner.web.reading import language
from planner.web.refusals import said
from planner.web.signing_in import door

pages = Blueprint("password_reset", __name__)

_GONE = 410


@pages.get("/forgotten")
def forgotten() -> str:
    """The form."""
    return render_template("account/forgotten.html", errors={}, is_sent="sent" in request.args)


@pages.post("/forgotten")
def send_link() -> Response | tuple[str, int]:
    """The same answer whether or not there is such an account."""
    try:
        password_resets.ask(door(request.form.get("email", "")), language(), settings().address)
    except Refused as refused:
        return render_template("account/forgotten.html", errors=said(refused), is_sent=False), 429
    return redirect(url_for(".forgotten", sent=1), 303)


@pages.get("/new-password/<token:token>")
def choose(token: str) -> str | tuple[str, int]:
    """The form, while the link works. Looking at it uses nothing up: mail programs look at links too."""
    return _form(token, {}) if password_resets.whose(token) else _gone()


@pages.post("/new-password/<token:token>")
def choose_now(token: str) -> Response | tuple[str, int]:
    """The new password counts; everywhere else this account is signed out."""
    if password_resets.whose(token) is None:
        return _gone()
    try:
        password_resets.choose(vault(), token, request.form.get("password", ""))
    except Refused as refused:
        return _form(token, said(refused)), 422
    return redirect(url_for("account.sign_in", new=1), 303)


def _form(token: str, errors: dict[str, str]) -> str:
    return render_template(
        "account/new_password.html", errors=errors, token=token, email=password_resets.whose(token) or ""
    )


def _gone() -> tuple[str, int]:
    return render_template("account/gone.html", asks_again=True), _GONE
