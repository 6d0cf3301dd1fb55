"""Two companies side by side, somebody to read them in every way, and an example of every argument of an address.

Who adds a route with a new argument adds it to EXAMPLES, with what makes or finds one in a company.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule

from planner.models import (
    Company,
    Draft,
    Interim,
    Invitation,
    Membership,
    PeopleImport,
    Person,
    Proposal,
    Role,
    Run,
    SchemeVersion,
    Statement,
    Year,
    db,
)
from planner.operations.accounts import Who, account_for
from planner.operations.audit import Actor
from planner.operations.demo import demo_order, demo_people
from planner.operations.drafts import Start, make_draft
from planner.operations.import_into_year import keep_import
from planner.operations.interim import Figures, share_figures
from planner.operations.invitations import Guest, Sender, invite
from planner.operations.issue import Order, issue
from planner.operations.keep_run import keep_run
from planner.operations.memberships import end_role
from planner.operations.propose import Plan, outlook, propose
from planner.operations.transaction import transaction
from planner.operations.years import years_of
from tests.web.signing_in import member, signed_in

OURS, THEIRS, NOBODYS = 1, 2, 9_999_999  # companies
A, B, GONE = "0104", "0107", "0110"  # personnel numbers
UNKNOWN = str(2**31 - 7)


@dataclass(frozen=True)
class Someone:
    """A reader: the roles they have, and where. `number` is whose statements are theirs."""

    name: str
    account_id: int | None = None
    company_id: int | None = None
    roles: frozenset[Role] = frozenset()
    number: str | None = None

    def browser(self, app: Flask) -> FlaskClient:
        """Theirs, signed in unless they are nobody."""
        return app.test_client() if self.account_id is None else signed_in(app, self.account_id)


def make_world() -> dict[str, Someone]:
    """The companies with a run, a year, people and an invitation each; gives the readers by name."""
    for company_id in (OURS, THEIRS):
        _company(company_id)
    people = {
        "employee A": _someone("employee A", OURS, A, Role.EMPLOYEE),
        "employee B": _someone("employee B", OURS, B, Role.EMPLOYEE),
        "council": _someone("council", OURS, None, Role.COUNCIL),
        "accountant": _someone("accountant", OURS, None, Role.ACCOUNTANT),
        "founder": _someone("founder", OURS, None, Role.FOUNDER),
        "another's founder": _someone("another's founder", THEIRS, None, Role.FOUNDER),
        "anonymous": Someone("anonymous"),
    }
    ended = _someone("ended member", OURS, GONE, Role.EMPLOYEE)
    role = select(Membership.id).where(Membership.account_id == ended.account_id)
    end_role(Actor(None, OURS), OURS, db.session.scalars(role).one())
    return people | {"ended member": replace(ended, roles=frozenset())}


def salary_of(company_id: int, place: int) -> str:
    """What nobody else earns: it is known again wherever it stands."""
    return f"{company_id}{place:02}7.{83 + place % 7}"


def canaries(app: Flask, but: str | None = None) -> set[str]:
    """Everybody's salary in our company, and the amounts that they got, as digits; `but` is whose own."""
    of_ours = select(Statement).join(Run, Run.id == Statement.run_id).where(Run.company_id == OURS)
    found: set[str] = set()
    with app.app_context():
        for statement in db.session.scalars(of_ours):
            if statement.person_number != but and statement.cents:
                salary = json.loads(statement.document)["person"]["given"]["monthly_salary"]
                found |= {digits(salary), str(statement.cents)}
    return found


def digits(text: str) -> str:
    """The digits of each number, without what parts thousands and cents: `€ 1.842,17` is `184217`."""
    return re.sub(r"(?<=\d)[.,](?=\d)", "", text)


def _company(company_id: int) -> None:
    order = _order(company_id)
    with transaction() as session:
        session.add(Company(name=order.company.name, is_sample=True))
        session.flush()
        year = Year(company_id=company_id, name="2026", period_from=date(2026, 1, 1), period_to=date(2026, 12, 31))
        year.facts = json.dumps({name: {"value": value} for name, value in order.company.values.items()})
        session.add(year)
        session.flush()
        for position, person in enumerate(order.people, 1):
            facts = json.dumps({name: value for name, value in person.items() if name != "id"})
            session.add(Person(year_id=year.id, number=person["id"], position=position, facts=facts))
    keep_run(company_id, issue(order)[0])
    actor = Actor(_hand(company_id), company_id)
    year_line = years_of(company_id)[0]
    share_figures(actor, year_line, Figures(date(2026, 6, 30), None, order.company.values, order.scheme))
    make_draft(actor, Start(order.scheme, year_line.id))
    keep_import(actor, year_line.id, {"people": (b"number,name\n1,One\n", "people.csv")})
    plan = Plan(f"form-{company_id}", year_line, order.scheme)
    propose(actor, plan, outlook(plan).identity)
    guest = Guest("Guest", f"guest{company_id}@example.org", Role.ACCOUNTANT)
    invite(Sender(Actor(None, company_id), "nl", "http://127.0.0.1:8421"), company_id, [guest])


