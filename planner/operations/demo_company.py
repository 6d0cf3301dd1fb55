"""The sample company in the database: its years, its people, its runs, and somebody to sign in as for each role."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from planner import demo
from planner.models import Account, Company, Person, Role, Year, db
from planner.operations.accounts import Who, account_for, give_role
from planner.operations.audit import Actor
from planner.operations.demo import DAYS, demo_people, demo_runs, demo_scheme
from planner.operations.drafts import Start, find_draft, make_draft, save_draft
from planner.operations.edit_scheme import copied, set_at
from planner.operations.import_company import CompanyFile, read_company
from planner.operations.import_people import PeopleFile
from planner.operations.interim import Figures, share_figures
from planner.operations.keep_run import keep_run
from planner.operations.scheme_versions import successor, versions_of
from planner.operations.transaction import transaction
from planner.operations.years import YearLine, years_of

PASSWORD = "halte-noord-voorbeeld"  # noqa: S105  # of invented people, printed where they are shown


@dataclass(frozen=True)
class DemoReader:
    """Somebody of the sample company: which roles they have, and their personnel number if they work there."""

    who: Who
    roles: tuple[Role, ...]
    number: str | None = None


READERS = (
    DemoReader(Who("Rosalie Bouzid", "rosalie.bouzid@haltenoord.example"), (Role.FOUNDER,)),
    DemoReader(Who("Thijs Wolters", "thijs.wolters@wolters-accountants.example"), (Role.ACCOUNTANT,)),
    DemoReader(Who("Teun Kok", "teun.kok@haltenoord.example"), (Role.COUNCIL, Role.EMPLOYEE), "0104"),
    DemoReader(Who("Sanne Veenstra", "sanne.veenstra@haltenoord.example"), (Role.EMPLOYEE,), "0167"),
)
NEXT = 2027  # the year that a founder is designing for
FIRST_QUARTER = {"net_profit": "996800", "equity": "7863000"}
DRAFTS = ({"minimum_service": "3"}, {"pool_share": "12%", "presence_share": "70%"})  # what each changes, A and B


def fill_demo() -> int:
    """The sample company's number; made if it isn't there yet, and then left as its readers change it."""
    known = db.session.scalar(select(Company.id).where(Company.is_sample))
    if known is not None:
        return known
    people = demo_people()
    with transaction() as session:
        company_id = _company(session)
        for year in (*DAYS, NEXT):
            _year(session, company_id, year, people)
        _readers(session, company_id)
    for issued in demo_runs():
        keep_run(company_id, issued)
    founder = Actor(db.session.scalar(select(Account.id).where(Account.email == READERS[0].who.email)), company_id)
    years = {year.name: year for year in years_of(company_id)}
    _drafts(founder, years)
    _share_figures(founder, years[str(NEXT)])
    return company_id


def _share_figures(founder: Actor, year: YearLine) -> None:
    """The first quarter of the next year: invented, like all of this company."""
    figures = Figures(date(NEXT, 3, 31), date(NEXT, 7, 15), FIRST_QUARTER, demo_scheme(max(DAYS)))
    share_figures(founder, year, figures)


def _drafts(founder: Actor, years: Mapping[str, YearLine]) -> None:
    """Two drafts for the next year, tried on the last: one in which people share sooner, one with a larger pot."""
    company_id = years[str(NEXT)].company_id
    base = versions_of(company_id)[0]
    start = Start(successor(base.document, years[str(NEXT)]), years[str(max(DAYS))].id, base.id)
    for settings in DRAFTS:
        draft = find_draft(company_id, make_draft(founder, start))
        for name, value in settings.items():
            if draft is not None:
                document = copied(draft.document)
                set_at(document, f"given.{name}.value", value)
                draft = save_draft(founder, draft, document)


def _company(session: Session) -> int:
    file = _file(max(DAYS))
    company = Company(name=file.name, place=file.place, contact=json.dumps(file.contact), is_sample=True)
    session.add(company)
    session.flush()
    return company.id


def _year(session: Session, company_id: int, name: int, people: PeopleFile) -> None:
    facts = {key: fact.written for key, fact in _file(name).facts.items()} if name in DAYS else {}
    year = Year(
        company_id=company_id,
        name=str(name),
        period_from=date(name, 1, 1),
        period_to=date(name, 12, 31),
        facts=json.dumps(facts),
        people_revision=1,
    )
    session.add(year)
    session.flush()
    present = [each for each in people.people if each["start_date"] <= f"{name}-12-31"]
    rows = [_person(year.id, position, each, people) for position, each in enumerate(present, 1)]
    session.execute(insert(Person.__table__), rows)  # type: ignore[arg-type]  # a mapped class has a Table


def _person(year_id: int, position: int, person: Mapping[str, Any], people: PeopleFile) -> dict[str, Any]:
    card = people.cards[person["id"]]
    facts = {name: value for name, value in person.items() if name != "id"}
    return {"year_id": year_id, "number": person["id"], "position": position, "name": card.name, "email": card.email,
            "facts": json.dumps(facts, ensure_ascii=False)}  # fmt: skip


def _readers(session: Session, company_id: int) -> None:
    for each in READERS:
        account = account_for(session, each.who, PASSWORD)
        for role in each.roles:
            give_role(session, account, company_id, role, each.number if role is Role.EMPLOYEE else None)


def _file(year: int) -> CompanyFile:
    path = demo.COMPANIES[year]
    return read_company(path.read_bytes(), path.name)
