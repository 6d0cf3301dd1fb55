"""What a founder waits for: the preview of a rule change over ten thousand people, the whole request in the server.

Beside it the same request when nothing is kept between two changes: everybody read anew, *now* worked out anew.
"""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import insert

from benchmarks.bench import Measured, in_turn
from planner import create_app, presets
from planner.config import Settings
from planner.models import Company, Person, Role, SchemeVersion, Year
from planner.operations import outcomes, years
from planner.operations.accounts import Who, account_for, give_role
from planner.operations.audit import Actor
from planner.operations.drafts import Start, make_draft
from planner.operations.sessions import new_session
from planner.operations.transaction import transaction
from planner.web.sessions import ACCOUNT

PEOPLE, ROUNDS = 10_000, 9
_FACTS = {"net_profit": {"value": "165731300"}, "equity": {"value": "625000000"}}


def measured() -> Iterator[Measured]:
    """Each round asks for another rate, so that no outcome of the draft is known."""
    with tempfile.TemporaryDirectory() as folder:
        client = _founder(_application(Path(folder)))
        rates, seen = iter(range(1, 1_000)), set[bytes]()

        def ask() -> None:
            form = {"given.pool_share.value": f"12.{next(rates):03}"}
            answer = client.post("/c/1/drafts/1/preview", data=form, headers={"Accept-Language": "en"})
            sentence = answer.data.partition(b'data-summary="')[2].partition(b'"')[0]
            assert answer.status_code == 200
            assert b"among" in sentence
            assert sentence not in seen  # worked out, not found
            seen.add(sentence)

        ours, other = in_turn(ask, ask, ROUNDS, ready=(lambda: None, _forget))
        work = f"a rule change previewed over {PEOPLE:,} people, the whole request"
        yield Measured("preview", work, "Deelgenoot", "the same with nothing kept", 1000 * ours, 1000 * other, "ms")


def _application(folder: Path) -> Flask:
    app = create_app(Settings(instance=folder))
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        upgrade()
        _fill()
    return app


def _fill() -> None:
    document = presets.load("half-and-half")
    with transaction() as session:
        company = Company(name="Meetbedrijf")
        session.add(company)
        session.flush()
        account = account_for(session, Who("Founder", "founder@example.org"))
        give_role(session, account, company.id, Role.FOUNDER)
        year = _year(company.id)
        session.add(year)
        session.add(SchemeVersion(company_id=company.id, name="half-and-half", version=1, identity="0" * 64,
                                  document=json.dumps(document)))  # fmt: skip
        session.flush()
        session.execute(insert(Person.__table__), list(_people(year.id)))  # type: ignore[arg-type]  # a mapped class has a Table
    make_draft(Actor(1, 1), Start(document, 1, 1))


def _year(company_id: int) -> Year:
    return Year(company_id=company_id, name="2026", period_from=date(2026, 1, 1), period_to=date(2026, 12, 31),
                facts=json.dumps(_FACTS), people_revision=1)  # fmt: skip


def _people(year_id: int) -> Iterator[dict[str, Any]]:
    """Invented people whose dates, hours, pay and levels differ."""
    chance = random.Random(1)  # noqa: S311  # the same people each time
    for place in range(PEOPLE):
        facts = {
            "start_date": f"20{chance.randint(10, 26)}-{chance.randint(1, 12):02}-15",
            "fte": chance.choice(("1.00", "0.80", "0.60")),
            "monthly_salary": f"{chance.randint(2500, 8000)}.00",
            "level": chance.choice(("junior", "medior", "senior", "lead")),
        }
        yield {"year_id": year_id, "number": f"{place:05}", "position": place, "name": f"Person {place}", "email": "",
               "facts": json.dumps(facts)}  # fmt: skip


def _founder(app: Flask) -> FlaskClient:
    with app.app_context():
        token = new_session({ACCOUNT: 1}, 1)
    client = app.test_client()
    client.set_cookie(app.config["SESSION_COOKIE_NAME"], token)
    return client


def _forget() -> None:
    """As if the server had just started."""
    outcomes.forget()
    years.forget()
