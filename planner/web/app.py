"""The Flask application: settings, database, pages, and what is true of every answer."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import IO

from flask import Flask, Request
from flask_migrate import Migrate
from flask_wtf import CSRFProtect

import planner
from planner.config import Settings, secret_key
from planner.models import db
from planner.statements import templates
from planner.web import (
    access,
    account,
    addresses,
    check,
    company,
    corrections,
    council,
    draft_yaml,
    drafts,
    faults,
    frame,
    headers,
    hosts,
    imports,
    interim,
    invitation,
    kept_form,
    log,
    mine,
    outbox,
    own_account,
    password_reset,
    people,
    policy,
    proposals,
    proposing,
    reader,
    reading,
    rules,
    runs,
    schemes,
    sessions,
    statements,
    years,
)
from planner.web.check import UPLOAD_LIMIT
from planner.web.desk import Desk

PACKAGE = Path(planner.__file__).parent


class InMemoryRequest(Request):
    """A request whose uploads never touch the disk: what is checked here is not stored, not for a moment."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return BytesIO()


def build(settings: Settings, desk: Desk | None) -> Flask:
    """The application on this instance folder, which is made if it isn't there."""
    app = Flask("planner", template_folder=str(templates.folder()), static_folder=str(PACKAGE / "static"))
    app.request_class = InMemoryRequest
    app.config.from_mapping(
        SECRET_KEY=secret_key(settings.instance),
        SQLALCHEMY_DATABASE_URI=f"sqlite:///{settings.database}",
        MAX_CONTENT_LENGTH=UPLOAD_LIMIT + 64 * 1024,  # the file and the form around it
        WTF_CSRF_TIME_LIMIT=None,  # a form that stood open over lunch still works
    )
    app.extensions["settings"], app.extensions["desk"] = settings, desk or _own_desk()
    db.init_app(app)
    Migrate(app, db, directory=str(PACKAGE / "migrations"))
    for part in (addresses, sessions, hosts, headers, reader, reading, policy, frame, faults):
        part.install(app)
    CSRFProtect(app)  # after those: its refusals too are for who may come here, in the reader's language
    kept_form.install(app)
    for page in (account, password_reset, invitation, own_account, kept_form, access, outbox, log):
        app.register_blueprint(page.pages)
    for page in (company, years, people, imports, interim, schemes, drafts, draft_yaml, proposing):
        app.register_blueprint(page.pages)
    for page in (proposals, runs, corrections, statements, mine, rules, council, check):
        app.register_blueprint(page.pages)
    policy.check_complete(app)
    return app


def _own_desk() -> Desk:
    from planner.web.own_desk import DESK

    return DESK
