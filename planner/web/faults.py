"""What went wrong, in the same hand as all pages: what, and what to do now."""

from __future__ import annotations

from flask import Flask, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from planner.web import account, kept_form
from planner.web.hosts import is_own_form
from planner.web.reader import current_reader


def install(app: Flask) -> None:
    """For every status, known or not."""
    app.register_error_handler(HTTPException, _show)
    app.register_error_handler(CSRFError, _expired)


def _show(error: HTTPException) -> tuple[str, int] | HTTPException:
    status = error.code or 500
    if status < 400:
        return error  # a redirect
    return render_template("error.html", status=status), status


def _expired(_error: CSRFError) -> tuple[str, int]:
    """The form can be sent again from here where it may be, so that nothing is lost."""
    if request.endpoint == "account.sign_in_now":
        return account.open_too_long(), 400
    kept = kept_form.filled_in() if current_reader() and is_own_form() else None
    if kept:
        return kept_form.show(kept), 400
    return render_template("error.html", status=400, expired=True), 400
