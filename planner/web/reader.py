"""Who is reading, and in which company."""

from __future__ import annotations

from typing import Any

from flask import Flask, abort, current_app, g, session

from planner.models import Role
from planner.operations.audit import Actor
from planner.operations.readers import Reader, Seat, find_reader
from planner.operations.vault import Vault
from planner.web.sessions import ACCOUNT

COMPANY = "company_id"  # the part of an address that names the company


def install(app: Flask) -> None:
    """The company in an address is taken out before a view is called, and put into the addresses that it makes."""
    app.url_value_preprocessor(_take_company)
    app.url_defaults(_put_company)
    app.jinja_env.globals.update(reader=current_reader, seat=seat)


def current_reader() -> Reader | None:
    """Who is signed in, looked up once a request."""
    if "reader" not in g:
        account_id = session.get(ACCOUNT)
        g.reader = find_reader(account_id) if account_id else None
    found: Reader | None = g.reader
    return found


def the_reader() -> Reader:
    """Who is signed in, on a page that the policy shows to nobody else."""
    return current_reader() or abort(401)


def company_id() -> int:
    """The company of this address. Raises 404 where there is none."""
    found: int | None = g.get(COMPANY)
    return found if found is not None else abort(404)


def seat() -> Seat | None:
    """The reader's place in the company of this address."""
    reader = current_reader()
    return reader.seats.get(g.get(COMPANY) or 0) if reader else None


def roles() -> frozenset[Role]:
    """The reader's roles in the company of this address."""
    found = seat()
    return found.roles if found else frozenset()


def vault() -> Vault:
    """What only this installation can read."""
    return Vault(current_app.config["SECRET_KEY"])


def actor() -> Actor:
    """The reader, as the log names whoever does something."""
    reader = current_reader()
    return Actor(reader.account_id if reader else None, g.get(COMPANY))


def _take_company(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    if values and COMPANY in values:
        setattr(g, COMPANY, values.pop(COMPANY))


def _put_company(endpoint: str, values: dict[str, Any]) -> None:
    if COMPANY not in values and g.get(COMPANY) and current_app.url_map.is_endpoint_expecting(endpoint, COMPANY):
        values[COMPANY] = g.get(COMPANY)