def _hand(company_id: int) -> int:
    """Whoever did all this; no member, so that the readers are those who are named."""
    with transaction() as session:
        return account_for(session, Who("Hand", f"hand{company_id}@example.org")).id


def _order(company_id: int) -> Order:
    """The sample company's year with a dozen of its people, at other pay in each company."""
    order = demo_order(2026, demo_people())
    dozen = [
        {**person, "monthly_salary": salary_of(company_id, place)} for place, person in enumerate(order.people[:12], 1)
    ]
    named = replace(order.company, name=f"Company {company_id}")
    return replace(order, people=dozen, company=named)


def _someone(name: str, company_id: int, number: str | None, role: Role) -> Someone:
    email = f"{name.replace(' ', '.').replace(chr(39), '')}@example.org"
    account_id = member(company_id, role, number, email)
    return Someone(name, account_id, company_id, frozenset({role}), number)


def _of_company(model: Any) -> Callable[[int], object]:
    return lambda company_id: db.session.scalars(select(model.id).where(model.company_id == company_id)).first()


def _of_year(model: Any) -> Callable[[int], object]:
    of_company = select(model.id).join(Year, model.year_id == Year.id)
    return lambda company_id: db.session.scalars(of_company.where(Year.company_id == company_id)).first()


def _statement_of_a(company_id: int) -> object:
    of_company = select(Statement.identity).join(Run, Run.id == Statement.run_id).where(Run.company_id == company_id)
    return db.session.scalars(of_company.where(Statement.person_number == A)).one()


# Each argument: an example that a company has. The same for all companies: it names no row.
EXAMPLES: Mapping[str, Callable[[int], object]] = {
    "company_id": lambda company_id: company_id,
    "run_id": _of_company(Run),
    "year_id": _of_company(Year),
    "version_id": _of_company(SchemeVersion),
    "interim_id": _of_year(Interim),
    "person_id": _of_year(Person),
    "import_id": _of_year(PeopleImport),
    "draft_id": _of_company(Draft),
    "proposal_id": _of_company(Proposal),
    "membership_id": _of_company(Membership),
    "invitation_id": _of_company(Invitation),
    "identity": _statement_of_a,
    "name": lambda _: "register.csv",
    "filename": lambda _: "css/page.css",
    "token": lambda _: "x" * 43,
}
NAMES = {  # what `name` is in an address, where it is no file of a run
    "schemes.scheme": "winstdeling",
    "years.figure": "net_profit",
    "years.change_figure": "net_profit",
    "years.remove_figure": "net_profit",
}
NO_ROW = {"name", "filename", "token"}
UNKNOWNS = {"identity": "0" * 64}


def example(app: Flask, argument: str, company_id: int) -> str:
    """One that this company has."""
    if argument not in EXAMPLES:
        raise LookupError(f"tests/web/world.py has no example of <{argument}> in an address: add one to EXAMPLES")
    with app.app_context():
        return str(EXAMPLES[argument](company_id))


def address(app: Flask, rule: Rule, company_id: int = OURS, of: int = OURS) -> str:
    """The address of a route in a company, with rows that the company `of` has (NOBODYS: that don't exist)."""
    values = {
        name: UNKNOWNS.get(name, UNKNOWN) if of == NOBODYS and name not in NO_ROW else example(app, name, of)
        for name in rule.arguments
    }
    if rule.endpoint in NAMES:
        values["name"] = NAMES[rule.endpoint]
    if "company_id" in values:
        values["company_id"] = str(company_id)
    with app.test_request_context():
        return app.url_map.bind("localhost").build(rule.endpoint, _converted(rule, values), method=_method(rule))


def _converted(rule: Rule, values: Mapping[str, str]) -> dict[str, object]:
    converters = rule._converters
    return {name: converters[name].to_python(value) for name, value in values.items()}


def _method(rule: Rule) -> str:
    return "POST" if "POST" in (rule.methods or ()) else "GET"
