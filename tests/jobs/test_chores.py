"""What a worker does besides its jobs."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import func, select

from planner.jobs import worker as working
from planner.jobs.worker import Worker
from planner.models import PeopleImport, Session, db
from planner.operations.audit import Actor
from planner.operations.clock import now
from planner.operations.import_into_year import keep_import
from planner.operations.sessions import new_session
from planner.operations.years import years_of
from tests.demo_app import FOUNDER, account_of, demo_app


def test_mail_is_sent_and_what_was_kept_for_a_while_goes_even_if_another_chore_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, sent = demo_app(tmp_path), []
    founder = account_of(app, FOUNDER)

    def refuses(settings: object) -> None:
        sent.append(settings)
        raise OSError("no mail server")

    monkeypatch.setattr(working, "send_waiting", refuses)
    settings = app.extensions["settings"]
    with app.app_context():
        keep_import(Actor(founder, 1), years_of(1)[0].id, {"people": (b"nummer;naam\n1;Een\n2;Twee\n", "people.csv")})
        new_session({}, founder)
        with time_machine.travel(now() + timedelta(days=2)):
            Worker(settings, app.app_context).tidy()
        left = [db.session.scalar(select(func.count()).select_from(table)) for table in (PeopleImport, Session)]
    assert (sent, left) == ([settings], [0, 0])
