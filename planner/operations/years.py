"""A company's years as operations read them: the figures, the people, and both together as a scheme takes them."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from types import MappingProxyType
from typing import Any

from sqlalchemy import select

from planner.models import Company, Person, Year, db
from planner.operations.import_company import CompanyFact, CompanyFile
from planner.operations.issued import Card

_MOST_LISTS = 8  # of people, kept in memory: two years of four companies


@dataclass(frozen=True)
class YearLine:
    """A year, as it is now. `version` and `people_revision` go up with each change to its figures or its people."""

    id: int
    company_id: int
    name: str
    first: date
    last: date
    version: int
    people_revision: int
    company: CompanyFile

    @property
    def period(self) -> dict[str, str]:
        """As a scheme document writes it."""
        return {"from": self.first.isoformat(), "to": self.last.isoformat()}


@dataclass(frozen=True)
class PeopleOfYear:
    """Everybody in a year, as the contract's `people` has them, and how each is addressed. Not to be changed."""

    people: Sequence[Mapping[str, Any]]
    cards: Mapping[str, Card]


def years_of(company_id: int) -> Sequence[YearLine]:
    """All years of a company, the latest first."""
    found = select(Year, Company).join(Year.company).where(Year.company_id == company_id)
    return [_line(*row) for row in db.session.execute(found.order_by(Year.period_to.desc(), Year.id.desc()))]


def find_year(company_id: int, year_id: int) -> YearLine | None:
    """A year, if this company has it."""
    found = select(Year, Company).join(Year.company).where(Year.company_id == company_id, Year.id == year_id)
    row = db.session.execute(found).first()
    return _line(*row) if row else None


def people_of(year: YearLine) -> PeopleOfYear:
    """The people of a year; read once for each state that they are in."""
    key = (str(db.engine.url), year.id, year.people_revision)
    with _lock:
        if key in _lists:
            _lists.move_to_end(key)
            return _lists[key]
    found = _read_people(year.id)
    with _lock:
        _lists[key] = found
        while len(_lists) > _MOST_LISTS:
            _lists.popitem(last=False)
    return found


def forget() -> None:
    """Empty what is kept in memory; what is asked next is read anew."""
    with _lock:
        _lists.clear()


_lists: OrderedDict[tuple[str, int, int], PeopleOfYear] = OrderedDict()
_lock = Lock()


def _read_people(year_id: int) -> PeopleOfYear:
    rows = db.session.execute(
        select(Person.number, Person.facts, Person.name, Person.email)
        .where(Person.year_id == year_id)
        .order_by(Person.position, Person.id)
    ).all()
    people = [{"id": number, **json.loads(facts)} for number, facts, _, _ in rows]
    cards = {number: Card(name or "", email or "") for number, _, name, email in rows}
    return PeopleOfYear(people, MappingProxyType(cards))


def _line(year: Year, company: Company) -> YearLine:
    facts = {name: CompanyFact(**fact) for name, fact in json.loads(year.facts).items()}
    file = CompanyFile(facts, company.name, company.place or "", tuple(json.loads(company.contact)))
    return YearLine(
        year.id, company.id, year.name, year.period_from, year.period_to, year.version, year.people_revision, file
    )
