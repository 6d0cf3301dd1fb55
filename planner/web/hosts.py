"""Under which names this application answers, and from which network address somebody comes."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, abort, current_app, request
from werkzeug.sansio.utils import get_host

from planner.config import Settings, is_loopback

NAMES = ("127.0.0.1", "localhost", "[::1]")


def install(app: Flask) -> None:
    """Before anything else is done for a request."""
    app.before_request(_refuse_others)


def settings() -> Settings:
    """The settings of the application that answers this request."""
    found: Settings = current_app.extensions["settings"]
    return found


def network() -> str:
    """The network address that somebody comes from; behind a proxy on this computer, the one that the proxy saw."""
    direct = request.remote_addr or ""
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return forwarded if forwarded and settings().public_url and is_loopback(direct) else direct


def is_own_form() -> bool:
    """Whether a form was sent from a page of ours, as the browser says that no other site can make it say."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") in (settings().address, f"{request.scheme}://{request.host}")


def _refuse_others() -> None:
    """Refuse other computers where nobody said that they may come, and any other name for this one (DNS rebinding)."""
    public = urlsplit(settings().public_url).netloc.lower()
    if not public and not is_loopback(request.remote_addr or ""):
        abort(403)
    host = get_host(request.scheme, request.headers.get("Host")).lower()
    is_public = bool(public) and host == public
    if not is_public and host not in NAMES and host.rpartition(":")[0] not in NAMES:
        abort(400)
