"""Signing in and out."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.errors import Refused
from planner.language import say
from planner.operations.role_words import ROLE_NAMES
from planner.operations.sign_in import enter, enter_code
from planner.web import kept_form
from planner.web.frame import first_place
from planner.web.reader import current_reader, the_reader
from planner.web.reading import language
from planner.web.refusals import said
from planner.web.sessions import this_session
from planner.web.signing_in import door, halfway, safe_address, start, wait_for_code

pages = Blueprint("account", __name__)

_SLOW_DOWN = 429


@pages.get("/")
def home() -> Response:
    """Where this reader starts; who belongs to several companies chooses one first."""
    reader = current_reader()
    if reader is None:
        return redirect(url_for(".sign_in"))
    if len(reader.seats) > 1:
        return redirect(url_for(".companies"))
    return redirect(first_place(reader))


@pages.get("/sign-in")
def sign_in() -> str:
    """The form."""
    return _form({})


@pages.post("/sign-in")
def sign_in_now() -> Response | tuple[str, int]:
    """In, under a new session; or on to the code; or back to the form, which keeps the address."""
    email = request.form.get("email", "")
    try:
        entry = enter(door(email), request.form.get("password", ""))
    except Refused as refused:
        return _form(said(refused)), _SLOW_DOWN
    if entry is None:
        return _form({"email": say(language(), "This e-mail address and password don't go together.")}), 422
    if entry.needs_code:
        wait_for_code(entry, email, _onward())
        return redirect(url_for(".code"), 303)
    start(entry.account_id, entry.language)
    return _on(entry.account_id, _onward())


@pages.get("/sign-in/code")
def code() -> str | Response:
    """The second step."""
    return render_template("account/code.html", errors={}) if halfway() else redirect(url_for(".sign_in"))


@pages.post("/sign-in/code")
def code_now() -> Response | tuple[str, int]:
    """In, if the code is right too."""
    half = halfway()
    if half is None:
        return redirect(url_for(".sign_in"), 303)
    try:
        is_right = enter_code(door(half["email"]), half["account"], half["stamp"], request.form.get("code", ""))
    except Refused as refused:
        return render_template("account/code.html", errors=said(refused)), _SLOW_DOWN
    if not is_right:
        wrong = say(language(), "This code is not right. Take the one that your app shows now.")
        return render_template("account/code.html", errors={"code": wrong}), 422
    start(half["account"], half["language"])
    return _on(half["account"], half["onward"])


@pages.post("/sign-out")
def sign_out() -> Response:
    """Out: the session is over on the server, and the browser is asked to forget what it saw."""
    this_session().end()
    answer = redirect(url_for(".sign_in"), 303)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@pages.get("/companies")
def companies() -> str:
    """The companies of this reader, to go to one of them."""
    seats = [(seat, first_place(the_reader(), seat.company_id)) for seat in the_reader().seats.values()]
    return render_template("account/companies.html", seats=seats, role_names=ROLE_NAMES)


def open_too_long() -> str:
    """The form again, for who left it open until its session was over."""
    return _form({"email": say(language(), "This page was open too long. Sign in once more.")})


def _form(errors: dict[str, str]) -> str:
    return render_template(
        "account/sign_in.html",
        errors=errors,
        email=request.form.get("email", ""),
        onward=_onward(),
        is_kept=kept_form.KEPT in this_session(),
        has_new="new" in request.args,
    )


def _on(account_id: int, onward: str) -> Response:
    """To the form that was kept for them, or where they were going."""
    if kept_form.is_for(account_id):
        return redirect(url_for("kept_form.offer"), 303)
    return redirect(onward or url_for(".home"), 303)


def _onward() -> str:
    return safe_address(request.values.get("next", ""))
