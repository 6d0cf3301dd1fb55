"""Who may do what: a row a route. A route without a row, or a row without a route, and nothing starts.

A page of a company says which roles see it. Who is no member of that company gets the answer of an address that doesn't
exist; a member without the role is told that the page is not theirs. Whose figures within a company somebody may see is
asked of `may_see_person`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from planner.models import Role
from planner.operations.readers import Seat
from planner.web.reader import COMPANY, current_reader, roles, seat

FOUNDER, ACCOUNTANT, COUNCIL, EMPLOYEE = Role.FOUNDER, Role.ACCOUNTANT, Role.COUNCIL, Role.EMPLOYEE


@dataclass(frozen=True)
class Row:
    """Everyone, everyone who is signed in, or those with one of these roles in the company of the address."""

    anyone: bool = False
    roles: frozenset[Role] | None = None


ANYONE, SIGNED_IN = Row(anyone=True), Row()


def only(*allowed: Role) -> Row:
    """Members of the company with one of these roles."""
    return Row(roles=frozenset(allowed))


POLICY: Mapping[str, Row] = {
    "static": ANYONE,
    # Check it yourself: without signing in, for whoever holds a statement
    "check.ask": ANYONE,
    "check.answer": ANYONE,
    # Signing in and one's own account
    "account.home": ANYONE,
    "account.sign_in": ANYONE,
    "account.sign_in_now": ANYONE,
    "account.sign_out": ANYONE,
    # Runs and their registers
    "runs.index": only(FOUNDER, ACCOUNTANT),
    "runs.run": only(FOUNDER, ACCOUNTANT),
    "runs.download": only(FOUNDER, ACCOUNTANT),
    "runs.pay": only(ACCOUNTANT),
    "runs.progress": only(FOUNDER, ACCOUNTANT),
    "runs.retry": only(FOUNDER, ACCOUNTANT),
    # What is proposed, and decided on; whose four eyes may be waived is asked of the operation
    "proposals.index": only(FOUNDER, ACCOUNTANT),
    "proposals.proposal": only(FOUNDER, ACCOUNTANT),
    "proposals.approve": only(FOUNDER, ACCOUNTANT),
    "proposals.send_back": only(ACCOUNTANT),
    "proposals.withdraw": only(FOUNDER, ACCOUNTANT),
    "proposals.retry": only(FOUNDER, ACCOUNTANT),
    "proposals.progress": only(FOUNDER, ACCOUNTANT),
    "proposals.download": only(FOUNDER, ACCOUNTANT),
    # Correcting a run: a new one that names it
    "corrections.form": only(FOUNDER),
    "corrections.propose": only(FOUNDER),
    # Statements: an employee's own alone (may_see_person)
    "statements.statement": only(FOUNDER, ACCOUNTANT, EMPLOYEE),
    "statements.paper": only(FOUNDER, ACCOUNTANT, EMPLOYEE),
    "statements.proof": only(FOUNDER, ACCOUNTANT, EMPLOYEE),
}


def install(app: Flask) -> None:
    """Before each view, after the company was taken from the address."""
    app.before_request(_admit)


def check_complete(app: Flask) -> None:
    """Refuse to start with a route that has no row, a row that has no route, or a role without a company."""
    routes = {rule.endpoint for rule in app.url_map.iter_rules()}
    if wrong := sorted(routes ^ POLICY.keys()):
        raise RuntimeError(f"routes and policy differ: {', '.join(wrong)}")
    for rule in app.url_map.iter_rules():
        if (POLICY[rule.endpoint].roles is None) == (COMPANY in rule.arguments):
            raise RuntimeError(f"{rule.endpoint}: a page of a company names its roles, another names none")


def may_see_person(number: str, place: Seat | None = None) -> bool:
    """Whether the reader may see the figures of this person: founders and accountants of all, an employee their own.

    In the company of the address, unless another place of theirs is given.
    """
    place = place or seat()
    if place is None:
        return False
    return bool(place.roles & {FOUNDER, ACCOUNTANT}) or (EMPLOYEE in place.roles and place.person_number == number)


def _admit() -> Response | None:
    row = POLICY.get(request.endpoint or "")
    if row is None or row.anyone:
        return None  # an address that doesn't exist has no endpoint: it gets its 404
    if current_reader() is None:
        return redirect(url_for("account.sign_in", next=request.full_path if request.query_string else request.path))
    if row.roles is not None:
        held = roles()
        if not held:
            abort(404)
        if not held & row.roles:
            abort(403)
    return None
