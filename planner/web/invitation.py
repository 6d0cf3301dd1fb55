"""The page that an invitation leads to."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.errors import Refused
from planner.language import say
from planner.operations.accept import accept_as, accept_new
from planner.operations.invitations import Invited, find_invitation
from planner.operations.role_words import ROLE_NAMES
from planner.web.reader import current_reader
from planner.web.reading import language
from planner.web.refusals import said
from planner.web.signing_in import start

pages = Blueprint("invitation", __name__)


@pages.get("/invitation/<token:token>")
def show(token: str) -> str | tuple[str, int]:
    """What one is invited to, and what to do now. Looking at it uses nothing up: mail programs look at links too."""
    found = find_invitation(token)
    return _page(token, found, {}) if found else _gone()


@pages.post("/invitation/<token:token>")
def accept(token: str) -> Response | tuple[str, int]:
    """A member from now on: with the account that is signed in, or with a new one."""
    found = find_invitation(token)
    if found is None:
        return _gone()
    try:
        _accept(token, found)
    except Refused as refused:
        return _page(token, found, said(refused)), 422
    return redirect(url_for("account.home"), 303)


def _accept(token: str, found: Invited) -> None:
    reader = current_reader()
    if found.has_account and reader:
        accept_as(token, reader.account_id)
    else:
        start(accept_new(token, request.form.get("name", "")[:200], request.form.get("password", "")))


def _page(token: str, found: Invited, errors: dict[str, str]) -> str:
    reader = current_reader()
    return render_template(
        "account/invitation.html",
        token=token,
        invited=found,
        role=say(language(), ROLE_NAMES[found.role]),
        errors=errors,
        name=request.form.get("name", found.name),
        is_own=reader is not None and reader.email == found.email,
        here=request.path,
    )


def _gone() -> tuple[str, int]:
    return render_template("account/gone.html", asks_again=False), 410
