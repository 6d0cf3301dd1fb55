"""The browser holds a random token; everything else about a session stays on the server."""

from __future__ import annotations

from typing import Any, cast

from flask import Flask, Request, Response
from flask import session as flask_session
from flask.sessions import SessionInterface, SessionMixin
from werkzeug.datastructures import CallbackDict

from planner.config import Settings
from planner.operations.sessions import end_session, find_session, new_session, save_session, touch_session

NAME = "deelgenoot"
ACCOUNT = "account"  # the key under which a session says who is signed in
BROWSER = "browser"  # and in which browser


class ServerSession(CallbackDict[str, Any], SessionMixin):
    """What Flask calls the session, with the token that it was found by."""

    def __init__(self, content: dict[str, Any] | None = None, token: str | None = None) -> None:
        super().__init__(content, lambda changed: setattr(changed, "modified", True))
        self.token = token
        self.modified = False
        self.is_stale = False
        self.over: str | None = None  # the token of a session that is over, if the browser still holds one

    def renew(self) -> None:
        """Goes on under another token: who knew the old one (session fixation) is left behind."""
        if self.token:
            end_session(self.token)
        self.pop("csrf_token", None)  # who knew it is left behind too
        self.token, self.modified = None, True

    def end(self) -> None:
        """Signed out."""
        self.clear()
        self.modified = True


class ServerSessions(SessionInterface):
    """Reads and writes them; a browser that was given nothing to remember gets no cookie."""

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        token = request.cookies.get(self.get_cookie_name(app))
        kept = find_session(token) if token else None
        if kept is None:
            session = ServerSession()
            session.over = token
            return session
        session = ServerSession(dict(kept.content), token)
        session.is_stale = kept.is_stale
        return session

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        session = cast(ServerSession, session)  # what `open_session` gave
        name = self.get_cookie_name(app)
        if not session:
            if session.token and session.modified:
                end_session(session.token)
                secure = self.get_cookie_secure(app)
                response.delete_cookie(name, path="/", samesite="Lax", httponly=True, secure=secure)
            return
        if session.token is None:
            token = new_session(dict(session), session.get(ACCOUNT))
            secure = self.get_cookie_secure(app)
            response.set_cookie(name, token, httponly=True, samesite="Lax", secure=secure, path="/")
        elif session.modified:
            save_session(session.token, dict(session), session.get(ACCOUNT))
        elif session.is_stale:
            touch_session(session.token)


def this_session() -> ServerSession:
    """The session of this request, with what Flask's own has not."""
    return cast(ServerSession, flask_session._get_current_object())  # type: ignore[attr-defined]  # an untyped proxy


def install(app: Flask) -> None:
    """Instead of Flask's signed cookie. Over HTTPS its name makes a browser hold it to this host, and to HTTPS."""
    settings: Settings = app.extensions["settings"]
    app.config["SESSION_COOKIE_NAME"] = f"__Host-{NAME}" if settings.is_secure else NAME
    app.config["SESSION_COOKIE_SECURE"] = settings.is_secure
    app.session_interface = ServerSessions()
