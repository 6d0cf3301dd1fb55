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
from planner.web import kept_form
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
    # Signing in
    "account.home": ANYONE,
    "account.sign_in": ANYONE,
    "account.sign_in_now": ANYONE,
    "account.code": ANYONE,
    "account.code_now": ANYONE,
    "account.sign_out": ANYONE,
    "account.companies": SIGNED_IN,
    # Links that were sent by e-mail: the token lets in
    "password_reset.forgotten": ANYONE,
    "password_reset.send_link": ANYONE,
    "password_reset.choose": ANYONE,
    "password_reset.choose_now": ANYONE,
    "invitation.show": ANYONE,
    "invitation.accept": ANYONE,
    # One's own account, and a form that waited for signing in
    "own_account.index": SIGNED_IN,
    "own_account.change": SIGNED_IN,
    "own_account.password": SIGNED_IN,
    "own_account.change_password": SIGNED_IN,
    "own_account.second_step": SIGNED_IN,
    "own_account.turn_on": SIGNED_IN,
    "own_account.turn_off": SIGNED_IN,
    "own_account.renew_codes": SIGNED_IN,
    "own_account.codes": SIGNED_IN,
    "own_account.codes_kept": SIGNED_IN,
    "own_account.sign_out_elsewhere": SIGNED_IN,
    "kept_form.offer": SIGNED_IN,
    "kept_form.leave": SIGNED_IN,
    # Who has access, and what was sent to them
    "access.index": only(FOUNDER),
    "access.ask": only(FOUNDER),
    "access.invite": only(FOUNDER),
    "access.everyone": only(FOUNDER),
    "access.invite_everyone": only(FOUNDER),
    "access.resend": only(FOUNDER),
    "access.withdraw": only(FOUNDER),
    "access.end": only(FOUNDER),
    "access.end_now": only(FOUNDER),
    "outbox.index": only(FOUNDER),
    # Who did what, and who saw what
    "log.index": only(FOUNDER, ACCOUNTANT),
    "log.whole": only(FOUNDER, ACCOUNTANT),
    # The company, its years and its people
    "company.settings": only(FOUNDER),
    "company.save": only(FOUNDER),
    "company.put_away": only(FOUNDER),
    "years.index": only(FOUNDER),
    "years.year": only(FOUNDER),
    "years.new": only(FOUNDER),
    "years.add": only(FOUNDER),
    "years.edit": only(FOUNDER),
    "years.change": only(FOUNDER),
    "years.new_figure": only(FOUNDER),
    "years.add_figure": only(FOUNDER),
    "years.figure": only(FOUNDER),
    "years.change_figure": only(FOUNDER),
    "years.remove_figure": only(FOUNDER),
    "years.take_file": only(FOUNDER),
    "people.index": only(FOUNDER),
    "people.person": only(FOUNDER),
    "people.new": only(FOUNDER),
    "people.add": only(FOUNDER),
    "people.edit": only(FOUNDER),
    "people.change": only(FOUNDER),
    "people.remove": only(FOUNDER),
    "people.undo": only(FOUNDER),
    "imports.ask": only(FOUNDER),
    "imports.keep": only(FOUNDER),
    "imports.look": only(FOUNDER),
    "imports.read_as": only(FOUNDER),
    "imports.take": only(FOUNDER),
    "imports.drop": only(FOUNDER),
    # Schemes in force and in the making
    "schemes.index": only(FOUNDER),
    "schemes.new": only(FOUNDER),
    "schemes.start": only(FOUNDER),
    "schemes.recover": only(FOUNDER),
    "schemes.scheme": only(FOUNDER),
    "schemes.version": only(FOUNDER),
    "drafts.draft": only(FOUNDER),
    "drafts.save": only(FOUNDER),
    "drafts.preview": only(FOUNDER),
    "drafts.move": only(FOUNDER),
    "drafts.try_on": only(FOUNDER),
    "drafts.copy": only(FOUNDER),
    "drafts.discard": only(FOUNDER),
    "drafts.changes": only(FOUNDER),
    "drafts.people": only(FOUNDER),
    "drafts.beside": only(FOUNDER),
    "yaml.text": only(FOUNDER),
    "yaml.save": only(FOUNDER),
    "proposing.decided": only(FOUNDER),
    "proposing.decide": only(FOUNDER),
    "proposing.check": only(FOUNDER),
    "proposing.propose_now": only(FOUNDER),
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
    "statements.check": only(FOUNDER, ACCOUNTANT, EMPLOYEE),
    # An employee's first page, and the rules for all whom they bind
    "mine.latest": only(EMPLOYEE),
    "rules.index": only(FOUNDER, ACCOUNTANT, COUNCIL, EMPLOYEE),
    "rules.version": only(FOUNDER, ACCOUNTANT, COUNCIL, EMPLOYEE),
    # How the year is going: shared by a founder
    "interim.form": only(FOUNDER),
    "interim.answer": only(FOUNDER),
    "interim.withdraw": only(FOUNDER),
    # Outcomes in groups, for the council
    "council.outcomes": only(COUNCIL, FOUNDER),
    "council.outcome": only(COUNCIL, FOUNDER),
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


def _ask_to_sign_in() -> Response:
    """With where the reader was going; a form on its way is kept, for the session may have ended under it."""
    if request.method == "POST":
        kept_form.keep()
        return redirect(url_for("account.sign_in"), 303)
    return redirect(url_for("account.sign_in", next=request.full_path if request.query_string else request.path))


def _admit() -> Response | None:
    row = POLICY.get(request.endpoint or "")
    if row is None or row.anyone:
        return None  # an address that doesn't exist has no endpoint: it gets its 404
    if current_reader() is None:
        return _ask_to_sign_in()
    if row.roles is not None:
        held = roles()
        if not held:
            abort(404)
        if not held & row.roles:
            abort(403)
    return None
