"""The reader's language, and the few things that templates may call."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from urllib.parse import quote, urlencode

from flask import Flask, Response, current_app, g, request, url_for
from markupsafe import Markup

from planner.config import Settings
from planner.language import LANGUAGES, say, say_count

COOKIE = "language"


def install(app: Flask) -> None:
    """Before each page its language; after it the cookie, where the reader chose one."""
    app.before_request(_choose)
    app.after_request(_remember)
    app.jinja_env.globals.update(
        _=phrase, count_of=phrase_count, static_url=static_url, in_language=in_language, reading=language
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def language() -> str:
    """`nl` or `en`: as asked in the address, else as chosen before (here, or of one's account when signing in), else as
    the browser asks, else the setting."""
    settings: Settings = current_app.extensions["settings"]
    return g.get("language") or settings.language


def _choose() -> None:
    for wanted in (request.args.get("language"), request.cookies.get(COOKIE)):
        if wanted in LANGUAGES:
            g.language = wanted
            return
    g.language = request.accept_languages.best_match(LANGUAGES)


def _remember(response: Response) -> Response:
    chosen = request.args.get("language") or g.get("remember_language")
    if chosen in LANGUAGES and request.cookies.get(COOKIE) != chosen:
        secure = current_app.config["SESSION_COOKIE_SECURE"]
        response.set_cookie(COOKIE, chosen or "", max_age=365 * 86_400, httponly=True, samesite="Lax", secure=secure)
    return response


def phrase(text: str, /, **values: object) -> Markup:
    """`_("{count} people", count=3)` in a template: said in the reader's language, each value escaped."""
    return Markup.escape(say(language(), text)).format(**values)


def phrase_count(one: str, many: str, count: int, /, **values: object) -> str:
    """The singular or the plural."""
    return say_count(language(), one, many, count, **values)


def in_language(wanted: str) -> str:
    """This same page in the other language."""
    arguments = request.args.to_dict(flat=False) | {"language": [wanted]}
    return f"{quote(request.path)}?{urlencode(arguments, doseq=True)}"


def static_url(name: str) -> str:
    """The address of a style, font or script, which changes when its content does."""
    return url_for("static", filename=name, v=_fingerprint(Path(str(current_app.static_folder)) / name))


@cache
def _fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
