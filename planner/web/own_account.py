"""My account: name, language, password, second step, and where one is signed in."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from planner.errors import Refused
from planner.language import LANGUAGES, long_date
from planner.operations import own_account
from planner.operations.clock import HERE
from planner.operations.second_step import Second, new_second, unsealed
from planner.operations.sessions import places_of
from planner.web.answers import Answers
from planner.web.qr import qr_code
from planner.web.reader import the_reader, vault
from planner.web.reading import language
from planner.web.refusals import said
from planner.web.sessions import BROWSER, this_session

pages = Blueprint("own_account", __name__, url_prefix="/account")

_SECOND, _CODES = "second", "codes"  # where a session holds, sealed, a secret being set up and codes being shown


@pages.get("")
def index() -> str:
    """All of it on one page."""
    return _page({})


@pages.post("")
def change() -> Response | tuple[str, int]:
    """Another name or language."""
    answers = Answers(request.form, language())
    name = answers.text("name", "Fill in the name.")
    wanted = answers.choice("language", LANGUAGES)
    if answers.faults:
        return _page(answers.errors()), 422
    own_account.change_details(the_reader().account_id, name, wanted)
    return redirect(url_for(".index", language=wanted), 303)


@pages.get("/password")
def password() -> str:
    """The form for another password."""
    return render_template("account/password.html", errors={})


@pages.post("/password")
def change_password() -> Response | tuple[str, int]:
    """It counts from now on; everywhere else one is signed out."""
    given, here = request.form, this_session().token
    try:
        own_account.change_password(
            vault(), the_reader().account_id, given.get("current_password", ""), given.get("password", ""), here
        )
    except Refused as refused:
        return render_template("account/password.html", errors=said(refused)), 422
    this_session().renew()
    return redirect(url_for(".index"), 303)


@pages.post("/sign-out-elsewhere")
def sign_out_elsewhere() -> Response:
    """Over in all other browsers."""
    own_account.sign_out_elsewhere(the_reader().account_id, this_session().token)
    return redirect(url_for(".index"), 303)


@pages.get("/second-step")
def second_step() -> str:
    """Set it up with a phone; or, where it is on, ask for new recovery codes or end it."""
    if own_account.own_account(the_reader().account_id).has_second:
        return _second_step_on({})
    return _set_up(_being_set_up() or _begin_set_up(), {})


@pages.post("/second-step")
def turn_on() -> Response | tuple[str, int]:
    """On, once a code shows that the phone has the secret."""
    second = _being_set_up()
    if second is None:
        return redirect(url_for(".second_step"), 303)
    try:
        codes = own_account.turn_on(vault(), the_reader().account_id, second, request.form.get("code", ""))
    except Refused as refused:
        return _set_up(second, said(refused)), 422
    session.pop(_SECOND)
    return _show_codes(codes)


@pages.post("/second-step/off")
def turn_off() -> Response | tuple[str, int]:
    """Off, for who knows the password."""
    try:
        own_account.turn_off(vault(), the_reader().account_id, request.form.get("password", ""))
    except Refused as refused:
        return _second_step_on(said(refused)), 422
    return redirect(url_for(".index"), 303)


@pages.post("/second-step/codes")
def renew_codes() -> Response | tuple[str, int]:
    """New recovery codes, for who knows the password."""
    try:
        codes = own_account.renew_codes(vault(), the_reader().account_id, request.form.get("password", ""))
    except Refused as refused:
        return _second_step_on(said(refused)), 422
    return _show_codes(codes)


@pages.get("/recovery-codes")
def codes() -> str | Response:
    """The new codes, until their owner says to have them; never again after that."""
    text = vault().opened(session.get(_CODES, ""))
    if text is None:
        return redirect(url_for(".index"))
    return render_template("account/codes.html", codes=text.split())


@pages.post("/recovery-codes")
def codes_kept() -> Response:
    """They were written down."""
    session.pop(_CODES, None)
    return redirect(url_for(".index"), 303)


def _show_codes(codes: tuple[str, ...]) -> Response:
    session[_CODES] = vault().seal(" ".join(codes))
    return redirect(url_for(".codes"), 303)


def _being_set_up() -> Second | None:
    return unsealed(vault(), session.get(_SECOND))


def _begin_set_up() -> Second:
    second = new_second()
    session[_SECOND] = second.sealed(vault())
    return second


def _set_up(second: Second, errors: dict[str, str]) -> str:
    square = qr_code(second.address(the_reader().email))
    return render_template("account/second_step.html", square=square, typed=second.typed(), errors=errors)


def _second_step_on(errors: dict[str, str]) -> str:
    account = own_account.own_account(the_reader().account_id)
    return render_template("account/second_step_on.html", left=account.codes, errors=errors)


def _page(errors: dict[str, str]) -> str:
    account = own_account.own_account(the_reader().account_id)
    browsers = [
        (place.content.get(BROWSER, ""), long_date(language(), place.since.astimezone(HERE).date()), place.is_here)
        for place in places_of(the_reader().account_id, this_session().token)
    ]
    return render_template(
        "account/account.html",
        account=account,
        name=request.form.get("name", account.name),
        chosen=request.form.get("language", account.language or language()),
        browsers=browsers,
        errors=errors,
    )
