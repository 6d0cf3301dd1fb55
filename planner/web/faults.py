"""What went wrong, in the same hand as all pages: what, and what to do now."""

from __future__ import annotations

from flask import Flask, render_template
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException


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
    return render_template("error.html", status=400, expired=True), 400
