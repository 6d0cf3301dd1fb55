"""Only this computer: there is no sign-in yet, so nobody else may read along."""

from __future__ import annotations

from ipaddress import ip_address

from flask import Flask, abort, request
from werkzeug.sansio.utils import get_host

NAMES = ("127.0.0.1", "localhost", "[::1]")


def install(app: Flask) -> None:
    """Before anything else is done for a request."""
    app.before_request(_refuse_others)


def _refuse_others() -> None:
    """Refuse another computer, and another site's name that was made to point here (DNS rebinding)."""
    if not _is_loopback(request.remote_addr):
        abort(403)
    host = get_host(request.scheme, request.headers.get("Host")).lower()
    if host.rpartition(":")[0] not in NAMES and host not in NAMES:
        abort(400)


def _is_loopback(address: str | None) -> bool:
    try:
        return ip_address(address or "").is_loopback
    except ValueError:
        return False
